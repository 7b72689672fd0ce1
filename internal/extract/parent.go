package extract

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"debrief/internal/fault"
	"debrief/internal/track"
)

// How long a child may take. Loading is ours alone and may be slow once, when
// the PDF reader is translated for this machine; reading is the file's.
const (
	loadTime = 3 * time.Minute
	readTime = 30 * time.Second
	maxReply = 8 << 20
)

// Reader starts a child for each file, two at a time at most.
type Reader struct {
	cache string
	slots chan struct{}
	warm  sync.Mutex
	ready bool
	wait  time.Duration // for the file; readTime but in tests
}

// NewReader keeps the translated PDF reader in the folder cache, which is made
// when it is needed; with an empty one it is translated for every file.
func NewReader(cache string) *Reader {
	return &Reader{cache: cache, slots: make(chan struct{}, 2), wait: readTime}
}

// reply is what the child answers.
type reply struct {
	Paper track.Paper `json:"paper"`
	Kind  string      `json:"kind,omitempty"`
	Text  string      `json:"text,omitempty"`
	Tries []string    `json:"tries,omitempty"` // what a probe could do
}

// Warm translates the PDF reader, so that the first file need not wait for it.
func (r *Reader) Warm(ctx context.Context) error {
	r.warm.Lock()
	defer r.warm.Unlock()
	if r.ready {
		return nil
	}
	if _, _, err := r.run(ctx, nil); err != nil {
		return err
	}
	r.ready = true
	return nil
}

func (r *Reader) ask(ctx context.Context, data []byte) (track.Paper, error) {
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
		return track.Paper{}, ctx.Err()
	}
	if isPDF(data) {
		if err := r.Warm(ctx); err != nil {
			return track.Paper{}, err
		}
	}
	a, _, err := r.run(ctx, data)
	if err != nil {
		return track.Paper{}, err
	}
	if a.Kind != "" {
		return track.Paper{}, fault.New(kindOf(a.Kind), "file", "%s", a.Text)
	}
	return a.Paper, nil
}

func isPDF(data []byte) bool {
	kind, _ := sniff(data)
	return kind == "pdf"
}

func kindOf(name string) fault.Kind {
	for _, k := range []fault.Kind{fault.Invalid, fault.TooLarge, fault.Foreign} {
		if k.String() == name {
			return k
		}
	}
	return fault.Internal
}

// run starts a child, waits until it has locked itself up, hands over the bytes
// and reads the answer. guards is what the child says holds.
func (r *Reader) run(ctx context.Context, data []byte) (a reply, guards []string, err error) {
	self, err := os.Executable()
	if err != nil {
		return a, nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, loadTime)
	defer cancel()
	args := []string{Command, "docx", ""}
	if data == nil || isPDF(data) {
		args = []string{Command, "pdf", r.cache}
	}
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Env, cmd.WaitDelay = childEnv(), time.Second
	said := &head{max: 4096}
	cmd.Stderr = said
	in, err1 := cmd.StdinPipe()
	out, err2 := cmd.StdoutPipe()
	if err := cmp.Or(err1, err2, cmd.Start()); err != nil {
		return a, nil, err
	}
	a, guards, late, talk := r.talk(cmd, in, out, data)
	ended := cmd.Wait()
	switch {
	case talk == nil && ended == nil:
		return a, guards, nil
	case late:
		return a, guards, fault.Wrap(errors.Join(talk, ended), fault.TooLarge, "file", "Reading this file takes longer than %d seconds, so it was given up. Save it anew from the program it comes from, or paste its text.", int(r.wait/time.Second))
	case guards == nil:
		return a, nil, errors.Join(errors.New("extract: the child did not start: "+said.String()), talk, ended)
	case ctx.Err() != nil:
		return a, guards, context.Cause(ctx)
	}
	return a, guards, fault.Wrap(errors.Join(talk, ended, errors.New(said.String())), fault.TooLarge, "file", "This file asks for more memory or time than a résumé needs, so it was given up. Save it anew from the program it comes from, or paste its text.")
}

// talk is the exchange with a child: its line of readiness, our bytes, its answer.
func (r *Reader) talk(cmd *exec.Cmd, in io.WriteCloser, out io.Reader, data []byte) (a reply, guards []string, late bool, err error) {
	from := bufio.NewReader(io.LimitReader(out, maxReply))
	line, err := from.ReadString('\n')
	word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
	if err != nil || word != ready {
		return a, nil, false, cmp.Or(err, errors.New("extract: unexpected answer of the child"))
	}
	guards = strings.Fields(rest)
	if guards == nil {
		guards = []string{}
	}
	timer := time.AfterFunc(r.wait, func() { cmd.Process.Kill() })
	_, err1 := io.Copy(in, bytes.NewReader(data))
	err1 = errors.Join(err1, in.Close())
	body, err2 := io.ReadAll(from)
	late = !timer.Stop()
	if late || err2 != nil {
		return a, guards, late, errors.Join(err1, err2)
	}
	return a, guards, false, cmp.Or(json.Unmarshal(body, &a), err1)
}

// childEnv is what the child gets of our environment: nothing that tells it
// about the person.
func childEnv() []string {
	env := []string{"GOMAXPROCS=2", "GOTRACEBACK=none"}
	for _, name := range []string{"SYSTEMROOT", "TMP", "GOCOVERDIR"} { // Windows starts no program without the first
		if v, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+v)
		}
	}
	return env
}

// head keeps the beginning of what is written to it.
type head struct {
	bytes.Buffer
	max int
}

// Write never fails; what is too much is dropped.
func (h *head) Write(b []byte) (int, error) {
	h.Buffer.Write(b[:max(0, min(len(b), h.max-h.Len()))])
	return len(b), nil
}
