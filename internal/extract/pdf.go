package extract

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"golang.org/x/text/unicode/norm"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// maxWASM is the memory of the PDF reader, in pages of 64 kB: 80 MB.
const maxWASM = 1280

// maxObjects is how many drawn things of a page are looked at for pictures.
const maxObjects = 4000

// engine is PDFium compiled to WebAssembly: its memory is its own, and it is
// given no files.
type engine struct{ pdfium.Pdfium }

// loadPDF makes the reader ready. With a cache folder its translation into
// machine code, which takes seconds, is kept there.
func loadPDF(cache string) (e engine, err error) {
	c := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).WithMemoryLimitPages(maxWASM)
	if cache != "" {
		kept, err := wazero.NewCompilationCacheWithDir(cache)
		if err != nil {
			return e, err
		}
		c = c.WithCompilationCache(kept)
	}
	pool, err := webassembly.Init(webassembly.Config{Context: context.Background(), MinIdle: 1, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: c, Stdout: io.Discard, Stderr: io.Discard})
	if err != nil {
		return e, err
	}
	e.Pdfium, err = pool.GetInstance(time.Minute)
	return e, err
}

func (e engine) read(data []byte) (p track.Paper, err error) {
	doc, err := e.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return p, fault.Wrap(err, fault.Foreign, "", "This PDF is locked with a password. Save a copy without one and choose that.")
	case err != nil:
		return p, fault.Wrap(err, fault.Invalid, "", "The PDF is damaged and can't be read. Save it anew from the program it comes from, or paste its text.")
	}
	n, err := e.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return p, err
	}
	if n.PageCount == 0 {
		return p, fault.New(fault.Invalid, "", "The PDF has no page that can be read. Save it anew from the program it comes from, or paste its text.")
	}
	p.Format, p.Pages = "pdf", n.PageCount
	if js, err := e.FPDFDoc_GetJavaScriptActionCount(&requests.FPDFDoc_GetJavaScriptActionCount{Document: doc.Document}); err == nil {
		p.Scripts = js.JavaScriptActionCount
	}
	text := 0
	for i := range min(n.PageCount, maxPages) {
		if err := e.page(&p, doc.Document, i, &text); err != nil {
			return p, err
		}
		if text > maxText || len(p.Lines) >= maxLines {
			p.Cut = true
			return p, nil
		}
	}
	p.Cut = n.PageCount > maxPages
	return p, nil
}

func (e engine) page(p *track.Paper, doc references.FPDF_DOCUMENT, i int, text *int) error {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}
	if size, err := e.GetPageSize(&requests.GetPageSize{Page: page}); err == nil && i == 0 {
		p.Width = size.Width
	}
	found, err := e.GetPageTextStructured(&requests.GetPageTextStructured{Page: page, Mode: requests.GetPageTextStructuredModeRects})
	if err != nil {
		return err
	}
	for _, l := range joined(found.Rects, i+1) {
		*text += len(l.Text)
		if *text > maxText || len(p.Lines) >= maxLines {
			return nil
		}
		p.Lines = append(p.Lines, l)
	}
	p.Images += e.images(page)
	return nil
}

// images counts the pictures of a page; what can't be told counts as none.
func (e engine) images(page requests.Page) (n int) {
	all, err := e.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return 0
	}
	for i := range min(all.Count, maxObjects) {
		o, err := e.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return n
		}
		if t, err := e.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o.PageObject}); err == nil && t.Type == enums.FPDF_PAGEOBJ_IMAGE {
			n++
		}
	}
	return n
}

// joined puts the pieces of a page together to lines: pieces that follow each
// other, stand at one height and leave no more than a wide space between them.
func joined(rects []*responses.GetPageTextStructuredRect, page int) (out []track.PaperLine) {
	for _, r := range rects {
		text := norm.NFKC.String(strings.ReplaceAll(r.Text, "\x00", ""))
		text = strings.NewReplacer("\r", " ", "\n", " ", "\u00ad", "", "\u0002", "-").Replace(text)
		if strings.TrimSpace(text) == "" {
			continue
		}
		l := track.PaperLine{Text: text, Page: page, Left: r.PointPosition.Left, Top: r.PointPosition.Top, Right: r.PointPosition.Right, Bottom: r.PointPosition.Bottom}
		if n := len(out); n > 0 && follows(out[n-1], l) {
			was := &out[n-1]
			if !strings.HasSuffix(was.Text, " ") && !strings.HasPrefix(text, " ") && l.Left-was.Right > (was.Top-was.Bottom)/6 {
				was.Text += " "
			}
			was.Text += text
			was.Right, was.Top, was.Bottom = max(was.Right, l.Right), max(was.Top, l.Top), min(was.Bottom, l.Bottom)
			continue
		}
		out = append(out, l)
	}
	for i := range out {
		out[i].Text = strings.Join(strings.Fields(out[i].Text), " ")
	}
	return out
}

// follows reports whether l goes on where the line was ends.
func follows(was, l track.PaperLine) bool {
	height := max(was.Top-was.Bottom, l.Top-l.Bottom)
	overlap := min(was.Top, l.Top) - max(was.Bottom, l.Bottom)
	gap := l.Left - was.Right
	return overlap > 0.5*min(was.Top-was.Bottom, l.Top-l.Bottom) && gap > -height && gap < 2.5*height
}
