// Command derive writes the embedded vocabulary of package skill from the files
// of O*NET 29.2 (“Technology Skills.txt”, “Alternate Titles.txt”, “Occupation
// Data.txt” in onet-29.2) and ESCO (“skills_en.csv”, “occupations_en.csv” in
// esco-labels-2026), read whole. The same files give the same bytes.
//
//	go run ./internal/skill/derive DIR
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "derive takes the folder that holds onet-29.2 and esco-labels-2026")
		os.Exit(2)
	}
	if err := run(os.Args[1], "internal/skill/vocabulary.tsv.gz"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// row is one entry: its kind, its flags, its names with the main one first.
type row struct {
	kind, flags string
	names       []string
}

func run(dir, to string) error {
	tech, err := technologies(filepath.Join(dir, "onet-29.2", "Technology Skills.txt"))
	if err != nil {
		return err
	}
	skills, err := labels(filepath.Join(dir, "esco-labels-2026", "skills_en.csv"), "S")
	if err != nil {
		return err
	}
	titles, err := titles(dir)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	for _, r := range slices.Concat(tech, skills, titles) {
		fmt.Fprintf(&b, "%s\t%s\t%s\n", r.kind, r.flags, strings.Join(r.names, "\t"))
	}
	fmt.Printf("%d technologies, %d skills, %d titles, %d bytes\n", len(tech), len(skills), len(titles), b.Len())
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(b.Bytes()); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(to, packed.Bytes(), 0o644)
}

func table(path string) ([][]string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var rows [][]string
	for line := range strings.Lines(string(b)) {
		rows = append(rows, strings.Split(strings.TrimRight(line, "\r\n"), "\t"))
	}
	return rows[1:], nil
}

func technologies(path string) ([]row, error) {
	rows, err := table(path)
	if err != nil {
		return nil, err
	}
	flags := map[string]map[string]bool{}
	for _, r := range rows {
		if flags[r[1]] == nil {
			flags[r[1]] = map[string]bool{}
		}
		flags[r[1]]["h"] = flags[r[1]]["h"] || r[4] == "Y"
		flags[r[1]]["d"] = flags[r[1]]["d"] || r[5] == "Y"
	}
	var out []row
	for name, f := range flags {
		r := row{kind: "T", names: names(name)}
		for _, x := range []string{"d", "h"} {
			if f[x] {
				r.flags += x
			}
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b row) int {
		return cmp.Compare(a.names[len(a.names)-1]+a.names[0], b.names[len(b.names)-1]+b.names[0])
	})
	return out, nil
}

var tail = regexp.MustCompile(` (?:software|application software)$`)

// names are those of a technology in the house style of O*NET: without
// “software” where a proper name is left, and the acronym that its words spell
// (“Structured query language SQL”). The full name comes last.
func names(full string) []string {
	short := tail.ReplaceAllString(full, "")
	words := strings.Fields(short)
	list := []string{}
	if n := len(words); n >= 3 && spells(words[:n-1], words[n-1]) {
		list = append(list, strings.Join(words[:n-1], " "), words[n-1])
	}
	if proper(words) && short != full {
		list = append([]string{short}, list...)
	}
	if len(list) == 0 || !slices.Contains(list, full) {
		list = append(list, full)
	}
	return list
}

func proper(words []string) bool {
	for _, w := range words[min(1, len(words)-1):] {
		if strings.IndexFunc(w, unicode.IsUpper) < 0 {
			return false
		}
	}
	return len(words) > 1 || strings.IndexFunc(words[0][1:], unicode.IsUpper) >= 0
}

func spells(words []string, acronym string) bool {
	if len(acronym) < 2 || len(acronym) > 6 || acronym != strings.ToUpper(acronym) || strings.IndexFunc(acronym, unicode.IsLetter) != 0 {
		return false
	}
	rest := strings.ToUpper(strings.Join(words, " "))
	if rest[0] != acronym[0] {
		return false
	}
	for _, r := range acronym {
		i := strings.IndexRune(rest, r)
		if i < 0 {
			return false
		}
		rest = rest[i+1:]
	}
	return true
}

var bracket = regexp.MustCompile(`\s*\([^)]*\)`)

func labels(path, kind string) ([]row, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	var out []row
	for _, r := range rows[1:] {
		name := strings.Join(strings.Fields(bracket.ReplaceAllString(r[1], "")), " ")
		if name == "" || seen[name] {
			continue
		}
		seen[name] = true
		out = append(out, row{kind: kind, names: []string{name}})
	}
	slices.SortFunc(out, func(a, b row) int { return cmp.Compare(a.names[0], b.names[0]) })
	return out, nil
}

// titles are the occupations of O*NET with their alternate titles, and those of
// ESCO. Each title stands for itself: an alternate title of an occupation is
// near it, not the same.
func titles(dir string) ([]row, error) {
	seen := map[string]bool{}
	var list []string
	add := func(name string) {
		name = strings.Join(strings.Fields(bracket.ReplaceAllString(name, "")), " ")
		if key := strings.ToLower(name); name != "" && !seen[key] {
			seen[key] = true
			list = append(list, name)
		}
	}
	for _, file := range []string{"Alternate Titles.txt", "Occupation Data.txt"} {
		rows, err := table(filepath.Join(dir, "onet-29.2", file))
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			add(r[1])
		}
	}
	occupations, err := labels(filepath.Join(dir, "esco-labels-2026", "occupations_en.csv"), "O")
	if err != nil {
		return nil, err
	}
	for _, r := range occupations {
		add(r.names[0])
	}
	slices.Sort(list)
	out := make([]row, len(list))
	for i, name := range list {
		out[i] = row{kind: "O", names: []string{name}}
	}
	return out, nil
}
