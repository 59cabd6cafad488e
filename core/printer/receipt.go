package printer

import (
	"context"
	"errors"
	"syscall"
	"time"
)

// A receipt is a receipt printer that speaks ESC/POS, however it is connected.
type receipt struct {
	spec string
	open func(context.Context) (conn, error)
	patience
}

// A patience is how long a receipt printer may take.
type patience struct {
	answer time.Duration // to a question
	paper  time.Duration // from the last byte to the end of the paper
	linger time.Duration // to take what is on its way when nobody answers
}

// usual is for paper that moves at some 100 mm a second.
var usual = patience{answer: time.Second, paper: 8 * time.Second, linger: 300 * time.Millisecond}

// Describe returns the printer's address as configured.
func (r *receipt) Describe() string { return r.spec }

// Print asks the printer how it is, sends the picture and asks for word that it
// came out. A printer that answers nothing has been sent the picture, no more.
func (r *receipt) Print(ctx context.Context, job Job) (Outcome, error) {
	if err := job.check(); err != nil {
		return Failed, err
	}
	data := encode(job.Picture)
	c, err := r.open(ctx)
	if err != nil {
		return Failed, err
	}
	defer c.Close()
	w := wire{c}
	before, answers := w.ask(ctx, r.answer)
	if reason := before.reason(); answers && reason != "" {
		return fail(reason, nil)
	}
	if err := w.write(ctx, data); err != nil {
		return broken(err)
	}
	if !answers {
		return r.finish(ctx, w)
	}
	return r.confirm(ctx, w)
}

// confirm waits for word that the paper came out. The printer answers askDone
// only when all before it is on paper; if it stays silent, it may have run out of
// paper on the way, and says so to the real-time questions.
func (r *receipt) confirm(ctx context.Context, w wire) (Outcome, error) {
	if err := w.write(ctx, askDone); err != nil {
		return broken(err)
	}
	wait, cancel := context.WithTimeout(ctx, r.paper)
	defer cancel()
	done, err := w.read(wait, isDone)
	switch {
	case err == nil && paperOut(done):
		return fail(NoPaper, nil)
	case err == nil:
		return Confirmed, nil
	case !timeIsUp(err):
		return broken(err)
	}
	if after, answers := w.ask(ctx, r.answer); answers && after.reason() != "" {
		return fail(after.reason(), nil)
	}
	return Sent, nil
}

// finish leaves a printer that answers nothing time to take what is on its
// way: closing at once would throw away what the network still holds. A printer
// that breaks the connection off has not taken the picture.
func (r *receipt) finish(ctx context.Context, w wire) (Outcome, error) {
	if half, ok := w.conn.(interface{ CloseWrite() error }); ok {
		if err := half.CloseWrite(); err != nil {
			return broken(err)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, r.linger)
	defer cancel()
	_, err := w.read(ctx, func(byte) bool { return false })
	if errors.Is(err, syscall.ECONNRESET) {
		return broken(err)
	}
	return Sent, nil
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
