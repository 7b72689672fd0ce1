package stats

// ThemeShare is the posterior of a theme's share among x of total reasons given,
// with a prior worth ten at its usual share in (0, 1), and how likely it lies
// above that share. Reasons exist only for failures, so there is no rate here.
// Source: method.md 2e, TV-E2.
func ThemeShare(usual float64, total, x int) (share Beta, above float64) {
	share = Beta{10*usual + float64(x), 10*(1-usual) + float64(total-x)}
	return share, 1 - share.CDF(usual)
}
