package when

import (
	"strings"
	"time"
)

// dayAt reads a day at token i; n is how many tokens it takes, 0 for none.
func (f *finder) dayAt(i int) (day, int) {
	t := f.tokens[i]
	if t.Digit {
		return f.numericDay(i)
	}
	if m, ok := months[t.Word]; ok && len(t.Word) >= 3 { // March 5th, 2026
		if n, ok := ordinal(f.word(i + 1)); ok && n >= 1 && n <= 31 && short(f.between(i)) {
			y, k := f.year(i + 1)
			return f.date(y, m, n, f.weekdayBefore(i)), 2 + k
		}
		return day{}, 0
	}
	if r, ok := relative[t.Word]; ok && !f.base.Sent.IsZero() {
		if t.Word == "manana" && (f.word(i-1) == "la" || f.word(i-1) == "por") || t.Word == "morgen" && f.word(i-1) == "guten" {
			return day{}, 0
		}
		return day{date: f.today().AddDate(0, 0, r)}, 1
	}
	w, ok := weekdays[t.Word]
	if !ok || len(t.Word) < 3 || f.base.Sent.IsZero() || f.dateFollows(i) {
		return day{}, 0
	}
	if len(t.Word) == 3 && !t.Upper {
		return day{}, 0
	}
	n := 1
	if f.word(i+1) == "feira" {
		n = 2
	}
	ahead := (w - int(f.today().Weekday()) + 7) % 7
	if ahead == 0 {
		ahead = 7
	}
	if nextWords[f.word(i-1)] {
		// the week after this one, weeks beginning on Monday
		ahead = 7 - (int(f.today().Weekday())+6)%7 + (w+6)%7
	}
	return day{date: f.today().AddDate(0, 0, ahead)}, n
}

func (f *finder) today() time.Time {
	t := f.base.Sent.UTC().Add(time.Duration(f.base.Offset) * time.Minute)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

// dateFollows reports that a weekday is only part of a full date.
func (f *finder) dateFollows(i int) bool {
	for k := 1; k <= 4; k++ {
		w := f.word(i + k)
		if _, ok := months[w]; ok && len(w) >= 3 {
			return true
		}
		if k <= 2 && i+k < len(f.tokens) && f.tokens[i+k].Digit {
			if _, n := f.numericDay(i + k); n > 0 {
				return true
			}
		}
		if w == "" || f.tokens[i+k].Digit && k > 1 {
			return false
		}
	}
	return false
}

// weekdayBefore is the weekday just before token i, -1 for none.
func (f *finder) weekdayBefore(i int) int {
	for k := 1; k <= 3; k++ {
		w := f.word(i - k)
		if d, ok := weekdays[w]; ok && len(w) >= 3 {
			return d
		}
		if w != "the" && w != "den" && w != "dem" && w != "le" && w != "el" && w != "feira" && w != "dia" {
			break
		}
	}
	return -1
}

// numericDay reads 5 March 2026, 5. März, 5 de marzo de 2026, 2026-03-05,
// 05.03.2026, 3/5/2026.
func (f *finder) numericDay(i int) (day, int) {
	n, ok := ordinal(f.word(i))
	if !ok {
		return day{}, 0
	}
	j := i + 1
	if f.word(j) == "de" || f.word(j) == "of" || f.word(j) == "di" {
		j++
	}
	if m, ok := months[f.word(j)]; ok && len(f.word(j)) >= 3 && n >= 1 && n <= 31 && short(f.between(i)) {
		y, k := f.year(j)
		return f.date(y, m, n, f.weekdayBefore(i)), j - i + 1 + k
	}
	if i+1 >= len(f.tokens) || !f.tokens[i+1].Digit {
		return day{}, 0
	}
	sep := f.between(i)
	second, ok := number(f.word(i + 1))
	if !ok || len(sep) > 2 {
		return day{}, 0
	}
	third, hasThird := number(f.word(i + 2))
	full := hasThird && i+2 < len(f.tokens) && strings.TrimSpace(f.between(i+1)) == strings.TrimSpace(sep)
	switch strings.TrimSpace(sep) {
	case "-", "/":
		if full && n > 1900 && second >= 1 && second <= 12 && third >= 1 && third <= 31 {
			return f.date(n, second-1, third, -1), 3
		}
		if full && third > 2000 {
			return f.dayMonth(n, second, third, strings.TrimSpace(sep) == "/", 3)
		}
		if full && third >= 20 && third < 60 && strings.TrimSpace(sep) == "/" {
			return f.dayMonth(n, second, 2000+third, true, 3)
		}
		if strings.TrimSpace(sep) == "/" && len(f.word(i)) <= 2 && len(f.word(i+1)) <= 2 && f.weekdayBefore(i) >= 0 {
			return f.dayMonth(n, second, 0, true, 2)
		}
	case ".":
		if full && third > 2000 {
			return f.dayMonth(n, second, third, false, 3)
		}
		if full && third >= 20 && third < 60 && len(f.word(i+2)) == 2 {
			return f.dayMonth(n, second, 2000+third, false, 3)
		}
		if after := f.text[f.tokens[i+1].End:]; strings.HasPrefix(after, ".") && second >= 1 && second <= 12 && n <= 31 && len(f.word(i+1)) <= 2 { // 5.3. um
			return f.dayMonth(n, second, 0, false, 2)
		}
	}
	return day{}, 0
}

// dayMonth makes a day of two numbers whose order the reader's country decides,
// unless one of them can only be a day.
func (f *finder) dayMonth(a, b, y int, mayFlip bool, n int) (day, int) {
	d, m := a, b
	if mayFlip && (f.base.Month1 && a <= 12 || b > 12) {
		d, m = b, a
	}
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return day{}, 0
	}
	return f.date(y, m-1, d, -1), n
}

// year reads a year behind token i: ", 2026" or "de 2026".
func (f *finder) year(i int) (y, tokens int) {
	k := 1
	if f.word(i+1) == "de" || f.word(i+1) == "del" {
		k = 2
	}
	if n, ok := number(f.word(i + k)); ok && n >= 2000 && n < 2100 && len(f.word(i+k)) == 4 && len(f.between(i)) <= 3 {
		return n, k
	}
	return 0, 0
}

// date completes a day: without a year it is the first such day from a month
// before the mail on, and the year in which the weekday fits where one is named.
func (f *finder) date(y, month0, d, weekday int) day {
	mk := func(y int) time.Time { return time.Date(y, time.Month(month0+1), d, 0, 0, 0, 0, time.UTC) }
	if y > 0 {
		return day{date: mk(y)}
	}
	if f.base.Sent.IsZero() {
		return day{date: mk(1)}
	}
	t := mk(f.today().Year())
	if t.Before(f.today().AddDate(0, -1, 0)) {
		t = mk(t.Year() + 1)
	}
	if weekday >= 0 && int(t.Weekday()) != weekday {
		for _, other := range [...]int{t.Year() + 1, t.Year() - 1} {
			if u := mk(other); int(u.Weekday()) == weekday && u.Sub(f.today()) > -24*time.Hour && u.Sub(f.today()) < 300*24*time.Hour {
				return day{date: u}
			}
		}
	}
	return day{date: t}
}

// ordinal is a number with or without "st", "nd", "rd", "th", "er".
func ordinal(w string) (int, bool) {
	for _, s := range [...]string{"st", "nd", "rd", "th", "er", "e"} {
		if rest, ok := strings.CutSuffix(w, s); ok && rest != "" {
			w = rest
			break
		}
	}
	return number(w)
}

func short(between string) bool { return len(between) <= 3 }

// clockAt reads a time of day at token i.
func (f *finder) clockAt(i int) (clock, int) {
	t := f.tokens[i]
	if w := t.Word; w == "noon" || w == "midday" {
		return f.finish(clock{minute: 720, until: -1, from: t.Start}, t.End, i+1, i)
	}
	if !t.Digit || i > 0 && strings.HasSuffix(f.text[:t.Start], ":") && f.tokens[i-1].Digit && f.tokens[i-1].End+1 == t.Start {
		return clock{}, 0
	}
	minute, end, next, half, ok := f.hour(i)
	if !ok {
		return clock{}, 0
	}
	c := clock{minute: minute, until: -1, from: t.Start}
	if until, end2, next2, half2, ok := f.rangeEnd(end, next); ok {
		if half == 0 && half2 != 0 && minute < 720 { // 10-11am, 1-2pm
			if half2 == 2 && minute%720+720 < until+1 && minute < 720 {
				minute = minute%720 + 720
			}
			half = half2
		}
		if half != 0 || f.sure(i, c) || next2 > next {
			c.minute, c.until, end, next = minute, until, end2, next2
			return f.finish(c, end, next, i)
		}
	}
	if half == 0 && !f.sure(i, c) {
		return clock{}, 0
	}
	return f.finish(c, end, next, i)
}

// sure reports that a bare time ("14:00", "9") is meant as one: it has minutes
// behind a colon or "h", or a word for it before or behind.
func (f *finder) sure(i int, c clock) bool {
	rest := f.text[f.tokens[i].End:]
	w := f.tokens[i].Word
	if strings.HasPrefix(rest, ":") && i+1 < len(f.tokens) && len(f.word(i+1)) >= 2 && f.tokens[i+1].Digit && len(w) <= 2 {
		return true
	}
	if strings.Contains(w, "h") && w[len(w)-1] != 't' {
		return true
	}
	before := f.word(i - 1)
	timeWord := before == "at" || before == "um" || before == "las" || before == "alle" || before == "ore" || before == "as" || before == "om" || before == "gegen" || before == "ab" || before == "a" && f.word(i) != ""
	after := f.word(i + 1)
	if strings.HasPrefix(rest, ".") && i+1 < len(f.tokens) && f.tokens[i+1].Digit {
		after = f.word(i + 2)
		return clockWords[after] || timeWord && len(f.word(i+1)) == 2
	}
	if clockWords[after] && strings.TrimSpace(f.between(i)) == "" {
		return true
	}
	return timeWord && c.minute < 1440 && before != "a" && (i+1 >= len(f.tokens) || !minuteWords[after] && !hourWords[after] && !f.tokens[i+1].Digit && !strings.HasPrefix(rest, "%") && !strings.HasPrefix(rest, ","))
}

// hour reads an hour with its minutes and half of day: "3:30 pm", "3pm",
// "15:00", "14h30", "14.30", "9". half is 1 for am, 2 for pm.
func (f *finder) hour(i int) (minute, end, next, half int, ok bool) {
	t := f.tokens[i]
	w, m := t.Word, 0
	end, next = t.End, i+1
	if rest, ok := strings.CutSuffix(w, "pm"); ok && rest != "" {
		w, half = rest, 2
	} else if rest, ok := strings.CutSuffix(w, "am"); ok && rest != "" {
		w, half = rest, 1
	} else if h, mm, ok := strings.Cut(w, "h"); ok {
		w = h
		if mm != "" {
			if m, ok = number(mm); !ok {
				return 0, 0, 0, 0, false
			}
		}
	}
	h, isNumber := number(w)
	if !isNumber || len(w) > 2 || h > 24 {
		return 0, 0, 0, 0, false
	}
	if half == 0 && next < len(f.tokens) && f.tokens[next].Digit && f.tokens[next].Start == end+1 && strings.IndexByte(":.h", f.text[end]) >= 0 {
		mw := f.tokens[next].Word
		if rest, ok := strings.CutSuffix(mw, "pm"); ok {
			mw, half = rest, 2
		} else if rest, ok := strings.CutSuffix(mw, "am"); ok {
			mw, half = rest, 1
		} else if rest, ok := strings.CutSuffix(mw, "h"); ok {
			mw = rest
		}
		if n, ok := number(mw); ok && len(mw) == 2 && n < 60 {
			m, end, next = n, f.tokens[next].End, next+1
		} else {
			return 0, 0, 0, 0, false
		}
	}
	if half == 0 {
		half, end, next = f.halfOfDay(end, next)
	}
	if m > 59 || half != 0 && (h > 12 || h == 0) {
		return 0, 0, 0, 0, false
	}
	if half == 2 && h < 12 {
		h += 12
	} else if half == 1 && h == 12 {
		h = 0
	}
	return h*60 + m, end, next, half, true
}

// halfOfDay reads "pm", "p.m.", "a.m." behind a time.
func (f *finder) halfOfDay(end, next int) (half, e, n int) {
	rest := f.text[end:]
	trimmed := strings.TrimLeft(rest, " \u00a0\u202f")
	low := strings.ToLower(trimmed[:min(len(trimmed), 5)])
	for _, p := range [...]struct {
		s    string
		half int
	}{{"p.m.", 2}, {"a.m.", 1}, {"p.m", 2}, {"a.m", 1}, {"pm", 2}, {"am", 1}} {
		if strings.HasPrefix(low, p.s) && (len(low) == len(p.s) || !(low[len(p.s)] >= 'a' && low[len(p.s)] <= 'z')) {
			if p.s == "am" && !strings.HasPrefix(rest, "am") && !upperAM(trimmed) && f.german() {
				continue // "um 10 am Montag"
			}
			end = len(f.text) - len(trimmed) + len(p.s)
			for next < len(f.tokens) && f.tokens[next].Start < end {
				next++
			}
			return p.half, end, next
		}
	}
	return 0, end, next
}

func upperAM(s string) bool { return strings.HasPrefix(s, "AM") }

// german reports that the words around speak German.
func (f *finder) german() bool {
	for _, t := range f.tokens[:min(len(f.tokens), 60)] {
		if t.Word == "uhr" || t.Word == "und" || t.Word == "wir" {
			return true
		}
	}
	return false
}

// rangeEnd reads the end of "3:00 PM - 3:45 PM", "10-11am", "10:00 bis 11:00".
func (f *finder) rangeEnd(end, next int) (until, e, n, half int, ok bool) {
	if next >= len(f.tokens) {
		return 0, 0, 0, 0, false
	}
	if clockWords[f.word(next)] { // 10 Uhr bis 11 Uhr
		end, next = f.tokens[next].End, next+1
	}
	if _, m, named := zoneAt(f.text[end:]); named {
		end += m
	}
	// Words may overlap, as those around an apostrophe do.
	for next < len(f.tokens) && f.tokens[next].Start < end {
		next++
	}
	if w := f.word(next); w == "to" || w == "bis" || w == "until" || w == "till" || w == "a" || w == "tot" || w == "alle" || w == "as" || w == "und" {
		next++
	} else if next < len(f.tokens) {
		switch strings.TrimSpace(strings.TrimLeft(f.text[end:f.tokens[next].Start], ")")) {
		case "-", "–", "—", "to":
		default:
			return 0, 0, 0, 0, false
		}
	}
	if next >= len(f.tokens) || !f.tokens[next].Digit || f.tokens[next].Start-end > 12 {
		return 0, 0, 0, 0, false
	}
	until, e, n, half, ok = f.hour(next)
	return until, e, n, half, ok
}

// finish reads the zone behind a time.
func (f *finder) finish(c clock, end, next, i int) (clock, int) {
	if clockWords[f.word(next)] && next > 0 && strings.TrimSpace(f.between(next-1)) == "" {
		end, next = f.tokens[next].End, next+1
	}
	if z, n, ok := zoneAt(f.text[end:]); ok {
		c.zone, c.named = z, true
		end += n
		for next < len(f.tokens) && f.tokens[next].Start < end {
			next++
		}
	}
	c.to = end
	return c, next - i
}
