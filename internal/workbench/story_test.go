package workbench_test

import (
	"testing"

	"debrief/internal/interview"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func TestStories_gapClosesWhenAStoryIsWritten(t *testing.T) {
	d, _ := deskAt(t, "2026-11-24T10:00:00Z")
	app, _, err := d.Add(t.Context(), workbench.NewApplication{Company: "Northmoor", Role: "Engineer", Stage: track.Panel, AppliedOn: "2026-10-20"})
	if err != nil {
		t.Fatal(err)
	}
	when, _ := track.ParseDay("2026-11-26")
	if _, err := d.PlanInterview(t.Context(), app, track.InstantOf(when.Time()), 60, "video", ""); err != nil {
		t.Fatal(err)
	}
	gap := func() (gap, asked bool) {
		v, err := d.Stories(t.Context(), "")
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range v.Coverage {
			if r.Code == "influence" {
				return r.Gap(), r.Asked
			}
		}
		return false, false
	}
	if g, asked := gap(); !g || !asked {
		t.Fatalf("gap %v, asked %v", g, asked)
	}
	s := track.Story{Title: "Shadow book", Competencies: track.Strings{"influence"}, Situation: "Finance kept a second book of 40 accounts for six years.",
		Action: "I sat with the lead for two mornings and I listed her three worst month ends. I ran both books for a month and I showed her each difference the same day.", Result: "The second book ended in March; closing takes 50 minutes."}
	id, rec, err := d.PutStory(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if g, _ := gap(); g {
		t.Error("the gap is still open")
	}
	s.ID = id
	if _, again, err := d.PutStory(t.Context(), s); err != nil || again.Change != "" {
		t.Errorf("the same story again is a change: %+v %v", again, err)
	}
	if _, err := d.NoteTelling(t.Context(), track.Telling{StoryID: id, Landed: 3}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.NoteTelling(t.Context(), track.Telling{StoryID: id, Landed: 6}); err == nil {
		t.Error("6 of 5 was taken")
	}
	v, err := d.Stories(t.Context(), id)
	if err != nil || v.One.Drills != 1 || v.One.Told != 0 || len(v.One.Tellings) != 1 {
		t.Errorf("%+v %v", v.One.StoryLine, err)
	}
	drilled := false
	for n := range interview.Topics(track.Panel) {
		q, err := d.Drill(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		if q.Topic.Code == "influence" {
			drilled = q.Story.ID == id
		}
	}
	if !drilled {
		t.Error("the drill does not ask for influence with the story that answers it")
	}
	if _, err := d.Drill(t.Context(), 99); err == nil {
		t.Error("question 99 was given")
	}
	if _, err := d.Undo(t.Context(), rec.Change); err == nil {
		t.Error("a story that was told since was taken back without a word")
	}
	if _, _, err := d.PutStory(t.Context(), track.Story{Title: "x", Competencies: track.Strings{"nothing"}}); err == nil {
		t.Error("a topic that is none was taken")
	}
}
