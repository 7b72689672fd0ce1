package offer

import (
	"math"

	"debrief/internal/fault"
)

// Criterion is one thing that matters, with its weight.
type Criterion struct {
	Name   string `json:"name"`
	Weight int    `json:"weight"` // of 100
}

// UsualCriteria are the default weights. Source: practice.md g; the person
// edits them, best before the first offer comes.
var UsualCriteria = []Criterion{
	{"Pay", 30}, {"Role and growth", 20}, {"Manager and team", 15}, {"Stability and risk", 15}, {"Flexibility and commute", 10}, {"Wellbeing and hours", 10},
}

// Proof is what a mark stands on: what is written counts in full, what was only told counts at
// most 3 of 5, what is not known counts 0.
type Proof string

// The proofs.
const (
	Written Proof = "written"
	Told    Proof = "told"
	Unknown Proof = "unknown"
)

// Mark is how one option meets one criterion, 0 to 5.
type Mark struct {
	Score int   `json:"score"`
	Proof Proof `json:"proof"`
}

// counts is the score as far as it is proven.
func (m Mark) counts() float64 {
	s := float64(min(5, max(0, m.Score)))
	switch m.Proof {
	case Written:
		return s
	case Told:
		return min(s, 3)
	}
	return 0
}

// Option is one way to decide. Staying in the search is an option like others.
type Option struct {
	Name  string `json:"name"`
	Marks []Mark `json:"marks"` // one per criterion
}

// Standing is an option with its sum of weight times mark, 0 to 5.
type Standing struct {
	Name string  `json:"name"`
	Sum  float64 `json:"sum"`
}

// Shift says how far the weight of one criterion must move, all others keeping
// their proportions, until another option leads.
type Shift struct {
	Criterion string `json:"criterion"`
	From, To  int    // weights of 100, To rounded outwards
	Then      string `json:"then"` // the option that leads then
}

// Comparison is the matrix worked out.
type Comparison struct {
	Standings []Standing `json:"standings"` // in the order given
	Leads     string     `json:"leads"`     // empty when two options are level
	Shifts    []Shift    `json:"shifts"`    // the nearest change per criterion, where there is one
}

// Compare works out the matrix. Errors: fault.Invalid when the weights do not
// add up to 100, an option lacks marks, or there are fewer than two options.
func Compare(criteria []Criterion, options []Option) (Comparison, error) {
	if err := checkMatrix(criteria, options); err != nil {
		return Comparison{}, err
	}
	var c Comparison
	best, level := 0, false
	for i, o := range options {
		s := Standing{o.Name, sum(criteria, o)}
		c.Standings = append(c.Standings, s)
		switch d := s.Sum - c.Standings[best].Sum; {
		case i == 0:
		case math.Abs(d) < 1e-9:
			level = true
		case d > 0:
			best, level = i, false
		}
	}
	if level {
		return c, nil
	}
	c.Leads = options[best].Name
	for i, k := range criteria {
		if s, ok := nearest(criteria, options, best, i); ok {
			s.Criterion, s.From = k.Name, k.Weight
			c.Shifts = append(c.Shifts, s)
		}
	}
	return c, nil
}

func checkMatrix(criteria []Criterion, options []Option) error {
	total := 0
	for _, k := range criteria {
		if k.Weight < 0 {
			return fault.New(fault.Invalid, "weight", "The weight of %s is below 0.", k.Name)
		}
		total += k.Weight
	}
	if total != 100 {
		return fault.New(fault.Invalid, "weight", "The weights add up to %d. They must add up to 100.", total)
	}
	if len(options) < 2 {
		return fault.New(fault.Invalid, "options", "A comparison needs two options. Staying in the search is one.")
	}
	for _, o := range options {
		if len(o.Marks) != len(criteria) {
			return fault.New(fault.Invalid, "marks", "%s has %d marks for %d criteria.", o.Name, len(o.Marks), len(criteria))
		}
	}
	return nil
}

func sum(criteria []Criterion, o Option) (s float64) {
	for i, k := range criteria {
		s += float64(k.Weight) / 100 * o.Marks[i].counts()
	}
	return s
}

// nearest finds the closest weight of criterion i at which another option leads.
// With weight t the sum of an option is t·mark + (1−t)·rest, a straight line.
func nearest(criteria []Criterion, options []Option, best, i int) (Shift, bool) {
	now := float64(criteria[i].Weight) / 100
	if now >= 1 {
		return Shift{}, false // nothing is left to take the weight
	}
	rest := func(o Option) float64 { return (sum(criteria, o) - now*o.Marks[i].counts()) / (1 - now) }
	at, then := math.Inf(1), ""
	for j, o := range options {
		if j == best {
			continue
		}
		slope := (options[best].Marks[i].counts() - o.Marks[i].counts()) - (rest(options[best]) - rest(o))
		if math.Abs(slope) < 1e-12 {
			continue
		}
		t := -(rest(options[best]) - rest(o)) / slope
		if t >= 0 && t <= 1 && math.Abs(t-now) < math.Abs(at-now) {
			at, then = t, o.Name
		}
	}
	if then == "" {
		return Shift{}, false
	}
	to := int(math.Ceil(at*100 - 1e-9))
	if at < now {
		to = int(math.Floor(at*100 + 1e-9))
	}
	return Shift{To: to, Then: then}, true
}
