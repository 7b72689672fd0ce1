package e2e

import (
	"strings"
	"testing"

	"github.com/go-rod/rod/lib/input"
)

// One answer, from Today to Today: put right, read again, one thing chosen.
func TestDebrief_isFinishedAndTheNextOneOpens(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/today")
	b.click("link", "Start, about a minute")
	b.sees("Yes, a short one.", "Rests until today, 16:42", "Your examples were being weighed, not you.")
	b.lacks("Save to Drafts")
	b.mark()
	b.press("button", "Thank you only")
	b.sees("No question")
	b.press("button", "Ask for one thing")
	b.sees("One question")
	b.press("button", "I have read it again")
	b.sees("Save to Drafts", "Copy")
	b.stays("changing a kind or the rest")
	b.press("radio", "Map the five duties")
	b.click("button", "Finish, next is Cobalt Row")
	b.sees("Debrief of Tallis Ledger finished", "Cobalt Row", "No reply needed.")
	b.open("/today")
	b.sees("Trying now", "Map the five duties", "Since 24 Nov")
	b.press("button", "Done")
	b.sees("Marked as done")
	b.lacks("Map the five duties")
	b.press("button", "Undo")
	b.sees("Map the five duties")
}

// Checks run while one writes, and the text is kept after a pause.
func TestDebrief_checksWhileWritingAndKeepsTheText(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/debrief")
	b.mark()
	b.fill("textbox", "Message", "I think you missed my strongest qualifications. Why was I rejected? Would you reconsider?")
	b.sees("No thanks yet", "Reads as arguing", "2 questions: keep one")
	b.stays("a live check")
	b.until("the text is not kept", func() bool {
		return strings.Contains(b.eval(`async () => (await fetch(location.href)).text()`), "missed my strongest")
	})
	b.press("button", "I have read it again")
	b.click("button", "Save to Drafts")
	b.sees("Save it as it is?")
	file := b.downloads(func() { b.press("button", "Save anyway") })
	for _, want := range []string{"In-Reply-To: <4711@tallisledger.example>", "References: <4711@tallisledger.example>", "To: ", "aoife.brennan@tallisledger.example", "missed my strongest", "X-Unsent: 1"} {
		if !strings.Contains(file, want) {
			t.Errorf("the draft lacks %q:\n%s", want, file)
		}
	}
	b.open("/debrief")
	again := b.downloads(func() { b.press("button", "Save to Drafts") })
	if !strings.Contains(again, "missed my strongest") {
		t.Errorf("saving the same draft asked again, or gave %q", again)
	}
}

// Mood lengthens the rest; copying never asks; no reply folds the message.
func TestDebrief_moodRestsAndNoReplyFolds(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/debrief")
	b.press("button", "Angry")
	b.until("the mood does not lengthen the rest", func() bool { return !strings.Contains(b.text(), "Rests until today, 16:42") })
	b.lacks("Save to Drafts")
	b.press("button", "Calm")
	b.sees("Rests until tomorrow") // the rest counts from where one was not calm
	b.fill("textbox", "Message", "Why was I rejected? Explain exactly why.")
	b.press("button", "I have read it again")
	b.press("button", "Copy")
	b.sees("Copied")
	b.lacks("Save it as it is?")
	b.press("button", "No reply")
	b.sees("None.", "Write one after all")
	b.lacks("I have read it again", "Save to Drafts")
	b.press("button", "Write one after all")
	b.find("textbox", "Message")
	if got := b.eval(`() => document.querySelector('#body').value`); got != "Why was I rejected? Explain exactly why." {
		t.Errorf("the text was lost: %q", got)
	}
}

// The whole main job without touching the mouse.
func TestDebrief_byKeyboardAlone(t *testing.T) {
	b := visit(t, serve(t), light)
	b.open("/today")
	b.goes(input.KeyG, input.KeyD)
	b.sees("Tallis Ledger", "Yes, a short one.")
	b.tabTo("I have read it again")
	b.keys(input.Enter)
	b.sees("Save to Drafts")
	b.tabTo("Add size, budget")
	b.keys(input.ArrowDown)
	b.tabTo("In your words") // keys are text there
	b.keys(input.KeyN, input.KeyD)
	b.with(input.ControlLeft, input.Enter)
	b.sees("Debrief of Tallis Ledger finished", "Cobalt Row")
	b.keys(input.KeyZ)
	b.sees("Undone")
	b.goes(input.KeyG, input.KeyT)
	b.sees("Debrief Tallis Ledger")
	b.lacks("Map the five duties")
	b.char("?")
	b.sees("Keyboard", "Extend the selection")
	b.keys(input.Escape)
	b.lacks("Extend the selection")
}

// Without JavaScript the same job is plain forms.
func TestDebrief_withoutJavaScript(t *testing.T) {
	b := visit(t, serve(t), plain)
	b.open("/today")
	b.click("link", "Start, about a minute")
	b.click("button", "Unsure")
	b.lacks("Rests until today, 16:42")
	b.click("button", "Calm")
	b.click("button", "I have read it again")
	b.sees("Save to Drafts")
	b.lacks("Copy")
	b.fill("textbox", "Message", "Why was I rejected? Explain exactly why.")
	b.click("button", "Save to Drafts")
	b.sees("Save it as it is?")
	file := b.downloads(func() { b.press("button", "Save anyway") })
	if !strings.Contains(file, "In-Reply-To: <4711@tallisledger.example>") || !strings.Contains(file, "Explain exactly why.") {
		t.Errorf("the draft has no thread: %s", file)
	}
	b.click("button", "No reply")
	b.sees("None.")
	b.click("button", "Finish, next is Cobalt Row")
	b.sees("Debrief of Tallis Ledger finished", "No reply needed.")
	b.click("button", "Undo")
	b.open("/today")
	b.sees("Debrief Tallis Ledger")
}
