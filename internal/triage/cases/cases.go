// Package cases reads case files: written mails with what triage should say
// about them. A case is added without writing Go:
//
//	=== unique-name
//	class: rejection
//	company: Northgate Labs
//	role: Platform Engineer
//	template: gh-rej-07
//	---
//	From: Northgate Labs <no-reply@us.greenhouse-mail.io>
//	To: mira@example.org
//	Date: Wed, 04 Mar 2026 09:12:00 +0000
//	Subject: Your application
//
//	Dear Mira, ...
//
// Keys are optional except class and template (in the mailbox of a whole search
// application stands for it). A company or role that is
// missing is not judged; one that is there and empty must come out empty.
// Cases of one template are variants of one letter and are never divided
// between training and test. What stands between "---" and the next line
// beginning with "=== " is the raw mail.
package cases

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"debrief/internal/track"
)

// Case is one mail and what is expected of it.
type Case struct {
	Name     string
	File     string // where it stands
	Line     int    // of its name
	Class    track.Class
	Subclass string
	Language string
	Vendor   string
	Stage    track.StageKind
	Feedback string // words of the sentence with information in it
	Template string
	Traps    []string
	// Application is the key of the application it belongs to, where a file
	// tells of a whole search.
	Application string
	searched    bool // the case says which application, or none
	Company     Expected
	Role        Expected
	Requisition Expected
	Interview   *Interview
	Raw         []byte
}

// Expected is a text to be found; Judged is false where the case does not say.
type Expected struct {
	Text   string
	Judged bool
}

// Interview is an expected appointment. Minutes is 0 and Place empty where the
// mail does not say.
type Interview struct {
	At      time.Time
	Minutes int
	Place   string
}

const mark = "=== "

// Parse reads the cases of one file. Errors name file and line.
func Parse(file, text string) ([]Case, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	var list []Case
	seen := map[string]int{}
	line := 1
	for text != "" {
		block, rest := text, ""
		if i := strings.Index(text[min(1, len(text)):], "\n"+mark); i >= 0 {
			block, rest = text[:i+2], text[i+2:]
		}
		if strings.HasPrefix(block, mark) {
			c, err := parse(block)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", file, line, err)
			}
			if first, ok := seen[c.Name]; ok {
				return nil, fmt.Errorf("%s:%d: the name %q stands in line %d already", file, line, c.Name, first)
			}
			seen[c.Name] = line
			c.File, c.Line = file, line
			list = append(list, c)
		} else if strings.TrimSpace(withoutNotes(block)) != "" {
			return nil, fmt.Errorf("%s:%d: a case begins with “=== name”", file, line)
		}
		line += strings.Count(block, "\n")
		text = rest
	}
	return list, nil
}

// withoutNotes drops lines that begin with "#", which may stand above the first case.
func withoutNotes(s string) string {
	var b strings.Builder
	for l := range strings.SplitSeq(s, "\n") {
		if !strings.HasPrefix(l, "#") {
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}

func parse(block string) (c Case, err error) {
	head, raw, ok := strings.Cut(block, "\n---\n")
	if !ok {
		return c, fmt.Errorf("the line “---” before the mail is missing")
	}
	name, keys, _ := strings.Cut(head, "\n")
	if c.Name = strings.TrimSpace(strings.TrimPrefix(name, mark)); c.Name == "" {
		return c, fmt.Errorf("the case has no name")
	}
	for l := range strings.SplitSeq(keys, "\n") {
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		key, value, ok := strings.Cut(l, ":")
		if !ok {
			return c, fmt.Errorf("%q is no “key: value”", l)
		}
		if err := c.set(strings.TrimSpace(key), strings.TrimSpace(value)); err != nil {
			return c, err
		}
	}
	c.Raw = []byte(strings.TrimRight(raw, "\n") + "\n")
	switch {
	case c.Class == "":
		return c, fmt.Errorf("%s says no class", c.Name)
	case c.Template == "" && c.searched:
		c.Template = c.Name // a mailbox is told as a whole
	}
	switch {
	case c.Template == "":
		return c, fmt.Errorf("%s says no template", c.Name)
	case len(strings.TrimSpace(raw)) == 0:
		return c, fmt.Errorf("%s has no mail", c.Name)
	}
	return c, nil
}

func (c *Case) set(key, value string) error {
	switch key {
	case "class":
		if c.Class = track.Class(value); !c.Class.Valid() {
			return fmt.Errorf("%q is no class", value)
		}
	case "stage":
		if c.Stage = track.StageKind(value); value != "" && !c.Stage.Valid() {
			return fmt.Errorf("%q is no stage", value)
		}
	case "interview":
		in, err := parseInterview(value)
		if err != nil {
			return err
		}
		c.Interview = in
	case "subclass":
		c.Subclass = value
	case "company":
		c.Company = Expected{value, true}
	case "role":
		c.Role = Expected{value, true}
	case "requisition":
		c.Requisition = Expected{value, true}
	case "vendor":
		c.Vendor = value
	case "language":
		c.Language = value
	case "feedback":
		c.Feedback = value
	case "template":
		c.Template = value
	case "traps":
		c.Traps = strings.Fields(value)
	case "application":
		c.Application, c.searched = value, true
	default:
		return fmt.Errorf("%q is no key of a case", key)
	}
	return nil
}

// parseInterview reads "2026-03-04T14:00:00+00:00 60 video".
func parseInterview(s string) (*Interview, error) {
	if s == "" {
		return nil, nil
	}
	f := strings.Fields(s)
	at, err := time.Parse(time.RFC3339, f[0])
	if err != nil {
		return nil, fmt.Errorf("%q is no time like 2026-03-04T14:00:00+00:00", f[0])
	}
	in := &Interview{At: at}
	if len(f) > 1 {
		if in.Minutes, err = strconv.Atoi(f[1]); err != nil {
			return nil, fmt.Errorf("%q is no number of minutes", f[1])
		}
	}
	if len(f) > 2 {
		in.Place = strings.Join(f[2:], " ")
	}
	return in, nil
}
