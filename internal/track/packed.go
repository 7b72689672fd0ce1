package track

import (
	"bytes"
	"compress/flate"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"io"
	"sync"
)

// Packed is bytes that are kept packed where that saves room, and are whole
// everywhere else: in the program, in JSON (base64) and in every comparison.
type Packed []byte

// packMark begins the packed form. Bytes without it are whole as they stand.
const packMark = "\x00dbr1"

var packers = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestSpeed) // the level is a valid one
	return w
}}

// Value gives the form in which the bytes are kept.
func (p Packed) Value() (driver.Value, error) {
	whole := []byte(p)
	if whole == nil {
		whole = []byte{}
	}
	if len(p) < 512 && !bytes.HasPrefix(p, []byte(packMark)) {
		return whole, nil
	}
	var b bytes.Buffer
	b.Grow(len(p)/2 + len(packMark))
	b.WriteString(packMark)
	w := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	w.Reset(&b)
	if _, err := w.Write(p); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	if b.Len() >= len(p) && !bytes.HasPrefix(p, []byte(packMark)) {
		return whole, nil
	}
	return b.Bytes(), nil
}

// Scan reads either form.
func (p *Packed) Scan(v any) error {
	var kept []byte
	switch v := v.(type) {
	case nil:
	case []byte:
		kept = v
	case string:
		kept = []byte(v)
	default:
		return fmt.Errorf("bytes can't be read from %T", v)
	}
	body, packed := bytes.CutPrefix(kept, []byte(packMark))
	if !packed {
		*p = append(Packed{}, kept...)
		return nil
	}
	whole, err := io.ReadAll(flate.NewReader(bytes.NewReader(body)))
	if err != nil {
		return fmt.Errorf("packed bytes can't be read: %w", err)
	}
	*p = whole
	return nil
}

// MarshalJSON writes base64 of the whole bytes.
func (p Packed) MarshalJSON() ([]byte, error) {
	if p == nil {
		p = Packed{}
	}
	return json.Marshal([]byte(p))
}

// UnmarshalJSON reads base64.
func (p *Packed) UnmarshalJSON(b []byte) error {
	whole := []byte{}
	err := json.Unmarshal(b, &whole)
	*p = whole
	return err
}
