package workbench_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"debrief/internal/extract"
	"debrief/internal/store"
	"debrief/internal/table"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// R2 for the use cases that write much at once: the process is killed at a
// drawn moment; each import, bulk edit and debrief is there whole or not at all.
// The test binary runs itself again as that process.

const childVar = "DEBRIEF_TEST_CHILD"

func TestMain(m *testing.M) {
	if status, is := extract.Child(os.Args[1:]); is {
		os.Exit(status)
	}
	if kind := os.Getenv(childVar); kind != "" {
		if err := child(context.Background(), kind, os.Getenv("DEBRIEF_TEST_DIR")); err != nil {
			fmt.Println("error", err)
			os.Exit(3)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// rowsEach is how many applications one import brings.
const rowsEach = 25

// killWriters each do change number n, which adds rowsEach applications, or
// closes them.
var killWriters = map[string]func(ctx context.Context, d *workbench.Desk, n int) error{
	"table import": func(ctx context.Context, d *workbench.Desk, n int) error {
		var b strings.Builder
		b.WriteString("Company,Role,Applied,Status\n")
		for i := range rowsEach {
			fmt.Fprintf(&b, "Firm %d,Role %d of %d,2026-05-02,Rejected\n", i, i, n)
		}
		sheet, err := table.Read([]byte(b.String()))
		if err != nil {
			return err
		}
		_, err = d.ImportTable(ctx, sheet, table.Guess(sheet), "sheet.csv", false)
		return err
	},
	"json import": func(ctx context.Context, d *workbench.Desk, n int) error {
		tables := map[string][]any{"employers": {track.Employer{ID: track.EmployerID(fmt.Sprint("e", n)), Name: fmt.Sprint("Firm ", n)}}}
		for i := range rowsEach {
			id := track.ApplicationID(fmt.Sprintf("a%d-%d", n, i))
			tables["applications"] = append(tables["applications"], track.Application{ID: id, EmployerID: track.EmployerID(fmt.Sprint("e", n)), Role: "Role", Channel: track.Cold})
			tables["events"] = append(tables["events"], track.Event{ID: track.EventID("v" + id), ApplicationID: id, Kind: track.StageEntered, StageKind: track.Applied, Day: "2026-05-02"})
		}
		file, err := json.Marshal(map[string]any{"debrief_export": workbench.ExportVersion, "tables": tables})
		if err != nil {
			return err
		}
		_, _, _, err = d.ImportJSON(ctx, bytes.NewReader(file))
		return err
	},
	"add, answer, debrief, bulk close, undo": func(ctx context.Context, d *workbench.Desk, n int) error {
		var ids []track.ApplicationID
		for i := range rowsEach {
			id, _, err := d.Add(ctx, workbench.NewApplication{Company: fmt.Sprint("Firm ", i), Role: fmt.Sprint("Role ", n), AppliedOn: "2026-05-02"})
			if err != nil {
				return err
			}
			ids = append(ids, id)
		}
		deb, _, err := d.LogAnswer(ctx, workbench.Answer{Application: ids[0], Text: "We will not move forward. Your answers lacked structure."})
		if err != nil {
			return err
		}
		if _, err := d.FinishDebrief(ctx, deb, workbench.Finish{Reply: "no_reply", Reason: "B06", Option: "own", Own: "try it"}); err != nil {
			return err
		}
		r, err := d.Bulk(ctx, ids, workbench.BulkSilent, "")
		if err != nil {
			return err
		}
		_, err = d.Undo(ctx, r.Change)
		return err
	},
}

func child(ctx context.Context, kind, dir string) error {
	s, err := store.Open(ctx, store.Options{Dir: dir, Planner: workbench.Plan})
	if err != nil {
		return err
	}
	d, err := workbench.New(s, workbench.Options{}).Desk(ctx, workbench.Owner)
	if err != nil {
		return err
	}
	fmt.Println("open")
	for n := int(time.Now().UnixNano() / 1000); ; n++ { // numbers are never used twice
		if err := killWriters[kind](ctx, d, n); err != nil {
			return err
		}
		fmt.Println("ack")
	}
}

func TestKill_useCasesAreThereWholeOrNotAtAll(t *testing.T) {
	points := 5
	if os.Getenv("CI") != "" || os.Getenv("DEBRIEF_FULL") != "" {
		points = 200
	}
	for kind := range killWriters {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			rnd := rand.New(rand.NewPCG(2, uint64(len(kind))))
			dir, acked, killed := t.TempDir(), 0, 0
			for i := range points {
				if i%20 == 0 { // a fresh record, so that it stays quick
					dir, acked = t.TempDir(), 0
				}
				n, dead := killWhileWriting(t, kind, dir, rnd)
				acked += n
				if dead && n > 0 {
					killed++
				}
				holds(t, dir, kind, acked)
			}
			if killed != points {
				t.Errorf("%d of %d were really killed while writing", killed, points)
			}
		})
	}
}

// killWhileWriting lets a child make one or two changes and kills it at a drawn
// moment of the next one.
func killWhileWriting(t *testing.T, kind, dir string, rnd *rand.Rand) (acked int, killed bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childVar+"="+kind, "DEBRIEF_TEST_DIR="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	next := func() bool {
		if !lines.Scan() {
			return false
		}
		if strings.HasPrefix(lines.Text(), "error") {
			t.Errorf("%s: %s", kind, lines.Text())
		}
		return lines.Text() == "ack"
	}
	next() // it is open
	began := time.Now()
	more := 1 + rnd.IntN(2)
	for range more {
		if next() {
			acked++
		}
	}
	one := time.Since(began) / time.Duration(more)
	time.Sleep(time.Duration(rnd.Int64N(int64(one) + 1)))
	cmd.Process.Kill()
	for next() {
		acked++
	}
	cmd.Wait()
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	return acked, ok && status.Signaled() && status.Signal() == syscall.SIGKILL
}

// holds opens the record after a kill: all that was acknowledged is there, and
// nothing in half.
func holds(t *testing.T, dir, kind string, acked int) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir, Planner: workbench.Plan})
	if err != nil {
		t.Fatalf("after the kill: %v", err)
	}
	defer s.Close()
	d, err := workbench.New(s, workbench.Options{}).Desk(t.Context(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := d.Verify(t.Context()); err != nil || len(v.Problems) > 0 {
		t.Fatalf("%v %v", v.Problems, err)
	}
	apps, events := 0, map[track.ApplicationID]int{}
	err = s.Scope(workbench.Owner).View(t.Context(), func(tx *store.Tx) error {
		if err := store.Each(tx, func(track.Application) error { apps++; return nil }); err != nil {
			return err
		}
		return store.Each(tx, func(e track.Event) error { events[e.ApplicationID]++; return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	if apps < acked*rowsEach || strings.Contains(kind, "import") && apps%rowsEach != 0 {
		t.Fatalf("%d applications after %d acknowledged changes of %d", apps, acked, rowsEach)
	}
	if len(events) != apps {
		t.Fatalf("%d applications, %d of them with events", apps, len(events))
	}
}
