package track

import (
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Spell is one stay of an application at a gate. Source: method.md 2.0.
type Spell struct {
	Gate      Gate
	EnteredOn Day // empty where the gate was skipped or the day is not known
	EndedOn   Day // empty while open, or where the day is not known
	Outcome   SpellOutcome
	Met       bool    // a person had answered before it ended
	NotedAt   Instant // when the record learned that it had begun
	KnownAt   Instant // when the record learned how it ended; 0 while open
}

// Spells are the stays of one application, as they are kept: one line of words.
type Spells []Spell

// Value writes the line.
func (list Spells) Value() (driver.Value, error) {
	var b strings.Builder
	for i, s := range list {
		if i > 0 {
			b.WriteByte(';')
		}
		fmt.Fprintf(&b, "%s,%s,%s,%s,%d,%s,%s", s.Gate, s.EnteredOn, s.EndedOn, s.Outcome, bit(s.Met), s.NotedAt.short(), s.KnownAt.short())
	}
	return b.String(), nil
}

func (i Instant) short() string { return strconv.FormatInt(int64(i), 36) }

func bit(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// Scan reads the line.
func (list *Spells) Scan(v any) error {
	var text string
	switch v := v.(type) {
	case string:
		text = v
	case []byte:
		text = string(v)
	default:
		return fmt.Errorf("spells can't be read from %T", v)
	}
	*list = nil
	if text == "" {
		return nil
	}
	for line := range strings.SplitSeq(text, ";") {
		f := strings.Split(line, ",")
		if len(f) == 6 { // as kept before NotedAt was
			f = slices.Insert(f, 5, "0")
		}
		if len(f) != 7 {
			return fmt.Errorf("%q is no spell", line)
		}
		noted, err := strconv.ParseInt(f[5], 36, 64)
		if err != nil {
			return fmt.Errorf("%q is no spell: %w", line, err)
		}
		known, err := strconv.ParseInt(f[6], 36, 64)
		if err != nil {
			return fmt.Errorf("%q is no spell: %w", line, err)
		}
		*list = append(*list, Spell{Gate: Gate(f[0]), EnteredOn: Day(f[1]), EndedOn: Day(f[2]), Outcome: SpellOutcome(f[3]), Met: f[4] == "1", NotedAt: Instant(noted), KnownAt: Instant(known)})
	}
	return nil
}
