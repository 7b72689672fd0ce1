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

// indexed is what the index is asked for: the words, and those of the fields,
// which are looked at more closely afterwards.
func (q searchQuery) indexed() string {
	return strings.Join(append(append([]string{q.words}, q.from...), q.subject...), " ")
}

// examined bounds how many documents one search looks at.
const examined = 20_000

// hits reads documents, newest first, until limit of them fit.
func (q searchQuery) hits(tx *store.Tx, limit int) (list []store.Hit, err error) {
	const page = 250
	for offset := 0; offset < examined; offset += page {
		var some []store.Hit
		if text := q.indexed(); strings.TrimSpace(text) != "" {
			some, err = tx.Search(text, q.table, offset, page)
		} else if q.table+string(q.after)+string(q.before) != "" || len(q.company) > 0 {
			some, err = tx.Documents(offset, page)
		}
		if err != nil {
			return nil, err
		}
		for _, h := range some {
			if q.after.Known() && h.Day < q.after {
				return list, nil // all that follow are older
			}
			fits, err := q.fits(tx, h)
			if err != nil {
				return nil, err
			}
			if fits {
				if list = append(list, h); len(list) == limit {
					return list, nil
				}
			}
		}
		if len(some) < page {
			break
		}
	}
	return list, nil
}

// fits looks at the fields of one document.
func (q searchQuery) fits(tx *store.Tx, h store.Hit) (bool, error) {
	if q.table != "" && h.Table != q.table || q.before.Known() && (h.Day >= q.before || h.Day == "") {
		return false, nil
	}
	holds := func(text string, all []string) bool {
		text = store.Fold(text)
		return !slices.ContainsFunc(all, func(s string) bool { return !strings.Contains(text, store.Fold(s)) })
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
	if len(q.company) == 0 {
		return true, nil
	}
	name, err := companyOf(tx, h)
	return name != "" && holds(name, q.company), err
}

// companyOf is the employer a document belongs to, empty when to none.
func companyOf(tx *store.Tx, h store.Hit) (string, error) {
	if h.Table == "employers" {
		return h.Title, nil
	}
	if h.ApplicationID != "" {
		a, _, err := store.Find[track.Application](tx, h.ApplicationID)
		return name(tx, a), err
	}
	if h.Table != "messages" {
		return "", nil
	}
	items, err := store.By[track.InboxItem](tx, "message_id", h.RowID)
	if err != nil || len(items) == 0 || items[0].ProspectID == "" {
		return "", err
	}
	p, _, err := store.Find[track.Prospect](tx, items[0].ProspectID)
	return p.Company + " " + p.Agency, err
}
