package printer

import (
	"context"
	"errors"
	"image"
	"net"
	"syscall"
	"time"
)

// dialTime is how long a printer on the house's own network may take to answer a call.
const dialTime = 2 * time.Second

// busyTime is how long a printer may refuse a caller: most serve one at a time, and
// another appliance's slip takes two or three seconds.
const (
	busyTime  = 4 * time.Second
	busyPause = 250 * time.Millisecond
)

// dial calls the printer, again and again while it is busy.
func dial(ctx context.Context, address string) (net.Conn, error) {
	dialer := net.Dialer{Timeout: dialTime}
	return whileBusy(ctx, syscall.ECONNREFUSED, func(ctx context.Context) (net.Conn, error) {
		return dialer.DialContext(ctx, "tcp", address)
	})
}

// whileBusy opens a printer, again and again while it says that it serves another caller.
func whileBusy[C any](ctx context.Context, busy error, open func(context.Context) (C, error)) (C, error) {
	ctx, cancel := context.WithTimeout(ctx, busyTime)
	defer cancel()
	again := time.NewTicker(busyPause)
	defer again.Stop()
	for {
		c, err := open(ctx)
		if !errors.Is(err, busy) {
			return c, err
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return c, err
		}
	}
}

// overTCP returns a receipt printer at host:port.
func overTCP(spec, address string, encode func(*image.Paletted) []byte) *receipt {
	return &receipt{spec: spec, encode: encode, patience: usual, open: func(ctx context.Context) (conn, error) {
		c, err := dial(ctx, address)
		if err != nil {
			_, err = fail(Unreachable, err)
			return nil, err
		}
		return c.(*net.TCPConn), nil
	}}
}
