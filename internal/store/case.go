package store

import (
	"debrief/internal/track"
)

// Case is one application as the counting of a whole search needs it.
type Case struct {
	ID         track.ApplicationID   `db:"application_id"`
	EmployerID track.EmployerID      `db:"employer_id"`
	Channel    track.Channel         `db:"channel"`
	RoleFamily string                `db:"role_family"`
	Location   string                `db:"location"`
	Source     string                `db:"source"`
	ResumeID   track.ResumeVersionID `db:"resume_id"`
	Archived   bool                  `db:"archived"`
	Flags      string                `db:"flags"`
	StageKind  track.StageKind       `db:"stage_kind"`
	Furthest   track.StageKind       `db:"furthest_kind"`
	Ending     track.Ending          `db:"ending"`
	EndedOn    track.Day             `db:"ended_on"`
	AppliedOn  track.Day             `db:"applied_on"`
	AnsweredOn track.Day             `db:"answered_on"`
	Answered   bool                  `db:"answered"`
	Human      bool                  `db:"human"`
	QuietOn    track.Day             `db:"quiet_on"`
	Spells     track.Spells          `db:"spells"`
}

const caseColumns = `s.application_id, a.employer_id, s.channel, a.role_family, a.location, a.source, a.resume_id, s.archived, s.flags, s.stage_kind, s.furthest_kind, s.ending,
	s.ended_on, s.applied_on, s.answered_on, s.answered, s.human, s.quiet_on, s.spells`

// Cases streams the applications with the given ids, or all of them when ids is
// nil, in order of id.
func (tx *Tx) Cases(ids []track.ApplicationID, f func(Case) error) error {
	query := `SELECT ` + caseColumns + ` FROM states s JOIN applications a ON a.owner = s.owner AND a.id = s.application_id WHERE s.owner = $1`
	return tx.stream(query, "s.application_id", ids, func(scan func(any) error) error {
		var c Case
		if err := scan(&c); err != nil {
			return err
		}
		return f(c)
	})
}

// Given is a reason that stands in the debrief of one application.
type Given struct {
	ApplicationID track.ApplicationID `db:"application_id"`
	Reason        track.ReasonCode    `db:"reason"`
	Source        track.ReasonSource  `db:"reason_source"`
	StageKind     track.StageKind     `db:"stage_kind"`
	AnsweredOn    track.Day           `db:"answered_on"`
}

// Given streams the reasons on record, of the given applications or of all.
func (tx *Tx) Given(ids []track.ApplicationID, f func(Given) error) error {
	query := `SELECT application_id, reason, reason_source, stage_kind, answered_on FROM debriefs WHERE owner = $1 AND reason <> ''`
	return tx.stream(query, "application_id", ids, func(scan func(any) error) error {
		var g Given
		if err := scan(&g); err != nil {
			return err
		}
		return f(g)
	})
}

// stream runs a query row by row; ids, when not nil, are asked for in pieces.
func (tx *Tx) stream(query, column string, ids []track.ApplicationID, f func(scan func(any) error) error) error {
	const piece = 400
	for first := true; first || len(ids) > 0; first = false {
		b := binder{args: []any{tx.owner}}
		where := ""
		if ids != nil {
			n := min(piece, len(ids))
			if n == 0 {
				return nil
			}
			where, ids = " AND "+column+" IN ("+marksOf(&b, ids[:n])+")", ids[n:]
		}
		if err := tx.rows(query+where+" ORDER BY "+column, b.args, f); err != nil {
			return tx.translate(err)
		}
		if ids == nil {
			return nil
		}
	}
	return nil
}

func (tx *Tx) rows(query string, args []any, f func(scan func(any) error) error) error {
	rows, err := tx.q.QueryxContext(tx.ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.StructScan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Mark is a point in the record's history, for those who keep something that
// was counted: equal marks mean that nothing has changed in between.
type Mark struct {
	Last  track.ChangeID // newest change, empty before the first
	Near  int            // changes around it
	Total int            // applications
}

// near is how much of a change id names a stretch of about half a minute, in
// which another process may still add a change with an earlier id.
const near = 7

// Mark reads where the record stands. It costs the same at any size.
func (tx *Tx) Mark() (m Mark, err error) {
	if err := tx.q.GetContext(tx.ctx, &m.Last, `SELECT COALESCE(max(id), '') FROM changes WHERE owner = $1`, tx.owner); err != nil {
		return m, tx.translate(err)
	}
	if err := tx.q.GetContext(tx.ctx, &m.Near, `SELECT count(*) FROM changes WHERE owner = $1 AND id >= $2`, tx.owner, stretch(m.Last)); err != nil {
		return m, tx.translate(err)
	}
	err = tx.q.GetContext(tx.ctx, &m.Total, `SELECT COALESCE(sum(n), 0) FROM tallies WHERE owner = $1`, tx.owner)
	return m, tx.translate(err)
}

// TouchedSince lists the applications that changes since a mark touched. all is
// true when something changed that may concern every application.
func (tx *Tx) TouchedSince(m Mark) (ids []track.ApplicationID, all bool, err error) {
	var stages int
	err = tx.q.GetContext(tx.ctx, &stages, `SELECT count(*) FROM change_rows WHERE owner = $1 AND change_id >= $2 AND tbl = 'stages'`, tx.owner, stretch(m.Last))
	if err != nil || stages > 0 || m.Last == "" {
		return nil, true, tx.translate(err)
	}
	ids = []track.ApplicationID{}
	err = tx.q.SelectContext(tx.ctx, &ids, `SELECT DISTINCT application_id FROM change_rows WHERE owner = $1 AND change_id >= $2 AND application_id <> ''
		ORDER BY application_id`, tx.owner, stretch(m.Last))
	return ids, false, tx.translate(err)
}

func stretch(id track.ChangeID) string { return string(id)[:min(near, len(id))] }
