package mailbox

import (
	"strconv"
	"strings"
)

// Position is how far a source was read. The zero value is its beginning. As
// text (String, ParsePosition) it can be stored.
type Position struct {
	Path   string // everything that sorts before it is done
	Offset int64  // so many bytes of Path are done; whole where all of it is
}

// whole marks a file that is done.
const whole = -1

// String is the position as text; empty for the beginning.
func (p Position) String() string {
	if p.Path == "" && p.Offset == 0 {
		return ""
	}
	return strconv.FormatInt(p.Offset, 10) + " " + p.Path
}

// ParsePosition reads what String wrote. Anything else is the beginning: then
// mails are handed over again, and none is missed.
func ParsePosition(s string) Position {
	n, path, ok := strings.Cut(s, " ")
	offset, err := strconv.ParseInt(n, 10, 64)
	if !ok || err != nil || offset < whole {
		return Position{}
	}
	return Position{Path: path, Offset: offset}
}

// begun tells what a position says of a file: skip it, or begin at an offset.
func (p Position) begun(path string) (offset int64, skip bool) {
	if p.Path == "" && p.Offset == 0 {
		return 0, false
	}
	switch c := comparePaths(path, p.Path); {
	case c < 0 && within(p.Path, path):
		return 0, false // a zip in which reading stopped
	case c < 0:
		return 0, true
	case c == 0:
		return max(p.Offset, 0), p.Offset == whole
	}
	return 0, false
}

// passed reports that everything below a folder is done.
func (p Position) passed(dir string) bool {
	if p.Path == "" || dir == "." || within(p.Path, dir) {
		return false
	}
	return comparePaths(dir, p.Path) < 0
}

func within(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, dir+"/")
}

// comparePaths orders paths as a walk through sorted folders meets them: by
// their elements, not by their bytes, since "a-b" sorts before "a/b".
func comparePaths(a, b string) int {
	for {
		x, restA, moreA := strings.Cut(a, "/")
		y, restB, moreB := strings.Cut(b, "/")
		if c := strings.Compare(x, y); c != 0 {
			return c
		}
		switch {
		case !moreA && !moreB:
			return 0
		case !moreA:
			return -1
		case !moreB:
			return 1
		}
		a, b = restA, restB
	}
}
