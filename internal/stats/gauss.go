package stats

import "math"

// gaussNodes and gaussWeights are the 16 points of Gauss and Legendre on (0, 1).
var gaussNodes, gaussWeights = gaussLegendre(16)

// gaussLegendre finds the zeros of the Legendre polynomial by Newton's method
// from the usual cosine guesses.
func gaussLegendre(n int) (nodes, weights []float64) {
	for i := range n {
		x := math.Cos(math.Pi * (float64(i) + 0.75) / (float64(n) + 0.5))
		slope := 0.0
		for range 100 {
			p, q := 1.0, 0.0
			for k := range n {
				p, q = ((2*float64(k)+1)*x*p-float64(k)*q)/float64(k+1), p
			}
			slope = float64(n) * (x*p - q) / (x*x - 1)
			step := p / slope
			if x -= step; math.Abs(step) < 1e-16 {
				break
			}
		}
		nodes = append(nodes, (1-x)/2)
		weights = append(weights, 1/((1-x*x)*slope*slope))
	}
	return nodes, weights
}
