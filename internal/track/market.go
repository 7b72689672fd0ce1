package track

// MarketFigure is one monthly figure of the labour market as it was printed.
// A later printing is another figure with another day of release; the newest
// release counts, and none is overwritten.
type MarketFigure struct {
	ID          MarketFigureID `db:"id" json:"id"`
	Series      string         `db:"series" json:"series"` // JOLTS series of 21 characters
	Month       string         `db:"month" json:"month"`   // "2026-05"
	Value       string         `db:"value" json:"value"`   // decimal as printed
	Preliminary bool           `db:"preliminary" json:"preliminary"`
	ReleasedOn  Day            `db:"released_on" json:"released_on"` // empty when not told
	Source      string         `db:"source" json:"source"`           // file name or address
	ReadAt      Instant        `db:"read_at" json:"read_at"`
}
