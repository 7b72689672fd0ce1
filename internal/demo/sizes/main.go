// Command sizes photographs the page of numbers with Chromium, for searches of
// 0 to 100,000 made-up applications and for the two real ones of the test data,
// into docs/shots/insights. The clock stands still, so that the same program
// gives the same pictures.
//
//	go run ./internal/demo/sizes
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"debrief/internal/demo"
	"debrief/internal/store"
	"debrief/internal/table"
	"debrief/internal/track"
	"debrief/internal/web"
	"debrief/internal/workbench"
)

// subject is one record and the pictures that are made of its page.
type subject struct {
	name  string
	day   track.Day // on which the page is looked at
	fill  func(context.Context, *workbench.Desk) error
	looks []string
}

var light = []string{"light"}

// subjects are the sizes, and the real searches on the day after their last event.
func subjects(data string) []subject {
	list := []subject{}
	for _, n := range []int{0, 1, 7, 25, 180, 100_000} {
		s := subject{fmt.Sprint(n), demo.Today, func(ctx context.Context, d *workbench.Desk) error { return many(ctx, d, n) }, light}
		if n == 180 {
			s.looks = []string{"light", "dark", "phone"}
		}
		list = append(list, s)
	}
	real := func(file, mapping string) func(context.Context, *workbench.Desk) error {
		return func(ctx context.Context, d *workbench.Desk) error {
			return sheet(ctx, d, filepath.Join(data, file), filepath.Join(data, mapping))
		}
	}
	return append(list,
		subject{"jsa-fr", "2023-11-16", real("applications-jsa-fr-2023/10_2023.csv", "mapping-jsa-fr.json"), light},
		subject{"heiss", "2019-03-01", real("applications-heiss-academic/jobs_clean.csv", "mapping-heiss.json"), light})
}

func main() {
	log.SetFlags(0)
	out := flag.String("out", "docs/shots/insights", "folder of the pictures")
	data := flag.String("data", "internal/table/testdata", "folder of the real searches")
	addr := flag.String("addr", "127.0.0.1:8499", "where the pages are served")
	only := flag.String("only", "", "names of the searches, by comma; empty for all")
	flag.Parse()
	check(os.MkdirAll(*out, 0o755))
	for _, s := range subjects(*data) {
		if *only == "" || slices.Contains(strings.Split(*only, ","), s.name) {
			check(s.shoot(*out, *addr))
		}
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// shoot fills a record, serves it, and takes its pictures.
func (s subject) shoot(out, addr string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	dir, err := os.MkdirTemp("", "debrief-sizes-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	now := func() time.Time { return s.day.Time().Add(8*time.Hour + 52*time.Minute) }
	kept, err := store.Open(ctx, store.Options{Dir: dir, Now: now, Planner: workbench.Plan})
	if err != nil {
		return err
	}
	defer kept.Close()
	desk, err := workbench.New(kept, workbench.Options{Now: now}).Desk(ctx, workbench.Owner)
	if err != nil {
		return err
	}
	if _, err := desk.EditSettings(ctx, func(set *track.Settings) { set.Onboarded = true }); err != nil {
		return err
	}
	if err := s.fill(ctx, desk); err != nil {
		return err
	}
	server := &http.Server{Addr: addr, Handler: web.New(desk, addr, web.Options{Now: now}).Handler(), ReadHeaderTimeout: time.Minute}
	go func() {
		if err := server.ListenAndServe(); err != http.ErrServerClosed {
			log.Fatal(err)
		}
	}()
	defer server.Close()
	for _, look := range s.looks {
		if err := photograph(ctx, "http://"+addr+"/insights", look, filepath.Join(out, s.name+"-"+look+".png")); err != nil {
			return err
		}
	}
	return nil
}

func many(ctx context.Context, d *workbench.Desk, n int) error {
	if n == 0 {
		return nil
	}
	file, err := demo.Many(n, demo.Today)
	if err != nil {
		return err
	}
	_, _, _, err = d.ImportJSON(ctx, bytes.NewReader(file))
	return err
}

func sheet(ctx context.Context, d *workbench.Desk, file, mapping string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	rows, err := table.Read(data)
	if err != nil {
		return err
	}
	var m table.Mapping
	if data, err = os.ReadFile(mapping); err == nil {
		err = json.Unmarshal(data, &m)
	}
	if err != nil {
		return err
	}
	_, err = d.ImportTable(ctx, rows, m, filepath.Base(file), false)
	return err
}

// tallest is a window higher than any of the pages.
const tallest = 9000

// photograph takes the whole page: once in a high window, to see how long it is,
// and once in one of that height.
func photograph(ctx context.Context, url, look, path string) error {
	tmp, err := os.MkdirTemp("", "debrief-sizes-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	raw := filepath.Join(tmp, "page.png")
	if err := chromium(ctx, url, look, tallest, tmp, raw); err != nil {
		return err
	}
	end, err := contentEnd(raw)
	if err != nil {
		return err
	}
	if err := chromium(ctx, url, look, int(float64(end)/scale)+40, tmp, raw); err != nil {
		return err
	}
	return reduce(raw, path)
}

// scale is the size of a pixel of the page in the picture.
const scale = 0.6

func chromium(ctx context.Context, url, look string, height int, profile, raw string) error {
	width, extra := 1280, []string{}
	switch look {
	case "dark":
		extra = []string{"--blink-settings=preferredColorScheme=0"}
	case "phone":
		width = 390
	}
	args := append([]string{"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
		fmt.Sprint("--force-device-scale-factor=", scale), "--user-data-dir=" + profile, fmt.Sprintf("--window-size=%d,%d", width, height), "--screenshot=" + raw}, append(extra, url)...)
	if said, err := exec.CommandContext(ctx, "chromium", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("chromium: %w: %s", err, said)
	}
	return nil
}
