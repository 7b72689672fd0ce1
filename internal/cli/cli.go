// Package cli is the command line: subcommands for people and scripts. It
// parses, calls the workbench or a rule, and prints; it decides nothing.
//
//	debrief add "Tallis Ledger" "Senior Backend Engineer"
//	debrief debrief tallis
//	debrief decide --json < facts.json
//
// Answers go to stdout, errors to stderr. Exit codes: 0 done, 1 a problem in the
// input, 2 wrong use (product.md 4.1).
package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"debrief/internal/fault"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// Parts are what main hands over: the world, and the functions that open the
// record and serve the pages.
type Parts struct {
	In        io.Reader
	Out, Err  io.Writer
	Getenv    func(string) string
	Open      func(context.Context, OpenOptions) (*workbench.Workbench, func() error, error)
	Restore   func(context.Context, string, OpenOptions) (workbench.Backup, string, error)
	Serve     func(context.Context, *workbench.Workbench, ServeOptions) error
	Demo      func(context.Context, *workbench.Desk) error
	DemoClock func() func() time.Time
	Mail      MailRoom
	// ReadPosting reads a posting from a file, FetchPosting from its address.
	ReadPosting  func(data []byte, address string) (track.Advert, error)
	FetchPosting func(ctx context.Context, address string) (track.Advert, error)
	// ReadPaper reads the text of a document file.
	ReadPaper func(ctx context.Context, data []byte) (track.Paper, error)
}

// OpenOptions say which record to open.
type OpenOptions struct {
	Dir, DSN string
	Server   bool
	Now      func() time.Time
	Log      *slog.Logger
}

// ServeOptions say where to serve.
type ServeOptions struct {
	Addr  string
	Demo  bool
	Now   func() time.Time
	Log   *slog.Logger
	Ready func(address string)
}

// app is one run of the command.
type app struct {
	Parts
	dir, dsn string
	json     bool
	verbose  bool
}

// Run runs one command line and gives the exit code.
func Run(ctx context.Context, args []string, p Parts) int {
	a := &app{Parts: p}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	code := 1
	if fault.KindOf(err) == fault.Usage {
		code = 2
	}
	a.report(err)
	return code
}

// report writes one clear sentence, or one JSON object with --json.
func (a *app) report(err error) {
	if err == errFound {
		return
	}
	text := fault.Message(err)
	if fault.KindOf(err) == fault.Internal {
		text = "debrief: " + err.Error()
	}
	if a.json {
		b, _ := json.Marshal(map[string]string{"error": text, "kind": fault.KindOf(err).String(), "field": fault.Field(err)})
		fmt.Fprintln(a.Err, string(b))
		return
	}
	fmt.Fprintln(a.Err, text)
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "debrief",
		Short: "A job-search workbench for the moment after an answer",
		Long: "Debrief keeps your job search on your own computer. When an answer comes in, it turns a no, a silence\n" +
			"or a withdrawn role into a decided reply, a short checked message, what the stage tells, and one thing to try.\n\n" +
			"Start with “debrief serve --demo”, or “debrief serve” for your own search.",
		SilenceUsage: true, SilenceErrors: true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
	}
	root.PersistentFlags().StringVar(&a.dir, "data", "", "data folder (default: $DEBRIEF_DATA, else the user's data folder)")
	root.PersistentFlags().StringVar(&a.dsn, "dsn", "", "PostgreSQL address instead of the embedded database (default: $DEBRIEF_DSN)")
	root.PersistentFlags().BoolVar(&a.json, "json", false, "answer as one JSON object a line")
	root.PersistentFlags().BoolVar(&a.verbose, "verbose", false, "log what happens to stderr")
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		if fault.KindOf(err) == fault.Usage {
			return err // a choice that says what is allowed
		}
		return fault.New(fault.Usage, "flag", "%v. “%s --help” lists the flags.", err, c.CommandPath())
	})
	root.AddCommand(a.serve(), a.add(), a.list(), a.show(), a.log(), a.close(), a.debrief(), a.decide(), a.lint(), a.match(), a.diagnose(), a.feedback(), a.insights(), a.importing(), a.classify(), a.inbox(), a.sync(), a.sources(), a.export(), a.backup(), a.restore(), a.verify(), a.undo(), a.worklog())
	root.Args = func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return fault.New(fault.Usage, "command", "There is no command %q. “debrief help” lists them.", args[0])
		}
		return nil
	}
	root.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
	return root
}

// args checks the number of arguments with a sentence of our own.
func args(least, most int, words string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < least || most >= 0 && len(args) > most {
			return fault.New(fault.Usage, "arguments", "“%s” takes %s. “%s --help” shows how.", c.CommandPath(), words, c.CommandPath())
		}
		return nil
	}
}

// open opens the record for one command.
func (a *app) open(ctx context.Context) (*workbench.Desk, func() error, error) {
	o, err := a.options()
	if err != nil {
		return nil, nil, err
	}
	w, closer, err := a.Open(ctx, o)
	if err != nil {
		return nil, nil, err
	}
	d, err := w.Desk(ctx, workbench.Owner)
	if err != nil {
		closer()
		return nil, nil, err
	}
	return d, closer, nil
}

// with runs f at the person's desk.
func (a *app) with(f func(context.Context, *workbench.Desk, []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		d, closer, err := a.open(c.Context())
		if err != nil {
			return err
		}
		defer closer()
		return f(c.Context(), d, args)
	}
}

func (a *app) options() (OpenOptions, error) {
	o := OpenOptions{Dir: a.dir, DSN: a.dsn, Log: a.logger(false)}
	if o.Dir == "" {
		o.Dir = a.Getenv("DEBRIEF_DATA")
	}
	if o.DSN == "" {
		o.DSN = a.Getenv("DEBRIEF_DSN")
	}
	if o.Dir != "" {
		return o, nil
	}
	base := a.Getenv("XDG_DATA_HOME")
	if base == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return o, fault.Wrap(err, fault.Usage, "data", "The home folder is not known. Name a data folder with --data.")
		}
		base = filepath.Join(home, ".local", "share")
	}
	o.Dir = filepath.Join(base, "debrief")
	return o, nil
}

// logger is silent for a command, which says in one sentence what went wrong;
// a server logs warnings, and --verbose everything.
func (a *app) logger(server bool) *slog.Logger {
	level := slog.LevelError + 1
	switch {
	case a.verbose:
		level = slog.LevelDebug
	case server:
		level = slog.LevelWarn
	}
	return slog.New(slog.NewTextHandler(a.Err, &slog.HandlerOptions{Level: level}))
}

// answer prints a value as JSON when asked for, else as words.
func (a *app) answer(value any, words func()) error {
	if !a.json {
		words()
		return nil
	}
	b, err := json.Marshal(value)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(a.Out, string(b))
	return err
}

func (a *app) say(format string, args ...any) { fmt.Fprintf(a.Out, format+"\n", args...) }

func sprint(format string, args ...any) string { return fmt.Sprintf(format, args...) }
