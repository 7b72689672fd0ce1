package insight

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"debrief/internal/track"
)

// search makes up n applications from known rates, as a person would record
// them: yes comes fast, no slowly, silence is closed on its day or left open.
func search(n int, rates [4]float64, today Date, rnd *rand.Rand) []Case {
	list := make([]Case, n)
	for i := range list {
		c := &list[i]
		c.ID, c.Employer, c.Channel = track.ApplicationID(fmt.Sprintf("a%06d", i)), track.EmployerID(fmt.Sprintf("e%d", rnd.IntN(1+n/2))), track.Cold
		if rnd.IntN(10) == 0 {
			c.Channel = track.Referral
		}
		c.Traits = [traits]string{[]string{"data", "backend", "product"}[rnd.IntN(3)], []string{"Dublin", "Cork", "remote"}[rnd.IntN(3)], []string{"LinkedIn", "careers page"}[rnd.IntN(2)], fmt.Sprint("v", 1+rnd.IntN(4))}
		day := today - Date(rnd.IntN(700))
		c.Applied, c.Quiet, c.Furthest = day, day, 1
		ranks := [5]int{1, 3, 5, 7, 9}
		for g := range 5 {
			s := Spell{Gate: int8(g), Entered: day, Outcome: track.SpellOpen, Known: day}
			if g == 4 || day > today {
				c.Spells = append(c.Spells, s)
				break
			}
			wait := Date(1 + rnd.IntN(20))
			if rnd.Float64() < rates[g] {
				if day+wait > today {
					c.Spells = append(c.Spells, s)
					break
				}
				day += wait
				s.Outcome, s.Ended, s.Known = track.SpellAdvance, day, day
				c.Spells = append(c.Spells, s)
				c.Furthest, c.Quiet, c.Human = ranks[g+1], day, true
				continue
			}
			wait, s.Outcome, c.Ending = Date(3+rnd.IntN(40)), track.SpellDeclined, track.Declined
			if rnd.IntN(2) == 0 {
				wait, s.Outcome, c.Ending = 60, track.SpellSilent, track.Silent
			}
			if day+wait > today {
				s.Outcome, c.Ending = track.SpellOpen, track.Open
			} else {
				s.Ended, s.Known, c.Ended = day+wait, day+wait, day+wait
				if c.Ending == track.Declined && rnd.IntN(4) == 0 {
					c.Reason, c.TheySaid, c.ReasonOn = []track.ReasonCode{"B01", "B03", "A06", "U01"}[rnd.IntN(4)], true, c.Ended
				}
			}
			c.Spells = append(c.Spells, s)
			break
		}
	}
	return list
}

var today = DateOf("2026-11-24")

func BenchmarkRead(b *testing.B) {
	for _, n := range []int{180, 100_000} {
		cases := search(n, [4]float64{.10, .32, .55, .50}, today, rand.New(rand.NewPCG(1, 2)))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := Read(cases, Options{AsOf: today}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
