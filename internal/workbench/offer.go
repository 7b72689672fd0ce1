package workbench

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/offer"
	"debrief/internal/store"
	"debrief/internal/track"
)

// OfferView is one offer, worked out.
type OfferView struct {
	track.Offer
	Company, Role string
	Ending        track.Ending
	Terms         offer.Terms
	Facts         offer.Facts
	Told          []track.TermPair
	Marks         []offer.Mark // one per criterion
	Year          offer.Year   // the first year, term by term
	Total         offer.Span   // of the first year
	Horizon       offer.Span   // mean of four years
	Hourly        offer.Span
	Risks         []offer.Risk
	DaysLeft      int // calendar days to AnswerBy; negative when it is over
}

// Open reports whether an answer is still to be given.
func (v OfferView) Open() bool { return v.State == track.OnTable }

// Criteria are what the person said matters, and when they wrote it down.
type Criteria struct {
	On      track.Day         `json:"on"`
	List    []offer.Criterion `json:"list"`
	Staying []offer.Mark      `json:"staying"` // how staying in the search meets them
}

// OffersView is all offers side by side.
type OffersView struct {
	Offers     []OfferView
	Criteria   Criteria
	Comparison offer.Comparison
	Unready    string // why there is no comparison yet
	Today      track.Day
	Lost       []LostOffer
}

// LostOffer is an offer that fell away after it was made, with the codes that
// were visible on it.
type LostOffer struct {
	OfferView
	Codes []string
}

// staying is the option that is always there.
const staying = "Stay in the search"

const criteriaID = "criteria"

// Offers gathers the offers, open ones first, and compares them.
func (d *Desk) Offers(ctx context.Context) (v OffersView, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, v.Today = d.now(set)
		if v.Criteria, err = criteria(tx); err != nil {
			return err
		}
		return store.Each(tx, func(o track.Offer) error {
			x, err := viewOffer(tx, o, v.Criteria, v.Today)
			v.Offers = append(v.Offers, x)
			return err
		})
	})
	if err != nil {
		return v, err
	}
	slices.SortStableFunc(v.Offers, func(a, b OfferView) int {
		rank := func(x OfferView) int { return slices.Index(track.OfferStates, x.State) }
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.AnswerBy, b.AnswerBy), cmp.Compare(a.ID, b.ID))
	})
	v.compare()
	for _, x := range v.Offers {
		if x.State == track.TakenBack {
			l := LostOffer{OfferView: x}
			for _, r := range x.Risks {
				l.Codes = append(l.Codes, r.Code)
			}
			v.Lost = append(v.Lost, l)
		}
	}
	return v, nil
}

// compare works out the matrix over the offers that can still be decided and
// staying in the search.
func (v *OffersView) compare() {
	var options []offer.Option
	marked := false
	for _, x := range v.Offers {
		if x.State == track.OnTable || x.State == track.OnlyGuessed {
			options = append(options, offer.Option{Name: x.Company, Marks: x.Marks})
			marked = marked || slices.ContainsFunc(x.Marks, func(m offer.Mark) bool { return m.Score > 0 })
		}
	}
	switch {
	case len(options) == 0:
		return
	case !marked:
		v.Unready = "Mark how each offer meets what you said matters; then the nearest change of mind can be worked out."
		return
	}
	options = append(options, offer.Option{Name: staying, Marks: v.Criteria.Staying})
	c, err := offer.Compare(v.Criteria.List, options)
	if err != nil {
		v.Unready = fault.Message(err)
		return
	}
	v.Comparison = c
}

// Offer is one offer, worked out, with the criteria of the comparison.
func (d *Desk) Offer(ctx context.Context, id track.OfferID) (v OfferView, c Criteria, err error) {
	err = d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, today := d.now(set)
		o, err := store.Get[track.Offer](tx, id)
		if err != nil {
			return fault.New(fault.NotFound, "offer", "There is no such offer.")
		}
		if c, err = criteria(tx); err != nil {
			return err
		}
		v, err = viewOffer(tx, o, c, today)
		return err
	})
	return v, c, err
}

func viewOffer(tx *store.Tx, o track.Offer, c Criteria, today track.Day) (OfferView, error) {
	v := OfferView{Offer: o}
	app, _, err := store.Find[track.Application](tx, o.ApplicationID)
	if err != nil {
		return v, err
	}
	v.Company, v.Role = name(tx, app), app.Role
	if state, err := tx.StateOf(o.ApplicationID); err == nil {
		v.Ending = state.Ending
	}
	var marks map[string]offer.Mark
	for _, part := range []struct {
		text string
		to   any
	}{{o.Terms, &v.Terms}, {o.Facts, &v.Facts}, {o.Told, &v.Told}, {o.Marks, &marks}} {
		if part.text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(part.text), part.to); err != nil {
			return v, fault.Wrap(err, fault.Damaged, "offer", "A part of the offer of %s can't be read.", v.Company)
		}
	}
	for _, k := range c.List {
		v.Marks = append(v.Marks, marks[k.Name])
	}
	v.Facts.Written = o.State != track.OnlyGuessed && v.Facts.Written
	if o.AnswerBy.Known() {
		v.DaysLeft = o.AnswerBy.Sub(today)
		v.Facts.DaysToAnswer = businessDays(today, o.AnswerBy)
	}
	v.Year = v.Terms.Year(1, offer.Usual)
	v.Total, v.Horizon = v.Year.Total(), v.Terms.Horizon(offer.Usual)
	v.Hourly = v.Terms.Hourly(v.Total)
	if o.State != track.OnlyGuessed {
		v.Risks = offer.Risks(v.Facts)
	}
	return v, nil
}

// businessDays counts the working days after from up to and with to; 0 when to
// is not later, which the risk table reads as no date.
func businessDays(from, to track.Day) (n int) {
	for d := from; d < to && n < 30; {
		d = d.AddBusiness(1)
		if d <= to {
			n++
		}
	}
	return n
}

func criteria(tx *store.Tx) (c Criteria, err error) {
	row, found, err := store.Find[track.Setting](tx, criteriaID)
	if err != nil {
		return c, err
	}
	if found {
		if err := json.Unmarshal([]byte(row.Value), &c); err != nil {
			return c, err
		}
	}
	if len(c.List) == 0 {
		c.List = offer.UsualCriteria
	}
	for len(c.Staying) < len(c.List) {
		c.Staying = append(c.Staying, offer.Mark{})
	}
	return c, nil
}

// PutCriteria keeps what matters, with the day it was written down. The weights
// must add up to 100. Kinds of error: Invalid.
func (d *Desk) PutCriteria(ctx context.Context, list []offer.Criterion, stay []offer.Mark) (Receipt, error) {
	kept := list[:0]
	for _, k := range list {
		if k.Name = clip(tidy(k.Name), 80); k.Name != "" {
			kept = append(kept, k)
		}
	}
	blank := make([]offer.Mark, len(kept))
	if _, err := offer.Compare(kept, []offer.Option{{Name: "a", Marks: blank}, {Name: "b", Marks: blank}}); err != nil {
		return Receipt{}, err
	}
	return d.update(ctx, "put_criteria", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		old, err := criteria(tx)
		if err != nil {
			return "", err
		}
		c := Criteria{On: old.On, List: kept, Staying: stay}
		if old.On == "" || !slices.Equal(old.List, kept) {
			_, c.On = d.now(set)
		}
		value, err := json.Marshal(c)
		if err != nil {
			return "", err
		}
		return "What matters is kept", store.Put(tx, track.Setting{ID: criteriaID, Value: string(value)})
	})
}

// OfferChange is what the person entered of an offer. Nil parts stay as they are.
type OfferChange struct {
	State      track.OfferState
	ReceivedOn track.Day
	AnswerBy   track.Day
	Terms      *offer.Terms
	Facts      *offer.Facts
	Told       []track.TermPair
	Marks      map[string]offer.Mark
	Notes      string
}

// AddOffer records an offer of an application; the application reaches the
// stage of the offer where it has not yet. Kinds of error: NotFound, Invalid.
func (d *Desk) AddOffer(ctx context.Context, app track.ApplicationID, c OfferChange) (track.OfferID, Receipt, error) {
	var id track.OfferID
	r, err := d.update(ctx, "add_offer", func(tx *store.Tx) (string, error) {
		if _, err := store.Get[track.Application](tx, app); err != nil {
			return "", fault.New(fault.NotFound, "application", "There is no such application.")
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, today := d.now(set)
		if c.ReceivedOn == "" {
			c.ReceivedOn = today
		}
		if c.State == "" {
			c.State = track.OnTable
		}
		id = track.OfferID(tx.NewID())
		o := track.Offer{ID: id, ApplicationID: app, CreatedAt: tx.Now()}
		if c.Terms == nil {
			c.Terms = &offer.Terms{Currency: set.Currency}
		}
		if err := c.apply(&o); err != nil {
			return "", err
		}
		if c.State == track.OnTable {
			if err := d.reach(tx, app, track.OfferStage, c.ReceivedOn); err != nil {
				return "", err
			}
		}
		return "Offer of " + nameOf(tx, app) + " on record", store.Put(tx, o)
	})
	return id, r, err
}

// reach enters the first stage of a kind that an application has not reached yet.
func (d *Desk) reach(tx *store.Tx, app track.ApplicationID, kind track.StageKind, day track.Day) error {
	state, err := tx.StateOf(app)
	if err != nil || state.FurthestKind.Rank() >= kind.Rank() {
		return err
	}
	stages, err := orderedStages(tx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(stages, func(s track.Stage) bool { return s.Kind == kind })
	e := track.Event{ID: track.EventID(tx.NewID()), ApplicationID: app, Kind: track.StageEntered, StageKind: kind, Day: day, Source: "hand", RecordedAt: tx.Now()}
	if i >= 0 {
		e.StageID = stages[i].ID
	}
	return store.Put(tx, e)
}

func (c OfferChange) apply(o *track.Offer) error {
	if c.State != "" {
		if c.State.Label() == "" {
			return unknownWord("state", string(c.State), track.OfferStates)
		}
		o.State = c.State
	}
	if c.ReceivedOn != "" {
		o.ReceivedOn = c.ReceivedOn
	}
	if c.AnswerBy != "" {
		o.AnswerBy = c.AnswerBy
	}
	if n := strings.TrimSpace(c.Notes); n != "" {
		o.Notes = clip(n, 1<<16)
	}
	for _, part := range []struct {
		set   bool
		value any
		to    *string
	}{{c.Terms != nil, c.Terms, &o.Terms}, {c.Facts != nil, c.Facts, &o.Facts}, {c.Told != nil, c.Told, &o.Told}, {c.Marks != nil, c.Marks, &o.Marks}} {
		if !part.set {
			continue
		}
		b, err := json.Marshal(part.value)
		if err != nil {
			return err
		}
		*part.to = string(b)
	}
	return nil
}

// ChangeOffer keeps what the person changed; undo brings the former terms back.
func (d *Desk) ChangeOffer(ctx context.Context, id track.OfferID, c OfferChange) (Receipt, error) {
	return d.update(ctx, "change_offer", func(tx *store.Tx) (string, error) {
		o, err := store.Get[track.Offer](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "offer", "There is no such offer.")
		}
		if err := c.apply(&o); err != nil {
			return "", err
		}
		return "Offer of " + nameOf(tx, o.ApplicationID) + " kept", store.Put(tx, o)
	})
}

var decisions = map[track.OfferState]struct {
	ending track.Ending
	word   string
}{
	track.Taken: {track.EndedAccepted, "Accepted the offer of "}, track.TurnedDown: {track.OfferDeclined, "Declined the offer of "}, track.TakenBack: {track.OfferWithdrawn, "Withdrawn: the offer of "},
}

// DecideOffer records how an offer ended, with the reasons in the person's
// words, and closes its application accordingly.
func (d *Desk) DecideOffer(ctx context.Context, id track.OfferID, state track.OfferState, notes string) (Receipt, error) {
	how, ok := decisions[state]
	if !ok {
		return Receipt{}, unknownWord("state", string(state), []track.OfferState{track.Taken, track.TurnedDown, track.TakenBack})
	}
	return d.update(ctx, "decide_offer", func(tx *store.Tx) (string, error) {
		o, err := store.Get[track.Offer](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "offer", "There is no such offer.")
		}
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		now, today := d.now(set)
		if err := (OfferChange{State: state, Notes: notes}).apply(&o); err != nil {
			return "", err
		}
		o.DecidedOn = today
		s, err := tx.StateOf(o.ApplicationID)
		if err != nil {
			return "", err
		}
		if s.Ending != how.ending {
			e := track.Event{ID: track.EventID(tx.NewID()), ApplicationID: o.ApplicationID, Kind: track.Ended, Ending: how.ending, Day: today, At: now, Source: "hand", RecordedAt: tx.Now()}
			if err := store.Put(tx, e); err != nil {
				return "", err
			}
		}
		return how.word + nameOf(tx, o.ApplicationID), store.Put(tx, o)
	})
}

// RemoveOffer takes an offer off the record; undo brings it back.
func (d *Desk) RemoveOffer(ctx context.Context, id track.OfferID) (Receipt, error) {
	return d.update(ctx, "remove_offer", func(tx *store.Tx) (string, error) {
		o, err := store.Get[track.Offer](tx, id)
		if err != nil {
			return "", fault.New(fault.NotFound, "offer", "There is no such offer.")
		}
		return "Offer of " + nameOf(tx, o.ApplicationID) + " removed", store.Remove[track.Offer](tx, id)
	})
}
