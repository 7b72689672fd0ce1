package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// server is the program at work on one record.
type server struct {
	cmd  *exec.Cmd
	base string
	over chan error // tells when it has ended
}

// plain is an answer of 10 kB that the server only hands out.
const plain = "/static/icons.svg"

func (b bench) serve(dir string) server {
	cmd := exec.Command(b.binary, "serve", "--data", dir, "--addr", b.addr)
	cmd.Stderr = os.Stderr
	check(cmd.Start())
	s := server{cmd, "http://" + b.addr, make(chan error, 1)}
	go func() { s.over <- cmd.Wait() }()
	return s
}

func (s server) stop() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	<-s.over
}

// wait asks for a page until it comes, and returns at its first byte.
func (s server) wait(path string) {
	for range 20_000 {
		res, err := http.Get(s.base + path)
		if err == nil {
			_, err = io.ReadFull(res.Body, make([]byte, 1))
			res.Body.Close()
			if err == nil && res.StatusCode == http.StatusOK {
				return
			}
		}
		select {
		case err := <-s.over:
			check(fmt.Errorf("the server ended: %v", err))
		case <-time.After(time.Millisecond):
		}
	}
	s.stop()
	check(fmt.Errorf("%s does not come", path))
}

func (s server) get(path, encoding string) []byte {
	req, err := http.NewRequest(http.MethodGet, s.base+path, nil)
	check(err)
	req.Header.Set("Accept-Encoding", encoding)
	res, err := http.DefaultClient.Do(req)
	check(err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	check(err)
	if res.StatusCode != http.StatusOK {
		check(fmt.Errorf("%s: %s", path, res.Status))
	}
	return b
}

func (s server) post(path, form string) {
	req, err := http.NewRequest(http.MethodPost, s.base+path, strings.NewReader(form))
	check(err)
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Origin", s.base)
	res, err := http.DefaultTransport.RoundTrip(req) // the answer to a change leads on; that page is not asked for
	check(err)
	defer res.Body.Close()
	if res.StatusCode >= 400 {
		check(fmt.Errorf("%s: %s", path, res.Status))
	}
	_, _ = io.Copy(io.Discard, res.Body)
}

// cost is what one answer takes of the server: milliseconds of CPU, and bytes.
type cost struct{ cpu, size float64 }

// costs asks for a page n times over one connection, unpacked as wrk does, and
// reads the server's own clock of CPU (hundredths of a second) before and after.
func (s server) costs(path string, n int) cost {
	for range n/10 + 1 {
		s.get(path, "identity")
	}
	from, bytes := s.ticks(), 0
	for range n {
		bytes += len(s.get(path, "identity"))
	}
	return cost{float64(s.ticks()-from) * 10 / float64(n), float64(bytes) / float64(n)}
}

// ratio is the CPU of a page over that of the plain answer, the least of three
// rounds that measure both in turn: what else the machine does adds to both.
func (s server) ratio(path string, n int) (times float64, page cost) {
	for range 3 {
		p, c := s.costs(plain, 20*n), s.costs(path, n)
		if t := c.cpu / p.cpu; times == 0 || t < times {
			times, page = t, c
		}
	}
	return times, page
}

// latency asks for a page n times, once the server has counted its record.
func (s server) latency(path string, n int) (p50, p99 time.Duration) {
	s.get(path, "gzip")
	took := make([]time.Duration, n)
	for i := range took {
		begin := time.Now()
		s.get(path, "gzip")
		took[i] = time.Since(begin)
	}
	return median(took), quantile(took, 0.99)
}

func (s server) ticks() int {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.cmd.Process.Pid))
	check(err)
	f := strings.Fields(string(b[bytes.LastIndexByte(b, ')')+2:]))
	user, err := strconv.Atoi(f[11])
	check(err)
	system, err := strconv.Atoi(f[12])
	check(err)
	return user + system
}

// memory is the resident memory in megabytes.
func (s server) memory() float64 {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	check(err)
	var kb float64
	_, rest, _ := strings.Cut(string(b), "VmRSS:")
	_, err = fmt.Sscan(rest, &kb)
	check(err)
	return kb / 1024
}

var assets = regexp.MustCompile(`/static/[^"#?\s]+(?:\?[^"#\s]*)?`)

// part is a share of a page's weight, in kilobytes as sent.
type part struct {
	name, must string
	size       float64
}

// weight is a page with everything that a first visit loads: what its HTML
// names, and the fonts, which are the preloaded ones; a browser test holds that
// no other font is asked for by an English page.
func (s server) weight(path string) []part {
	raw := s.get(path, "gzip")
	text := raw
	if r, err := gzip.NewReader(bytes.NewReader(raw)); err == nil {
		text, err = io.ReadAll(r)
		check(err)
	}
	sizes := map[string]float64{"HTML": float64(len(raw)) / 1000}
	total := sizes["HTML"]
	list := assets.FindAllString(string(text), -1)
	slices.Sort(list)
	for _, a := range slices.Compact(list) {
		kb := float64(len(s.get(a, "gzip"))) / 1000
		name, _, _ := strings.Cut(a, "?")
		sizes[strings.TrimPrefix(filepath.Ext(name), ".")] += kb
		total += kb
	}
	parts := []part{{"list page with all it names, gzip", "60 kB", total}}
	for _, kind := range slices.Sorted(maps.Keys(sizes)) {
		parts = append(parts, part{"of this: " + kind, "", sizes[kind]})
	}
	return parts
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func median(list []time.Duration) time.Duration { return quantile(list, 0.5) }

func least(list []time.Duration) time.Duration { return slices.Min(list) }

func quantile(list []time.Duration, q float64) time.Duration {
	slices.Sort(list)
	return list[min(len(list)-1, int(q*float64(len(list))))]
}
