package store_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/internal/mail"
	"debrief/internal/store"
	"debrief/internal/testkit"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

// R11: every released schema stands frozen in testdata/released, as a record of
// 1,000 applications for both engines, with a checksum over the meaning of each
// table. Later migrations must bring it forward and change none of it.
//
// A release freezes its schema: go test ./internal/store -run TestReleased -update

const released = "testdata/released"

// sum is what a table held when it was frozen. Columns that came later are not
// looked at.
type sum struct {
	Columns []string `json:"columns"`
	Rows    int      `json:"rows"`
	SHA256  string   `json:"sha256"`
}

func TestReleased_thisSchemaIsFrozenOrNewer(t *testing.T) {
	if !testkit.Updating() {
		versions := frozen(t)
		if versions[0] != "00001" {
			t.Fatalf("the first released schema is not frozen: %v", versions)
		}
		return
	}
	base := filepath.Join(released, fmt.Sprintf("%05d", store.SchemaVersion()))
	sums := map[string]map[string]sum{}
	for _, engine := range []string{"sqlite", "postgres"} {
		o := options(t)
		if engine == "postgres" {
			o.DSN = testkit.Postgres(t)
		}
		o.Planner = workbench.Plan
		fill(t, o)
		db := raw(t, o)
		sums[engine] = sumsOf(t, db, columnsOf(t, db, engine))
		db.Close()
		dump := pgDump(t, o.DSN)
		if engine == "sqlite" {
			dump = sqliteCopy(t, o)
		}
		pack(t, base+map[string]string{"sqlite": ".db.gz", "postgres": ".sql.gz"}[engine], dump)
	}
	a, _ := json.MarshalIndent(sums["sqlite"], "", " ")
	b, _ := json.MarshalIndent(sums["postgres"], "", " ")
	if !bytes.Equal(a, b) {
		t.Fatalf("the engines hold different records:\n%s\n%s", a, b)
	}
	if err := os.WriteFile(base+".json", append(a, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// frozen lists the frozen schemas, oldest first.
func frozen(t *testing.T) (list []string) {
	t.Helper()
	files, err := filepath.Glob(released + "/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no frozen schema in %s (%v)", released, err)
	}
	for _, f := range files {
		list = append(list, strings.TrimSuffix(filepath.Base(f), ".json"))
	}
	slices.Sort(list)
	return list
}

func frozenSums(t *testing.T, version string) (sums map[string]sum) {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(released, version+".json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &sums); err != nil {
		t.Fatal(err)
	}
	return sums
}

// thaw puts a frozen record where o points, without opening it.
func thaw(t *testing.T, version string, o store.Options) {
	t.Helper()
	if o.DSN == "" {
		if err := os.MkdirAll(o.Dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(o.Dir, store.DatabaseFile), unpack(t, filepath.Join(released, version+".db.gz")), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	db := raw(t, o)
	defer db.Close()
	if _, err := db.Exec(string(unpack(t, filepath.Join(released, version+".sql.gz")))); err != nil {
		t.Fatal(err)
	}
}

// raw opens the database under the store.
func raw(t *testing.T, o store.Options) *sql.DB {
	t.Helper()
	driver, dsn := "sqlite", "file:"+filepath.Join(o.Dir, store.DatabaseFile)
	if o.DSN != "" {
		driver, dsn = "pgx", o.DSN+"?default_query_exec_mode=simple_protocol"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// planned are columns that hold what the rules of the day plan, not what is so;
// better rules may plan otherwise.
var planned = []string{"states.check_in_on", "states.silent_on"}

// columnsOf names the tables that hold what people entered or what is derived
// from it, with their columns. What search and goose keep is left out.
func columnsOf(t *testing.T, db *sql.DB, engine string) map[string][]string {
	t.Helper()
	q := `SELECT m.name, p.name FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'`
	if engine == "postgres" {
		q = `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'`
	}
	rows, err := db.Query(q)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string][]string{}
	for rows.Next() {
		var name, column string
		if err := rows.Scan(&name, &column); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(name, "search_") && !strings.HasPrefix(name, "goose_") && !slices.Contains(planned, name+"."+column) {
			all[name] = append(all[name], column)
		}
	}
	for name := range all {
		slices.Sort(all[name])
	}
	return all
}

// sumsOf reads every table in a fixed order and sums it up.
func sumsOf(t *testing.T, db *sql.DB, columns map[string][]string) map[string]sum {
	t.Helper()
	out := map[string]sum{}
	for name, cols := range columns {
		rows, err := db.Query(`SELECT ` + strings.Join(cols, ", ") + ` FROM ` + name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var lines []string
		values, into := make([]any, len(cols)), make([]any, len(cols))
		for i := range values {
			into[i] = &values[i]
		}
		for rows.Next() {
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for _, v := range values {
				switch x := v.(type) {
				case []byte:
					v = string(x)
				case bool: // 0 and 1 in SQLite
					v = map[bool]int{true: 1}[x]
				}
				fmt.Fprintf(&b, "%q ", fmt.Sprint(v))
			}
			lines = append(lines, b.String())
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
		slices.Sort(lines)
		h := sha256.Sum256([]byte(strings.Join(lines, "\n")))
		out[name] = sum{cols, len(lines), hex.EncodeToString(h[:])}
	}
	return out
}

func pack(t *testing.T, path string, data []byte) {
	t.Helper()
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	w.Close()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

func unpack(t *testing.T, path string) []byte {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sqliteCopy(t *testing.T, o store.Options) []byte {
	t.Helper()
	db := raw(t, o)
	defer db.Close()
	path := filepath.Join(t.TempDir(), "copy.db")
	if _, err := db.Exec(`VACUUM INTO $1`, path); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// pgDump writes a database as SQL that runs without psql.
func pgDump(t *testing.T, dsn string) []byte {
	t.Helper()
	if dsn == "" {
		return nil
	}
	bins, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pg_dump")
	if len(bins) == 0 {
		t.Fatal("no pg_dump")
	}
	out, err := exec.Command(slices.Max(bins), "--inserts", "--rows-per-insert=200", "--no-owner", "--no-privileges", "--no-comments", dsn).Output()
	if err != nil {
		t.Fatal(err)
	}
	var keep []string
	for line := range strings.SplitSeq(string(out), "\n") {
		// What a version of the server does not know is left out, and the search path stays as it is.
		if !strings.HasPrefix(line, "SET ") && !strings.HasPrefix(line, "SELECT pg_catalog.set_config") && !strings.HasPrefix(line, "\\") && !strings.HasPrefix(line, "--") {
			keep = append(keep, line)
		}
	}
	return []byte(strings.Join(keep, "\n"))
}

// fill makes a record of 1,000 applications with everything that may hang on
// one, the same on both engines.
func fill(t *testing.T, o store.Options) {
	t.Helper()
	o.Now = testkit.Clock("2026-11-24T08:00:00Z", time.Second)
	o.Entropy = testkit.Entropy(11)
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	read := func(raw []byte) (track.Message, error) {
		p, err := mail.Read(bytes.NewReader(raw), mail.Options{Now: o.Now()})
		return p.Message, err
	}
	d, err := workbench.New(s, workbench.Options{Now: o.Now, ReadMail: read}).Desk(t.Context(), workbench.Owner)
	if err != nil {
		t.Fatal(err)
	}
	f := filler{t: t, d: d}
	f.settle()
	for i := range 1000 {
		f.application(i)
	}
	if v, err := d.Verify(t.Context()); err != nil || len(v.Problems) > 0 {
		t.Fatal(v.Problems, err)
	}
}

type filler struct {
	t *testing.T
	d *workbench.Desk
}

func (f filler) ok(r workbench.Receipt, err error) workbench.Receipt {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
	return r
}

// settle puts in what there is once: settings, stages, views, résumés.
func (f filler) settle() {
	ctx := f.t.Context()
	f.ok(f.d.EditSettings(ctx, func(s *track.Settings) { s.Name, s.Zone, s.SilentCold = "Mira Halloran", "Europe/Dublin", 35 }))
	f.ok(f.d.PutStage(ctx, track.Stage{Name: "Pair programming", Kind: track.SkillsTask, Board: true}))
	f.ok(f.d.SaveView(ctx, "Waiting in Dublin", workbench.TableQuery{Text: "dublin"}))
	for i := range 3 {
		_, r, err := f.d.AddResume(ctx, fmt.Sprintf("v%d Ledger", i+1), "text of version", "cv.pdf", []byte("%PDF-1.7 \x00\xff"+fmt.Sprint(i)))
		f.ok(r, err)
	}
	f.ok(f.d.Watch(ctx, "Copperline", "they write good software", "2026-12-15"))
	_, r, err := f.d.PutPerson(ctx, track.Person{Name: "Ines Duarte", Email: "ines@agency.example", Role: track.RoleAgent}, "Duarte & Co")
	f.ok(r, err)
}

func (f filler) application(i int) {
	ctx := f.t.Context()
	day := track.Day("2025-11-03").Add(i * 380 / 1000)
	n := workbench.NewApplication{Company: fmt.Sprintf("Firm %d GmbH & Söhne", i%137), Role: fmt.Sprintf("Engineer %d", i), Channel: track.Channels[i%len(track.Channels)], AppliedOn: day, Location: "Dublin", Source: "job board"}
	if i%9 == 0 {
		n.Tags, n.Posted, n.URL = []string{"remote", fmt.Sprint("t", i%5)}, "85-95k", fmt.Sprintf("https://jobs.example/%d", i)
	}
	app, r, err := f.d.Add(ctx, n)
	f.ok(r, err)
	reach := []int{0, 0, 0, 1, 2, 0, 4, 0, 5, 8}[i%10]
	for k := 1; k <= reach; k++ {
		f.ok(f.d.EnterStage(ctx, app, string(track.StageKinds[k]), day.Add(3*k), ""))
	}
	switch i % 7 {
	case 1, 2:
		f.ok(f.d.Close(ctx, app, track.Endings[i%len(track.Endings)], day.Add(30)))
	case 3:
		f.answer(app, i, day.Add(12))
	case 4:
		r := f.ok(f.d.Close(ctx, app, track.Silent, day.Add(40)))
		f.ok(f.d.Undo(ctx, r.Change))
	}
	f.extras(app, i)
}

func (f filler) answer(app track.ApplicationID, i int, on track.Day) {
	raw := fmt.Sprintf("From: Dana Ortiz <dana%d@firm.example>\r\nTo: mira@home.example\r\nDate: %s\r\nMessage-ID: <%d@firm.example>\r\nSubject: =?utf-8?q?Your_application_=C3=A0_propos?=\r\n\r\nHello Mira,\r\n\r\nwe chose someone with more experience.\r\n\r\nDana\r\n",
		i%50, on.Time().Add(10*time.Hour).Format(time.RFC1123Z), i)
	deb, r, err := f.d.LogAnswer(f.t.Context(), workbench.Answer{Application: app, Raw: []byte(raw)})
	f.ok(r, err)
	if i%2 == 0 {
		return // it waits
	}
	body := "Hello Dana,\n\nthank you.\n"
	f.ok(f.d.EditDebrief(f.t.Context(), deb, workbench.DebriefEdit{Body: &body}))
	f.ok(f.d.FinishDebrief(f.t.Context(), deb, workbench.Finish{Reply: "no_reply", Reason: "B01", TheySaid: true, Option: "own", Own: "Two influence stories", Shelf: "A certificate of November"}))
}

func (f filler) extras(app track.ApplicationID, i int) {
	ctx := f.t.Context()
	if i%11 == 0 {
		f.ok(f.d.AddNote(ctx, app, "asked for the range – “85k”", i%22 == 0, false))
		f.ok(f.d.AddSalary(ctx, app, track.SalaryKinds[i%len(track.SalaryKinds)], "85-95k", "Dana"))
	}
	if i%40 == 0 {
		_, r, err := f.d.AddDocument(ctx, app, "brief.pdf", "application/pdf", []byte("%PDF-1.7\x00\xff\xfe"+fmt.Sprint(i)))
		f.ok(r, err)
		f.ok(f.d.PlanInterview(ctx, app, track.InstantOf(time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)), 45, "video", "Dana Ortiz"))
		f.ok(f.d.Promise(ctx, app, "2026-12-04"))
		f.ok(f.d.MarkSent(ctx, app, true))
	}
	if i%97 == 0 {
		f.ok(f.d.Archive(ctx, app, true))
	}
}
