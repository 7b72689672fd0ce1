package resume

import "strings"

// Change is a stretch of lines or words of two texts: Same, or Was gone and Is
// come. One of the two may be empty.
type Change struct {
	Same bool
	Was  []string
	Is   []string
}

// maxDiff bounds what is compared piece by piece; what is longer counts as one
// change.
const maxDiff = 2000

// Changes compares two texts piece by piece (lines, or words) and gives the
// fewest changes, in order. Joining Was of all gives a, and Is of all gives b;
// of a stretch that is the same, both hold it.
func Changes(a, b []string) (out []Change) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	out = appendSame(out, a[:head])
	x, y := a[head:len(a)-tail], b[head:len(b)-tail]
	if len(x) > maxDiff || len(y) > maxDiff {
		out = append(out, Change{Was: x, Is: y})
	} else {
		out = append(out, middle(x, y)...)
	}
	return appendSame(out, a[len(a)-tail:])
}

func appendSame(out []Change, same []string) []Change {
	if len(same) == 0 {
		return out
	}
	if n := len(out); n > 0 && out[n-1].Same {
		out[n-1].Was = append(out[n-1].Was[:len(out[n-1].Was):len(out[n-1].Was)], same...)
		out[n-1].Is = out[n-1].Was
		return out
	}
	return append(out, Change{Same: true, Was: same, Is: same})
}

// middle walks along a longest common subsequence.
func middle(a, b []string) (out []Change) {
	common := lengths(a, b)
	for i, j := 0, 0; i < len(a) || j < len(b); {
		if i < len(a) && j < len(b) && a[i] == b[j] {
			out = appendSame(out, a[i:i+1])
			i, j = i+1, j+1
			continue
		}
		if n := len(out); n == 0 || out[n-1].Same {
			out = append(out, Change{})
		}
		c := &out[len(out)-1]
		if j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1] {
			c.Was = append(c.Was, a[i])
			i++
		} else {
			c.Is = append(c.Is, b[j])
			j++
		}
	}
	return out
}

// lengths of the longest common subsequence of a[i:] and b[j:].
func lengths(a, b []string) [][]int32 {
	t := make([][]int32, len(a)+1)
	for i := range t {
		t[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				t[i][j] = t[i+1][j+1] + 1
			} else {
				t[i][j] = max(t[i+1][j], t[i][j+1])
			}
		}
	}
	return t
}

// Words cuts a text at its blanks, for Changes; joined with blanks they give it
// back but for the number of blanks.
func Words(text string) []string { return strings.Fields(text) }

// Row is one line of a comparison for people: a line that stayed, went, came, or
// was reworded; Skipped counts lines that are the same and not shown.
type Row struct {
	Kind    RowKind
	Text    string   // of a line that stayed, went or came
	Words   []Change // of a reworded line
	Skipped int
}

// RowKind says what happened to a line.
type RowKind string

// The kinds of rows.
const (
	Stayed   RowKind = "same"
	Gone     RowKind = "gone"
	Come     RowKind = "come"
	Reworded RowKind = "reworded"
	Skipped  RowKind = "skipped"
)

// around is how many lines that stayed are shown beside a change.
const around = 2

// Compare is the comparison of two texts line by line, the words of a line that
// was only reworded marked, and long stretches that stayed folded.
func Compare(a, b []string) (out []Row) {
	all := Changes(a, b)
	for i, c := range all {
		if c.Same {
			out = append(out, folded(c.Is, i == 0, i == len(all)-1)...)
			continue
		}
		was, is := c.Was, c.Is
		for len(was) > 0 && len(is) > 0 && akin(was[0], is[0]) {
			out = append(out, Row{Kind: Reworded, Words: Changes(Words(was[0]), Words(is[0]))})
			was, is = was[1:], is[1:]
		}
		for _, l := range was {
			out = append(out, Row{Kind: Gone, Text: l})
		}
		for _, l := range is {
			out = append(out, Row{Kind: Come, Text: l})
		}
	}
	return out
}

// folded shows the lines next to a change and counts the rest.
func folded(lines []string, first, last bool) (out []Row) {
	head, tail := around, around
	if first {
		head = 0
	}
	if last {
		tail = 0
	}
	show := func(list []string) {
		for _, l := range list {
			out = append(out, Row{Kind: Stayed, Text: l})
		}
	}
	if len(lines) <= head+tail+1 {
		show(lines)
		return out
	}
	show(lines[:head])
	out = append(out, Row{Kind: Skipped, Skipped: len(lines) - head - tail})
	show(lines[len(lines)-tail:])
	return out
}

// akin reports whether two lines share so many words that one is the other
// reworded.
func akin(a, b string) bool {
	x, y := Words(a), Words(b)
	same := 0
	for _, c := range Changes(x, y) {
		if c.Same {
			same += len(c.Is)
		}
	}
	return 2*same >= min(len(x), len(y)) && same > 0 && 3*same >= max(len(x), len(y))
}
