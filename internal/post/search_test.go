package post_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/internal/post"
	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

const searchDir = "../triage/testdata/search"

// searchMail is one mail of the scripted mailbox and what it is.
type searchMail struct {
	name, application, class string
	out                      bool
	raw                      []byte
}

func searchMails(t *testing.T) (list []searchMail) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(searchDir, "mails.cases"))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split("\n"+string(b), "\n=== ")[1:] {
		head, body, ok := strings.Cut(part, "\n---\n")
		if !ok {
			t.Fatalf("a case without a mail: %.40s", part)
		}
		m := searchMail{raw: []byte(strings.TrimSuffix(body, "\n"))}
		for i, line := range strings.Split(head, "\n") {
			key, value, _ := strings.Cut(line, ":")
			value = strings.TrimSpace(value)
			switch {
			case i == 0:
				m.name = strings.TrimSpace(line)
			case key == "application":
				m.application = value
			case key == "class":
				m.class = value
			case key == "traps":
				m.out = strings.Contains(value, "outgoing")
			}
		}
		list = append(list, m)
	}
	return list
}

// wanted is one line of expected.tsv.
type wanted map[string]string

func searchWanted(t *testing.T) (list []wanted) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(searchDir, "expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(b))
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		w := wanted{}
		for i, name := range rows[0] {
			w[name] = row[i]
		}
		list = append(list, w)
	}
	return list
}

// rebuilt is the search as it came out of the mailbox.
type rebuilt struct {
	t    *testing.T
	d    *workbench.Desk
	s    *store.Store
	byID map[string]searchMail // by Message-ID
	// home is the application, on record or told of, that most mails of a key
	// are at.
	home map[string]string
	rows []place

	owner map[string]string // key of the application that one on record was begun for
	want  map[string]wanted // by key
}

// place is where a mail of the search is now.
type place struct {
	mail  searchMail
	item  track.InboxItem
	at    string // application or prospect; empty: nowhere
	kept  bool
	class track.Class
}

// each hands over all mails that were kept, and the application a prospect has
// become.
func (b *rebuilt) each(f func(track.InboxItem, searchMail, track.ApplicationID)) {
	b.t.Helper()
	err := b.s.Scope(workbench.Owner).View(b.t.Context(), func(tx *store.Tx) error {
		return store.Each(tx, func(i track.InboxItem) error {
			m, err := store.Get[track.Message](tx, i.MessageID)
			if err != nil {
				return err
			}
			var begun track.ApplicationID
			if i.ProspectID != "" {
				pr, _, err := store.Find[track.Prospect](tx, i.ProspectID)
				if err != nil {
					return err
				}
				begun = pr.ApplicationID
			}
			f(i, b.byID[m.MailID], begun)
			return nil
		})
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// place is where a mail is filed, or else what is proposed for it first.
func (b *rebuilt) place(i track.InboxItem, m searchMail, begun track.ApplicationID) place {
	p := place{mail: m, item: i, kept: true, class: i.Class, at: string(i.ApplicationID)}
	if p.at == "" && i.ProspectID != "" {
		p.at = cmp.Or(string(begun), "prospect "+string(i.ProspectID))
	}
	if p.at != "" {
		return p
	}
	if c, err := b.d.MailCase(b.t.Context(), i.ID); err == nil && len(c.Matches) > 0 {
		p.at = cmp.Or(string(c.Matches[0].Item.ApplicationID), "prospect "+string(c.Matches[0].Prospect))
	}
	return p
}

func (b *rebuilt) look() {
	b.t.Helper()
	b.rows, b.home = nil, map[string]string{}
	seen := map[string]bool{}
	b.each(func(i track.InboxItem, m searchMail, prospect track.ApplicationID) {
		p := b.place(i, m, prospect)
		seen[m.name] = true
		b.rows = append(b.rows, p)
	})
	for _, m := range b.byID {
		if !seen[m.name] {
			b.rows = append(b.rows, place{mail: m})
		}
	}
	slices.SortFunc(b.rows, func(x, y place) int { return cmp.Compare(x.mail.name, y.mail.name) })
	votes := map[string]map[string]int{}
	for _, p := range b.rows {
		if k := p.mail.application; k != "" && p.at != "" {
			if votes[k] == nil {
				votes[k] = map[string]int{}
			}
			votes[k][p.at]++
		}
	}
	for k, at := range votes {
		for id, n := range at {
			if n > at[b.home[k]] || n == at[b.home[k]] && id < b.home[k] {
				b.home[k] = id
			}
		}
	}
}

// deviations lists what of an application is not as it must be.
func (b *rebuilt) deviations(w wanted) (list []string) {
	id := track.ApplicationID(b.home[w["key"]])
	check := func(what, got string) {
		if got != w[what] {
			list = append(list, fmt.Sprintf("%s %q, not %q", what, got, w[what]))
		}
	}
	err := b.s.Scope(workbench.Owner).View(b.t.Context(), func(tx *store.Tx) error {
		a, found, err := store.Find[track.Application](tx, id)
		if err != nil || !found {
			list = append(list, "is not on record")
			return err
		}
		st, err := tx.StateOf(id)
		if err != nil {
			return err
		}
		e, _, err := store.Find[track.Employer](tx, a.EmployerID)
		if err != nil {
			return err
		}
		if !strings.EqualFold(e.Name, w["company"]) {
			check("company", e.Name)
		}
		if !strings.EqualFold(a.Role, w["role"]) {
			check("role", a.Role)
		}
		check("channel", string(a.Channel))
		check("furthest", string(st.FurthestKind))
		check("ending", string(st.Ending))
		check("ended_on", string(st.EndedOn))
		events, err := store.By[track.Event](tx, "application_id", string(id))
		var starts []string
		applied := st.AppliedOn // where they wrote first, the clock starts earlier
		for _, e := range track.ActiveEvents(events) {
			if e.Kind == track.StageEntered && e.StageKind == track.Applied {
				applied = e.Day
			}
			if e.Kind == track.InterviewSet {
				starts = append(starts, e.At.Time().Format(time.RFC3339))
			}
		}
		check("applied_on", string(applied))
		slices.Sort(starts)
		if got, want := strings.Join(starts, " "), inUTC(w["interview_starts"]); got != want {
			list = append(list, fmt.Sprintf("interviews %q, not %q", got, want))
		}
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return list
}

// inUTC writes a list of times in one zone.
func inUTC(list string) string {
	var out []string
	for s := range strings.FieldsSeq(list) {
		at, err := time.Parse(time.RFC3339, s)
		if err != nil {
			panic(err) // the file is ours
		}
		out = append(out, at.UTC().Format(time.RFC3339))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// figures are what a run comes to.
type figures struct {
	right          int // applications that are right in everything
	waiting        int // others, of which a mail waits with the right first proposal
	fields, fine   int // fields of all applications, and those that are right
	filed, misfed  int // mails filed without asking, and those filed wrongly
	home, proposed int // mails of applications where they belong, or proposed for it first
	wrong, lost    int
	aside          int // mails of applications that were set aside
	otherwise      int // where they belong, as another class
	noise          int // mails of no application that became part of one
	report         []string
}

func (b *rebuilt) measure(want []wanted) (f figures) {
	b.look()
	for _, w := range want {
		d := b.deviations(w)
		f.fields += 8
		f.fine += 8 - min(8, len(d))
		if len(d) == 0 {
			f.right++
		} else {
			if b.waits(w["key"]) {
				f.waiting++
			}
			f.report = append(f.report, fmt.Sprintf("%s %s, %s: %s", w["key"], w["company"], w["role"], strings.Join(d, "; ")))
		}
	}
	for _, p := range b.rows {
		k := p.mail.application
		here := k != "" && p.at == b.home[k]
		byRule := p.item.By == "rule" && p.item.State == track.InboxFiled
		if byRule {
			f.filed++
		}
		switch {
		case k == "" && p.item.State == track.InboxFiled:
			f.noise++
			f.report = append(f.report, fmt.Sprintf("%s belongs to no application and was filed as %s", p.mail.name, p.class))
		case k == "":
		case !p.kept:
			f.lost++
			f.report = append(f.report, fmt.Sprintf("%s of %s was not kept", p.mail.name, k))
		case here && p.item.State == track.InboxFiled:
			f.home++
			if string(p.class) != p.mail.class && !p.mail.out {
				f.otherwise++
				f.report = append(f.report, fmt.Sprintf("%s of %s is where it belongs, read as %s, is %s", p.mail.name, k, p.class, p.mail.class))
			}
		case p.item.State == track.InboxDismissed:
			f.aside++
			f.report = append(f.report, fmt.Sprintf("%s of %s was set aside, read as %s, is %s", p.mail.name, k, p.class, p.mail.class))
		case here:
			f.proposed++
			f.report = append(f.report, fmt.Sprintf("%s of %s waits (%s), proposed right, read as %s, is %s", p.mail.name, k, p.item.Doubt, p.class, p.mail.class))
		default:
			f.wrong++
			f.report = append(f.report, fmt.Sprintf("%s of %s is at another (%s %s), read as %s, is %s", p.mail.name, k, p.item.State, p.item.Doubt, p.class, p.mail.class))
		}
		if byRule && (!here || string(p.class) != p.mail.class && !p.mail.out) {
			f.misfed++
		}
	}
	return f
}

// waits tells that a mail of an application waits where it belongs.
func (b *rebuilt) waits(key string) bool {
	return slices.ContainsFunc(b.rows, func(p place) bool {
		return p.mail.application == key && p.kept && p.at == b.home[key] && p.item.State == track.InboxWaiting
	})
}

func (f figures) String() string {
	return fmt.Sprintf("%d of 40 applications right in all eight fields, %d more with a mail waiting in its place, %d of %d fields right; mails: %d where they belong (%d as another class), %d waiting with the right first proposal, %d wrong, %d set aside, %d lost, %d of no application filed; %d filed without asking, %d of them wrongly",
		f.right, f.waiting, f.fine, f.fields, f.home, f.otherwise, f.proposed, f.wrong, f.aside, f.lost, f.noise, f.filed, f.misfed)
}

// Shows 4: one whole search is rebuilt from nothing out of its mailbox: as proposed
// in one go, then with what waits confirmed as proposed, and mail by mail as it
// came. The mails are held out, so not every application comes out right; what
// must hold is that none of its mails is lost and nothing wrong is filed unasked.
// The report in the log names each deviation.
func TestSearch_isRebuiltFromItsMailbox(t *testing.T) {
	mails, want := searchMails(t), searchWanted(t)
	dir := t.TempDir()
	var mbox bytes.Buffer
	byID := map[string]searchMail{}
	for _, m := range mails {
		p, err := post.Office{}.Read(m.raw)
		if err != nil {
			t.Fatalf("%s: %v", m.name, err)
		}
		byID[p.Message.MailID] = m
		fmt.Fprintf(&mbox, "From MAILER-DAEMON %s\n", p.Message.Date.Time().Format(time.ANSIC))
		mbox.Write(bytes.ReplaceAll(bytes.ReplaceAll(m.raw, []byte("\r\n"), []byte("\n")), []byte("\nFrom "), []byte("\n>From ")))
		mbox.WriteString("\n\n")
	}
	if len(byID) != len(mails) {
		t.Fatalf("%d mails with %d names", len(mails), len(byID))
	}
	path := filepath.Join(dir, "search.mbox")
	write(t, path, mbox.Bytes())
	var first, second figures
	for _, engine := range []string{"sqlite", "postgres"} {
		b := rebuild(t, engine, path, byID)
		all, _, err := b.d.Prospects(t.Context(), "", 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		var ids []track.ProspectID
		for _, p := range all {
			if p.Sure {
				ids = append(ids, p.ID)
			}
		}
		if _, err := b.d.BeginProspects(t.Context(), ids); err != nil {
			t.Fatal(err)
		}
		one := b.measure(want)
		v, err := b.d.Inbox(t.Context(), workbench.InboxAsk{})
		if err != nil {
			t.Fatal(err)
		}
		var waiting []track.InboxID
		for _, l := range v.Lines {
			waiting = append(waiting, l.ID)
		}
		if _, err := b.d.ConfirmMails(t.Context(), waiting); err != nil {
			t.Fatal(err)
		}
		two := b.measure(want)
		if engine == "sqlite" {
			first, second = one, two
			t.Logf("begun in one go: %v\n  %s", one, strings.Join(one.report, "\n  "))
			t.Logf("and what waits confirmed as proposed: %v\n  %s", two, strings.Join(two.report, "\n  "))
			continue
		}
		if one.String() != first.String() || two.String() != second.String() {
			t.Errorf("postgres comes to another record:\n%v\n%v", one, two)
		}
	}
	daily := mailByMail(t, dir, mails, want, byID)
	third := daily.measure(want)
	t.Logf("mail by mail, new applications confirmed as they come: %v\n  %s", third, strings.Join(third.report, "\n  "))
	// Floors of what was reached, to be raised with it. What must never happen has none.
	for _, x := range []struct {
		name         string
		f            figures
		right, wrong int
	}{{"in one go", first, 21, 6}, {"confirmed", second, 22, 6}, {"mail by mail", third, 22, 5}} {
		if x.f.lost > 0 || x.f.aside > 0 || x.f.misfed > 0 {
			t.Errorf("%s: %d mails lost, %d set aside, %d filed wrongly without asking", x.name, x.f.lost, x.f.aside, x.f.misfed)
		}
		if x.f.right < x.right || x.f.wrong > x.wrong || x.f.fine < 288 {
			t.Errorf("%s: fell behind: %v", x.name, x.f)
		}
	}
	if third.filed < 15 {
		t.Errorf("only %d mails were filed without asking", third.filed)
	}
}

// mailByMail takes the mailbox in as it grew, with the person at the Inbox after
// each mail: they begin what is surely an application or named rightly, confirm
// what is proposed rightly, and leave the rest.
func mailByMail(t *testing.T, dir string, mails []searchMail, want []wanted, byID map[string]searchMail) *rebuilt {
	t.Helper()
	b := rebuild(t, "sqlite", "", byID)
	b.owner, b.want = map[string]string{}, map[string]wanted{}
	for _, w := range want {
		b.want[w["key"]] = w
	}
	folder := filepath.Join(dir, "daily")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	id, _, err := b.d.AddSource(t.Context(), workbench.NewSource{Path: folder})
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range mails {
		write(t, filepath.Join(folder, fmt.Sprintf("%04d.eml", i)), m.raw)
		if _, err := b.d.ReadSource(t.Context(), id, nil, nil); err != nil {
			t.Fatal(err)
		}
		if m.application != "" {
			b.beginRight(m)
			b.confirmRight(m)
		}
	}
	return b
}

// beginRight begins the applications that a mail told of.
func (b *rebuilt) beginRight(m searchMail) {
	b.t.Helper()
	list, _, err := b.d.Prospects(b.t.Context(), "", 0, 100)
	if err != nil {
		b.t.Fatal(err)
	}
	w := b.want[m.application]
	for _, p := range list {
		if p.Sure || strings.EqualFold(p.Company, w["company"]) && strings.EqualFold(p.Role, w["role"]) {
			if _, err := b.d.BeginProspects(b.t.Context(), []track.ProspectID{p.ID}); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	b.each(func(i track.InboxItem, of searchMail, begun track.ApplicationID) {
		if begun != "" && b.owner[string(begun)] == "" {
			b.owner[string(begun)] = of.application
		}
	})
}

// confirmRight confirms a mail whose class and application are proposed rightly.
func (b *rebuilt) confirmRight(m searchMail) {
	b.t.Helper()
	var right []track.InboxID
	b.each(func(i track.InboxItem, of searchMail, begun track.ApplicationID) {
		if of.name != m.name || i.State != track.InboxWaiting || string(i.Class) != m.class && !m.out {
			return
		}
		if p := b.place(i, of, begun); b.owner[p.at] == m.application {
			right = append(right, i.ID)
		}
	})
	if len(right) > 0 {
		if _, err := b.d.ConfirmMails(b.t.Context(), right); err != nil {
			b.t.Fatal(err)
		}
	}
}

func rebuild(t *testing.T, engine, path string, byID map[string]searchMail) *rebuilt {
	t.Helper()
	now := testkit.Clock("2026-06-02T08:00:00Z", time.Millisecond)
	o := store.Options{Dir: filepath.Join(t.TempDir(), engine), Now: now, Entropy: testkit.Entropy(4), Planner: workbench.Plan}
	if engine == "postgres" {
		o.DSN = testkit.Postgres(t)
	}
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d, err := workbench.New(s, workbench.Options{Now: now, Post: post.Office{Now: now}}).Desk(t.Context(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.EditSettings(t.Context(), func(s *track.Settings) {
		s.Name, s.Email, s.Zone = "Maren Ellery", "maren.ellery@example.org", "Europe/London"
	}); err != nil {
		t.Fatal(err)
	}
	b := &rebuilt{t: t, d: d, s: s, byID: byID}
	if path == "" {
		return b
	}
	id, _, err := d.AddSource(t.Context(), workbench.NewSource{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.ReadSource(t.Context(), id, nil, nil)
	if err != nil || r.Messages != len(byID) {
		t.Fatalf("%+v %v", r, err)
	}
	return b
}
