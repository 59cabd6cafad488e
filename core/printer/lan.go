package printer

import (
	"context"
	"net"
	"time"
)

// dialTime is how long a printer on the house's own network may take to answer a call.
const dialTime = 2 * time.Second

// overTCP returns a receipt printer at host:port.
func overTCP(spec, address string) *receipt {
	return &receipt{spec: spec, patience: usual, open: func(ctx context.Context) (conn, error) {
		dialer := net.Dialer{Timeout: dialTime}
		c, err := dialer.DialContext(ctx, "tcp", address)
		if err != nil {
			_, err = fail(Unreachable, err)
			return nil, err
		}
		return c.(*net.TCPConn), nil
	}}
}
