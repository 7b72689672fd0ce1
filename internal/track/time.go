package track

import (
	"fmt"
	"time"
)

// Day is a calendar day in the person's time zone, as "2006-01-02", or
// "2006-01" where only the month is known, or empty where nothing is. Days
// compare as strings.
type Day string

// DayOf is the calendar day of an instant in a zone.
func DayOf(t time.Time, zone *time.Location) Day { return Day(t.In(zone).Format(time.DateOnly)) }

// ParseDay reads "2006-01-02" or "2006-01". Empty is allowed and stays empty.
func ParseDay(s string) (Day, error) {
	if s == "" {
		return "", nil
	}
	for _, layout := range []string{time.DateOnly, "2006-01"} {
		if t, err := time.Parse(layout, s); err == nil && t.Format(layout) == s {
			return Day(s), nil
		}
	}
	return "", fmt.Errorf("%q is not a day like 2026-11-24", s)
}

// Known reports whether the day is set at all.
func (d Day) Known() bool { return d != "" }

// MonthOnly reports whether only the month is known (flag DQ2).
func (d Day) MonthOnly() bool { return len(d) == len("2006-01") }

// Time is midnight UTC of the day, for arithmetic only; the middle of the
// month where only the month is known. The zero time for an unknown day.
func (d Day) Time() time.Time {
	s := string(d)
	if d.MonthOnly() {
		s += "-15"
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Add is the day n days later (earlier when negative). Unknown stays unknown.
func (d Day) Add(n int) Day {
	if !d.Known() {
		return d
	}
	return Day(d.Time().AddDate(0, 0, n).Format(time.DateOnly))
}

// Sub is the number of days from o to d; 0 when either is unknown.
func (d Day) Sub(o Day) int {
	if !d.Known() || !o.Known() {
		return 0
	}
	return int(d.Time().Sub(o.Time()).Hours() / 24)
}

// AddBusiness is the day n business days (Monday to Friday) later; n >= 0.
func (d Day) AddBusiness(n int) Day {
	if !d.Known() {
		return d
	}
	t := d.Time()
	for n > 0 {
		t = t.AddDate(0, 0, 1)
		if wd := t.Weekday(); wd != time.Saturday && wd != time.Sunday {
			n--
		}
	}
	return Day(t.Format(time.DateOnly))
}

// Instant is a point in time as UTC milliseconds since 1970; 0 is unknown.
// In JSON it is RFC 3339 in UTC with milliseconds, or an empty string.
type Instant int64

// InstantOf truncates a time to milliseconds.
func InstantOf(t time.Time) Instant {
	if t.IsZero() {
		return 0
	}
	return Instant(t.UnixMilli())
}

// Time is the instant in UTC, the zero time when unknown.
func (i Instant) Time() time.Time {
	if i == 0 {
		return time.Time{}
	}
	return time.UnixMilli(int64(i)).UTC()
}

// Known reports whether the instant is set.
func (i Instant) Known() bool { return i != 0 }

const instantLayout = "2006-01-02T15:04:05.000Z"

// MarshalText writes RFC 3339 in UTC, empty when unknown.
func (i Instant) MarshalText() ([]byte, error) {
	if i == 0 {
		return []byte{}, nil
	}
	return []byte(i.Time().Format(instantLayout)), nil
}

// UnmarshalText reads RFC 3339; empty is unknown.
func (i *Instant) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*i = 0
		return nil
	}
	t, err := time.Parse(time.RFC3339, string(b))
	if err != nil {
		return fmt.Errorf("%q is not a time like 2026-11-24T08:52:00Z", b)
	}
	*i = InstantOf(t)
	return nil
}
