package cases

import (
	"strings"
	"testing"
)

const sample = `# notes of the author

=== one
class: rejection
company: Northgate Labs
role:
interview: 2026-03-04T14:00:00+01:00 60 video call
template: a
traps: x y
---
From: a@b.example
Subject: S

Body
--- not a mark inside
===no mark either

=== two
class: other
template: b
---
From: c@d.example

Text
`

func TestParse(t *testing.T) {
	list, err := Parse("f", sample)
	if err != nil || len(list) != 2 {
		t.Fatalf("%v, %d cases", err, len(list))
	}
	one := list[0]
	if one.Name != "one" || one.Line != 3 || !one.Company.Judged || one.Company.Text != "Northgate Labs" || !one.Role.Judged || one.Role.Text != "" || one.Requisition.Judged || len(one.Traps) != 2 {
		t.Errorf("%+v", one)
	}
	if one.Interview == nil || one.Interview.Minutes != 60 || one.Interview.Place != "video call" || one.Interview.At.UTC().Hour() != 13 {
		t.Errorf("%+v", one.Interview)
	}
	if !strings.HasSuffix(string(one.Raw), "===no mark either\n") || !strings.HasPrefix(string(one.Raw), "From: a@b") {
		t.Errorf("%q", one.Raw)
	}
}

func TestParse_errorsSayWhere(t *testing.T) {
	for text, want := range map[string]string{
		"=== a\nclass: rejection\n---\nx\n":  "f:1: a says no template",
		"=== a\ntemplate: t\n---\nx\n":       "f:1: a says no class",
		"=== a\nclass: nothing\n---\nx\n":    "f:1: \"nothing\" is no class",
		"=== a\ncolour: red\n---\nx\n":       "f:1: \"colour\" is no key",
		"=== a\nclass: other\ntemplate: t\n": "f:1: the line “---”",
		"text\n":                             "f:1: a case begins",
		"=== a\nclass: other\ntemplate: t\n---\nx\n=== a\nclass: other\ntemplate: t\n---\ny\n": "f:6: the name \"a\"",
	} {
		if _, err := Parse("f", text); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, text string) {
		list, err := Parse("f", text)
		for _, c := range list {
			if err == nil && (c.Name == "" || len(c.Raw) == 0 || c.Line < 1) {
				t.Fatalf("%+v", c)
			}
		}
	})
}
