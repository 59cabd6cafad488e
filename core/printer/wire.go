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

// A wire is a conn whose every operation ends with a context, and what was heard on it.
type wire struct {
	conn  conn
	said  report // as far as it was heard
	heard int    // bytes of it
}

// past is a deadline that has passed: it ends an operation that is under way.
var past = time.Unix(1, 0)

// within runs one operation that ends with the context. It leaves no deadline behind.
func (w *wire) within(ctx context.Context, operate func() error) error {
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

func (w *wire) write(ctx context.Context, data []byte) error {
	return w.within(ctx, func() error {
		_, err := w.conn.Write(data)
		return err
	})
}

// listen returns what the printer says next.
func (w *wire) listen(ctx context.Context) (saying, error) {
	var said saying
	err := w.within(ctx, func() error {
		var b [1]byte
		for {
			n, err := w.conn.Read(b[:])
			if n == 1 {
				var whole bool
				if said, whole = w.hear(b[0]); whole {
					return nil
				}
			}
			if err != nil {
				return err
			}
		}
	})
	return said, err
}
