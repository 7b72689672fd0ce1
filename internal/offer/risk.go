package offer

// Risk is one of the codes O01 to O13 with what makes it apply and what to ask.
type Risk struct {
	Code string `json:"code"`
	Name string `json:"name"`
	Ask  string `json:"ask"`
}

// Facts are what the person knows about an offer beside its money. The zero
// value raises only O01: nothing is in writing yet.
type Facts struct {
	Written         bool `json:"written"`           // there is a letter
	OpenChecks      bool `json:"open_checks"`       // references, background, licence not cleared
	DaysToAnswer    int  `json:"days_to_answer"`    // business days left; 0 when no date was named
	Differs         bool `json:"differs"`           // pay or title differ from what was said
	BonusVague      bool `json:"bonus_vague"`       // discretionary, or no formula
	EquityUnclear   bool `json:"equity_unclear"`    // no number, short window, unknown preferences
	Clawback        bool `json:"clawback"`          // sign-on or moving money to be paid back
	Restrictions    bool `json:"restrictions"`      // non-compete, broad rights, arbitration, long notice
	DutiesVague     bool `json:"duties_vague"`      // duties or manager not named
	BenefitsWait    bool `json:"benefits_wait"`     // benefits start late, probation cliff
	Unsteady        bool `json:"unsteady"`          // freeze, layoffs, funding, role refilled again and again
	FraudSigns      bool `json:"fraud_signs"`       // pay to work, personal mail domain, no live interview
	PlaceNotWritten bool `json:"place_not_written"` // place or remote terms not in the letter
	OtherNotWritten bool `json:"other_not_written"` // anything else that was told and is not written
}

type riskRow struct {
	Risk
	applies func(Facts) bool
}

// riskRows is the table of practice.md g, row for row.
var riskRows = []riskRow{
	{Risk{"O01", "Nothing in writing yet", "Ask for the offer in writing before anything else."}, func(f Facts) bool { return !f.Written }},
	{Risk{"O02", "Checks still open", "Do not resign before they tell you that every check is done."}, func(f Facts) bool { return f.OpenChecks }},
	{Risk{"O03", "Very little time to answer", "Ask in writing for more time, once, with a date."}, func(f Facts) bool { return f.DaysToAnswer > 0 && f.DaysToAnswer < 3 }},
	{Risk{"O04", "Pay or title differ from what was said", "Ask for a corrected letter."}, func(f Facts) bool { return f.Differs }},
	{Risk{"O05", "Bonus is discretionary", "Ask for the formula and the last three years. Until then it counts as nothing in Low."}, func(f Facts) bool { return f.BonusVague }},
	{Risk{"O06", "Equity without what it takes to price it", "Ask: how many, of how many in all, strike price, who is paid before you, and how long to exercise after leaving."}, func(f Facts) bool { return f.EquityUnclear }},
	{Risk{"O07", "Money that may have to be paid back", "Ask for equal parts a month, and for none of it if they end the contract without cause."}, func(f Facts) bool { return f.Clawback }},
	{Risk{"O08", "Clauses that bind you afterwards", "Ask to narrow or strike them. Local legal advice for the rest."}, func(f Facts) bool { return f.Restrictions }},
	{Risk{"O09", "Duties or manager not named", "Ask for a written description and for the name."}, func(f Facts) bool { return f.DutiesVague }},
	{Risk{"O10", "Benefits start late", "Ask from which day, and count the gap."}, func(f Facts) bool { return f.BenefitsWait }},
	{Risk{"O11", "News that the role may not be steady", "Ask whether the budget is approved, and for a start date in writing."}, func(f Facts) bool { return f.Unsteady }},
	{Risk{"O12", "Signs of a false offer", "Send no money and no papers. Call a number that you found yourself."}, func(f Facts) bool { return f.FraudSigns }},
	{Risk{"O13", "Told, but not in the letter", "Ask for it in the letter, in one sentence."}, func(f Facts) bool { return f.PlaceNotWritten || f.OtherNotWritten }},
}

// Risks lists the codes that apply, in the order of the table.
func Risks(f Facts) (list []Risk) {
	for _, r := range riskRows {
		if r.applies(f) {
			list = append(list, r.Risk)
		}
	}
	return list
}

// RiskByCode is the row of a code; ok is false for an unknown one.
func RiskByCode(code string) (r Risk, ok bool) {
	for _, row := range riskRows {
		if row.Code == code {
			return row.Risk, true
		}
	}
	return Risk{}, false
}

// RiskCodes lists the thirteen codes.
func RiskCodes() (codes []string) {
	for _, row := range riskRows {
		codes = append(codes, row.Code)
	}
	return codes
}
