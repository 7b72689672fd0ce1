package resume

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"debrief/internal/fault"
	"debrief/internal/track"
)

func paper(lines ...string) track.Paper {
	p := track.Paper{Format: "text"}
	for _, l := range lines {
		p.Lines = append(p.Lines, track.PaperLine{Text: l})
	}
	return p
}

func TestRead_sectionsJobsBullets(t *testing.T) {
	s, err := Read(paper("Ada Example", "ada@example.org, +353 1 555 0199", "", "PROFESSIONAL EXPERIENCE", "Tidewater Logistics", "Senior Engineer, 2021 – present",
		"• Cut month-end closing from 11 hours", "  to 50 minutes", "- Led a team of 4", "", "Harrow Tickets, 2018 – 2021", "* Built the seat hold", "Education", "BSc Physics, Cork, 2017", "Skills", "Go, SQL", "Page 1 of 2"))
	if err != nil {
		t.Fatal(err)
	}
	job := "Tidewater Logistics, Senior Engineer, 2021 – present"
	want := []Line{{Text: "Ada Example"}, {Text: "ada@example.org, +353 1 555 0199"},
		{Section: Experience, Heading: job, Text: job, Current: true}, {Section: Experience, Heading: job, Text: "Cut month-end closing from 11 hours to 50 minutes", Bullet: true, Current: true},
		{Section: Experience, Heading: job, Text: "Led a team of 4", Bullet: true, Current: true},
		{Section: Experience, Heading: "Harrow Tickets, 2018 – 2021", Text: "Harrow Tickets, 2018 – 2021"}, {Section: Experience, Heading: "Harrow Tickets, 2018 – 2021", Text: "Built the seat hold", Bullet: true},
		{Section: Education, Heading: "BSc Physics, Cork, 2017", Text: "BSc Physics, Cork, 2017"}, {Section: Skills, Text: "Go, SQL"}}
	if !slices.Equal(s.Lines, want) {
		t.Errorf("got  %+v\nwant %+v", s.Lines, want)
	}
	if s.Name != "Ada Example" {
		t.Errorf("name %q", s.Name)
	}
	if _, err := Read(paper("", " ")); fault.KindOf(err) != fault.Invalid {
		t.Errorf("empty: %v", err)
	}
}

func TestSectionOf_knowsUsualHeadings(t *testing.T) {
	for text, want := range map[string]Section{"Work Experience": Experience, "EDUCATION:": Education, "Technical Skills": Skills, "S K I L L S": Skills, "Awards & Honors": Awards, "Certifications and Licences": Certificates} {
		if got, known := SectionOf(text); !known || got != want {
			t.Errorf("%q is %q", text, got)
		}
	}
	for _, text := range []string{"Experience with Kafka and a dozen other things", "Tidewater", "", "Worked on education software"} {
		if got, known := SectionOf(text); known {
			t.Errorf("%q was taken for the heading of %s", text, got)
		}
	}
}

func codes(p track.Paper) (out []string) {
	for _, x := range Problems(p) {
		out = append(out, x.Code)
	}
	return out
}

// sound is a paper that nothing is wrong with.
func sound() track.Paper {
	return paper("Ada Example", "ada@example.org", "Experience", "Tidewater, 2021 – present", "- Cut month-end closing from 11 hours to 50 minutes by comparing balances every night", "Education", "BSc Physics 2017", "Skills", "Go, SQL")
}

// columns are two columns of n lines, read line by line across or one after the other.
func columns(n int, across bool) track.Paper {
	p := sound()
	p.Width = 612
	left, right := []track.PaperLine{}, []track.PaperLine{}
	for i := range n {
		top := 700 - 14*float64(i)
		left = append(left, track.PaperLine{Text: "Cut the bill by a third", Page: 1, Left: 50, Right: 300, Top: top, Bottom: top - 10})
		right = append(right, track.PaperLine{Text: "Go and SQL", Page: 1, Left: 400, Right: 470 + float64(i%5)*20, Top: top, Bottom: top - 10})
	}
	for i := range left {
		if across {
			p.Lines = append(p.Lines, left[i], right[i])
		}
	}
	if !across {
		p.Lines = append(append(p.Lines, left...), right...)
	}
	return p
}

func TestProblems_findEach(t *testing.T) {
	if got := codes(sound()); len(got) > 0 {
		t.Errorf("a sound file has %q", got)
	}
	with := func(change func(*track.Paper)) track.Paper { p := sound(); change(&p); return p }
	place := func(where track.PaperPart, n int) track.Paper {
		return with(func(p *track.Paper) {
			for range n {
				p.Lines = append(p.Lines, track.PaperLine{Text: "Kubernetes", Place: where})
			}
		})
	}
	line := func(i int, text string) track.Paper { return with(func(p *track.Paper) { p.Lines[i].Text = text }) }
	for code, p := range map[string]track.Paper{
		"no_text":       {Format: "pdf", Pages: 1, Images: 1},
		"cut_off":       with(func(p *track.Paper) { p.Cut = true }),
		"columns_mixed": columns(12, true),
		"columns":       columns(12, false),
		"edge_late": with(func(p *track.Paper) {
			p.Width = 612
			for i := range 3 {
				top := 700 - 60*float64(i)
				p.Lines = append(p.Lines, track.PaperLine{Text: "- Cut it", Page: 1, Left: 50, Right: 300, Top: top - 40, Bottom: top - 50}, track.PaperLine{Text: "May 2018", Page: 1, Left: 500, Right: 556, Top: top, Bottom: top - 10})
			}
		}),
		"text_box":          place(track.PaperBox, 1),
		"table":             place(track.PaperTable, 3),
		"contact_in_header": with(func(p *track.Paper) { p.Lines[1].Place = track.PaperHeader }),
		"no_mail":           line(1, "ada at example dot org"),
		"hidden_text":       place(track.PaperHidden, 1),
		"odd_signs":         line(1, "\ue0be ada@example.org"),
		"letters_apart":     line(2, "E X P E R I E N C E"),
		"no_heading":        line(2, "Where I have been"),
		"no_years":          with(func(p *track.Paper) { p.Lines[3].Text, p.Lines[6].Text = "Tidewater", "BSc" }),
		"tracked_changes":   with(func(p *track.Paper) { p.Changes = 2 }),
		"scripts":           with(func(p *track.Paper) { p.Scripts = 1 }),
		"pages":             with(func(p *track.Paper) { p.Pages = 4 }),
	} {
		if got := codes(p); !slices.Equal(got, []string{code}) {
			t.Errorf("want only %s, got %q", code, got)
		}
	}
	for _, x := range Problems(columns(12, true)) {
		if x.Why == "" || x.Try == "" || x.Title == "" {
			t.Errorf("%s says too little: %+v", x.Code, x)
		}
	}
}

func TestProblems_datesAtTheRightAreNoColumn(t *testing.T) {
	p := sound()
	p.Width = 612
	for i := range 12 {
		top := 700 - 14*float64(i)
		p.Lines = append(p.Lines, track.PaperLine{Text: "Harrow Tickets", Page: 1, Left: 50, Right: 200, Top: top, Bottom: top - 10},
			track.PaperLine{Text: "May 2018 – Aug 2021", Page: 1, Left: 455 + float64(i*7), Right: 556, Top: top, Bottom: top - 10})
	}
	if got := codes(p); len(got) > 0 {
		t.Errorf("got %q", got)
	}
}

func TestChanges_giveBothTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"a", "b", "c", "d"})
		a, b := rapid.SliceOfN(piece, 0, 30).Draw(t, "a"), rapid.SliceOfN(piece, 0, 30).Draw(t, "b")
		var was, is []string
		same := 0
		for i, c := range Changes(a, b) {
			was, is = append(was, c.Was...), append(is, c.Is...)
			if c.Same {
				same += len(c.Is)
				if !slices.Equal(c.Was, c.Is) {
					t.Fatalf("%d is not the same: %+v", i, c)
				}
			}
		}
		if !slices.Equal(was, a) && len(a) > 0 || !slices.Equal(is, b) && len(b) > 0 {
			t.Fatalf("was %q, is %q", was, is)
		}
		if want := int(lengths(a, b)[0][0]); same != want {
			t.Fatalf("%d pieces kept, could be %d", same, want)
		}
	})
}

func TestReadJSON_refusesOther(t *testing.T) {
	for data, want := range map[string]string{
		`{"work":[`: "cut off", `[]`: "can't be read as JSON", `{"a":1}`: "none of its parts", `{"work":{}}`: "“work”", `{"work":[{"name":7}]}`: "“work.name”", `{"work":[]} x`: "behind its end",
	} {
		if _, err := ReadJSON([]byte(data)); fault.KindOf(err) != fault.Invalid || !strings.Contains(fault.Message(err), want) {
			t.Errorf("%s: %v", data, err)
		}
	}
}

func sample(t *testing.T) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/jsonresume/sample.resume.json")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func same(t interface{ Fatal(...any) }, a, b []byte) bool {
	var x, y any
	if err := json.Unmarshal(a, &x); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &y); err != nil {
		t.Fatal(err)
	}
	return reflect.DeepEqual(x, y)
}

func TestJSON_sampleGoesRound(t *testing.T) {
	data := sample(t)
	j, err := ReadJSON(data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := j.With(j.Sheet().Bullets())
	if err != nil {
		t.Fatal(err)
	}
	out, err := again.Bytes()
	if err != nil || !same(t, data, out) {
		t.Errorf("%v\n%s", err, out)
	}
	fits(t, out)
}

func TestJSON_changedBulletsReplaceOnlyThemselves(t *testing.T) {
	j, err := ReadJSON([]byte(`{"basics":{"name":"Ada","x":[1,{"y":2.50}]},"work":[{"name":"Tidewater","position":"Engineer","startDate":"2021-03","highlights":["Worked on payouts","Led a team of 4"],"z":true},{"name":"Harrow","startDate":"2018","endDate":"2021","highlights":["Built the hold"]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	lines := j.Sheet().Bullets()
	lines[0].Text = "Led payouts across four teams"
	lines = append(lines, Line{Heading: "Quay Books, clerk, 2015 – 2017", Text: "Counted books"})
	k, err := j.With(lines)
	if err != nil {
		t.Fatal(err)
	}
	out, _ := k.Bytes()
	want := `{"basics":{"name":"Ada","x":[1,{"y":2.50}]},"work":[{"name":"Tidewater","position":"Engineer","startDate":"2021-03","highlights":["Led payouts across four teams","Led a team of 4"],"z":true},{"name":"Harrow","startDate":"2018","endDate":"2021","highlights":["Built the hold"]},{"name":"Quay Books, clerk","startDate":"2015","endDate":"2017","highlights":["Counted books"]}]}`
	if !same(t, out, []byte(want)) {
		t.Errorf("got %s", out)
	}
	if !strings.Contains(string(out), "2.50") {
		t.Error("a number was written another way")
	}
}

// anyResume draws a résumé of the whole schema, with fields nobody knows.
func anyResume(t *rapid.T) map[string]any {
	text := rapid.StringN(0, 12, 40)
	date := rapid.SampledFrom([]string{"2021", "2021-03", "2021-03-09"})
	list := rapid.Custom(func(t *rapid.T) any {
		out := []any{}
		for _, s := range rapid.SliceOfN(text, 0, 3).Draw(t, "list") {
			out = append(out, s)
		}
		return out
	})
	entry := func(texts, dates, lists []string) any {
		e := map[string]any{}
		for _, k := range texts {
			if rapid.Bool().Draw(t, "has "+k) {
				e[k] = text.Draw(t, k)
			}
		}
		for _, k := range dates {
			if rapid.Bool().Draw(t, "has "+k) {
				e[k] = date.Draw(t, k)
			}
		}
		for _, k := range lists {
			if rapid.Bool().Draw(t, "has "+k) {
				e[k] = list.Draw(t, k)
			}
		}
		if rapid.Bool().Draw(t, "more") {
			e["x-own"] = map[string]any{"n": json.Number("1.50"), "t": text.Draw(t, "x")}
		}
		return e
	}
	many := func(texts, dates, lists []string) any {
		out := []any{}
		for range rapid.IntRange(0, 3).Draw(t, "n") {
			out = append(out, entry(texts, dates, lists))
		}
		return out
	}
	span := []string{"startDate", "endDate"}
	return map[string]any{"$schema": SchemaURL, "basics": entry([]string{"name", "label", "phone", "summary"}, nil, nil),
		"work": many([]string{"name", "position", "location", "description", "summary"}, span, []string{"highlights"}), "volunteer": many([]string{"organization", "position", "summary"}, span, []string{"highlights"}),
		"education": many([]string{"institution", "area", "studyType", "score"}, span, []string{"courses"}), "awards": many([]string{"title", "awarder", "summary"}, []string{"date"}, nil),
		"certificates": many([]string{"name", "issuer"}, []string{"date"}, nil), "publications": many([]string{"name", "publisher", "summary"}, []string{"releaseDate"}, nil),
		"skills": many([]string{"name", "level"}, nil, []string{"keywords"}), "languages": many([]string{"language", "fluency"}, nil, nil),
		"interests": many([]string{"name"}, nil, []string{"keywords"}), "references": many([]string{"name", "reference"}, nil, nil),
		"projects": many([]string{"name", "description", "entity", "type"}, span, []string{"highlights", "keywords", "roles"}), "meta": map[string]any{"version": "v1.0.0"}}
}

func TestJSON_anyResumeGoesRound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in, err := json.Marshal(anyResume(t))
		if err != nil {
			t.Fatal(err)
		}
		j, err := ReadJSON(in)
		if err != nil {
			t.Fatal(err)
		}
		k, err := j.With(j.Sheet().Bullets())
		if err != nil {
			t.Fatal(err)
		}
		out, err := k.Bytes()
		if err != nil || !same(t, in, out) {
			t.Fatalf("%v\nin  %s\nout %s", err, in, out)
		}
		fits(t, out)
	})
}

func TestFromBullets_comesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[A-Z][a-z]{2,8}`)
		var lines []Line
		for i := range rapid.IntRange(1, 4).Draw(t, "jobs") {
			heading := fmt.Sprintf("%s %d, %s", word.Draw(t, "employer"), i, rapid.SampledFrom([]string{"2018 to 2021", "2021 to now", "2019"}).Draw(t, "years"))
			for range rapid.IntRange(1, 3).Draw(t, "bullets") {
				lines = append(lines, Line{Section: Experience, Heading: heading, Text: word.Draw(t, "text"), Bullet: true, Current: strings.HasSuffix(heading, "now")})
			}
		}
		out, err := FromBullets("v7", lines).Bytes()
		if err != nil {
			t.Fatal(err)
		}
		fits(t, out)
		j, err := ReadJSON(out)
		if err != nil {
			t.Fatal(err)
		}
		if got := j.Sheet().Bullets(); !slices.Equal(got, lines) {
			t.Fatalf("got  %+v\nwant %+v", got, lines)
		}
	})
}

// fits checks a résumé against the schema of JSON Resume: types, and patterns of
// dates. It knows the words that the schema uses.
func fits(t interface {
	Fatal(...any)
	Errorf(string, ...any)
}, data []byte) {
	b, err := os.ReadFile("testdata/jsonresume/schema.json")
	var schema, v any
	if err != nil || json.Unmarshal(b, &schema) != nil || json.Unmarshal(data, &v) != nil {
		t.Fatal("schema or data can't be read", err)
	}
	root := schema.(map[string]any)
	var check func(at string, s map[string]any, v any)
	check = func(at string, s map[string]any, v any) {
		if ref, ok := s["$ref"].(string); ok {
			s = root["definitions"].(map[string]any)[strings.TrimPrefix(ref, "#/definitions/")].(map[string]any)
		}
		kind, known := s["type"].(string)
		ok := true
		switch v := v.(type) {
		case string:
			ok = kind == "string"
			if p, has := s["pattern"].(string); has {
				ok = ok && regexp.MustCompile(p).MatchString(v)
			}
		case []any:
			ok = kind == "array"
			items, has := s["items"].(map[string]any)
			for i := range v {
				if has {
					check(fmt.Sprintf("%s[%d]", at, i), items, v[i])
				}
			}
		case map[string]any:
			ok = kind == "object"
			props, _ := s["properties"].(map[string]any)
			for k := range v {
				if p, has := props[k].(map[string]any); has {
					check(at+"."+k, p, v[k])
				}
			}
		}
		if known && !ok {
			t.Errorf("%s does not fit the schema: %v", at, v)
		}
	}
	check("", root, v)
}
