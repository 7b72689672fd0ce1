package extract

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Command is the first argument that makes the program a child of this package.
// main asks Child before it does anything else.
const Command = "internal-extract"

// ready is the first word of a child that has locked itself up.
const ready = "ready"

// The limits a child takes on before it reads.
const (
	childMemory = 256 << 20 // bytes, over what stands when it is ready
	childCPU    = 10        // seconds of processor time, for reading
)

// Child runs the child when args (without the program's name) call for it, and
// reports whether they did. Its exit status is 0 when it could answer.
func Child(args []string) (status int, is bool) {
	if len(args) != 3 || args[0] != Command {
		return 0, false
	}
	if err := serve(args[1], args[2], os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1, true
	}
	return 0, true
}

// serve loads what it needs, gives up its rights, says so, and answers one file.
func serve(kind, cache string, in io.Reader, out io.Writer) error {
	read := readDOCX
	if kind == "pdf" {
		e, err := loadPDF(cache)
		if err != nil {
			return err
		}
		read = e.read
	}
	debug.SetMemoryLimit(childMemory * 3 / 4)
	guards, err := lockUp()
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out, ready, strings.Join(guards, " ")); err != nil {
		return err
	}
	data, err := io.ReadAll(io.LimitReader(in, track.PaperLimit+1))
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(answer(read, data))
}

func answer(read func([]byte) (track.Paper, error), data []byte) reply {
	if len(data) == 0 {
		return reply{} // only asked to warm up
	}
	if string(data) == probeWord {
		return reply{Tries: probe()}
	}
	p, err := safely(read, data)
	if err == nil {
		return reply{Paper: p}
	}
	if fault.KindOf(err) == fault.Internal {
		err = fault.Wrap(err, fault.Invalid, "", "The file is damaged and can't be read. Save it anew from the program it comes from, or paste its text.")
	}
	return reply{Kind: fault.KindOf(err).String(), Text: fault.Message(err)}
}

// safely turns a panic of a reader into an error: a broken file is no reason to
// lose the sentence about it.
func safely(read func([]byte) (track.Paper, error), data []byte) (p track.Paper, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("extract: %v", x)
		}
	}()
	return read(data)
}

var errTooMuch = fault.New(fault.TooLarge, "", "This file unpacks to far more than a résumé holds, so it was not read. Save it anew from the program it comes from, or paste its text.")

// counted passes on up to left bytes over all its users and then fails.
type counted struct {
	io.Reader
	left *int64
}

// Read fails with errTooMuch once the common allowance is used up.
func (c counted) Read(b []byte) (int, error) {
	if *c.left <= 0 {
		return 0, errTooMuch
	}
	n, err := c.Reader.Read(b[:min(int64(len(b)), *c.left)])
	if *c.left -= int64(n); err != nil && !errors.Is(err, io.EOF) {
		return n, err
	}
	return n, err
}
