package posting

import (
	"context"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
	"golang.org/x/net/html/charset"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// The limits of a fetch (quality.md S13): bytes as unpacked, time from the first
// connection to the last byte, and redirects, each checked like the first address.
const (
	MaxBytes     = 15 << 20
	MaxTime      = 20 * time.Second
	MaxRedirects = 3
)

// control decides on the address that is really dialled, after the name was
// resolved.
type control func(network, address string, _ syscall.RawConn) error

// Fetcher fetches postings. It holds the only HTTP client of Debrief.
type Fetcher struct {
	client *http.Client
	limit  int64
}

// NewFetcher makes a fetcher that reaches public addresses on ports 80 and 443
// only. It takes no proxy from the environment, keeps no cookie, and sends
// neither a referrer nor a name.
func NewFetcher() *Fetcher { return newFetcher(ssrf.New().Safe, MaxTime, MaxBytes) }

func newFetcher(allow control, limit time.Duration, size int64) *Fetcher {
	dialer := &net.Dialer{Timeout: limit / 2, Control: allow}
	return &Fetcher{limit: size, client: &http.Client{
		Timeout: limit,
		Transport: &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true, MaxResponseHeaderBytes: 64 << 10, TLSHandshakeTimeout: limit / 2,
			ResponseHeaderTimeout: limit, ForceAttemptHTTP2: true},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > MaxRedirects {
				return errRedirects
			}
			r.Header.Del("Referer")
			return checked(r.URL)
		},
	}}
}

var errRedirects = errors.New("too many redirects")

// checked refuses addresses that no posting has. What a name resolves to is
// checked when it is dialled.
func checked(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fault.New(fault.Invalid, "url", "Only addresses that begin with http:// or https:// are opened.")
	case u.Hostname() == "":
		return fault.New(fault.Invalid, "url", "The address names no site.")
	case u.User != nil:
		return fault.New(fault.Invalid, "url", "An address with a name or password in it is not opened.")
	}
	return nil
}

// Fetch gets the posting at an address. Errors are fault.Invalid for an address
// or answer that is none, fault.TooLarge beyond the limits.
func (f *Fetcher) Fetch(ctx context.Context, address string) (track.Advert, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil {
		return track.Advert{}, fault.New(fault.Invalid, "url", "%q is not an address.", address)
	}
	if err := checked(u); err != nil {
		return track.Advert{}, err
	}
	u.Fragment = ""
	if data := dataAddress(u); data != "" {
		if body, err := f.get(ctx, data); err == nil {
			if a, err := Read(body, u.String()); err == nil {
				a.URL = u.String()
				return a, nil
			}
		}
	}
	body, err := f.get(ctx, u.String())
	if err != nil {
		return track.Advert{}, err
	}
	a, err := Read(body, u.String())
	a.URL = u.String()
	return a, err
}

func (f *Fetcher) get(ctx context.Context, address string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, fault.New(fault.Invalid, "url", "%q is not an address.", address)
	}
	r.Header.Set("User-Agent", "Mozilla/5.0 (compatible; Debrief)")
	r.Header.Set("Accept", "text/html,application/json;q=0.9,text/plain;q=0.8")
	res, err := f.client.Do(r)
	if err != nil {
		return nil, refusal(r.URL.Hostname(), err)
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fault.New(fault.Invalid, "url", "%s answered %d %s. If the page opens in your browser, copy its text and paste it.", r.URL.Hostname(), res.StatusCode, http.StatusText(res.StatusCode))
	}
	media := res.Header.Get("Content-Type")
	if kind, _, _ := mime.ParseMediaType(media); kind != "" && !strings.HasPrefix(kind, "text/") && !strings.HasSuffix(kind, "json") && !strings.HasSuffix(kind, "xhtml+xml") {
		return nil, fault.New(fault.Invalid, "url", "The address leads to a file of kind %s, not to a page. Copy its text and paste it.", kind)
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, f.limit+1))
	if err != nil {
		return nil, refusal(r.URL.Hostname(), err)
	}
	if int64(len(body)) > f.limit {
		return nil, fault.New(fault.TooLarge, "url", "The page has more than %d MB. Copy its text and paste it.", MaxBytes>>20)
	}
	return inUTF8(body, media), nil
}

// inUTF8 converts a page from the charset that its header or markup names.
func inUTF8(body []byte, media string) []byte {
	enc, name, _ := charset.DetermineEncoding(body, media)
	if name == "utf-8" {
		return body
	}
	if text, err := enc.NewDecoder().Bytes(body); err == nil {
		return text
	}
	return body
}

// refusal puts what stopped a fetch into words.
func refusal(host string, err error) error {
	var known *fault.Error
	var late net.Error
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return fault.New(fault.Invalid, "url", "%s is an address inside your own network. Only public sites are opened.", host)
	case errors.Is(err, ssrf.ErrProhibitedPort):
		return fault.New(fault.Invalid, "url", "Only the usual ports of the web, 80 and 443, are opened.")
	case errors.As(err, &known):
		return known
	case errors.Is(err, errRedirects):
		return fault.New(fault.Invalid, "url", "%s sends on more than %d times. Open the page yourself and copy its address or text.", host, MaxRedirects)
	case errors.As(err, &late) && late.Timeout():
		return fault.New(fault.TooLarge, "url", "%s took longer than %d seconds. Copy the text from your browser and paste it.", host, int(MaxTime.Seconds()))
	}
	return fault.Wrap(err, fault.Invalid, "url", "%s did not answer with a page. Copy the text from your browser and paste it.", host)
}
