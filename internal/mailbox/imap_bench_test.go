package mailbox_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"testing"

	"debrief/internal/mailbox"
	"debrief/internal/testkit"
)

// The first pass over a box at a local Dovecot, beside mbsync where it is
// installed (P18: wall at most 1.2 times, aim 0.8).
func BenchmarkDovecotSync(b *testing.B) {
	const n = 3000
	s := testkit.Dovecot(b, "")
	fill(b, s, "jo", "", 1, n)
	a := accountAt(s, "jo")
	syncAll(b, a, "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{}) // Dovecot makes its indexes
	b.Run("debrief", func(b *testing.B) {
		for b.Loop() {
			if r := syncAll(b, a, "INBOX", mailbox.Cursor{}, mailbox.SyncOptions{}); len(r.ids) != n {
				b.Fatal(len(r.ids))
			}
		}
	})
	b.Run("mbsync", func(b *testing.B) {
		if _, err := exec.LookPath("mbsync"); err != nil {
			b.Skip("mbsync is not installed")
		}
		for b.Loop() {
			dir := b.TempDir()
			conf := fmt.Sprintf("IMAPAccount a\nHost localhost\nPort %d\nUser jo\nPass %s\nSSLType IMAPS\nCertificateFile %s\nSystemCertificates no\n\nIMAPStore far\nAccount a\n\nMaildirStore near\nPath %s/\nInbox %s/INBOX\n\nChannel c\nFar :far:\nNear :near:\nPatterns INBOX\nCreate Near\nSync Pull\nSyncState *\n",
				s.TLS, s.Password, s.CertFile(), dir, dir)
			put(b, filepath.Join(dir, "rc"), []byte(conf))
			if out, err := exec.Command("mbsync", "-q", "-c", filepath.Join(dir, "rc"), "c").CombinedOutput(); err != nil {
				b.Fatalf("%v: %s", err, out)
			}
			if list, _ := filepath.Glob(filepath.Join(dir, "INBOX", "*", "*")); len(list) < n {
				b.Fatalf("%d mails", len(list))
			}
		}
	})
}
