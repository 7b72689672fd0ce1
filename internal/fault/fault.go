// Package fault is the closed list of ways in which Debrief can fail, and the
// sentence a person reads when it does.
//
// Every layer wraps with context; only the doors (web, command line) look at
// the kind and turn it into a status code or an exit code. An error without a
// kind is Internal: we did not expect it, so we do not pretend to explain it.
//
//	err := fault.New(fault.Invalid, "stage", "There is no stage called %q. Allowed: %s.", name, list)
//	fault.KindOf(err) // Invalid
//	fault.Message(err) // the sentence
package fault

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure an error is. The zero value is Internal.
type Kind int

const (
	// Internal is a failure that nobody foresaw; its text is for logs.
	Internal Kind = iota
	// Invalid is input that breaks a rule: an unknown word, a wrong date.
	Invalid
	// Usage is a wrong call of a command: an unknown flag, a missing argument.
	Usage
	// NotFound is a thing that is not on record for this owner.
	NotFound
	// Conflict is a change that no longer fits the present state.
	Conflict
	// Busy is a resource held by another process or another write.
	Busy
	// Damaged is a data file that fails its checks; writing is refused.
	Damaged
	// NoSpace is a full disk or an exceeded limit of the file system.
	NoSpace
	// TooNew is a database or file written by a newer Debrief.
	TooNew
	// Foreign is a file that is not what it was said to be.
	Foreign
	// TooLarge is input above a documented limit.
	TooLarge
	// Forbidden is a request from an address or page that is not allowed in.
	Forbidden
)

var kindNames = [...]string{"internal", "invalid", "usage", "not_found", "conflict", "busy", "damaged", "no_space", "too_new", "foreign", "too_large", "forbidden"}

// String is the stable lower-case code used in JSON and logs.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "internal"
}

// Error carries a kind, the field or input it concerns, and a sentence that a
// person can act on. Err, when present, is the cause for logs.
type Error struct {
	Kind  Kind
	Field string // input the sentence is about: a flag, a form field, a file; may be empty
	Text  string
	Err   error
}

// Error joins the sentence and its cause, for logs.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Text + " (" + e.Err.Error() + ")"
	}
	return e.Text
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Err }

// New makes an error of a kind. field may be empty.
func New(kind Kind, field, format string, args ...any) error {
	return &Error{Kind: kind, Field: field, Text: fmt.Sprintf(format, args...)}
}

// Wrap is New with a cause. It returns nil when err is nil.
func Wrap(err error, kind Kind, field, format string, args ...any) error {
	if err == nil {
		return nil
	}
	return &Error{Kind: kind, Field: field, Text: fmt.Sprintf(format, args...), Err: err}
}

// KindOf is the kind of the outermost fault in err's chain, Internal without one.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}

// Field names the input that err is about, or is empty.
func Field(err error) string {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Field
	}
	return ""
}

// Message is the sentence for a person. An internal error gets a plain one
// that promises nothing and points to the log.
func Message(err error) string {
	if e, ok := errors.AsType[*Error](err); ok && e.Kind != Internal {
		return e.Text
	}
	return "Debrief met an error it did not expect. Nothing was changed. The log has the details."
}
