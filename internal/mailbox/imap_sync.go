package mailbox

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-imap/v2"

	"debrief/internal/fault"
)

// How much is asked for at once.
const (
	windowMails = 2000    // UIDs by one search
	headMails   = 200     // headers by one command, and mails by one Batch
	bodyMails   = 50      // bodies by one command
	bodyBytes   = 4 << 20 // and their size
)

// How trouble is met: so many attempts in a row without a new mail, with
// pauses that grow from one of the firsts to one of the lasts.
const (
	maxTries      = 12
	singleTries   = 3 // for one mail that seems to be the reason
	firstPause    = time.Second
	lastPause     = 5 * time.Minute
	throttlePause = 30 * time.Second
)

// gmailDaily is what is read of Gmail in a day; it gives 2,500 MB.
const gmailDaily = 2000 << 20

// Sync reads what a folder has beyond a cursor: first what arrived since, then
// what is older, newest first. f gets batch after batch, each with the cursor
// behind it, and stores both together; its error ends the pass. A connection
// that breaks is made again, and reading goes on where it broke.
//
// A folder that was renumbered, replaced, or of which the cursor was lost is
// read again from its top. Mails that were deleted on the server are nothing
// that Sync speaks of.
//
// Errors: fault.Forbidden for a refused sign-in or a bad certificate,
// fault.NotFound for the folder, fault.Busy for what may be better later,
// among it the daily limit.
func (a Account) Sync(ctx context.Context, folder string, from Cursor, o SyncOptions, f func(Batch) error) error {
	if o.MaxMail <= 0 {
		o.MaxMail = MaxMail
	}
	if low := strings.ToLower(a.Host); o.DailyBytes == 0 && (strings.HasSuffix(low, ".gmail.com") || strings.HasSuffix(low, ".googlemail.com")) {
		o.DailyBytes = gmailDaily
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := make(chan Batch, 1) // the next batch is fetched while one is stored
	s := &syncing{a: a, folder: folder, o: o, cursor: from, out: out, width: headMails}
	s.forget()
	var failed error
	go func() {
		defer close(out)
		failed = s.run(ctx)
	}()
	var stopped error
	for b := range out {
		if stopped == nil {
			if stopped = f(b); stopped != nil {
				cancel()
			}
		}
	}
	if stopped != nil {
		return stopped
	}
	return failed
}

// syncing is one pass over a folder. What was fetched stays over connections.
type syncing struct {
	a      Account
	folder string
	o      SyncOptions
	cursor Cursor
	out    chan<- Batch

	l           link
	signedIn    bool // it worked at least once in this pass
	closedBytes int64
	seen, total int

	heads, bodies map[uint32]fetched // of what is being read now
	bad           map[uint32]error   // mails that can't be fetched
	width         int                // mails by one command at present
	gained        bool               // something new since the last trouble
	stuck         int                // troubles in a row with the same single mail
}

// forget drops what was fetched: the numbers mean other mails now.
func (s *syncing) forget() {
	s.heads, s.bodies, s.bad = map[uint32]fetched{}, map[uint32]fetched{}, map[uint32]error{}
}

// errDaily ends a pass at the limit of the day.
var errDaily = errors.New("daily limit")

// run makes connections until all is read or nothing helps.
func (s *syncing) run(ctx context.Context) error {
	for tries := 0; ; {
		err := s.connected(ctx)
		s.hangUp()
		if err == nil {
			return nil
		}
		if s.gained {
			tries = 0
		}
		s.gained = false
		if tries++; s.final(ctx, err, tries) {
			return s.a.serverFault(err)
		}
		if err := s.a.pause(ctx, pauseFor(err, tries)); err != nil {
			return err
		}
	}
}

// final reports an error after which there is no further attempt.
func (s *syncing) final(ctx context.Context, err error, tries int) bool {
	switch {
	case ctx.Err() != nil, tries >= maxTries, errors.Is(err, errDaily):
		return true
	case errors.Is(err, errLogin):
		return !s.signedIn || tries >= singleTries // servers refuse for a moment what they took before
	case errors.Is(err, errTooMuch):
		return false
	}
	k := fault.KindOf(err)
	return k != fault.Busy && k != fault.Internal
}

func pauseFor(err error, tries int) time.Duration {
	d := firstPause
	if no, ok := errors.AsType[*imap.Error](err); ok && temporary(no) {
		d = throttlePause
	}
	return min(d<<min(tries-1, 10), lastPause)
}

func (a Account) pause(ctx context.Context, d time.Duration) error {
	if a.Pause != nil {
		return a.Pause(ctx, d)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

func (s *syncing) hangUp() {
	if s.l != nil {
		s.l.close()
		s.closedBytes += s.l.received()
		s.l = nil
	}
}

func (s *syncing) received() int64 {
	if s.l == nil {
		return s.closedBytes
	}
	return s.closedBytes + s.l.received()
}

// connected reads all that there is over one connection.
func (s *syncing) connected(ctx context.Context) error {
	l, err := s.a.connect(ctx, s.o.MaxMail)
	if err != nil {
		return err
	}
	s.l, s.signedIn = l, true
	for first := true; ; first = false {
		box, err := l.examine(ctx, s.folder)
		if err != nil {
			return err
		}
		top, err := s.top(ctx, box)
		if err != nil {
			return err
		}
		if err := s.settle(ctx, box, top, first); err != nil {
			return err
		}
		if !first && s.cursor.High >= top && s.cursor.Whole() {
			return nil // nothing came meanwhile, and the folder is still the same
		}
		if err := s.read(ctx, box, top); err != nil {
			return err
		}
	}
}

// top is the highest UID that a mail may have.
func (s *syncing) top(ctx context.Context, box boxState) (uint32, error) {
	if box.next > 0 {
		return box.next - 1, nil
	}
	list, err := s.l.uids(ctx, 1, 1<<32-1, 1)
	if len(list) == 0 {
		return 0, err
	}
	return list[0], err
}

// settle makes the cursor fit the folder as it is now. Where it does not, it
// begins anew.
func (s *syncing) settle(ctx context.Context, box boxState, top uint32, check bool) error {
	same := box.validity == s.cursor.UIDValidity && s.cursor.UIDValidity != 0 && top >= s.cursor.High
	if same && check && s.cursor.Mark != 0 {
		now, err := s.markOf(ctx, s.cursor.MarkUID)
		if err != nil {
			return err
		}
		same = now == 0 || now == s.cursor.Mark // a mail that is gone proves nothing
	}
	if !same {
		s.forget()
		s.cursor = Cursor{UIDValidity: box.validity, High: top, Low: top}
		s.seen = 0
	}
	s.total = box.count
	if s.cursor.High > 0 && s.seen == 0 {
		s.seen = max(0, box.count-int(float64(box.count)*float64(s.cursor.Low)/float64(s.cursor.High)))
	}
	return nil
}

func (s *syncing) markOf(ctx context.Context, uid uint32) (mark uint64, err error) {
	err = s.l.fetch(ctx, []uint32{uid}, partSizes, func(m fetched) {
		if m.uid == uid {
			mark = m.mark()
		}
	})
	return mark, err
}

// mark tells a mail from another one with its number. Never 0.
func (m fetched) mark() uint64 {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %d", m.size, m.date.Unix())
	return max(h.Sum64(), 1)
}

// read goes over what is new and then over what is old, window by window.
func (s *syncing) read(ctx context.Context, box boxState, top uint32) error {
	if box.count == 0 {
		s.cursor.High, s.cursor.Low = top, 0
		return s.hand(ctx, nil, box)
	}
	low, err := s.l.lowest(ctx)
	if err != nil {
		return err
	}
	width := spread(low, top, box.count)
	for s.cursor.High < top {
		end := s.cursor.High + min(width, top-s.cursor.High)
		if err := s.window(ctx, box, s.cursor.High+1, end, true); err != nil {
			return err
		}
	}
	for s.cursor.Low > 0 {
		start := s.cursor.Low - min(width, s.cursor.Low) + 1
		if s.cursor.Low < low {
			start = 1 // nothing lies below the lowest mail
		}
		if err := s.window(ctx, box, start, s.cursor.Low, false); err != nil {
			return err
		}
	}
	return nil
}

// spread is how many numbers hold about windowMails mails.
func spread(low, top uint32, count int) uint32 {
	if low == 0 || low > top {
		low = 1
	}
	per := (float64(top-low) + 1) / float64(max(count, 1))
	return uint32(min(max(per, 1)*windowMails, 1<<31))
}

// window reads the mails with numbers from low to high, rising or falling, and
// moves the cursor over all of them.
func (s *syncing) window(ctx context.Context, box boxState, low, high uint32, rising bool) error {
	uids, err := s.l.uids(ctx, low, high, 4*windowMails)
	if err != nil {
		return err
	}
	if len(uids) == 4*windowMails { // denser than thought: only the upper part
		low = uids[len(uids)-1]
		if rising { // whose lower part must come first
			return s.window(ctx, box, s.cursor.High+1, s.cursor.High+(high-s.cursor.High)/2, true)
		}
	}
	if rising {
		slices.Reverse(uids)
	}
	for len(uids) > 0 {
		n := min(headMails, len(uids))
		if err := s.some(ctx, box, uids[:n], rising); err != nil {
			return err
		}
		uids = uids[n:]
	}
	if rising {
		s.cursor.High = high
	} else {
		s.cursor.Low = low - 1
	}
	return s.hand(ctx, nil, box)
}

// some reads some mails of a window, in their order.
func (s *syncing) some(ctx context.Context, box boxState, uids []uint32, rising bool) error {
	p := partHeader
	if s.o.Want == nil {
		p = partSizes
	}
	if err := s.fetchAll(ctx, s.heads, uids, p); err != nil {
		return err
	}
	for len(uids) > 0 {
		n, wanted := s.group(uids)
		if err := s.fetchAll(ctx, s.bodies, wanted, partWhole); err != nil {
			return err
		}
		var items []Item
		for _, u := range uids[:n] {
			if it, ok := s.item(u, slices.Contains(wanted, u)); ok {
				items = append(items, it)
			}
		}
		s.move(uids[n-1], rising)
		if err := s.hand(ctx, items, box); err != nil {
			return err
		}
		for _, u := range uids[:n] {
			s.learn(u)
			delete(s.heads, u)
			delete(s.bodies, u)
		}
		uids = uids[n:]
	}
	return nil
}

// group is how many of the mails go into one batch, and which of them are to
// be fetched whole.
func (s *syncing) group(uids []uint32) (n int, wanted []uint32) {
	size, most := int64(0), int64(bodyBytes)
	if s.o.DailyBytes > 0 {
		most = min(most, s.leftToday())
	}
	for _, u := range uids {
		h, ok := s.heads[u]
		if ok && s.bad[u] == nil && h.size <= s.o.MaxMail && (s.o.Want == nil || s.o.Want(s.header(h))) {
			if len(wanted) > 0 && (len(wanted) == bodyMails || size+h.size > most) {
				return n, wanted
			}
			wanted, size = append(wanted, u), size+h.size
		}
		n++
	}
	return n, wanted
}

func (s *syncing) header(h fetched) Header {
	return Header{Folder: s.folder, UID: h.uid, Raw: h.raw, Size: h.size, Flags: h.flags, Date: h.date}
}

// item is what is handed over of a mail, if anything is.
func (s *syncing) item(u uint32, wanted bool) (Item, bool) {
	h, body := s.heads[u], s.bodies[u]
	it := Item{Origin: Origin{Kind: "imap", Path: s.folder, Folder: s.folder, Offset: int64(u), Flags: h.flags}}
	switch {
	case s.bad[u] != nil:
		it.Raw, it.Err = h.raw, fault.Wrap(s.bad[u], fault.Damaged, "mail", "The mail server does not deliver one mail of “%s” (number %d). It was left out.", s.folder, u)
	case h.size > s.o.MaxMail && (s.o.Want == nil || s.o.Want(s.header(h))):
		it.Raw, it.Err = h.raw, tooLarge(it.Origin, h.raw, h.size, s.o.MaxMail)
	case wanted && body.raw != nil:
		it.Raw = body.raw
	default:
		return it, false // not wanted, or gone meanwhile
	}
	return it, true
}

// move puts the cursor behind a mail.
func (s *syncing) move(u uint32, rising bool) {
	if rising {
		s.cursor.High = u
	} else {
		s.cursor.Low = u - 1
	}
}

// learn counts a mail that was looked at, and keeps the mark of the newest.
func (s *syncing) learn(u uint32) {
	s.seen++
	if h, ok := s.heads[u]; ok && u > s.cursor.MarkUID {
		s.cursor.MarkUID, s.cursor.Mark = u, h.mark()
	}
}

// hand gives a batch to the receiver.
func (s *syncing) hand(ctx context.Context, items []Item, box boxState) error {
	s.cursor.ModSeq = box.modSeq
	b := Batch{Items: items, Cursor: s.cursor, Seen: min(s.seen, s.total), Total: s.total, Bytes: s.received()}
	select {
	case s.out <- b:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// fetchAll fetches parts of mails into a store, as many at once as works.
// Mails that are gone are left out; mails that the server has but does not
// give are noted as bad.
func (s *syncing) fetchAll(ctx context.Context, store map[uint32]fetched, uids []uint32, p parts) error {
	var missing []uint32
	for _, u := range uids {
		if _, have := store[u]; !have && s.bad[u] == nil {
			missing = append(missing, u)
		}
	}
	for len(missing) > 0 {
		n := min(s.width, len(missing))
		if err := s.fetchSome(ctx, store, missing[:n], p); err != nil {
			return err
		}
		missing = missing[n:]
		s.width = min(2*s.width, headMails)
	}
	return nil
}

func (s *syncing) fetchSome(ctx context.Context, store map[uint32]fetched, uids []uint32, p parts) error {
	if err := s.withinDay(uids, p); err != nil {
		return err
	}
	before := len(store)
	err := s.l.fetch(ctx, uids, p, func(m fetched) {
		if slices.Contains(uids, m.uid) {
			store[m.uid] = m
		}
	})
	if len(store) > before {
		s.gained, s.stuck = true, 0
	}
	if err == nil {
		return s.recheck(ctx, store, uids, p)
	}
	if len(store) == before && ctx.Err() == nil {
		if len(uids) == 1 {
			if s.stuck++; s.stuck >= singleTries {
				s.bad[uids[0]], s.stuck, s.gained = err, 0, true
			}
		}
		s.width = max(1, s.width/4)
	}
	return err
}

// recheck asks once more for what did not come although the server said that
// all is well: it may be deleted, or withheld.
func (s *syncing) recheck(ctx context.Context, store map[uint32]fetched, uids []uint32, p parts) error {
	for _, u := range uids {
		if _, have := store[u]; have {
			continue
		}
		there, err := s.l.uids(ctx, u, u, 1)
		if err != nil {
			return err
		}
		if len(there) == 0 {
			continue
		}
		if err := s.l.fetch(ctx, []uint32{u}, p, func(m fetched) {
			if m.uid == u {
				store[u] = m
			}
		}); err != nil {
			return err
		}
		if _, have := store[u]; !have {
			s.bad[u] = errors.New("the server has the mail and does not give it")
		}
	}
	return nil
}

func (s *syncing) leftToday() int64 { return s.o.DailyBytes - s.o.UsedToday - s.received() }

func (s *syncing) withinDay(uids []uint32, p parts) error {
	if s.o.DailyBytes <= 0 {
		return nil
	}
	next := int64(0)
	if p == partWhole {
		for _, u := range uids {
			next += s.heads[u].size
		}
	}
	if next <= s.leftToday() {
		return nil
	}
	return fault.Wrap(errDaily, fault.Busy, "source", "Today's limit for this account is reached: %d MB. Reading goes on tomorrow where it stopped.", s.o.DailyBytes>>20)
}
