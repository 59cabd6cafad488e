package store_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/store"
)

// writerDir names the environment variable that turns the test binary into
// the process that is killed, writerBody how large its events may be.
const (
	lookDir    = "SHOUWEN_TEST_LOOK_DIR" // of the process that looks a store over
	writerDir  = "SHOUWEN_TEST_WRITER_DIR"
	writerBody = "SHOUWEN_TEST_WRITER_BODY"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(writerDir); dir != "" {
		size, _ := strconv.Atoi(os.Getenv(writerBody))
		os.Exit(writeUntilKilled(dir, size, os.Stdout))
	}
	if dir := os.Getenv(lookDir); dir != "" {
		os.Exit(store.Tell(os.Stdout, dir, store.Options{MinFree: 1 << 20, Ballast: -1}, true))
	}
	os.Exit(m.Run())
}

// writeUntilKilled tells each sequence and hash that was acknowledged, a line
// each, and never ends by itself.
func writeUntilKilled(dir string, size int, out io.Writer) int {
	fmt.Fprintln(out, "opening")
	s, err := store.Open(dir, small())
	if err != nil {
		fmt.Fprintln(out, "refused", err)
		return 3
	}
	fmt.Fprintln(out, "head", s.Head().Seq)
	for i := s.Head().Seq; ; i = s.Head().Seq {
		drafts := []journal.Draft{journaltest.Draft(int(i), fmt.Sprintf("tap-%d", i))}
		if i%3 == 0 {
			drafts[0].Body, _ = json.Marshal(strings.Repeat("x", size))
		}
		for n := range i % 5 {
			drafts = append(drafts, journaltest.Draft(int(i+n), ""))
		}
		records, err := s.Append(drafts, []journal.Put{
			{Key: fmt.Appendf(nil, "x/%d", i%50), Value: fmt.Append(nil, i)},
			{Key: fmt.Appendf(nil, "x/%d", (i+7)%50)},
		})
		if err != nil {
			fmt.Fprintln(out, "append", err)
			return 4
		}
		for _, r := range records {
			fmt.Fprintln(out, "acked", r.Seq, r.Hash)
		}
	}
}

// The house is switched off at the wall. Whatever a visitor was told stands
// on the disk, wherever in its work the store was hit, its opening included.
func TestNothingAcknowledgedIsLostInTwoHundredKills(t *testing.T) {
	for n := range 10 {
		t.Run(fmt.Sprintf("store %d", n+1), func(t *testing.T) {
			t.Parallel()
			killing(t, uint64(n), 20, 24<<10, 25)
		})
	}
	t.Run("events so large that Badger turns its log over while it writes", func(t *testing.T) {
		t.Parallel()
		killing(t, 99, 3, 400<<10, 300)
	})
}

func killing(t *testing.T, seed uint64, rounds, size, lines int) {
	v := &victim{
		dir: t.TempDir(), size: size, lines: lines,
		acked: map[uint64]string{}, dice: rand.New(rand.NewPCG(1, seed)),
	}
	for round := range rounds {
		if err := v.round(); err != nil {
			t.Fatalf("round %d: %v", round+1, err)
		}
	}
	v.look(t)
}

// A victim is a store that is written by one killed process after another.
type victim struct {
	dir   string
	size  int               // of the largest events, in bytes
	lines int               // how many lines of the writer are heard at most before a kill
	acked map[uint64]string // hash by sequence of what was acknowledged
	last  uint64
	dice  *rand.Rand
}

// round starts a writer and kills it: one in five while it opens, the others
// some moments after a number of lines.
func (v *victim) round() error {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerDir+"="+v.dir, fmt.Sprintf("%s=%d", writerBody, v.size))
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	opening := v.dice.IntN(5) == 0
	delay := time.Duration(v.dice.IntN(4000)) * time.Microsecond
	if opening {
		delay = time.Duration(v.dice.IntN(80)) * time.Millisecond
	}
	heard := v.dice.IntN(v.lines)
	armed := false
	lines := bufio.NewScanner(pipe)
	for lines.Scan() {
		if err := v.hear(lines.Text()); err != nil {
			cmd.Process.Kill()
			cmd.Wait()
			return err
		}
		heard--
		if !armed && (opening || heard < 0 && v.started(lines.Text())) {
			armed = true
			time.AfterFunc(delay, func() { cmd.Process.Kill() })
		}
	}
	if err := cmd.Wait(); cmd.ProcessState.Exited() {
		return fmt.Errorf("the writer ended by itself: %w", err)
	}
	return nil
}

func (v *victim) started(line string) bool { return !strings.HasPrefix(line, "opening") }

// hear takes in one line of the writer. The last line may be cut off by the kill.
func (v *victim) hear(line string) error {
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "opening":
	case "head":
		var seq uint64
		if _, err := fmt.Sscan(rest, &seq); err != nil || seq < v.last {
			return fmt.Errorf("it opened at record %d, acknowledged were %d", seq, v.last)
		}
	case "acked":
		var seq uint64
		var hash string
		if _, err := fmt.Sscan(rest, &seq, &hash); err == nil && len(hash) == 64 {
			v.acked[seq], v.last = hash, seq
		}
	default:
		return errors.New(line)
	}
	return nil
}

// look opens what is left and holds it against what was acknowledged.
func (v *victim) look(t *testing.T) {
	s := open(t, v.dir)
	defer s.Close()
	if _, err := s.Verify(); err != nil {
		t.Error(err)
	}
	found := 0
	err := s.Read(1, func(r journal.Record) error {
		if want, ok := v.acked[r.Seq]; ok {
			found++
			if r.Hash.String() != want {
				t.Errorf("record %d is %s, acknowledged was %s", r.Seq, r.Hash, want)
			}
		}
		return nil
	})
	if err != nil || found != len(v.acked) || found == 0 {
		t.Errorf("%d of %d acknowledged records are there: %v", found, len(v.acked), err)
	}
	t.Logf("%d records, %d of them acknowledged and all there", s.Head().Seq, found)
}
