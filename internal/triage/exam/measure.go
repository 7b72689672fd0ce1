package exam

import (
	"math/rand/v2"
	"slices"
	"strings"

	"debrief/internal/stats"
	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/triage/phrase"
)

// Classify is how a mail is read while measuring.
type Classify func(Item) triage.Verdict

// Count is how many of how many.
type Count struct{ Right, Of int }

// Add counts one.
func (c *Count) Add(right bool) {
	c.Of++
	if right {
		c.Right++
	}
}

// Rate is Right/Of, 0 for nothing.
func (c Count) Rate() float64 {
	if c.Of == 0 {
		return 0
	}
	return float64(c.Right) / float64(c.Of)
}

// Interval is Wilson's 95 % interval of the rate.
func (c Count) Interval() [2]float64 { return stats.Wilson(c.Of, c.Right) }

// Result is what came out for one set.
type Result struct {
	Mails       int
	Confusion   [triage.ClassCount][triage.ClassCount]int // expected, read
	Decisive    Count                                     // of those decisive, how many right
	DecisiveBy  [triage.ClassCount]Count                  // by class read
	Abstained   Count                                     // below AbstainBelow; how many right all the same
	Unrelated   Count                                     // left out without asking; right where it is about no application
	Calibration []Bin
	Subclass    Count
	Company     Count
	Role        Count
	Requisition Count
	Time        Count // of interviews, to the minute
	Stage       Count
	Feedback    Count // the sentence holds the expected words
	NoFeedback  Count // of rejections that say no reason, how many were left without one
	Language    Count
	Wrong       []string // names of decisive mistakes
}

// Bin is one row of the calibration table: mails whose confidence lies in
// [From, To).
type Bin struct {
	From, To float64
	Count
	Sum float64 // of the confidences
}

// AbstainBelow is the confidence below which a mail waits for the person
// whatever it seems to be.
const AbstainBelow = 0.6

var edges = []float64{0, 0.4, 0.6, 0.75, 0.9, 0.97, 1.0001}

// Run reads all mails of a set and counts.
func Run(items []Item, classify Classify) Result {
	r := Result{Mails: len(items)}
	for i := range len(edges) - 1 {
		r.Calibration = append(r.Calibration, Bin{From: edges[i], To: edges[i+1]})
	}
	for _, it := range items {
		r.add(it, classify(it))
	}
	return r
}

// add counts one mail. A negative may be read as an advert: many are.
func (r *Result) add(it Item, v triage.Verdict) {
	want, got := slices.Index(track.Classes, it.Class), slices.Index(track.Classes, v.Class)
	right := want == got || it.Set == "negatives" && v.Class == track.ClassAlert
	r.Confusion[want][got]++
	if v.Decisive {
		r.Decisive.Add(right)
		r.DecisiveBy[got].Add(right)
		if !right {
			r.Wrong = append(r.Wrong, it.Name+" (read as "+string(v.Class)+")")
		}
	}
	if v.Unrelated(it.Mail) {
		r.Unrelated.Add(it.Class == track.ClassOther || it.Class == track.ClassAlert)
	}
	if v.Confidence < AbstainBelow {
		r.Abstained.Add(right)
	}
	for i := range r.Calibration {
		if b := &r.Calibration[i]; v.Confidence >= b.From && v.Confidence < b.To {
			b.Add(right)
			b.Sum += v.Confidence
		}
	}
	if it.Language != "" {
		r.Language.Add(v.Language == it.Language)
	}
	if it.Subclass != "" && right {
		r.Subclass.Add(v.Subclass == it.Subclass)
	}
	if it.Class != track.ClassOther && it.Class != track.ClassAlert {
		r.extraction(it, v)
	}
}

// extraction counts over all mails about an application, whatever class they
// were read as: what was not extracted because of a wrong class is wrong too.
func (r *Result) extraction(it Item, v triage.Verdict) {
	if it.Company.Judged {
		r.Company.Add(SameCompany(v.Company, it.Company.Text))
	}
	if it.Role.Judged {
		r.Role.Add(SameTitle(v.Role, it.Role.Text))
	}
	if it.Requisition.Judged {
		r.Requisition.Add(sameID(v.Requisition, it.Requisition.Text))
	}
	if it.Interview != nil {
		r.Time.Add(v.Interview != nil && v.Interview.Start.Time().Equal(it.Interview.At))
	}
	if it.Stage != "" {
		r.Stage.Add(v.StageHint == it.Stage)
	}
	if it.Feedback != "" {
		r.Feedback.Add(strings.Contains(phrase.Fold(v.Feedback), phrase.Fold(it.Feedback)))
	} else if it.Class == track.ClassRejection {
		r.NoFeedback.Add(v.Feedback == "")
	}
}

func sameID(a, b string) bool {
	plain := func(s string) string {
		return strings.ToUpper(strings.NewReplacer("-", "", "_", "", " ", "", "/", "", ".", "").Replace(s))
	}
	return plain(a) == plain(b)
}

// Recall is how many mails of a class were read as it; Precision is how many
// of those read as it are of it.
func (r *Result) Recall(c int) (n Count) {
	for got, k := range r.Confusion[c] {
		n.Of += k
		if got == c {
			n.Right = k
		}
	}
	return n
}

// Precision of a class.
func (r *Result) Precision(c int) (n Count) {
	for want := range r.Confusion {
		n.Of += r.Confusion[want][c]
	}
	n.Right = r.Confusion[c][c]
	return n
}

// Right is how many classes were right.
func (r *Result) Right() (n Count) {
	for c := range r.Confusion {
		n.Right += r.Confusion[c][c]
	}
	n.Of = r.Mails
	return n
}

// MacroF1 is the mean of the classes' F1, over classes that occur.
func (r *Result) MacroF1() float64 {
	sum, n := 0.0, 0
	for c := range r.Confusion {
		p, q := r.Precision(c), r.Recall(c)
		if q.Of == 0 {
			continue
		}
		n++
		if p.Right > 0 {
			sum += 2 * p.Rate() * q.Rate() / (p.Rate() + q.Rate())
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// MacroF1Interval is the central 95 % of macro-F1 over 2,000 seeded draws of
// the mails with return.
func MacroF1Interval(items []Item, classify Classify) (low, high float64) {
	type pair struct{ want, got int }
	pairs := make([]pair, len(items))
	for i, it := range items {
		pairs[i] = pair{slices.Index(track.Classes, it.Class), slices.Index(track.Classes, classify(it).Class)}
	}
	const draws = 2000
	rng := rand.New(rand.NewPCG(20261125, 1))
	scores := make([]float64, draws)
	for d := range scores {
		var r Result
		for range pairs {
			p := pairs[rng.IntN(len(pairs))]
			r.Confusion[p.want][p.got]++
		}
		scores[d] = r.MacroF1()
	}
	slices.Sort(scores)
	return scores[draws/40], scores[draws-draws/40-1]
}
