package e2e

import (
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/proto"
)

// taken gives what the watch has seen and forgets it.
func (b *browser) taken() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := strings.Join(b.seen, "\n")
	b.seen = nil
	return s
}

// A watch that sees nothing proves nothing: each thing it is for is done once
// on purpose. The address is of a host that can't exist (RFC 2606).
func TestWatch_seesWhatItIsFor(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/today")
	for want, js := range map[string]string{
		"content policy: style-src":        `document.body.setAttribute('style', 'color: red')`,
		"content policy: connect-src":      `fetch('http://other.invalid/').catch(() => 0)`,
		"content policy: img-src":          `new Image().src = 'http://other.invalid/x.png'`,
		"content policy: require-trusted":  `document.body.append(Object.assign(document.createElement('p'), {})); try { document.querySelector('p').innerHTML = '<b>x</b>' } catch {}`,
		"uncaught: Uncaught":               `setTimeout(() => { throw new Error('on purpose') })`,
		"dialog: on purpose":               `setTimeout(() => alert('on purpose'))`,
		"request to another host: http://": `location.href = 'http://other.invalid/'`,
	} {
		b.open("/today")
		b.taken()
		_, err := proto.RuntimeEvaluate{Expression: "{" + js + "}"}.Call(b.page)
		check(t, err)
		seen := ""
		b.until("the watch did not see "+want, func() bool { seen += b.taken(); return strings.Contains(seen, want) })
	}
	b.open("/today")
	b.taken()
}

func TestAxe_findsWhatItIsFor(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/today")
	b.eval(`() => { document.querySelector('main a').classList.add('faint'); const s = new CSSStyleSheet(); s.replaceSync('.faint{color:#bbb!important}'); document.adoptedStyleSheets = [s]; document.body.append(document.createElement('input')); return '' }`)
	found := b.findings()
	for _, rule := range []string{"color-contrast", "label"} {
		if !strings.Contains(found, "("+rule+")") {
			t.Errorf("axe does not find %s; it found %q", rule, found)
		}
	}
}
