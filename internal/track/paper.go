package track

// Paper is what a program reads in a document file: its lines in the order in
// which a reader meets them, with where they stand, and what else is in the file.
type Paper struct {
	Format  string      `json:"format"` // pdf, docx, text, json
	Pages   int         `json:"pages"`  // 0 where the format has none
	Width   float64     `json:"width"`  // of the first page in points, 0 where unknown
	Lines   []PaperLine `json:"lines"`
	Images  int         `json:"images"`
	Scripts int         `json:"scripts"` // found, and never run
	Columns int         `json:"columns"` // as the file declares them, 0 where it does not
	Changes int         `json:"changes"` // tracked changes left in the file
	Cut     bool        `json:"cut"`     // there was more than is read
}

// PaperLine is one line of a Paper. Left to Bottom are in points from the lower
// left corner of its page, all 0 where the format has no layout.
type PaperLine struct {
	Text   string    `json:"text"`
	Page   int       `json:"page"` // from 1, 0 where the format has none
	Left   float64   `json:"left"`
	Top    float64   `json:"top"`
	Right  float64   `json:"right"`
	Bottom float64   `json:"bottom"`
	Place  PaperPart `json:"place"`
	Item   bool      `json:"item"`    // of a list
	Head   bool      `json:"heading"` // has the style of a heading
}

// PaperPart says in which part of a file a line stands.
type PaperPart string

// The parts that programs treat differently. The empty part is the running text.
const (
	PaperBody   PaperPart = ""
	PaperHeader PaperPart = "header"
	PaperFooter PaperPart = "footer"
	PaperTable  PaperPart = "table"
	PaperBox    PaperPart = "box"    // a text box, which floats over the page
	PaperHidden PaperPart = "hidden" // is in the file and not to be seen
)

// PaperLimit is how large a file with text may be, in bytes.
const PaperLimit = 10 << 20
