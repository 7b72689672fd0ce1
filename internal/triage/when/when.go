// Package when reads days and times of appointments from letters, in English,
// German, French, Spanish, Italian, Portuguese and Dutch. It knows no clock:
// what "tomorrow" means is given with the text.
//
//	list := when.Find("Thursday, March 5 at 3:00 PM (GMT), 45 minutes", when.Base{Sent: sent})
//	list[0].Start // 2026-03-05 15:00 UTC
//	list[0].Zone  // true: the text names it
//
// A day without a time is not reported: a letter has many of these (deadlines,
// start dates), and an appointment has both.
package when

import (
	"strings"
	"time"

	"debrief/internal/triage/phrase"
)

// Base is what a text needs around it.
type Base struct {
	Sent   time.Time // when the mail was written; zero: only days with a year are read
	Offset int       // minutes east of UTC that hold where the text names no zone
	Month1 bool      // 3/5 is the fifth of March
}

// at is the offset on a day: where clocks change between the mail and the day,
// so does the sender's. Which rule holds is told by the offset and the season
// of the mail; UTC in summer is a server's.
func (b Base) at(day time.Time) int {
	for _, r := range [...]rule{europe, america} {
		low, high := 0, 120
		if r == america {
			low, high = -480, -300
		}
		for std := low; std <= high; std += 60 {
			z := zone{std, r}
			if !b.Sent.IsZero() && z.at(b.Sent) == b.Offset && !(std == 120 && b.Offset == 180) {
				return z.at(day)
			}
		}
	}
	return b.Offset
}

// Moment is one day and time in a text.
type Moment struct {
	Start, End time.Time // in UTC; End is zero where the text has none
	Local      time.Time // the clock as written, in UTC
	Zone       bool      // the text names the zone
	Old        bool      // the text says that it no longer holds ("from Tuesday at 3")
	From, To   int       // bytes of the text
}

// limit of what is read, in bytes.
const limit = 8 << 10

// Find lists the moments of a text in their order.
func Find(text string, b Base) []Moment { return FindIn(text, phrase.Split(text, limit), b) }

// FindIn is Find for a text that was split already.
func FindIn(text string, tokens []phrase.Token, b Base) []Moment {
	for len(tokens) > 0 && tokens[len(tokens)-1].End > limit {
		tokens = tokens[:len(tokens)-1]
	}
	f := finder{text: text[:min(len(text), limit)], base: b, tokens: tokens}
	for i := 0; i < len(f.tokens); {
		i = f.step(i)
	}
	return f.pair()
}

// Minutes is the first length of time in a text ("45 minutes", "1 hour",
// "half an hour"), 0 where there is none between 10 minutes and 10 hours.
func Minutes(text string) int {
	tokens := phrase.Split(text, limit)
	for i, t := range tokens {
		next := ""
		if i+1 < len(tokens) {
			next = tokens[i+1].Word
		}
		n, isNumber := number(t.Word)
		if !isNumber {
			n, isNumber = smallNumbers[t.Word], smallNumbers[t.Word] > 0
		}
		switch {
		case isNumber && minuteWords[next] && n >= 10 && n <= 600:
			return n
		case isNumber && hourWords[next] && n >= 1 && n <= 10 && !strings.Contains(text[t.End:tokens[i+1].Start], ":"):
			if i > 0 && i+1 < len(tokens) && tokens[i-1].Digit && t.Start == tokens[i-1].End+1 && text[tokens[i-1].End] == '.' && t.Word == "5" { // 1.5 hours
				h, _ := number(tokens[i-1].Word)
				return h*60 + 30
			}
			return n * 60
		case halfHour[t.Word] && i+2 < len(tokens) && (hourWords[next] || hourWords[tokens[i+2].Word]):
			return 30
		case len(t.Word) > 3 && strings.HasSuffix(t.Word, "min") && t.Digit:
			if n, ok := number(strings.TrimSuffix(t.Word, "min")); ok && n >= 10 && n <= 600 {
				return n
			}
		}
	}
	return 0
}

var smallNumbers = map[string]int{"an": 1, "one": 1, "eine": 1, "einer": 1, "einstundiges": 1, "une": 1, "una": 1, "un": 1, "uma": 1, "een": 1, "two": 2, "zwei": 2, "deux": 2, "dos": 2, "due": 2, "duas": 2, "twee": 2, "three": 3, "drei": 3, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "sixty": 60, "ninety": 90, "trente": 30, "treinta": 30, "trenta": 30, "trinta": 30, "dertig": 30, "dreissig": 30}

// day is a date in a text; clock a time of day, with its end and zone.
type day struct {
	date     time.Time
	from, to int
	token    int
	sentence int32
}

type clock struct {
	minute, until int // of the day; until is -1 where there is no end
	zone          zone
	named         bool
	from, to      int
	token         int
	sentence      int32
}

type finder struct {
	text   string
	base   Base
	tokens []phrase.Token
	days   []day
	clocks []clock
}

// step reads a day or a time at token i and returns where to go on.
func (f *finder) step(i int) int {
	if d, n := f.dayAt(i); n > 0 {
		d.from, d.to, d.token, d.sentence = f.tokens[i].Start, f.tokens[i+n-1].End, i, f.tokens[i].Sentence
		f.days = append(f.days, d)
		return i + n
	}
	if c, n := f.clockAt(i); n > 0 {
		c.token, c.sentence = i, f.tokens[i].Sentence
		f.clocks = append(f.clocks, c)
		return i + n
	}
	return i + 1
}

// word is the folded word n tokens on, empty behind the end.
func (f *finder) word(i int) string {
	if i >= 0 && i < len(f.tokens) {
		return f.tokens[i].Word
	}
	return ""
}

// between is what stands between two tokens that follow each other.
func (f *finder) between(i int) string {
	if i < 0 || i+1 >= len(f.tokens) || f.tokens[i+1].Start < f.tokens[i].End {
		return "\n"
	}
	return f.text[f.tokens[i].End:f.tokens[i+1].Start]
}

// pair puts each time to its day: the day before it in the sentence or on the
// lines just above, else the day behind it.
func (f *finder) pair() []Moment {
	var out []Moment
	for _, c := range f.clocks {
		best, cost := -1, 1<<30
		for j, d := range f.days {
			gap := c.from - d.to
			if d.from > c.from {
				gap = (d.from - c.to) * 2
			}
			if gap < 0 || gap > 220 {
				continue
			}
			if d.sentence != c.sentence {
				gap += 60
			}
			if gap < cost {
				best, cost = j, gap
			}
		}
		if best < 0 {
			continue
		}
		out = append(out, f.moment(f.days[best], c))
	}
	return out
}

func (f *finder) moment(d day, c clock) Moment {
	offset := f.base.at(d.date)
	if c.named {
		offset = c.zone.at(d.date)
	}
	local := d.date.Add(time.Duration(c.minute) * time.Minute)
	m := Moment{Start: local.Add(-time.Duration(offset) * time.Minute), Local: local, Zone: c.named, From: min(d.from, c.from), To: max(d.to, c.to)}
	if c.until > c.minute {
		m.End = m.Start.Add(time.Duration(c.until-c.minute) * time.Minute)
	}
	first := min(d.token, c.token)
	for k := 1; k <= 3; k++ {
		if w := f.word(first - k); oldWords[w] && f.tokens[first-k].Sentence == f.tokens[first].Sentence {
			m.Old = true
		} else if newWords[w] {
			break
		}
	}
	return m
}

var (
	oldWords = set("from original originally previously instead vom von ursprunglich statt prevista anstatt")
	newWords = set("to until for new auf zum au al a naar neu nouveau")
)
