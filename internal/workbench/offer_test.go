package workbench_test

import (
	"testing"

	"debrief/internal/offer"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func TestOffer_isWorkedOutComparedAndUndone(t *testing.T) {
	d, _ := deskAt(t, "2026-11-24T10:00:00Z")
	app, _, err := d.Add(t.Context(), workbench.NewApplication{Company: "Fennimore", Role: "Engineer", AppliedOn: "2026-10-07"})
	if err != nil {
		t.Fatal(err)
	}
	criteria := []offer.Criterion{{Name: "Pay", Weight: 60}, {Name: "Home", Weight: 40}}
	if _, err := d.PutCriteria(t.Context(), []offer.Criterion{{Name: "Pay", Weight: 60}}, nil); err == nil {
		t.Error("weights of 60 were taken")
	}
	if _, err := d.PutCriteria(t.Context(), criteria, []offer.Mark{{Score: 2, Proof: offer.Told}, {Score: 3, Proof: offer.Told}}); err != nil {
		t.Fatal(err)
	}
	id, _, err := d.AddOffer(t.Context(), app, workbench.OfferChange{AnswerBy: "2026-11-25",
		Terms: &offer.Terms{Currency: "EUR", Base: 92_000_00, Pension: 6_00}, Facts: &offer.Facts{Written: true},
		Marks: map[string]offer.Mark{"Pay": {Score: 4, Proof: offer.Written}, "Home": {Score: 5, Proof: offer.Told}}})
	if err != nil {
		t.Fatal(err)
	}
	v, err := d.Offers(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	o := v.Offers[0]
	if o.Total != offer.Sure(97_520_00) || o.DaysLeft != 1 || len(o.Risks) != 1 || o.Risks[0].Code != "O03" {
		t.Errorf("%+v", o)
	}
	if v.Comparison.Leads != "Fennimore" || v.Criteria.On != "2026-11-24" {
		t.Errorf("%+v", v.Comparison)
	}
	if a, err := d.Application(t.Context(), app); err != nil || a.Item.StageKind != track.OfferStage || a.OfferID != id {
		t.Errorf("%+v %v", a.Item, err)
	}
	rec, err := d.DecideOffer(t.Context(), id, track.TurnedDown, "too far away")
	if err != nil {
		t.Fatal(err)
	}
	if a, _ := d.Application(t.Context(), app); a.Item.Ending != track.OfferDeclined {
		t.Errorf("ending %q", a.Item.Ending)
	}
	if _, err := d.Undo(t.Context(), rec.Change); err != nil {
		t.Fatal(err)
	}
	if a, _ := d.Application(t.Context(), app); a.Item.Ending != track.Open {
		t.Errorf("after undo: ending %q", a.Item.Ending)
	}
	if o, _, err := d.Offer(t.Context(), id); err != nil || o.State != track.OnTable || o.Notes != "" {
		t.Errorf("after undo: %+v %v", o.Offer, err)
	}
	if _, _, err := d.AddOffer(t.Context(), "nobody", workbench.OfferChange{}); err == nil {
		t.Error("an offer of nothing was taken")
	}
}
