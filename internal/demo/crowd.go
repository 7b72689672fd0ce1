package demo

import (
	"cmp"
	"slices"

	"debrief/internal/track"
)

var resumes = []string{"v5 Platform", "v6 Product", "v7 Ledger"}

var (
	firstNames  = []string{"Alder", "Amber", "Ashby", "Birch", "Bracken", "Cinder", "Clover", "Coral", "Dunlin", "Elder", "Fallow", "Fennel", "Garnet", "Harrow", "Hazel", "Heather", "Juniper", "Kestrel", "Larch", "Linden", "Marram", "Merlin", "Mistral", "Osprey", "Pebble", "Quarry", "Rowan", "Saffron", "Sorrel", "Teasel", "Thistle", "Wicklow"}
	secondNames = []string{"Analytics", "Bank", "Cargo", "Dental", "Energy", "Foods", "Freight", "Health", "Insurance", "Labs", "Legal", "Logistics", "Maps", "Payments", "Rail", "Schools", "Software", "Systems", "Travel", "Water"}
	roles       = []string{"Senior Backend Engineer", "Backend Engineer", "Platform Engineer", "Senior Go Engineer", "Product Engineer", "Staff Engineer", "Senior Engineer, Payments", "Backend Engineer, API", "Software Engineer, Data", "Senior Software Engineer"}
	places      = []string{"Dublin", "Dublin, hybrid", "Remote, Ireland", "Cork", "Remote, EU", "Galway, hybrid"}
)

// waiting are the companies that simply wait, with the day of waiting.
var waiting = []struct {
	company string
	day     int
}{
	{"Redstart", 1}, {"Wren & Alder", 2}, {"Muster Health", 3}, {"Hollin Maps", 3}, {"Lintel", 4},
	{"Foxglove Bio", 5}, {"Drumlin", 5}, {"Kittiwake", 6}, {"Copperline", 6}, {"Scree Analytics", 7}, {"Ostler", 7}, {"Larkfield", 8}, {"Nettle Works", 8}, {"Granary", 9}, {"Juniper Arch", 9}, {"Paddock Foods", 9},
	{"Orchard & Vale", 10}, {"Gorse Software", 10}, {"Thistle Bank", 11}, {"Sedge Legal", 11}, {"Heron Post", 12}, {"Alder Schools", 12}, {"Weir Water", 13}, {"Mosslight", 13}, {"Yarrow Clinics", 14}, {"Umber Studio", 14},
	{"Tarn Weather", 15}, {"Vellum Press", 15}, {"Rookery", 16}, {"Quoin Property", 16}, {"Isthmus", 17},
}

// reasonsGiven are the reasons named in 31 of 94 rejections, four of them by
// the named applications.
var reasonsGiven = map[track.ReasonCode]int{"B01": 9, "B03": 6, "A06": 5, "C01": 5, "B07": 3}

// crowd fills up the numbers with invented applications.
func (b *builder) crowd() {
	for _, w := range waiting {
		if b.left[slot{track.Applied, track.Open}] > 0 && !b.taken[w.company] {
			channel := track.Cold
			if w.day < 10 {
				channel = b.channel(track.Applied)
			}
			b.add(application{company: w.company, role: b.pick(roles), location: b.pick(places), channel: channel, applied: Today.Add(-w.day), resume: 2 + b.rnd.IntN(2)})
		}
	}
	reasons := b.reasonList()
	for _, s := range b.slots() {
		for b.left[s] > 0 {
			a := b.invent(s)
			id := b.add(a)
			if s.ending == track.Declined && len(reasons) > 0 && (s.stage != track.Applied || b.rnd.IntN(6) == 0) {
				b.debrief(id, s.stage, a.ended, reasons[0])
				reasons = reasons[1:]
			}
		}
	}
}

// slots comes in a fixed order: the later stages first, since reasons are given there.
func (b *builder) slots() []slot {
	var list []slot
	for s := range b.left {
		list = append(list, s)
	}
	slices.SortFunc(list, func(x, y slot) int { return cmp.Or(y.stage.Rank()-x.stage.Rank(), cmp.Compare(x.ending, y.ending)) })
	return list
}

func (b *builder) reasonList() []track.ReasonCode {
	var list []track.ReasonCode
	for code, n := range reasonsGiven {
		for range n {
			list = append(list, code)
		}
	}
	slices.Sort(list)
	b.rnd.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

func (b *builder) pick(list []string) string { return list[b.rnd.IntN(len(list))] }

// channel shares out: agency and referral lead on more often than cold.
func (b *builder) channel(furthest track.StageKind) track.Channel {
	n := b.rnd.IntN(100)
	if furthest != track.Applied {
		return pickChannel(n, 54, 85)
	}
	return pickChannel(n, 87, 97)
}

func pickChannel(n, cold, agency int) track.Channel {
	switch {
	case n < cold:
		return track.Cold
	case n < agency:
		return track.Agency
	}
	return track.Referral
}

// invent makes one application that stopped where the slot says: yes comes
// fast, no slowly, silence is closed after a month.
func (b *builder) invent(s slot) application {
	name := b.spare[0]
	b.spare = b.spare[1:]
	a := application{company: name, role: b.pick(roles), location: b.pick(places), channel: b.channel(s.stage), ending: s.ending, resume: 1 + b.rnd.IntN(3)}
	first := track.Day("2026-06-29")
	a.applied = first.Add(b.rnd.IntN(105))
	day := a.applied
	for _, k := range []track.StageKind{track.Screen, track.HiringManager, track.Panel, track.Final, track.OfferStage} {
		if k.Rank() > s.stage.Rank() {
			break
		}
		day = day.Add(3 + b.rnd.IntN(7))
		a.steps = append(a.steps, step{k, day})
	}
	switch s.ending {
	case track.Silent:
		a.ended = day.Add(29 + b.rnd.IntN(6))
	case track.Open:
	default:
		a.ended = day.Add(2 + b.rnd.IntN(18))
	}
	return a
}
