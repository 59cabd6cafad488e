package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"syscall"

	"shouwen/core/slip"
)

// A folder keeps each picture as PNG and PDF. It is what a house without a printer has.
type folder struct {
	spec string
	dir  string
}

// Describe returns the folder as configured.
func (f *folder) Describe() string { return f.spec }

// Look finds out whether the folder can be had.
func (f *folder) Look(context.Context) error {
	if err := os.MkdirAll(f.dir, 0o750); err != nil {
		return trouble(diskReason(err), err)
	}
	return nil
}

// Print writes both files and syncs them with their folder. A second job of the
// same name stands beside the first.
func (f *folder) Print(_ context.Context, job Job) (Outcome, error) {
	if err := job.check(); err != nil {
		return Failed, err
	}
	var picture, page bytes.Buffer
	if err := slip.PNG(&picture, job.Picture); err != nil {
		return fail(BadJob, err)
	}
	if err := slip.PDF(&page, job.Picture, job.Name, job.At); err != nil {
		return fail(BadJob, err)
	}
	if err := f.keep(job.Name, picture.Bytes(), page.Bytes()); err != nil {
		return fail(diskReason(err), err)
	}
	return Confirmed, nil
}

func diskReason(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return NoAccess
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return NoSpace
	}
	return Unreachable
}

func (f *folder) keep(name string, picture, page []byte) error {
	if err := os.MkdirAll(f.dir, 0o750); err != nil {
		return fmt.Errorf("make the folder: %w", err)
	}
	name, err := f.free(name)
	if err != nil {
		return err
	}
	if err := f.write(name+".png", picture); err != nil {
		return err
	}
	if err := f.write(name+".pdf", page); err != nil {
		return err
	}
	return syncFolder(f.dir)
}

// free returns the first of name, name-2, name-3 … that no file has.
func (f *folder) free(name string) (string, error) {
	tried := name
	for n := 2; ; n++ {
		_, err := os.Lstat(filepath.Join(f.dir, tried+".png"))
		if errors.Is(err, fs.ErrNotExist) {
			return tried, nil
		}
		if err != nil {
			return "", fmt.Errorf("look for a free name: %w", err)
		}
		tried = name + "-" + strconv.Itoa(n)
	}
}

// write makes the file whole or not at all: it is written beside its place, synced, then moved there.
func (f *folder) write(name string, content []byte) (err error) {
	part, err := os.CreateTemp(f.dir, ".part-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			_ = part.Close()
			_ = os.Remove(part.Name())
		}
	}()
	if _, err = part.Write(content); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err = part.Sync(); err != nil {
		return fmt.Errorf("sync %s: %w", name, err)
	}
	if err = part.Close(); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err = os.Rename(part.Name(), filepath.Join(f.dir, name)); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("sync the folder: %w", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("sync the folder: %w", err)
	}
	return nil
}
