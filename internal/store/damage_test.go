package store_test

import (
	"bytes"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/store"
	"debrief/internal/track"
)

// R9: a damaged file is noticed, nothing is written to it any more, and what
// can be read comes out.

// wholeFile is the bytes of a record of 400 changes.
func wholeFile(t *testing.T) []byte {
	t.Helper()
	dir := t.TempDir()
	prepare(t, dir)
	s, err := store.Open(t.Context(), store.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 400 {
		if err := stageWriter(t.Context(), s, n); err != nil {
			t.Fatal(err)
		}
	}
	s.Close() // the last connection folds the log into the file
	b, err := os.ReadFile(filepath.Join(dir, store.DatabaseFile))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// fate is what became of a damaged file.
type fate struct {
	noticed bool
	rescued int // rows, when it opened and was noticed
}

// suffer opens a broken file as the program does, checks it, and uses it.
func suffer(t *testing.T, broken []byte) (f fate) {
	t.Helper()
	dir, err := os.MkdirTemp("", "debrief-broken-")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, store.DatabaseFile)
	if err := os.WriteFile(path, broken, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), store.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		if k := fault.KindOf(err); k == fault.Internal || fault.Message(err) == "" {
			t.Errorf("refused without a clear sentence: %v", err)
		}
		return fate{noticed: true}
	}
	defer s.Close()
	if err := s.QuickCheck(t.Context()); err != nil {
		t.Errorf("the check itself failed: %v", err)
	}
	if s.Damage() == "" {
		if v, err := s.Verify(t.Context(), "me"); err != nil || len(v.Problems) > 0 {
			return fate{noticed: true}
		}
		return fate{}
	}
	_, err = s.Scope("me").Update(t.Context(), "note", "noted", func(tx *store.Tx) error { return store.Put(tx, track.Note{ID: "x", Text: "y"}) })
	if fault.KindOf(err) != fault.Damaged {
		t.Errorf("a damaged file took a change: %v", err)
	}
	if _, err := s.Backup(t.Context(), filepath.Join(dir, "copy.db")); fault.KindOf(err) != fault.Damaged {
		t.Errorf("a damaged file was backed up: %v", err)
	}
	got, err := s.Rescue(t.Context(), "me", func(string, any) error { return nil })
	if err != nil {
		t.Errorf("rescue: %v", err)
	}
	return fate{true, got.Rows}
}

func TestDamage_zeroedPagesAreNoticedAndTheRestComesOut(t *testing.T) {
	file := wholeFile(t)
	rnd := rand.New(rand.NewPCG(9, 9))
	noticed, tried, rescued := 0, 0, 0
	for range full(30, 500) {
		page := 1 + rnd.IntN(len(file)/4096-1)
		broken := bytes.Clone(file)
		clear(broken[page*4096 : page*4096+4096])
		if bytes.Equal(broken, file) {
			continue // an empty page
		}
		tried++
		f := suffer(t, broken)
		if f.noticed {
			noticed++
		}
		if f.rescued > 0 {
			rescued++
		}
	}
	if tried == 0 || noticed*100 < tried*95 || rescued*2 < tried {
		t.Errorf("%d of %d damaged files were noticed, rows came out of %d", noticed, tried, rescued)
	}
	t.Logf("%d of %d damaged files were noticed, rows came out of %d", noticed, tried, rescued)
}

// One bit of one byte, anywhere. What falls into the structure of a page is
// noticed; what falls into a text can't be told from a text. Neither may crash,
// loop, or fail without a sentence.
func TestDamage_oneByteAnywhereIsNoticedOrHarmless(t *testing.T) {
	file := wholeFile(t)
	rnd := rand.New(rand.NewPCG(9, 10))
	structure, seen, anywhere := 0, 0, 0
	places := full(40, 500)
	for range places {
		at := rnd.IntN(len(file))
		broken := bytes.Clone(file)
		broken[at] ^= 1 << rnd.IntN(8)
		if suffer(t, broken).noticed {
			anywhere++
		}
		// The first bytes of a page that holds a tree: kind, free block, number of
		// cells, start of the content.
		page := rnd.IntN(len(file) / 4096)
		head := page * 4096
		if page == 0 {
			head += 100
		}
		kind := file[head]
		if kind != 2 && kind != 5 && kind != 10 && kind != 13 {
			continue
		}
		broken = bytes.Clone(file)
		broken[head+[]int{0, 3, 4, 5}[rnd.IntN(4)]] ^= 0x55
		structure++
		if suffer(t, broken).noticed {
			seen++
		}
	}
	if structure < places/3 || seen*100 < structure*95 {
		t.Errorf("%d of %d damaged trees were noticed", seen, structure)
	}
	t.Logf("%d of %d damaged trees noticed; of %d flips anywhere, %d", seen, structure, places, anywhere)
}

func TestDamage_cutFilesAreNoticed(t *testing.T) {
	file := wholeFile(t)
	rnd := rand.New(rand.NewPCG(9, 11))
	for i := range full(20, 100) {
		cut := rnd.IntN(len(file))
		if i%2 == 0 {
			cut = cut / 4096 * 4096
		}
		if cut == 0 {
			continue // an empty file is a new record
		}
		if !suffer(t, file[:cut]).noticed {
			t.Errorf("a file cut at %d of %d was taken as whole", cut, len(file))
		}
	}
}

// A foreign database, a text, another program's file: refused with a sentence,
// and not a byte of them is changed.
func TestDamage_foreignFilesAreLeftAlone(t *testing.T) {
	for name, content := range map[string][]byte{
		"text":       bytes.Repeat([]byte("Dear Mira, thank you. "), 500),
		"zeros":      append([]byte("x"), make([]byte, 8192)...),
		"other.db":   otherDatabase(t),
		"zip":        append([]byte("PK\x03\x04"), bytes.Repeat([]byte{7}, 5000)...),
		"half magic": []byte("SQLite format 3\x00 and then something else entirely"),
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, store.DatabaseFile)
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := store.Open(t.Context(), store.Options{Dir: dir, Log: slog.New(slog.DiscardHandler)})
		if k := fault.KindOf(err); k != fault.Foreign && k != fault.Damaged || fault.Message(err) == "" {
			t.Errorf("%s as database: %v", name, err)
		}
		if _, _, err := store.Restore(t.Context(), path, store.Options{Dir: filepath.Join(t.TempDir(), "new")}); fault.KindOf(err) != fault.Foreign && fault.KindOf(err) != fault.Damaged {
			t.Errorf("%s as backup: %v", name, err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, content) {
			t.Errorf("%s was changed", name)
		}
	}
}

func otherDatabase(t *testing.T) []byte {
	t.Helper()
	o := store.Options{Dir: t.TempDir()}
	db := raw(t, o)
	if _, err := db.Exec(`CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('https://example.org')`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	b, err := os.ReadFile(filepath.Join(o.Dir, store.DatabaseFile))
	if err != nil {
		t.Fatal(err)
	}
	return b
}
