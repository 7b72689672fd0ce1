// Package recipe writes the mails of a made-up job search: any number, always
// the same for the same seed, shaped like real ones (quality.md part 1). Tests
// and measurements read them where real mail can't be had.
//
//	box := recipe.New(1, recipe.Small)
//	for range 100_000 {
//		raw := box.Next() // LF line ends, no "From " line
//	}
//
// Of the mails 25 % are plain text, 10 % HTML only, 65 % both; a quarter of
// the latter in base64. 6 % carry a PDF of 20 to 180 KB. 30 % answer one of
// the last 300 threads. Names are made up; domains end in .example.
package recipe

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"mime"
	"mime/quotedprintable"
	"strings"
	"time"
)

// Words is the vocabulary of the texts.
type Words int

const (
	// Small has about 150 words. It flatters every full-text index.
	Small Words = iota
	// Zipf has 40,000 words, the n-th as frequent as 1/n.
	Zipf
)

// Box writes one mail after the other.
type Box struct {
	rng     *rand.Rand
	words   []string
	weights []float64 // summed up; nil for equal ones
	threads []thread
	n       int
	now     time.Time
}

// thread is what an answer refers to.
type thread struct {
	subject, id, refs string
	employer          int
}

// recent is how many threads may still be answered.
const recent = 300

// New makes a box. Equal arguments give equal mails.
func New(seed uint64, w Words) *Box {
	b := &Box{rng: rand.New(rand.NewPCG(seed, 0x6d61696c)), now: time.Date(2024, 1, 8, 7, 0, 0, 0, time.UTC)}
	b.words = vocabulary
	if w == Zipf {
		b.words, b.weights = zipf(seed)
	}
	return b
}

// Next writes the next mail.
func (b *Box) Next() []byte {
	b.n++
	b.now = b.now.Add(time.Duration(60+b.rng.IntN(1200)) * time.Second)
	kind := b.rng.IntN(7)
	m := letter{box: b, kind: kind, employer: b.rng.IntN(len(employers)), person: b.rng.IntN(len(people)), relay: b.rng.IntN(len(relays))}
	m.id = fmt.Sprintf("<%d.%x@%s>", b.n, b.rng.Uint64(), relays[m.relay])
	if len(b.threads) > 0 && b.rng.IntN(100) < 30 {
		t := b.threads[b.rng.IntN(len(b.threads))]
		m.subject, m.parent, m.refs, m.employer = "Re: "+strings.TrimPrefix(t.subject, "Re: "), t.id, strings.TrimSpace(t.refs+" "+t.id), t.employer
	} else {
		m.subject = fmt.Sprintf(subjects[kind], employers[m.employer], roles[b.rng.IntN(len(roles))])
	}
	if refs := strings.Fields(m.refs); len(refs) > 8 {
		m.refs = strings.Join(refs[len(refs)-8:], " ")
	}
	b.threads = append(b.threads, thread{m.subject, m.id, m.refs, m.employer})
	if len(b.threads) > recent {
		b.threads = b.threads[1:]
	}
	return m.write()
}

// At is the time of the mail that Next gave last.
func (b *Box) At() time.Time { return b.now }

func (b *Box) word() string {
	if b.weights == nil {
		return b.words[b.rng.IntN(len(b.words))]
	}
	x := b.rng.Float64() * b.weights[len(b.weights)-1]
	lo, hi := 0, len(b.weights)-1
	for lo < hi {
		if mid := (lo + hi) / 2; b.weights[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return b.words[lo]
}

// paragraph has 20 to 60 words in sentences.
func (b *Box) paragraph() string {
	var s strings.Builder
	start := true
	for n := 20 + b.rng.IntN(41); n > 0; n-- {
		w := b.word()
		if start {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		s.WriteString(w)
		start = n == 1 || b.rng.IntN(12) == 0
		if start {
			s.WriteByte('.')
		}
		if n > 1 {
			s.WriteByte(' ')
		}
	}
	return s.String()
}

// letter is one mail before it is written.
type letter struct {
	box                       *Box
	kind                      int
	employer, person, relay   int
	subject, id, parent, refs string
	out                       strings.Builder
}

func (m *letter) write() []byte {
	m.header()
	text := m.text()
	boundary := fmt.Sprintf("=_%x", m.box.rng.Uint64())
	shape := m.box.rng.IntN(100)
	if m.box.rng.IntN(100) < 6 {
		fmt.Fprintf(&m.out, "Content-Type: multipart/mixed; boundary=\"%s_m\"\n\n--%s_m\n", boundary, boundary)
		m.body(shape, text, boundary)
		m.attachment(boundary + "_m")
	} else {
		m.body(shape, text, boundary)
	}
	return []byte(m.out.String())
}

func (m *letter) header() {
	b, rng := m.box, m.box.rng
	domain := domainOf(employers[m.employer])
	fmt.Fprintf(&m.out, "Return-Path: <bounce+%x@%s>\nDelivered-To: jo@weber.example\n", rng.Uint64(), relays[m.relay])
	for n := 2 + rng.IntN(4); n > 0; n-- {
		fmt.Fprintf(&m.out, "Received: from mx%d.%s (mx%d.%s [192.0.2.%d])\n\tby mail.weber.example with ESMTPS id %x\n\t(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384);\n\t%s\n",
			n, relays[m.relay], n, relays[m.relay], rng.IntN(255), rng.Uint64(), b.now.Add(time.Duration(n)*time.Second).Format(time.RFC1123Z))
	}
	fmt.Fprintf(&m.out, "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=k1;\n\th=from:to:subject:date:message-id; bh=%s;\n\tb=%s\n\t %s\n", relays[m.relay], m.noise(32), m.noise(60), m.noise(60))
	fmt.Fprintf(&m.out, "Authentication-Results: mail.weber.example; dkim=pass header.d=%s; spf=pass smtp.mailfrom=%s; dmarc=pass\n", relays[m.relay], relays[m.relay])
	fmt.Fprintf(&m.out, "Message-ID: %s\nDate: %s\nFrom: %s <jobs@%s>\n", m.id, b.now.In(zones[m.employer%len(zones)]).Format(time.RFC1123Z), mime.QEncoding.Encode("utf-8", people[m.person]), domain)
	fmt.Fprintf(&m.out, "To: Jo Weber <jo@weber.example>\nSubject: %s\n", strings.ReplaceAll(mime.QEncoding.Encode("utf-8", m.subject), "?= =?", "?=\n =?"))
	if m.parent != "" {
		fmt.Fprintf(&m.out, "In-Reply-To: %s\nReferences: %s\n", m.parent, strings.ReplaceAll(m.refs, " ", "\n\t"))
	}
	m.out.WriteString("MIME-Version: 1.0\n")
}

func (m *letter) noise(n int) string {
	return base64.StdEncoding.EncodeToString(m.random(n))
}

func (m *letter) random(n int) []byte {
	out := make([]byte, n)
	for i := 0; i < n; i += 8 {
		x := m.box.rng.Uint64()
		for j := i; j < min(i+8, n); j++ {
			out[j] = byte(x)
			x >>= 8
		}
	}
	return out
}

func (m *letter) text() []string {
	list := []string{"Dear Jo,", fmt.Sprintf(openings[m.kind], employers[m.employer])}
	for n := 2 + m.box.rng.IntN(7); n > 0; n-- {
		list = append(list, m.box.paragraph())
	}
	return append(list, "Kind regards,\n"+people[m.person]+"\n"+employers[m.employer])
}

func (m *letter) body(shape int, text []string, boundary string) {
	plain := wrap(strings.Join(text, "\n\n"))
	switch {
	case shape < 25 && isASCII(plain):
		m.part("text/plain; charset=us-ascii", "7bit", plain)
	case shape < 25:
		m.part("text/plain; charset=utf-8", "quoted-printable", plain)
	case shape < 35:
		m.part("text/html; charset=utf-8", "quoted-printable", m.html(text))
	default:
		coding := "quoted-printable"
		if shape%4 == 0 {
			coding = "base64"
		}
		fmt.Fprintf(&m.out, "Content-Type: multipart/alternative; boundary=\"%s\"\n\n--%s\n", boundary, boundary)
		m.part("text/plain; charset=utf-8", coding, plain)
		fmt.Fprintf(&m.out, "--%s\n", boundary)
		m.part("text/html; charset=utf-8", coding, m.html(text))
		fmt.Fprintf(&m.out, "--%s--\n", boundary)
	}
}

func (m *letter) part(kind, coding, text string) {
	fmt.Fprintf(&m.out, "Content-Type: %s\nContent-Transfer-Encoding: %s\n\n", kind, coding)
	switch coding {
	case "base64":
		m.lines(base64.StdEncoding.EncodeToString([]byte(text)))
	case "quoted-printable":
		var b strings.Builder
		w := quotedprintable.NewWriter(&b)
		w.Write([]byte(text))
		w.Close()
		m.out.WriteString(strings.ReplaceAll(b.String(), "\r\n", "\n"))
	default:
		m.out.WriteString(text)
	}
	m.out.WriteByte('\n')
}

func (m *letter) lines(s string) {
	for len(s) > 76 {
		m.out.WriteString(s[:76])
		m.out.WriteByte('\n')
		s = s[76:]
	}
	m.out.WriteString(s)
	m.out.WriteByte('\n')
}

func (m *letter) attachment(boundary string) {
	name := fmt.Sprintf("Role description %d.pdf", m.box.n)
	fmt.Fprintf(&m.out, "--%s\nContent-Type: application/pdf; name=\"%s\"\nContent-Disposition: attachment; filename=\"%s\"\nContent-Transfer-Encoding: base64\n\n", boundary, name, name)
	pdf := append([]byte("%PDF-1.7\n"), m.random(20_000+m.box.rng.IntN(160_001))...)
	m.lines(base64.StdEncoding.EncodeToString(pdf))
	fmt.Fprintf(&m.out, "--%s--\n", boundary)
}

func (m *letter) html(text []string) string {
	rng := m.box.rng
	var b strings.Builder
	b.WriteString("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + m.subject + "</title><style>.row td{padding:4px 8px;font-family:Arial,sans-serif} a{color:#0a58ca}</style></head>\n<body bgcolor=\"#ffffff\"><table width=\"600\" align=\"center\" cellpadding=\"0\" cellspacing=\"0\">\n")
	for _, p := range text {
		b.WriteString("<tr class=\"row\"><td style=\"font-size:14px;line-height:20px\"><p>" + strings.ReplaceAll(p, "\n", "<br>\n") + "</p></td></tr>\n")
	}
	for n := 5 + rng.IntN(26); n > 0; n-- {
		fmt.Fprintf(&b, "<tr class=\"row\"><td style=\"font-size:12px\"><a href=\"https://click.%s/t/%x/%x?u=%d&amp;utm_source=mail&amp;utm_campaign=%x%x\">%s %s %s</a></td></tr>\n", relays[m.relay], rng.Uint64(), rng.Uint64(), rng.IntN(1e6), rng.Uint64(), rng.Uint64(), m.box.word(), m.box.word(), m.box.word())
	}
	fmt.Fprintf(&b, "</table><img src=\"https://open.%s/p/%x.gif\" width=\"1\" height=\"1\" alt=\"\"></body></html>\n", relays[m.relay], rng.Uint64())
	return b.String()
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// wrap breaks text at 72 columns.
func wrap(s string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		n := 0
		for w := range strings.FieldsSeq(line) {
			switch {
			case n > 0 && n+1+len(w) > 72:
				b.WriteByte('\n')
				n = 0
			case n > 0:
				b.WriteByte(' ')
				n++
			}
			b.WriteString(w)
			n += len(w)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
