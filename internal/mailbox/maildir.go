package mailbox

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"
)

// isMaildir tells a Maildir by its folders, and gives the first of them that
// is there: where it has its place in the order of the walk.
func isMaildir(entries []fs.DirEntry) (is bool, first string) {
	has := map[string]bool{}
	for _, e := range entries {
		if e.IsDir() && isMaildirPart(e.Name()) {
			has[e.Name()] = true
		}
	}
	switch {
	case has["cur"]:
		return true, "cur"
	case has["new"] && has["tmp"]:
		return true, "new"
	}
	return false, ""
}

func isMaildirPart(name string) bool { return name == "cur" || name == "new" || name == "tmp" }

// flagsOf matches the flags at the end of a Maildir name. Where a file system
// does not allow the colon, programs write ";" or "!".
var flagsOf = regexp.MustCompile(`[:;!]2,([A-Za-z]*)$`)

// cutFlags splits a Maildir name into what stays and the flags. A name without
// flags is returned whole.
func cutFlags(name string) (key, flags string) {
	m := flagsOf.FindStringSubmatchIndex(name)
	if m == nil {
		return name, ""
	}
	return name[:m[0]], name[m[2]:m[3]]
}

// inMaildir is a mail of a Maildir at the time its folders were read.
type inMaildir struct{ key, flags, name string }

// listMaildir reads cur and new, never tmp. Sorted by key, a mail keeps its
// place when it moves from new to cur, or changes its flags.
func (w *walker) listMaildir(dir string) ([]inMaildir, error) {
	var list []inMaildir
	for _, part := range []string{"cur", "new"} {
		entries, err := fs.ReadDir(w.fsys, path.Join(dir, part))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return list, err
		}
		for _, e := range entries {
			if e.Type().IsRegular() && !strings.HasPrefix(e.Name(), ".") {
				key, flags := cutFlags(e.Name())
				list = append(list, inMaildir{key, flags, path.Join(dir, part, e.Name())})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b inMaildir) int { return strings.Compare(a.key, b.key) })
	return list, nil
}

// maildir hands over the mails of a Maildir.
func (w *walker) maildir(dir, first string) error {
	list, err := w.listMaildir(dir)
	if err != nil {
		if err := w.report(path.Join(dir, first), unreadable(err, w.shown(dir))); err != nil {
			return err
		}
	}
	folder := folderName(dir)
	for i, m := range list {
		if err := w.inMaildir(dir, first, folder, m); errors.Is(err, errGone) {
			if err := w.moved(dir, first, folder, list[i:]); err != nil {
				return err
			}
		} else if err != nil {
			return err
		}
		if w.gauge.spent() {
			return nil
		}
	}
	return nil
}

// errGone is a file that is not where the folder said.
var errGone = errors.New("gone")

func (w *walker) inMaildir(dir, first, folder string, m inMaildir) error {
	key := path.Join(dir, first, m.key)
	if _, skip := w.from.begun(w.prefix + key); skip {
		return nil
	}
	info, err := fs.Stat(w.fsys, m.name)
	if errors.Is(err, fs.ErrNotExist) {
		return errGone
	}
	if err != nil {
		return w.report(key, unreadable(err, w.shown(key)))
	}
	l := leaf{File: File{Path: w.shown(key), Size: info.Size(), Modified: info.ModTime(), Maildir: true}, name: m.name, folder: folder, flags: m.flags}
	return w.file(l, key, info, false)
}

// moved looks for the first of some mails under another name: a mail program
// may have moved it or changed its flags meanwhile. The names of the others
// are brought up to date with it. A mail that is deleted is passed over.
func (w *walker) moved(dir, first, folder string, rest []inMaildir) error {
	now, err := w.listMaildir(dir)
	if err != nil {
		return w.report(path.Join(dir, first, rest[0].key), unreadable(err, w.shown(dir)))
	}
	for i, m := range rest {
		if at, found := slices.BinarySearchFunc(now, m.key, func(x inMaildir, key string) int { return strings.Compare(x.key, key) }); found {
			rest[i] = now[at]
		} else if i == 0 {
			return nil
		}
	}
	if err := w.inMaildir(dir, first, folder, rest[0]); !errors.Is(err, errGone) {
		return err
	}
	return nil
}

// folderName is the name of a Maildir as its owner knows it: "INBOX" for the
// one at the top, "Archive/2026" for ".Archive.2026" below it.
func folderName(dir string) string {
	if dir == "." {
		return "INBOX"
	}
	parent, name := path.Split(dir)
	if strings.HasPrefix(name, ".") {
		name = strings.ReplaceAll(name[1:], ".", "/")
	}
	return parent + unUTF7(name)
}

// mboxName is the folder that an mbox holds, from its path.
func mboxName(p string) string {
	name := path.Base(p)
	for _, ending := range []string{".gz", ".mbox", ".mbx", ".eml"} {
		name = strings.TrimSuffix(name, ending)
	}
	if parent := path.Base(path.Dir(p)); name == "mbox" && strings.HasSuffix(parent, ".mbox") {
		return strings.TrimSuffix(parent, ".mbox") // as Apple Mail exports
	}
	return name
}

// unUTF7 reads a folder name in modified UTF-7 (RFC 3501, 5.1.3). A name that
// is no such text stays as it is.
func unUTF7(s string) string {
	if !strings.Contains(s, "&") {
		return s
	}
	var out strings.Builder
	for s != "" {
		plain, rest, found := strings.Cut(s, "&")
		out.WriteString(plain)
		if !found {
			break
		}
		code, after, closed := strings.Cut(rest, "-")
		text, ok := decodeUTF7(code)
		if !closed || !ok {
			out.WriteString("&" + rest)
			break
		}
		out.WriteString(text)
		s = after
	}
	return out.String()
}

func decodeUTF7(code string) (string, bool) {
	if code == "" {
		return "&", true
	}
	b, err := base64.RawStdEncoding.DecodeString(strings.ReplaceAll(code, ",", "/"))
	if err != nil || len(b)%2 != 0 {
		return "", false
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return string(utf16.Decode(units)), true
}
