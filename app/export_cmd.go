package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"shouwen/core/daylog"
	"shouwen/core/floor"
)

// today stands for the house's own day, whatever this machine's zone is.
const today = "today"

// exportCommand writes a day's log to a file.
func exportCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("export", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("config", "", "the configuration `file`")
	data := flags.String("data", "", "the data `folder`, instead of the configured one")
	day := flags.String("day", today, "the `day`, such as 2026-11-23; today is the house's own")
	to := flags.String("to", "", "the `file` to write, ending in .xlsx or .csv")
	lang := flags.String("lang", "zh", "zh or en")
	masked := flags.Bool("masked", false, "leave of names and phones only enough to tell visitors apart")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if err := export(*path, *data, *day, *to, floor.Language(*lang), !*masked); err != nil {
		fmt.Fprintln(stderr, sayFault(err))
		return 1
	}
	fmt.Fprintln(stdout, *to)
	return 0
}

func export(path, data, day, to string, lang floor.Language, full bool) error {
	format, err := daylog.FormatOf(to)
	if err != nil {
		return err
	}
	if _, err := time.Parse(time.DateOnly, day); day != today && err != nil {
		return fmt.Errorf("%q is not a day such as 2026-11-23", day)
	}
	cfg, err := openConfig(path)
	if err != nil {
		return err
	}
	if data != "" {
		cfg.Data = data
	}
	h, err := openHouse(cfg, false, "", time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer h.Close()
	if day == today {
		day = time.Now().In(h.desk.Zone()).Format(time.DateOnly)
	}
	return h.exportTo(to, day, format, lang, full)
}

// exportTo writes the log beside the file and moves it into place when it is
// whole, so that nobody opens half a log.
func (h *house) exportTo(to, day string, format daylog.Format, lang floor.Language, full bool) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return fmt.Errorf("export folder: %w", err)
	}
	f, err := os.CreateTemp(filepath.Dir(to), ".log-*")
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	defer os.Remove(f.Name())
	if err := h.writeLog(f, day, format, lang, full); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := os.Rename(f.Name(), to); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return os.Chmod(to, 0o600)
}

// exportToday writes today's log, both ways, into the export folder.
func (l *lobby) exportToday() (string, error) {
	day := l.desk.Today()
	path := filepath.Join(l.cfg.Export.Folder, day+".xlsx")
	if err := l.exportTo(path, day, daylog.XLSX, floor.Chinese, true); err != nil {
		return "", err
	}
	return path, l.exportTo(filepath.Join(l.cfg.Export.Folder, day+".csv"), day, daylog.CSV, floor.Chinese, true)
}
