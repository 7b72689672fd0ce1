package main

import (
	"context"
	"time"

	"debrief/internal/store"
)

// watch checks the data file in the background: soon after the start, so that
// the first page need not wait for it, and then daily.
func watch(ctx context.Context, s *store.Store) {
	for wait := 2 * time.Second; ; wait = 24 * time.Hour {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
			_ = s.QuickCheck(ctx) // what it finds stands in Damage
		}
	}
}
