package triage

import (
	"encoding/base64"
	"encoding/binary"
	"math"

	"debrief/internal/triage/lexicon"
)

// Pack writes a model as text, for weights.go.
func (m *Model) Pack() string {
	b := make([]byte, 0, 24+(1+len(m.Dense)+len(m.Words))*ClassCount)
	for _, f := range [...]float64{m.Scale, m.Unit, m.Sharper} {
		b = binary.LittleEndian.AppendUint64(b, math.Float64bits(f))
	}
	for _, rows := range [...][][lexicon.ClassSignals]int8{{m.Bias}, m.Dense, m.Words} {
		for _, row := range rows {
			for _, w := range row {
				b = append(b, byte(w))
			}
		}
	}
	return base64.StdEncoding.EncodeToString(b)
}

// unpack reads what Pack wrote; nil for anything of another size.
func unpack(s string) *Model {
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil || len(b) != 24+(1+DenseFeatures+WordFeatures)*ClassCount {
		return nil
	}
	number := func(i int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(b[8*i:])) }
	m := &Model{Scale: number(0), Unit: number(1), Sharper: number(2)}
	b = b[24:]
	take := func() (row [lexicon.ClassSignals]int8) {
		for c := range row {
			row[c] = int8(b[c])
		}
		b = b[ClassCount:]
		return row
	}
	m.Bias = take()
	for range DenseFeatures {
		m.Dense = append(m.Dense, take())
	}
	for range WordFeatures {
		m.Words = append(m.Words, take())
	}
	return m
}
