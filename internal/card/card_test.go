package card

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"debrief/internal/fault"
)

func TestWrite_comesBackInBothVersions(t *testing.T) {
	list := []Card{
		{UID: "1", Name: "Dana Ortiz", Org: "Kittiwake, Ltd", Title: "Head of talent; EMEA", Email: "dana@kittiwake.example", Phone: "+353 1 555 0142", Profile: "https://www.linkedin.com/in/dana"},
		{UID: "2", Name: "Ébène", Org: `back\slash`},
		{UID: "3", Name: strings.Repeat("日本", 40) + " x"},
	}
	for _, v := range []Version{V3, V4} {
		b, err := Write(list, v)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(b), "\r\nVERSION:"+string(v)+"\r\n") {
			t.Errorf("no version %s in\n%s", v, b)
		}
		for _, l := range strings.Split(string(b), "\r\n") {
			if len(l) > 75 || !utf8.ValidString(l) {
				t.Errorf("line of %d octets: %q", len(l), l)
			}
		}
		r, err := Read(b)
		if err != nil || len(r.Cards) != len(list) || r.Skipped != 0 {
			t.Fatalf("%+v %v", r, err)
		}
		for i := range list {
			if r.Cards[i] != list[i] {
				t.Errorf("version %s: %+v came back as %+v", v, list[i], r.Cards[i])
			}
		}
	}
}

// Cards as address books write them: grouped fields and types in upper case
// (Apple), quoted-printable with soft line ends (old phones), folded 4.0.
func TestRead_takesWhatAddressBooksWrite(t *testing.T) {
	file := "\xef\xbb\xbfBEGIN:VCARD\r\nVERSION:3.0\r\nN:Brennan;Aoife;;;\r\nFN:Aoife Brennan\r\nORG:Tallis Ledger;Payments\r\nitem1.EMAIL;type=INTERNET;type=pref:aoife@tallis.example\r\nEMAIL;type=INTERNET:other@tallis.example\r\nitem2.URL;type=pref:https://blog.example/a\r\nURL:https://linkedin.com/in/aoife\r\nPHOTO;ENCODING=b;TYPE=JPEG:" + strings.Repeat("AAAA", 4000) + "\r\nBDAY:1980-01-01\r\nEND:VCARD\r\n" +
		"BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6=\nrg;;;\nORG;ENCODING=QUOTED-PRINTABLE:B=C3=BCro\nTEL;WORK:+49 30 555\nEND:VCARD\n" +
		"begin:vcard\nversion:4.0\nFN:Tom\n  Nakagawa\nTEL;VALUE=uri:tel:+353-1-555\nEMAIL:mailto:tom@northmoor.example\nend:vcard\n" +
		"BEGIN:VCARD\nVERSION:3.0\nTEL:1\nEND:VCARD\n"
	r, err := Read([]byte(file))
	if err != nil || r.Skipped != 1 {
		t.Fatalf("%+v %v", r, err)
	}
	want := []Card{{Name: "Aoife Brennan", Org: "Tallis Ledger", Email: "aoife@tallis.example", Profile: "https://linkedin.com/in/aoife"}, {Name: "Jörg Müller", Org: "Büro", Phone: "+49 30 555"}, {Name: "Tom Nakagawa", Phone: "+353-1-555", Email: "tom@northmoor.example"}}
	if len(r.Cards) != len(want) {
		t.Fatalf("%+v", r.Cards)
	}
	for i := range want {
		if r.Cards[i] != want[i] {
			t.Errorf("%+v, want %+v", r.Cards[i], want[i])
		}
	}
}

func TestWrite_refuses(t *testing.T) {
	if _, err := Write([]Card{{Name: " \x00"}}, V4); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	if _, err := Write(nil, "2.1"); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	if _, err := Write(make([]Card, MaxCards+1), V4); fault.KindOf(err) != fault.TooLarge {
		t.Error(err)
	}
}

// No text of a field becomes a field of its own.
func TestWrite_holdsHostileTexts(t *testing.T) {
	pieces := []string{"\r\n", "\n", "\r", ";", ",", "\\", "\\n", ":", "BEGIN:VCARD", "END:VCARD", "KEY:x", "é", "🙂", "\x00", "\u2028", "\u202e", "\xff", " ", strings.Repeat("é", 60)}
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		word := func() string {
			var b strings.Builder
			for range rnd.IntN(7) {
				b.WriteString(pieces[rnd.IntN(len(pieces))])
			}
			return b.String()
		}
		c := Card{UID: "1", Name: "x" + word(), Org: word(), Title: word(), Email: "a@b" + word(), Phone: word()}
		b, err := Write([]Card{c}, V4)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range strings.Split(strings.TrimSuffix(string(b), "\r\n"), "\r\n") {
			key, _, _ := strings.Cut(l, ":")
			key, _, _ = strings.Cut(key, ";")
			if l[0] != ' ' && !strings.Contains(" BEGIN END VERSION FN N UID ORG TITLE EMAIL TEL ", " "+key+" ") || len(l) > 75 {
				t.Fatalf("%q in\n%s", l, b)
			}
		}
		r, err := Read(b)
		if err != nil || len(r.Cards) != 1 || r.Cards[0].Name != tidy(c.Name) || r.Cards[0].Title != tidy(c.Title) {
			t.Fatalf("%+v came back as %+v, %v", c, r, err)
		}
	}
}

// S19: files made to hurt are refused or read within bounds of time and memory.
func TestRead_holdsHostileFiles(t *testing.T) {
	card := "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A\r\n"
	for name, c := range map[string]struct {
		file  []byte
		kind  fault.Kind
		cards int
	}{
		"too large":       {bytes.Repeat([]byte("x"), MaxBytes+1), fault.TooLarge, 0},
		"nothing":         {nil, fault.Foreign, 0},
		"no card":         {[]byte("hello\nBEGIN:VCALENDAR\nEND:VCALENDAR\n"), fault.Foreign, 0},
		"never ends":      {[]byte(strings.Repeat("BEGIN:VCARD\n", 100_000)), fault.Foreign, 0},
		"nested":          {[]byte(strings.Repeat("BEGIN:VCARD\n", 50_000) + strings.Repeat("END:VCARD\n", 50_000)), 0, 0},
		"folded for ever": {[]byte(card + "NOTE:" + strings.Repeat("a\r\n ", 1_500_000) + "\r\nEND:VCARD\r\n"), 0, 1},
		"one long line":   {[]byte(card + "NOTE:" + strings.Repeat("a", 7<<20) + "\r\nEND:VCARD\r\n"), 0, 1},
		"soft for ever":   {[]byte(card + "NOTE;ENCODING=QUOTED-PRINTABLE:" + strings.Repeat("=41=\r\n", 1_000_000) + "\r\nEND:VCARD\r\n"), 0, 1},
		"many lines":      {[]byte(card + strings.Repeat("TEL:1\r\n", 900_000) + "END:VCARD\r\n"), 0, 1},
		"many cards":      {[]byte(strings.Repeat(card+"END:VCARD\r\n", 100_000)), 0, MaxCards},
		"many params":     {[]byte(card + "TEL" + strings.Repeat(";A=B", 1800) + ":1\r\nEND:VCARD\r\n"), 0, 1},
		"open quote":      {[]byte(card + `TEL;A="` + strings.Repeat(`\`, 8000) + "\r\nEND:VCARD\r\n"), 0, 1},
		"nul and binary":  {append([]byte(card), append(bytes.Repeat([]byte{0, 0xff, '\n'}, 100_000), "\r\nEND:VCARD\r\n"...)...), 0, 1},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		began := time.Now()
		r, err := Read(c.file)
		took := time.Since(began)
		runtime.ReadMemStats(&after)
		if fault.KindOf(err) != c.kind && (err != nil || c.kind != 0) || len(r.Cards) != c.cards {
			t.Errorf("%s: %d cards, %d skipped, %v", name, len(r.Cards), r.Skipped, err)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; took > 3*time.Second || grown > 200<<20 {
			t.Errorf("%s took %v and %d MB", name, took, grown>>20)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("BEGIN:VCARD\nVERSION:3.0\nFN:A\nTEL;A=\"b:c\":1\nEND:VCARD\n"))
	f.Add([]byte("BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:=4=\n1;;\nEND:VCARD\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := Read(b)
		if err != nil {
			return
		}
		for _, c := range r.Cards {
			if c.Name == "" || !utf8.ValidString(fmt.Sprint(c)) || strings.ContainsAny(fmt.Sprint(c), "\r\n\x00") {
				t.Fatalf("%+v", c)
			}
		}
		if len(r.Cards) > 0 {
			if _, err := Write(r.Cards, V4); err != nil {
				t.Fatal(err)
			}
		}
	})
}
