package extract

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// The limits of a Word file. Sizes are counted while unpacking, since what a zip
// says about itself is only a claim.
const (
	maxEntries  = 2000     // files in the zip
	maxUnpacked = 16 << 20 // bytes, over all parts that are read
	maxDepth    = 200      // elements within each other
)

const noWord = "This is no Word document (DOCX). Save it as PDF, DOCX or text and choose that file."

// readDOCX reads the text of a Word file: headers, the body, then footers and
// footnotes, as a program meets them.
func readDOCX(data []byte) (p track.Paper, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return p, fault.Wrap(err, fault.Invalid, "", "The DOCX file is damaged and can't be read. Save it anew from the program it comes from, or paste its text.")
	}
	parts, err := partsOf(z)
	if err != nil {
		return p, err
	}
	p.Format = "docx"
	left := int64(maxUnpacked)
	if slices.ContainsFunc(parts, func(x part) bool { return x.file.UncompressedSize64 > maxUnpacked }) {
		return p, errTooMuch // what says so itself need not be tried
	}
	for _, part := range parts {
		if err := readPart(&p, part.file, part.place, &left); err != nil {
			return p, err
		}
	}
	return p, nil
}

type part struct {
	file  *zip.File
	place track.PaperPart
}

// partsOf finds the parts with text, headers first. It refuses a zip that isn't
// made like a Word file: too many entries, links, paths out of the folder.
func partsOf(z *zip.Reader) (list []part, err error) {
	if len(z.File) > maxEntries {
		return nil, errTooMuch
	}
	var before, body, after []part
	for _, f := range z.File {
		name := f.Name
		if strings.Contains(name, `\`) || path.IsAbs(name) || slices.Contains(strings.Split(name, "/"), "..") || !f.Mode().IsRegular() && !f.Mode().IsDir() {
			return nil, fault.New(fault.Invalid, "", "The file holds paths that lead out of it, so it was not read. Save it anew from the program it comes from.")
		}
		dir, base := path.Split(name)
		switch {
		case name == "word/document.xml":
			body = append(body, part{f, track.PaperBody})
		case dir != "word/" || path.Ext(base) != ".xml":
		case strings.HasPrefix(base, "header"):
			before = append(before, part{f, track.PaperHeader})
		case strings.HasPrefix(base, "footer"), base == "footnotes.xml", base == "endnotes.xml":
			after = append(after, part{f, track.PaperFooter})
		}
	}
	if len(body) != 1 {
		return nil, fault.New(fault.Foreign, "", noWord)
	}
	return slices.Concat(before, body, after), nil
}

func readPart(p *track.Paper, f *zip.File, place track.PaperPart, left *int64) error {
	r, err := f.Open()
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "", "The DOCX file is damaged and can't be read. Save it anew from the program it comes from, or paste its text.")
	}
	defer r.Close()
	w := wordReader{paper: p, place: place}
	err = w.read(counted{io.Reader(r), left})
	switch {
	case errors.Is(err, errTooMuch):
		return errTooMuch
	case fault.KindOf(err) != fault.Internal:
		return err
	}
	return fault.Wrap(err, fault.Invalid, "", "The DOCX file is damaged and can't be read. Save it anew from the program it comes from, or paste its text.")
}
