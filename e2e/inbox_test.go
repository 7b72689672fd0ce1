package e2e

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-rod/rod/lib/input"
)

// unsure are n mails of a search that nobody has put on record yet: each of
// another employer, in five kinds by turns, so that each waits for a decision.
func unsure(n int) (mails [][]byte) {
	texts := []struct{ subject, body string }{
		{"We received your application", "thank you for applying to %s. We have received your application for the role of %s and will read it."},
		{"Your application as %[2]s", "thank you for your interest in %s. We have decided not to move forward with your application for the role of %s."},
		{"Interview at %s", "we would like to invite you to an interview at %s for the role of %s. Which days of next week suit you?"},
		{"A question on your application", "before %s can go on with your application as %s we need one thing from you: please send us the earliest day on which you could start."},
		{"Your application at %s", "your application at %s for the role of %s is still being reviewed. We will let you know about the next steps."},
	}
	for i := range n {
		x := texts[i%len(texts)]
		name := firsts[i%len(firsts)] + " " + seconds[i/len(firsts)]
		domain := strings.ToLower(strings.ReplaceAll(name, " ", "")) + ".example"
		role := []string{"Backend Engineer", "Data Analyst", "Site Manager", "Nurse Educator"}[i%4]
		at := time.Now().Add(-time.Duration(n-i) * time.Hour).Format(time.RFC1123Z)
		subject := x.subject
		if strings.Contains(subject, "%") {
			subject = strings.ReplaceAll(fmt.Sprintf(subject+"%.0[2]s", name, role), "%!", "")
		}
		mails = append(mails, fmt.Appendf(nil, "From: %s <jobs@%s>\nTo: ada@home.example\nSubject: %s\nDate: %s\nMessage-ID: <%d@%s>\nContent-Type: text/plain; charset=utf-8\n\nHello Ada,\n\n%s\n\n%s\n",
			name, domain, subject, at, i, domain, fmt.Sprintf(x.body, name, role), name))
	}
	return mails
}

var (
	firsts  = []string{"Ashmole", "Bramble", "Calder", "Dunmore", "Everard", "Fairlie", "Glaston", "Hexley", "Ingram", "Jessop", "Kelmore", "Lathom", "Marsden"}
	seconds = []string{"Tiles", "Water", "Optics", "Rail"}
)

// waiting is how many mails the Inbox says to wait.
func (b *browser) waiting() int {
	b.Helper()
	n, _, _ := strings.Cut(b.eval(`() => document.querySelector('.inb .hd .cap').innerText`), " ")
	v, err := strconv.Atoi(n)
	check(b.T, err)
	return v
}

// Fifty mails are decided by keys alone, one after the other, each with a key
// for what it is; one is skipped and stays; the last one is taken back.
func TestInbox_fiftyByKeyboardAlone(t *testing.T) {
	home, _ := begin(t)
	b := visit(t, home, light)
	b.upload(mbox(t, "search.mbox", unsure(51)...))
	b.goes(input.KeyG, input.KeyI)
	if n := b.waiting(); n != 51 {
		t.Fatalf("%d of 51 mails wait", n)
	}
	b.goes(input.KeyS) // the newest is for later
	for i := range 50 {
		class := b.eval(`() => document.querySelector('.cls [aria-pressed=true]').innerText`)
		key := input.Enter // as it was proposed
		for name, digit := range map[string]input.Key{"Rejection": input.Digit1, "Confirmation": input.Digit2, "Interview": input.Digit3} {
			if strings.Contains(class, name) {
				key = digit
			}
		}
		if i == 4 {
			key = input.Digit7 // not about the search after all
		}
		b.goes(key)
	}
	if n := b.waiting(); n != 1 {
		t.Errorf("%d mails wait after 50 were decided and one was skipped", n)
	}
	b.keys(input.KeyZ)
	b.sees("Undone")
	b.goes(input.KeyG, input.KeyI)
	if n := b.waiting(); n != 2 {
		t.Errorf("%d mails wait after one was taken back", n)
	}
	b.open("/pipeline?view=all")
	b.sees("1–48 of 48") // without the one skipped, the one set aside, the one taken back
	b.lacks("Ashmole Tiles")
	if no := strings.Count(b.text(), "Answered no"); no != 10 {
		t.Errorf("%d of the ten rejections are closed", no)
	}
}

// A mail that was filed without asking is found among the filed ones, taken
// back there, and waits again with nothing changed.
func TestInbox_aFiledMailIsTakenBack(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/inbox")
	b.sees("7 mails wait", "1 confirmation, 1 interview mail")
	b.click("link", "Look them over")
	b.click("link", "Redstart Careers")
	b.sees("The wording is decisive and only one application fits")
	b.click("button", "Undo")
	b.open("/inbox")
	b.sees("8 mails wait", "Redstart Careers")
	b.open("/search?q=redstart")
	b.click("link", "Redstart")
	b.lacks("Redstart Careers")
	b.open("/inbox")
	b.click("link", "Redstart Careers")
	b.keys(input.Digit7)
	b.sees("7 mails wait")
	b.open("/sources")
	b.sees("Learnt from you", "is: not about my search")
	b.click("button", "Forget it")
	b.sees("Nothing yet.")
}
