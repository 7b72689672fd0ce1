package workbench

import (
	"cmp"
	"context"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"debrief/internal/cadence"
	"debrief/internal/insight"
	"debrief/internal/store"
	"debrief/internal/track"
)

// ledger holds the applications of one person as they are counted, so that a
// page of numbers need not read the whole record. It is brought up to date from
// the journal: only what changed since is read again.
type ledger struct {
	warm    atomic.Bool // has been filled once
	once    sync.Once   // the filling in the background
	mu      sync.Mutex
	mark    store.Mark
	filled  bool
	cases   []insight.Case // in order of id
	names   map[string]string
	resumes map[track.ResumeVersionID]string
	reports map[reportKey]insight.Report

	glance   insight.Glance
	glanceOn insight.Date // 0: not read since the last change

	learnedAt store.Mark
	learnedOn track.Day
}

// reportKey is what a report depends on beside the ledger.
type reportKey struct {
	asOf    insight.Date
	since   insight.Date
	until   insight.Date
	channel track.Channel
	trait   insight.Trait
	value   string
	set     string
}

// keptReports bounds how many reports are kept until the record changes.
const keptReports = 16

// ledger of the desk's person.
func (d *Desk) ledger() *ledger {
	l, _ := d.w.ledgers.LoadOrStore(d.scope.Owner(), &ledger{})
	return l.(*ledger)
}

// sync brings the ledger up to date. The caller holds its lock.
func (l *ledger) sync(tx *store.Tx) error {
	mark, err := tx.Mark()
	if err != nil || l.filled && mark == l.mark {
		return err
	}
	l.reports, l.glanceOn = map[reportKey]insight.Report{}, 0
	ids, all, err := tx.TouchedSince(l.mark)
	if err != nil {
		return err
	}
	if !l.filled || all || len(ids) > 2000+len(l.cases)/4 {
		err = l.fill(tx)
	} else {
		err = l.refresh(tx, ids)
	}
	if err == nil && len(l.cases) != mark.Total {
		err = l.fill(tx) // something was erased
	}
	l.filled, l.mark = err == nil, mark
	l.warm.Store(err == nil)
	return err
}

// atOnce is the size up to which a page may wait for the numbers of a record
// that nobody has counted yet.
const atOnce = 5_000

// near reports whether the numbers are at hand, or will be in a moment. On a
// large record of a server that has just started they are counted in the
// background, and pages that are about other things do without them meanwhile.
func (d *Desk) near(tx *store.Tx) (bool, error) {
	l := d.ledger()
	if !d.w.o.Learn || l.warm.Load() {
		return true, nil
	}
	mark, err := tx.Mark()
	if err != nil || mark.Total <= atOnce {
		return err == nil, err
	}
	l.once.Do(func() {
		d.w.background.Go(func() {
			_ = d.learnDays(d.w.life) // a page that needs the numbers tells what is wrong
			debug.FreeOSMemory()      // counting takes as much again as is kept, and comes once
		})
	})
	return false, nil
}

// atHand lets f see the part of the numbers that other pages show, and the
// cases behind it, while nobody changes them. Where a large record is not
// counted yet, f is not called.
func (d *Desk) atHand(tx *store.Tx, f func(g insight.Glance, cases []insight.Case, asOf insight.Date)) error {
	if near, err := d.near(tx); err != nil || !near {
		return err
	}
	o, err := d.usual(tx)
	if err != nil {
		return err
	}
	l := d.ledger()
	l.mu.Lock()
	defer l.mu.Unlock()
	g, err := l.look(tx, o)
	if err != nil {
		return err
	}
	f(g, l.cases, o.AsOf)
	return nil
}

// look gives the part of the numbers that other pages show. The caller holds
// the lock.
func (l *ledger) look(tx *store.Tx, o insight.Options) (insight.Glance, error) {
	if err := l.sync(tx); err != nil {
		return l.glance, err
	}
	if l.glanceOn == o.AsOf {
		return l.glance, nil
	}
	var err error
	if l.glance, err = insight.ReadGlance(l.cases, o); err == nil {
		l.glanceOn = o.AsOf
	}
	return l.glance, err
}

// fill reads the whole record.
func (l *ledger) fill(tx *store.Tx) error {
	l.cases = l.cases[:0]
	if err := l.nameResumes(tx); err != nil {
		return err
	}
	return l.read(tx, nil, func(c insight.Case) { l.cases = append(l.cases, c) })
}

// refresh reads some applications again.
func (l *ledger) refresh(tx *store.Tx, ids []track.ApplicationID) error {
	if err := l.nameResumes(tx); err != nil {
		return err
	}
	fresh := map[track.ApplicationID]insight.Case{}
	if err := l.read(tx, ids, func(c insight.Case) { fresh[c.ID] = c }); err != nil {
		return err
	}
	gone := map[track.ApplicationID]bool{}
	for _, id := range ids {
		_, there := fresh[id]
		gone[id] = !there
	}
	kept := l.cases[:0]
	for _, c := range l.cases {
		if gone[c.ID] {
			continue
		}
		if f, ok := fresh[c.ID]; ok {
			delete(fresh, c.ID)
			c = f
		}
		kept = append(kept, c)
	}
	l.cases = kept
	if len(fresh) > 0 {
		l.cases = append(l.cases, slices.Collect(maps.Values(fresh))...)
		slices.SortFunc(l.cases, func(a, b insight.Case) int { return cmp.Compare(a.ID, b.ID) })
	}
	return nil
}

func (l *ledger) nameResumes(tx *store.Tx) error {
	list, err := store.All[track.ResumeVersion](tx)
	l.resumes = map[track.ResumeVersionID]string{}
	for _, r := range list {
		l.resumes[r.ID] = r.Name
	}
	return err
}

// read streams cases with their reasons.
func (l *ledger) read(tx *store.Tx, ids []track.ApplicationID, f func(insight.Case)) error {
	reasons := map[track.ApplicationID]store.Given{}
	if err := tx.Given(ids, func(g store.Given) error {
		if old, ok := reasons[g.ApplicationID]; !ok || g.AnsweredOn >= old.AnsweredOn {
			reasons[g.ApplicationID] = g
		}
		return nil
	}); err != nil {
		return err
	}
	return tx.Cases(ids, func(c store.Case) error {
		f(l.convert(c, reasons[c.ID]))
		return nil
	})
}

// one keeps one copy of texts that many applications share.
func (l *ledger) one(s string) string {
	if l.names == nil {
		l.names = map[string]string{}
	}
	if kept, ok := l.names[s]; ok {
		return kept
	}
	if len(l.names) > 50_000 {
		l.names = map[string]string{}
	}
	s = strings.Clone(s)
	l.names[s] = s
	return s
}

func (l *ledger) convert(c store.Case, g store.Given) insight.Case {
	out := insight.Case{ID: c.ID, Employer: track.EmployerID(l.one(string(c.EmployerID))), Channel: track.Channel(l.one(string(c.Channel))), Furthest: c.Furthest.Rank(), Ending: track.Ending(l.one(string(c.Ending))),
		Applied: insight.DateOf(c.AppliedOn), Ended: insight.DateOf(c.EndedOn), Quiet: insight.DateOf(c.QuietOn), Human: c.Human, Archived: c.Archived,
		Impossible: strings.Contains(c.Flags, track.FlagImpossible), MonthOnly: strings.Contains(c.Flags, track.FlagMonthOnly)}
	out.Traits[insight.RoleFamily], out.Traits[insight.Location] = l.one(c.RoleFamily), l.one(c.Location)
	out.Traits[insight.FoundAt], out.Traits[insight.Resume] = l.one(c.Source), l.resumes[c.ResumeID]
	for _, s := range c.Spells {
		out.Spells = append(out.Spells, insight.Spell{Gate: int8(insight.GateIndex(s.Gate)), Entered: insight.DateOf(s.EnteredOn), Ended: insight.DateOf(s.EndedOn),
			Outcome: track.SpellOutcome(l.one(string(s.Outcome))), Met: s.Met, Noted: insight.Date(s.NotedAt / 86_400_000)})
	}
	if g.Reason != "" {
		out.Reason, out.ReasonAt, out.ReasonOn, out.TheySaid = track.ReasonCode(l.one(string(g.Reason))), track.StageKind(l.one(string(g.StageKind))), insight.DateOf(g.AnsweredOn), g.Source == track.TheySaid
	}
	return out
}

// Learn reads from the record when answers come and when silence counts, and
// plans the open applications by it. It does nothing where neither the record
// nor the day has changed since, and leaves a large record that nobody has
// counted yet to the background. What is read from a damaged record is kept
// nowhere.
func (d *Desk) Learn(ctx context.Context) error {
	if d.w.store.Damage() != "" {
		return nil
	}
	var near bool
	err := d.view(ctx, func(tx *store.Tx) (err error) {
		near, err = d.near(tx)
		return err
	})
	if err != nil || !near {
		return err
	}
	return d.learnDays(ctx)
}

func (d *Desk) learnDays(ctx context.Context) error {
	var days track.Days
	var same bool
	err := d.view(ctx, func(tx *store.Tx) error {
		set, err := tx.Settings()
		if err != nil {
			return err
		}
		_, today := d.now(set)
		l := d.ledger()
		l.mu.Lock()
		defer l.mu.Unlock()
		if err := l.sync(tx); err != nil {
			return err
		}
		if same = l.learnedAt == l.mark && l.learnedOn == today; same {
			return nil
		}
		days = insight.Learn(l.cases, insight.Options{AsOf: insight.DateOf(today), Pace: paceOf(set.Pace)})
		l.learnedAt, l.learnedOn = l.mark, today
		same = days == set.Learned
		return nil
	})
	if err != nil || same {
		return err
	}
	return d.scope.Learn(ctx, days)
}

// withDays are the settings with the days that count for this person.
func withDays(set track.Settings) track.Settings {
	d := cadence.Days(set)
	set.CheckInDay, set.SilentCold, set.SilentContact = d.CheckIn, d.SilentCold, d.SilentContact
	return set
}
