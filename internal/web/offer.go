package web

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/offer"
	"debrief/internal/track"
	"debrief/internal/workbench"
)

func (s *Server) showOffers(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Offers", "offers")
	if err != nil {
		return err
	}
	v, err := s.desk.Offers(r.Context())
	if err != nil {
		return err
	}
	return s.render(w, r, offersPage(f, v))
}

func (s *Server) showOffer(w http.ResponseWriter, r *http.Request) error {
	f, err := s.frame(r, "Offer", "offers")
	if err != nil {
		return err
	}
	v, c, err := s.desk.Offer(r.Context(), offerID(r))
	if err != nil {
		return err
	}
	f.Title = v.Company
	return s.render(w, r, offerPage(f, v, c))
}

func offerID(r *http.Request) track.OfferID { return track.OfferID(r.PathValue("id")) }

func (s *Server) createOffer(w http.ResponseWriter, r *http.Request) error {
	answer, err := formDay(r, "answer_by")
	if err != nil {
		return err
	}
	got, err := formDay(r, "received_on")
	if err != nil {
		return err
	}
	id, rec, err := s.desk.AddOffer(r.Context(), appID(r), workbench.OfferChange{AnswerBy: answer, ReceivedOn: got})
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/offer/"+string(id))
}

// updateOffer takes terms and facts together, as the form holds both.
func (s *Server) updateOffer(w http.ResponseWriter, r *http.Request) error {
	v, _, err := s.desk.Offer(r.Context(), offerID(r))
	if err != nil {
		return err
	}
	c := workbench.OfferChange{Terms: &v.Terms, Facts: &v.Facts, Notes: r.FormValue("notes")}
	for _, n := range offerNumbers {
		x, err := formNumber(r, n.name, n.label, n.scale)
		if err != nil {
			return err
		}
		n.set(c.Terms, x)
	}
	if cur := strings.ToUpper(strings.TrimSpace(r.FormValue("currency"))); cur != "" {
		c.Terms.Currency = cur
	}
	c.Terms.BonusGuaranteed = r.FormValue("bonus_guaranteed") != ""
	c.Terms.Equity.Kind, c.Terms.Equity.Maturity = offer.EquityKind(r.FormValue("equity_kind")), offer.Maturity(r.FormValue("maturity"))
	for _, k := range offerFacts {
		*k.field(c.Facts) = r.FormValue(k.name) != ""
	}
	if c.AnswerBy, err = formDay(r, "answer_by"); err != nil {
		return err
	}
	rec, err := s.desk.ChangeOffer(r.Context(), offerID(r), c)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/offer/"+string(offerID(r)))
}

// formNumber reads a decimal number as whole steps of 1/scale; an empty field
// is 0. A comma is a decimal point, a space or apostrophe groups thousands.
func formNumber(r *http.Request, name, label string, scale float64) (int64, error) {
	text := strings.NewReplacer(" ", "", " ", "", " ", "", "'", "", "’", "", ",", ".").Replace(strings.TrimSpace(r.FormValue(name)))
	if text == "" {
		return 0, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || x < 0 || x > 1e10 || math.IsNaN(x) {
		return 0, fault.New(fault.Invalid, name, "%s is a number of 0 or more, like 92000 or 5.5; %q is not.", label, r.FormValue(name))
	}
	return int64(math.Round(x * scale)), nil
}

// offerNumbers are the fields of the terms that are one number each.
var offerNumbers = []struct {
	name, label, hint string
	scale             float64
	get               func(offer.Terms) int64
	set               func(*offer.Terms, int64)
}{
	{"base", "Base a year", "", 100, func(t offer.Terms) int64 { return int64(t.Base) }, func(t *offer.Terms, n int64) { t.Base = offer.Cents(n) }},
	{"base_high", "Base, upper end", "for a range", 100, func(t offer.Terms) int64 { return int64(t.BaseHigh) }, func(t *offer.Terms, n int64) { t.BaseHigh = offer.Cents(n) }},
	{"bonus_target", "Bonus target", "per cent of the base", 100, func(t offer.Terms) int64 { return int64(t.BonusTarget) }, func(t *offer.Terms, n int64) { t.BonusTarget = offer.Share(n) }},
	{"bonus_paid", "Bonus paid before", "per cent of the target", 100, func(t offer.Terms) int64 { return int64(t.BonusPaid) }, func(t *offer.Terms, n int64) { t.BonusPaid = offer.Share(n) }},
	{"commission", "Commission expected", "in a full year", 100, func(t offer.Terms) int64 { return int64(t.Commission) }, func(t *offer.Terms, n int64) { t.Commission = offer.Cents(n) }},
	{"sign_on", "Sign-on", "paid once", 100, func(t offer.Terms) int64 { return int64(t.SignOn) }, func(t *offer.Terms, n int64) { t.SignOn = offer.Cents(n) }},
	{"sign_on_clawback", "Paid back within", "months", 1, func(t offer.Terms) int64 { return int64(t.SignOnClawback) }, func(t *offer.Terms, n int64) { t.SignOnClawback = int(n) }},
	{"pension", "Pension, employer", "per cent of the base", 100, func(t offer.Terms) int64 { return int64(t.Pension) }, func(t *offer.Terms, n int64) { t.Pension = offer.Share(n) }},
	{"health", "Health, employer", "a year", 100, func(t offer.Terms) int64 { return int64(t.Health) }, func(t *offer.Terms, n int64) { t.Health = offer.Cents(n) }},
	{"stipends", "Stipends", "a year", 100, func(t offer.Terms) int64 { return int64(t.Stipends) }, func(t *offer.Terms, n int64) { t.Stipends = offer.Cents(n) }},
	{"leave_days", "Leave", "days a year", 1, func(t offer.Terms) int64 { return int64(t.LeaveDays) }, func(t *offer.Terms, n int64) { t.LeaveDays = int(n) }},
	{"leave_reference", "Usual leave", "days, to compare", 1, func(t offer.Terms) int64 { return int64(t.LeaveReference) }, func(t *offer.Terms, n int64) { t.LeaveReference = int(n) }},
	{"premiums", "Insurance you pay", "a year", 100, func(t offer.Terms) int64 { return int64(t.Premiums) }, func(t *offer.Terms, n int64) { t.Premiums = offer.Cents(n) }},
	{"commute", "Commute", "a year", 100, func(t offer.Terms) int64 { return int64(t.Commute) }, func(t *offer.Terms, n int64) { t.Commute = offer.Cents(n) }},
	{"equipment", "Equipment you pay", "a year", 100, func(t offer.Terms) int64 { return int64(t.Equipment) }, func(t *offer.Terms, n int64) { t.Equipment = offer.Cents(n) }},
	{"relocation", "Moving you pay", "once", 100, func(t offer.Terms) int64 { return int64(t.Relocation) }, func(t *offer.Terms, n int64) { t.Relocation = offer.Cents(n) }},
	{"weekly_hours", "Hours a week", "", 1, func(t offer.Terms) int64 { return int64(t.WeeklyHours) }, func(t *offer.Terms, n int64) { t.WeeklyHours = int(n) }},
	{"commute_hours", "Hours of commute", "a year", 1, func(t offer.Terms) int64 { return int64(t.CommuteHours) }, func(t *offer.Terms, n int64) { t.CommuteHours = int(n) }},
	{"units", "Units of equity", "", 1, func(t offer.Terms) int64 { return t.Equity.Units }, func(t *offer.Terms, n int64) { t.Equity.Units = n }},
	{"price", "Price of a unit", "today", 100, func(t offer.Terms) int64 { return int64(t.Equity.Price) }, func(t *offer.Terms, n int64) { t.Equity.Price = offer.Cents(n) }},
	{"strike", "Strike price", "for options", 100, func(t offer.Terms) int64 { return int64(t.Equity.Strike) }, func(t *offer.Terms, n int64) { t.Equity.Strike = offer.Cents(n) }},
	{"guess_mid", "Your guess, middle", "a year, for equity without a number", 100, func(t offer.Terms) int64 { return int64(t.Equity.Guess.Mid) }, func(t *offer.Terms, n int64) { t.Equity.Guess.Mid = offer.Cents(n) }},
	{"guess_high", "Your guess, high", "a year", 100, func(t offer.Terms) int64 { return int64(t.Equity.Guess.High) }, func(t *offer.Terms, n int64) { t.Equity.Guess.High = offer.Cents(n) }},
}

// offerFacts are the ticks behind the risk codes.
var offerFacts = []struct {
	name, label string
	field       func(*offer.Facts) *bool
}{
	{"written", "There is a letter", func(f *offer.Facts) *bool { return &f.Written }},
	{"open_checks", "References or checks are still open", func(f *offer.Facts) *bool { return &f.OpenChecks }},
	{"differs", "Pay or title differ from what was said", func(f *offer.Facts) *bool { return &f.Differs }},
	{"bonus_vague", "The bonus is discretionary or has no formula", func(f *offer.Facts) *bool { return &f.BonusVague }},
	{"equity_unclear", "Equity lacks a number, a window or a strike price", func(f *offer.Facts) *bool { return &f.EquityUnclear }},
	{"clawback", "Money may have to be paid back", func(f *offer.Facts) *bool { return &f.Clawback }},
	{"restrictions", "Non-compete, broad rights, arbitration or a long notice", func(f *offer.Facts) *bool { return &f.Restrictions }},
	{"duties_vague", "Duties or manager are not named", func(f *offer.Facts) *bool { return &f.DutiesVague }},
	{"benefits_wait", "Benefits start late", func(f *offer.Facts) *bool { return &f.BenefitsWait }},
	{"unsteady", "News that the role may not be steady", func(f *offer.Facts) *bool { return &f.Unsteady }},
	{"fraud_signs", "Asked for money, papers or a bank account early", func(f *offer.Facts) *bool { return &f.FraudSigns }},
	{"place_not_written", "Place or days at home are not in the letter", func(f *offer.Facts) *bool { return &f.PlaceNotWritten }},
	{"other_not_written", "Something else was told and is not written", func(f *offer.Facts) *bool { return &f.OtherNotWritten }},
}

// updateTold keeps the pairs of told and written terms; rows without a term go.
func (s *Server) updateTold(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	told := []track.TermPair{}
	for i, term := range r.PostForm["term"] {
		if term = strings.TrimSpace(term); term == "" || i >= 60 {
			continue
		}
		at := func(name string) string {
			if list := r.PostForm[name]; i < len(list) {
				return strings.TrimSpace(list[i])
			}
			return ""
		}
		told = append(told, track.TermPair{Term: term, Told: at("told"), Whom: at("whom"), Written: at("written"), Verdict: at("verdict")})
	}
	rec, err := s.desk.ChangeOffer(r.Context(), offerID(r), workbench.OfferChange{Told: told})
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/offer/"+string(offerID(r)))
}

// updateMarks keeps how the offer meets what matters.
func (s *Server) updateMarks(w http.ResponseWriter, r *http.Request) error {
	_, c, err := s.desk.Offer(r.Context(), offerID(r))
	if err != nil {
		return err
	}
	marks := map[string]offer.Mark{}
	for i, k := range c.List {
		if marks[k.Name], err = formMark(r, fmt.Sprint(i)); err != nil {
			return err
		}
	}
	rec, err := s.desk.ChangeOffer(r.Context(), offerID(r), workbench.OfferChange{Marks: marks})
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/offer/"+string(offerID(r)))
}

func formMark(r *http.Request, suffix string) (offer.Mark, error) {
	n, err := formNumber(r, "score"+suffix, "A mark", 1)
	if err != nil || n > 5 {
		return offer.Mark{}, fault.New(fault.Invalid, "score"+suffix, "A mark lies between 0 and 5.")
	}
	return offer.Mark{Score: int(n), Proof: offer.Proof(r.FormValue("proof" + suffix))}, nil
}

func (s *Server) updateCriteria(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	var list []offer.Criterion
	var stay []offer.Mark
	for i, name := range r.PostForm["name"] {
		if strings.TrimSpace(name) == "" || i >= 20 {
			continue
		}
		weight := 0
		if ws := r.PostForm["weight"]; i < len(ws) && strings.TrimSpace(ws[i]) != "" {
			n, err := strconv.Atoi(strings.TrimSpace(ws[i]))
			if err != nil {
				return fault.New(fault.Invalid, "weight", "A weight is a whole number; %q is not.", ws[i])
			}
			weight = n
		}
		m, err := formMark(r, fmt.Sprint(i))
		if err != nil {
			return err
		}
		list, stay = append(list, offer.Criterion{Name: name, Weight: weight}), append(stay, m)
	}
	rec, err := s.desk.PutCriteria(r.Context(), list, stay)
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/offers#matters")
}

func (s *Server) decideOffer(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.DecideOffer(r.Context(), offerID(r), track.OfferState(r.FormValue("state")), r.FormValue("notes"))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/offer/"+string(offerID(r)))
}

func (s *Server) removeOffer(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.desk.RemoveOffer(r.Context(), offerID(r))
	if err != nil {
		return err
	}
	return s.done(w, r, rec, "/offers")
}

// Words and figures of the pages.

var currencySigns = map[string]string{"EUR": "€", "USD": "$", "GBP": "£"}

func money(c offer.Cents, currency string) string {
	sign := currencySigns[currency]
	if sign == "" {
		sign = currency
	}
	return c.String() + " " + sign
}

// rounded is an amount to the nearest hundred, for headlines.
func rounded(c offer.Cents, currency string) string {
	return money((c+50_00)/100_00*100_00, currency)
}

func spanWords(s offer.Span, currency string) string {
	if s.Low == s.High {
		return money(s.Low, currency)
	}
	return ((s.Low + 50_00) / 100_00 * 100_00).String() + "–" + rounded(s.High, currency)
}

// field writes a number back into its form field, empty for 0.
func fieldNumber(n int64, scale float64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(n)/scale, 'f', -1, 64)
}

// offerBar is the yearly bar of one offer on the common scale of the table.
type offerBar struct{ Solid, From, To, Mid string }

func barOf(v workbench.OffersView, s offer.Span) offerBar {
	top := offer.Cents(1)
	for _, o := range v.Offers {
		top = max(top, o.Total.High)
	}
	x := func(c offer.Cents) string {
		return strconv.FormatFloat(240*float64(max(0, c))/float64(top), 'f', 1, 64)
	}
	return offerBar{x(s.Low), x(s.Low), x(s.High), x(s.Mid)}
}

// offersSub counts the columns by how they stand: “1 on the table, 1 not made
// yet, 1 that you declined.”
func offersSub(v workbench.OffersView) string {
	words := map[track.OfferState]string{track.OnTable: "on the table", track.OnlyGuessed: "not made yet", track.Taken: "that you took", track.TurnedDown: "that you declined", track.TakenBack: "withdrawn"}
	var parts []string
	for _, state := range track.OfferStates {
		n := 0
		for _, o := range v.Offers {
			if o.State == state {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, words[state]))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ", ") + "."
}

func offersHeadline(v workbench.OffersView) string {
	for _, o := range v.Offers {
		if o.Open() && o.AnswerBy.Known() && o.DaysLeft >= 0 {
			return o.Company + " would like an answer by " + o.AnswerBy.Time().Format("Monday 2 January") + "."
		}
	}
	open := 0
	for _, o := range v.Offers {
		if o.Open() {
			open++
		}
	}
	switch open {
	case 0:
		return "No offer is waiting for you."
	case 1:
		return "One offer is on the table, without a date."
	}
	return fmt.Sprintf("%d offers are on the table.", open)
}

func deadline(v workbench.OfferView) string {
	switch {
	case !v.AnswerBy.Known():
		return "no date named"
	case !v.Open():
		return "over"
	case v.DaysLeft < 0:
		return dayShort(v.AnswerBy) + ", passed"
	case v.DaysLeft == 0:
		return "today"
	}
	return v.AnswerBy.Time().Format("Mon 2 Jan") + ", " + count(v.DaysLeft, "day", "days")
}

func riskCount(v workbench.OfferView) string {
	if len(v.Risks) == 0 {
		return "Nothing on the list of risks applies."
	}
	return strings.ToUpper(count(len(v.Risks), "point", "points")[:1]) + count(len(v.Risks), "point", "points")[1:] + " to ask before you answer."
}
