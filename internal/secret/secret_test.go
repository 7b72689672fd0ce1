package secret

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"

	"debrief/internal/fault"
)

const planted = "correct horse battery staple"

func openKeys(t testing.TB, path string) *Keys {
	t.Helper()
	k, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func seal(t testing.TB, k *Keys, plain string, bound ...string) []byte {
	t.Helper()
	b, err := k.Seal([]byte(plain), bound...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSeal_hidesAndBinds(t *testing.T) {
	k := openKeys(t, filepath.Join(t.TempDir(), "key"))
	sealed := seal(t, k, planted, "owner-1", "source-1")
	for n := 4; n <= len(planted); n++ {
		if bytes.Contains(sealed, []byte(planted[:n])) {
			t.Fatal("the secret can be read")
		}
	}
	if got, err := k.Unseal(sealed, "owner-1", "source-1"); err != nil || string(got) != planted {
		t.Errorf("%q, %v", got, err)
	}
	for _, bound := range [][]string{{"owner-2", "source-1"}, {"owner-1", "source-2"}, {"owner-1source-1"}, {"owner-1", "source-1", ""}, {"owner-", "1source-1"}, nil} {
		if got, err := k.Unseal(sealed, bound...); fault.KindOf(err) != fault.Damaged || got != nil {
			t.Errorf("bound to %q: %q, %v", bound, got, err)
		}
	}
	for i := range sealed {
		bad := bytes.Clone(sealed)
		bad[i] ^= 1
		if _, err := k.Unseal(bad, "owner-1", "source-1"); fault.KindOf(err) != fault.Damaged {
			t.Errorf("byte %d altered: %v", i, err)
		}
		if _, err := k.Unseal(sealed[:i], "owner-1", "source-1"); fault.KindOf(err) != fault.Damaged {
			t.Errorf("cut at %d: %v", i, err)
		}
	}
	if bytes.Equal(sealed, seal(t, k, planted, "owner-1", "source-1")) {
		t.Error("sealed twice, the same bytes")
	}
	if a, b := seal(t, k, "short"), seal(t, k, planted); len(a) != len(b) {
		t.Errorf("lengths %d and %d tell the secrets apart", len(a), len(b))
	}
	if _, err := k.Seal(make([]byte, MaxPlain+1)); fault.KindOf(err) != fault.TooLarge {
		t.Error(err)
	}
	other := openKeys(t, filepath.Join(t.TempDir(), "key"))
	_, err := other.Unseal(sealed, "owner-1", "source-1")
	if fault.KindOf(err) != fault.Damaged || strings.Contains(err.Error(), planted) {
		t.Errorf("another folder's key: %v", err)
	}
}

func TestSeal_anyBytesComeBack(t *testing.T) {
	k := openKeys(t, filepath.Join(t.TempDir(), "key"))
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "plain")
		bound := rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "bound")
		sealed, err := k.Seal(plain, bound...)
		if err != nil {
			t.Fatal(err)
		}
		got, err := k.Unseal(sealed, bound...)
		if err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("%v, %v", got, err)
		}
	})
}

func TestOpen_fileIsForItsOwner(t *testing.T) {
	old := syscall.Umask(0)
	path := filepath.Join(t.TempDir(), "key")
	k := openKeys(t, path)
	err := k.Rotate()
	syscall.Umask(old)
	if info, _ := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	for _, mode := range []os.FileMode{0o644, 0o640, 0o604, 0o660, 0o601} {
		os.Chmod(path, mode)
		if _, err := Open(path); fault.KindOf(err) != fault.Forbidden || !strings.Contains(fault.Message(err), "chmod 600") {
			t.Errorf("%o: %v", mode, err)
		}
	}
	os.Chmod(path, 0o600)
	link := filepath.Join(t.TempDir(), "link")
	os.Symlink(path, link)
	if _, err := Open(link); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("a link: %v", err)
	}
}

func TestOpen_damagedFileIsNotReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	openKeys(t, path)
	good, _ := os.ReadFile(path)
	for name, content := range map[string]string{"empty": "", "cut off": string(good[:len(good)-10]), "no line end": strings.TrimSuffix(string(good), "\n"), "foreign": "hello\n", "one bad key": string(good) + "debrief-key-1 00 AA==\n"} {
		os.WriteFile(path, []byte(content), 0o600)
		if _, err := Open(path); fault.KindOf(err) != fault.Damaged {
			t.Errorf("%s: %v", name, err)
		}
		if now, _ := os.ReadFile(path); string(now) != content {
			t.Errorf("%s: the file was altered", name)
		}
	}
}

func TestOpen_manyAtOnceShareOneKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	var wg sync.WaitGroup
	all := make([]*Keys, 20)
	for i := range all {
		wg.Go(func() { all[i], _ = Open(path) })
	}
	wg.Wait()
	sealed := seal(t, all[0], planted, "o")
	for i, k := range all {
		if k == nil {
			t.Fatal("not opened")
		}
		if _, err := k.Unseal(sealed, "o"); err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".key-*"))
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// The key changes while others seal, open and seal again, in this process and
// in another one that does not know of it yet.
func TestRotate_underLoad(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	k, other := openKeys(t, path), openKeys(t, path)
	first := seal(t, k, planted, "o")
	var wg sync.WaitGroup
	done := make(chan struct{})
	for range 4 {
		wg.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-done:
					if n > 0 {
						return
					}
				default:
				}
				for _, who := range []*Keys{k, other} {
					sealed, err := who.Seal([]byte(planted), "o")
					if err != nil {
						t.Error(err)
						return
					}
					for _, reader := range []*Keys{k, other} {
						if got, err := reader.Unseal(sealed, "o"); err != nil || string(got) != planted {
							t.Error(err)
							return
						}
					}
				}
			}
		})
	}
	for range 20 {
		if err := k.Rotate(); err != nil {
			t.Error(err)
		}
	}
	close(done)
	wg.Wait()
	again, changed, err := k.Reseal(first, "o")
	if err != nil || !changed {
		t.Fatal(changed, err)
	}
	if same, changed, err := k.Reseal(again, "o"); changed || err != nil || !bytes.Equal(same, again) {
		t.Error(changed, err)
	}
	if err := k.Retire(); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Unseal(first, "o"); fault.KindOf(err) != fault.Damaged {
		t.Errorf("sealed with a key that is gone: %v", err)
	}
	if got, err := openKeys(t, path).Unseal(again, "o"); err != nil || string(got) != planted {
		t.Errorf("%q, %v", got, err)
	}
}

func TestRotate_oneAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	k := openKeys(t, path)
	os.WriteFile(path+".lock", nil, 0o600)
	if err := k.Rotate(); fault.KindOf(err) != fault.Busy {
		t.Error(err)
	}
	old := time.Now().Add(-2 * staleLock)
	os.Chtimes(path+".lock", old, old)
	if err := k.Rotate(); err != nil {
		t.Errorf("the lock of a process that died: %v", err)
	}
	if _, err := os.Stat(path + ".lock"); !errors.Is(err, os.ErrNotExist) {
		t.Error("the lock stayed")
	}
}

func FuzzKeyFile(f *testing.F) {
	f.Add("debrief-key-1 00000000 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")
	f.Add("# x\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		if list, err := parse(text, "x"); (err == nil) != (len(list) > 0) {
			t.Error(list, err)
		}
	})
}
