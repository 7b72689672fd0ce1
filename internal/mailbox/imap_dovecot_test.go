package mailbox_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"debrief/internal/fault"
	"debrief/internal/mail"
	"debrief/internal/mailbox"
	"debrief/internal/mailgen/recipe"
	"debrief/internal/testkit"
)

func accountAt(s *testkit.Mailserver, user string) mailbox.Account {
	return mailbox.Account{Host: s.Host, Port: s.TLS, User: user, Roots: s.Roots, Secret: func(context.Context) (string, error) { return s.Password, nil },
		Pause: func(ctx context.Context, d time.Duration) error { return ctx.Err() }}
}

// received is what a pass handed over: how often each identity came, and the
// last cursor.
type received struct {
	ids     map[string]int
	cursor  mailbox.Cursor
	subject []string // in order
	errs    []error
	batches []mailbox.Batch
}

func newReceived() *received { return &received{ids: map[string]int{}} }

func (r *received) take(b mailbox.Batch) error {
	for _, it := range b.Items {
		if it.Err != nil {
			r.errs = append(r.errs, it.Err)
			continue
		}
		id, err := mail.ContentID(it.Raw)
		if err != nil {
			return err
		}
		r.ids[id]++
	}
	r.cursor = b.Cursor
	b.Items = nil
	r.batches = append(r.batches, b)
	return nil
}

func syncAll(t testing.TB, a mailbox.Account, folder string, from mailbox.Cursor, o mailbox.SyncOptions) *received {
	t.Helper()
	r := newReceived()
	r.cursor = from
	if err := a.Sync(context.Background(), folder, from, o, r.take); err != nil {
		t.Fatal(err)
	}
	return r
}

// fill delivers n mails of the recipe and gives their identities.
func fill(t testing.TB, s *testkit.Mailserver, user, folder string, seed uint64, n int) map[string]int {
	t.Helper()
	ids := map[string]int{}
	box := recipe.New(seed, recipe.Small)
	for i := range n {
		raw := box.Next()
		id, err := mail.ContentID(raw)
		if err != nil {
			t.Fatal(err)
		}
		ids[id]++
		s.Deliver(t, user, folder, int(seed)*100_000+i, raw)
	}
	return ids
}

func sameSet(t testing.TB, what string, got, want map[string]int) {
	t.Helper()
	missing, foreign := 0, 0
	for id := range want {
		if got[id] == 0 {
			missing++
		}
	}
	for id := range got {
		if want[id] == 0 {
			foreign++
		}
	}
	if missing+foreign > 0 {
		t.Errorf("%s: %d of %d missing, %d that were never there", what, missing, len(want), foreign)
	}
}

func TestDovecot_syncFromNothingThenOnlyNews(t *testing.T) {
	s := testkit.Dovecot(t, "")
	want := fill(t, s, "jo", "", 1, 450)
	a := accountAt(s, "jo")
	r := syncAll(t, a, "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{})
	sameSet(t, "first", r.ids, want)
	for id, n := range r.ids {
		if n != 1 {
			t.Errorf("%s came %d times", id, n)
		}
	}
	if !r.cursor.Whole() || r.cursor.High == 0 || len(r.errs) > 0 || len(r.batches) < 3 {
		t.Errorf("%+v, %v, %d batches", r.cursor, r.errs, len(r.batches))
	}
	last := r.batches[len(r.batches)-1]
	if last.Seen != 450 || last.Total != 450 || last.Bytes < 450*5000 {
		t.Errorf("%+v", last)
	}
	again := syncAll(t, a, "INBOX", mailbox.ParseCursor(r.cursor.String()), mailbox.SyncOptions{})
	if len(again.ids) != 0 || again.cursor.High != r.cursor.High || again.cursor.UIDValidity != r.cursor.UIDValidity {
		t.Errorf("second pass brought %d mails, %+v", len(again.ids), again.cursor)
	}
	more := fill(t, s, "jo", "", 2, 30)
	news := syncAll(t, a, "INBOX", again.cursor, mailbox.SyncOptions{})
	sameSet(t, "news", news.ids, more)

	// a lost cursor reads again and calls nothing empty
	lost := syncAll(t, a, "INBOX", mailbox.ParseCursor("nonsense"), mailbox.SyncOptions{})
	if len(lost.ids) != 480 {
		t.Errorf("without a cursor: %d mails", len(lost.ids))
	}
}

// Nothing in the mailbox changes, not even what counts as read.
func TestDovecot_readingLeavesNoTrace(t *testing.T) {
	s := testkit.Dovecot(t, "")
	fill(t, s, "jo", "", 1, 5)
	syncAll(t, accountAt(s, "jo"), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{})
	for _, sub := range []string{"new", "cur"} {
		list, _ := os.ReadDir(filepath.Join(s.Maildir("jo"), sub))
		for _, e := range list {
			if strings.Contains(e.Name(), ":2,S") {
				t.Errorf("%s counts as read now", e.Name())
			}
		}
	}
}

func TestDovecot_wantSparesBodies(t *testing.T) {
	s := testkit.Dovecot(t, "")
	fill(t, s, "jo", "", 1, 200)
	asked := 0
	var heads []mailbox.Header
	o := mailbox.SyncOptions{Want: func(h mailbox.Header) bool {
		asked++
		heads = append(heads, h)
		return strings.Contains(string(h.Raw), "Subject: Invitation")
	}}
	r := syncAll(t, accountAt(s, "jo"), "INBOX", mailbox.Cursor{}, o)
	if len(r.ids) == 0 || len(r.ids) > 80 || asked < 200 || !r.cursor.Whole() {
		t.Errorf("%d bodies, %d headers, %+v", len(r.ids), asked, r.cursor)
	}
	h := heads[0]
	if h.UID != 200 || h.Folder != "INBOX" || h.Size < 1000 || h.Date.IsZero() || strings.Contains(string(h.Raw), "Received:") || !strings.Contains(string(h.Raw), "Message-ID:") {
		t.Errorf("newest first: %+v %s", h, h.Raw)
	}
	full := syncAll(t, accountAt(s, "jo"), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{})
	if a, b := r.batches[len(r.batches)-1].Bytes, full.batches[len(full.batches)-1].Bytes; a > b/2 {
		t.Errorf("%d bytes instead of %d", a, b)
	}
}

// A pass that is stopped after any batch goes on from its cursor, and nothing
// is missed or handed over twice.
func TestDovecot_stopsAndGoesOn(t *testing.T) {
	s := testkit.Dovecot(t, "")
	want := fill(t, s, "jo", "", 1, 300)
	a := accountAt(s, "jo")
	all := newReceived()
	stop := errors.New("stop")
	for n := 0; !all.cursor.Whole() && n < 50; n++ {
		err := a.Sync(context.Background(), "INBOX", mailbox.ParseCursor(all.cursor.String()), mailbox.SyncOptions{}, func(b mailbox.Batch) error { all.take(b); return stop })
		if !errors.Is(err, stop) {
			t.Fatal(err)
		}
	}
	sameSet(t, "in pieces", all.ids, want)
	for id, n := range all.ids {
		if n != 1 {
			t.Errorf("%s came %d times", id, n)
		}
	}
}

func TestDovecot_folderReplaced(t *testing.T) {
	s := testkit.Dovecot(t, "")
	fill(t, s, "jo", "Jobs", 1, 20)
	a := accountAt(s, "jo")
	r := syncAll(t, a, "Jobs", mailbox.Cursor{}, mailbox.SyncOptions{})
	if err := os.RemoveAll(filepath.Join(s.Maildir("jo"), ".Jobs")); err != nil {
		t.Fatal(err)
	}
	want := fill(t, s, "jo", "Jobs", 3, 25) // UIDs repeat under another UIDVALIDITY
	again := syncAll(t, a, "Jobs", r.cursor, mailbox.SyncOptions{})
	sameSet(t, "replaced", again.ids, want)
	if again.cursor.UIDValidity == r.cursor.UIDValidity {
		t.Error("the test did not change UIDVALIDITY")
	}
	if err := a.Sync(context.Background(), "None", mailbox.Cursor{}, mailbox.SyncOptions{}, again.take); fault.KindOf(err) != fault.NotFound {
		t.Errorf("no such folder: %v", err)
	}
}

func TestDovecot_largeMailIsReported(t *testing.T) {
	s := testkit.Dovecot(t, "")
	fill(t, s, "jo", "", 1, 3)
	s.Deliver(t, "jo", "", 900_000, []byte("From: a@b.example\nSubject: Big one\nDate: Tue, 24 Nov 2026 10:31:05 +0000\nMessage-ID: <big@b.example>\n\n"+strings.Repeat("x\n", 2<<20)))
	r := syncAll(t, accountAt(s, "jo"), "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{MaxMail: 1 << 20, Want: func(mailbox.Header) bool { return true }})
	if len(r.ids) != 3 || len(r.errs) != 1 || fault.KindOf(r.errs[0]) != fault.TooLarge || !strings.Contains(fault.Message(r.errs[0]), "Big one") {
		t.Errorf("%d, %v", len(r.ids), r.errs)
	}
}

func TestDovecot_dailyLimit(t *testing.T) {
	s := testkit.Dovecot(t, "")
	want := fill(t, s, "jo", "", 1, 300)
	a := accountAt(s, "jo")
	all := newReceived()
	days := 0
	for ; days < 20 && !all.cursor.Whole(); days++ {
		err := a.Sync(context.Background(), "INBOX", all.cursor, mailbox.SyncOptions{DailyBytes: 2 << 20, UsedToday: 1 << 20}, all.take)
		if err != nil && fault.KindOf(err) != fault.Busy {
			t.Fatal(err)
		}
		if len(all.batches) == 0 {
			t.Fatal("nothing on the first day")
		}
		if b := all.batches[len(all.batches)-1].Bytes; b > 1<<20+64<<10 {
			t.Errorf("%d bytes on one day", b)
		}
	}
	sameSet(t, "over days", all.ids, want)
	if days < 4 {
		t.Errorf("only %d days", days)
	}
}

func TestDovecot_waysToSignIn(t *testing.T) {
	tokens := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"email":"jo","active":%v}`, r.URL.Query().Get("token") == "good")
	}))
	defer tokens.Close()
	s := testkit.Dovecot(t, tokens.URL+"/?token=")
	fill(t, s, "jo", "", 1, 2)
	for _, c := range []struct {
		name   string
		change func(*mailbox.Account)
		want   fault.Kind
		ok     bool
	}{
		{"password", func(a *mailbox.Account) {}, 0, true},
		{"STARTTLS", func(a *mailbox.Account) { a.StartTLS, a.Port = true, s.Clear }, 0, true},
		{"OAUTHBEARER", func(a *mailbox.Account) { a.Auth, a.Secret = mailbox.OAuthBearer, secret("good") }, 0, true},
		{"XOAUTH2", func(a *mailbox.Account) { a.Auth, a.Secret = mailbox.XOAuth2, secret("good") }, 0, true},
		{"wrong password", func(a *mailbox.Account) { a.Secret = secret("no") }, fault.Forbidden, false},
		{"bad token", func(a *mailbox.Account) { a.Auth, a.Secret = mailbox.OAuthBearer, secret("bad") }, fault.Forbidden, false},
		{"bad token, old form", func(a *mailbox.Account) { a.Auth, a.Secret = mailbox.XOAuth2, secret("bad") }, fault.Forbidden, false},
		{"no password", func(a *mailbox.Account) { a.Secret = nil }, fault.Invalid, false},
		{"line end in the password", func(a *mailbox.Account) { a.Secret = secret("x\r\na1 LOGOUT") }, fault.Invalid, false},
		{"unknown authority", func(a *mailbox.Account) { a.Roots = nil }, fault.Forbidden, false},
		{"another name", func(a *mailbox.Account) { a.Host = "127.0.0.1" }, fault.Forbidden, false},
		{"unknown authority after STARTTLS", func(a *mailbox.Account) { a.StartTLS, a.Port, a.Roots = true, s.Clear, nil }, fault.Forbidden, false},
		{"TLS to a clear port", func(a *mailbox.Account) { a.Port = s.Clear }, fault.Forbidden, false},
		{"nobody there", func(a *mailbox.Account) { a.Port = 1 }, fault.Busy, false},
	} {
		a := accountAt(s, "jo")
		c.change(&a)
		list, err := a.Folders(context.Background())
		if c.ok != (err == nil) || !c.ok && fault.KindOf(err) != c.want {
			t.Errorf("%s: %v %v\n%s", c.name, err, fault.KindOf(err), s.Log())
		}
		if err != nil && strings.Contains(err.Error(), s.Password) {
			t.Errorf("%s: the password is in the error", c.name)
		}
		if c.ok {
			var names []string
			for _, f := range list {
				names = append(names, f.Name+" "+string(f.Use))
			}
			if !slices.Equal(names, []string{"INBOX inbox", "Entwürfe drafts", "Sent sent"}) {
				t.Errorf("%s: %q", c.name, names)
			}
		}
	}
	if text := fmt.Sprintf("%v %+v", accountAt(s, "jo"), accountAt(s, "jo")); strings.Contains(text, s.Password) {
		t.Error("the password is printed")
	}
}

func secret(s string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return s, nil }
}

func TestDovecot_watch(t *testing.T) {
	s := testkit.Dovecot(t, "")
	fill(t, s, "jo", "", 1, 3)
	a := accountAt(s, "jo")
	r := syncAll(t, a, "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{})
	if err := a.Watch(context.Background(), "INBOX", mailbox.Cursor{}, time.Minute); err != nil {
		t.Error("something is there already:", err)
	}
	start := time.Now()
	if err := a.Watch(context.Background(), "INBOX", r.cursor, 300*time.Millisecond); err != nil || time.Since(start) < 250*time.Millisecond || time.Since(start) > 10*time.Second {
		t.Error(time.Since(start), err)
	}
	done := make(chan error)
	start = time.Now()
	go func() { done <- a.Watch(context.Background(), "INBOX", r.cursor, time.Minute) }()
	time.Sleep(500 * time.Millisecond)
	fill(t, s, "jo", "", 2, 1)
	if err := <-done; err != nil || time.Since(start) > 45*time.Second {
		t.Errorf("told after %v, %v", time.Since(start), err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	news := syncAll(t, a, "INBOX", r.cursor, mailbox.SyncOptions{})
	if err := a.Watch(ctx, "INBOX", news.cursor, time.Minute); !errors.Is(err, context.DeadlineExceeded) {
		t.Error("called off:", err)
	}
}

func TestDovecot_draftOnce(t *testing.T) {
	s := testkit.Dovecot(t, "")
	fill(t, s, "jo", "", 1, 1)
	a := accountAt(s, "jo")
	raw := []byte("From: jo@weber.example\nTo: jobs@northgate.example\nSubject: Re: Your application\nDate: Tue, 24 Nov 2026 10:31:05 +0000\nMessage-ID: <d1@weber.example>\nIn-Reply-To: <n1@northgate.example>\n\nThank you.\n")
	p, err := a.AppendDraft(context.Background(), raw, "d1@weber.example")
	if err != nil || p.Folder != "Entwürfe" || p.UID == 0 || p.Already {
		t.Fatal(p, err)
	}
	again, err := a.AppendDraft(context.Background(), raw, "<d1@weber.example>")
	if err != nil || again.UID != p.UID || !again.Already {
		t.Error(again, err)
	}
	drafts := syncDrafts(t, a, p.Folder)
	if len(drafts) != 1 || drafts[0].Origin.Flags != "DS" {
		t.Errorf("%d drafts, %+v", len(drafts), drafts)
	}
	if _, err := a.AppendDraft(context.Background(), raw, "other@weber.example"); fault.KindOf(err) != fault.Invalid {
		t.Error(err)
	}
}

func syncDrafts(t testing.TB, a mailbox.Account, folder string) (list []mailbox.Item) {
	t.Helper()
	if err := a.Sync(context.Background(), folder, mailbox.Cursor{}, mailbox.SyncOptions{}, func(b mailbox.Batch) error { list = append(list, b.Items...); return nil }); err != nil {
		t.Fatal(err)
	}
	return list
}
