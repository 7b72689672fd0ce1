package stats

import (
	"fmt"
	"math"
	"strings"

	"debrief/internal/fault"
)

// Tier is how much may be said about a gate. Source: method.md 2a.
type Tier string

// The tiers.
const (
	TierRecord  Tier = "record"
	TierPrompt  Tier = "prompt"
	TierNone    Tier = "none" // no clear difference
	TierLeaning Tier = "leaning"
	TierClear   Tier = "clear"
	TierWorking Tier = "working"
)

// TierWords are the only words that may stand for a tier on a page. How they are
// said of one gate is for GateReading.Words.
var TierWords = map[Tier]string{
	TierRecord:  "Recorded. Too early to read anything into it.",
	TierPrompt:  "Worth one 20-minute check.",
	TierNone:    "No clear difference.",
	TierLeaning: "Leaning below the usual rate. One test is reasonable.",
	TierClear:   "Below the usual rate, as far as numbers this small can tell.",
	TierWorking: "This stage works. Leave it alone.",
}

// Thresholds of the tiers; StrictBelow is the strict switch. Source: method.md 2a.
const (
	recordUnder                 = 3
	surelyMet                   = 0.99 // a run that everybody meets among so many prompts nothing
	leaningBelow, leaningFactor = 0.85, 3.0
	ClearBelow                  = 0.95
	StrictBelow                 = 0.975
)

// GateInput is what is counted at one gate. Only matured items are counted:
// advanced, or failed for good. Outcomes is optional: with it the tier is the
// one of the last look that it reaches; without it the tier is read from the
// counts at hand as soon as the first look is reached. It lists, true for
// advanced, the first items that came to the gate, up to the first that is not
// decided, so that quick answers do not stand for all of them. Run is the number
// of failures since the last success, for the prompt; it is counted from the
// outcomes where they are complete. OpenWeight is the sum of Hazard.Arrived over
// the open items. Strict asks for 0.975 instead of 0.95.
type GateInput struct {
	Prior      GatePrior
	Matured    int
	Advanced   int
	OpenWeight float64
	Outcomes   []bool
	Run        int
	Strict     bool
}

// GateReading is what the counts of one gate say.
type GateReading struct {
	Matured     int        `json:"matured"`
	Advanced    int        `json:"advanced"`
	OpenWeight  float64    `json:"open_weight"`
	Prior       [2]float64 `json:"prior"`
	Posterior   [2]float64 `json:"posterior"`
	Mean        float64    `json:"mean"`
	SD          float64    `json:"sd"`
	Interval    [2]float64 `json:"interval95"`
	Reference   float64    `json:"reference"`
	PBelow      float64    `json:"p_below"`      // P(true rate < reference)
	BayesFactor float64    `json:"bayes_factor"` // for "below", against the prior
	Tier        Tier       `json:"tier"`
	NextLook    int        `json:"next_look"`   // 0 after the last
	WeightData  float64    `json:"weight_data"` // share of the person's own data, n/(n+10)
	Look        int        `json:"-"`           // the look the tier stands on, 0 before the first
	Run         int        `json:"-"`           // failures in a row at the end
	RunChance   float64    `json:"-"`           // of meeting such a run among n items at the reference rate
}

// ReadGate is GateInput.Read for counts without an order.
func ReadGate(p GatePrior, n, s int, openWeight float64) (GateReading, error) {
	return GateInput{Prior: p, Matured: n, Advanced: s, OpenWeight: openWeight}.Read()
}

// Read gives the posterior, the comparison with the reference and the tier.
// Open items move the posterior but never the tier, which stands on matured
// items alone: time passing between two looks is not a verdict. fault.Invalid
// for counts that can't be, outcomes that do not agree with them, a reference
// outside (0, 1), or prior parameters that are not above 0. Source: method.md
// 2a; checked against TV-A0 to A9 and the critical counts there.
func (in GateInput) Read() (GateReading, error) {
	if err := in.check(); err != nil {
		return GateReading{}, err
	}
	p, n, s := in.Prior, in.Matured, in.Advanced
	post := Beta{p.Prior.A + float64(s), p.Prior.B + float64(n-s) + in.OpenWeight}
	r := GateReading{Matured: n, Advanced: s, OpenWeight: in.OpenWeight, Prior: [2]float64{p.Prior.A, p.Prior.B}, Posterior: [2]float64{post.A, post.B},
		Mean: post.Mean(), SD: post.SD(), Interval: post.Interval95(), Reference: p.Reference, PBelow: post.CDF(p.Reference)}
	r.BayesFactor = bayesFactor(p, post)
	r.WeightData = float64(n) / (float64(n) + p.Prior.A + p.Prior.B)
	seen := n
	if in.Outcomes != nil {
		seen = len(in.Outcomes)
	}
	r.Look, r.NextLook = LastLook(p.Looks, seen), nextLook(p.Looks, seen)
	r.Run = in.run()
	r.RunChance = RunChance(n, r.Run, p.Reference)
	r.Tier = in.tier(r)
	return r, nil
}

func (in GateInput) check() error {
	advanced := 0
	for _, yes := range in.Outcomes {
		if yes {
			advanced++
		}
	}
	p := in.Prior
	switch {
	case in.Matured < 0 || in.Advanced < 0 || in.Advanced > in.Matured:
		return fault.New(fault.Invalid, "counts", "%d of %d is no count of a gate.", in.Advanced, in.Matured)
	case in.OpenWeight < 0 || !finite(in.OpenWeight):
		return fault.New(fault.Invalid, "open_weight", "The weight of open applications is 0 or more, not %g.", in.OpenWeight)
	case in.Outcomes != nil && (len(in.Outcomes) > in.Matured || advanced > in.Advanced || len(in.Outcomes)-advanced > in.Matured-in.Advanced):
		return fault.New(fault.Invalid, "outcomes", "The list has %d of %d, the counts say %d of %d.", advanced, len(in.Outcomes), in.Advanced, in.Matured)
	case !(p.Reference > 0 && p.Reference < 1):
		return fault.New(fault.Invalid, "reference", "A reference lies between 0 and 1, not at %g.", p.Reference)
	case !(p.Prior.A > 0 && p.Prior.B > 0) || !finite(p.Prior.A+p.Prior.B):
		return fault.New(fault.Invalid, "prior", "The parameters of a prior lie above 0.")
	}
	return nil
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// bayesFactor compares the odds of "below" after the data with those before:
// a skewed prior has P(below) above one half. It is finite in any case.
func bayesFactor(p GatePrior, post Beta) float64 {
	odds := func(d Beta) float64 {
		// The upper tail by symmetry: 1 - CDF would lose it near 1.
		return d.CDF(p.Reference) / max(RegIncBeta(d.B, d.A, 1-p.Reference), 1e-300)
	}
	return min(odds(post)/max(odds(p.Prior), 1e-300), math.MaxFloat64)
}

func (in GateInput) run() int {
	if in.Outcomes == nil {
		if in.Advanced == 0 {
			return in.Matured
		}
		return 0
	}
	if in.Run > 0 || len(in.Outcomes) < in.Matured {
		return in.Run
	}
	run := 0
	for i := len(in.Outcomes) - 1; i >= 0 && !in.Outcomes[i]; i-- {
		run++
	}
	return run
}

// tier applies the table of method.md 2a. What is said at a look stands until
// the next one; the prompt needs no look, it is a count and no verdict. Two
// failed finals prompt although three matured items end the mere recording:
// the house count would otherwise never apply.
func (in GateInput) tier(r GateReading) Tier {
	verdict := in.verdict(r.Look)
	switch {
	case verdict != TierNone:
		return verdict
	case in.Prior.PromptAt > 0 && r.Run >= in.Prior.PromptAt && r.RunChance < surelyMet:
		return TierPrompt
	case in.Matured < recordUnder:
		return TierRecord
	}
	return TierNone
}

func (in GateInput) verdict(look int) Tier {
	if look == 0 {
		return TierNone
	}
	n, s := in.Matured, in.Advanced
	if in.Outcomes != nil {
		n, s = look, 0
		for _, yes := range in.Outcomes[:look] {
			if yes {
				s++
			}
		}
	}
	clear := ClearBelow
	if in.Strict {
		clear = StrictBelow
	}
	post := in.Prior.Prior.after(n, s)
	below := post.CDF(in.Prior.Reference)
	switch {
	case below >= clear:
		return TierClear
	case below <= 1-clear:
		return TierWorking
	case below >= leaningBelow && bayesFactor(in.Prior, post) >= leaningFactor:
		return TierLeaning
	}
	return TierNone
}

// after is the posterior of s advanced among n.
func (d Beta) after(n, s int) Beta { return Beta{d.A + float64(s), d.B + float64(n-s)} }

func nextLook(looks []int, n int) int {
	for _, l := range looks {
		if l > n {
			return l
		}
	}
	return 0
}

// LastLook is the newest look at or before n, 0 before the first.
func LastLook(looks []int, n int) int {
	last := 0
	for _, l := range looks {
		if l <= n {
			last = l
		}
	}
	return last
}

// Words is the tier in words, with the share of people on the usual rate who
// meet such a run when the tier is a prompt. A rate that is an assumption is
// named as one, and before the first look there is no verdict to tell, not even
// that there is no difference.
func (r GateReading) Words(p GatePrior) string {
	words := TierWords[r.Tier]
	if r.Tier == TierNone && r.Look == 0 {
		return "Too early for a verdict."
	}
	rate := "the usual rate"
	if !p.HasReference() {
		rate = fmt.Sprintf("an assumed rate of %.0f%%", 100*p.Reference)
	}
	if r.Tier == TierPrompt {
		return fmt.Sprintf("%s A run like this happens to people on %s %.0f%% of the time.", words, rate, 100*r.RunChance)
	}
	return strings.Replace(strings.Replace(words, "Below the usual rate", "Below "+rate, 1), "below the usual rate", "below "+rate, 1)
}
