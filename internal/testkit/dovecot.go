package testkit

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Mailserver is a Dovecot of one test. Any user signs in with Password.
type Mailserver struct {
	Host     string // a name that Roots vouch for
	TLS      int    // port with TLS from the first byte
	Clear    int    // port that offers STARTTLS
	Password string
	Roots    *x509.CertPool
	dir      string
}

// Dovecot starts a mail server with folders in a temporary folder; it ends with
// the test. tokens, if not empty, is an address that is asked whether an access
// token is good: GET tokens+TOKEN answers {"email": "USER",
// "active": true}. Without Dovecot a
// test is skipped, and failed where CI is set.
func Dovecot(t testing.TB, tokens string) *Mailserver {
	t.Helper()
	if _, err := exec.LookPath("dovecot"); err != nil {
		NoSkip(t, "Dovecot: %v", err)
	}
	dir, err := os.MkdirTemp("", "dc") // a socket's path must be short
	if err != nil {
		t.Fatal(err)
	}
	m := &Mailserver{Host: "localhost", Password: "open_sesame", dir: dir}
	if m.TLS, err = freePort(); err == nil {
		m.Clear, err = freePort()
	}
	if err != nil {
		t.Fatal(err)
	}
	cert, key, pool := Certificate(t, "localhost")
	m.Roots = pool
	files := map[string]string{"cert.pem": cert, "key.pem": key, "dovecot.conf": m.config(tokens),
		"oauth2.conf": "introspection_url = " + tokens + "\nintrospection_mode = get\nusername_attribute = email\nforce_introspection = yes\nactive_attribute = active\nactive_value = true\n"}
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	os.Chmod(dir, 0o755)
	if err := os.MkdirAll(filepath.Join(dir, "mail"), 0o777); err != nil {
		t.Fatal(err)
	}
	os.Chmod(filepath.Join(dir, "mail"), 0o777)
	m.start(t)
	return m
}

// start runs the server for as long as this process holds the other end of a
// pipe, so that it ends however the process does.
func (m *Mailserver) start(t testing.TB) {
	t.Helper()
	conf := filepath.Join(m.dir, "dovecot.conf")
	cmd := exec.Command("sh", "-c", "dovecot -F -c "+conf+" >"+m.dir+"/out 2>&1 </dev/null & pid=$!; cat >/dev/null; kill $pid; wait $pid; rm -rf "+m.dir)
	hold, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { hold.Close(); cmd.Wait() })
	for range 200 {
		c, err := tls.Dial("tcp", fmt.Sprintf("localhost:%d", m.TLS), &tls.Config{RootCAs: m.Roots})
		if err == nil {
			c.Close()
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatalf("Dovecot does not answer: %s", m.Log())
}

// CertFile is the certificate of the server, for programs that want a file.
func (m *Mailserver) CertFile() string { return filepath.Join(m.dir, "cert.pem") }

// Log is what the server wrote.
func (m *Mailserver) Log() string {
	out, _ := os.ReadFile(filepath.Join(m.dir, "out"))
	log, _ := os.ReadFile(filepath.Join(m.dir, "log"))
	return string(out) + string(log)
}

func (m *Mailserver) config(tokens string) string {
	owner, login := "uid=nobody gid=nogroup", ""
	if os.Geteuid() != 0 {
		me, _ := user.Current()
		owner = "uid=" + me.Uid + " gid=" + me.Gid
		login = fmt.Sprintf("default_internal_user = %s\ndefault_login_user = %s\ndefault_internal_group = %s\nservice imap-login {\n  chroot =\n}\nservice anvil {\n  chroot =\n}\n", me.Username, me.Username, me.Gid)
	}
	oauth := ""
	if tokens != "" {
		oauth = "passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = DIR/oauth2.conf\n}\n"
	}
	return strings.ReplaceAll(fmt.Sprintf(`protocols = imap
listen = 127.0.0.1, ::1
base_dir = DIR/run
state_dir = DIR/state
log_path = DIR/log
ssl = required
ssl_cert = <DIR/cert.pem
ssl_key = <DIR/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
mail_location = maildir:DIR/mail/%%u
mail_fsync = never
mail_max_userip_connections = 100
first_valid_uid = 1
maildir_very_dirty_syncs = no
%s%spassdb {
  driver = static
  args = password=%s
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
userdb {
  driver = static
  args = %s home=DIR/mail/%%u
}
service imap-login {
  inet_listener imap {
    port = %d
  }
  inet_listener imaps {
    port = %d
    ssl = yes
  }
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Entwürfe {
    auto = create
    special_use = \Drafts
  }
  mailbox Sent {
    auto = create
    special_use = \Sent
  }
}
`, login, oauth, m.Password, owner, m.Clear, m.TLS), "DIR", m.dir)
}

// Deliver puts a mail into a folder of a user; "" is the inbox. The name keeps
// the order of delivery.
func (m *Mailserver) Deliver(t testing.TB, user, folder string, n int, raw []byte) {
	t.Helper()
	dir := m.Maildir(user)
	if folder != "" {
		dir = filepath.Join(dir, "."+folder)
	}
	for _, sub := range []string{"cur", "new", "tmp"} {
		m.makeDir(t, filepath.Join(dir, sub))
	}
	path := filepath.Join(dir, "new", fmt.Sprintf("%010d.M%dP1.test", 1_700_000_000+n, n))
	if err := os.WriteFile(path, raw, 0o666); err != nil {
		t.Fatal(err)
	}
	os.Chmod(path, 0o666)
}

// Maildir is the folder in which the server keeps a user's mail.
func (m *Mailserver) Maildir(user string) string { return filepath.Join(m.dir, "mail", user) }

func (m *Mailserver) makeDir(t testing.TB, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Join(m.dir, "mail"); dir = filepath.Dir(dir) {
		os.Chmod(dir, 0o777)
	}
}

// Certificate makes a certificate for a name, and the pool that vouches for it.
func Certificate(t testing.TB, name string) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	k, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	tmpl := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name}, IPAddresses: []net.IP{}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, tmpl, tmpl, &k.PublicKey, k)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := x509.MarshalECPrivateKey(k)
	if err != nil {
		t.Fatal(err)
	}
	cert = string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	key = string(pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: raw}))
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM([]byte(cert))
	return cert, key, pool
}
