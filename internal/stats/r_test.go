package stats

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"debrief/internal/testkit"
)

// rRun collects questions for R and what our own functions answered, and asks
// them all in one run of Rscript.
type rRun struct {
	script  strings.Builder
	answers []rAnswer
}

type rAnswer struct {
	what string
	got  float64
	tol  float64
}

// ask adds an expression of one number.
func (r *rRun) ask(got, tol float64, what, expression string, args ...any) {
	fmt.Fprintf(&r.script, "say(%s)\n", fmt.Sprintf(expression, args...))
	r.answers = append(r.answers, rAnswer{what, got, tol})
}

func (r *rRun) run(t *testing.T) {
	t.Helper()
	bin, err := exec.LookPath("Rscript")
	if err != nil {
		testkit.NoSkip(t, "R is not there: install r-base-core and r-cran-survival (scripts/install does)")
	}
	cmd := exec.Command(bin, "--vanilla", "-")
	cmd.Stdin = strings.NewReader("suppressMessages(library(survival))\nsay <- function(x) cat(sprintf('%.17g\\n', x))\n" + r.script.String())
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("R: %v\n%s", err, errs.String())
	}
	lines := strings.Fields(string(out))
	if len(lines) != len(r.answers) {
		t.Fatalf("R answered %d of %d questions\n%s", len(lines), len(r.answers), errs.String())
	}
	for i, a := range r.answers {
		want, err := strconv.ParseFloat(lines[i], 64)
		if err != nil {
			t.Fatalf("%s: R says %q", a.what, lines[i])
		}
		if !(math.Abs(a.got-want) <= a.tol*max(1, math.Abs(want))) {
			t.Errorf("%s: %.12g, R says %.12g", a.what, a.got, want)
		}
	}
}

func vector[T int | float64](list []T) string {
	var s []string
	for _, x := range list {
		s = append(s, strconv.FormatFloat(float64(x), 'g', -1, 64))
	}
	return "c(" + strings.Join(s, ",") + ")"
}

func TestR_agreesOnRandomData(t *testing.T) {
	r := &rRun{}
	rnd := rand.New(rand.NewPCG(2026, 11))
	rBeta(r, rnd)
	rDuels(r, rnd)
	rPatterns(r, rnd)
	rCurves(r, rnd)
	rHazards(r, rnd)
	r.run(t)
	if len(r.answers) < 2000 {
		t.Errorf("only %d comparisons", len(r.answers))
	}
}

func rBeta(r *rRun, rnd *rand.Rand) {
	for range 200 {
		d := Beta{math.Exp(7*rnd.Float64() - 1), math.Exp(7*rnd.Float64() - 1)}
		x, q := rnd.Float64(), rnd.Float64()
		r.ask(d.CDF(x), 1e-10, fmt.Sprintf("P(p < %g) of %v", x, d), "pbeta(%.17g, %.17g, %.17g)", x, d.A, d.B)
		r.ask(d.Quantile(q), 1e-9, fmt.Sprintf("quantile %g of %v", q, d), "qbeta(%.17g, %.17g, %.17g)", q, d.A, d.B)
	}
	for range 60 {
		n := 1 + rnd.IntN(200)
		s := rnd.IntN(n + 1)
		w := Wilson(n, s)
		r.ask(w[0], 1e-9, "Wilson low", "suppressWarnings(prop.test(%d, %d, correct=FALSE)$conf.int[1])", s, n)
		r.ask(w[1], 1e-9, "Wilson high", "suppressWarnings(prop.test(%d, %d, correct=FALSE)$conf.int[2])", s, n)
	}
	for _, p := range [][2]float64{{.10, .15}, {.10, .20}, {.10, .30}, {.10, .40}, {.32, .50}, {.50, .70}, {.16, .24}} {
		r.ask(float64(ArmSize(p[0], p[1])), 1e-12, fmt.Sprintf("size for %v", p), "ceiling(power.prop.test(p1=%g, p2=%g, power=0.8)$n)", p[0], p[1])
	}
}

func rDuels(r *rRun, rnd *rand.Rand) {
	for range 40 {
		a, b := Beta{1 + 20*rnd.Float64(), 1 + 40*rnd.Float64()}, Beta{float64(1 + rnd.IntN(20)), 1 + 40*rnd.Float64()}
		d := Compare(a, b)
		r.ask(d.PBetter, 1e-6, fmt.Sprintf("P(%v beats %v)", b, a), "integrate(function(x) pbeta(x, %.17g, %.17g)*dbeta(x, %.17g, %.17g), 0, 1, rel.tol=1e-10)$value", a.A, a.B, b.A, b.B)
		r.ask(d.LossB, 1e-6, "loss of choosing B", "integrate(function(x) (1-pbeta(x, %.17g, %.17g))*pbeta(x, %.17g, %.17g), 0, 1, rel.tol=1e-10)$value", a.A, a.B, b.A, b.B)
	}
}

func rPatterns(r *rRun, rnd *rand.Rand) {
	for range 120 {
		all := 10 + rnd.IntN(900)
		failed, n := 1+rnd.IntN(all-1), 1+rnd.IntN(all-1)
		low := max(0, n+failed-all)
		x := low + rnd.IntN(min(n, failed)-low+1)
		exact, mid := hypergeometric(all, failed, n, x)
		r.ask(exact, 1e-9, fmt.Sprintf("P(X >= %d) of %d, %d, %d", x, all, failed, n), "phyper(%d-1, %d, %d, %d, lower.tail=FALSE)", x, failed, all-failed, n)
		r.ask(mid, 1e-9, "mid-p", "phyper(%d, %d, %d, %d, lower.tail=FALSE)+dhyper(%d, %d, %d, %d)/2", x, failed, all-failed, n, x, failed, all-failed, n)
	}
	for range 20 {
		var p []float64
		for range 1 + rnd.IntN(12) {
			p = append(p, math.Pow(rnd.Float64(), 3))
		}
		bh, by := FalseDiscovery(p)
		for i := range p {
			r.ask(bh[i], 1e-12, "BH", "p.adjust(%s, 'BH')[%d]", vector(p), i+1)
			r.ask(by[i], 1e-12, "BY", "p.adjust(%s, 'BY')[%d]", vector(p), i+1)
		}
	}
}

// rCurves compares Kaplan and Meier, Greenwood, and Aalen and Johansen with the
// package survival, on data with ties and censorings on the days of answers.
func rCurves(r *rRun, rnd *rand.Rand) {
	for k := range 30 {
		var waits []Wait
		var days, causes []int
		for range 5 + rnd.IntN(60) {
			w := Wait{float64(1 + rnd.IntN(30)), Cause(rnd.IntN(3))}
			waits, days, causes = append(waits, w), append(days, int(w.Days)), append(causes, int(w.Cause))
		}
		fmt.Fprintf(&r.script, "d <- data.frame(t=%s, c=%s)\nf <- survfit(Surv(t, c > 0) ~ 1, d)\ng <- survfit(Surv(t, factor(c, 0:2)) ~ 1, d)\n", vector(days), vector(causes))
		if !slices.Contains(causes, 1) && !slices.Contains(causes, 2) {
			continue
		}
		for _, s := range Curve(waits) {
			what := fmt.Sprintf("set %d, day %g: ", k, s.Day)
			r.ask(s.Silent, 1e-10, what+"still silent", "summary(f, times=%g)$surv", s.Day)
			if s.Silent > 0 {
				r.ask(s.SE, 1e-9, what+"Greenwood", "summary(f, times=%g)$std.err", s.Day)
			}
			r.ask(s.CIFYes, 1e-10, what+"yes", "summary(g, times=%g)$pstate[2]", s.Day)
			r.ask(s.CIFNo, 1e-10, what+"no", "summary(g, times=%g)$pstate[3]", s.Day)
		}
	}
}

// rHazards integrates the Gamma-distributed hazards that Chance has in closed form.
func rHazards(r *rRun, rnd *rand.Rand) {
	for range 40 {
		h := HazardCold
		var waits []Wait
		for range rnd.IntN(40) {
			waits = append(waits, Wait{float64(rnd.IntN(95)), Cause(rnd.IntN(3))})
		}
		h = h.Update(waits)
		k := rnd.IntN(5)
		from, span := Edges[k], rnd.Float64()*(Edges[k+1]-Edges[k])
		yes, no := h.Chance(from, span)
		a, rate := h.YesA[k]+h.NoA[k], h.Rate[k]
		answered := fmt.Sprintf("(1-integrate(function(l) exp(-l*%.17g)*dgamma(l, %.17g, %.17g), 0, Inf, rel.tol=1e-9)$value)", span, a, rate)
		r.ask(yes+no, 1e-5, "any answer in a bin", "%s", answered)
		r.ask(yes, 1e-5, "a yes in a bin", "%s*%.17g", answered, h.YesA[k]/a)
	}
}
