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
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// The test binary runs itself again as the process that is killed.

const childVar = "DEBRIEF_TEST_READER"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childVar); dir != "" {
		runtime.LockOSThread() // one thread makes all writes, since strace counts the calls of each apart
		if err := reader(context.Background(), folder{dir, os.Getenv("DEBRIEF_TEST_DSN")}, os.Getenv("DEBRIEF_TEST_MBOX")); err != nil {
			fmt.Println("error", err)
			os.Exit(3)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// folder is where a record is kept.
type folder struct{ dir, dsn string }

func (p folder) open(ctx context.Context) (*store.Store, error) {
	return store.Open(ctx, store.Options{Dir: p.dir, DSN: p.dsn, Planner: workbench.Plan})
}

// reader reads an mbox into a record. It says when it begins to, after each
// batch how many messages are durable, and when it is done.
func reader(ctx context.Context, p folder, path string) error {
	s, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer s.Close()
	return readInto(ctx, s, path, func(format string, args ...any) { fmt.Printf(format+"\n", args...) })
}

func readInto(ctx context.Context, s *store.Store, path string, say func(format string, args ...any)) error {
	d, err := workbench.New(s, workbench.Options{Post: post.Office{}, Batch: 10}).Desk(ctx, workbench.Owner)
	if err != nil {
		return err
	}
	say("begin")
	id, _, err := d.AddSource(ctx, workbench.NewSource{Path: path})
	if err != nil {
		return err
	}
	if _, err = d.ReadSource(ctx, id, nil, func(r track.Reading) { say("ack %d", r.Messages) }); err != nil {
		return err
	}
	say("done")
	return nil
}

// content is what an import leaves, without the names made on the way: which
// mails are kept and seen, where they were found, and what they look like.
func content(t *testing.T, dir string) []string {
	t.Helper()
	return folder{dir: dir}.content(t)
}

func (p folder) content(t *testing.T) []string {
	t.Helper()
	driver, address, index := "sqlite", "file:"+filepath.Join(p.dir, store.DatabaseFile), `search_fts WHERE folded MATCH 'dear'`
	if p.dsn != "" {
		driver, address, index = "pgx", p.dsn, `search_docs WHERE lexemes @@ to_tsquery('simple', 'dear')`
	}
	db, err := sql.Open(driver, address)
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
		`SELECT 'index ' || count(*) FROM ` + index,
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

// killedRun is what is known of a reader that was to be killed.
type killedRun struct {
	killed, begun, done bool
	acked               int
}

// runReader runs the reader under strace, which kills it at the n-th time that
// it makes a call.
func runReader(t *testing.T, p folder, mbox, call string, n int) (r killedRun) {
	t.Helper()
	cmd := exec.Command("strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace="+call, "-e", fmt.Sprintf("inject=%s:signal=SIGKILL:when=%d", call, n), os.Args[0], "-test.run=^$")
	cmd.Env = p.environ(mbox)
	out, err := cmd.Output()
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		switch word, rest, _ := strings.Cut(lines.Text(), " "); word {
		case "begin":
			r.begun = true
		case "ack":
			r.acked, _ = strconv.Atoi(rest)
		case "done":
			r.done = true
		case "error":
			t.Fatalf("the reader: %s", rest)
		}
	}
	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	// strace ends itself by the signal that ended its child.
	r.killed = ok && (status.Signaled() && status.Signal() == syscall.SIGKILL || status.Exited() && status.ExitStatus() == 128+9)
	if err != nil && !r.killed {
		t.Fatalf("the reader under %q at %d: %v\n%s", call, n, err, out)
	}
	return r
}

func (p folder) environ(mbox string) []string {
	return append(os.Environ(), childVar+"="+p.dir, "DEBRIEF_TEST_DSN="+p.dsn, "DEBRIEF_TEST_MBOX="+mbox, "GOMAXPROCS=1")
}

// killPoints is how many kills are tried: DEBRIEF_KILLS, else a number that
// fits into two minutes.
func killPoints(t *testing.T, few, ci int) int {
	t.Helper()
	if s := os.Getenv("DEBRIEF_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 {
			t.Fatalf("DEBRIEF_KILLS=%q is not a number", s)
		}
		return n
	}
	if os.Getenv("CI") != "" {
		return ci
	}
	return few
}

// R1: a reading is killed at a chosen write or fsync. What it had acknowledged
// is there, and the next run ends in exactly what an undisturbed one leaves.
// "make kill" tries a thousand of them.
func TestReadSource_survivesKillAtAnyWrite(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		empty := folder{dir: filepath.Join(t.TempDir(), "empty")} // migrated once, since a kill there is not this test's
		s, err := empty.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
		killReadings(t, killPoints(t, 8, 60), []string{"pwrite64", "pwrite64", "pwrite64", "fsync"}, func(n int) folder {
			p := folder{dir: filepath.Join(t.TempDir(), fmt.Sprint("run", n))}
			if err := os.CopyFS(p.dir, os.DirFS(empty.dir)); err != nil {
				t.Fatal(err)
			}
			return p
		})
	})
	t.Run("postgres", func(t *testing.T) { // its writes go to the server by a socket
		killReadings(t, killPoints(t, 4, 30), []string{"write"}, func(n int) folder {
			p := folder{dir: t.TempDir(), dsn: testkit.Postgres(t)}
			s, err := p.open(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			s.Close()
			return p
		})
	})
}

// killReadings kills readings of one mbox, each into a place of its own. Every
// kill must come after the reading began and before it was done: one that
// comes late is tried again, earlier.
func killReadings(t *testing.T, points int, calls []string, fresh func(n int) folder) {
	mbox := box(t, 60)
	clean := fresh(-1)
	finish(t, clean, mbox)
	want := clean.content(t)
	spans := map[string][2]int{}
	for i, call := range calls {
		if _, ok := spans[call]; !ok {
			spans[call] = countCalls(t, fresh(-2-i), mbox, call)
		}
	}
	t.Logf("a reading makes these calls, from and to: %v; it leaves %d rows", spans, len(want))
	rnd := rand.New(rand.NewPCG(1, 1))
	late, acked := 0, map[int]int{}
	for n := range points {
		call := calls[n%len(calls)]
		span := spans[call]
		at := span[0] + 1 + rnd.IntN(span[1]-span[0])
		p := fresh(n)
		r := runReader(t, p, mbox, call, at)
		for tries := 0; !r.killed || !r.begun || r.done; tries++ {
			if late++; tries == 5 {
				t.Fatalf("at %s %d of %v no kill comes within the reading: %+v", call, at, span, r)
			}
			if !r.begun {
				at = span[0] + 1 + rnd.IntN(span[1]-span[0])
			} else {
				at = span[0] + 1 + rnd.IntN(max(1, at-span[0]))
			}
			p = fresh(points + 10*n + tries)
			r = runReader(t, p, mbox, call, at)
		}
		acked[r.acked]++
		standing(t, p, r.acked)
		finish(t, p, mbox)
		if got := p.content(t); !slices.Equal(got, want) {
			t.Fatalf("killed at %s %d after %d acknowledged messages, then run again: other content\n%s", call, at, r.acked, difference(want, got))
		}
		if err := os.RemoveAll(p.dir); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d kills, every one within the reading (%d that came too early or late were done again); acknowledged messages at the kill: %v", points, late, acked)
}

// finish reads the mbox again, to its end.
func finish(t *testing.T, p folder, mbox string) {
	t.Helper()
	s, err := p.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	done := false
	if err := readInto(t.Context(), s, mbox, func(format string, _ ...any) { done = done || format == "done" }); err != nil || !done {
		t.Fatalf("the next run: %v", err)
	}
}

// standing looks at the record right after the kill: whole, and with at least
// what was acknowledged.
func standing(t *testing.T, p folder, acked int) {
	t.Helper()
	s, err := p.open(t.Context())
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

// countCalls counts how often the thread that makes most of them makes a call:
// before the reading begins, and until it is done.
func countCalls(t *testing.T, p folder, mbox, call string) (span [2]int) {
	t.Helper()
	log := filepath.Join(t.TempDir(), "calls")
	cmd := exec.Command("strace", "-f", "-qq", "-s", "16", "-o", log, "-e", "trace=write,"+call, os.Args[0], "-test.run=^$")
	cmd.Env = p.environ(mbox)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("strace: %v\n%s", err, out)
	}
	b, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	threads, before := map[string]int{}, map[string]int{}
	for line := range strings.Lines(string(b)) {
		pid, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		if strings.HasPrefix(rest, call+"(") {
			threads[pid]++
		}
		if strings.HasPrefix(rest, `write(1, "begin`) {
			for pid, n := range threads {
				before[pid] = n
			}
		}
		if strings.HasPrefix(rest, `write(1, "done`) {
			break
		}
	}
	for pid, n := range threads {
		if n-before[pid] > span[1]-span[0] {
			span = [2]int{before[pid], n}
		}
	}
	if span[1] == 0 {
		t.Fatalf("no %s was seen", call)
	}
	return span
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
