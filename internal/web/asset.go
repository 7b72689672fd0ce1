package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"

	"debrief/internal/fault"
)

//go:embed static
var files embed.FS

// asset is a file as it is served: its bytes, packed where that helps, and the
// address under which it may be kept for ever.
type asset struct {
	data, packed []byte
	media        string
	hash         string
}

var mediaTypes = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8"}

var assets = sync.OnceValue(func() map[string]asset {
	all := map[string]asset{}
	err := fs.WalkDir(files, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := files.ReadFile(name)
		name = strings.TrimPrefix(name, "static/")
		all[name] = pack(name, lean(name, data))
		return err
	})
	if err != nil {
		panic(err) // the files are in the binary
	}
	words := wordsOf(layoutSource, pipelineSource, pipelineWords, frameWords, string(all["app.js"].data))
	all["list.css"] = pack("list.css", []byte(purge(string(all["app.css"].data), words)))
	return all
})

// pack makes a file ready to be sent.
func pack(name string, data []byte) asset {
	sum := sha256.Sum256(data)
	a := asset{data: data, media: mediaTypes[path.Ext(name)], hash: hex.EncodeToString(sum[:6])}
	if path.Ext(name) == ".woff2" {
		return a
	}
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	z.Write(data)
	z.Close()
	a.packed = b.Bytes()
	return a
}

// assetURL is the address of a file with its hash, so that browsers may keep it.
func assetURL(name string) string {
	a, ok := assets()[name]
	if !ok {
		panic("web: no asset " + name)
	}
	return "/static/" + name + "?v=" + a.hash
}

func (s *Server) static(w http.ResponseWriter, r *http.Request) error {
	a, ok := assets()[r.PathValue("path")]
	if !ok || a.media == "" {
		return fault.New(fault.NotFound, "", "There is no such file.")
	}
	h := w.Header()
	h.Set("Content-Type", a.media)
	h.Set("Cache-Control", "public, max-age=3600")
	if r.URL.Query().Get("v") == a.hash || strings.HasSuffix(r.PathValue("path"), ".woff2") {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Add("Vary", "Accept-Encoding")
	body := a.data
	if a.packed != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = a.packed
	}
	_, err := w.Write(body)
	return err
}
