package jolts

import (
	"strings"
	"testing"

	"debrief/internal/fault"
	"debrief/internal/track"
)

const answer = `{"status":"REQUEST_SUCCEEDED","responseTime":103,"message":[],"Results":{"series":[
 {"seriesID":"JTS000000000000000HIR","data":[
  {"year":"2026","period":"M05","periodName":"May","latest":"true","value":"3.4","footnotes":[{"code":"P","text":"preliminary"}]},
  {"year":"2026","period":"M04","periodName":"April","value":"-","footnotes":[{}]},
  {"year":"2025","period":"M13","periodName":"Annual","value":"3.5","footnotes":[{}]},
  {"year":"2025","period":"M05","periodName":"May","value":"3.6","footnotes":[{}]}]},
 {"seriesID":"JTS00000000QUR","data":[{"year":"2026","period":"M05","value":"2.0","footnotes":[]}]}]}}`

const flat = "series_id\tyear\tperiod\tvalue\tfootnote_codes\n" +
	"JTS540099000000000HIR \t2026\tM05\t         5.1\tP\n" +
	"JTS540099000000000HIR \t2025\tM05\t         5.4\t\n" +
	"JTS000000060000000HIR \t2026\tM05\t         3.0\t\n" + // a state
	"JTU540099000000000JOR \t2026\tM05\t         6.1\t\n"

func figures(t *testing.T, data string, released track.Day) (list []track.MarketFigure) {
	t.Helper()
	parsed, err := Parse([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range parsed {
		list = append(list, track.MarketFigure{Series: f.Series, Month: f.Month, Value: f.Value, Preliminary: f.Preliminary, ReleasedOn: released})
	}
	return list
}

func TestRead_hiresFirstAndNothingInsideTheError(t *testing.T) {
	s := Read(figures(t, answer, "2026-06-30"), "000000", "2026-07-10")
	if len(s.Lines) != 1 || s.Lines[0].Text != "Hires, all industries, May 2026: 3.4%, little changed on the year (± 0.2) (preliminary)." {
		t.Errorf("%+v", s)
	}
	if z := s.Lines[0].Change.Z; z > -1.41421 || z < -1.41422 {
		t.Errorf("TV-G1: z = %f, want -1.414214", z)
	}
}

func TestRead_oldFiguresAreMarkedAndALaterPrintingCounts(t *testing.T) {
	list := append(figures(t, answer, "2026-06-30"), track.MarketFigure{Series: "JTS000000000000000HIR", Month: "2026-05", Value: "3.2", ReleasedOn: "2026-08-04"})
	s := Read(list, "000000", "2026-11-24")
	if got := s.Lines[0].Text; got != "Hires, all industries, May 2026: 3.2%, down from 3.6% a year before (± 0.2) (old)." {
		t.Error(got)
	}
	if back := Read([]track.MarketFigure{list[len(list)-1], list[0], list[1]}, "000000", "2026-11-24"); back.Lines[0].Value != 3.2 {
		t.Error("the order of reading changed which printing counts")
	}
}

func TestRead_withoutAKnownErrorNothingIsClaimed(t *testing.T) {
	s := Read(figures(t, flat[:strings.LastIndex(flat, "JTU")], ""), "540099", "2026-07-10")
	if len(s.Lines) != 1 || !strings.Contains(s.Lines[0].Text, "without a known error no change is claimed") {
		t.Errorf("%+v", s)
	}
}

func TestRead_mixedSeasonalAdjustmentIsRefused(t *testing.T) {
	if s := Read(figures(t, flat, ""), "540099", "2026-07-10"); s.Refused == "" || s.Lines != nil {
		t.Errorf("%+v", s)
	}
}

func TestRead_missingSeriesShowNothing(t *testing.T) {
	if s := Read(nil, "000000", "2026-07-10"); len(s.Lines) != 0 || s.Refused != "" {
		t.Errorf("%+v", s)
	}
}

func TestParse_saysWhatIsWrong(t *testing.T) {
	for name, data := range map[string]string{"no figures": "a,b\n1,2\n", "failure": `{"status":"REQUEST_NOT_PROCESSED","message":["daily threshold"]}`, "broken": `{"status":`, "empty": ""} {
		if _, err := Parse([]byte(data)); fault.KindOf(err) != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParse_leavesOutStatesMeansGapsAndShortIDs(t *testing.T) {
	if n := len(figures(t, answer, "")); n != 2 {
		t.Errorf("%d figures of the API answer, want 2", n)
	}
	if n := len(figures(t, flat, "")); n != 3 {
		t.Errorf("%d figures of the flat file, want 3", n)
	}
	if n := len(figures(t, "observation_date,JTSJOL\n2026-04-01,7585\n2026-05-01,7594\n2026-06-01,.\n", "")); n != 2 {
		t.Errorf("%d figures of the table, want 2", n)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(answer)
	f.Add(flat)
	f.Add("observation_date,JTSJOL\n2026-04-01,7585\n")
	f.Fuzz(func(t *testing.T, data string) {
		list, err := Parse([]byte(data))
		if err == nil && len(list) == 0 {
			t.Error("nothing was read and nothing was said")
		}
		for _, x := range list {
			if _, ok := ParseSeries(x.Series); !ok || len(x.Month) != 7 {
				t.Errorf("%+v", x)
			}
		}
	})
}
