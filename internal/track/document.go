package track

// Posting is the advert as it was when it was saved.
type Posting struct {
	ID          PostingID `db:"id" json:"id"`
	Title       string    `db:"title" json:"title"`
	URL         string    `db:"url" json:"url"`
	Requisition string    `db:"requisition" json:"requisition"`
	Text        string    `db:"text" json:"text"`
	SavedAt     Instant   `db:"saved_at" json:"saved_at"`
}

// Document is a file kept under an own id; its bytes stand in the blob of that id.
type Document struct {
	ID            DocumentID    `db:"id" json:"id"`
	ApplicationID ApplicationID `db:"application_id" json:"application_id"` // may be empty
	Name          string        `db:"name" json:"name"`                     // as the person's file was called
	MediaType     string        `db:"media_type" json:"media_type"`
	Size          int           `db:"size" json:"size"`
	SHA256        string        `db:"sha256" json:"sha256"`
	CreatedAt     Instant       `db:"created_at" json:"created_at"`
}

// ResumeVersion is one named résumé; each application remembers which went out.
type ResumeVersion struct {
	ID         ResumeVersionID `db:"id" json:"id"`
	Name       string          `db:"name" json:"name"`
	DocumentID DocumentID      `db:"document_id" json:"document_id"` // the file, when there is one
	Text       string          `db:"text" json:"text"`               // one line: what differs
	CreatedAt  Instant         `db:"created_at" json:"created_at"`
}

// ResumePaper is what was read in the file of a résumé version.
type ResumePaper struct {
	ID      ResumeVersionID `db:"id" json:"id"` // of the version
	Format  string          `db:"format" json:"format"`
	Paper   string          `db:"paper" json:"paper"`     // a Paper as JSON; empty when the file could not be read
	Trouble string          `db:"trouble" json:"trouble"` // why it could not be, in words
	ReadAt  Instant         `db:"read_at" json:"read_at"`
}

// Blob holds the bytes of a document or of a raw message, base64 in exports.
type Blob struct {
	ID   string `db:"id" json:"id"`
	Data Packed `db:"data" json:"data"`
}

// Advert is a posting as it was captured: pasted, or fetched from its page. Every
// field but Text may be empty.
type Advert struct {
	Title       string `json:"title"`
	Company     string `json:"company"`
	Location    string `json:"location"`
	Requisition string `json:"requisition"`
	Salary      string `json:"salary"`
	URL         string `json:"url"`
	Text        string `json:"text"`
	PostedOn    Day    `json:"posted_on"`
	ClosesOn    Day    `json:"closes_on"`
}
