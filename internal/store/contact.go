package store

import (
	"strings"

	"debrief/internal/track"
)

// LastFrom tells when each mail address wrote last. Addresses are lower case.
func (tx *Tx) LastFrom() (map[string]track.Instant, error) {
	last := map[string]track.Instant{}
	err := tx.rows(`SELECT from_addr, max(date) AS date FROM messages WHERE owner = $1 AND from_addr <> '' GROUP BY from_addr`, []any{tx.owner}, func(scan func(any) error) error {
		var m struct {
			From string        `db:"from_addr"`
			Date track.Instant `db:"date"`
		}
		if err := scan(&m); err != nil {
			return err
		}
		key := strings.ToLower(m.From)
		last[key] = max(last[key], m.Date)
		return nil
	})
	return last, tx.translate(err)
}

// ThroughAgency counts the applications that an agency sent, and those of them
// that reached at least a rank. Archived ones count.
func (tx *Tx) ThroughAgency(id track.EmployerID, rank int) (sent, reached int, err error) {
	var n struct {
		Sent    int `db:"sent"`
		Reached int `db:"reached"`
	}
	err = tx.q.GetContext(tx.ctx, &n, `SELECT count(*) AS sent, COALESCE(sum(CASE WHEN s.furthest_rank >= $3 THEN 1 ELSE 0 END), 0) AS reached
		FROM applications a JOIN states s ON s.owner = a.owner AND s.application_id = a.id WHERE a.owner = $1 AND a.agency_id = $2`, tx.owner, id, rank)
	return n.Sent, n.Reached, tx.translate(err)
}

// Talks lists the conversations that stand and name somebody, latest first.
func (tx *Tx) Talks(limit int) ([]track.Event, error) {
	list := []track.Event{}
	t := tableOf[track.Event]()
	err := tx.q.SelectContext(tx.ctx, &list, `SELECT `+strings.Join(t.columns, ", ")+` FROM events
		WHERE owner = $1 AND kind = 'interview' AND withdrawn = $2 AND people <> '' ORDER BY at DESC, id LIMIT $3`, tx.owner, false, limit)
	return list, tx.translate(err)
}
