// Package web serves the pages: typed page values, forms, templates. It asks
// the workbench and shows; no handler computes a verdict.
//
// Every answer, whatever its status, goes through one chain: Host and Origin
// are checked before any handler, and the security headers are set before
// anything is written.
//
//	err := web.Serve(ctx, desk, web.Options{Addr: "127.0.0.1:8484"})
package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"debrief/internal/fault"
	"debrief/internal/workbench"
)

// Options say where and how to serve.
type Options struct {
	Addr  string // host:port on this computer
	Demo  bool   // tell that the search is invented
	Log   *slog.Logger
	Now   func() time.Time
	Ready func(address string) // called once pages can be asked for
}

// Server serves the pages of one desk.
type Server struct {
	desk  *workbench.Desk
	o     Options
	hosts map[string]bool
	own   string // address of its own pages
	mux   *http.ServeMux
}

// New makes a server. addr is where it will listen; its host and port, and the
// names of this computer with the same port, are the only Hosts it answers to.
func New(desk *workbench.Desk, addr string, o Options) *Server {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{desk: desk, o: o, hosts: map[string]bool{}, own: "http://" + addr, mux: http.NewServeMux()}
	host, port, err := net.SplitHostPort(addr)
	if err == nil {
		for _, h := range []string{host, "127.0.0.1", "localhost", "::1"} {
			s.hosts[net.JoinHostPort(h, port)] = true
		}
	}
	for _, r := range Routes {
		s.mux.Handle(r.Method+" "+r.Pattern, s.handle(r))
	}
	s.mux.Handle("/", s.handle(Route{Handler: (*Server).notFound}))
	return s
}

// Handler is the whole chain, for tests and for Serve.
func (s *Server) Handler() http.Handler { return s.guard(s.mux) }

// Serve listens and serves until ctx ends. An address that others could reach
// is refused: there is no password yet.
func Serve(ctx context.Context, desk *workbench.Desk, o Options) error {
	host, _, err := net.SplitHostPort(o.Addr)
	if err != nil {
		return fault.Wrap(err, fault.Usage, "addr", "%q is not an address with a port, like 127.0.0.1:8484.", o.Addr)
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return fault.New(fault.Usage, "addr", "Debrief serves this computer only, and %q could be reached from others. Use 127.0.0.1.", o.Addr)
	}
	l, err := net.Listen("tcp", o.Addr)
	if err != nil {
		return fault.Wrap(err, fault.Busy, "addr", "%s is in use by another program. Choose another with --addr, like 127.0.0.1:8585.", o.Addr)
	}
	s := New(desk, l.Addr().String(), o)
	server := &http.Server{Handler: s.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		ErrorLog: slog.NewLogLogger(s.o.Log.Handler(), slog.LevelDebug)}
	go func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		_ = server.Shutdown(grace)
	}()
	if o.Ready != nil {
		o.Ready("http://" + l.Addr().String())
	}
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// policy is the same on every answer. Nothing is loaded from anywhere else,
// nothing runs that is not a file of ours, no text is run as code, only htmx
// may write markup (docs/adr/0004), and no page may frame another.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types htmx"

var headers = map[string]string{
	"Content-Security-Policy":      policy,
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "same-origin",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Permissions-Policy":           "camera=(), microphone=(), geolocation=(), browsing-topics=()",
	"Cache-Control":                "no-store",
}

// guard stands before every route: headers, Host, Origin, size of the body,
// and a page instead of a crash.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for k, v := range headers {
			w.Header().Set(k, v)
		}
		defer func() {
			if p := recover(); p != nil {
				s.o.Log.Error("a page crashed", "path", pathOnly(r), "panic", p)
				s.fail(w, r, fault.New(fault.Internal, "", "crash"))
			}
		}()
		if !s.hosts[strings.ToLower(r.Host)] {
			s.refuse(w, r)
			return
		}
		if !safeMethod(r.Method) && !s.sameOrigin(r) {
			s.fail(w, r, fault.New(fault.Forbidden, "origin", "This came from another page, so nothing was changed."))
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, bodyLimit(r))
		next.ServeHTTP(w, r)
	})
}

// uploadPath takes mail archives.
const uploadPath = "/sources/upload"

// bodyLimit bounds what one request may bring: mail archives are streamed and
// may be large, everything else is a form.
func bodyLimit(r *http.Request) int64 {
	if r.URL.Path == uploadPath {
		return uploadLimit
	}
	return 32 << 20
}

func safeMethod(m string) bool { return m == http.MethodGet || m == http.MethodHead }

// sameOrigin lets a change through only when the browser says that it comes
// from one of our own pages, or when no browser is involved at all.
func (s *Server) sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return false
	}
	own := "http://" + r.Host
	if origin := r.Header.Get("Origin"); origin != "" {
		return strings.EqualFold(origin, own)
	}
	referer := r.Header.Get("Referer")
	return referer == "" || strings.HasPrefix(strings.ToLower(referer), strings.ToLower(own)+"/")
}

func pathOnly(r *http.Request) string {
	p, _, _ := strings.Cut(r.Pattern, "{")
	return p
}

// statuses turn the kind of a fault into the answer's status, once.
var statuses = map[fault.Kind]int{
	fault.Internal: 500, fault.Invalid: 422, fault.Usage: 422, fault.NotFound: 404, fault.Conflict: 409, fault.Busy: 503, fault.Damaged: 503,
	fault.NoSpace: 507, fault.TooNew: 409, fault.Foreign: 422, fault.TooLarge: 413, fault.Forbidden: 403,
}

// fail is the one place where an error becomes a page.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	kind := fault.KindOf(err)
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		kind = fault.TooLarge
		err = fault.New(kind, "file", "That is too large: up to 32 MB are taken here.")
	}
	if kind == fault.Internal {
		s.o.Log.Error("a request failed", "path", pathOnly(r), "err", err)
	}
	status := statuses[kind]
	if wantsJSON(r) {
		writeJSON(w, status, map[string]string{"error": fault.Message(err), "kind": kind.String()})
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if swaps(r) { // the page stays; what failed is said above it
		w.Header().Set("HX-Retarget", "#notice")
		w.Header().Set("HX-Reswap", "innerHTML show:none")
		w.Header().Set("HX-Reselect", ".banner")
		w.WriteHeader(status)
		if err := notice(fault.Message(err)).Render(r.Context(), w); err != nil {
			s.o.Log.Error("an error notice failed", "err", err)
		}
		return
	}
	f := Frame{Title: "Something is in the way", Theme: theme(r), Bare: kind == fault.Forbidden, ReadOnly: kind == fault.Damaged}
	var near []workbench.Found
	if kind == fault.NotFound {
		f, near = s.nearest(r, f)
	}
	w.WriteHeader(status)
	page := errorPage(f, status, errorTitle(kind), fault.Message(err), near)
	if err := page.Render(r.Context(), w); err != nil {
		s.o.Log.Error("an error page failed", "err", err)
	}
}

var errorTitles = map[fault.Kind]string{
	fault.NotFound: "There is no page at this address.", fault.Damaged: "The data file is damaged. What can be read is shown.", fault.Forbidden: "This is not let in.",
	fault.Conflict: "This no longer fits.", fault.Invalid: "Something in the form needs another look.", fault.NoSpace: "The disk is full.", fault.Busy: "Another Debrief is writing.", fault.TooLarge: "That is too large.",
}

func errorTitle(k fault.Kind) string {
	if t, ok := errorTitles[k]; ok {
		return t
	}
	return "Debrief met an error it did not expect."
}

func (s *Server) notFound(http.ResponseWriter, *http.Request) error {
	return fault.New(fault.NotFound, "", "The address may have a typing error. Nothing is lost: everything can be found by name.")
}

// nearest finds what the last part of an address may have meant, and what
// stands around the page. Where the record cannot be asked, the page does
// without both.
func (s *Server) nearest(r *http.Request, f Frame) (Frame, []workbench.Found) {
	whole, err := s.frame(r, f.Title, "")
	if err != nil {
		return f, nil
	}
	word := strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return c
		}
		return ' '
	}, path.Base(r.URL.Path))
	letters := []rune(strings.TrimSpace(word))
	// A word is found by how it begins, so that a wrong letter further on does
	// not hide it.
	for _, n := range []int{64, 5} {
		if len(letters) < 4 {
			break
		}
		found, err := s.desk.Search(r.Context(), string(letters[:min(len(letters), n)]), 30)
		if found = named(found); err == nil && len(found) > 0 {
			return whole, found
		}
	}
	return whole, nil
}

// named keeps the first three places that have a name of their own: an
// employer, an application, a contact; each page once, applications first.
func named(found []workbench.Found) (list []workbench.Found) {
	for _, f := range found {
		again := slices.ContainsFunc(list, func(x workbench.Found) bool { return x.Href == f.Href })
		if !written(f.Kind) && !again && len(list) < 3 {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b workbench.Found) int { return strings.Compare(a.Kind, b.Kind) })
	return list
}

// refuse answers a Host that is not ours. Nothing is handed to a foreign name,
// not even a style sheet, so this one page brings its own, let in by its hash.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request) {
	const text = "Debrief answers only to this computer. Open it at the address that was printed when it started."
	if wantsJSON(r) {
		writeJSON(w, http.StatusForbidden, map[string]string{"error": text, "kind": fault.Forbidden.String()})
		return
	}
	sum := sha256.Sum256([]byte(refusedStyle))
	own := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	w.Header().Set("Content-Security-Policy", strings.Replace(policy, "style-src 'self'", own, 1))
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusForbidden)
	if err := refusedPage(text, s.own).Render(r.Context(), w); err != nil {
		s.o.Log.Error("an error page failed", "err", err)
	}
}

// refusedStyle are the tokens and shapes that the page of refuse needs.
const refusedStyle = `:root{color-scheme:light dark}` +
	`body{margin:0;background:light-dark(#fff,#161b1d);color:light-dark(#182023,#e8edeb);font:400 16px/1.5 system-ui,sans-serif}` +
	`main{max-width:34em;margin:0 auto;padding:14vh 24px 24px}` +
	`p{margin:0 0 20px;color:light-dark(#465150,#b7c2bf)}.k{margin:0;font-size:13px;color:light-dark(#5e6a68,#95a29f)}` +
	`h1{margin:0 0 14px;font:500 34px/1.18 Georgia,serif}` +
	`a{color:light-dark(#0c5963,#74c4cc);text-underline-offset:.18em}a:focus-visible{outline:2px solid;outline-offset:3px}`
