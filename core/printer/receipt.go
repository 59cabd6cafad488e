package printer

import (
	"context"
	"errors"
	"image"
	"syscall"
	"time"
)

// A receipt is a receipt printer that speaks ESC/POS, however it is connected.
type receipt struct {
	spec   string
	open   func(context.Context) (conn, error)
	encode func(*image.Paletted) []byte
	patience
	spoke bool // it has answered a question before
}

// A patience is how long a receipt printer may take.
type patience struct {
	answer time.Duration // to a question
	busy   time.Duration // to a question, if it has answered others before
	paper  time.Duration // from the last byte to the end of the paper
	look   time.Duration // between two questions while the paper moves
	linger time.Duration // to take what is on its way when nobody answers
}

// usual is for paper that moves at some 100 mm a second.
var usual = patience{answer: time.Second, busy: 5 * time.Second, paper: 8 * time.Second, look: 400 * time.Millisecond, linger: 300 * time.Millisecond}

// Describe returns the printer's address as configured.
func (r *receipt) Describe() string { return r.spec }

// Print asks the printer how it is, sends the picture and asks for word that it
// came out. Of a printer that answers nothing, nobody knows.
func (r *receipt) Print(ctx context.Context, job Job) (Outcome, error) {
	if err := job.check(); err != nil {
		return Failed, err
	}
	var data []byte
	for range job.papers() {
		data = append(data, r.encode(job.Picture)...)
	}
	c, err := r.open(ctx)
	if err != nil {
		return Failed, err
	}
	defer c.Close()
	w := &wire{conn: c}
	before, answers := r.ask(ctx, w)
	switch {
	case answers && before.reason() != "":
		return fail(before.reason(), nil)
	case !answers && r.spoke:
		return fail(TimedOut, nil)
	}
	if err := w.write(ctx, data); err != nil {
		return broken(err)
	}
	if !answers {
		return r.finish(ctx, w)
	}
	return r.confirm(ctx, w, before)
}

// ask puts the questions. A printer that has answered before is given longer: it
// may be busy with another appliance's slip. If it is silent still, it would print
// what it is sent now at some later time.
func (r *receipt) ask(ctx context.Context, w *wire) (status, bool) {
	wait := r.answer
	if r.spoke {
		wait = r.busy
	}
	s, answers := w.ask(ctx, wait)
	r.spoke = r.spoke || answers
	return s, answers
}

// confirm waits for word that the paper came out. The printer answers askDone
// only when all before it is on paper; meanwhile it is asked how it is, for a
// printer whose paper ran out on the way answers that and nothing else.
func (r *receipt) confirm(ctx context.Context, w *wire, now status) (Outcome, error) {
	if err := w.write(ctx, askDone); err != nil {
		return broken(err)
	}
	wait, cancel := context.WithTimeout(ctx, r.paper)
	defer cancel()
	for asked := 0; ; {
		said, err := w.heardWithin(wait, r.look)
		if err == nil {
			reason, done := now.take(said, asked)
			switch {
			case reason != "":
				return w.drop(ctx, reason)
			case done:
				return Confirmed, now.warning()
			}
			continue
		}
		switch {
		case !timeIsUp(err):
			return lost(err)
		case ctx.Err() != nil:
			return Unknown, trouble(TimedOut, context.Cause(ctx))
		case wait.Err() != nil:
			return Unknown, now.warning()
		}
		asked = asked%len(now) + 1
		if err := w.write(wait, question(asked)); err != nil && !timeIsUp(err) {
			return lost(err)
		}
	}
}

// heardWithin is what the printer says within the time.
func (w *wire) heardWithin(ctx context.Context, patience time.Duration) (saying, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return w.listen(ctx)
}

// drop gives the slip up and has the printer forget the rest of it: it would print that as
// soon as somebody puts in a new roll, long after the visitor has left.
func (w *wire) drop(ctx context.Context, reason string) (Outcome, error) {
	return fail(reason, w.write(ctx, clearBuffer))
}

// lost words a connection that ended after the picture was sent whole. A reset
// says that the printer threw away what it had not read; any other end says nothing.
func lost(err error) (Outcome, error) {
	if errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE) {
		return broken(err)
	}
	return Unknown, trouble(Disconnected, err)
}

// finish leaves a printer that answers nothing time to take what is on its
// way: closing at once would throw away what the network still holds. A printer
// that breaks the connection off has not taken the picture.
func (r *receipt) finish(ctx context.Context, w *wire) (Outcome, error) {
	if half, ok := w.conn.(interface{ CloseWrite() error }); ok {
		if err := half.CloseWrite(); err != nil {
			return broken(err)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, r.linger)
	defer cancel()
	for {
		if _, err := w.listen(ctx); errors.Is(err, syscall.ECONNRESET) {
			return broken(err)
		} else if err != nil {
			return Unknown, nil
		}
	}
}

// broken words a picture that could not be sent whole.
func broken(err error) (Outcome, error) {
	if timeIsUp(err) {
		return fail(TimedOut, err)
	}
	return fail(Disconnected, err)
}

func timeIsUp(err error) bool {
	return errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled)
}
