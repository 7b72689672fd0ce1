package workbench

import (
	"cmp"
	"context"
	_ "embed" // the sample series
	"fmt"
	"hash/fnv"
	"slices"
	"sync"

	"debrief/internal/fault"
	"debrief/internal/jolts"
	"debrief/internal/store"
	"debrief/internal/track"
)

//go:embed sample/jtsjol.csv
var sampleMarket []byte

// sampleSource and sampleRelease say where the sample series came from.
const (
	sampleSource            = "sample: BLS JOLTS by way of FRED, as of 30 June 2026"
	sampleRelease track.Day = "2026-06-30"
)

// MarketView is the market strip: context, never a cause.
type MarketView struct {
	Strip      jolts.Strip
	Industry   string
	Industries [][2]string // code and name
	Sample     bool        // only the sample is there
	Releases   int         // files or answers that were read
}

// market reads the strip: the person's own figures, else the sample series.
func market(tx *store.Tx, today track.Day) (v MarketView, err error) {
	set, err := tx.Settings()
	if err != nil {
		return v, err
	}
	list, err := store.All[track.MarketFigure](tx)
	if err != nil {
		return v, err
	}
	v.Industry = cmp.Or(set.Industry, "000000")
	for code, name := range jolts.Industries {
		v.Industries = append(v.Industries, [2]string{code, name})
	}
	slices.SortFunc(v.Industries, func(a, b [2]string) int { return cmp.Compare(a[0], b[0]) })
	if len(list) == 0 {
		v.Sample, v.Industry = true, "000000"
		if list, err = sample(); err != nil {
			return v, err
		}
	}
	sources := map[string]bool{}
	for _, f := range list {
		sources[f.Source] = true
	}
	v.Releases = len(sources)
	v.Strip = jolts.Read(list, v.Industry, today)
	return v, nil
}

// sample reads the embedded series once.
var sample = sync.OnceValues(func() ([]track.MarketFigure, error) {
	figures, err := jolts.Parse(sampleMarket)
	var list []track.MarketFigure
	for i, f := range figures {
		// The newest two months of a table are preliminary; it does not say so itself.
		list = append(list, track.MarketFigure{Series: f.Series, Month: f.Month, Value: f.Value, Preliminary: f.Preliminary || i < 2, ReleasedOn: sampleRelease, Source: sampleSource})
	}
	return list, err
})

// ImportMarket keeps the figures of a file that the person downloaded, as a
// printing of its own: what was read before stays. The same file twice adds
// nothing. released may be empty.
func (d *Desk) ImportMarket(ctx context.Context, name string, data []byte, released track.Day) (Receipt, error) {
	figures, err := jolts.Parse(data)
	if err != nil {
		return Receipt{}, err
	}
	return d.update(ctx, "import_market", func(tx *store.Tx) (string, error) {
		set, err := tx.Settings()
		if err != nil {
			return "", err
		}
		_, today := d.now(set)
		if released > today {
			return "", fault.New(fault.Invalid, "released", "The day of release lies in the future.")
		}
		added := 0
		for _, f := range figures {
			m := track.MarketFigure{Series: f.Series, Month: f.Month, Value: f.Value, Preliminary: f.Preliminary, ReleasedOn: released, Source: clip(tidy(name), 120), ReadAt: tx.Now()}
			m.ID = figureID(m)
			_, found, err := store.Find[track.MarketFigure](tx, m.ID)
			if err != nil {
				return "", err
			}
			if found {
				continue
			}
			added++
			if err := store.Put(tx, m); err != nil {
				return "", err
			}
		}
		return fmt.Sprintf("%d market %s kept", added, plural(added, "figure", "figures")), nil
	})
}

// figureID is the same for the same printing of a figure.
func figureID(m track.MarketFigure) track.MarketFigureID {
	h := fnv.New64a()
	fmt.Fprint(h, m.Series, m.Month, m.Value, m.Preliminary, m.ReleasedOn)
	return track.MarketFigureID(fmt.Sprintf("%s-%s-%x", m.Series, m.Month, h.Sum64()))
}

// ChooseIndustry keeps the industry of the strip.
func (d *Desk) ChooseIndustry(ctx context.Context, code string) (Receipt, error) {
	if _, ok := jolts.Industries[code]; !ok {
		return Receipt{}, fault.New(fault.Invalid, "industry", "There is no industry %q.", code)
	}
	return d.EditSettings(ctx, func(set *track.Settings) { set.Industry = code })
}
