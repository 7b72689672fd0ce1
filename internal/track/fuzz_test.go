package track

import (
	"bytes"
	"testing"
)

// Bytes come back whole from their packed form, and a form that is damaged is
// refused or gives bytes.
func FuzzPacked(f *testing.F) {
	f.Add([]byte("short"))
	f.Add(bytes.Repeat([]byte("a mail "), 200))
	f.Add([]byte(packMark + "\x01\x02"))
	f.Fuzz(func(t *testing.T, data []byte) {
		kept, err := Packed(data).Value()
		if err != nil {
			t.Fatal(err)
		}
		var back Packed
		if err := back.Scan(kept); err != nil || !bytes.Equal(back, data) {
			t.Errorf("%d bytes came back as %d, %v", len(data), len(back), err)
		}
		var any Packed
		_ = any.Scan(data)
	})
}

// A day is read only as it is written, and days can be counted with.
func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2026-11-24", "2026-11", "", "2026-02-30", "0000-00-00", "9999-12-31", "2026-11-24 "} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDay(s)
		if err != nil {
			return
		}
		if string(d) != s {
			t.Errorf("%q became %q", s, d)
		}
		if d.Known() && !d.MonthOnly() && d.Time().Year() > 1 && d.Time().Year() < 9998 && d.Add(400).Sub(d) != 400 {
			t.Errorf("%q and 400 days is %q", d, d.Add(400))
		}
	})
}
