package cli

import (
	"context"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"debrief/internal/fault"
	"debrief/internal/match"
	"debrief/internal/resume"
	"debrief/internal/track"
)

// matchAnswer is the contract of “match”: the report, and what was read.
type matchAnswer struct {
	Title    string `json:"title"`
	Company  string `json:"company"`
	Lines    int    `json:"resume_lines"`
	PostedAs string `json:"posting"`
	match.Report
}

func (a *app) match() *cobra.Command {
	var resume, posting string
	c := &cobra.Command{Use: "match", Short: "Compare a posting with a résumé, and touch no data", Args: args(0, 0, "no argument"),
		Long: "Says what a posting asks for and which line of the résumé shows it: knock-outs, must-haves without evidence, wording\n" +
			"that differs, the title, then what is nice to have. It counts and gives no score. The résumé is a PDF, a Word file\n" +
			"(DOCX), text or JSON Resume; the posting is a file (text, HTML, or an answer of a job board) or an address, which is fetched once.",
		Example: "  debrief match --resume resume.txt --posting advert.txt\n  debrief match --resume resume.json --posting https://jobs.lever.co/exampleco/00000000-0000 --json"}
	c.Flags().StringVar(&resume, "resume", "", "résumé as PDF, DOCX, text or JSON Resume")
	c.Flags().StringVar(&posting, "posting", "", "posting as a file or an address")
	c.RunE = func(c *cobra.Command, _ []string) error {
		if resume == "" || posting == "" {
			return fault.New(fault.Usage, "resume", "“debrief match” needs --resume and --posting. “debrief match --help” shows how.")
		}
		body, err := fileOf("resume", resume)
		if err != nil {
			return err
		}
		lines, err := a.resumeLines(c.Context(), body)
		if err != nil {
			return err
		}
		advert, err := a.advert(c.Context(), posting)
		if err != nil {
			return err
		}
		r := match.Compare(match.Requirements(advert.Text, advert.Title), lines, match.Options{Year: time.Now().Year()})
		r.Suggest(lines, nil, nil)
		return a.answer(matchAnswer{advert.Title, advert.Company, len(lines), posting, r}, func() { a.sayMatch(r) })
	}
	return c
}

// resumeLines reads a résumé file.
func (a *app) resumeLines(ctx context.Context, body []byte) ([]match.Line, error) {
	if a.ReadPaper == nil {
		return nil, fault.New(fault.Conflict, "resume", "This Debrief reads no document files.")
	}
	paper, err := a.ReadPaper(ctx, body)
	if err != nil {
		return nil, err
	}
	sheet, err := resume.Read(paper)
	return match.LinesOf(sheet), err
}

// advert reads the posting of a file or an address.
func (a *app) advert(ctx context.Context, ref string) (track.Advert, error) {
	if strings.Contains(ref, "://") {
		if a.FetchPosting == nil {
			return track.Advert{}, fault.New(fault.Conflict, "posting", "This Debrief opens no addresses. Save the posting as a file.")
		}
		return a.FetchPosting(ctx, ref)
	}
	body, err := fileOf("posting", ref)
	if err != nil {
		return track.Advert{}, err
	}
	if a.ReadPosting == nil {
		return track.Advert{Text: string(body)}, nil
	}
	return a.ReadPosting(body, "")
}

// fileOf reads a file of up to 16 MB.
func fileOf(field, path string) ([]byte, error) {
	st, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fault.Wrap(err, fault.Invalid, field, "%s can't be read.", path)
	case st.Size() > 16<<20:
		return nil, fault.New(fault.TooLarge, field, "%s has %d MB. Up to 16 MB is read.", path, st.Size()>>20)
	}
	body, err := os.ReadFile(path)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, field, "%s can't be read.", path)
	}
	return body, nil
}

// sayMatch prints the report in the order of practice.md e.
func (a *app) sayMatch(r match.Report) {
	if r.Headline != "" {
		a.say("%s.", r.Headline)
	} else {
		a.say("The posting names too little for a count.")
	}
	for _, part := range []struct {
		title string
		list  []match.Result
	}{{"Check first", r.Knockouts}, {"Must-haves without evidence", r.Open}, {"Other words for the same", r.Wording}, {"Title", r.Title}, {"Nice to have", r.Nice}, {"Proven", r.Of(match.Proven)}} {
		if len(part.list) == 0 {
			continue
		}
		a.say("\n%s", part.title)
		for _, x := range part.list {
			name := x.Term
			if name == "" {
				name = x.Text
			}
			a.say("  %-9s %s", statusWord(x.Status), cut(name, 100))
			if x.Proof != "" && x.Status != match.Missing {
				a.say("            “%s”", cut(x.Proof, 100))
			}
			if x.Remark != "" {
				a.say("            %s", x.Remark)
			}
			if x.Next != nil {
				a.say("            Next: %s", x.Next.Text)
			}
		}
	}
}

func statusWord(s match.Status) string { return strings.ReplaceAll(string(s), "_", " ") }
