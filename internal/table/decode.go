package table

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// signatures are the first bytes of files that people take for a CSV.
var signatures = []struct{ prefix, what string }{
	{"PK\x03\x04", "a workbook (xlsx, ods, numbers) or a zip file"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel workbook"},
	{"%PDF-", "a PDF"},
	{"\x89PNG", "a picture"},
	{"\xFF\xD8\xFF", "a picture"},
	{"\x1F\x8B", "a compressed file"},
	{"SQLite format 3\x00", "a database"},
	{"{\\rtf", "a formatted text"},
}

func foreign(data []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.prefix)) {
			return s.what
		}
	}
	return ""
}

// decode makes valid UTF-8 of a file and says what it took it for.
func decode(data []byte) (text, encoding, note string) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		return wide(data[2:], binary.LittleEndian), "utf-16", ""
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return wide(data[2:], binary.BigEndian), "utf-16", ""
	case looksWide(data, 1):
		return wide(data, binary.LittleEndian), "utf-16", ""
	case looksWide(data, 0):
		return wide(data, binary.BigEndian), "utf-16", ""
	}
	if utf8.Valid(data) {
		return string(data), "utf-8", ""
	}
	if mostlyUTF8(data) {
		return strings.ToValidUTF8(string(data), "\uFFFD"), "utf-8", "A few characters are damaged and show as \uFFFD."
	}
	return windows1252(data), "windows-1252", "The file is not UTF-8 and was read as Windows-1252. Check names with accents."
}

// looksWide reports UTF-16 without a mark: nearly every second byte is zero, in
// the odd places (1) or the even ones (0), and there is a line break in it.
func looksWide(data []byte, zeros int) bool {
	head := data[:min(len(data), 4096)&^1]
	if len(head) < 16 {
		return false
	}
	var n [2]int
	newline := false
	for i := 0; i < len(head); i += 2 {
		for j := range 2 {
			if head[i+j] == 0 {
				n[j]++
			}
		}
		newline = newline || head[i+zeros] == 0 && head[i+1-zeros] == '\n'
	}
	return newline && n[zeros]*10 > len(head)/2*9 && n[1-zeros] == 0
}

func wide(data []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units))
}

// mostlyUTF8 tells a UTF-8 file with a few damaged bytes from another encoding:
// letters outside ASCII in it are many and nearly all whole.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && size == 1:
			bad++
		case size > 1:
			good++
		}
		data = data[size:]
	}
	return good >= 10*bad
}

// upper1252 are the characters of Windows-1252 from 0x80 to 0x9F, where it
// differs from Latin-1. Unassigned places keep their number. Source: the index
// of the WHATWG encoding standard.
var upper1252 = [32]rune{
	0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
	0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
}

func windows1252(data []byte) string {
	var b strings.Builder
	b.Grow(len(data) + len(data)/8)
	for _, c := range data {
		if c >= 0x80 && c < 0xA0 {
			b.WriteRune(upper1252[c-0x80])
		} else {
			b.WriteRune(rune(c))
		}
	}
	return b.String()
}

// blank is white space, including the kinds that spreadsheets leave behind.
func blank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200B' || r == '\uFEFF' || r == '\u2060'
}

// tidy trims a cell and makes one plain space of every run of white space.
func tidy(s string) string { return strings.Join(strings.FieldsFunc(s, blank), " ") }
