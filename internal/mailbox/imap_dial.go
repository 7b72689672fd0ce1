package mailbox

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"debrief/internal/fault"
)

// dialTimeout bounds connecting, the TLS handshake included.
const dialTimeout = 30 * time.Second

// dial makes an encrypted connection up to where IMAP begins: what it gives
// reads the server's greeting first.
func (a Account) dial(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	config := &tls.Config{ServerName: a.Host, RootCAs: a.Roots, MinVersion: tls.VersionTLS12, NextProtos: []string{"imap"}}
	raw, err := (&net.Dialer{}).DialContext(ctx, "tcp", a.address())
	if err != nil {
		return nil, a.unreachable(err)
	}
	stop := context.AfterFunc(ctx, func() { raw.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	var greeting string
	if a.StartTLS {
		if greeting, err = startTLS(raw); err != nil {
			raw.Close()
			return nil, a.startTLSFault(err)
		}
	}
	secure := tls.Client(raw, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		raw.Close()
		return nil, a.handshakeFault(err)
	}
	if !stop() {
		raw.Close()
		return nil, a.unreachable(context.Cause(ctx))
	}
	return greeted{secure, io.MultiReader(strings.NewReader(greeting), secure)}, nil
}

// greeted is a connection whose greeting was read before it was encrypted.
type greeted struct {
	*tls.Conn
	r io.Reader
}

func (g greeted) Read(p []byte) (int, error) { return g.r.Read(p) }

// errRefused is a server that does not speak STARTTLS as it should.
var errRefused = errors.New("STARTTLS refused")

// startTLS asks a server to go on encrypted. It reads byte by byte, so that
// whatever was slipped in behind the answer stays where the handshake fails on
// it. The greeting it gives is ours: what came in the clear is not believed.
func startTLS(c net.Conn) (greeting string, err error) {
	line, err := clearLine(c)
	if err != nil {
		return "", err
	}
	if !strings.HasPrefix(strings.ToUpper(line), "* OK") { // BYE, or PREAUTH, which would skip the encryption
		return "", fmt.Errorf("%w: %q", errRefused, line)
	}
	if _, err := io.WriteString(c, "a1 STARTTLS\r\n"); err != nil {
		return "", err
	}
	for range 20 {
		if line, err = clearLine(c); err != nil {
			return "", err
		}
		if tag, rest, _ := strings.Cut(line, " "); tag == "a1" {
			if !strings.HasPrefix(strings.ToUpper(rest), "OK") {
				return "", fmt.Errorf("%w: %q", errRefused, line)
			}
			return "* OK ready\r\n", nil
		}
	}
	return "", errRefused
}

func clearLine(c net.Conn) (string, error) {
	var line []byte
	for b := make([]byte, 1); len(line) < 1000; {
		if _, err := io.ReadFull(c, b); err != nil {
			return "", err
		}
		if b[0] == '\n' {
			return strings.TrimRight(string(line), "\r"), nil
		}
		line = append(line, b[0])
	}
	return "", fmt.Errorf("%w: a line without end", errRefused)
}

func (a Account) unreachable(err error) error {
	return fault.Wrap(err, fault.Busy, "host", "The mail server %s can't be reached. Check its name and the network; Debrief tries again later.", a.address())
}

func (a Account) startTLSFault(err error) error {
	if errors.Is(err, errRefused) {
		return fault.Wrap(err, fault.Forbidden, "host", "The mail server %s does not encrypt the connection (STARTTLS). No password was sent. Use port 993 with TLS if your provider has it.", a.address())
	}
	return a.unreachable(err)
}

func (a Account) handshakeFault(err error) error {
	_, unknown := errors.AsType[x509.UnknownAuthorityError](err)
	_, name := errors.AsType[x509.HostnameError](err)
	_, invalid := errors.AsType[x509.CertificateInvalidError](err)
	_, verify := errors.AsType[*tls.CertificateVerificationError](err)
	if unknown || name || invalid || verify {
		return fault.Wrap(err, fault.Forbidden, "host", "The mail server %s can't prove that it is this server: its certificate is not valid. No password was sent.", a.address())
	}
	if _, plain := errors.AsType[tls.RecordHeaderError](err); plain {
		return fault.Wrap(err, fault.Forbidden, "host", "The mail server %s does not speak TLS on this port. No password was sent. Port 993 is the usual one; port 143 needs STARTTLS.", a.address())
	}
	return a.unreachable(err)
}
