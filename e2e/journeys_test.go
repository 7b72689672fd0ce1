package e2e

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"testing"
)

// journeys are what a person does with Debrief from end to end, each with the
// test that does it in a browser. "keys" is done by the keyboard alone, "plain"
// without JavaScript, "phone" at 390 px.
var journeys = []struct{ issue, what, how, test string }{
	// the ten of the record and the debrief
	{"2", "a first start on an empty folder", "", "TestRecord_beginsEmpty"},
	{"2", "the first application, seen on Today", "phone", "TestRecord_firstApplicationOnAPhone"},
	{"2", "an answer recorded by hand", "", "TestRecord_answerByHand"},
	{"2", "a pasted mail", "", "TestRecord_pastedMailToDraftFile"},
	{"2", "a debrief finished, its draft saved as a file", "keys", "TestDebrief_byKeyboardAlone"},
	{"2", "the same, with an answer open while one writes", "plain", "TestDebrief_withoutJavaScript"},
	{"2", "silence, and the one check-in that fits", "", "TestRecord_silenceToCheckIn"},
	{"2", "several silent ones closed at once and brought back", "", "TestPipeline_filtersEditsSeveralAndUndoes"},
	{"2", "a note, a tag, figures and a file beside an application", "", "TestRecord_noteTagSalaryAndDocument"},
	{"2", "export and backup, and both back in", "", "TestRecord_exportAndBackupComeBack"},
	{"2", "erased for good, once the name was typed", "plain", "TestRecord_eraseIsConfirmedAndLeavesNoTrace"},
	// the mailbox
	{"3", "a first run with a mail archive", "", "TestMailbox_firstRunWithAnArchive"},
	{"3", "fifty mails decided", "keys", "TestInbox_fiftyByKeyboardAlone"},
	{"3", "a filed mail taken back", "", "TestInbox_aFiledMailIsTakenBack"},
	{"3", "a debrief from a mail, its draft in Drafts", "", "TestMailbox_debriefIntoDraftsOfAMailServer"},
	{"3", "two hundred hostile mails looked at", "", "TestHostile_mailsDoNothing"},
	// insights
	{"4", "an action becomes a trial, its turns, what is kept", "", "TestTrial_fromADebriefToWhatIsKept"},
	{"4", "the weekly review", "", "TestWeek_isReviewedAndClosed"},
	{"4", "filters and downloads", "", "TestInsights_filtersAndDownloads"},
	// preparation
	{"5", "a posting matched, two lines mended, matched again", "", "TestMatch_twoLinesMendedAndMatchedAgain"},
	{"5", "a story from a debrief's action, the gap closed, drilled", "", "TestStory_fromADebriefsActionToTheDrill"},
	{"5", "two offers compared and printed", "", "TestOffer_comparedAndPrinted"},
	{"5", "one check-in, the other silent ones closed", "", "TestSilence_checkInOnceAndCloseTheOthers"},
	{"5", "an employer on the watch list, met again", "", "TestPeople_watchedEmployerIsMetAgain"},
	{"5", "a week's work-search log exported", "", "TestWorkLog_aWeekIsExported"},
}

// Every journey of the table is there, and each of the three ways is gone once
// at least.
func TestJourneys_areAllThere(t *testing.T) {
	files, err := filepath.Glob("*_test.go")
	check(t, err)
	there, ways := map[string]bool{}, map[string]bool{}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		check(t, err)
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				there[fn.Name.Name] = true
			}
		}
	}
	for _, j := range journeys {
		ways[j.how] = true
		if !there[j.test] {
			t.Errorf("issue %s, %s: there is no %s", j.issue, j.what, j.test)
		}
	}
	for _, how := range []string{"keys", "plain", "phone"} {
		if !ways[how] {
			t.Errorf("no journey is gone by %s", how)
		}
	}
}
