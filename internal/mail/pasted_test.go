package mail

import (
	"strings"
	"testing"
	"time"

	"debrief/internal/fault"
	"debrief/internal/track"

	"pgregory.net/rapid"
)

func paste(t testing.TB, text string) Parsed {
	t.Helper()
	p, err := Pasted(text, Options{Now: now, Zone: time.FixedZone("", 3600)})
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	checkParsed(t, p)
	return p
}

func TestPasted_headerLinesOfEveryLanguage(t *testing.T) {
	body := "Dear Jo,\n\nwe chose somebody else.\n\nMara"
	type want struct{ from, subject, date, to string }
	full := want{"Mara Lind <mara@northgate.example>", "Your application", "2026-11-24T09:31", "jo@weber.example"}
	for name, c := range map[string]struct {
		head string
		want want
	}{
		"English":           {"From: Mara Lind <mara@northgate.example>\nSent: Tuesday, November 24, 2026 10:31 AM\nTo: jo@weber.example\nSubject: Your application", full},
		"English, Date":     {"From: Mara Lind <mara@northgate.example>\nDate: Tue, 24 Nov 2026 10:31:00 +0100\nSubject: Your application\nTo: jo@weber.example", full},
		"English, bold":     {"*From:* Mara Lind <mara@northgate.example>\n*Sent:* Tuesday, November 24, 2026 10:31 AM\n*To:* jo@weber.example\n*Subject:* Your application", full},
		"English, spaced":   {"\n\nFrom: Mara Lind <mara@northgate.example>\n\nDate: Tue, 24 Nov 2026 10:31:00 +0100\nSubject: Your application\nTo: jo@weber.example", full},
		"tabs":              {"From:\tMara Lind <mara@northgate.example>\nDate:\t24.11.2026 10:31\nTo:\tjo@weber.example\nSubject:\tYour application", full},
		"values below":      {"From:\nMara Lind <mara@northgate.example>\nDate:\n24.11.2026 10:31\nTo:\njo@weber.example\nSubject:\nYour application", full},
		"Subject first":     {"Subject: Your application\nFrom: Mara Lind <mara@northgate.example>\nDate: 24.11.2026 10:31\nTo: jo@weber.example", full},
		"German":            {"Von: Mara Lind <mara@northgate.example>\nGesendet: Dienstag, 24. November 2026 10:31\nAn: jo@weber.example\nBetreff: Your application", full},
		"French":            {"De : Mara Lind <mara@northgate.example>\nEnvoyé : mardi 24 novembre 2026 10:31\nÀ : jo@weber.example\nObjet : Your application", full},
		"Spanish":           {"De: Mara Lind <mara@northgate.example>\nEnviado el: martes, 24 de noviembre de 2026 10:31\nPara: jo@weber.example\nAsunto: Your application", full},
		"Italian":           {"Da: Mara Lind <mara@northgate.example>\nInviato: martedì 24 novembre 2026 10:31\nA: jo@weber.example\nOggetto: Your application", full},
		"Portuguese":        {"De: Mara Lind <mara@northgate.example>\nEnviada em: terça-feira, 24 de novembro de 2026 10:31\nPara: jo@weber.example\nAssunto: Your application", full},
		"Dutch":             {"Van: Mara Lind <mara@northgate.example>\nVerzonden: dinsdag 24 november 2026 10:31\nAan: jo@weber.example\nOnderwerp: Your application", full},
		"Swedish":           {"Från: Mara Lind <mara@northgate.example>\nSkickat: den 24 november 2026 10:31\nTill: jo@weber.example\nÄmne: Your application", full},
		"Danish":            {"Fra: Mara Lind <mara@northgate.example>\nSendt: 24. november 2026 10:31\nTil: jo@weber.example\nEmne: Your application", full},
		"Polish":            {"Od: Mara Lind <mara@northgate.example>\nWysłano: wtorek, 24 listopada 2026 10:31\nDo: jo@weber.example\nTemat: Your application", full},
		"forwarded":         {"---------- Forwarded message ---------\nFrom: Mara Lind <mara@northgate.example>\nDate: Tue, Nov 24, 2026 at 10:31 AM\nSubject: Your application\nTo: <jo@weber.example>", full},
		"only two lines":    {"From: Mara Lind <mara@northgate.example>\nSubject: Your application", want{"Mara Lind <mara@northgate.example>", "Your application", "", ""}},
		"only the subject":  {"Subject: Your application", want{"", "Your application", "", ""}},
		"Gmail on screen":   {"Your application\nInbox\nMara Lind <mara@northgate.example>\nTue, Nov 24, 2026, 10:31 AM (2 hours ago)\nto me", want{full.from, full.subject, full.date, ""}},
		"Gmail, no year":    {"Your application\nExternal\nInbox\n\nMara Lind <mara@northgate.example>\n\nNov 24, 10:31 AM (23 hours ago)\n\nto me", want{full.from, full.subject, full.date, ""}},
		"Gmail, one line":   {"Your application\nMara Lind <mara@northgate.example>\tTue, Nov 24, 2026 at 10:31 AM\nTo: jo@weber.example", full},
		"Gmail, German":     {"Your application\nPosteingang\nMara Lind <mara@northgate.example>\nDi., 24. Nov., 10:31 (vor 2 Stunden)\nan mich", want{full.from, full.subject, full.date, ""}},
		"Outlook on screen": {"Your application\nMara Lind<mara@northgate.example>\nTue 11/24/2026 10:31 AM\nTo: jo@weber.example", full},
	} {
		text := c.head + "\n\n" + body
		m := paste(t, text).Message
		date := ""
		if m.Date.Known() {
			date = m.Date.Time().Format("2006-01-02T15:04")
		}
		got := want{(Address{m.FromName, m.FromAddr}).String(), m.Subject, date, m.ToAddrs}
		if got != c.want || m.NewText() != body || m.Source != "pasted" {
			t.Errorf("%s:\n got %q\nwant %q\n new %q", name, got, c.want, m.NewText())
		}
		if m.Text != strings.TrimSpace(text) {
			t.Errorf("%s: the text was not kept whole: %q", name, m.Text)
		}
	}
}

func TestPasted_textWithoutHeaderSaysNothingOfItsSender(t *testing.T) {
	for _, text := range []string{
		"We chose somebody else.",
		"Dear Mira:\nno.",
		"Dear Jo,\n\nDate: to be agreed\nPlace: Utrecht\n\nMara",
		"Hello Jo, write to mara@northgate.example by Friday.\n\nMara",
		"From: time to time we look again.",
		"Note to self: call on 24.11.2026 at 10:31",
		"mara@northgate.example\n\nis the address you asked for",
	} {
		m := paste(t, text).Message
		if m.FromAddr != "" || m.Subject != "" || m.Date.Known() || m.NewStart != 0 || m.NewText() != text {
			t.Errorf("%q: %+v", text, m)
		}
	}
}

func TestPasted_headerWithHistoryBelow(t *testing.T) {
	m := paste(t, "From: Mara <mara@northgate.example>\nSubject: Re: Friday\n\nFriday is fine.\n\nOn 23.11.2026 17:02, Jo Weber wrote:\n> Friday?\n").Message
	if m.NewText() != "Friday is fine." {
		t.Errorf("%q", m.NewText())
	}
}

func TestPasted_dateThatCanBeReadInTwoWaysIsAskedFor(t *testing.T) {
	m := paste(t, "From: Mara <mara@northgate.example>\nDate: 03/04/2026 10:31\nSubject: x\n\ntext").Message
	if m.Date.Known() || len(m.Warnings) != 1 || !strings.Contains(m.Warnings[0], "two ways") {
		t.Errorf("%v %v", m.Date, m.Warnings)
	}
}

func TestPasted_sourceOfAMailIsReadAsMail(t *testing.T) {
	raw := "Received: from y by z; Mon, 23 Nov 2026 16:42:05 +0000\nFrom: Zoe <zoe@x.example>\nSubject: =?utf-8?Q?F=C3=BCr_Sie?=\nDate: Mon, 23 Nov 2026 16:42:00 +0000\nMessage-ID: <1@x>\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nf=C3=BCr Sie\n"
	m := paste(t, raw).Message
	if m.Subject != "Für Sie" || m.Text != "für Sie" || m.Source != "pasted" || m.ContentID != readString(t, raw).ContentID {
		t.Errorf("%+v", m)
	}
}

func TestPasted_pageSourceIsReadAsHTML(t *testing.T) {
	m := paste(t, `<div>Dear Jo,<p style="display:none">HIDDEN</p><p>we chose somebody else.</p></div>`).Message
	if m.Text != "Dear Jo,\n\nwe chose somebody else." {
		t.Errorf("%q", m.Text)
	}
}

func TestPasted_limits(t *testing.T) {
	if _, err := Pasted(strings.Repeat("a", MaxPasted+1), Options{}); fault.KindOf(err) != fault.TooLarge || !strings.Contains(fault.Message(err), "5 MB") {
		t.Error(err)
	}
	if _, err := Pasted(" \n\t", Options{}); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
	if m := paste(t, strings.Repeat("one line of many\n", MaxPasted/17)).Message; len(m.NewText()) < MaxPasted-40 {
		t.Error(len(m.NewText()))
	}
}

func TestPasted_sameTextIsTheSameMail(t *testing.T) {
	a, b, c := paste(t, "We chose\n somebody else. "), paste(t, "We chose somebody\r\nelse."), paste(t, "We chose somebody new.")
	if a.Message.ContentID != b.Message.ContentID || a.Message.ContentID == c.Message.ContentID {
		t.Error("white space counts, or words do not")
	}
}

func TestPasted_keepsEveryWord(t *testing.T) {
	line := rapid.SampledFrom([]string{"From: a@x.example", "Subject: s", "To: b@x.example", "Von: c", "An:", "words here", "", "> quoted", "Mara <m@x.example>", "to me", "24.11.2026 10:31", "On 24.11.2026 10:31 Jo wrote:", "-- "})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(line, 1, 25).Draw(t, "lines"), "\n")
		p, err := Pasted(text, Options{Now: now})
		if strings.TrimSpace(text) == "" {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		var m track.Message = p.Message
		if m.Text != strings.TrimSpace(text) || strings.TrimSpace(m.NewText()) == "" {
			t.Fatalf("%q became %q", text, m.Text)
		}
	})
}
