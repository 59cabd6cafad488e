package printer

import (
	"context"
	"errors"
	"image"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// overDevice returns a receipt printer at a character device such as /dev/usb/lp0. The
// path may be a pattern such as /dev/usb/lp*: a printer that is plugged in again
// often comes back under the next number. One who looks for printers meanwhile holds the
// device for a moment, and a visitor's slip waits for him.
func overDevice(spec, path string, encode func(*image.Paletted) []byte) *receipt {
	return &receipt{spec: spec, encode: encode, patience: usual, open: func(ctx context.Context) (conn, error) {
		c, err := whileBusy(ctx, syscall.EBUSY, func(context.Context) (*os.File, error) { return openDevice(present(path)) })
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

// present is the first device that the pattern matches, or the pattern itself.
func present(pattern string) string {
	if found, err := filepath.Glob(pattern); err == nil && len(found) > 0 {
		return found[0]
	}
	return pattern
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
