package workbench

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/triage"
)

// Parcel is one mail on its way in, read and judged, or one thing that could
// not be read.
type Parcel struct {
	ContentID string
	Message   track.Message  // as it was read, without ids
	Mail      triage.Mail    // the same for triage
	Verdict   triage.Verdict //
	Raw       []byte
	Where     string // position in its source
	Left      string // one of track.LeftReasons: counted, not opened
	Problem   string // with LeftUnreadable: why, in words
}

// Batch is parcels that go on record together with how far their source was
// read: both or neither.
type Batch struct {
	Source  track.SourceID
	Reading track.ReadingID
	Parcels []Parcel
	Cursor  string // the source goes on here after this batch
	Again   bool   // a second look, for mails of conversations that were found later
	Bytes   int64  // of the source so far
}

// Sorted is what became of a batch.
type Sorted struct {
	Reading track.Reading
	Change  track.ChangeID
	Filed   int // without asking
	Waiting int
	Held    int
}

// maxTroubles bounds how many unreadable mails a reading names.
const maxTroubles = 50

// IntakeMail puts a batch on record: mails about the search are kept whole,
// linked, and filed where nothing is in doubt; the others leave a fingerprint.
// What is on record already adds nothing but where it was found. When it
// returns, the batch and the cursor are durable. Undoing it takes its mails
// back; what was filed without asking is a change of its own.
func (d *Desk) IntakeMail(ctx context.Context, b Batch) (out Sorted, err error) {
	var s *sorter
	change, err := d.scope.Load(ctx, "intake", "Mail read", func(tx *store.Tx) (err error) {
		tx.ChangeID() // sorts before what is filed within
		if s, err = d.newSorter(tx, b); err != nil {
			return err
		}
		for _, p := range b.Parcels {
			if err := s.take(&p); err != nil {
				return err
			}
		}
		if err := s.finish(); err != nil {
			return err
		}
		out = Sorted{Reading: s.reading, Filed: s.filed, Waiting: s.waiting, Held: s.held}
		return nil
	})
	if err == nil {
		s.version = max(s.version, change, s.last)
		s.closeBook()
	}
	out.Change = change
	return out, err
}

// sorter takes the parcels of one batch in, within its transaction.
type sorter struct {
	d       *Desk
	tx      *store.Tx
	set     track.Settings
	now     track.Instant
	today   track.Day
	b       Batch
	reading track.Reading
	known   map[string]track.MessageID
	noted   map[track.MessageID]bool
	book    *book
	threads *threads

	version track.ChangeID // newest change of the record
	last    track.ChangeID // newest of what was filed within

	filed, waiting, held int
	kept                 []track.Message // taken in by this batch
}

func (d *Desk) newSorter(tx *store.Tx, b Batch) (*sorter, error) {
	s := &sorter{d: d, tx: tx, b: b}
	var err error
	if s.set, err = tx.Settings(); err != nil {
		return nil, err
	}
	s.now, s.today = d.now(s.set)
	if b.Reading != "" {
		if s.reading, err = store.Get[track.Reading](tx, b.Reading); err != nil {
			return nil, err
		}
	}
	s.reading.Found, s.reading.Left = copyCounts(s.reading.Found), copyCounts(s.reading.Left)
	var ids []string
	for _, p := range b.Parcels {
		if p.ContentID != "" {
			ids = append(ids, p.ContentID)
		}
	}
	if s.known, err = tx.Known(ids); err != nil {
		return nil, err
	}
	var kept []track.MessageID
	for _, id := range s.known {
		if id != "" {
			kept = append(kept, id)
		}
	}
	slices.Sort(kept)
	if s.noted, err = tx.OriginsAt(b.Source, kept); err != nil {
		return nil, err
	}
	if s.threads, err = openThreads(tx, b.Parcels); err != nil {
		return nil, err
	}
	return s, s.openBook()
}

func copyCounts(c track.Counts) track.Counts {
	out := track.Counts{}
	for k, v := range c {
		out[k] = v
	}
	return out
}

// left counts a mail that is not kept. At a second look it was counted before.
func (s *sorter) left(reason string) {
	if !s.b.Again {
		s.reading.Left[reason]++
	}
}

// take sorts one parcel.
func (s *sorter) take(p *Parcel) error {
	if !s.b.Again {
		s.reading.Messages++
	}
	if p.Left != "" {
		s.left(p.Left)
		if p.Left == track.LeftUnreadable && !s.b.Again && len(s.reading.Troubles) < maxTroubles {
			s.reading.Troubles = append(slices.Clone(s.reading.Troubles), clip(p.Where+": "+p.Problem, 300))
		}
		return nil
	}
	if kept, known := s.known[p.ContentID]; known {
		s.left(track.LeftKnown)
		return s.origin(kept, p)
	}
	class := p.Verdict.Class
	if p.Message.Out {
		class = track.ClassOther // whatever it quotes
	}
	if err := s.fullBook(); err != nil {
		return err
	}
	matches := s.link(p)
	switch {
	case p.Message.Out && !certain(matches) && !s.continues(p):
		return s.pass(p, track.LeftSent)
	case !p.Message.Out && !inTouch(p, matches) && !s.continues(p) && p.Verdict.Unrelated(p.Mail):
		return s.pass(p, track.LeftOther)
	case class == track.ClassAlert && !p.Message.Out:
		return s.alert(p)
	}
	return s.keep(p, class, matches)
}

// inTouch tells that a mail that says nothing of a job by itself belongs to what
// the person writes with somebody about one: to a conversation on record, or
// from a contact.
func inTouch(p *Parcel, matches []triage.Match) bool {
	if !certain(matches) {
		return false
	}
	why := matches[0].Why
	return slices.Contains(why, "same conversation") || slices.Contains(why, "a contact of this application") && !p.Message.Automated
}

// continues tells that a mail is of the conversation of one that waits in the
// Inbox as one about the search: what becomes of that one becomes of this.
func (s *sorter) continues(p *Parcel) bool {
	return slices.ContainsFunc(s.threads.of(p.Message), func(r store.Relative) bool {
		return (r.State == track.InboxWaiting || r.State == track.InboxHeld) && r.Class != track.ClassAlert && (r.Class != track.ClassOther || r.Doubt != track.DoubtClass)
	})
}

func certain(matches []triage.Match) bool { return len(matches) > 0 && matches[0].Certain }

// pass leaves only the fingerprint of a mail.
func (s *sorter) pass(p *Parcel, reason string) error {
	s.left(reason)
	return s.fingerprint(p, reason, "")
}

func (s *sorter) fingerprint(p *Parcel, class string, kept track.MessageID) error {
	s.known[p.ContentID] = kept
	row := track.Seen{ID: p.ContentID, Class: class, Day: s.day(p)}
	if kept == "" {
		row.Self, row.Parent, row.Root = nameHash(p.Message.MailID), nameHash(p.Message.InReplyTo), nameHash(rootOf(p.Message))
	}
	return store.Insert(s.tx, row)
}

// nameHash stands for a Message-ID where the mail itself is not kept.
func nameHash(id string) string {
	if id == "" {
		return ""
	}
	h := sha256.Sum256([]byte(id))
	return base64.RawURLEncoding.EncodeToString(h[:9])
}

// rootOf is the first mail of the conversation a mail belongs to.
func rootOf(m track.Message) string {
	for id := range strings.FieldsSeq(m.Refs) {
		return id
	}
	return m.InReplyTo
}

// recall finds mails that were left out as not about the search, and belong to
// the conversation of one that was kept now. Their fingerprints go, so that a
// second look takes them in.
func (s *sorter) recall() error {
	var named, answering []string
	for _, m := range s.kept {
		for _, id := range threadIDs(m) {
			if id != m.MailID {
				named = append(named, nameHash(id))
			}
		}
		if m.MailID != "" {
			answering = append(answering, nameHash(m.MailID))
		}
		if root := rootOf(m); root != "" {
			answering = append(answering, nameHash(root))
		}
	}
	list, err := s.tx.PassedOver(unique(named), unique(answering))
	if err != nil {
		return err
	}
	for _, row := range list {
		if row.Class != track.LeftOther && row.Class != track.LeftSent {
			continue
		}
		if err := store.Remove[track.Seen](s.tx, row.ID); err != nil {
			return err
		}
		s.reading.Again++
	}
	return nil
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// origin notes where a kept message was found, once per source.
func (s *sorter) origin(id track.MessageID, p *Parcel) error {
	if id == "" || s.noted[id] || s.b.Source == "" {
		return nil
	}
	s.noted[id] = true
	return store.Insert(s.tx, track.Origin{ID: track.OriginID(s.tx.NewID()), MessageID: id, SourceID: s.b.Source, Position: clip(p.Where, 400)})
}

func (s *sorter) day(p *Parcel) track.Day {
	if !p.Message.Date.Known() {
		return ""
	}
	return track.DayOf(p.Message.Date.Time(), zone(s.set))
}

// alertText is how much of a job alert is kept.
const alertText = 2000

// alert keeps a job alert apart: what it says, without its original.
func (s *sorter) alert(p *Parcel) error {
	p.Message.Text = clip(p.Message.Text, alertText)
	p.Message.NewStart, p.Message.NewEnd = 0, len(p.Message.Text)
	p.Raw = nil
	item := s.item(p, track.ClassAlert, nil)
	item.State, item.By = track.InboxDismissed, byRule
	return s.insert(p, item)
}

func (s *sorter) item(p *Parcel, class track.Class, matches []triage.Match) track.InboxItem {
	item := track.InboxItem{ID: track.InboxID(s.tx.NewID()), ReadingID: s.b.Reading, Class: class, Confidence: int(p.Verdict.Confidence*1000 + 0.5), State: track.InboxWaiting,
		Date: p.Message.Date, CreatedAt: s.tx.Now(), Verdict: jsonOf(p.Verdict)}
	if len(matches) > 0 {
		body, _ := json.Marshal(matches[:min(len(matches), 5)])
		item.Matches = string(body)
	}
	return item
}

// insert puts a kept mail on record with everything behind it.
func (s *sorter) insert(p *Parcel, item track.InboxItem) error {
	m := p.Message
	m.ID = track.MessageID(s.tx.NewID())
	item.MessageID = m.ID
	if err := s.doubles(&m); err != nil {
		return err
	}
	if len(p.Raw) > 0 {
		if err := store.Insert(s.tx, track.Blob{ID: string(m.ID), Data: p.Raw}); err != nil {
			return err
		}
	}
	s.reading.Found[string(item.Class)]++
	if s.b.Again {
		reason := track.LeftOther
		if m.Out {
			reason = track.LeftSent
		}
		if s.reading.Left[reason]--; s.reading.Left[reason] == 0 {
			delete(s.reading.Left, reason)
		}
	}
	s.kept = append(s.kept, m)
	s.threads.add(store.Relative{ID: m.ID, ProspectID: item.ProspectID, ContentID: m.ContentID, MailID: m.MailID, InReplyTo: m.InReplyTo, State: item.State, Class: item.Class, Doubt: item.Doubt})
	return cmpErr(store.Insert(s.tx, m), s.origin(m.ID, p), s.fingerprint(p, string(item.Class), m.ID), store.Insert(s.tx, item))
}

// doubleWarning stands on both of two mails that share a Message-ID.
const doubleWarning = "Another mail with the same Message-ID but other content is on record. Both are kept."

// doubles marks a mail, and those before it, that share a Message-ID and differ
// in content: one may have been sent to hide the other.
func (s *sorter) doubles(m *track.Message) error {
	if m.MailID == "" {
		return nil
	}
	others := s.threads.byMail[m.MailID]
	if len(others) == 0 {
		return nil
	}
	m.Warnings = append(slices.Clone(m.Warnings), doubleWarning)
	for _, r := range others {
		o, err := store.Get[track.Message](s.tx, r.ID)
		if err != nil {
			return err
		}
		if slices.Contains(o.Warnings, doubleWarning) {
			continue
		}
		o.Warnings = append(slices.Clone(o.Warnings), doubleWarning)
		if err := store.Put(s.tx, o); err != nil {
			return err
		}
	}
	return nil
}

// keep puts a mail about the search on record, and files it when nothing about
// it is in doubt.
func (s *sorter) keep(p *Parcel, class track.Class, matches []triage.Match) error {
	item := s.item(p, class, matches)
	var err error
	if item.Doubt, item.ProspectID, err = s.doubt(p, class, matches); err != nil {
		return err
	}
	if at := s.heldUntil(p, class); at.Known() {
		item.State, item.HeldUntil = track.InboxHeld, at
		s.held++
		return s.insert(p, item)
	}
	if err := s.insert(p, item); err != nil {
		return err
	}
	if item.Doubt != "" {
		s.waiting++
		return nil
	}
	s.filed++
	item.MessageID = s.known[p.ContentID]
	change, err := s.d.fileCertain(s.tx, s.set, item)
	if err != nil {
		return err
	}
	s.last = max(s.last, change)
	if r := s.threads.byID[item.MessageID]; r != nil && change != "" {
		r.ApplicationID, r.State = matches[0].ID, track.InboxFiled
	}
	return s.book.refresh(matches[0].ID)
}

// fits is the score from which on an application is taken to be the one a mail
// belongs to, even if not for certain. Below, it is another role there, or an
// earlier attempt.
const fits = 0.62

// doubt says why a mail waits for the person, empty when it does not, and the
// application it tells of when that is not on record.
func (s *sorter) doubt(p *Parcel, class track.Class, matches []triage.Match) (string, track.ProspectID, error) {
	best := triage.Match{}
	if len(matches) > 0 && (matches[0].Score >= fits || matches[0].Certain) {
		best = matches[0]
	}
	clear := best.Certain || best.ID != "" && (len(matches) == 1 || matches[1].Score <= 0.75*best.Score)
	if id, ok := prospectOf(string(best.ID)); ok && clear {
		return track.DoubtNew, id, s.book.extend(id, p)
	}
	switch {
	case p.Message.Out && best.Certain && turnOf(p.Message.NewText(), true) != track.Open:
		return track.DoubtEffect, "", nil // the person ended it, as it seems
	case p.Message.Out && best.Certain:
		return "", "", nil
	case best.ID == "" && class != track.ClassOther && !p.Message.Out:
		id, err := s.book.propose(p)
		if id == "" {
			return track.DoubtMatch, "", err
		}
		return track.DoubtNew, id, err
	case !p.Verdict.Decisive && class != track.ClassOther && !p.Message.Out:
		return track.DoubtClass, "", nil
	case !best.Certain && class == track.ClassOther && !s.continues(p):
		return track.DoubtClass, "", nil
	case !best.Certain:
		return track.DoubtMatch, "", nil
	case s.dateDoubtful(p):
		return track.DoubtDate, "", nil
	case s.book.weighty(class, best.ID, p):
		return track.DoubtEffect, "", nil
	}
	return "", "", nil
}

// dateDoubtful tells that the day of a mail can't be taken as it stands.
func (s *sorter) dateDoubtful(p *Parcel) bool {
	date := p.Message.Date
	return !date.Known() || date > s.now+track.Instant(48*time.Hour/time.Millisecond) || date.Time().Year() < 1995
}

// newsDays is for how long an answer is news; older ones come from an archive
// and are not held back.
const newsDays = 14

// heldUntil is when an answer is to be shown in gentle mode: at the next time
// of day that the person set. 0 when it is shown as it comes.
func (s *sorter) heldUntil(p *Parcel, class track.Class) track.Instant {
	if s.set.GentleAt == "" || p.Message.Out || class != track.ClassRejection && class != track.ClassStatus {
		return 0
	}
	if s.today.Sub(s.day(p)) > newsDays {
		return 0
	}
	return nextAt(s.now, s.set.GentleAt, zone(s.set))
}

// nextAt is the next instant at which the clock of a zone shows a time.
func nextAt(now track.Instant, clock string, z *time.Location) track.Instant {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		return 0
	}
	here := now.Time().In(z)
	for add := range 3 {
		at := time.Date(here.Year(), here.Month(), here.Day()+add, t.Hour(), t.Minute(), 0, 0, z)
		if at.After(here) {
			return track.InstantOf(at)
		}
	}
	return 0
}

// finish writes how far the source was read, with everything else or not at all.
func (s *sorter) finish() error {
	if s.b.Reading != "" {
		if err := s.recall(); err != nil {
			return err
		}
		if !s.b.Again {
			s.reading.Bytes = s.b.Bytes
		}
		if err := store.Put(s.tx, s.reading); err != nil {
			return err
		}
	}
	s.tx.Summarise("%d mails read", len(s.b.Parcels))
	if s.b.Source == "" || s.b.Cursor == "" || s.b.Again {
		return nil
	}
	src, err := store.Get[track.Source](s.tx, s.b.Source)
	if err != nil {
		return err
	}
	src.Cursor = s.b.Cursor
	return store.Put(s.tx, src)
}

// own tells whether an address is the person's.
func own(set track.Settings, sources []track.Source) func(addr string) bool {
	mine := map[string]bool{}
	for _, a := range append([]string{set.Email}, set.Addresses...) {
		mine[strings.ToLower(strings.TrimSpace(a))] = true
	}
	for _, s := range sources {
		mine[strings.ToLower(s.Account)] = true
	}
	delete(mine, "")
	return func(addr string) bool { return mine[strings.ToLower(strings.TrimSpace(addr))] }
}
