package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The pictures are committed, so a page that was added without them is told
// here and not by a reader.
func TestPages_haveTheirPicturesAndTheirDesign(t *testing.T) {
	root := filepath.Join("..", "..", "docs", "shots")
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		for _, l := range looks {
			name := p.name + "-" + l.name + ".webp"
			if _, err := os.Stat(filepath.Join(root, name)); err != nil {
				t.Errorf("%v; run make shots", err)
			}
			if !strings.Contains(string(text), "("+name+")") {
				t.Errorf("the table lacks %s; run make shots", name)
			}
			if _, err := os.Stat(filepath.Join("..", "..", designOf(p.design, l))); p.design != "" && err != nil {
				t.Error(err)
			}
		}
	}
	size := int64(0)
	err = filepath.WalkDir(root, func(_ string, d os.DirEntry, err error) error {
		if info, e := d.Info(); e == nil && !d.IsDir() {
			size += info.Size()
		}
		return err
	})
	if err != nil || size > 6<<20 {
		t.Errorf("docs/shots takes %d bytes, more than 6 MB (%v)", size, err)
	}
}
