// Package extract reads the text of document files: PDF, Word (DOCX), text and
// JSON. Files come from anywhere, so what has to be taken apart is taken apart in
// a child process that can do nothing else (quality.md S14): the program starts
// itself again with Command, the child gives up files, sockets and new processes,
// takes limits on memory and processor time, and only then receives the bytes.
//
//	r := extract.NewReader(filepath.Join(dir, "cache"))
//	paper, err := r.Read(ctx, data)
//	fmt.Println(len(paper.Lines), "lines")
//
// A file that breaks a limit or its reader costs that child and a sentence, and
// leaves the server as it was.
package extract

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// The limits of one file. They are far above any résumé.
const (
	maxPages = 40      // pages that are read
	maxLines = 5000    // lines that are kept
	maxText  = 1 << 20 // bytes of text that are kept
)

// Read reads a file by what it holds, not by its name. fault.TooLarge above
// track.PaperLimit and for a file that wants more than the child may take,
// fault.Foreign for a format that is not read, fault.Invalid for a broken one.
func (r *Reader) Read(ctx context.Context, data []byte) (track.Paper, error) {
	if len(data) > track.PaperLimit {
		return track.Paper{}, fault.New(fault.TooLarge, "file", "The file has %d MB. Up to %d MB is read.", len(data)>>20, track.PaperLimit>>20)
	}
	switch kind, why := sniff(data); kind {
	case "pdf", "docx":
		return r.ask(ctx, data)
	case "text", "json":
		return plain(kind, data), nil
	default:
		return track.Paper{}, fault.New(fault.Foreign, "file", "%s", why)
	}
}

// sniff names the format of a file; for one that is not read it says what to do.
func sniff(data []byte) (kind, why string) {
	head := data[:min(len(data), 1024)]
	const instead = " Save it as PDF, DOCX or text and choose that file."
	switch {
	case len(bytes.TrimSpace(head)) == 0:
		return "", "The file is empty."
	case bytes.Contains(head, []byte("%PDF-")):
		return "pdf", ""
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return "docx", ""
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return "", "This is a file of an older Word." + instead
	case bytes.HasPrefix(head, []byte(`{\rtf`)):
		return "", "This is an RTF file." + instead
	case bytes.HasPrefix(head, []byte("\x89PNG")), bytes.HasPrefix(head, []byte("\xff\xd8\xff")), bytes.HasPrefix(head, []byte("GIF8")), bytes.HasPrefix(head, []byte("II*\x00")), bytes.HasPrefix(head, []byte("MM\x00*")):
		return "", "This is a picture, and text in a picture is not read." + instead
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		return "text", ""
	case bytes.IndexByte(head, 0) >= 0:
		return "", "The format of this file is not known." + instead
	case bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\ufeff"))), []byte("{")):
		return "json", ""
	}
	return "text", ""
}

// plain reads a text: UTF-8, UTF-16 with its mark, else Windows-1252, which
// gives every byte a character.
func plain(kind string, data []byte) track.Paper {
	p := track.Paper{Format: kind}
	text := decode(data)
	if len(text) > maxText {
		text, p.Cut = strings.ToValidUTF8(text[:maxText], ""), true
	}
	for line := range strings.Lines(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\x00", "").Replace(text)) {
		if len(p.Lines) == maxLines {
			p.Cut = true
			break
		}
		p.Lines = append(p.Lines, track.PaperLine{Text: strings.TrimRight(line, " \t\n")})
	}
	return p
}

func decode(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return wide(data[2:], func(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 })
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return wide(data[2:], func(b []byte) uint16 { return uint16(b[1]) | uint16(b[0])<<8 })
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return string(data)
	}
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return string(out)
}

func wide(data []byte, unit func([]byte) uint16) string {
	units := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		units = append(units, unit(data[i:]))
	}
	return string(utf16.Decode(units))
}
