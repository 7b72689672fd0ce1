package workbench

import (
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// searchQuery is what a person typed, taken apart: words, and fields like
// from:dana, subject:"next steps", company:weir, is:mail, after:2026-10-01.
type searchQuery struct {
	words   string // what is looked for anywhere
	from    []string
	subject []string
	company []string
	table   string
	after   track.Day // this day or later
	before  track.Day // earlier than this day
}

// searchTables are the words of is:.
var searchTables = map[string]string{"mail": "messages", "note": "notes", "application": "applications", "contact": "persons", "employer": "employers", "posting": "postings", "draft": "drafts", "file": "documents", "action": "actions"}

func parseQuery(s string) (q searchQuery, err error) {
	var words []string
	for _, tok := range searchTokens(s) {
		field, value, ok := strings.Cut(tok, ":")
		plain := strings.Trim(value, `"`)
		if !ok || plain == "" {
			words = append(words, tok)
			continue
		}
		switch strings.ToLower(field) {
		case "from":
			q.from, q.table = append(q.from, plain), "messages"
		case "subject":
			q.subject, q.table = append(q.subject, plain), "messages"
		case "company", "at":
			q.company = append(q.company, plain)
		case "is":
			if q.table = searchTables[strings.ToLower(plain)]; q.table == "" {
				return q, fault.New(fault.Invalid, "q", "“is:%s” is not known. Use is:mail, is:note, is:application, is:contact, is:draft or is:file.", plain)
			}
		case "after", "before":
			day, err := track.ParseDay(plain)
			if err != nil || day.MonthOnly() {
				return q, fault.New(fault.Invalid, "q", "Write the day of “%s:” like 2026-10-01.", field)
			}
			if strings.EqualFold(field, "after") {
				q.after = day
			} else {
				q.before = day
			}
		default:
			words = append(words, tok) // a time, an address of a page
		}
	}
	q.words = strings.Join(words, " ")
	return q, nil
}

// searchTokens parts a query at blanks that stand outside of quotes.
func searchTokens(s string) []string {
	quoted := false
	return strings.FieldsFunc(s, func(r rune) bool {
		if r == '"' {
			quoted = !quoted
		}
		return !quoted && (r == ' ' || r == '\t' || r == '\n' || r == '\u00a0')
	})
}

// query is what the index is asked for. What it finds is looked at more closely
// afterwards.
func (q searchQuery) query() store.Query {
	return store.Query{Words: q.words, From: q.from, Subject: q.subject, Table: q.table, After: q.after, Before: q.before}
}

// examined bounds how many documents one search looks at.
const examined = 20_000

// hits reads documents, newest first, until limit of them fit.
func (q searchQuery) hits(tx *store.Tx, limit int) ([]store.Hit, error) {
	words := strings.TrimSpace(q.words) != "" || len(q.from)+len(q.subject) > 0
	switch {
	case len(q.company) > 0:
		return q.atCompany(tx, words, limit)
	case words:
		return q.search(tx, q.query(), limit, nil)
	case q.table+string(q.after)+string(q.before) != "":
		return tx.Documents(q.query(), 0, limit)
	}
	return nil, nil
}

// search asks the index and looks at what it found more closely. Nearly all of
// that fits; where too little does, more is asked for.
func (q searchQuery) search(tx *store.Tx, look store.Query, limit int, only func(store.Hit) bool) (list []store.Hit, err error) {
	for n := limit; n <= examined; n *= 8 {
		some, err := tx.Search(look, n, only)
		if err != nil {
			return nil, err
		}
		if list, err = q.take(tx, nil, some, limit); err != nil || len(list) == limit || len(some) < n {
			return list, err
		}
	}
	return list, nil
}

// take adds the documents that fit, until limit of them stand there.
func (q searchQuery) take(tx *store.Tx, list, some []store.Hit, limit int) ([]store.Hit, error) {
	for _, h := range some {
		fits, err := q.fits(tx, h)
		if err != nil {
			return nil, err
		}
		if fits {
			if list = append(list, h); len(list) == limit {
				break
			}
		}
	}
	return list, nil
}

// fewDocuments is how many documents of a company are looked at one by one. Of
// more, those that hold the words are the way to them.
const fewDocuments = 60

// atCompany looks through what belongs to the companies that bear a name.
func (q searchQuery) atCompany(tx *store.Tx, words bool, limit int) (list []store.Hit, err error) {
	numbers, err := q.belonging(tx)
	if err != nil || len(numbers) == 0 {
		return nil, err
	}
	look := q.query()
	if words && len(numbers) > fewDocuments {
		theirs := map[int64]bool{}
		for _, n := range numbers {
			theirs[n] = true
		}
		return q.search(tx, look, limit, func(h store.Hit) bool { return theirs[h.N] })
	}
	for from := 0; from < len(numbers) && len(list) < limit; from += fewDocuments {
		look.Among = numbers[from:min(from+fewDocuments, len(numbers))]
		var some []store.Hit
		if words {
			some, err = tx.Search(look, fewDocuments, nil)
		} else {
			some, err = tx.Documents(look, 0, fewDocuments)
		}
		if err != nil {
			return nil, err
		}
		if list, err = q.take(tx, list, some, limit); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// belonging gives the documents of the companies that bear a name, newest first.
func (q searchQuery) belonging(tx *store.Tx) ([]int64, error) {
	var employers []track.EmployerID
	var apps []track.ApplicationID
	var prospects []track.ProspectID
	named := map[track.EmployerID]bool{}
	err := store.Each(tx, func(e track.Employer) error {
		if holds(e.Name, q.company) {
			employers, named[e.ID] = append(employers, e.ID), true
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = store.Each(tx, func(a track.Application) error {
		if named[a.EmployerID] || named[a.AgencyID] {
			apps = append(apps, a.ID)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = store.Each(tx, func(p track.Prospect) error {
		if holds(p.Company+" "+p.Agency, q.company) {
			prospects = append(prospects, p.ID)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return tx.Belonging(apps, employers, prospects, examined)
}

// holds tells that a text holds every one of some pieces, whatever the case.
func holds(text string, all []string) bool {
	text = store.Fold(text)
	return !slices.ContainsFunc(all, func(s string) bool { return !strings.Contains(text, store.Fold(s)) })
}

// fits looks at the fields of one document.
func (q searchQuery) fits(tx *store.Tx, h store.Hit) (bool, error) {
	if q.table != "" && h.Table != q.table || q.after.Known() && h.Day < q.after || q.before.Known() && (h.Day >= q.before || h.Day == "") {
		return false, nil
	}
	if !holds(h.Title, q.subject) {
		return false, nil
	}
	if len(q.from) > 0 {
		body, err := tx.Body(h)
		if err != nil {
			return false, err
		}
		writer, _, _ := strings.Cut(body, "\n") // the first line of a mail's document
		if !holds(writer, q.from) {
			return false, nil
		}
	}
	return true, nil
}
