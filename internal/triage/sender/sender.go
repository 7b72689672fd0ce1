// Package sender says what a mail address tells about a mail before it is read:
// which application system, job board or agency it is, whether a person reads
// it, and under which domain it is registered. The sender says that a mail is
// about an application, seldom what it says (mail.md section 2).
//
//	s := sender.Of("no-reply@us.greenhouse-mail.io")
//	s.Vendor.ID // greenhouse
//	s.Robot     // true
package sender

import (
	"strings"

	"debrief/internal/triage/phrase"
)

// Sender is what an address tells.
type Sender struct {
	Addr, Local, Domain string
	Registered, Label   string
	Vendor              *Vendor
	Agency              bool // Domain of a recruitment agency
	Free                bool // mail for anyone
	Robot               bool // takes no answers
}

// Of reads an address.
func Of(addr string) Sender {
	s := Sender{Addr: strings.ToLower(strings.TrimSpace(addr))}
	s.Local = s.Addr[:max(0, strings.LastIndexByte(s.Addr, '@'))]
	s.Domain = DomainOf(s.Addr)
	s.Registered, s.Label = Site(s.Domain)
	s.Vendor = vendorOf(s.Addr)
	s.Agency = s.Vendor == nil && (agencyDomains[s.Domain] || agencyDomains[s.Registered] || AgencyLabel(s.Label))
	s.Free = freeMail[s.Domain] || freeMail[s.Registered]
	s.Robot = Robotic(s.Local)
	return s
}

// AgencyLabel tells a recruitment agency by the name of its domain.
func AgencyLabel(label string) bool {
	for _, w := range [...]string{"recruit", "staffing", "staffers", "headhunters", "temps", "searchpartners", "talentpartners", "execsearch", "headhunt", "personalberatung", "executivesearch", "talentsearch", "resourcing", "personnel", "interim", "zeitarbeit", "jobagency"} {
		if strings.Contains(label, w) {
			return true
		}
	}
	return false
}

// robotWords make a local part one that no person reads.
var robotWords = phrase.Words("noreply donotreply reply notification notifications notify automated autoreply mailer system alerts alert bounce bounces daemon postmaster robot bot systemmessage automailer")

// Robotic reports a local part that no person reads.
func Robotic(local string) bool {
	joined := strings.Map(func(c rune) rune {
		if c == '-' || c == '_' || c == '.' {
			return -1
		}
		return c
	}, local)
	if strings.Contains(joined, "noreply") || strings.Contains(joined, "donotreply") || strings.Contains(joined, "autoreply") || strings.Contains(joined, "nepasrepondre") || strings.Contains(joined, "nichtantworten") {
		return true
	}
	for _, w := range strings.FieldsFunc(local, func(c rune) bool { return strings.ContainsRune("-_.+0123456789", c) }) {
		if robotWords[w] {
			return true
		}
	}
	return false
}

// freeMail are domains at which anyone may have an address.
var freeMail = phrase.Words("gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.fr hotmail.de live.com live.co.uk msn.com yahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.es yahoo.it ymail.com icloud.com me.com mac.com aol.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de mail.com zoho.com fastmail.com hey.com orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it virgilio.it tiscali.it alice.it uol.com.br bol.com.br terra.com.br sapo.pt ziggo.nl kpnmail.nl planet.nl btinternet.com sky.com comcast.net verizon.net att.net example.com example.org example.net")

// publicSuffix2 are suffixes of two labels below which names are sold.
var publicSuffix2 = phrase.Words("co.uk org.uk ac.uk gov.uk ltd.uk plc.uk me.uk nhs.uk com.au net.au org.au edu.au gov.au co.nz org.nz govt.nz com.br net.br org.br gov.br co.in net.in org.in co.jp or.jp ne.jp ac.jp com.mx com.ar com.co com.pe com.cl com.tr com.sg com.my com.hk com.cn com.tw co.kr co.za org.za com.ua com.pl com.pt com.es com.gr co.il com.ph com.vn co.th co.id com.sa com.eg co.ke com.ng gv.at co.at or.at")

// Site is the domain under which a company registered, with its name label:
// "careers.mail.acme.co.uk" is "acme.co.uk" and "acme".
func Site(domain string) (registered, label string) {
	parts := strings.Split(domain, ".")
	n := 2
	if len(parts) >= 2 && publicSuffix2[strings.Join(parts[len(parts)-2:], ".")] {
		n = 3
	}
	if len(parts) < n {
		return "", ""
	}
	parts = parts[len(parts)-n:]
	return strings.Join(parts, "."), parts[0]
}

// DomainOf is the part of an address behind the @, in lower case.
func DomainOf(addr string) string {
	return strings.ToLower(addr[strings.LastIndexByte(addr, '@')+1:])
}

// FreeMail reports a domain at which anyone may have an address.
func FreeMail(domain string) bool { return freeMail[domain] }

// VendorName reports the folded name of a vendor, which is never an employer's
// unless the mail comes from the vendor itself.
func VendorName(folded string) bool { return vendorNames[folded] }

// VendorOf is the row of an address in lower case, nil where none fits.
func VendorOf(addr string) *Vendor { return vendorOf(addr) }
