package mail

import (
	"mime"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestFileName_readableAndSafe(t *testing.T) {
	for want, c := range map[string][]string{
		"2026-11-24-cafe-nord-gmbh-x.eml": {"eml", "2026-11-24", "Café Nord GmbH", "../x"},
		"message.eml":                     {"eml"},
		"message":                         {"", "", "../.."},
		"con-file.eml":                    {"eml", "CON"},
		"lpt1-file.txt":                   {".txt", " LPT1 . "},
		"a-b-c.eml":                       {"e/m/l", "a\x00b\r\nc"},
		"gpj-exe.eml":                     {"eml", "\u202egpj.exe"},
		"strasse.eml":                     {"eml", "Straße"},
		"東京-株式会社.eml":                     {"eml", "東京 株式会社"},
		"c-windows-system32.eml":          {"eml", `C:\Windows\System32`},
		"zoe.eml":                         {"eml", "ＺＯＥ"},
	} {
		if got := FileName(c[0], c[1:]...); got != want && !(c[0] == "e/m/l" && got == "a-b-c.e-m-l") {
			t.Errorf("%q: %q, want %q", c, got, want)
		}
	}
}

func checkFileName(t *testing.T, n string) {
	t.Helper()
	base, _, _ := strings.Cut(n, ".")
	switch {
	case n == "" || len(n) > maxFileName+20 || !utf8.ValidString(n):
		t.Errorf("length or encoding: %q", n)
	case filepath.Base(n) != n || n == "." || n == ".." || strings.ContainsAny(n, `/\:*?"<>|% `):
		t.Errorf("path or wildcard: %q", n)
	case strings.HasPrefix(n, ".") || strings.HasPrefix(n, "-") || strings.HasSuffix(n, ".") || strings.Count(n, ".") > 1:
		t.Errorf("dots or hyphens: %q", n)
	case slices.Contains(deviceNames, strings.ToLower(base)):
		t.Errorf("device: %q", n)
	case strings.ContainsFunc(n, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || invisible(r) || unicode.IsSpace(r)
	}):
		t.Errorf("hidden characters: %q", n)
	}
	_, params, err := mime.ParseMediaType(mime.FormatMediaType("attachment", map[string]string{"filename": n}))
	if err != nil || params["filename"] != n {
		t.Errorf("Content-Disposition gives %q for %q (%v)", params["filename"], n, err)
	}
}

func FuzzFileName(f *testing.F) {
	for _, s := range []string{"", "../../etc/passwd", "a\x00b", "a\r\nb", "\u202eexe.doc", "CON", "con.eml", "nul", "COM1", strings.Repeat("ä", 300), strings.Repeat("a", 300), "é\u0301\u0301", "..", "~", "%2e%2e", "C:\\x", "\xff\xfe", "ǅ", "ﬁ", "٣", "\u0600", "conın$"} {
		f.Add(s, "eml")
		f.Add("x", s)
	}
	f.Fuzz(func(t *testing.T, part, ending string) {
		checkFileName(t, FileName(ending, part))
		checkFileName(t, FileName(ending, part, part))
	})
}
