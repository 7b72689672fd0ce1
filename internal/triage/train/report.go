package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"debrief/internal/triage"
	"debrief/internal/triage/exam"
)

// sets are all mails that are measured.
type sets struct {
	test, search, train, real, negatives []exam.Item
	table                                string
}

func load(root string) (s sets, err error) {
	at := func(parts ...string) string { return filepath.Join(append([]string{root, "internal"}, parts...)...) }
	step := func(list *[]exam.Item, f func() ([]exam.Item, error)) {
		if err == nil {
			*list, err = f()
		}
	}
	step(&s.test, func() ([]exam.Item, error) { return exam.Cases("test", at("triage", "testdata", "cases", "test")) })
	step(&s.search, func() ([]exam.Item, error) { return exam.Cases("search", at("triage", "testdata", "search")) })
	step(&s.train, func() ([]exam.Item, error) { return exam.Cases("train", at("triage", "testdata", "cases", "train")) })
	step(&s.real, func() ([]exam.Item, error) { return exam.Real(at("mail", "testdata", "findajob")) })
	step(&s.negatives, func() ([]exam.Item, error) {
		return exam.Negatives(at("triage", "testdata", "negatives", "spamassassin.tar.gz"))
	})
	s.table = at("triage", "testdata", "search", "expected.tsv")
	return s, err
}

// built reads a mail with the built-in model.
func built(it exam.Item) triage.Verdict { return triage.Classify(it.Mail, nil) }

// report measures and prints. What is written into doc reproduces to the digit;
// times do not and are only printed.
func report(root, doc string) error {
	s, err := load(root)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := figures(&b, s); err != nil {
		return err
	}
	os.Stdout.Write(b.Bytes())
	pace(os.Stdout, s)
	if doc == "" {
		return nil
	}
	text, err := os.ReadFile(doc)
	if err != nil {
		return err
	}
	out, err := between(string(text), b.String())
	if err != nil {
		return fmt.Errorf("%s: %w", doc, err)
	}
	return os.WriteFile(doc, []byte(out), 0o644)
}

const (
	opens  = "<!-- figures, written by “make accuracy” -->\n"
	closes = "<!-- end of figures -->"
)

// between puts the figures between the marks of the document.
func between(text, figures string) (string, error) {
	i, j := strings.Index(text, opens), strings.Index(text, closes)
	if i < 0 || j < i {
		return "", fmt.Errorf("the marks %q and %q are missing", strings.TrimSpace(opens), closes)
	}
	return text[:i+len(opens)] + "\n" + figures + "\n" + text[j:], nil
}

// pace prints the time per mail; mails are read and decoded before.
func pace(w io.Writer, s sets) {
	all := append(append(append([]exam.Item{}, s.test...), s.search...), s.negatives...)
	start := time.Now()
	for _, it := range all {
		built(it)
	}
	bytes := 0
	for _, it := range all {
		bytes += len(it.Mail.Text)
	}
	n := float64(len(all))
	fmt.Fprintf(w, "\nTime: %.0f µs per mail to classify (%d mails of %.1f kB of text on average, decoding not counted)\n", float64(time.Since(start).Microseconds())/n, len(all), float64(bytes)/n/1000)
}
