package workbench

import (
	"context"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// Found is one hit of search as a page shows it.
type Found struct {
	Kind    string // application, employer, contact, mail, note, posting, draft, file, action
	Title   string
	Where   string // employer and role it belongs to
	Day     track.Day
	Snippet []Piece
	Href    string
}

// Piece is a piece of a snippet; Mark is set where a word was found.
type Piece struct {
	Text string
	Mark bool
}

var foundKinds = map[string]string{"applications": "application", "employers": "employer", "persons": "contact", "messages": "mail", "notes": "note", "postings": "posting",
	"drafts": "draft", "documents": "file", "actions": "action", "shelf_items": "for the next role"}

// Search looks through everything but sealed notes, newest first. Words may
// stand anywhere, “quoted ones together”; from:, subject:, company:, is:, after:
// and before: narrow it. A field that can't be read is fault.Invalid.
func (d *Desk) Search(ctx context.Context, query string, limit int) (list []Found, err error) {
	if len(query) > 10_000 {
		return nil, fault.New(fault.TooLarge, "search", "This is too long to search for. A few words of it are enough.")
	}
	q, err := parseQuery(clip(query, 400))
	if err != nil {
		return nil, err
	}
	err = d.view(ctx, func(tx *store.Tx) error {
		hits, err := q.hits(tx, limit)
		if err != nil {
			return err
		}
		for _, h := range hits {
			f, err := found(tx, h, q.words)
			if err != nil {
				return err
			}
			list = append(list, f)
		}
		return nil
	})
	return list, err
}

func found(tx *store.Tx, h store.Hit, query string) (Found, error) {
	f := Found{Kind: foundKinds[h.Table], Title: h.Title, Day: h.Day, Href: "/application/" + string(h.ApplicationID)}
	body, err := tx.Body(h)
	if err != nil {
		return f, err
	}
	body = strings.TrimSpace(body)
	if h.Table == "applications" || h.Table == "persons" || h.Table == "employers" {
		body = listed(body) // fields, one a line
	}
	f.Snippet = snippet(body, query)
	switch h.Table {
	case "persons":
		f.Href = "/contact/" + h.RowID
	case "employers":
		page, err := tx.List(store.Filter{Employer: track.EmployerID(h.RowID)}, store.ByLast, true, 0, 1)
		if err != nil {
			return f, err
		}
		f.Href = "/pipeline?view=all&q=" + strings.ReplaceAll(h.Title, " ", "+")
		if len(page.Items) == 1 && !page.More {
			f.Href = "/application/" + string(page.Items[0].ApplicationID)
			f.Where = page.Items[0].Role
		}
	case "messages":
		f.Href = "/mail/" + h.RowID
	case "postings":
		apps, err := store.By[track.Application](tx, "posting_id", h.RowID)
		if err != nil {
			return f, err
		}
		h.ApplicationID = first(apps).ID
		f.Href = "/application/" + string(h.ApplicationID)
	}
	if h.ApplicationID != "" && h.Table != "employers" {
		a, _, err := store.Find[track.Application](tx, h.ApplicationID)
		if err != nil {
			return f, err
		}
		f.Where = name(tx, a)
		if h.Table != "applications" {
			f.Where += ", " + a.Role
		}
	}
	return f, nil
}

// listed puts the lines of a document behind each other, with commas.
func listed(body string) string {
	lines := strings.FieldsFunc(body, func(r rune) bool { return r == '\n' })
	return strings.Join(lines, ", ")
}

// snippet cuts the text around the first word that was found and marks all.
func snippet(body, query string) []Piece {
	words := strings.Fields(strings.ReplaceAll(store.Fold(query), `"`, " "))
	if body == "" || len(words) == 0 {
		return nil
	}
	fields := strings.Fields(body)
	hit := func(w string) bool {
		f := store.Fold(strings.Trim(w, `.,;:!?()"'“”`))
		return slices.ContainsFunc(words, func(q string) bool { return strings.HasPrefix(f, q) })
	}
	from := max(0, slices.IndexFunc(fields, hit)-10)
	to := min(len(fields), from+30)
	var out []Piece
	if from > 0 {
		out = append(out, Piece{Text: "… "})
	}
	for i, w := range fields[from:to] {
		p := Piece{w, hit(w)}
		if i+from+1 < to {
			p.Text += " "
		}
		if n := len(out); n > 0 && out[n-1].Mark == p.Mark {
			out[n-1].Text += p.Text
			continue
		}
		out = append(out, p)
	}
	if to < len(fields) {
		out = append(out, Piece{Text: " …"})
	}
	return out
}
