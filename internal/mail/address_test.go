package mail

import (
	"net/mail"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestAddresses_asSendersWriteThem(t *testing.T) {
	for s, want := range map[string][]Address{
		"":                            nil,
		" , ;":                        nil,
		"jo@weber.example":            {{"", "jo@weber.example"}},
		"Jo Weber <Jo@Weber.Example>": {{"Jo Weber", "jo@weber.example"}},
		`"Weber, Jo" <jo@weber.example>, b@x.example`:       {{"Weber, Jo", "jo@weber.example"}, {"", "b@x.example"}},
		`"a \"b\" c" <a@x.example>`:                         {{`a "b" c`, "a@x.example"}},
		"jo@weber.example (Jo Weber)":                       {{"Jo Weber", "jo@weber.example"}},
		"Recruiting (no reply) noreply@x.example":           {{"Recruiting", "noreply@x.example"}},
		"Team: a@x.example, B <b@x.example>;":               {{"", "a@x.example"}, {"B", "b@x.example"}},
		"undisclosed-recipients:;":                          nil,
		"=?utf-8?Q?J=C3=B6?= <jo@x.example>":                {{"Jö", "jo@x.example"}},
		"=?utf-8?Q?Weber=2C_Jo?= <jo@x.example>":            {{"Weber, Jo", "jo@x.example"}},
		`"=?utf-8?Q?J=C3=B6?=" <jo@x.example>`:              {{"Jö", "jo@x.example"}},
		"'jo@x.example' <jo@x.example>":                     {{"", "jo@x.example"}},
		"Hiring Team":                                       {{"Hiring Team", ""}},
		"<>":                                                nil,
		"Broken <jo@x.example":                              {{"Broken", "jo@x.example"}},
		"<@relay.example,@b.example:jo@x.example>":          {{"", "jo@x.example"}},
		"mailto:jo@x.example":                               {{"", "jo@x.example"}},
		"J\x00o\u202e <jo@x.example\r\n>":                   {{"Jo", "jo@x.example"}},
		"Acme Careers <acme@myworkday.example> via Workday": {{"Acme Careers via Workday", "acme@myworkday.example"}},
		"a@x.example; b@x.example":                          {{"", "a@x.example"}, {"", "b@x.example"}},
		`Jo "The Tester" Weber <jo@x.example>`:              {{"Jo The Tester Weber", "jo@x.example"}},
	} {
		if got := addresses(s); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestAddresses_longListsAreBounded(t *testing.T) {
	if n := len(addresses(strings.Repeat("a@x.example, ", 100_000))); n != maxAddresses {
		t.Error(n)
	}
}

// What net/mail prints and reads is read alike.
func TestAddresses_agreeWithNetMail(t *testing.T) {
	name := rapid.StringMatching(`[A-Za-zäöüßé ,."()@-]{0,20}`)
	rapid.Check(t, func(t *rapid.T) {
		want := mail.Address{Name: strings.Join(strings.Fields(strings.Trim(name.Draw(t, "name"), `" `)), " "), Address: rapid.StringMatching(`[a-z][a-z0-9.+_-]{0,10}[a-z]@[a-z]{1,8}\.example`).Draw(t, "addr")}
		if strings.Contains(want.Address, "..") || strings.Trim(want.Name, `"'`) != want.Name {
			t.Skip("no valid address")
		}
		got := addresses(want.String())
		if len(got) != 1 || got[0].Addr != want.Address || got[0].Name != want.Name && !strings.EqualFold(want.Name, want.Address) {
			t.Fatalf("%s: %q", want.String(), got)
		}
	})
}

func TestNoReply_machinesAndPeople(t *testing.T) {
	for _, a := range []string{"no-reply@us.greenhouse-mail.io", "noreply@x.example", "do_not_reply@x.example", "donotreply@x.example", "jobs-noreply@linkedin.com", "exampleco+autoreply@talent.icims.com",
		"notification@smartrecruiters.com", "notifications@app.bamboohr.com", "MAILER-DAEMON@x.example", "postmaster@x.example", "bounce-1234@x.example", "jobalerts-noreply@linkedin.com", "ne-pas-repondre@x.fr",
		"system@successfactors.com", "application-no-reply@revolut.com", "no.reply@x.example", "nicht-antworten@x.de", "NoReply+42@x.example"} {
		if !NoReply(a) {
			t.Errorf("%s takes no answers", a)
		}
	}
	for _, a := range []string{"", "mara.lind@northgate.example", "careers@x.example", "recruiting@x.example", "talent@x.example", "norbert.reply@x.example", "alerta@x.example", "jobs@x.example", "systems.team.lead@x.example", "hello@noreply.example"} {
		if NoReply(a) {
			t.Errorf("%s may be a person", a)
		}
	}
}

func TestRead_automatedByHeader(t *testing.T) {
	for header, want := range map[string]bool{"": false, "Auto-Submitted: auto-generated\n": true, "Auto-Submitted: no\n": false, "Precedence: bulk\n": true, "Precedence: first-class\n": false, "X-Autoreply: yes\n": true} {
		if m := readString(t, "From: mara@x.example\n"+header+"\ntext"); m.Automated != want {
			t.Errorf("%q: automated is %v", header, m.Automated)
		}
	}
}
