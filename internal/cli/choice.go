package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"debrief/internal/fault"
)

// choice is a flag that takes one word out of a few. A wrong one is wrong use,
// told with the words that are allowed.
type choice[T ~string] struct {
	into    *T
	name    string
	allowed []T
}

func (c choice[T]) String() string {
	if c.into == nil {
		return ""
	}
	return string(*c.into)
}

func (c choice[T]) Type() string { return "word" }

func (c choice[T]) Set(s string) error {
	if !slices.Contains(c.allowed, T(s)) {
		return fault.New(fault.Usage, c.name, "--%s can't be %q. Allowed: %s.", c.name, s, list(c.allowed))
	}
	*c.into = T(s)
	return nil
}

// choose adds such a flag to a command, with completion. usual stands where it
// is not given; about may be empty.
func choose[T ~string](c *cobra.Command, into *T, name string, usual T, allowed []T, about string) {
	*into = usual
	if about != "" {
		about += ": "
	}
	c.Flags().Var(choice[T]{into, name, allowed}, name, about+list(allowed))
	suggest(c, name, allowed)
}

// suggest completes the values of a flag.
func suggest[T ~string](c *cobra.Command, name string, words []T) {
	out := make([]cobra.Completion, len(words))
	for i, w := range words {
		out[i] = cobra.Completion(w)
	}
	if err := c.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(out, cobra.ShellCompDirectiveNoFileComp)); err != nil {
		panic(err) // a flag that is not there
	}
}
