package mailbox

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"github.com/emersion/go-sasl"

	"debrief/internal/fault"
)

// xoauth2 is the token login of Google and Microsoft from before RFC 7628.
type xoauth2 struct{ user, token string }

// Start implements sasl.Client.
func (x xoauth2) Start() (mech string, ir []byte, err error) {
	return "XOAUTH2", []byte("user=" + x.user + "\x01auth=Bearer " + x.token + "\x01\x01"), nil
}

// Next implements sasl.Client: a challenge is always a refusal.
func (x xoauth2) Next(challenge []byte) ([]byte, error) {
	var answer struct{ Status string }
	json.Unmarshal(challenge, &answer)
	return nil, &sasl.OAuthBearerError{Status: answer.Status}
}

// login proves who the person is.
func (a Account) login(ctx context.Context, c *imapclient.Client) error {
	if a.Secret == nil {
		return fault.New(fault.Invalid, "password", "There is no password for %s.", a)
	}
	secret, err := a.Secret(ctx)
	if err != nil {
		return err
	}
	if strings.ContainsAny(a.User+secret, "\x00\r\n\x01") {
		return fault.New(fault.Invalid, "password", "The user name or password for %s holds a character that can't be one: a line end or a control character.", a.Host)
	}
	caps := c.Caps()
	switch {
	case a.Auth == OAuthBearer:
		err = c.Authenticate(sasl.NewOAuthBearerClient(&sasl.OAuthBearerOptions{Username: a.User, Token: secret, Host: a.Host, Port: a.port()}))
	case a.Auth == XOAuth2:
		err = c.Authenticate(xoauth2{a.User, secret})
	case caps.Has(imap.AuthCap("PLAIN")):
		err = c.Authenticate(sasl.NewPlainClient("", a.User, secret))
	case caps.Has(imap.CapLoginDisabled):
		return fault.New(fault.Forbidden, "auth", "The mail server %s takes no passwords. Use a sign-in with a token (OAuth) instead.", a.Host)
	default:
		err = c.Login(a.User, secret).Wait()
	}
	return a.loginFault(err)
}

// errLogin marks a refusal of the person, as opposed to trouble on the way.
var errLogin = errors.New("login refused")

func (a Account) loginFault(err error) error {
	var no *imap.Error
	var oauth *sasl.OAuthBearerError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &oauth):
	case errors.As(err, &no):
		if temporary(no) {
			return fault.Wrap(err, fault.Busy, "host", "The mail server %s asks to wait before the next sign-in.", a.Host)
		}
	default:
		return err
	}
	words := "The mail server %s refused this user name or password. Many providers want an app password here instead of your usual one."
	if a.Auth != Password {
		words = "The mail server %s refused the token. Sign in again."
	}
	return fault.Wrap(fmt.Errorf("%w: %w", errLogin, err), fault.Forbidden, "password", words, a.Host)
}
