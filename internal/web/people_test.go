package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"debrief/internal/card"
)

// send posts a form as a browser without scripts does, and gives where it leads.
func send(h http.Handler, target string, form url.Values) *http.Response {
	r := httptest.NewRequest("POST", "http://"+address+target, strings.NewReader(form.Encode()))
	r.Host = address
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// Every form of the pages of preparation works without scripts: it leads back
// to a page that can be read, with the change's own words.
func TestPrepare_plainFormsLeadBack(t *testing.T) {
	h := sample(t)
	ids := known(t, h)
	talk := "/interview/" + ids["interview"]
	contact := "/contact/" + ids["contact"]
	for _, c := range []struct {
		to   string
		form url.Values
		says string
	}{
		{talk + "/plan", url.Values{"format": {"45 min"}, "take": {"when"}, "own_ask": {"Who?", ""}, "if_no": {"rest"}}, "Plan kept"},
		{talk + "/after", url.Values{"stressed": {"<b>late</b> readings"}, "no_day": {"yes"}, "asked": {"design", ""}, "quality": {"2", ""}, "went": {"4"}}, "Note kept"},
		{"/answers", url.Values{"pay_low": {"90000"}, "notice": {"one month"}}, "Answer sheet kept"},
		{contact + "/touch", url.Values{"kind": {"met"}, "out": {"yes"}, "reason": {"meetup"}}, "Noted with"},
		{contact + "/next", url.Values{"day": {"2027-03-01"}, "reason": {"they post again"}}, "Next day for"},
		{contact + "/next", url.Values{"do": {"none"}}, "No next day"},
		{contact + "/note", url.Values{"do": {"never"}}, "No note to"},
		{"/watch", url.Values{"employer": {"Copperline"}, "reason": {"good software"}, "careers": {"https://copperline.example/jobs"}}, "Copperline is on the watch list"},
		{"/settings/calendar", url.Values{"do": {"on"}}, "Calendar feed switched on"},
	} {
		res := send(h, c.to, c.form)
		if res.StatusCode != http.StatusSeeOther {
			t.Errorf("%s: %d %s", c.to, res.StatusCode, body(res))
			continue
		}
		u, err := url.Parse(res.Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		u.Fragment = ""
		if page := body(ask(h, "GET", u.String(), nil)); !strings.Contains(page, c.says) || strings.Contains(page, "<b>late</b>") {
			t.Errorf("%s leads to %s, which does not say %q", c.to, u, c.says)
		}
	}
	for to, form := range map[string]url.Values{
		talk + "/after":         {"stressed": {"x"}},
		contact + "/next":       {"day": {"2027-03-01"}},
		contact + "/touch":      {"kind": {"shout"}},
		"/watch":                {"employer": {"X"}, "reason": {"y"}, "careers": {"javascript:alert(1)"}},
		"/answers":              {"pay_low": {"much"}},
		"/contact/none/merge":   {"other": {ids["contact"]}},
		"/interview/none/after": {"no_day": {"yes"}},
		"/proposal/none":        {"do": {"yes"}},
	} {
		if res := send(h, to, form); res.StatusCode != http.StatusUnprocessableEntity && res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", to, res.StatusCode)
		}
	}
}

// Files go out as downloads that no browser shows as a page.
func TestPrepare_filesAreDownloads(t *testing.T) {
	h := sample(t)
	ids := known(t, h)
	for target, begins := range map[string]string{
		"/interview/" + ids["interview"] + "/calendar.ics": "BEGIN:VCALENDAR\r\n", "/people.vcf": "BEGIN:VCARD\r\nVERSION:4.0\r\n", "/people.vcf?version=3.0": "BEGIN:VCARD\r\nVERSION:3.0\r\n", "/contact/" + ids["contact"] + "/card.vcf": "BEGIN:VCARD\r\n",
	} {
		res := ask(h, "GET", target, nil)
		text := body(res)
		if res.StatusCode != http.StatusOK || !strings.HasPrefix(text, begins) || !strings.HasPrefix(res.Header.Get("Content-Disposition"), "attachment") || !strings.Contains(res.Header.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s: %d %v %.60q", target, res.StatusCode, res.Header, text)
		}
	}
	for _, target := range []string{"/calendar/none.ics", "/calendar/.ics", "/calendar/none"} {
		if res := ask(h, "GET", target, nil); res.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d while the feed is off", target, res.StatusCode)
		}
	}
}

// A file of contacts that is none, or that hurts, changes nothing.
func TestPeople_hostileCardsAreRefused(t *testing.T) {
	h := sample(t)
	people := func() int {
		doc, err := html.Parse(strings.NewReader(body(ask(h, "GET", "/people", nil))))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := html.Render(&b, doc); err != nil {
			t.Fatal(err)
		}
		return strings.Count(b.String(), "data-row")
	}
	before := people()
	for name, c := range map[string]struct {
		file   string
		status int
	}{
		"no card":   {"hello", 422},
		"too large": {strings.Repeat("x", card.MaxBytes+1), 413},
		"no name":   {"BEGIN:VCARD\nTEL:1\nEND:VCARD\n", 409},
	} {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		part, err := m.CreateFormFile("file", "x.vcf")
		if err != nil {
			t.Fatal(err)
		}
		part.Write([]byte(c.file))
		m.Close()
		r := httptest.NewRequest("POST", "http://"+address+"/people/import", &b)
		r.Host = address
		r.Header.Set("Content-Type", m.FormDataContentType())
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s: %d %s", name, w.Code, w.Body.String())
		}
	}
	if now := people(); now != before {
		t.Errorf("%d contacts, before %d", now, before)
	}
}
