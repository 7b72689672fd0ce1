// Command bench measures the figures of docs/PERFORMANCE.md on the built
// binary, under Linux: what a page costs beside a plain answer of the same
// server, how long a start takes, what a change costs until it is durable. It
// prints a table and judges nothing: ratios hold on any machine, times do not.
//
//	go run ./internal/bench -binary ./debrief
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func main() {
	log.SetFlags(0)
	binary := flag.String("binary", "", "the built program")
	addr := flag.String("addr", "127.0.0.1:8498", "where it is to listen")
	sizes := flag.String("sizes", "1000,10000,100000", "applications of the records, the last with the most figures")
	pages := flag.Int("pages", 300, "requests of each page")
	keep := flag.String("keep", "", "folder that keeps the records for the next run; empty for none")
	flag.Parse()
	top := *keep
	if top == "" {
		var err error
		top, err = os.MkdirTemp("", "debrief-bench-")
		check(err)
		defer os.RemoveAll(top)
	}
	b := bench{binary: *binary, addr: *addr, top: top, pages: *pages}
	b.run(numbers(*sizes))
}

// bench is one run; it ends the program when something does not work.
type bench struct {
	binary, addr, top string
	pages             int
}

func numbers(list string) (all []int) {
	for s := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(s)
		check(err)
		all = append(all, n)
	}
	return all
}

func (b bench) run(sizes []int) {
	load, _ := os.ReadFile("/proc/loadavg")
	fmt.Printf("load %.14s, %s\n\n", load, time.Now().Format("2 January 2006"))
	fmt.Println("| what | figure | must |\n|---|---|---|")
	info, err := os.Stat(b.binary)
	check(err)
	line("binary", fmt.Sprintf("%.1f MB", float64(info.Size())/(1<<20)), "40 MB")
	b.starts("start of an empty record to its first answer", filepath.Join(b.top, "empty"), "/health", "300 ms")
	b.edits()
	for i, n := range sizes {
		b.record(n, i == len(sizes)-1)
	}
}

func line(what, figure, must string) { fmt.Printf("| %s | %s | %s |\n", what, figure, must) }

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// starts measures five cold starts of the process to the first byte of a page.
func (b bench) starts(what, dir, path, must string) {
	var took []time.Duration
	for range 5 {
		begin := time.Now()
		s := b.serve(dir)
		s.wait(path)
		took = append(took, time.Since(begin))
		s.stop()
	}
	line(what, fmt.Sprintf("%d ms (median of 5; least %d)", median(took).Milliseconds(), least(took).Milliseconds()), must)
}

// edits measures changes through the pages, each durable before its answer.
func (b bench) edits() {
	dir := filepath.Join(b.top, "edits")
	ids := fill(dir, 100)
	s := b.serve(dir)
	defer s.stop()
	s.wait("/health")
	var took []time.Duration
	for i := range 1000 {
		begin := time.Now()
		s.post("/application/"+ids[i%len(ids)]+"/note", "text=a+note+of+the+day")
		took = append(took, time.Since(begin))
	}
	line("P20 durable edit through the pages, p50 / p99 of 1,000", fmt.Sprintf("%.1f / %.1f ms", ms(median(took)), ms(quantile(took, 0.99))), "p99 50 ms")
}

// record measures the pages of a record of n applications.
func (b bench) record(n int, large bool) {
	dir := filepath.Join(b.top, fmt.Sprint("n", n))
	ids := fill(dir, n)
	size := fmt.Sprintf("%d applications: ", n)
	if large {
		b.starts("P14 "+size+"cold start to the first byte of the list", dir, "/pipeline", "150 ms")
	}
	s := b.serve(dir)
	defer s.stop()
	s.wait("/health")
	if large {
		time.Sleep(5 * time.Second) // the background check of the file
		line("P17 "+size+"memory after the start", fmt.Sprintf("%.0f MB", s.memory()), "60 MB (with 100,000 mails)")
	}
	for _, p := range []struct{ name, path, must string }{
		{"P12 " + size + "list page", "/pipeline", "25 times"},
		{size + "all of them by company", "/pipeline?view=all&sort=company", ""},
		{size + "detail page", "/application/" + ids[len(ids)/2], ""},
		{size + "Today", "/today", ""},
		{size + "board", "/pipeline/board", ""},
		{size + "search", "/search?q=firm+77", ""},
	} {
		times, c := s.ratio(p.path, b.pages)
		line(p.name+", CPU over a static answer", fmt.Sprintf("%.1f times (%.2f ms, %.1f kB)", times, c.cpu, c.size/1000), p.must)
	}
	p50, p99 := s.latency("/insights", b.pages)
	line("P15 "+size+"insights, p50 / p99", fmt.Sprintf("%.1f / %.1f ms", ms(p50), ms(p99)), "p99 60 ms")
	if large {
		c := s.costs(plain, 20*b.pages)
		line(size+"static answer", fmt.Sprintf("%.3f ms of CPU (%.1f kB)", c.cpu, c.size/1000), "")
		for _, w := range s.weight("/pipeline") {
			line("P16 "+w.name, fmt.Sprintf("%.1f kB", w.size), w.must)
		}
	}
}

// fill makes a record of n applications: firms of up to five, all stages,
// endings and channels, 2.5 events each on average.
func fill(dir string, n int) (ids []string) {
	ctx := context.Background()
	_, made := os.Stat(dir)
	s, err := store.Open(ctx, store.Options{Dir: dir, Planner: workbench.Plan})
	check(err)
	defer s.Close()
	d, err := workbench.New(s, workbench.Options{}).Desk(ctx, workbench.Owner)
	check(err)
	today := track.DayOf(time.Now(), time.UTC)
	for from := 0; from < n; from += 5_000 { // one change each, so that memory stays small
		tables := map[string][]any{}
		add := func(table string, row any) { tables[table] = append(tables[table], row) }
		for i := from; i < min(n, from+5_000); i++ {
			ids = append(ids, example(i, today, add))
		}
		if made == nil { // by a former run
			continue
		}
		in, out, err := os.Pipe()
		check(err)
		go func() {
			check(json.NewEncoder(out).Encode(map[string]any{"debrief_export": workbench.ExportVersion, "tables": tables}))
			out.Close()
		}()
		_, _, _, err = d.ImportJSON(ctx, in)
		check(err)
		in.Close()
	}
	return ids
}

// example is application i; the same number gives the same application.
func example(i int, today track.Day, add func(string, any)) string {
	firm := fmt.Sprintf("b-firm-%07d", i/3)
	if i%3 == 0 {
		add("employers", track.Employer{ID: track.EmployerID(firm), Name: fmt.Sprintf("Firm %d of %s", i/3, cities[i%len(cities)])})
	}
	id := fmt.Sprintf("b-app-%07d", i)
	applied := today.Add(-(i * 7919 % 700))
	add("applications", track.Application{ID: track.ApplicationID(id), EmployerID: track.EmployerID(firm), Role: roles[i%len(roles)], Channel: track.Channels[i%len(track.Channels)], Location: cities[i%len(cities)]})
	n := 0
	event := func(e track.Event) {
		e.ID, e.ApplicationID, e.Source = track.EventID(fmt.Sprintf("b-event-%07d-%d", i, n)), track.ApplicationID(id), "hand"
		n++
		add("events", e)
	}
	reach := []int{0, 0, 0, 0, 2, 0, 0, 4, 0, 6}[i%10]
	for k := range reach + 1 {
		event(track.Event{Kind: track.StageEntered, StageKind: track.StageKinds[k], StageID: track.StageID(track.StageKinds[k]), Day: applied.Add(3 * k)})
	}
	if i%4 != 0 {
		event(track.Event{Kind: track.Ended, Ending: []track.Ending{track.Declined, track.Silent, track.Declined, track.RoleClosed}[i/4%4], Day: min(today, applied.Add(30))})
	}
	return id
}

var (
	cities = []string{"Dublin", "Cork", "Galway", "Lyon", "Leeds", "Graz", "Porto"}
	roles  = []string{"Senior Backend Engineer", "Data Analyst", "Support Lead", "Platform Engineer", "Product Manager"}
)
