package printer

import (
	"context"
	"errors"
	"time"
)

// A status is what a printer answers to the four real-time questions.
type status [4]byte

// question is the real-time question n, from 1 to 4.
func question(n int) []byte { return []byte{0x10, 0x04, byte(n)} }

// ask puts the four questions. A printer that does not answer the first one is
// not asked the others: many cannot answer at all.
func (w *wire) ask(ctx context.Context, patience time.Duration) (status, bool) {
	var s status
	for i := range s {
		if err := w.write(ctx, question(i+1)); err != nil {
			return s, false
		}
		b, err := w.answered(ctx, patience)
		if err != nil {
			return s, false
		}
		s[i] = b
	}
	return s, true
}

// answered returns the answer to the real-time question that was put last.
func (w *wire) answered(ctx context.Context, patience time.Duration) (byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		if said, err := w.listen(ctx); err != nil || said.kind == isStatus {
			return said.bytes[0], err
		}
	}
}

// reason says why the printer cannot print, "" if it can. What a person can mend comes first.
func (s status) reason() string {
	switch {
	case s[1]&0x04 != 0:
		return CoverOpen
	case s[1]&0x20 != 0, s[3]&0x60 != 0:
		return NoPaper
	case s[1]&0x40 != 0, s[2]&0x68 != 0:
		return Jammed
	case s[0]&0x08 != 0:
		return Offline
	}
	return ""
}

// low reports whether the roll is nearly used up.
func (s status) low() bool { return s[3]&0x0c != 0 }

// take notes what a printer says while it prints, asked being the question that was put
// last: why it cannot go on, if so, and whether it is done.
func (s *status) take(said saying, asked int) (reason string, done bool) {
	switch {
	case said.kind == isWord && paperOut(said.bytes[0]):
		return NoPaper, false
	case said.kind == isWord:
		return "", true
	case said.kind == isReport:
		return said.bytes.reason(), false
	case asked > 0:
		s[asked-1] = said.bytes[0]
	}
	if reason = s.reason(); reason == Offline && asked < len(s) {
		return "", false // the answers that follow say why
	}
	return reason, false
}

// warning is the error of a printer that prints, but not for long.
func (s status) warning() error {
	if s.low() {
		return &Trouble{Reason: PaperLow}
	}
	return nil
}

// A report is what a printer says on its own when something changes.
type report [4]byte

func (r report) reason() string {
	switch {
	case r[0]&0x20 != 0:
		return CoverOpen
	case r[2]&0x0c != 0:
		return NoPaper
	case r[1]&0x6c != 0:
		return Jammed
	case r[0]&0x08 != 0:
		return Offline
	}
	return ""
}

// What a printer's words are, told apart by their fixed bits.
type kind int

const (
	isStatus kind = iota + 1 // one byte, to a real-time question
	isWord                   // one byte, to askDone
	isReport                 // four bytes, unasked
)

// A saying is one answer or report.
type saying struct {
	kind  kind
	bytes report
}

// hear takes one more byte and reports whether it completes a saying. The last
// three bytes of a report look like words to askDone, so they are counted; a byte that
// cannot belong to a report ends it.
func (w *wire) hear(b byte) (saying, bool) {
	if w.heard > 0 && b&0x90 == 0 {
		w.said[w.heard] = b
		w.heard = (w.heard + 1) % len(w.said)
		return saying{isReport, w.said}, w.heard == 0
	}
	w.heard = 0
	switch {
	case b&0x93 == 0x10:
		w.said, w.heard = report{b}, 1
	case b&0x93 == 0x12:
		return saying{isStatus, report{b}}, true
	case b&0x90 == 0:
		return saying{isWord, report{b}}, true
	}
	return saying{}, false
}

// paperOut reports whether the answer to askDone says that the paper ran out.
func paperOut(done byte) bool { return done&0x0c != 0 }

// Look opens the printer and asks how it is.
func (r *receipt) Look(ctx context.Context) error {
	c, err := r.open(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	w := &wire{conn: c}
	s, answers := r.ask(ctx, w)
	switch {
	case !answers && r.spoke:
		return trouble(TimedOut, errors.New("no answer to a question"))
	case !answers:
		return trouble(Silent, errors.New("no answer to a question"))
	case s.reason() != "":
		return trouble(s.reason(), nil)
	}
	return s.warning()
}
