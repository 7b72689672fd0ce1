package triage

import (
	"strings"

	"debrief/internal/track"
)

// From which confidence on a mail that does not seem to be about the search is
// left out without asking. One that is sent to many needs less; one that is sent
// to the person alone, or by a system that applications run through, needs more.
const (
	surelyOther    = 0.88
	surelyOtherAll = 0.6
)

// Unrelated reports that a mail may be left out without asking: it is about
// nothing that belongs to the search, for all that can be seen. What is doubtful
// waits for the person.
func (v Verdict) Unrelated(m Mail) bool {
	need := surelyOther
	if v.Vendor == "" && sentToMany(m) {
		need = surelyOtherAll
	}
	return v.Class == track.ClassOther && v.Confidence >= need
}

// sentToMany tells a mail to a list or to customers by its header.
func sentToMany(m Mail) bool {
	if m.Header == nil {
		return false
	}
	switch strings.ToLower(m.Header("Precedence")) {
	case "bulk", "list", "junk":
		return true
	}
	return m.Header("List-Id") != "" || m.Header("List-Unsubscribe") != "" || m.Header("List-Post") != ""
}
