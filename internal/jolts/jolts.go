// Package jolts reads the monthly figures of the US labour market (BLS JOLTS)
// from files that a person downloaded, and says what may be said about them:
// hires first, the change on the year with its error, by industry. It is context
// for a page. It explains no single answer and foretells nothing.
//
//	figures, err := jolts.Parse(data)          // BLS flat file, BLS API answer, or a FRED table
//	strip := jolts.Read(figures, "000000", jolts.Month("2026-11"))
//	strip.Lines[0].Text // "Hires, all industries: little changed on the year (3.4%, ± 0.2)."
//
// Source: method.md 2g, mail.md 7.
package jolts

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// Series is a series id of 21 characters, taken apart.
type Series struct {
	ID       string
	Adjusted bool   // seasonally
	Industry string // six digits
	State    string // two characters, 00 for the whole country
	Size     string // size class, 00 for all
	Element  string // JO, HI, TS, QU, LD, OS, UO
	Rate     bool   // percent; else thousands
}

// ParseSeries takes an id apart; ok is false for anything else, also for the
// shorter ids from before October 2020.
func ParseSeries(id string) (s Series, ok bool) {
	id = strings.TrimSpace(id)
	if len(id) != 21 || id[:2] != "JT" || id[2] != 'S' && id[2] != 'U' || id[20] != 'L' && id[20] != 'R' {
		return s, false
	}
	s = Series{ID: id, Adjusted: id[2] == 'S', Industry: id[3:9], State: id[9:11], Size: id[16:18], Element: id[18:20], Rate: id[20] == 'R'}
	for _, c := range s.Industry + s.Size {
		if c < '0' || c > '9' {
			return s, false
		}
	}
	return s, elements[s.Element] != ""
}

var elements = map[string]string{"HI": "Hires", "JO": "Openings", "QU": "Quits", "LD": "Layoffs and discharges", "TS": "Separations", "OS": "Other separations", "UO": "Unemployed for each opening"}

// Industries are the names of the industry codes. Source: method.md 2g.
var Industries = map[string]string{
	"000000": "all industries", "100000": "private", "230000": "construction", "300000": "manufacturing", "420000": "wholesale", "440000": "retail", "480099": "transport and utilities", "510000": "information",
	"520000": "finance and insurance", "530000": "real estate", "540099": "professional and business services", "610000": "private education", "620000": "health care and social assistance", "710000": "arts",
	"720000": "accommodation and food", "810000": "other services", "910000": "federal government", "920000": "state and local government",
}

// Figure is one monthly figure as it was printed.
type Figure struct {
	Series      string
	Month       string // "2026-05"
	Value       string
	Preliminary bool
}

// Most is how many figures one file may bring; a longer one is cut to the
// newest months.
const Most = 6000

// fred are the series that FRED prints under another name.
var fred = map[string]string{"JTSJOL": "JTS000000000000000JOL", "JTSJOR": "JTS000000000000000JOR", "JTSHIL": "JTS000000000000000HIL", "JTSHIR": "JTS000000000000000HIR",
	"JTSQUR": "JTS000000000000000QUR", "JTSLDR": "JTS000000000000000LDR"}

// Parse reads a BLS flat file, an answer of the BLS API, or a table of FRED.
// Missing values ("-") and annual means (M13) are left out, as are states and
// size classes. fault.Invalid when nothing of JOLTS is in it, and for an API
// answer that reports a failure.
func Parse(data []byte) ([]Figure, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	head := bytes.TrimSpace(data)
	var list []Figure
	var err error
	switch {
	case bytes.HasPrefix(head, []byte("{")):
		list, err = parseAPI(head)
	case bytes.HasPrefix(head, []byte("observation_date")) || bytes.HasPrefix(head, []byte("DATE")):
		list, err = parseFRED(head)
	default:
		list, err = parseFlat(head)
	}
	if err != nil {
		return nil, err
	}
	if len(list) == 0 {
		return nil, fault.New(fault.Invalid, "file", "There are no JOLTS figures in this file. A BLS flat file (jt.data...), an answer of the BLS API or a table of FRED can be read.")
	}
	slices.SortStableFunc(list, func(a, b Figure) int { return strings.Compare(b.Month, a.Month) })
	return list[:min(len(list), Most)], nil
}

// keep adds a figure that is of use: the whole country, all sizes, a number.
func keep(list []Figure, series, month, value string, preliminary bool) []Figure {
	s, ok := ParseSeries(series)
	value = strings.TrimSpace(value)
	if !ok || s.State != "00" || s.Size != "00" || month == "" {
		return list
	}
	if _, err := strconv.ParseFloat(value, 64); err != nil {
		return list
	}
	return append(list, Figure{s.ID, month, value, preliminary})
}

// monthOf turns 2026 and M05 into 2026-05; empty for the annual mean.
func monthOf(year, period string) string {
	year, period = strings.TrimSpace(year), strings.TrimSpace(period)
	n, err := strconv.Atoi(strings.TrimPrefix(period, "M"))
	if len(year) != 4 || err != nil || n < 1 || n > 12 {
		return ""
	}
	return fmt.Sprintf("%s-%02d", year, n)
}

func parseAPI(data []byte) (list []Figure, err error) {
	var a struct {
		Status  string
		Message []string
		Results struct {
			Series []struct {
				SeriesID string
				Data     []struct {
					Year, Period, Value string
					Footnotes           []struct{ Code string }
				}
			}
		}
	}
	if err := json.Unmarshal(data, &a); err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "file", "This looks like an answer of the BLS API, and it can't be read.")
	}
	if a.Status != "REQUEST_SUCCEEDED" {
		return nil, fault.New(fault.Invalid, "file", "The BLS API answered %q and gave no figures. %s", a.Status, strings.Join(a.Message, " "))
	}
	for _, s := range a.Results.Series {
		for _, d := range s.Data {
			preliminary := false
			for _, f := range d.Footnotes {
				preliminary = preliminary || f.Code == "P"
			}
			list = keep(list, s.SeriesID, monthOf(d.Year, d.Period), d.Value, preliminary)
		}
	}
	return list, nil
}

func parseFlat(data []byte) (list []Figure, err error) {
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		f := strings.Split(lines.Text(), "\t")
		if len(f) < 4 {
			continue
		}
		preliminary := len(f) > 4 && strings.Contains(f[4], "P")
		list = keep(list, f[0], monthOf(f[1], f[2]), f[3], preliminary)
	}
	return list, lines.Err()
}

func parseFRED(data []byte) (list []Figure, err error) {
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "file", "This looks like a table of FRED, and it can't be read.")
	}
	for _, row := range rows[1:] {
		for i, cell := range row[1:] {
			day, err := track.ParseDay(row[0])
			if err != nil || len(day) < 7 {
				continue
			}
			list = keep(list, fred[rows[0][i+1]], string(day[:7]), cell, false)
		}
	}
	return list, nil
}
