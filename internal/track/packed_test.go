package track

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestPacked_comesBackWhole(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 4000)
	for i := range noise {
		noise[i] = byte(rnd.Uint32())
	}
	for name, in := range map[string]Packed{
		"nothing": nil, "empty": {}, "short": Packed("hello"), "text": Packed(strings.Repeat("thank you for your application\n", 300)),
		"noise": noise, "looks packed": Packed(packMark + "no"), "mark alone": Packed(packMark),
	} {
		v, err := in.Value()
		if err != nil {
			t.Fatal(err)
		}
		kept := v.([]byte)
		var out Packed
		if err := out.Scan(kept); err != nil || !bytes.Equal(out, in) {
			t.Errorf("%s: %d bytes came back as %d (%v)", name, len(in), len(out), err)
		}
		if name == "text" && len(kept)*10 > len(in) {
			t.Errorf("%s: %d bytes are kept in %d", name, len(in), len(kept))
		}
	}
	var whole Packed
	if err := whole.Scan([]byte("From: a\n\nkept before packing")); err != nil || string(whole) != "From: a\n\nkept before packing" {
		t.Errorf("bytes of an older record: %q %v", whole, err)
	}
}
