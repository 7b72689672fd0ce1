package insight

import (
	"slices"
	"strings"

	"debrief/internal/fault"
	"debrief/internal/stats"
	"debrief/internal/track"
)

// Behind names the applications behind a number, by a key as the figures use
// it:
//
//	flow:screen:no            stage and what became of it; "reached" for all
//	gate:G1:cold:stopped      gate, channel, and moved, stopped or open
//	theme:B01                 a reason that was given
//	pattern:G2:found at Board a value at a gate; only those that stopped
//
// fault.Invalid for a key that is none of these.
func Behind(cases []Case, o Options, key string) (ids []track.ApplicationID, title string, err error) {
	var r Report
	all := r.choose(cases, o)
	pick, title, err := picker(key, all, o)
	if err != nil {
		return nil, "", err
	}
	ids = []track.ApplicationID{}
	for i := range all {
		if pick(&all[i]) {
			ids = append(ids, all[i].ID)
		}
	}
	return ids, title, nil
}

func picker(key string, all []Case, o Options) (func(*Case) bool, string, error) {
	kind, rest, _ := strings.Cut(key, ":")
	part := strings.SplitN(rest, ":", 3)
	switch {
	case kind == "flow" && len(part) == 2:
		return flowPicker(part[0], part[1], o)
	case kind == "gate" && len(part) == 3:
		return gatePicker(part, all, o)
	case kind == "theme" && len(part) == 1:
		if reason, ok := track.ReasonByCode(track.ReasonCode(rest)); ok {
			return func(c *Case) bool { return c.TheySaid && c.Reason == reason.Code }, "They named: " + lower(reason.Label), nil
		}
	case kind == "pattern" && len(part) >= 2:
		if gate := GateIndex(track.Gate(part[0])); gate >= 0 && gate < len(track.Gates) {
			value := strings.TrimPrefix(rest, part[0]+":")
			return func(c *Case) bool {
				it, ok := c.pattern(gate, o)
				return ok && it.Failed && slices.Contains(it.Values, value)
			}, "Stopped at " + lower(gateNames[track.Gate(part[0])][0]) + ", " + value, nil
		}
	}
	return nil, "", fault.New(fault.Invalid, "of", "There is no number called %q.", key)
}

func flowPicker(stage, end string, o Options) (func(*Case) bool, string, error) {
	k := slices.Index(flowKinds, track.StageKind(stage))
	i := slices.Index(flowEnds, end)
	if k < 0 || i < 0 {
		return nil, "", fault.New(fault.Invalid, "of", "There is no part %q at the stage %q.", end, stage)
	}
	name := flowKinds[k].Label()
	if n := o.Names[flowKinds[k]]; n != "" {
		name = n
	}
	return func(c *Case) bool {
		if c.Furthest < flowFrom[k] {
			return false
		}
		if end == "reached" {
			return true
		}
		if c.Furthest >= flowFrom[k+1] {
			return end == "moved"
		}
		var s FlowStage
		s.end(c.Ending)
		return map[string]int{"open": s.Open, "no": s.No, "closed": s.Closed, "silence": s.Silence, "withdrew": s.Withdrew, "withdrawn": s.Withdrawn, "accepted": s.Accepted}[end] > 0
	}, name + ": " + flowEndWords[i], nil
}

var (
	flowEnds     = []string{"reached", "moved", "open", "no", "closed", "silence", "withdrew", "withdrawn", "accepted"}
	flowEndWords = []string{"reached", "moved on", "open", "answered no", "the role closed", "silence", "you ended it", "withdrawn by them", "accepted"}
)

func gatePicker(part []string, all []Case, o Options) (func(*Case) bool, string, error) {
	priors := o.Priors
	if priors == nil {
		priors = stats.Priors
	}
	i := slices.IndexFunc(priors, func(p stats.GatePrior) bool {
		return string(p.Gate) == part[0] && string(p.Channel) == part[1]
	})
	if i < 0 || !slices.Contains([]string{"moved", "stopped", "open"}, part[2]) {
		return nil, "", fault.New(fault.Invalid, "of", "There is no gate %q with %q.", part[0]+" "+part[1], part[2])
	}
	m := readModels(all, o)
	g := Gate{Gate: priors[i].Gate, Channel: priors[i].Channel}
	return func(c *Case) bool {
		r := row{prior: priors[i]}
		if !r.takes(c) {
			return false
		}
		r.add(c, &m, o.AsOf)
		switch {
		case r.open == 1:
			return part[2] == "open"
		case len(r.items) == 1 && r.items[0].advanced:
			return part[2] == "moved"
		case len(r.items) == 1:
			return part[2] == "stopped"
		}
		return false
	}, g.Name() + ": " + map[string]string{"moved": "moved on", "stopped": "went no further", "open": "open"}[part[2]], nil
}
