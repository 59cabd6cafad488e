package printer

import (
	"context"
	"time"
)

// A status is what a printer answers to the four real-time questions.
type status [4]byte

// isStatus reports whether a byte is an answer to a real-time question: its
// fixed bits tell it from all else that printers send.
func isStatus(b byte) bool { return b&0x93 == 0x12 }

// isDone reports whether a byte is an answer to askDone.
func isDone(b byte) bool { return b&0x90 == 0 }

// ask puts the four questions. A printer that does not answer the first one is
// not asked the others: many cannot answer at all.
func (w wire) ask(ctx context.Context, patience time.Duration) (status, bool) {
	var s status
	for i := range s {
		if err := w.write(ctx, []byte{0x10, 0x04, byte(i + 1)}); err != nil {
			return s, false
		}
		answer, cancel := context.WithTimeout(ctx, patience)
		b, err := w.read(answer, isStatus)
		cancel()
		if err != nil {
			return s, false
		}
		s[i] = b
	}
	return s, true
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

// paperOut reports whether the answer to askDone says that the paper ran out.
func paperOut(done byte) bool { return done&0x0c != 0 }
