// Package posting captures job postings: from a text, from a file, or from an
// address that the person asks for. It reads schema.org JobPosting data and the
// public posting interfaces of Greenhouse, Lever, Ashby, Workable,
// SmartRecruiters and Recruitee; of any other page it takes the text.
//
//	advert, err := posting.NewFetcher().Fetch(ctx, "https://jobs.lever.co/exampleco/0000-01")
//
// The client is the only one of Debrief that opens pages. It reaches public
// addresses on ports 80 and 443 only, follows three redirects, and stops at
// 15 MB or 20 seconds (fetch.go). Nothing is sent but the address itself.
package posting

import (
	"bytes"
	"encoding/json"
	"html"
	"strings"
	"unicode/utf8"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Read reads a saved posting: HTML, an answer of one of the six interfaces, or
// plain text. address may be empty; it says which of several postings is meant.
// fault.Invalid where there is no text in it.
func Read(data []byte, address string) (track.Advert, error) {
	if len(data) > MaxBytes {
		return track.Advert{}, fault.New(fault.TooLarge, "posting", "The posting has more than %d MB. Save its text alone.", MaxBytes>>20)
	}
	text := strings.ToValidUTF8(string(data), string(utf8.RuneError))
	head := strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	var a track.Advert
	switch {
	case strings.HasPrefix(head, "{") || strings.HasPrefix(head, "["):
		var ok bool
		if a, ok = readJSON([]byte(head), address); !ok {
			return a, fault.New(fault.Invalid, "posting", "This is data, but not a posting in a shape that is known. Paste its text instead.")
		}
	case looksHTML(head):
		a = readPage(head, address)
	default:
		a = track.Advert{Text: tidy(head), Title: firstLine(head)}
	}
	if a.URL == "" {
		a.URL = address
	}
	if strings.TrimSpace(a.Text) == "" {
		return a, fault.New(fault.Invalid, "posting", "There is no text in this posting. Some pages build theirs in the browser; copy the text from there and paste it.")
	}
	return a, nil
}

func looksHTML(head string) bool {
	low := strings.ToLower(head[:min(len(head), 2000)])
	for _, mark := range []string{"<!doctype", "<html", "<head", "<body", "<div", "<p>", "<script", "<ul", "<h1"} {
		if strings.Contains(low, mark) {
			return true
		}
	}
	return false
}

// readPage takes the JobPosting of a page, else the text of the page.
func readPage(page, address string) track.Advert {
	p := parsePage(page)
	a, ok := pickPosting(p.data, address)
	if !ok {
		return track.Advert{Title: p.title(), Text: p.text, URL: address}
	}
	if len(a.Text) < 200 && len(p.text) > len(a.Text) {
		a.Text = p.text // data without a description
	}
	return a
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if line = strings.TrimSpace(line); len(strings.Fields(line)) > 10 || strings.HasSuffix(line, ".") {
		return ""
	}
	return line
}

// tidy trims line ends and keeps at most one empty line in a row.
func tidy(text string) string {
	var b strings.Builder
	empty := 0
	for line := range strings.Lines(strings.ReplaceAll(text, "\x00", "")) {
		line = strings.TrimRight(line, " \t\r\n\u00a0")
		if line == "" {
			empty++
			continue
		}
		if b.Len() > 0 {
			b.WriteString(strings.Repeat("\n", 1+min(empty, 1)))
		}
		empty = 0
		b.WriteString(line)
	}
	return b.String()
}

// fragment is the text of a piece of HTML; pieces that were escaped as a whole
// (Greenhouse, some JobPosting data) are unescaped first.
func fragment(s string) string {
	if !strings.Contains(s, "<") && strings.Contains(s, "&lt;") {
		s = html.UnescapeString(s)
	}
	if !strings.Contains(s, "<") {
		return tidy(html.UnescapeString(s))
	}
	return parsePage(s).text
}

func decode(data []byte, to any) bool {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(to) == nil
}

func join(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}
