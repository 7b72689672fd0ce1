package web

import (
	_ "embed"
	"regexp"
	"strings"
)

// The list and the board are the pages that a search is looked at on most, and
// use a third of app.css. list.css holds just the rules whose classes stand in
// what these pages are made of; every other page names app.css itself.
//
//go:embed layout.templ
var layoutSource string

//go:embed pipeline.templ
var pipelineSource string

//go:embed pipeline.go
var pipelineWords string

//go:embed frame.go
var frameWords string

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/\n?`)
	lineNote = regexp.MustCompile(`(?m)^\s*//.*\n`)
	indents  = regexp.MustCompile(`(?m)^\s+`)
	quoted   = regexp.MustCompile("\"[^\"\n]*\"|'[^'\n]*'|`[^`]*`")
	word     = regexp.MustCompile(`[A-Za-z_][\w-]*`)
	namesIn  = regexp.MustCompile(`[.#]([A-Za-z_][\w-]*)`)
	relative = regexp.MustCompile(`:(?:not|is|where|has)\([^)]*\)`)
)

// lean takes out what only people read. A comment at the end of a line stays:
// it can't be told from a text.
func lean(name string, data []byte) []byte {
	switch {
	case strings.HasPrefix(name, "vendor/"):
		return data
	case strings.HasSuffix(name, ".css"):
		return comments.ReplaceAll(data, nil)
	case strings.HasSuffix(name, ".js"):
		return indents.ReplaceAll(lineNote.ReplaceAll(data, nil), nil)
	}
	return data
}

// wordsOf are the words inside the quotes of sources.
func wordsOf(sources ...string) map[string]bool {
	all := map[string]bool{}
	for _, s := range sources {
		for _, q := range quoted.FindAllString(s, -1) {
			for _, w := range word.FindAllString(q, -1) {
				all[w] = true
			}
		}
	}
	return all
}

// purge keeps of a style sheet the rules that pages of some words can need, in
// their order.
func purge(css string, words map[string]bool) string {
	var out strings.Builder
	for css != "" {
		head, rest, ok := strings.Cut(css, "{")
		if !ok {
			break
		}
		body, after := block(rest)
		css = after
		head = strings.TrimSpace(head)
		switch {
		case strings.HasPrefix(head, "@media"), strings.HasPrefix(head, "@supports"):
			if body = purge(body, words); body != "" {
				out.WriteString(head + "{" + body + "}\n")
			}
		case strings.HasPrefix(head, "@"):
			out.WriteString(head + "{" + body + "}\n")
		default:
			if head = usable(head, words); head != "" {
				out.WriteString(head + "{" + strings.TrimSpace(body) + "}\n")
			}
		}
	}
	return out.String()
}

// block cuts behind the brace that closes what has been opened.
func block(s string) (body, after string) {
	depth := 1
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[:i], s[i+1:]
			}
		}
	}
	return s, ""
}

// usable are the selectors of a rule that can match.
func usable(selectors string, words map[string]bool) string {
	var kept []string
	depth, from := 0, 0
	for i := 0; i <= len(selectors); i++ {
		switch {
		case i == len(selectors) || selectors[i] == ',' && depth == 0:
			if s := strings.TrimSpace(selectors[from:i]); matches(s, words) {
				kept = append(kept, s)
			}
			from = i + 1
		case selectors[i] == '(':
			depth++
		case selectors[i] == ')':
			depth--
		}
	}
	return strings.Join(kept, ",")
}

func matches(selector string, words map[string]bool) bool {
	for _, m := range namesIn.FindAllStringSubmatch(relative.ReplaceAllString(selector, ""), -1) {
		if !words[m[1]] {
			return false
		}
	}
	return true
}
