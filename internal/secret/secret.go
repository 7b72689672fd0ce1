// Package secret seals what must not be read in the database or a backup of
// it: mail passwords and tokens. The key lies in a file of its own, outside of
// the database, readable by its owner only.
//
//	keys, err := secret.Open(filepath.Join(dataFolder, "secret.key"))
//	sealed, err := keys.Seal([]byte(password), owner, sourceID)
//	password, err := keys.Unseal(sealed, owner, sourceID)
//
// A sealed value is bound to the words it was sealed with: moved to another
// owner's row, it does not open. Its length tells little, since values are
// filled up to steps of 64 bytes. The cipher is XChaCha20-Poly1305 with a
// random nonce (quality S22).
//
// The key can be changed at any time. Rotate adds a new key, with which
// everything is sealed from then on; older keys stay in the file to open what
// was sealed with them, until Reseal has gone over every stored value and
// Retire drops them. Whoever holds a backup of the database without the key
// file holds no secret; after the loss of the key file, passwords are asked for
// again and nothing else is lost.
package secret

import (
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"

	"golang.org/x/crypto/chacha20poly1305"

	"debrief/internal/fault"
)

const (
	version = 1
	idSize  = 4
	padding = 64
	head    = 1 + idSize + chacha20poly1305.NonceSizeX
)

// MaxPlain is the most that is sealed at once, in bytes.
const MaxPlain = 64 << 10

type key struct {
	id  [idSize]byte
	key [chacha20poly1305.KeySize]byte
}

// Keys are the keys of a data folder. They may be used by many at once, also
// while they change.
type Keys struct {
	path string
	mu   sync.RWMutex
	list []key // the last one seals
}

// errUnknownKey is a value sealed with a key that is not in memory.
var errUnknownKey = errors.New("unknown key")

// Seal encrypts a value and binds it to words, which may be empty and are not
// stored. The same words in the same order open it. Errors: fault.TooLarge
// above MaxPlain.
func (k *Keys) Seal(plain []byte, bound ...string) ([]byte, error) {
	if len(plain) > MaxPlain {
		return nil, fault.New(fault.TooLarge, "secret", "This secret is longer than %d kB.", MaxPlain>>10)
	}
	k.mu.RLock()
	now := k.list[len(k.list)-1]
	k.mu.RUnlock()
	aead, err := chacha20poly1305.NewX(now.key[:])
	if err != nil {
		return nil, fmt.Errorf("seal: %w", err)
	}
	out := make([]byte, head, head+padding+len(plain)+padding)
	out[0] = version
	copy(out[1:], now.id[:])
	nonce := out[1+idSize : head]
	rand.Read(nonce)
	return aead.Seal(out, nonce, padded(plain), associated(out[:1+idSize], bound)), nil
}

// Unseal opens what Seal made. Errors: fault.Damaged when it was altered,
// sealed with other words, or when its key is gone.
func (k *Keys) Unseal(sealed []byte, bound ...string) ([]byte, error) {
	plain, err := k.unseal(sealed, bound)
	if errors.Is(err, errUnknownKey) && k.reload() == nil { // another process may have changed the key
		plain, err = k.unseal(sealed, bound)
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Damaged, "secret", "The stored password can't be opened with this key. Please enter it again.")
	}
	return plain, nil
}

func (k *Keys) unseal(sealed []byte, bound []string) ([]byte, error) {
	if len(sealed) < head+chacha20poly1305.Overhead || sealed[0] != version {
		return nil, errors.New("not a sealed value")
	}
	one, ok := k.find(sealed)
	if !ok {
		return nil, errUnknownKey
	}
	aead, err := chacha20poly1305.NewX(one.key[:])
	if err != nil {
		return nil, err
	}
	plain, err := aead.Open(nil, sealed[1+idSize:head], sealed[head:], associated(sealed[:1+idSize], bound))
	if err != nil {
		return nil, err
	}
	return unpadded(plain)
}

func (k *Keys) find(sealed []byte) (key, bool) {
	k.mu.RLock()
	defer k.mu.RUnlock()
	for _, one := range k.list {
		if string(one.id[:]) == string(sealed[1:1+idSize]) {
			return one, true
		}
	}
	return key{}, false
}

// Reseal gives a value sealed with the newest key; the value itself, and
// false, where it is so already.
func (k *Keys) Reseal(sealed []byte, bound ...string) (_ []byte, changed bool, err error) {
	plain, err := k.Unseal(sealed, bound...)
	if err != nil {
		return nil, false, err
	}
	k.mu.RLock()
	now := k.list[len(k.list)-1].id
	k.mu.RUnlock()
	if string(sealed[1:1+idSize]) == string(now[:]) {
		return sealed, false, nil
	}
	out, err := k.Seal(plain, bound...)
	return out, err == nil, err
}

// associated is what a sealed value is bound to: each word with its length, so
// that ("ab", "c") and ("a", "bc") differ.
func associated(prefix []byte, bound []string) []byte {
	out := append([]byte(nil), prefix...)
	for _, b := range bound {
		out = binary.BigEndian.AppendUint32(out, uint32(len(b)))
		out = append(out, b...)
	}
	return out
}

func padded(plain []byte) []byte {
	n := (4 + len(plain) + padding - 1) / padding * padding
	out := make([]byte, n)
	binary.BigEndian.PutUint32(out, uint32(len(plain)))
	copy(out[4:], plain)
	return out
}

func unpadded(b []byte) ([]byte, error) {
	if len(b) < 4 {
		return nil, errors.New("too short")
	}
	n := int(binary.BigEndian.Uint32(b))
	if n > len(b)-4 {
		return nil, errors.New("wrong length")
	}
	return b[4 : 4+n], nil
}
