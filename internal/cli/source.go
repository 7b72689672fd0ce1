package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// importMail reads the mails of one path into the record.
func (a *app) importMail(ctx context.Context, d *workbench.Desk, path, since string) error {
	n := workbench.NewSource{Path: path}
	var err error
	if n.Since, err = parseDay(since); err != nil {
		return err
	}
	var feed workbench.Feed
	if path == "-" {
		if feed, err = a.Mail.Path(path); err != nil {
			return err
		}
		defer feed.Close()
	} else if n.Path, err = filepath.Abs(path); err != nil {
		return err
	}
	id, _, err := d.AddSource(ctx, n)
	if err != nil {
		return err
	}
	return a.readSource(ctx, d, id, path, feed)
}

// readSource reads one source to its end, with a bar on a terminal, and says
// what was found and what was left out.
func (a *app) readSource(ctx context.Context, d *workbench.Desk, id track.SourceID, name string, feed workbench.Feed) error {
	bar := a.bar(name)
	r, err := d.ReadSource(ctx, id, feed, bar.show)
	bar.end()
	if err != nil {
		return err
	}
	waiting, fresh, err := d.Review(context.WithoutCancel(ctx), r.ID)
	if err != nil {
		return err
	}
	return a.answer(map[string]any{"path": name, "source": id, "reading": r.ID, "state": r.State, "messages": r.Messages, "bytes": r.Bytes, "found": r.Found, "left_out": r.Left,
		"unreadable": r.Troubles, "waiting": waiting, "new_applications": fresh}, func() { a.summary(name, r, waiting, fresh) })
}

var foundWords = []struct {
	class track.Class
	words string
}{
	{track.ClassReceived, "confirmations"}, {track.ClassRejection, "answered no"}, {track.ClassInterview, "invitations and interviews"}, {track.ClassStatus, "status updates"}, {track.ClassInformation, "requests for information"},
	{track.ClassAssessment, "tasks and tests"}, {track.ClassOffer, "offers"}, {track.ClassOutreach, "a recruiter wrote first"}, {track.ClassOther, "in conversations, or unsure"}, {track.ClassAlert, "job alerts, kept apart"},
}

var leftWords = map[string]string{
	track.LeftOther: "not about your search; only a fingerprint is kept", track.LeftSent: "written by you, in no conversation on record", track.LeftOlder: "older than the start you chose", track.LeftKnown: "known already", track.LeftUnreadable: "unreadable",
}

// summary is what was found and left out; the counts add up to the messages.
func (a *app) summary(name string, r track.Reading, waiting, fresh int) {
	switch {
	case r.State == track.ReadingDone && r.Messages == 0:
		a.say("%s: nothing new since it was last read.", name)
		return
	case r.State == track.ReadingDone:
		a.say("%s: %s read.", name, messages(r.Messages))
	default:
		a.say("%s: stopped after %s. The next run goes on there.", name, messages(r.Messages))
	}
	a.say("  %7d kept", r.Found.Sum())
	for _, w := range foundWords {
		if n := r.Found[string(w.class)]; n > 0 {
			a.say("          %7d %s", n, w.words)
		}
	}
	a.say("  %7d left out", r.Left.Sum())
	for _, reason := range track.LeftReasons {
		if n := r.Left[reason]; n > 0 {
			a.say("          %7d %s", n, leftWords[reason])
		}
	}
	for i, t := range r.Troubles {
		if i == 10 {
			a.say("          …")
			break
		}
		a.say("          - %s", cut(t, 160))
	}
	if fresh > 0 {
		a.say("%d applications can be put on record, with their mails: “debrief inbox --new”, or the Inbox of “debrief serve”.", fresh)
	}
	if waiting > 0 {
		a.say("%d mails wait for you: “debrief inbox”, or the Inbox of “debrief serve”.", waiting)
	}
}

func messages(n int) string {
	if n == 1 {
		return "1 message"
	}
	return fmt.Sprintf("%d messages", n)
}

// bar shows how far a reading is: on a terminal only.
type bar struct {
	p    *progressbar.ProgressBar
	size int64
	name string
	out  *os.File
}

func (a *app) bar(name string) *bar {
	out, ok := a.Err.(*os.File)
	if !ok || a.json || !term.IsTerminal(int(out.Fd())) {
		return &bar{}
	}
	return &bar{name: filepath.Base(name), out: out}
}

func (b *bar) show(r track.Reading) {
	if b.out == nil {
		return
	}
	if b.p == nil {
		b.size = r.Size
		if b.size == 0 {
			b.size = -1
		}
		b.p = progressbar.NewOptions64(b.size, progressbar.OptionSetWriter(b.out), progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionFullWidth(), progressbar.OptionClearOnFinish())
	}
	b.p.Describe(fmt.Sprintf("%s: %d messages, %d about your search", cut(b.name, 30), r.Messages, r.Found.Sum()-r.Found[string(track.ClassAlert)]))
	_ = b.p.Set64(min(r.Bytes, max(r.Size, r.Bytes)))
}

func (b *bar) end() {
	if b.p != nil {
		_ = b.p.Clear()
	}
}

func (a *app) sync() *cobra.Command {
	return &cobra.Command{Use: "sync [SOURCE...]", Short: "Read the mailboxes again, or the sources that are named", Args: args(0, -1, "names of sources, or none for all mailboxes"),
		Long: "Reads what is new in each mailbox. Files and folders are read again when they are named. Can be stopped at any time and repeated.",
		RunE: a.with(func(ctx context.Context, d *workbench.Desk, names []string) error {
			var list []track.Source
			for _, name := range names {
				s, err := d.FindSource(ctx, name)
				if err != nil {
					return err
				}
				list = append(list, s)
			}
			if len(names) == 0 {
				all, err := d.Sources(ctx)
				if err != nil {
					return err
				}
				for _, s := range all {
					if s.Kind == track.SourceIMAP && s.State == track.SourceActive {
						list = append(list, s.Source)
					}
				}
				if len(list) == 0 {
					return fault.New(fault.Conflict, "source", "No mailbox is set up. “debrief sources add --help” shows how, and “debrief import” reads files.")
				}
			}
			failed := error(nil)
			for _, s := range list {
				if err := a.readSource(ctx, d, s.ID, s.Name, nil); err != nil {
					if failed != nil {
						a.report(failed)
					}
					failed = err // the others are read all the same
				}
			}
			return failed
		})}
}

func (a *app) sources() *cobra.Command {
	c := &cobra.Command{Use: "sources", Short: "Mailboxes and files that mail comes from", Args: args(0, 0, "one of list, add, pause, resume, remove"),
		Long: "Lists the sources of mail. “add” sets up a mailbox or keeps a folder to be read again; its password is asked for, or read from standard input\nwith --secret-stdin, and kept sealed. Nothing is ever changed in a mailbox."}
	c.RunE = a.with(a.listSources)
	c.AddCommand(a.sourcesList(), a.sourcesAdd(), a.sourceDo("pause", "Stop reading a source until it is resumed", func(ctx context.Context, d *workbench.Desk, id track.SourceID) (workbench.Receipt, error) {
		return d.PauseSource(ctx, id, true)
	}), a.sourceDo("resume", "Read a paused source again", func(ctx context.Context, d *workbench.Desk, id track.SourceID) (workbench.Receipt, error) {
		return d.PauseSource(ctx, id, false)
	}), a.sourceDo("remove", "Take a source off the list; its mails stay", func(ctx context.Context, d *workbench.Desk, id track.SourceID) (workbench.Receipt, error) {
		return d.RemoveSource(ctx, id)
	}))
	return c
}

func (a *app) sourcesList() *cobra.Command {
	return &cobra.Command{Use: "list", Short: "List the sources", Args: args(0, 0, "no arguments"), RunE: a.with(a.listSources)}
}

func (a *app) listSources(ctx context.Context, d *workbench.Desk, _ []string) error {
	list, err := d.Sources(ctx)
	if err != nil {
		return err
	}
	if len(list) == 0 && !a.json {
		a.say("No sources yet. “debrief import PATH” reads files; “debrief sources add --host HOST --account NAME” sets up a mailbox.")
	}
	for _, s := range list {
		s.Secret = "" // sealed, and nobody's business
		if err := a.answer(map[string]any{"id": s.ID, "kind": s.Kind, "name": s.Name, "path": s.Path, "host": s.Host, "account": s.Account, "folders": s.Folders, "state": s.State, "since": s.Since,
			"checked_at": s.CheckedAt, "problem": s.Problem, "messages": s.Last.Messages, "reading": s.Last.State}, func() { a.saySource(s) }); err != nil {
			return err
		}
	}
	return nil
}

func (a *app) saySource(s workbench.SourceLine) {
	state := ""
	if s.State == track.SourcePaused {
		state = ", paused"
	}
	a.say("%s  %s: %s%s%s", s.ID, s.Kind.Label(), s.Name, map[bool]string{true: " at " + s.Host}[s.Host != ""], state)
	switch {
	case s.Problem != "":
		a.say("    %s", s.Problem)
	case s.CheckedAt.Known():
		a.say("    read to its end on %s, %s", s.CheckedAt.Time().Format("2 Jan 2006, 15:04 MST"), messages(s.Last.Messages))
	}
}

func (a *app) sourcesAdd() *cobra.Command {
	var n workbench.NewSource
	var since, folders string
	var stdin bool
	c := &cobra.Command{Use: "add [PATH]", Short: "Set up a mailbox, or a file or folder to be read again", Args: args(0, 1, "at most one path"),
		Long:    "A mailbox needs --host and --account. Its password is asked for without being shown, or read from the first line of standard input with --secret-stdin;\nit never stands in the command. Use an app password where your provider offers one.",
		Example: "  debrief sources add --host imap.example.org --account me@example.org\n  debrief sources add ~/Maildir --since 2026-06-01"}
	c.Flags().StringVar(&n.Host, "host", "", "server of the mailbox, like imap.example.org")
	c.Flags().IntVar(&n.Port, "port", 0, "port; the usual one when not given")
	c.Flags().StringVar(&n.Security, "security", "tls", "tls or starttls")
	c.Flags().StringVar(&n.Account, "account", "", "name you sign in with")
	c.Flags().StringVar(&n.Auth, "auth", "password", "password, oauthbearer or xoauth2")
	c.Flags().StringVar(&folders, "folders", "", "folders to read, comma separated; those that hold received mail when not given")
	c.Flags().StringVar(&n.Name, "name", "", "what to call it")
	c.Flags().StringVar(&since, "since", "", "leave mails before this day out")
	c.Flags().BoolVar(&stdin, "secret-stdin", false, "read the password from standard input")
	c.RunE = a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		var err error
		if n.Since, err = parseDay(since); err != nil {
			return err
		}
		for f := range strings.SplitSeq(folders, ",") {
			if f = strings.TrimSpace(f); f != "" {
				n.Folders = append(n.Folders, f)
			}
		}
		if len(args) == 1 {
			if n.Path, err = filepath.Abs(args[0]); err != nil {
				return err
			}
		} else if n.Host != "" {
			if n.Secret, err = a.askSecret(stdin); err != nil {
				return err
			}
		}
		id, r, err := d.AddSource(ctx, n)
		if err != nil {
			return err
		}
		return a.answer(map[string]any{"id": id, "change": r.Change}, func() { a.say("%s. “debrief sync %s” reads it.", r.Text, id) })
	})
	return c
}

// askSecret takes a password from standard input, or asks for it unseen.
func (a *app) askSecret(stdin bool) (string, error) {
	in, ok := a.In.(*os.File)
	if !stdin && ok && term.IsTerminal(int(in.Fd())) {
		fmt.Fprint(a.Err, "Password or token: ")
		b, err := term.ReadPassword(int(in.Fd()))
		fmt.Fprintln(a.Err)
		return strings.TrimSpace(string(b)), err
	}
	if !stdin {
		return "", fault.New(fault.Usage, "secret", "Without a terminal, give the password on standard input with --secret-stdin.")
	}
	line, err := bufio.NewReader(a.In).ReadString('\n')
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", fault.Wrap(err, fault.Usage, "secret", "There was no password on standard input.")
	}
	return line, nil
}

func (a *app) sourceDo(word, short string, do func(context.Context, *workbench.Desk, track.SourceID) (workbench.Receipt, error)) *cobra.Command {
	return &cobra.Command{Use: word + " SOURCE", Short: short, Args: args(1, 1, "one source: its id, name, path or account"), RunE: a.with(func(ctx context.Context, d *workbench.Desk, args []string) error {
		s, err := d.FindSource(ctx, args[0])
		if err != nil {
			return err
		}
		r, err := do(ctx, d, s.ID)
		if err != nil {
			return err
		}
		return a.answer(map[string]any{"id": s.ID, "change": r.Change, "text": r.Text}, func() { a.say("%s.", r.Text) })
	})}
}
