package main

import (
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/sys/unix"
)

// hide keeps what is typed next off the terminal, and returns how to show
// again; ok is false where no terminal is, such as for lines from a file. Whoever
// breaks off while typing gets the terminal back as it was.
func hide(f *os.File) (show func(), ok bool) {
	fd := int(f.Fd())
	was, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		return nil, false
	}
	quiet := *was
	quiet.Lflag &^= unix.ECHO
	quiet.Lflag |= unix.ICANON | unix.ISIG
	if unix.IoctlSetTermios(fd, unix.TCSETS, &quiet) != nil {
		return nil, false
	}
	broken, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(broken, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	back := func() { _ = unix.IoctlSetTermios(fd, unix.TCSETS, was) }
	go func() {
		select {
		case <-broken:
			back()
			os.Exit(130)
		case <-done:
		}
	}()
	return func() {
		signal.Stop(broken)
		close(done)
		back()
	}, true
}
