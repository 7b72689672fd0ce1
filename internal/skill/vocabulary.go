package skill

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

// packed is the vocabulary as derive wrote it: a line “kind TAB flags TAB name
// TAB other name…” for each entry, gzip.
//
//go:embed vocabulary.tsv.gz
var packed []byte

type entry struct {
	name        string
	kind        Kind
	hot, demand bool
	// strict names are taken in their own case only, since they are short or
	// common words; ambiguous ones also need company that speaks of tools.
	strict, ambiguous bool
	shape             string // the wording whose case a strict name needs
}

// book finds entries by the words of their names. The keys are hashes of the
// words so far, so that a name of five words costs five steps; the value is the
// entry plus one, or 0 where only longer names go on.
type book struct {
	entries []entry
	at      map[uint64]uint32
	sieve   [1 << 19]uint64 // most words of a text are in no name, and stop here
}

var vocabulary = sync.OnceValue(load)

func load() *book {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic("skill: the embedded vocabulary is damaged: " + err.Error())
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		panic("skill: the embedded vocabulary is damaged: " + err.Error())
	}
	text := string(raw)
	b := &book{entries: make([]entry, 0, 84_000), at: make(map[uint64]uint32, 190_000)}
	b.own()
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		e := entry{name: f[2], kind: Kind(f[0][0]), hot: strings.Contains(f[1], "h"), demand: strings.Contains(f[1], "d")}
		b.derived(e, f[2:])
	}
	return b
}

// derived adds an entry of the derived files. Names that the own layer knows
// already stay its: it only learns whether they are hot.
func (b *book) derived(e entry, names []string) {
	number := -1
	for _, name := range names {
		if n, ok := b.number(name); ok {
			own := &b.entries[n]
			own.hot, own.demand = own.hot || e.hot, own.demand || e.demand
			number = n
		}
	}
	if number < 0 {
		if _, no := never[e.name]; no {
			return
		}
		e.strict, e.shape = e.kind == Tech && wordCount(e.name) == 1, e.name
		_, e.ambiguous = ambiguous[e.name]
		b.entries = append(b.entries, e)
		number = len(b.entries) - 1
	}
	for _, name := range names {
		if wordCount(name) == 1 && name != b.entries[number].name && e.kind == Tech {
			b.acronym(name, number) // “AIM” is no plain word
			continue
		}
		b.name(name, number)
	}
}

func (b *book) own() {
	for _, group := range aliases {
		for _, line := range strings.Split(strings.TrimSpace(group.lines), "\n") {
			name, others, _ := strings.Cut(line, "=")
			name = strings.TrimSpace(name)
			e := entry{name: name, kind: group.kind}
			_, e.ambiguous = ambiguous[name]
			e.strict, e.shape = e.ambiguous, name
			b.entries = append(b.entries, e)
			number := len(b.entries) - 1
			b.name(name, number)
			for _, o := range strings.Split(others, ";") {
				if o = strings.TrimSpace(o); o != "" {
					b.alias(o, number)
				}
			}
		}
	}
}

// alias names an entry otherwise; the other name of a strict entry is an entry
// of its own with the same name, since “Microsoft Word” needs no guard.
func (b *book) alias(name string, number int) {
	if e := b.entries[number]; e.strict {
		e.strict, e.ambiguous = false, false
		b.entries = append(b.entries, e)
		number = len(b.entries) - 1
	}
	b.name(name, number)
}

// acronym names an entry by a short form that needs its own case.
func (b *book) acronym(name string, number int) {
	if _, known := b.number(name); known {
		return
	}
	e := b.entries[number]
	e.strict, e.shape = true, name
	b.entries = append(b.entries, e)
	b.name(name, len(b.entries)-1)
}

func (b *book) name(name string, number int) {
	w := split(name)
	n := len(w.list)
	if n == 0 || n > maxWords {
		return
	}
	h := seed(n)
	for i := range w.list {
		h = extend(h, form(w.word(i), n))
		if _, known := b.at[h]; !known {
			b.at[h] = 0
			b.sieve[h>>45] |= 1 << (h >> 39 & 63)
		}
	}
	if b.at[h] == 0 {
		b.at[h] = uint32(number) + 1
	}
}

func (b *book) number(name string) (int, bool) {
	w := split(name)
	h := seed(len(w.list))
	for i := range w.list {
		h = extend(h, form(w.word(i), len(w.list)))
	}
	n := b.get(h)
	return int(n) - 1, n > 0
}

func wordCount(name string) int { return len(split(name).list) }

// get is 0 for a key that is not there, or where only longer names go on.
func (b *book) get(h uint64) uint32 {
	if b.sieve[h>>45]&(1<<(h>>39&63)) == 0 {
		return 0
	}
	return b.at[h]
}

// maxWords is how many words a name may have.
const maxWords = 9

// seed parts names of one word, where only the plural is taken off, from longer
// ones, where word forms meet as well.
func seed(words int) uint64 {
	if words == 1 {
		return 0x9e3779b97f4a7c15
	}
	return 0xcbf29ce484222325
}

func form(w []byte, words int) []byte {
	if words == 1 {
		return singular(w)
	}
	return stem(w)
}

// extend is FNV-1a over a word and a blank.
func extend(h uint64, w []byte) uint64 {
	for _, c := range w {
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	return (h ^ ' ') * 0x100000001b3
}

// hit is a name of the vocabulary at tokens [from, to).
type hit struct{ from, to, entry int }

// scan lists the longest name at each place, and a single word under it in case
// the longer one is refused. Hits may overlap and still have to pass their guards.
func (b *book) scan(w *words) (hits []hit) {
	for i := range w.list {
		best := hit{from: i}
		if n := b.get(extend(seed(1), singular(w.word(i)))); n > 0 {
			best.to, best.entry = i+1, int(n)-1
		}
		h := seed(2)
		for j := i; j < len(w.list) && j-i < maxWords; j++ {
			if g := w.gap(j); j > i && (g == '\n' || g == '.' || g == ',') {
				break
			}
			h = extend(h, stem(w.word(j)))
			if b.sieve[h>>45]&(1<<(h>>39&63)) == 0 {
				break
			}
			n, goes := b.at[h]
			if !goes {
				break
			}
			if n > 0 && j > i {
				if best.to == i+1 {
					hits = append(hits, best)
				}
				best.to, best.entry = j+1, int(n)-1
			}
		}
		if best.to > 0 {
			hits = append(hits, best)
		}
	}
	return hits
}
