// Command debrief is a job-search workbench that a person runs for themselves:
// one binary, one data folder, no account. main wires the parts and runs one
// subcommand; see "debrief help".
package main

import (
	"bytes"
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	"debrief/internal/cli"
	"debrief/internal/demo"
	"debrief/internal/mail"
	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/web"
	"debrief/internal/workbench"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(cli.Run(ctx, os.Args[1:], cli.Parts{
		In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv,
		Open: open, Restore: restore, Serve: serve, Demo: demo.Load, DemoClock: demo.Clock,
	}))
}

// open opens the record and puts the rules around it.
func open(ctx context.Context, o cli.OpenOptions) (*workbench.Workbench, func() error, error) {
	s, err := store.Open(ctx, storeOptions(o))
	if err != nil {
		return nil, nil, err
	}
	w := workbench.New(s, workbench.Options{Now: o.Now, ReadMail: readMail(o.Now), ReadPasted: readPasted(o.Now), WriteMail: writeMail, Learn: o.Server})
	if o.Server {
		go watch(ctx, s)
	}
	return w, s.Close, nil
}

func storeOptions(o cli.OpenOptions) store.Options {
	return store.Options{Dir: o.Dir, DSN: o.DSN, Now: o.Now, Planner: workbench.Plan, Log: o.Log, Server: o.Server}
}

func restore(ctx context.Context, path string, o cli.OpenOptions) (store.Backup, string, error) {
	return store.Restore(ctx, path, storeOptions(o))
}

// readMail and readPasted give the workbench the message of a mail; the raw
// mail is kept there already.
func readMail(now func() time.Time) func([]byte) (track.Message, error) {
	return func(raw []byte) (track.Message, error) {
		p, err := mail.Read(bytes.NewReader(raw), mailOptions(now))
		return p.Message, err
	}
}

func readPasted(now func() time.Time) func(string) (track.Message, error) {
	return func(text string) (track.Message, error) {
		p, err := mail.Pasted(text, mailOptions(now))
		return p.Message, err
	}
}

func mailOptions(now func() time.Time) mail.Options {
	if now == nil {
		now = time.Now
	}
	return mail.Options{Now: now()}
}

func writeMail(l workbench.Letter) ([]byte, error) {
	return mail.Compose(mail.Draft{FromName: l.FromName, FromAddr: l.FromAddr, ToName: l.ToName, ToAddr: l.ToAddr, Subject: l.Subject, Body: l.Body, InReplyTo: l.InReplyTo, References: l.Refs, Date: l.At})
}

// serve runs the web pages until ctx ends.
func serve(ctx context.Context, w *workbench.Workbench, o cli.ServeOptions) error {
	desk, err := w.Desk(ctx, track.OwnerID(workbench.Owner))
	if err != nil {
		return err
	}
	if err := desk.Learn(ctx); err != nil {
		return err
	}
	return web.Serve(ctx, desk, web.Options{Addr: o.Addr, Demo: o.Demo, Log: o.Log, Now: o.Now, Ready: o.Ready})
}
