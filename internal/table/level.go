package table

import (
	"fmt"
	"strings"
)

// level makes a row as wide as the header. Missing cells are empty; cells
// beyond the header are left out and noted, unless they hold nothing.
func (t *Table) level(r *Row) {
	want, got := len(t.Header), len(r.Cells)
	extra := false
	for _, c := range r.Cells[min(want, got):] {
		extra = extra || strings.TrimSpace(c) != ""
	}
	switch {
	case got < want:
		if got > 1 || filled(*r) > 0 {
			t.Notes = append(t.Notes, Note{r.Line, fmt.Sprintf("This row has %d cells, the header has %d. The missing ones count as empty.", got, want)})
		}
		r.Cells = append(r.Cells, make([]string, want-got)...)
	case extra:
		t.Notes = append(t.Notes, Note{r.Line, fmt.Sprintf("This row has %d cells, the header has %d. The last %d are left out.", got, want, got-want)})
	}
	r.Cells = r.Cells[:want:want]
}

// headerNames makes names of the cells of the header: trimmed, none empty, no
// two equal in any letter case.
func headerNames(cells []string) []string {
	names := make([]string, len(cells))
	taken, next := map[string]bool{}, map[string]int{}
	for i, c := range cells {
		name := tidy(c)
		if name == "" {
			name = fmt.Sprintf("Column %d", i+1)
		}
		base, unique := strings.ToLower(name), name
		for n := max(2, next[base]); taken[strings.ToLower(unique)]; n++ {
			unique, next[base] = fmt.Sprintf("%s (%d)", name, n), n+1
		}
		taken[strings.ToLower(unique)] = true
		names[i] = unique
	}
	return names
}
