// Command mailgen writes a made-up mailbox for tests and measurements, as
// Maildir and as mbox. The same seed gives the same mails.
//
//	go run ./internal/mailgen 100000 box    # box/Maildir and box/all.mbox, 1.7 GB each
//	go run ./internal/mailgen -words zipf -maildir=false 3000 box
package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"debrief/internal/mailgen/recipe"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "mailgen:", err)
		os.Exit(1)
	}
}

func run() error {
	seed := flag.Uint64("seed", 1, "equal seeds give equal mails")
	words := flag.String("words", "small", "vocabulary: small or zipf")
	maildir := flag.Bool("maildir", true, "write DIR/Maildir")
	mbox := flag.Bool("mbox", true, "write DIR/all.mbox")
	flag.Usage = func() { fmt.Fprintln(os.Stderr, "usage: mailgen [flags] NUMBER DIR"); flag.PrintDefaults() }
	flag.Parse()
	n, err := strconv.Atoi(flag.Arg(0))
	if err != nil || n < 0 || flag.NArg() != 2 || *words != "small" && *words != "zipf" {
		flag.Usage()
		os.Exit(2)
	}
	w := recipe.Small
	if *words == "zipf" {
		w = recipe.Zipf
	}
	return write(recipe.New(*seed, w), n, flag.Arg(1), *maildir, *mbox)
}

func write(box *recipe.Box, n int, dir string, maildir, mbox bool) (err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if maildir {
		for _, sub := range []string{"cur", "new", "tmp"} {
			if err := os.MkdirAll(filepath.Join(dir, "Maildir", sub), 0o755); err != nil {
				return err
			}
		}
	}
	var all *bufio.Writer
	if mbox {
		f, err := os.Create(filepath.Join(dir, "all.mbox"))
		if err != nil {
			return err
		}
		all = bufio.NewWriterSize(f, 1<<20)
		defer func() { err = errors.Join(err, all.Flush(), f.Close()) }()
	}
	for i := range n {
		raw := box.Next()
		if maildir {
			name := fmt.Sprintf("%d.M%dP1.mailgen,S=%d:2,S", box.At().Unix(), i, len(raw))
			if err := os.WriteFile(filepath.Join(dir, "Maildir", "cur", name), raw, 0o644); err != nil {
				return err
			}
		}
		if mbox {
			if err := add(all, raw, box.At()); err != nil {
				return err
			}
		}
	}
	return nil
}

// add writes a mail to an mbox, with ">" before every "From " at a line's
// beginning, however many stand there.
func add(w *bufio.Writer, raw []byte, at time.Time) error {
	fmt.Fprintf(w, "From MAILER-DAEMON %s\n", at.Format(time.ANSIC))
	for len(raw) > 0 {
		end := bytes.IndexByte(raw, '\n') + 1
		if end == 0 {
			end = len(raw)
		}
		if bytes.HasPrefix(bytes.TrimLeft(raw[:end], ">"), []byte("From ")) {
			w.WriteByte('>')
		}
		w.Write(raw[:end])
		raw = raw[end:]
	}
	return w.WriteByte('\n')
}
