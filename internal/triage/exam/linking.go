package exam

import (
	"cmp"
	"encoding/csv"
	"os"
	"slices"
	"strings"
	"time"

	"debrief/internal/track"
	"debrief/internal/triage"
	"debrief/internal/triage/phrase"
)

// Links is what came out of linking.
type Links struct {
	First   Count // the right application stands first, of mails whose application is on record
	Listed  Count // it is among the first three
	Certain Count // of those certain, how many right
	Fresh   Count // of mails of no application on record, how many were left uncertain
	Wrong   []string
}

// record is one application of a scripted search.
type record struct{ company, role, channel string }

// Search replays the mailbox of a whole search: mails come in the order of
// their dates, each is linked to what is on record, then filed where it truly
// belongs. An application comes on record with its first mail.
func Search(items []Item, table string, classify Classify) (l Links, err error) {
	known, err := readRecords(table)
	if err != nil {
		return l, err
	}
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b Item) int { return cmp.Compare(a.Mail.Date, b.Mail.Date) })
	var list []triage.Candidate
	for _, it := range items {
		m := it.Mail
		m.Out = slices.Contains(it.Traps, "outgoing")
		v := classify(it)
		if m.Out {
			v = triage.Classify(m, nil)
		}
		l.add(it.Name, it.Application, triage.Link(m, v, list), list)
		if it.Application != "" {
			list = file(list, it.Application, known[it.Application], m, v, it.Class)
		}
	}
	return l, nil
}

func readRecords(path string) (map[string]record, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	out := map[string]record{}
	for _, row := range rows[1:] {
		out[row[0]] = record{row[1], row[2], row[3]}
	}
	return out, nil
}

// add counts one mail.
func (l *Links) add(name, want string, matches []triage.Match, list []triage.Candidate) {
	known := want != "" && slices.ContainsFunc(list, func(c triage.Candidate) bool { return string(c.ID) == want })
	first := ""
	if len(matches) > 0 {
		first = string(matches[0].ID)
	}
	certain := len(matches) > 0 && matches[0].Certain
	if certain {
		l.Certain.Add(first == want)
		if first != want {
			l.Wrong = append(l.Wrong, name+" (linked to "+first+", belongs to "+want+")")
		}
	}
	if !known {
		l.Fresh.Add(!certain)
		return
	}
	l.First.Add(first == want)
	l.Listed.Add(slices.ContainsFunc(matches[:min(3, len(matches))], func(m triage.Match) bool { return string(m.ID) == want }))
}

// file puts a mail where it belongs.
func file(list []triage.Candidate, key string, rec record, m triage.Mail, v triage.Verdict, class track.Class) []triage.Candidate {
	day := track.DayOf(m.Date.Time(), time.UTC)
	i := slices.IndexFunc(list, func(c triage.Candidate) bool { return string(c.ID) == key })
	if i < 0 {
		c := triage.Candidate{ID: track.ApplicationID(key), Employer: rec.company, Role: rec.role, Channel: track.Channel(rec.channel), AppliedOn: day, Requisition: v.Requisition}
		if v.Agency != "" {
			c.Agency, c.AgencyDomain = v.Agency, m.FromAddr[strings.LastIndexByte(m.FromAddr, '@')+1:]
		}
		list, i = append(list, c), len(list)
	}
	c := &list[i]
	c.LastOn = day
	if m.MailID != "" {
		c.MailIDs = append(c.MailIDs, m.MailID)
	}
	if c.Requisition == "" {
		c.Requisition = v.Requisition
	}
	if v.ContactAddr != "" && !slices.Contains(c.People, v.ContactAddr) {
		c.People = append(c.People, v.ContactAddr)
	}
	switch {
	case class == track.ClassRejection && !m.Out:
		c.Ending = track.Declined
	case class != track.ClassOther && class != track.ClassAlert && !m.Out:
		c.Ending = track.Open
	}
	return list
}

// AmongAll links every mail of a set to all applications of the set: each
// distinct employer and role is one. No conversation helps here.
func AmongAll(items []Item, classify Classify) (l Links) {
	var list []triage.Candidate
	key := func(it Item) string {
		if it.Company.Text == "" || it.Role.Text == "" || it.Class == track.ClassOther || it.Class == track.ClassAlert {
			return ""
		}
		return phrase.Fold(it.Company.Text) + " / " + phrase.Fold(it.Role.Text)
	}
	first := map[string]track.Instant{}
	for _, it := range items {
		k := key(it)
		if k == "" {
			continue
		}
		if d, seen := first[k]; !seen {
			list = append(list, triage.Candidate{ID: track.ApplicationID(k), Employer: it.Company.Text, Role: it.Role.Text})
			first[k] = it.Mail.Date
		} else if it.Mail.Date < d {
			first[k] = it.Mail.Date
		}
	}
	for i := range list {
		list[i].AppliedOn = track.DayOf(first[string(list[i].ID)].Time(), time.UTC)
	}
	for _, it := range items {
		if k := key(it); k != "" || it.Class == track.ClassOther || it.Class == track.ClassAlert {
			l.add(it.Name, k, triage.Link(it.Mail, classify(it), list), list)
		}
	}
	return l
}
