package workbench

import (
	"context"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/triage"
)

// Lessons lists what Debrief learnt from corrections, oldest first.
func (d *Desk) Lessons(ctx context.Context) (list []track.Lesson, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		list, err = store.All[track.Lesson](tx)
		return err
	})
	return list, err
}

// Unlearn forgets one lesson. What was filed by it stays as it is.
func (d *Desk) Unlearn(ctx context.Context, id track.LessonID) (Receipt, error) {
	return d.update(ctx, "unlearn", func(tx *store.Tx) (string, error) {
		l, found, err := store.Find[track.Lesson](tx, id)
		if err != nil || !found {
			return "", cmpErr(err, fault.New(fault.NotFound, "lesson", "There is no such lesson."))
		}
		return "Forgotten: " + lessonWords(l), store.Remove[track.Lesson](tx, id)
	})
}

func lessonWords(l track.Lesson) string {
	if l.Kind == track.LessonEmployer {
		return "“" + l.Pattern + "” is " + l.Company
	}
	return "“" + clip(l.Pattern, 60) + "” is: " + strings.ToLower(l.Class.Label())
}

func lessonsOf(tx *store.Tx) (triage.Lessons, error) {
	return triage.Lessons{}, nil
}

func (d *Desk) learnClass(tx *store.Tx, item track.InboxItem, read track.Class) error { return nil }

func (d *Desk) learnPlace(tx *store.Tx, item track.InboxItem, target track.ApplicationID) error {
	return nil
}
