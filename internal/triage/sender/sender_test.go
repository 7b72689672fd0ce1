package sender

import (
	"strings"
	"testing"
)

func TestOf_whatAnAddressTells(t *testing.T) {
	for _, c := range []struct {
		addr, vendor, registered, label string
		kind                            Kind
		robot, free, agency             bool
	}{
		{"no-reply@us.greenhouse-mail.io", "greenhouse", "greenhouse-mail.io", "greenhouse-mail", ATS, true, false, false},
		{"schedule@fern.greenhouse.io", "greenhouse", "greenhouse.io", "greenhouse", Scheduler, false, false, false},
		{" Mastercard@MyWorkday.com ", "workday", "myworkday.com", "myworkday", ATS, false, false, false},
		{"acme+autoreply@talent.icims.com", "icims", "icims.com", "icims", ATS, true, false, false},
		{"jobalerts-noreply@linkedin.com", "linkedin", "linkedin.com", "linkedin", Alerts, true, false, false},
		{"notifications@calendly.com", "calendly", "calendly.com", "calendly", Scheduler, true, false, false},
		{"anna.hill@gmail.com", "", "gmail.com", "gmail", NoVendor, false, true, false},
		{"careers@mail.acme.co.uk", "", "acme.co.uk", "acme", NoVendor, false, false, false},
		{"dana@brightrecruiting.example", "", "brightrecruiting.example", "brightrecruiting", NoVendor, false, false, true},
		{"nobody", "", "", "", NoVendor, false, false, false},
		{"", "", "", "", NoVendor, false, false, false},
	} {
		s := Of(c.addr)
		id, kind := "", NoVendor
		if s.Vendor != nil {
			id, kind = s.Vendor.ID, s.Vendor.Kind
		}
		if id != c.vendor || kind != c.kind || s.Registered != c.registered || s.Label != c.label || s.Robot != c.robot || s.Free != c.free || s.Agency != c.agency {
			t.Errorf("%q: vendor %q kind %d, site %q %q, robot %v, free %v, agency %v", c.addr, id, kind, s.Registered, s.Label, s.Robot, s.Free, s.Agency)
		}
	}
}

// An address that only looks like a vendor's is nobody's.
func TestOf_aLookalikeIsNoVendor(t *testing.T) {
	for _, addr := range []string{"no-reply@greenhouse-mail.io.evil.example", "no-reply@notgreenhouse-mail.io", "myworkday.com@evil.example", "x@linkedin.com.example"} {
		if v := Of(addr).Vendor; v != nil {
			t.Errorf("%s is taken for %s", addr, v.ID)
		}
	}
}

func TestRobotic_peopleAreNot(t *testing.T) {
	for _, local := range []string{"no-reply", "noreply", "do_not_reply", "jobs.donotreply", "acme-notifications", "mailer-daemon", "nepasrepondre"} {
		if !Robotic(local) {
			t.Errorf("%s takes no answers", local)
		}
	}
	for _, local := range []string{"anna.hill", "careers", "hr", "robotham", "alertson", "jobs", "replyson"} {
		if Robotic(local) {
			t.Errorf("%s is a person or a team", local)
		}
	}
}

// The table is found by its own addresses, and every row can be found.
func TestVendors_everyRowIsFoundByItsSender(t *testing.T) {
	for _, v := range vendors {
		if v.ID == "" || v.Name == "" || strings.ToLower(v.ID) != v.ID {
			t.Errorf("%+v has no name", v)
		}
		if v.Kind == Link {
			continue
		}
		for s := range strings.FieldsSeq(v.senders) {
			addr := s
			switch {
			case strings.HasSuffix(s, "@"):
				addr = s + "any.example"
			case !strings.Contains(s, "@"):
				addr = "any@" + s
			}
			if got := VendorOf(addr); got == nil || got.ID != v.ID {
				t.Errorf("%s of %s is found as %v", addr, v.ID, got)
			}
		}
	}
}

func TestSite_oddDomains(t *testing.T) {
	for domain, want := range map[string][2]string{"": {"", ""}, "localhost": {"", ""}, "co.uk": {"", ""}, "a.b.c.com.br": {"c.com.br", "c"}, "x.example": {"x.example", "x"}} {
		if r, l := Site(domain); [2]string{r, l} != want {
			t.Errorf("%q: %q %q", domain, r, l)
		}
	}
}

func FuzzOf(f *testing.F) {
	for _, s := range []string{"a@b.c", "@", "x@y@z.co.uk", "no-reply@us.greenhouse-mail.io", "é@ü.example"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, addr string) {
		s := Of(addr)
		if s.Registered != "" && !strings.HasSuffix(s.Domain, s.Registered) {
			t.Errorf("%q: %q is no part of %q", addr, s.Registered, s.Domain)
		}
		if again := Of(s.Addr); again != s {
			t.Errorf("%q: reading twice gives %+v and %+v", addr, s, again)
		}
	})
}
