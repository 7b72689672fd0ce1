package stats

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"debrief/internal/track"
)

// Properties that hold for any input. docs/TESTS-STATS.md says which changes of
// the code each of them was seen to catch.

func drawBeta(t *rapid.T, name string) Beta {
	return Beta{math.Exp(rapid.Float64Range(-1, 5).Draw(t, name+" a")), math.Exp(rapid.Float64Range(-1, 5).Draw(t, name+" b"))}
}

func TestBeta_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawBeta(t, "beta")
		x, q := rapid.Float64Range(0.001, 0.999).Draw(t, "x"), rapid.Float64Range(0.001, 0.999).Draw(t, "q")
		// Close to 1 the next number may be further away in probability than any
		// bound, so q has to lie between the neighbours.
		z := d.Quantile(q)
		below, above := d.CDF(math.Nextafter(z, 0)), d.CDF(math.Nextafter(z, 1))
		if q < below-1e-9 || q > above+1e-9 {
			t.Fatalf("the quantile at %g has %g to %g below it", q, below, above)
		}
		if got := d.CDF(x) + (Beta{d.B, d.A}).CDF(1-x); math.Abs(got-1) > 1e-10 {
			t.Fatalf("both tails are %g", got)
		}
		// From A to A+1: less by x^A (1-x)^B / (A B(A,B)).
		step := math.Exp(d.A*math.Log(x) + d.B*math.Log1p(-x) - math.Log(d.A) - lbeta(d.A, d.B))
		if got := d.CDF(x) - (Beta{d.A + 1, d.B}).CDF(x); math.Abs(got-step) > 1e-10 {
			t.Fatalf("one more success takes %g, want %g", got, step)
		}
		sum, squares := 0.0, 0.0
		for i := range 1000 { // both moments by the tail
			v := (float64(i) + 0.5) / 1000
			tail := (1 - d.CDF(v)) / 1000
			sum, squares = sum+tail, squares+2*v*tail
		}
		if math.Abs(sum-d.Mean()) > 2e-3 || math.Abs(math.Sqrt(squares-sum*sum)-d.SD()) > 4e-3 {
			t.Fatalf("mean %g and sd %g, by the tail %g and %g", d.Mean(), d.SD(), sum, math.Sqrt(squares-sum*sum))
		}
		if i := d.Interval95(); math.Abs(d.CDF(i[1])-d.CDF(i[0])-0.95) > 1e-9 {
			t.Fatalf("%v holds %g", i, d.CDF(i[1])-d.CDF(i[0]))
		}
	})
}

// every lists all outcomes of n tries and how likely each is.
func every(n int, p float64, f func(list []bool, chance float64)) {
	list := make([]bool, n)
	for code := range 1 << n {
		chance := 1.0
		for i := range list {
			list[i] = code>>i&1 == 1
			if list[i] {
				chance *= p
			} else {
				chance *= 1 - p
			}
		}
		f(list, chance)
	}
}

func TestRunChance_agreesWithCountingEveryOutcome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, k := rapid.IntRange(0, 10).Draw(t, "n"), rapid.IntRange(0, 11).Draw(t, "k")
		p := rapid.Float64Range(0.01, 0.99).Draw(t, "p")
		want := 0.0
		every(n, p, func(list []bool, chance float64) {
			run, longest := 0, 0
			for _, yes := range list {
				if run++; yes {
					run = 0
				}
				longest = max(longest, run)
			}
			if k > 0 && longest >= k {
				want += chance
			}
		})
		if got := RunChance(n, k, p); math.Abs(got-want) > 1e-12 {
			t.Fatalf("%d in a row among %d at %g: %g, counted %g", k, n, p, got, want)
		}
	})
}

func TestOperating_agreesWithCountingEveryOutcome(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(Priors).Draw(t, "prior")
		p.Looks = []int{4, 7, 11}
		rate, threshold := rapid.Float64Range(0.02, 0.98).Draw(t, "rate"), rapid.SampledFrom([]float64{0.8, ClearBelow}).Draw(t, "threshold")
		below, working := [3]float64{}, [3]float64{}
		every(11, rate, func(list []bool, chance float64) {
			s := 0
			for i, yes := range list {
				if yes {
					s++
				}
				for k, look := range p.Looks {
					if look != i+1 {
						continue
					}
					at := p.Prior.after(look, s).CDF(p.Reference)
					for later := k; later < 3 && (at >= threshold || at <= 1-threshold); later++ {
						if at >= threshold {
							below[later] += chance
						} else {
							working[later] += chance
						}
					}
					if at >= threshold || at <= 1-threshold {
						return
					}
				}
			}
		})
		o := Operating(p, rate, threshold)
		for k := range o.Looks {
			if math.Abs(o.Below[k]-below[k]) > 1e-12 || math.Abs(o.Working[k]-working[k]) > 1e-12 {
				t.Fatalf("by %d: %g and %g, counted %g and %g", o.Looks[k], o.Below[k], o.Working[k], below[k], working[k])
			}
		}
	})
}

func TestHowManyMore_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(Priors).Draw(t, "prior")
		n := rapid.IntRange(0, 110).Draw(t, "n")
		s := rapid.IntRange(0, n).Draw(t, "s")
		o := HowManyMore(p, n, s, ClearBelow)
		last := [2]float64{}
		for i, look := range o.Looks {
			if look <= n || o.Below[i] < last[0] || o.Working[i] < last[1] {
				t.Fatalf("%+v from %d", o, n)
			}
			last = [2]float64{o.Below[i], o.Working[i]}
		}
		if math.Abs(last[0]+last[1]+o.Undecided-1) > 1e-9 {
			t.Fatalf("the shares add up to %g", last[0]+last[1]+o.Undecided)
		}
		// The posterior mean of P(below) does not move by looking ahead: what is
		// called below is so with the threshold's probability at least.
		if post := p.Prior.after(n, s).CDF(p.Reference); last[0]*ClearBelow > post+1e-9 {
			t.Fatalf("called below in %g although P(below) is %g", last[0], post)
		}
	})
}

func TestCritical_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(Priors).Draw(t, "prior")
		n := rapid.IntRange(1, 90).Draw(t, "n")
		leaning, clear, working := Critical(p, n, false)
		if clear > leaning || working >= 0 && working <= leaning {
			t.Fatalf("n=%d: %d, %d, %d", n, leaning, clear, working)
		}
		if can := StraightFailures(p, ClearBelow) <= n; can != (clear >= 0) {
			t.Fatalf("n=%d: clear at %d, and %d straight failures are", n, clear, StraightFailures(p, ClearBelow))
		}
		if _, strict, most := Critical(p, n, true); strict > clear || most >= 0 && most < working {
			t.Fatal("the strict view asks for less")
		}
	})
}

func TestAnytimeInterval_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 200).Draw(t, "n")
		s := rapid.IntRange(0, n).Draw(t, "s")
		alpha := rapid.Float64Range(0.005, 0.5).Draw(t, "alpha")
		i, mirrored := AnytimeInterval(n, s, alpha), AnytimeInterval(n, n-s, alpha)
		if math.Abs(i[0]+mirrored[1]-1) > 1e-9 || math.Abs(i[1]+mirrored[0]-1) > 1e-9 {
			t.Fatalf("%v and %v are no mirror images", i, mirrored)
		}
		if wide := AnytimeInterval(n, s, alpha/2); wide[0] > i[0]+1e-12 || wide[1] < i[1]-1e-12 {
			t.Fatal("more certainty makes it narrower")
		}
		if n > 0 && (i[0] > float64(s)/float64(n) || i[1] < float64(s)/float64(n)) {
			t.Fatalf("%v leaves %d of %d out", i, s, n)
		}
	})
}

func TestAnytimeInterval_holdsAtAllTimesAtOnce(t *testing.T) {
	// Ville: over all paths of 150 tries, the true rate is ever left out with at
	// most the chance alpha. Exact, by walking through the counts.
	for _, rate := range []float64{0.03, 0.10, 0.5} {
		state, out := []float64{1}, 0.0
		for n := 1; n <= 150; n++ {
			next := make([]float64, n+1)
			for s, w := range state {
				next[s] += w * (1 - rate)
				next[s+1] += w * rate
			}
			for s := range next {
				if next[s] == 0 {
					continue
				}
				if i := AnytimeInterval(n, s, 0.2); rate < i[0] || rate > i[1] {
					out, next[s] = out+next[s], 0
				}
			}
			state = next
		}
		if out > 0.2 || out < 0.01 {
			t.Errorf("rate %g: ever left out with %g, at most 0.2 is promised", rate, out)
		}
	}
}

func TestWilson_endsSolveTheirEquation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 400).Draw(t, "n")
		s := rapid.IntRange(1, n).Draw(t, "s")
		hat, m := float64(s)/float64(n), float64(n)
		for k, p := range Wilson(n, s) {
			if p > 1-1e-9 {
				continue // the formula divides by what is next to nothing there
			}
			z := (hat - p) / math.Sqrt(p*(1-p)/m)
			if math.Abs(math.Abs(z)-1.959963984540054) > 1e-7 || (z > 0) != (k == 0) {
				t.Fatalf("%d of %d: end %d at %g is %g errors away", s, n, k, p, z)
			}
		}
	})
}

func TestDays_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var waits []Wait
		for range rapid.IntRange(0, 40).Draw(t, "n") {
			waits = append(waits, Wait{rapid.Float64Range(0, 100).Draw(t, "days"), Cause(rapid.IntRange(0, 2).Draw(t, "cause"))})
		}
		h := rapid.SampledFrom([]Hazard{HazardCold, HazardInterview}).Draw(t, "prior").Update(waits)
		share := rapid.Float64Range(0.05, 0.95).Draw(t, "share")
		day := h.AnswerDay(share)
		yes, no := h.Chance(0, float64(day))
		before, none := h.Chance(0, float64(day-1))
		all, most := h.Chance(0, h.Horizon())
		if yes+no < share*(all+most)-1e-12 || before+none >= share*(all+most) {
			t.Fatalf("day %d is not the first with %g of the answers", day, share)
		}
		if h.YesDay(share) > h.YesDay(min(1, share+0.03)) {
			t.Fatal("a larger share comes sooner")
		}
		silent := h.SilentDay(SilentLimitCold, SilentBoundsCold)
		if silent < 21 || silent > 60 {
			t.Fatalf("silent on day %d", silent)
		}
		if y, _ := h.Chance(float64(silent), h.Horizon()); silent < 60 && y >= SilentLimitCold && silent > 21 {
			t.Fatalf("silent on day %d with a chance of %g", silent, y)
		}
		if y, _ := h.Chance(float64(silent-1), h.Horizon()); silent > 21 && y < SilentLimitCold {
			t.Fatalf("silent a day late, on %d: %g before", silent, y)
		}
	})
}

func TestUpdate_conservesDaysAndAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var waits []Wait
		days, yes, no := 0.0, 0.0, 0.0
		for range rapid.IntRange(0, 30).Draw(t, "n") {
			w := Wait{rapid.Float64Range(0, 140).Draw(t, "days"), Cause(rapid.IntRange(0, 2).Draw(t, "cause"))}
			waits = append(waits, w)
			days += min(Horizon, max(sameDay, w.Days))
			if w.Days <= Horizon && w.Cause == Yes {
				yes++
			}
			if w.Days <= Horizon && w.Cause == No {
				no++
			}
		}
		h := HazardInterview.Update(waits)
		for k := range h.Rate {
			days -= h.Rate[k] - HazardInterview.Rate[k]
			yes -= h.YesA[k] - HazardInterview.YesA[k]
			no -= h.NoA[k] - HazardInterview.NoA[k]
		}
		if math.Abs(days) > 1e-7 || math.Abs(yes) > 1e-9 || math.Abs(no) > 1e-9 {
			t.Fatalf("%g days, %g yeses and %g noes are lost", days, yes, no)
		}
	})
}

func TestThemeShare_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		usual := rapid.Float64Range(0.01, 0.9).Draw(t, "usual")
		total := rapid.IntRange(1, 200).Draw(t, "total")
		x := rapid.IntRange(0, total-1).Draw(t, "x")
		share, above := ThemeShare(usual, total, x)
		if _, more := ThemeShare(usual, total, x+1); more < above {
			t.Fatal("one more mention makes it less likely to be above")
		}
		plain := float64(x) / float64(total)
		if m := share.Mean(); m < min(usual, plain)-1e-12 || m > max(usual, plain)+1e-12 {
			t.Fatalf("%g lies outside of %g and %g", m, usual, plain)
		}
		if math.Abs(share.A+share.B-10-float64(total)) > 1e-9 {
			t.Fatal("the prior is not worth ten")
		}
	})
}

func TestArmSize_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Float64Range(0.01, 0.9).Draw(t, "p")
		q := rapid.Float64Range(p+0.02, 0.99).Draw(t, "q")
		n := ArmSize(p, q)
		if n != ArmSize(q, p) || n != ArmSize(1-p, 1-q) && math.Abs(float64(n-ArmSize(1-p, 1-q))) > 1 {
			t.Fatalf("%d, turned round %d, mirrored %d", n, ArmSize(q, p), ArmSize(1-p, 1-q))
		}
		if further := ArmSize(p, min(0.995, q+0.004)); further > n {
			t.Fatalf("a larger difference needs %d, the smaller %d", further, n)
		}
		if TrialOnly(n, n) || n > 4 && !TrialOnly((n-1)/4, n) {
			t.Fatal("all it needs is no test, or less than a quarter is one")
		}
	})
}

func TestMantelHaenszel_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list, swapped []Stratum
		for range rapid.IntRange(1, 4).Draw(t, "strata") {
			arm := func(name string) Arm {
				n := rapid.IntRange(2, 40).Draw(t, name)
				return Arm{float64(n), float64(rapid.IntRange(1, n-1).Draw(t, name+" s"))}
			}
			s := Stratum{arm("a"), arm("b")}
			list, swapped = append(list, s), append(swapped, Stratum{s.B, s.A})
		}
		if got := MantelHaenszel(list) * MantelHaenszel(swapped); math.Abs(got-1) > 1e-9 {
			t.Fatalf("swapped it is no reciprocal: %g", got)
		}
		s := list[0]
		plain := s.B.S / (s.B.N - s.B.S) / (s.A.S / (s.A.N - s.A.S))
		if got := MantelHaenszel(list[:1]); math.Abs(got-plain) > 1e-9*plain {
			t.Fatalf("one stratum: %g, want the plain odds ratio %g", got, plain)
		}
	})
}

func TestCompareStrata_moreSuccessesNeverHurt(t *testing.T) {
	base := []Stratum{{Arm{12, 3}, Arm{12, 3}}, {Arm{9, 0}, Arm{7, 1}}}
	last, err := CompareStrata(base, Sceptical)
	if err != nil {
		t.Fatal(err)
	}
	for s := 4.0; s <= 8; s++ {
		base[0].B.S = s
		e, _ := CompareStrata(base, Sceptical)
		if e.PPositive <= last.PPositive || e.Mean <= last.Mean || e.OddsRatio() <= last.OddsRatio() || e.Quantiles[0] >= e.Quantiles[1] || e.Quantiles[1] >= e.Quantiles[2] {
			t.Fatalf("%g of 12: %+v after %+v", s, e, last)
		}
		last = e
	}
	with, _ := CompareStrata(append(base, Stratum{}), Sceptical)
	if math.Abs(with.Mean-last.Mean) > 1e-9 {
		t.Error("a stratum with nothing in it moved the effect")
	}
}

func TestMarket_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now, before := rapid.Float64Range(1, 8).Draw(t, "now"), rapid.Float64Range(1, 8).Draw(t, "before")
		se := rapid.Float64Range(0.02, 0.5).Draw(t, "se")
		c, back := NewYearChange(now, before, se), NewYearChange(before, now, se)
		if c.Change != -back.Change || c.Z != -back.Z || c.LittleChanged != back.LittleChanged || (math.Abs(c.Z) <= 1.645) != c.LittleChanged {
			t.Fatalf("%+v and %+v", c, back)
		}
		m := MarketScale(now)
		if m < 0.8 || m > 1.25 || MarketScale(now+0.5) < m {
			t.Fatalf("a scale of %g", m)
		}
		d := drawBeta(t, "prior")
		if s := d.Scaled(m); math.Abs(s.A+s.B-d.A-d.B) > 1e-9 || math.Abs(s.Mean()-min(0.999, d.Mean()*m)) > 1e-12 {
			t.Fatalf("%v scaled by %g is %v", d, m, s)
		}
		if f := FillRatio(now, before); math.Abs(f*before-now) > 1e-12 || FillRatio(now, 0) != 0 {
			t.Fatalf("fill ratio %g", f)
		}
	})
}

func TestFlow_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate, days := rapid.Float64Range(0.1, 40).Draw(t, "rate"), rapid.IntRange(1, 120).Draw(t, "days")
		open := OpenItems(rate, float64(days))
		if math.Abs(OpenDays(open, rate)-float64(days)) > 1e-9 {
			t.Fatal("one does not undo the other")
		}
		if TooManyOpen(int(1.5*open), rate, days) || !TooManyOpen(int(1.5*open)+1, rate, days) {
			t.Fatalf("half as many again as %g", open)
		}
	})
}

func TestBottleneck_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var links []Link
		for range 4 {
			links = append(links, Link{Post: drawBeta(t, "link"), Reference: rapid.Float64Range(0.05, 0.95).Draw(t, "reference"), Matured: rapid.IntRange(0, 9).Draw(t, "matured")})
		}
		c := Bottleneck(links, 500)
		sum := c.PNone
		for i, g := range c.Gains {
			sum += g.PLargest
			// E[(r-p)+] is the distribution, added up to r.
			want, r := 0.0, links[i].Reference
			for k := range 400 {
				want += r / 400 * links[i].Post.CDF(r*(float64(k)+0.5)/400)
			}
			if math.Abs(g.Shortfall-want) > 1e-3 {
				t.Fatalf("falls short by %g, added up %g", g.Shortfall, want)
			}
		}
		if math.Abs(sum-1) > 1e-9 || c.PerOffer[0] > c.PerOffer[1] || c.PerOffer[1] > c.PerOffer[2] || c.EVPI < 0 {
			t.Fatalf("%+v", c)
		}
		turned := []Link{links[3], links[2], links[1], links[0]}
		if back := Bottleneck(turned, 0); math.Abs(back.Gains[3].Offers-c.Gains[0].Offers) > 1e-12 || back.Gains[3].Named != c.Gains[0].Named {
			t.Fatal("the order of the gates moved a gain")
		}
	})
}

func TestOffer_properties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s Search
		for i := range s.Post {
			s.Post[i] = Beta{rapid.Float64Range(1, 20).Draw(t, "a"), rapid.Float64Range(1, 40).Draw(t, "b")}
		}
		n := rapid.IntRange(0, 60).Draw(t, "n")
		if got, want := s.Offer(float64(n)), ExactOffer(s.Post, n); math.Abs(got-want) > 2e-3 {
			t.Fatalf("%d new ones: %g on the grid, exactly %g", n, got, want)
		}
		last := s.Offer(float64(n))
		for _, more := range []func(){func() { s.Pipeline.Cold = append(s.Pipeline.Cold, 0.2) }, func() { s.Pipeline.Screen++ }, func() { s.Pipeline.Interview++ }, func() { s.Pipeline.Final++ }} {
			more()
			now := s.Offer(float64(n))
			if now < last-1e-12 {
				t.Fatalf("more under way, and the chance fell from %g to %g", last, now)
			}
			last = now
		}
	})
}

func TestPriors_areWorthTenAndLookedAtInOrder(t *testing.T) {
	for _, p := range Priors {
		near(t, "weight", p.Prior.A+p.Prior.B, 10)
		near(t, "mean", p.Prior.Mean(), p.Reference)
		for i := range p.Looks {
			if i > 0 && p.Looks[i] <= p.Looks[i-1] {
				t.Errorf("%s: looks %v", p.Gate, p.Looks)
			}
			if nextLook(p.Looks, p.Looks[i]-1) != p.Looks[i] || LastLook(p.Looks, p.Looks[i]) != p.Looks[i] || LastLook(p.Looks, p.Looks[0]-1) != 0 {
				t.Errorf("%s: the look at %d", p.Gate, p.Looks[i])
			}
		}
		if (p.Basis == "assumption") == p.HasReference() {
			t.Errorf("%s %s: basis %q", p.Gate, p.Channel, p.Basis)
		}
	}
	for _, c := range []track.Channel{track.Internal, track.EventMet} {
		if p := row(t, track.G1, c); p.Channel != track.Referral {
			t.Errorf("%s counts with %s", c, p.Channel)
		}
	}
	if _, ok := Prior(track.G5, track.Cold); ok {
		t.Error("the fifth gate is the person's own")
	}
}

func TestJudge_neverDecidesBeforeTenOrBetweenNineAndOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Float64Range(0, 1).Draw(t, "p")
		smaller, planned := rapid.IntRange(0, 60).Draw(t, "smaller"), rapid.IntRange(10, 60).Draw(t, "planned")
		v := Judge(Effect{PPositive: p}, smaller, planned)
		want := VerdictRunning
		if smaller >= 10 && p >= 0.9 {
			want = VerdictAdopt
		} else if smaller >= 10 && p <= 0.1 {
			want = VerdictDrop
		} else if smaller >= planned {
			want = VerdictUndecided
		}
		if v != want {
			t.Fatalf("P %g at %d of %d: %s, want %s", p, smaller, planned, v, want)
		}
	})
}

func TestDraws_areEvenAndApart(t *testing.T) {
	d := Draws(7)
	const n = 100_000
	sum, squares, product, last := 0.0, 0.0, 0.0, 0.5
	for range n {
		x := d.Next()
		if x <= 0 || x >= 1 {
			t.Fatal("a draw lies outside (0, 1)")
		}
		sum, squares, product, last = sum+x, squares+x*x, product+x*last, x
	}
	within(t, "mean", sum/n, 0.5, 0.005)
	within(t, "mean square", squares/n, 1.0/3, 0.005)
	within(t, "product of neighbours", product/n, 0.25, 0.005)
}

func TestPatterns_aValueThatEverybodyElseLacksIsTestedAgainstThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(12, 60).Draw(t, "n")
		with := rapid.IntRange(5, n-5).Draw(t, "with")
		var list []Case
		failedWith, failed := 0, 0
		for i := range n {
			c := Case{Failed: rapid.Bool().Draw(t, "failed"), Employer: string(rune('a' + i))}
			if i < with {
				c.Values = []string{"x"}
				if c.Failed {
					failedWith++
				}
			}
			if c.Failed {
				failed++
			}
			list = append(list, c)
		}
		r := Patterns(list)
		if failed == 0 || failed == n || failedWith < 3 {
			if len(r.Tested) != 0 {
				t.Fatalf("tested with %d of %d failed: %+v", failed, n, r)
			}
			return
		}
		x := r.Tested[0]
		usual := float64(failed) / float64(n)
		if x.Items != with || x.Failed != failedWith || math.Abs(x.Lift*usual-x.Shrunk) > 1e-12 || x.MidP > x.Exact || x.BH != x.MidP {
			t.Fatalf("%+v", x)
		}
		rate := float64(failedWith) / float64(with)
		if x.Shrunk < min(usual, rate)-1e-12 || x.Shrunk > max(usual, rate)+1e-12 {
			t.Fatalf("%g is not drawn from %g towards %g", x.Shrunk, rate, usual)
		}
		if x.Shown != (x.BH <= 0.10 && x.PAbove >= 0.90) {
			t.Fatalf("shown: %v with %g and %g", x.Shown, x.BH, x.PAbove)
		}
	})
}

func TestSlips_thatNothingElseSaw(t *testing.T) {
	if NewYearChange(3.4, 3.65, 0.1).LittleChanged {
		t.Error("1.77 errors are more than 1.645")
	}
	silent := HazardCold.Update(make([]Wait, 400)) // half a day each: many, and none answered
	for i := range 60 {
		silent = silent.Update([]Wait{{90, StillOpen}, {float64(i), StillOpen}})
	}
	if d := silent.SilentDay(0.2, SilentBoundsCold); d != 21 {
		t.Errorf("silent on day %d, not before 21", d)
	}
	if n := StraightFailures(row(t, track.G1, track.Cold), 0.5); n != 0 {
		t.Errorf("the prior alone lies below with more than half, and %d failures are asked for", n)
	}
	slow := HazardCold
	slow.Pace = Slow
	usual, twice := HazardCold.Update([]Wait{{5, Yes}, {20, No}}), slow.Update([]Wait{{10, Yes}, {40, No}})
	if usual.Rate != twice.Rate || usual.YesA != twice.YesA || usual.NoA != twice.NoA {
		t.Error("twice the days at half the pace are not the same")
	}
	if r := Patterns(cases(8, 4, func(int) []string { return nil })); r.Why != WhyOneValue {
		t.Errorf("eight are enough to look: %s", r.Why)
	}
	if n := common([]int{1, 2, 3, 9}, []int{2, 3, 5}); n != 2 {
		t.Errorf("two of them are shared, not %d", n)
	}
}
