package secret

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"debrief/internal/fault"
)

const magic = "debrief-key-1"

// Open reads the key file, or makes one with a new key where there is none.
// The file has mode 0600 whatever the umask.
//
// Errors: fault.Forbidden when others may read the file, fault.Damaged when it
// is no key file.
func Open(path string) (*Keys, error) {
	k := &Keys{path: path}
	list, err := read(path)
	if errors.Is(err, fs.ErrNotExist) {
		if list, err = create(path); errors.Is(err, fs.ErrExist) {
			list, err = read(path) // made by another process meanwhile
		}
	}
	if err != nil {
		return nil, err
	}
	k.list = list
	return k, nil
}

// Rotate adds a new key, which seals from now on. Older keys stay.
//
// Errors: fault.Busy while another process changes the key.
func (k *Keys) Rotate() error {
	return k.change(func(list []key) []key { return append(list, newKey()) })
}

// Retire drops all keys but the newest. What was not sealed again with it can
// no longer be opened.
func (k *Keys) Retire() error {
	return k.change(func(list []key) []key { return list[len(list)-1:] })
}

func (k *Keys) change(f func([]key) []key) error {
	unlock, err := lock(k.path)
	if err != nil {
		return err
	}
	defer unlock()
	list, err := read(k.path)
	if err != nil {
		return err
	}
	list = f(list)
	temp, err := writeTemp(k.path, list)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, k.path); err != nil {
		os.Remove(temp)
		return fmt.Errorf("key file: %w", err)
	}
	syncFolder(k.path)
	k.mu.Lock()
	k.list = list
	k.mu.Unlock()
	return nil
}

func (k *Keys) reload() error {
	list, err := read(k.path)
	if err != nil {
		return err
	}
	k.mu.Lock()
	k.list = list
	k.mu.Unlock()
	return nil
}

func newKey() (k key) {
	rand.Read(k.id[:])
	rand.Read(k.key[:])
	return k
}

// create makes the file so that no other process sees half of it.
func create(path string) ([]key, error) {
	list := []key{newKey()}
	temp, err := writeTemp(path, list)
	if err != nil {
		return nil, err
	}
	defer os.Remove(temp)
	if err := os.Link(temp, path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil, fs.ErrExist
		}
		if _, there := os.Lstat(path); there == nil { // a file system without hard links
			return nil, fs.ErrExist
		}
		if err := os.Rename(temp, path); err != nil {
			return nil, fmt.Errorf("key file: %w", err)
		}
	}
	syncFolder(path)
	return list, nil
}

func writeTemp(path string, list []key) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".key-*") // 0600
	if err != nil {
		return "", fmt.Errorf("key file: %w", err)
	}
	var b bytes.Buffer
	b.WriteString("# The keys of stored passwords. Keep this file to yourself, and out of backups that others can read.\n")
	for _, k := range list {
		fmt.Fprintf(&b, "%s %s %s\n", magic, hex.EncodeToString(k.id[:]), base64.StdEncoding.EncodeToString(k.key[:]))
	}
	_, err = f.Write(b.Bytes())
	err = errors.Join(err, f.Chmod(0o600), f.Sync(), f.Close())
	if err != nil {
		os.Remove(f.Name())
		return "", fmt.Errorf("key file: %w", err)
	}
	return f.Name(), nil
}

func read(path string) ([]key, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fault.New(fault.Forbidden, "key", "“%s” is no ordinary file. Debrief does not take its key from there.", path)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, fault.New(fault.Forbidden, "key", "Other users of this computer may read the key file “%s”. Run: chmod 600 '%s'. If someone may have copied it, change the stored passwords.", path, path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	return parse(string(b), path)
}

func parse(text, path string) (list []key, err error) {
	damaged := fault.New(fault.Damaged, "key", "The key file “%s” is damaged. Restore it from a copy; or move it away, and enter the passwords of your sources again.", path)
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if len(f) != 3 || f[0] != magic || !strings.HasSuffix(line, "\n") {
			return nil, damaged
		}
		id, err1 := hex.DecodeString(f[1])
		raw, err2 := base64.StdEncoding.DecodeString(f[2])
		var k key
		if err1 != nil || err2 != nil || len(id) != len(k.id) || len(raw) != len(k.key) {
			return nil, damaged
		}
		copy(k.id[:], id)
		copy(k.key[:], raw)
		list = append(list, k)
	}
	if len(list) == 0 {
		return nil, damaged
	}
	return list, nil
}

// staleLock is after how long the lock of a process that died is broken.
const staleLock = time.Minute

// lock keeps two processes from changing the key at once.
func lock(path string) (unlock func(), err error) {
	name := path + ".lock"
	for range 2 {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err == nil {
			f.Close()
			return func() { os.Remove(name) }, nil
		}
		if !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("key file: %w", err)
		}
		if info, err := os.Lstat(name); err != nil || time.Since(info.ModTime()) < staleLock {
			break
		}
		os.Remove(name)
	}
	return nil, fault.New(fault.Busy, "key", "The key is being changed by another process. Try again in a minute.")
}

// syncFolder makes a rename last. Not every system can do it.
func syncFolder(path string) {
	if d, err := os.Open(filepath.Dir(path)); err == nil {
		d.Sync()
		d.Close()
	}
}
