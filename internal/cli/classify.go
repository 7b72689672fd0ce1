package cli

import (
	"context"
	"encoding/json"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"debrief/internal/fault"
	"debrief/internal/triage"
	"debrief/internal/workbench"
)

// MailRoom opens mail files and reads what is in them; main hands it over.
type MailRoom interface {
	workbench.Post
	// Path opens a file or folder of mails.
	Path(path string) (workbench.Feed, error)
}

// verdictLine is one line of the contract of “classify” (product.md 4.1).
type verdictLine struct {
	Path      string `json:"path"`
	Index     int    `json:"index"`
	MessageID string `json:"message_id"`
	triage.Verdict
}

func (a *app) classify() *cobra.Command {
	c := &cobra.Command{Use: "classify PATH... | -", Short: "Say what each mail is, and touch no data", Args: args(1, -1, "at least one file or folder, or - for standard input"),
		Long: "Reads mbox files, Maildirs, .eml files, folders and zips of them, and says what each mail is, of which company and role, with the words\n" +
			"that led to it. Nothing is kept. With --json each mail is one object on a line; one that can't be read gives an error there, and the rest goes on.",
		Example: "  debrief classify --json answer.eml\n  cat answer.eml | debrief classify -"}
	c.RunE = func(c *cobra.Command, paths []string) error {
		if a.Mail == nil {
			return fault.New(fault.Conflict, "mail", "This Debrief can't read mail.")
		}
		unread := 0
		for _, path := range paths {
			n, err := a.classifyPath(c.Context(), path)
			if err != nil {
				return err
			}
			unread += n
		}
		if unread > 0 {
			return errFound
		}
		return nil
	}
	return c
}

// classifyPath says what the mails of one path are, and gives how many could
// not be read. A path that is not there is one of those.
func (a *app) classifyPath(ctx context.Context, path string) (unread int, err error) {
	bad := func(path string, index int, err error) error {
		unread++
		if !a.json {
			a.say("%s %d: %s", path, index, fault.Message(err))
			return nil
		}
		return a.line(map[string]any{"path": path, "index": index, "error": fault.Message(err)})
	}
	feed, err := a.feed(path)
	if err != nil {
		return 1, bad(path, 0, err)
	}
	defer feed.Close()
	seen := 0
	err = feed.Each(ctx, "", func(f workbench.Envelope) error {
		seen++
		at := pathOf(path, f.Path)
		if f.Err != nil {
			return bad(at, f.Index, f.Err)
		}
		p, err := a.Mail.Read(f.Raw)
		if err != nil {
			return bad(at, f.Index, err)
		}
		p.Mail.Out = f.Out
		return a.verdict(verdictLine{at, f.Index, angled(p.Message.MailID), triage.Classify(p.Mail, triage.Lessons{})})
	})
	switch kind := fault.KindOf(err); {
	case err == nil && seen == 0:
		return 1, bad(path, 0, fault.New(fault.Invalid, "path", "There is no mail in it."))
	case err != nil && ctx.Err() == nil && kind != fault.Internal:
		return unread + 1, bad(path, seen, err)
	}
	return unread, err
}

// feed opens a path, or standard input for "-".
func (a *app) feed(path string) (workbench.Feed, error) {
	if path == "-" {
		return a.Mail.Stream(a.In, path), nil
	}
	return a.Mail.Path(path)
}

func (a *app) verdict(v verdictLine) error {
	if v.Evidence == nil {
		v.Evidence = []triage.Evidence{}
	}
	if a.json {
		return a.line(v)
	}
	about := strings.Join(nonEmpty(v.Company, v.Role), ", ")
	if about != "" {
		about = "  " + about
	}
	a.say("%s %d: %s%s, %.0f%%%s", v.Path, v.Index, v.Class.Label(), map[bool]string{true: " (" + strings.ReplaceAll(v.Subclass, "_", " ") + ")"}[v.Subclass != ""], 100*v.Confidence, about)
	for i, e := range v.Evidence {
		if i == 3 {
			break
		}
		a.say("    “%s”: %s", cut(e.Text, 100), e.Why)
	}
	return nil
}

// line writes one JSON object as a line.
func (a *app) line(v any) error {
	e := json.NewEncoder(a.Out)
	e.SetEscapeHTML(false) // nobody puts these lines into a page
	return e.Encode(v)
}

func angled(id string) string {
	if id == "" {
		return ""
	}
	return "<" + id + ">"
}

// pathOf is the file a mail came from, below the path that was given.
func pathOf(given, inner string) string {
	if given == "-" || inner == "" {
		return given
	}
	return filepath.Join(filepath.Dir(filepath.Clean(given)), filepath.FromSlash(inner))
}

func nonEmpty(list ...string) (out []string) {
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
