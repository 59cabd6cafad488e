package printer

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// overDevice returns a receipt printer at a character device such as /dev/usb/lp0.
func overDevice(spec, path string) *receipt {
	return &receipt{spec: spec, patience: usual, open: func(context.Context) (conn, error) {
		c, err := openDevice(path)
		switch {
		case err == nil:
			return c, nil
		case errors.Is(err, fs.ErrPermission):
			_, err = fail(NoAccess, err)
		default:
			_, err = fail(Unreachable, err)
		}
		return nil, err
	}}
}

// openDevice opens without waiting, so that a printer that is switched off holds
// up nobody. A device that cannot be read is opened for writing alone. A plain
// file is no printer: it would take every slip and print none.
func openDevice(path string) (*os.File, error) {
	c, err := os.OpenFile(path, os.O_RDWR|syscall.O_NONBLOCK|syscall.O_NOCTTY, 0)
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, fs.ErrPermission) {
		c, err = os.OpenFile(path, os.O_WRONLY|syscall.O_NONBLOCK|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		return nil, err
	}
	state, err := c.Stat()
	if err == nil && state.Mode()&(fs.ModeDevice|fs.ModeNamedPipe) == 0 {
		err = &fs.PathError{Op: "open", Path: path, Err: errors.New("not a device")}
	}
	if err != nil {
		_ = c.Close()
		return nil, err
	}
	return c, nil
}
