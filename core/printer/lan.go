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

// busyTime is how long a printer may refuse a call: most serve one caller at a time, and
// another appliance's slip takes two or three seconds.
const (
	busyTime  = 4 * time.Second
	busyPause = 250 * time.Millisecond
)

// dial calls the printer, again and again while it is busy.
func dial(ctx context.Context, address string) (net.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, busyTime)
	defer cancel()
	again := time.NewTicker(busyPause)
	defer again.Stop()
	for dialer := (net.Dialer{Timeout: dialTime}); ; {
		c, err := dialer.DialContext(ctx, "tcp", address)
		if !errors.Is(err, syscall.ECONNREFUSED) {
			return c, err
		}
		select {
		case <-again.C:
		case <-ctx.Done():
			return nil, err
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
