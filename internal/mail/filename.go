package mail

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxFileName bounds the name without its ending, in bytes.
const maxFileName = 100

// Names that Windows keeps for devices, with any ending.
var deviceNames = []string{"con", "prn", "aux", "nul", "conin$", "conout$", "clock$", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
	"com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"}

// FileName makes a name for an exported file from an ending ("eml") and parts
// such as a day, an employer, a role. Only letters and digits of the parts
// remain, in lower case and with single hyphens between; accents are dropped.
// The result is never empty, has no path, is no device of any system, has at
// most 100 bytes before the ending, and comes through Content-Disposition
// unchanged.
//
//	FileName("eml", "2026-11-24", "Café Nord GmbH", "../x") // 2026-11-24-cafe-nord-gmbh-x.eml
func FileName(ending string, parts ...string) string {
	name := slug(strings.Join(parts, "-"), maxFileName)
	if name == "" {
		name = "message"
	}
	if in(deviceNames, name) {
		name += "-file"
	}
	if ending = slug(ending, 10); ending == "" {
		return name
	}
	return name + "." + ending
}

func slug(s string, max int) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(cut(s, 4000), " ")) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'ß':
			b.WriteString("ss")
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
		default:
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return strings.Trim(norm.NFC.String(cut(b.String(), max)), "-")
}
