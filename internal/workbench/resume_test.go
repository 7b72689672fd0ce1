package workbench_test

import (
	"testing"

	"debrief/internal/track"
)

func TestResume_linesKeepTheirStoryWhenOthersChange(t *testing.T) {
	d, _ := deskAt(t, "2026-11-24T10:00:00Z")
	id, _, err := d.AddResume(t.Context(), "v7", "", "", nil)
	if err != nil {
		t.Fatal(err)
	}
	text := "Tidewater, 2021 to 2026 (now)\n- Led the move of a ledger with 2.1 M entries a day for 4 teams\n* Responsible for on-call\n\nHarrow\n• Built a seat-hold service for 12 000 holds a minute\n"
	if _, err := d.PutBullets(t.Context(), id, text); err != nil {
		t.Fatal(err)
	}
	v, ok, err := d.Resume(t.Context(), "")
	if err != nil || !ok || v.Bullets != 3 || len(v.Jobs) != 2 || !v.Jobs[0].Current || v.Jobs[1].Current || v.Hints == 0 {
		t.Fatalf("%+v %v %v", v, ok, err)
	}
	story, _, err := d.PutStory(t.Context(), track.Story{Title: "Ledger"})
	if err != nil {
		t.Fatal(err)
	}
	first := v.Jobs[0].Bullets[0]
	if _, _, err := d.ChangeBullet(t.Context(), first.ID, "", story); err != nil {
		t.Fatal(err)
	}
	rec, err := d.PutBullets(t.Context(), id, "Tidewater, 2021 to 2026 (now)\n- Ran 11 incidents as commander and cut night calls to 2 a month\n- "+first.Text+"\n")
	if err != nil {
		t.Fatal(err)
	}
	v, _, _ = d.Resume(t.Context(), id)
	if v.Bullets != 2 || v.Jobs[0].Bullets[1].Story != "Ledger" || v.Jobs[0].Bullets[1].ID != first.ID {
		t.Errorf("%+v", v.Jobs)
	}
	if v.BulletText() != "Tidewater, 2021 to 2026 (now)\n- Ran 11 incidents as commander and cut night calls to 2 a month\n- "+first.Text+"\n" {
		t.Errorf("%q", v.BulletText())
	}
	if _, err := d.Undo(t.Context(), rec.Change); err != nil {
		t.Fatal(err)
	}
	if v, _, _ = d.Resume(t.Context(), id); v.Bullets != 3 {
		t.Errorf("after undo %d lines", v.Bullets)
	}
	if _, _, err := d.ChangeBullet(t.Context(), first.ID, "", "nobody"); err == nil {
		t.Error("a story that is none was taken as proof")
	}
}
