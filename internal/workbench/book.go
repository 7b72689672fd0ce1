package workbench

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/triage"
)

// book is every application a mail may belong to, on record or told of by
// mails, with the words under which each is looked up. It is kept between the
// batches of a reading for as long as nothing else has changed the record.
type book struct {
	s       *sorter
	version track.ChangeID // newest change it knows of
	entries map[string]*entry
	byWord  map[string][]string // words of names, domains, addresses, requisition ids
}

// entry is one application of the book.
type entry struct {
	triage.Candidate
	state    track.State
	app      track.Application
	prospect track.Prospect
	endedOn  track.Day // of a prospect: day of its no
	names    [3]names  // company, agency and role of a prospect, as its mails give them
}

// names counts how a thing is called.
type names map[string]int

// company is the name that is given most often, however it is parted into
// words, in its fullest form.
func (n names) company() string {
	keyed, form := map[string]int{}, map[string]string{}
	for name, k := range n {
		key := strings.Join(strings.FieldsFunc(store.Fold(name), notInName), "")
		keyed[key] += k
		if old := form[key]; len(name) > len(old) || len(name) == len(old) && name < old {
			form[key] = name
		}
	}
	best := ""
	for key := range keyed {
		if best == "" || cmp.Or(cmp.Compare(keyed[key], keyed[best]), cmp.Compare(len(key), len(best)), cmp.Compare(best, key)) > 0 {
			best = key
		}
	}
	return form[best]
}

func notInName(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// role is the title that is given most often. A title that others go on from
// ("Data Analyst", "Data Analyst forward") counts with them.
func (n names) role() string {
	best, most := "", 0
	for name := range n {
		sum := 0
		for other, k := range n {
			if other == name || strings.HasPrefix(store.Fold(other), store.Fold(name)+" ") {
				sum += k
			}
		}
		if best == "" || cmp.Or(cmp.Compare(sum, most), cmp.Compare(len(best), len(name)), cmp.Compare(best, name)) > 0 {
			best, most = name, sum
		}
	}
	return best
}

// openBook takes the book of the owner off the shelf, if the record has not
// changed since; else fullBook makes it anew once a mail asks for it.
func (s *sorter) openBook() error {
	last, err := s.tx.LastChange()
	if err != nil {
		return err
	}
	s.version = last
	if b := s.d.w.books.take(s.tx.Owner()); b != nil && b.version == last {
		b.s = s
		s.book = b
	}
	return nil
}

// fullBook makes sure that there is a book.
func (s *sorter) fullBook() error {
	if s.book != nil {
		return nil
	}
	s.book = &book{s: s, entries: map[string]*entry{}, byWord: map[string][]string{}}
	return s.book.load()
}

// closeBook keeps the book for the next batch, once all that is in it is on
// record.
func (s *sorter) closeBook() {
	if s.book != nil {
		s.book.version, s.book.s = s.version, nil
		s.d.w.books.put(s.d.scope.Owner(), s.book)
	}
}

// shelf keeps a book of each owner between batches. One that is taken is gone
// until it is put back: what was written into it may come to nothing.
type shelf struct {
	sync.Mutex
	books map[track.OwnerID]*book
}

func (f *shelf) take(o track.OwnerID) *book {
	f.Lock()
	defer f.Unlock()
	b := f.books[o]
	delete(f.books, o)
	return b
}

func (f *shelf) put(o track.OwnerID, b *book) {
	f.Lock()
	defer f.Unlock()
	if f.books == nil {
		f.books = map[track.OwnerID]*book{}
	}
	f.books[o] = b
}

func (b *book) load() error {
	employers, err := byID[track.Employer, track.EmployerID](b.s.tx, func(e track.Employer) track.EmployerID { return e.ID })
	if err != nil {
		return err
	}
	states, err := b.s.tx.States()
	if err != nil {
		return err
	}
	stateOf := map[track.ApplicationID]track.State{}
	for _, st := range states {
		stateOf[st.ApplicationID] = st.State
	}
	requisitions, err := b.s.tx.Requisitions()
	if err != nil {
		return err
	}
	people := map[track.EmployerID][]track.Person{}
	if err := store.Each(b.s.tx, func(p track.Person) error {
		people[p.EmployerID] = append(people[p.EmployerID], p)
		return nil
	}); err != nil {
		return err
	}
	err = store.Each(b.s.tx, func(a track.Application) error {
		if !a.Archived {
			b.add(applicationEntry(a, employers[a.EmployerID], employers[a.AgencyID], stateOf[a.ID], requisitions[a.PostingID], append(slices.Clone(people[a.EmployerID]), people[a.AgencyID]...)))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return b.loadProspects()
}

// perProspect is how many of its mails tell what an application to be is about:
// the oldest.
const perProspect = 200

func (b *book) loadProspects() error {
	prospects, err := store.By[track.Prospect](b.s.tx, "application_id", "")
	if err != nil {
		return err
	}
	open := map[track.ProspectID]*entry{}
	for _, p := range prospects {
		open[p.ID] = prospectEntry(p)
	}
	count := map[track.ProspectID]int{}
	err = b.s.tx.Gathered(func(g store.Gathered) error {
		e := open[g.ProspectID]
		if count[g.ProspectID]++; e == nil || count[g.ProspectID] > perProspect {
			return nil
		}
		from := ""
		if !g.Automated && !g.Out {
			from = strings.ToLower(g.FromAddr)
		}
		v, err := verdictOf(track.InboxItem{Verdict: g.Verdict})
		if err != nil {
			return err
		}
		e.gathered(v, g.Class, track.DayOf(g.Date.Time(), zone(b.s.set)), from)
		return nil
	})
	for _, p := range prospects {
		b.add(open[p.ID])
	}
	return err
}

func byID[T store.Row, ID comparable](tx *store.Tx, id func(T) ID) (map[ID]T, error) {
	all := map[ID]T{}
	err := store.Each(tx, func(r T) error { all[id(r)] = r; return nil })
	return all, err
}

// add puts an entry in, in place of one of the same id.
func (b *book) add(e *entry) {
	id := string(e.ID)
	b.entries[id] = e
	for _, w := range e.words() {
		if !slices.Contains(b.byWord[w], id) {
			b.byWord[w] = append(b.byWord[w], id)
		}
	}
}

// words are those under which an entry is looked up.
func (e *entry) words() []string {
	var words []string
	for _, n := range append([]string{e.Employer, e.Agency}, e.Aliases...) {
		words = append(words, nameWords(n)...)
	}
	for _, d := range []string{e.Domain, e.AgencyDomain} {
		if d != "" {
			words = append(words, "@"+strings.ToLower(d))
		}
	}
	for _, a := range e.People {
		words = append(words, "<"+strings.ToLower(a))
	}
	if e.Requisition != "" {
		words = append(words, "#"+store.Fold(e.Requisition))
	}
	return words
}

// nameWords are the words of a company's name, and the name as one word, since
// both "Weir Water" and "weirwater" are written.
func nameWords(name string) []string {
	words := strings.FieldsFunc(store.Fold(name), notInName)
	if len(words) > 1 {
		words = append(words, strings.Join(words, ""))
	}
	return words
}

func domainOf(addr string) string {
	_, domain, _ := strings.Cut(strings.ToLower(addr), "@")
	return domain
}

// fewEntries is up to how many applications all are looked at when a mail names
// none of them.
const fewEntries = 40

// candidates are the entries a mail may belong to, and those of its thread.
func (b *book) candidates(p *Parcel, thread []store.Relative) []triage.Candidate {
	ids := map[string]bool{}
	look := func(word string) {
		for _, id := range b.byWord[word] {
			ids[id] = true
		}
	}
	for _, w := range nameWords(p.Verdict.Company) {
		look(w)
	}
	for _, addr := range append([]string{p.Message.FromAddr, p.Message.ReplyTo}, strings.FieldsFunc(p.Message.ToAddrs+","+p.Message.CcAddrs, func(r rune) bool { return strings.ContainsRune(" ,;<>", r) })...) {
		look("<" + strings.ToLower(addr))
		look("@" + domainOf(addr))
		look(firstLabel(domainOf(addr)))
	}
	if p.Verdict.Requisition != "" {
		look("#" + store.Fold(p.Verdict.Requisition))
	}
	for _, r := range thread {
		ids[string(r.ApplicationID)] = true
		ids[prospectMark+string(r.ProspectID)] = true
	}
	if len(b.entries) <= fewEntries && !p.Message.Out {
		for id := range b.entries {
			ids[id] = true
		}
	}
	return b.chosen(ids, thread, b.s.day(p))
}

// chosen gives the entries of some ids as they were on the day of a mail: what
// ended later was open then.
func (b *book) chosen(ids map[string]bool, thread []store.Relative, day track.Day) []triage.Candidate {
	mails := map[string][]string{}
	for _, r := range thread {
		id := string(r.ApplicationID)
		if id == "" {
			id = prospectMark + string(r.ProspectID)
		}
		mails[id] = append(mails[id], r.MailID, r.InReplyTo)
	}
	list := make([]triage.Candidate, 0, len(ids))
	for id := range ids {
		if e := b.entries[id]; e != nil {
			c := e.Candidate
			c.MailIDs = mails[id]
			if day.Known() && day <= e.endedOn {
				c.Ending = track.Open
			}
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(x, y triage.Candidate) int { return cmp.Compare(x.ID, y.ID) })
	return list
}

// firstLabel is the part of a domain that is most like a name.
func firstLabel(domain string) string {
	parts := strings.Split(domain, ".")
	if len(parts) < 2 {
		return ""
	}
	return parts[len(parts)-2]
}

// threads are the kept messages that the mails of a batch may answer, bear the
// name of, or be answered by, looked up at once; those of the batch join them.
type threads struct {
	byID    map[track.MessageID]*store.Relative
	byMail  map[string][]*store.Relative
	byReply map[string][]*store.Relative
}

// maxRefs is how many of the mails that a mail names are looked up: the last.
const maxRefs = 20

func threadIDs(m track.Message) []string {
	ids := strings.Fields(m.Refs)
	if len(ids) > maxRefs {
		ids = ids[len(ids)-maxRefs:]
	}
	for _, id := range []string{m.InReplyTo, m.MailID} {
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func openThreads(tx *store.Tx, parcels []Parcel) (*threads, error) {
	t := &threads{map[track.MessageID]*store.Relative{}, map[string][]*store.Relative{}, map[string][]*store.Relative{}}
	var ids []string
	for _, p := range parcels {
		ids = append(ids, threadIDs(p.Message)...)
	}
	slices.Sort(ids)
	list, err := tx.Relatives(slices.Compact(ids))
	for _, r := range list {
		t.add(r)
	}
	return t, err
}

func (t *threads) add(r store.Relative) {
	if t.byID[r.ID] != nil {
		return
	}
	t.byID[r.ID] = &r
	if r.MailID != "" {
		t.byMail[r.MailID] = append(t.byMail[r.MailID], &r)
	}
	if r.InReplyTo != "" {
		t.byReply[r.InReplyTo] = append(t.byReply[r.InReplyTo], &r)
	}
}

// of gives the messages of the thread a mail belongs to.
func (t *threads) of(m track.Message) (list []store.Relative) {
	for _, id := range threadIDs(m) {
		for _, r := range t.byMail[id] {
			list = append(list, *r)
		}
	}
	for _, r := range t.byReply[m.MailID] {
		list = append(list, *r)
	}
	return list
}

// link ranks the applications a mail may belong to.
func (s *sorter) link(p *Parcel) []triage.Match {
	c := s.book.candidates(p, s.threads.of(p.Message))
	if len(c) == 0 {
		return nil
	}
	return triage.Link(p.Mail, p.Verdict, c)
}

func applicationEntry(a track.Application, employer, agency track.Employer, st track.State, requisition string, people []track.Person) *entry {
	e := &entry{app: a, state: st, endedOn: st.EndedOn}
	e.Candidate = triage.Candidate{ID: a.ID, Employer: employer.Name, Aliases: employer.Aliases, Domain: employer.Domain, Agency: agency.Name, AgencyDomain: agency.Domain, Role: a.Role, Requisition: requisition, Channel: a.Channel,
		AppliedOn: st.AppliedOn, LastOn: st.LastOn, Ending: st.Ending, StageKind: st.StageKind}
	for _, p := range people {
		if p.Email != "" {
			e.People = append(e.People, strings.ToLower(p.Email))
		}
	}
	return e
}

func prospectEntry(p track.Prospect) *entry {
	e := &entry{prospect: p}
	e.Candidate = triage.Candidate{ID: track.ApplicationID(prospectMark + string(p.ID)), Employer: p.Company, Agency: p.Agency, Role: p.Role, Requisition: p.Requisition, Channel: p.Channel, LastOn: p.LastOn, StageKind: track.Applied}
	if p.Company != "" {
		e.Domain = p.Domain
	} else {
		e.AgencyDomain = p.Domain
	}
	return e
}

// gathered tells a prospect what one of its mails says about it and its course.
func (e *entry) gathered(v triage.Verdict, class track.Class, day track.Day, from string) {
	switch {
	case !day.Known():
	case class == track.ClassReceived && (e.AppliedOn == "" || day < e.AppliedOn):
		e.AppliedOn = day
	case class == track.ClassRejection && day > e.endedOn:
		e.endedOn, e.Ending = day, track.Declined
	}
	if from != "" && !slices.Contains(e.People, from) {
		e.People = append(e.People, from)
	}
	for i, name := range []string{v.Company, v.Agency, v.Role} {
		if name == "" {
			continue
		}
		if e.names[i] == nil {
			e.names[i] = names{}
		}
		e.names[i][name]++
	}
}

// named gives a prospect the names that its mails agree on.
func (e *entry) named(p track.Prospect) track.Prospect {
	p.Company, p.Agency, p.Role = cmp.Or(e.names[0].company(), p.Company), cmp.Or(e.names[1].company(), p.Agency), cmp.Or(e.names[2].role(), p.Role)
	return p
}

// propose makes an application to be of what a mail tells, empty when it does
// not even name a company.
func (b *book) propose(p *Parcel) (track.ProspectID, error) {
	v := p.Verdict
	if v.Company+v.Agency == "" {
		return "", nil
	}
	day := b.s.day(p)
	row := track.Prospect{ID: track.ProspectID(b.s.tx.NewID()), Company: v.Company, Agency: v.Agency, Role: v.Role, Requisition: v.Requisition, Channel: channelOf(p), Domain: ownDomain(p), Vendor: v.Vendor,
		FirstOn: day, LastOn: day, ReadingID: b.s.b.Reading, CreatedAt: b.s.tx.Now()}
	e := prospectEntry(row)
	e.gathered(p.Verdict, p.Verdict.Class, day, human(p))
	b.add(e)
	return row.ID, store.Insert(b.s.tx, row)
}

// human is the address of a person who wrote, empty for an automatic mail.
func human(p *Parcel) string {
	if p.Message.Automated || p.Message.Out || p.Verdict.Vendor != "" {
		return ""
	}
	return strings.ToLower(p.Message.FromAddr)
}

// channelOf is how an application began, as far as its first mail tells.
func channelOf(p *Parcel) track.Channel {
	if p.Verdict.Class == track.ClassOutreach {
		return cmp.Or(p.Verdict.Channel, track.Inbound)
	}
	return cmp.Or(p.Verdict.Channel, track.Cold)
}

// ownDomain is the mail domain of an employer, when the mail came from there
// and not from an application system.
func ownDomain(p *Parcel) string {
	d := domainOf(p.Message.FromAddr)
	if p.Verdict.Vendor != "" || d == "" || !slices.Contains(nameWords(p.Verdict.Company), firstLabel(d)) {
		return ""
	}
	return d
}

// extend adds what a further mail tells to an application to be.
func (b *book) extend(id track.ProspectID, p *Parcel) error {
	e := b.entries[prospectMark+string(id)]
	if e == nil {
		return nil
	}
	row := e.prospect
	day := b.s.day(p)
	if !p.Message.Out {
		e.gathered(p.Verdict, p.Verdict.Class, day, human(p))
		row = e.named(row)
		row.Requisition, row.Domain, row.Vendor = cmp.Or(row.Requisition, p.Verdict.Requisition), cmp.Or(row.Domain, ownDomain(p)), cmp.Or(row.Vendor, p.Verdict.Vendor)
	}
	if day.Known() {
		if !p.Message.Out && (!row.FirstOn.Known() || day < row.FirstOn) {
			row.FirstOn = day
			row.Channel = channelOf(p)
		}
		row.LastOn = max(row.LastOn, day)
	}
	fresh := prospectEntry(row)
	fresh.AppliedOn, fresh.endedOn, fresh.Ending, fresh.People, fresh.names = e.AppliedOn, e.endedOn, e.Ending, e.People, e.names
	b.add(fresh)
	if row == e.prospect {
		return nil
	}
	return store.Put(b.s.tx, row)
}

// weighty tells that what a mail would change is the person's to confirm, sure
// as it may be: an offer, a no to an offer, an invitation after a no.
func (b *book) weighty(class track.Class, id track.ApplicationID, p *Parcel) bool {
	e := b.entries[string(id)]
	if e == nil {
		return true
	}
	late := !e.state.Open() && b.s.day(p) > e.state.EndedOn
	switch class {
	case track.ClassOffer:
		return true
	case track.ClassRejection:
		return e.state.FurthestRank >= track.OfferStage.Rank() || late && e.state.Ending != track.Silent && e.state.Ending != track.Declined
	case track.ClassInterview, track.ClassAssessment:
		return late && e.state.Ending != track.Silent || p.Verdict.Subclass == triage.SubNoShow
	}
	return false
}

// refresh reads an application again after a mail was filed with it.
func (b *book) refresh(id track.ApplicationID) error {
	e := b.entries[string(id)]
	if e == nil {
		return nil
	}
	st, err := b.s.tx.StateOf(id)
	if err != nil {
		return err
	}
	e.state, e.endedOn = st.State, st.EndedOn
	e.AppliedOn, e.LastOn, e.Ending, e.StageKind = st.AppliedOn, st.LastOn, st.Ending, st.StageKind
	people, err := store.By[track.Person](b.s.tx, "employer_id", string(e.app.EmployerID))
	if err != nil {
		return err
	}
	for _, p := range people {
		if p.Email != "" && !slices.Contains(e.People, strings.ToLower(p.Email)) {
			e.People = append(e.People, strings.ToLower(p.Email))
		}
	}
	b.add(e)
	return nil
}
