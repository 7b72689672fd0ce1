package track

// Note is something the person wrote down, about an application or an employer.
type Note struct {
	ID            NoteID        `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	EmployerID    EmployerID    `db:"employer_id" json:"employer_id"`
	Day           Day           `db:"day" json:"day"`
	Text          string        `db:"text" json:"text"`
	Sealed        bool          `db:"sealed" json:"sealed"` // out of search, statistics and exports
	NDA           bool          `db:"nda" json:"nda"`       // out of exports
	CreatedAt     Instant       `db:"created_at" json:"created_at"`
}

// Tag is a word the person put on an application.
type Tag struct {
	ID            TagID         `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	Name          string        `db:"name" json:"name"`
}

// ShelfItem is new evidence kept "for the next role" instead of being argued with.
type ShelfItem struct {
	ID            ShelfItemID   `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"`
	Text          string        `db:"text" json:"text"`
	Day           Day           `db:"day" json:"day"`
	UsedOn        Day           `db:"used_on" json:"used_on"`
}
