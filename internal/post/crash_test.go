package post_test

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"debrief/internal/post"
	"debrief/internal/store"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// The test binary runs itself again as the process that is killed.

const childVar = "DEBRIEF_TEST_READER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childVar); dir != "" {
		runtime.LockOSThread() // one thread makes all writes, since strace counts the calls of each apart
		if err := reader(context.Background(), dir, os.Getenv("DEBRIEF_TEST_MBOX")); err != nil {
			fmt.Println("error", err)
			os.Exit(3)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// reader reads an mbox into a record and says after each batch how many
// messages are durable.
func reader(ctx context.Context, dir, path string) error {
	s, err := store.Open(ctx, store.Options{Dir: dir, Planner: workbench.Plan})
	if err != nil {
		return err
	}
	defer s.Close()
	d, err := workbench.New(s, workbench.Options{Post: post.Office{}, Batch: 15}).Desk(ctx, workbench.Owner)
	if err != nil {
		return err
	}
	id, _, err := d.AddSource(ctx, workbench.NewSource{Path: path})
	if err != nil {
		return err
	}
	_, err = d.ReadSource(ctx, id, nil, func(r track.Reading) { fmt.Println("ack", r.Messages) })
	return err
}

// content is what an import leaves, without the names made on the way: which
// mails are kept and seen, where they were found, and what they look like.
func content(t *testing.T, dir string) []string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, store.DatabaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var list []string
	for _, q := range []string{
		`SELECT 'seen ' || id || ' ' || class || ' ' || day FROM seen`,
		`SELECT 'message ' || content_id || ' ' || subject || ' ' || length(text) || ' ' || warnings FROM messages`,
		`SELECT 'origin ' || m.content_id || ' ' || o.position FROM origins o JOIN messages m ON m.id = o.message_id`,
		`SELECT 'raw ' || m.content_id || ' ' || length(b.data) FROM blobs b JOIN messages m ON m.id = b.id`,
		`SELECT 'item ' || m.content_id || ' ' || i.class || ' ' || i.state || ' ' || i.doubt || ' ' || coalesce(p.company || '/' || p.role, '') FROM inbox_items i JOIN messages m ON m.id = i.message_id LEFT JOIN prospects p ON p.id = i.prospect_id`,
		`SELECT 'prospect ' || company || '/' || role || ' ' || first_on || ' ' || last_on FROM prospects`,
		`SELECT 'reading ' || state || ' ' || messages || ' ' || found || ' ' || left_out FROM readings WHERE messages > 0`,
		`SELECT 'index ' || count(*) FROM search_fts WHERE folded MATCH 'dear'`,
		`SELECT 'documents ' || count(*) FROM search_docs WHERE tbl = 'messages'`,
	} {
		rows, err := db.Query(q)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		for rows.Next() {
			var s string
			if err := rows.Scan(&s); err != nil {
				t.Fatal(err)
			}
			list = append(list, s)
		}
		if err := cmpErr(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(list)
	return list
}

func cmpErr(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// runReader runs the reader, under strace when a call is named at which it is
// to be killed, and gives the last acknowledgement and whether it was killed.
func runReader(t *testing.T, dir, mbox, call string, at int) (acked int, killed bool) {
	t.Helper()
	args := []string{os.Args[0], "-test.run=^$"}
	if call != "" {
		args = append([]string{"strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace=" + call, "-e", fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", call, at)}, args...)
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Env = append(os.Environ(), childVar+"="+dir, "DEBRIEF_TEST_MBOX="+mbox, "GOMAXPROCS=1")
	out, err := cmd.Output()
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		if n, ok := strings.CutPrefix(lines.Text(), "ack "); ok {
			acked, _ = strconv.Atoi(n)
		}
		if strings.HasPrefix(lines.Text(), "error") {
			t.Fatalf("the reader: %s", lines.Text())
		}
	}
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	// strace ends itself by the signal that ended its child.
	killed = ok && (status.Signaled() && status.Signal() == syscall.SIGKILL || status.Exited() && status.ExitStatus() == 128+9)
	if err != nil && !killed {
		t.Fatalf("the reader under %q at %d: %v\n%s", call, at, err, out)
	}
	return acked, killed
}

// killPoints is how many kills are tried: DEBRIEF_KILLS, else a number that
// fits into two minutes.
func killPoints(t *testing.T) int {
	t.Helper()
	if s := os.Getenv("DEBRIEF_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			t.Fatalf("DEBRIEF_KILLS=%q is not a number", s)
		}
		return n
	}
	if os.Getenv("CI") != "" {
		return 40
	}
	return 8
}

// R1: a reading is killed at a chosen write or fsync. What it had acknowledged
// is there, and the next run ends in exactly what an undisturbed one leaves.
func TestReadSource_survivesKillAtAnyWrite(t *testing.T) {
	mbox := box(t, 120)
	clean := filepath.Join(t.TempDir(), "clean")
	if _, killed := runReader(t, clean, mbox, "", 0); killed {
		t.Fatal("the undisturbed run was killed")
	}
	want := content(t, clean)
	calls := map[string]int{"pwrite64": countCalls(t, mbox, "pwrite64"), "fsync": countCalls(t, mbox, "fsync")}
	t.Logf("an undisturbed run makes %v calls and leaves %d rows", calls, len(want))
	points, killed := killPoints(t), 0
	rnd := rand.New(rand.NewPCG(1, 1))
	for n := range points {
		call := "pwrite64"
		if n%4 == 3 {
			call = "fsync"
		}
		dir := filepath.Join(t.TempDir(), fmt.Sprint("run", n))
		acked, wasKilled := runReader(t, dir, mbox, call, 1+rnd.IntN(calls[call]))
		if wasKilled {
			killed++
		}
		standing(t, dir, acked)
		if _, again := runReader(t, dir, mbox, "", 0); again {
			t.Fatal("the second run was killed")
		}
		if got := content(t, dir); !slices.Equal(got, want) {
			t.Fatalf("killed at %s after %d acknowledged messages, then run again: other content\n%s", call, acked, difference(want, got))
		}
	}
	if killed*10 < points*9 {
		t.Errorf("only %d of %d runs were really killed", killed, points)
	}
	t.Logf("%d of %d runs were killed", killed, points)
}

// standing looks at the record right after the kill: whole, and with at least
// what was acknowledged.
func standing(t *testing.T, dir string, acked int) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{Dir: dir, Planner: workbench.Plan})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	v, err := s.Verify(t.Context(), workbench.Owner)
	if err != nil || len(v.Problems) > 0 {
		t.Fatalf("after the kill: %v %v", v.Problems, err)
	}
	read := 0
	err = s.Scope(workbench.Owner).View(t.Context(), func(tx *store.Tx) error {
		return store.Each(tx, func(r track.Reading) error {
			read = r.Messages
			if r.Found.Sum()+r.Left.Sum() != r.Messages {
				t.Errorf("%d found and %d left out are not the %d read", r.Found.Sum(), r.Left.Sum(), r.Messages)
			}
			return nil
		})
	})
	if err != nil || read < acked {
		t.Fatalf("%d messages on record, %d were acknowledged (%v)", read, acked, err)
	}
}

// countCalls counts how often the thread that makes most of them makes a call.
func countCalls(t *testing.T, mbox, call string) int {
	t.Helper()
	log := filepath.Join(t.TempDir(), "calls")
	cmd := exec.Command("strace", "-f", "-qq", "-o", log, "-e", "trace="+call, os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), childVar+"="+filepath.Join(t.TempDir(), "counted"), "DEBRIEF_TEST_MBOX="+mbox, "GOMAXPROCS=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("strace: %v\n%s", err, out)
	}
	b, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	threads := map[string]int{}
	for line := range strings.Lines(string(b)) {
		if pid, rest, ok := strings.Cut(line, " "); ok && strings.Contains(rest, call+"(") {
			threads[pid]++
		}
	}
	most := 0
	for _, n := range threads {
		most = max(most, n)
	}
	if most == 0 {
		t.Fatalf("no %s was seen", call)
	}
	return most
}

// difference lists at most ten rows on either side only.
func difference(want, got []string) string {
	var b strings.Builder
	n := 0
	for _, list := range []struct {
		sign      string
		these, of []string
	}{{"- ", want, got}, {"+ ", got, want}} {
		for _, s := range list.these {
			if !slices.Contains(list.of, s) && n < 20 {
				n++
				b.WriteString(list.sign + s + "\n")
			}
		}
	}
	return b.String()
}
