package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// freeBytes is how much an ordinary process may still write on the disk of dir.
func freeBytes(dir string) (uint64, error) {
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		return 0, fmt.Errorf("store: free space: %w", err)
	}
	return st.Bavail * uint64(st.Bsize), nil
}

// gate makes sure that Badger will not meet a full disk. On one that is too
// full the ballast is given up, and if that is not enough the store stays shut.
// A missing ballast is laid again once there is plenty of space.
func (l layout) gate(o Options) error {
	free, err := freeBytes(l.root)
	if err != nil {
		return err
	}
	if free < o.MinFree {
		if err := os.Remove(l.ballast()); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("store: ballast: %w", err)
		}
		if free, err = freeBytes(l.root); err != nil {
			return err
		}
	}
	if free < o.MinFree {
		return &OpenError{Key: KeyFull, Args: map[string]string{"free": megabytes(free), "need": megabytes(o.MinFree)}}
	}
	if o.Ballast > 0 && free >= o.MinFree+2*uint64(o.Ballast) {
		return l.lay(o.Ballast)
	}
	return nil
}

// lay reserves the ballast's blocks; what is there already stays.
func (l layout) lay(size int64) error {
	f, err := os.OpenFile(l.ballast(), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("store: ballast: %w", err)
	}
	defer f.Close()
	if st, err := f.Stat(); err == nil && st.Size() == size {
		return nil
	}
	err = unix.Fallocate(int(f.Fd()), 0, 0, size)
	if errors.Is(err, unix.EOPNOTSUPP) {
		return os.Remove(l.ballast())
	}
	if err != nil {
		return fmt.Errorf("store: ballast: %w", err)
	}
	return f.Truncate(size)
}

func megabytes(n uint64) string { return strconv.FormatUint(n>>20, 10) }

// Space says how many bytes may still be written before the store stops
// taking records, and whether the ballast is still there: once it is gone, the
// next full disk is the last.
func (s *Store) Space() (left uint64, ballast bool, err error) {
	free, err := freeBytes(s.dir.root)
	if err != nil {
		return 0, false, err
	}
	_, missing := os.Stat(s.dir.ballast())
	return free - min(free, s.opts.MinFree), missing == nil, nil
}
