package testkit

import (
	"io"
	"math/rand/v2"
	"sync"
	"time"
)

// Clock stands at an instant given as RFC 3339, and moves on by step with
// every look, so that order of entry stays visible. It panics on a bad instant.
func Clock(at string, step time.Duration) func() time.Time {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		panic(err)
	}
	var mu sync.Mutex
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		t = t.Add(step)
		return t
	}
}

// Entropy repeats the same bytes for the same seed.
func Entropy(seed uint64) io.Reader {
	var key [32]byte
	for i := range 8 {
		key[i] = byte(seed >> (8 * i))
	}
	return rand.NewChaCha8(key)
}
