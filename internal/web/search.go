package web

import (
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/a-h/templ"

	"debrief/internal/fault"
	"debrief/internal/table"
	"debrief/internal/workbench"
)

func (s *Server) showSearch(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Search", "search")
	if err != nil {
		return err
	}
	q := r.URL.Query().Get("q")
	hits, err := s.desk.Search(r.Context(), q, 51)
	if err != nil {
		return err
	}
	return s.render(w, r, searchPage(f, q, hits))
}

// command is one line of the palette that does something or goes somewhere.
type command struct {
	Group string `json:"group"`
	Icon  string `json:"icon"`
	Text  string `json:"text"`
	Sub   string `json:"sub,omitempty"`
	Href  string `json:"href"`
	Key   string `json:"key,omitempty"`
}

var commands = []command{
	{"Do", "reply", "Debrief the next answer", "", "/debrief", "d"}, {"Do", "plus", "Add an application", "", "/add", "n"}, {"Do", "search", "Search mails and notes", "", "/search", "g f"}, {"Do", "save", "Make a backup", "", "/settings#back", ""},
	{"Go to", "list-checks", "Today", "", "/today", "g t"}, {"Go to", "square-kanban", "Pipeline, board", "", "/pipeline/board", "g p"}, {"Go to", "table-2", "Pipeline, table", "", "/pipeline", ""},
	{"Go to", "inbox", "Inbox", "", "/inbox", "g i"}, {"Go to", "chart-no-axes-column", "Insights", "", "/insights", "g n"}, {"Go to", "book-open", "Stories", "", "/stories", "g s"},
	{"Go to", "file-text", "Résumé", "", "/resume", "g r"}, {"Go to", "scale", "Offers", "", "/offers", "g o"}, {"Go to", "users", "People", "", "/people", "g w"},
	{"Go to", "calendar-days", "Weekly review", "", "/week", "g k"}, {"Go to", "list-checks", "Work-search log", "", "/worklog", ""}, {"Go to", "settings", "Settings", "", "/settings", "g ,"},
	{"Go to", "mail", "Mailboxes and files", "", "/sources", ""}, {"Go to", "download", "Import a table", "", "/import", ""},
}

// palette answers the command palette: commands, then what is on record.
func (s *Server) palette(w http.ResponseWriter, r *http.Request) error {
	list := append([]command{}, commands...)
	if q := r.URL.Query().Get("q"); q != "" {
		hits, err := s.desk.Search(r.Context(), q, 12)
		if err != nil {
			return err
		}
		icons := map[string]string{"contact": "users", "mail": "mail", "note": "pencil", "file": "file-text"}
		for _, h := range hits {
			c := command{Group: "Found", Icon: icons[h.Kind], Text: h.Title, Sub: h.Where, Href: h.Href}
			if c.Icon == "" {
				c.Icon = "briefcase"
			}
			if c.Text == "" {
				c.Text = h.Kind
			}
			list = append(list, c)
		}
	}
	writeJSON(w, http.StatusOK, list)
	return nil
}

func (s *Server) showStart(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Start", "start")
	if err != nil {
		return err
	}
	return s.render(w, r, startPage(f))
}

// importForm is the page that reads a table: what the file holds, how it would
// be read, and what would happen.
type importForm struct {
	Name    string
	Data    string // the file again, so that the second step needs no upload
	Header  []string
	Mapping table.Mapping
	Result  *workbench.TableImport
}

func (s *Server) showImport(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Import", "start")
	if err != nil {
		return err
	}
	return s.render(w, r, importPage(f, importForm{}))
}

// importTable shows first what would happen, then does it when asked to.
func (s *Server) importTable(w http.ResponseWriter, r *http.Request) error {
	name, data, err := formFile(r, "file")
	if err != nil {
		return err
	}
	if len(data) == 0 {
		name, data = r.FormValue("name"), []byte(r.FormValue("data"))
	}
	if len(data) == 0 {
		return fault.New(fault.Invalid, "file", "Choose a table (.csv) first.")
	}
	t, err := table.Read(data)
	if err != nil {
		return err
	}
	v := importForm{Name: name, Data: string(data), Header: t.Header, Mapping: table.Guess(t)}
	for field, to := range map[string]*string{"company": &v.Mapping.Company, "role": &v.Mapping.Role, "applied": &v.Mapping.Applied, "status": &v.Mapping.Status, "ended": &v.Mapping.Ended, "location": &v.Mapping.Location} {
		if chosen := r.PostForm.Get(field); r.PostForm.Has(field) && chosen != *to {
			*to = chosen
			v.Mapping.Dates = nil // found anew in the columns that were chosen
		}
	}
	res, err := s.desk.ImportTable(r.Context(), t, v.Mapping, filepath.Base(name), r.FormValue("do") != "import")
	if err != nil && fault.Field(err) != "company" {
		return err
	}
	if err == nil {
		v.Result = &res
	}
	f, err := s.frame(r, "Import", "start")
	if err != nil {
		return err
	}
	if res.Receipt.Change != "" {
		f.Toast = &Toast{Text: res.Receipt.Text, Change: string(res.Receipt.Change)}
		f.Here = "/import"
	}
	return s.render(w, r, importPage(f, v))
}

func formFile(r *http.Request, field string) (string, []byte, error) {
	if err := r.ParseMultipartForm(8 << 20); err != nil && err != http.ErrNotMultipart {
		return "", nil, err
	}
	file, head, err := r.FormFile(field)
	if err != nil {
		return "", nil, nil // no file was chosen
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, 32<<20))
	return head.Filename, data, err
}

// searchKind is one chip above the hits: the same words, of one kind.
type searchKind struct {
	label, href string
	on          bool
}

// searchKinds are the chips for a query; the one whose is: stands in it is on.
func searchKinds(q string) []searchKind {
	words, is := []string{}, ""
	for _, w := range strings.Fields(q) {
		if v, ok := strings.CutPrefix(strings.ToLower(w), "is:"); ok {
			is = v
		} else {
			words = append(words, w)
		}
	}
	bare := strings.Join(words, " ")
	list := []searchKind{{"All", "/search?q=" + url.QueryEscape(bare), is == ""}}
	for _, k := range [][2]string{{"Mails", "mail"}, {"Notes", "note"}, {"Applications", "application"}, {"People", "contact"}, {"Postings", "posting"}, {"Files", "file"}} {
		list = append(list, searchKind{k[0], "/search?q=" + url.QueryEscape(bare+" is:"+k[1]), is == k[1]})
	}
	return list
}

// onChip marks the chip that is on.
func onChip(on bool) templ.Attributes {
	if on {
		return templ.Attributes{"aria-current": "true"}
	}
	return nil
}

// written reports whether a person wrote what a hit quotes.
func written(kind string) bool {
	return kind != "application" && kind != "employer" && kind != "contact"
}
