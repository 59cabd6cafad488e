package printer

import (
	"context"
	"io"
	"time"
)

// A conn is what a receipt printer hangs on: a network connection or a character device.
type conn interface {
	io.ReadWriteCloser
	SetDeadline(time.Time) error
}

// A wire is a conn whose every operation ends with a context.
type wire struct{ conn conn }

// past is a deadline that has passed: it ends an operation that is under way.
var past = time.Unix(1, 0)

// within runs one operation that ends with the context. It leaves no deadline behind.
func (w wire) within(ctx context.Context, operate func() error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		_ = w.conn.SetDeadline(past)
	})
	err := operate()
	if stop() {
		return err
	}
	<-ended
	_ = w.conn.SetDeadline(time.Time{})
	if err != nil {
		return context.Cause(ctx)
	}
	return nil
}

func (w wire) write(ctx context.Context, data []byte) error {
	return w.within(ctx, func() error {
		_, err := w.conn.Write(data)
		return err
	})
}

// read returns the first byte that is an answer to the question, and passes over the
// others: printers may report on their own, and devices echo.
func (w wire) read(ctx context.Context, answers func(byte) bool) (byte, error) {
	var b [1]byte
	err := w.within(ctx, func() error {
		for {
			n, err := w.conn.Read(b[:])
			if n == 1 && answers(b[0]) {
				return nil
			}
			if err != nil {
				return err
			}
		}
	})
	return b[0], err
}
