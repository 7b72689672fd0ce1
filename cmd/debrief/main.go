// Command debrief is a job-search workbench that a person runs for themselves:
// one binary, one data folder, no account. main wires the parts and runs one
// subcommand; see "debrief help".
package main

import (
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"debrief/internal/cli"
	"debrief/internal/demo"
	"debrief/internal/extract"
	"debrief/internal/fault"
	"debrief/internal/post"
	"debrief/internal/posting"
	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/web"
	"debrief/internal/workbench"
)

func main() {
	if status, is := extract.Child(os.Args[1:]); is { // reads one file and can do nothing else
		os.Exit(status)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(cli.Run(ctx, os.Args[1:], cli.Parts{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv,
		Open: open, Restore: restore, Serve: serve, Demo: demo.Load, DemoClock: demo.Clock, Mail: post.Office{}, ReadPosting: posting.Read, FetchPosting: posting.NewFetcher().Fetch,
		ReadPaper: papers("").Read,
	}))
}

// open opens the record and puts the rules around it.
func open(ctx context.Context, o cli.OpenOptions) (*workbench.Workbench, func() error, error) {
	s, err := store.Open(ctx, storeOptions(o))
	if err != nil {
		return nil, nil, err
	}
	office := post.Office{Dir: o.Dir, Now: o.Now}
	w := workbench.New(s, workbench.Options{Now: o.Now, ReadMail: office.Message, ReadPasted: office.Pasted, WriteMail: post.WriteMail, FetchPosting: posting.NewFetcher().Fetch, ReadPaper: papers(o.Dir).Read, Post: office, Learn: o.Server})
	if o.Server {
		go watch(ctx, s)
	}
	return w, s.Close, nil
}

// papers reads document files. What makes that fast is kept where this system
// keeps such things, for all data folders alike, else in the data folder.
func papers(dir string) *extract.Reader {
	own, err := os.UserCacheDir()
	switch {
	case err == nil:
		return extract.NewReader(filepath.Join(own, "debrief", "pdf"))
	case dir != "":
		return extract.NewReader(filepath.Join(dir, "cache", "pdf"))
	}
	return extract.NewReader("")
}

func storeOptions(o cli.OpenOptions) store.Options {
	return store.Options{Dir: o.Dir, DSN: o.DSN, Now: o.Now, Planner: workbench.Plan, Log: o.Log, Server: o.Server}
}

func restore(ctx context.Context, path string, o cli.OpenOptions) (store.Backup, string, error) {
	return store.Restore(ctx, path, storeOptions(o))
}

// serve runs the web pages until ctx ends.
func serve(ctx context.Context, w *workbench.Workbench, o cli.ServeOptions) error {
	desk, err := w.Desk(ctx, track.OwnerID(workbench.Owner))
	if err != nil {
		return err
	}
	defer w.Close()
	desk.Tend()
	if err := desk.Learn(ctx); err != nil && fault.KindOf(err) != fault.Damaged {
		return err // what a damaged record still gives is shown
	}
	return web.Serve(ctx, desk, web.Options{Addr: o.Addr, Demo: o.Demo, Log: o.Log, Now: o.Now, Ready: o.Ready})
}
