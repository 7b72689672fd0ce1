package cli

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"debrief/internal/workbench"
)

func (a *app) serve() *cobra.Command {
	var addr string
	var demo bool
	c := &cobra.Command{Use: "serve", Short: "Serve the web pages on this computer", Args: args(0, 0, "flags only"),
		Long:    "Serves the pages at http://127.0.0.1:8484 until it is stopped. Only this computer can reach them.\n--demo opens an invented search on a throw-away copy; nothing of yours is touched.",
		Example: "  debrief serve --demo"}
	c.Flags().StringVar(&addr, "addr", "127.0.0.1:8484", "address and port on this computer")
	c.Flags().BoolVar(&demo, "demo", false, "open the sample search on a throw-away copy")
	c.RunE = func(c *cobra.Command, _ []string) error {
		o, err := a.options()
		if err != nil {
			return err
		}
		o.Server, o.Log = true, a.logger(true)
		if demo {
			dir, err := os.MkdirTemp("", "debrief-demo-")
			if err != nil {
				return err
			}
			defer os.RemoveAll(dir)
			o.Dir, o.DSN, o.Now = dir, "", a.DemoClock()
		}
		w, closer, err := a.Open(c.Context(), o)
		if err != nil {
			return err
		}
		defer closer()
		if demo {
			if err := a.loadDemo(c.Context(), w); err != nil {
				return err
			}
		}
		return a.Serve(c.Context(), w, ServeOptions{Addr: addr, Demo: demo, Now: o.Now, Log: o.Log, Ready: func(address string) {
			a.say("Debrief is at %s. Stop it with Ctrl-C.", address)
		}})
	}
	return c
}

func (a *app) loadDemo(ctx context.Context, w *workbench.Workbench) error {
	d, err := w.Desk(ctx, workbench.Owner)
	if err != nil {
		return err
	}
	return a.Demo(ctx, d)
}
