package demo

import "debrief/internal/track"

// postings are the adverts that were kept, of two open applications.
func (b *builder) postings() {
	for _, x := range []struct {
		company, title string
		saved          track.Day
		text           string
	}{
		{"Thornbury Pay", "Backend Engineer, Payouts", "2026-11-05", thornburyAdvert},
		{"Northmoor Energy", "Senior Backend Engineer, Metering", "2026-10-20", northmoorAdvert},
	} {
		p := track.Posting{ID: track.PostingID(b.id("posting")), Title: x.title, Text: x.text, SavedAt: at(x.saved, 9, 0)}
		b.put("postings", p)
		id := b.applicationOf(x.company)
		for i, row := range b.tables["applications"] {
			if a := row.(track.Application); a.ID == id {
				a.PostingID = p.ID
				b.tables["applications"][i] = a
			}
		}
	}
}

const thornburyAdvert = `Backend Engineer, Payouts

We move 40 million payouts a year for small shops. You will join the team of seven that owns payouts and the ledger, written in Go on PostgreSQL.

What you'll do
- Design services where idempotency and reconciliation are not afterthoughts
- Work with Risk and Finance, with people who disagree

You have
- 5+ years of experience with services that must not lose a cent
- Go and PostgreSQL
- A ledger in production behind you
- Reconciliation
- Incident command and SLOs
- Cross-team work and mentoring
- The right to work in Ireland

Good to have
- Event streams (Kafka)
- PCI DSS, SEPA Instant
- Infrastructure as code (Terraform)

Hybrid in Dublin, two days. We answer every application within three weeks.
`

const northmoorAdvert = `Senior Backend Engineer, Metering

Half a million meters report to us every quarter of an hour, and many of them late.

You bring
- At least five years of backend work
- Go or Java
- PostgreSQL with large tables
- Incident response: you have led some
- Data pipelines that can be run again

Nice to have: Kafka, Kubernetes.

We offer 27 days of leave and a pension.
`
