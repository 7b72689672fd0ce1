package web

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"net/http"
	"strings"
	"testing"
)

func bodyOf(t *testing.T, res *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestRefused_bringsItsOwnStyleByItsHashAndNothingElse(t *testing.T) {
	res := ask(sample(t), "GET", "/today", func(q *http.Request) { q.Host = "evil.example" })
	page := bodyOf(t, res)
	_, rest, _ := strings.Cut(page, "<style>")
	style, _, ok := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	if want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "';"; !ok || !strings.Contains(res.Header.Get("Content-Security-Policy"), want) {
		t.Errorf("the policy does not let in the style of the page: %s", res.Header.Get("Content-Security-Policy"))
	}
	if !strings.Contains(page, "http://"+address+"/today") {
		t.Error("the way to the right address is missing")
	}
	for _, no := range []string{"/static/", "<script", "evil.example"} {
		if strings.Contains(page, no) {
			t.Errorf("the page holds %q", no)
		}
	}
}

func TestNotFound_namesTheNearest(t *testing.T) {
	h := sample(t)
	for path, want := range map[string]string{"/application/northmor": "Northmoor Energy", "/nowhere-near": "All applications", "/application/%ff%fe%ff%fe%ff": "All applications"} {
		res := ask(h, "GET", path, nil)
		if page := bodyOf(t, res); res.StatusCode != 404 || !strings.Contains(page, want) || !strings.Contains(page, "Perhaps one of these") {
			t.Errorf("%s: %d without %q", path, res.StatusCode, want)
		}
	}
}

func TestToday_showsDeadlinesAndTheTrial(t *testing.T) {
	page := bodyOf(t, ask(sample(t), "GET", "/today", nil))
	for _, want := range []string{"Fennimore", "wants an answer", `class="arms"`, "interval"} {
		if !strings.Contains(page, want) {
			t.Errorf("Today does not hold %q", want)
		}
	}
}

func TestSearchKinds_keepTheWords(t *testing.T) {
	for _, k := range searchKinds(`on-call is:mail`) {
		if !strings.HasPrefix(k.href, "/search?q=on-call") {
			t.Errorf("%s leads to %s", k.label, k.href)
		}
		if k.on != (k.label == "Mails") {
			t.Errorf("%s is on: %v", k.label, k.on)
		}
	}
}
