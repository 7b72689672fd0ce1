package posting

import (
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"code.dny.dev/ssrf"

	"debrief/internal/fault"
)

// here lets a fetcher reach the test server, and still nothing else that is not
// public.
func here(limit time.Duration, size int64) *Fetcher {
	return newFetcher(ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(netip.MustParsePrefix("127.0.0.1/32"))).Safe, limit, size)
}

// S12: every spelling of an inner address is refused, and the refusal comes
// from the dialler, not from a name.
func TestFetch_refusesInnerAddresses(t *testing.T) {
	var reached atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { reached.Add(1); fmt.Fprint(w, "<p>secret</p>") }))
	defer s.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(s.URL, "http://"), ":")
	for _, host := range []string{"127.0.0.1", "127.1", "0", "0.0.0.0", "0x7f000001", "2130706433", "017700000001", "localhost", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
		"[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[fc00::1]", "100.64.0.1", "169.254.169.254", "10.0.0.1", "172.16.0.1", "192.168.0.1", "224.0.0.1", "255.255.255.255", "[::127.0.0.1]"} {
		for _, p := range []string{"", ":" + port, ":443"} {
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			began := time.Now()
			_, err := NewFetcher().Fetch(ctx, "http://"+host+p+"/")
			cancel()
			if fault.KindOf(err) != fault.Invalid || time.Since(began) > 2*time.Second {
				t.Errorf("%s%s: %v after %v", host, p, err, time.Since(began))
			}
		}
	}
	if n := reached.Load(); n > 0 {
		t.Errorf("the inner server was reached %d times", n)
	}
}

func TestGuard_refusesByTheAddressThatIsDialled(t *testing.T) {
	safe := ssrf.New().Safe
	for _, c := range []struct {
		network, address string
		ok               bool
	}{
		{"tcp4", "93.184.215.14:443", true}, {"tcp4", "93.184.215.14:80", true}, {"tcp4", "93.184.215.14:22", false}, {"tcp4", "93.184.215.14:8080", false}, {"udp4", "93.184.215.14:443", false},
		{"tcp6", "[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:443", true}, {"tcp6", "[64:ff9b::7f00:1]:80", false}, {"tcp6", "[2002:7f00:1::]:80", false}, {"tcp6", "[::ffff:127.0.0.1]:80", false},
		{"tcp6", "[fe80::1]:80", false}, {"tcp4", "100.64.1.1:80", false}, {"tcp4", "169.254.169.254:80", false},
	} {
		if err := safe(c.network, c.address, nil); (err == nil) != c.ok {
			t.Errorf("%s %s: %v", c.network, c.address, err)
		}
	}
}

func TestFetch_refusesOtherSchemesAndNames(t *testing.T) {
	for _, address := range []string{"file:///etc/hosts", "gopher://example.com/", "ftp://example.com/", "javascript:alert(1)", "//example.com/", "example", "", "http://", "http://user:pw@example.com/", "data:text/html,x", "http://[::1", "unix:///tmp/x"} {
		if _, err := NewFetcher().Fetch(t.Context(), address); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestFetch_checksEveryRedirect(t *testing.T) {
	var s *httptest.Server
	s = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to := r.URL.Query().Get("to"); to != "" {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		var n int
		fmt.Sscan(r.URL.Query().Get("n"), &n)
		if n > 0 {
			http.Redirect(w, r, fmt.Sprintf("%s/?n=%d", s.URL, n-1), http.StatusFound)
			return
		}
		if r.Header.Get("Referer") != "" || r.Header.Get("Cookie") != "" {
			t.Errorf("headers tell: %v", r.Header)
		}
		fmt.Fprint(w, "<p>Welder wanted</p>")
	}))
	defer s.Close()
	f := here(5*time.Second, MaxBytes)
	if a, err := f.Fetch(t.Context(), s.URL+"/?n=3"); err != nil || a.Text != "Welder wanted" {
		t.Errorf("three redirects: %v %+v", err, a)
	}
	if _, err := f.Fetch(t.Context(), s.URL+"/?n=4"); fault.KindOf(err) != fault.Invalid || !strings.Contains(err.Error(), "3 times") {
		t.Errorf("four redirects: %v", err)
	}
	for _, to := range []string{"http://127.0.0.2/", "http://[::1]/", "http://169.254.169.254/latest/meta-data", "file:///etc/hosts", "http://[64:ff9b::7f00:1]/", "http://10.0.0.1/"} {
		if a, err := f.Fetch(t.Context(), s.URL+"/?to="+url.QueryEscape(to)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("redirect to %s: %v %+v", to, err, a)
		}
	}
}

// S13: what is unpacked counts, and the time until the last byte.
func TestFetch_stopsAtItsLimits(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Type", "text/html")
			z := gzip.NewWriter(w)
			zeros := make([]byte, 1<<20)
			for range 200 {
				if _, err := z.Write(zeros); err != nil {
					return
				}
			}
			z.Close()
		case "/big":
			w.Header().Set("Content-Type", "text/html")
			for range 400 {
				if _, err := w.Write(make([]byte, 1<<20)); err != nil {
					return
				}
			}
		case "/slow":
			w.Header().Set("Content-Type", "text/html")
			for range 1000 {
				if _, err := w.Write([]byte("x")); err != nil || r.Context().Err() != nil {
					return
				}
				w.(http.Flusher).Flush()
				time.Sleep(20 * time.Millisecond)
			}
		case "/never":
			<-r.Context().Done()
		case "/headers":
			for i := range 10_000 {
				w.Header().Set(fmt.Sprintf("X-%d", i), "0123456789")
			}
		case "/pdf":
			w.Header().Set("Content-Type", "application/pdf")
			fmt.Fprint(w, "%PDF")
		case "/latin":
			w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
			w.Write([]byte("<p>Caf\xe9 manager</p>"))
		default:
			http.NotFound(w, r)
		}
	}))
	defer s.Close()
	f := here(time.Second, MaxBytes)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for path, want := range map[string]fault.Kind{"/bomb": fault.TooLarge, "/big": fault.TooLarge, "/slow": fault.TooLarge, "/never": fault.TooLarge, "/headers": fault.Invalid, "/pdf": fault.Invalid, "/gone": fault.Invalid} {
		began := time.Now()
		_, err := f.Fetch(t.Context(), s.URL+path)
		if fault.KindOf(err) != want {
			t.Errorf("%s: %v", path, err)
		}
		if d := time.Since(began); d > 10*time.Second {
			t.Errorf("%s took %v", path, d)
		}
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 32<<20 {
		t.Errorf("%d bytes stay", grown)
	}
	if a, err := f.Fetch(t.Context(), s.URL+"/latin"); err != nil || a.Text != "Café manager" {
		t.Errorf("%v %q", err, a.Text)
	}
}

func TestDataAddress_ofEachBoard(t *testing.T) {
	for page, want := range map[string]string{
		"https://boards.greenhouse.io/exampleco/jobs/6100000001?gh_jid=1":                      "https://boards-api.greenhouse.io/v1/boards/exampleco/jobs/6100000001",
		"https://job-boards.eu.greenhouse.io/exampleco/jobs/61":                                "https://boards-api.greenhouse.io/v1/boards/exampleco/jobs/61",
		"https://jobs.lever.co/exampleco/00000000-0000-4000-8000-000000000001":                 "https://api.lever.co/v0/postings/exampleco/00000000-0000-4000-8000-000000000001",
		"https://jobs.eu.lever.co/exampleco/00000000-0000-4000-8000-000000000001/apply":        "https://api.eu.lever.co/v0/postings/exampleco/00000000-0000-4000-8000-000000000001",
		"https://jobs.ashbyhq.com/exampleco/00000000-0000-4000-8000-000000000002":              "https://api.ashbyhq.com/posting-api/job-board/exampleco?includeCompensation=true",
		"https://apply.workable.com/exampleco/j/A1B2C3D4E5/":                                   "https://apply.workable.com/api/v1/widget/accounts/exampleco?details=true",
		"https://jobs.smartrecruiters.com/ExampleCo/744000000000001-site-reliability-engineer": "https://api.smartrecruiters.com/v1/companies/ExampleCo/postings/744000000000001",
		"https://exampleco.recruitee.com/o/customer-success-manager":                           "https://exampleco.recruitee.com/api/offers",
		"https://jobs.lever.co.evil.example/exampleco/00000000-0000-4000-8000-000000000001":    "",
		"https://evil.example/boards.greenhouse.io/exampleco/jobs/1":                           "",
		"https://boards.greenhouse.io/exampleco":                                               "",
	} {
		u, err := url.Parse(page)
		if err != nil {
			t.Fatal(err)
		}
		if got := dataAddress(u); got != want {
			t.Errorf("%s: %s", page, got)
		}
	}
}
