package printer

import (
	"context"
	"image"
	"image/color"
	"io"
	"net"
	"testing"
)

func TestASlipComesOutDotByDotAndIsRead(t *testing.T) {
	for _, name := range []string{"stand-in-zh-80mm", "stand-in-zh-58mm", "soon-en-80mm", "soon-en-58mm"} {
		j := job(t, name)
		d := network(t, well(), listens)
		outcome, err := d.printer(generous).Print(t.Context(), j)
		wants(t, outcome, err, Confirmed, "")
		d.close()
		d.paper.shows(t, j.Picture)
		if got := reads(t, d.paper.picture()); got != testLink {
			t.Errorf("%s: the paper reads %q, want %q", name, got, testLink)
		}
	}
}

func TestAPrinterThatAnswersNothingIsNotSaidToHavePrinted(t *testing.T) {
	j := job(t, "stand-in-zh-80mm")
	d := network(t, &paper{}, listens)
	outcome, err := d.printer(brief).Print(t.Context(), j)
	wants(t, outcome, err, Unknown, "")
	d.close()
	d.paper.shows(t, j.Picture)
}

func TestAPrinterThatNeverReadsIsNotBelieved(t *testing.T) {
	over := make(chan struct{})
	d := network(t, nil, func(_ *double, c *net.TCPConn) { <-over; c.Close() })
	defer close(over)
	outcome, err := d.printer(brief).Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Unknown, "")
}

func TestAPrinterThatStopsReadingEndsWithTheContext(t *testing.T) {
	over := make(chan struct{})
	d := network(t, nil, func(_ *double, c *net.TCPConn) { _ = c.SetReadBuffer(4096); <-over; c.Close() })
	defer close(over)
	j := job(t, "stand-in-zh-80mm")
	j.Picture = blank(576, 20_000) // 1.4 MB, more than the buffers on the way hold
	ctx, cancel := context.WithCancel(t.Context())
	r := d.printer(brief)
	dial := r.open
	r.open = func(ctx context.Context) (conn, error) {
		c, err := dial(ctx)
		if err == nil {
			_ = c.(*net.TCPConn).SetWriteBuffer(4096)
			c = impatient{c, cancel}
		}
		return c, err
	}
	outcome, err := r.Print(ctx, j)
	wants(t, outcome, err, Failed, TimedOut)
}

// An impatient conn gives up when the picture begins.
type impatient struct {
	conn
	giveUp func()
}

func (c impatient) Write(data []byte) (int, error) {
	if len(data) > 1000 {
		c.giveUp()
	}
	return c.conn.Write(data)
}

func TestAPrinterThatHangsUpHasNotPrinted(t *testing.T) {
	hangsUp := func(d *double, c *net.TCPConn) {
		_ = d.paper.read(io.LimitReader(c, 2000), c)
		_ = c.SetLinger(0)
		_ = c.Close()
	}
	for name, p := range map[string]*paper{"answering": well(), "mute": {}} {
		t.Run(name, func(t *testing.T) {
			d := network(t, p, hangsUp)
			wait := generous
			if p.status == nil {
				wait.answer = brief.answer
			}
			outcome, err := d.printer(wait).Print(t.Context(), job(t, "stand-in-zh-80mm"))
			wants(t, outcome, err, Failed, Disconnected)
		})
	}
}

func TestAPrinterThatAnsweredBeforeIsSentNothingWhileItIsSilent(t *testing.T) {
	p := well()
	d := network(t, p, listens)
	r := d.printer(generous)
	if err := r.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.close()
	silent := network(t, &paper{}, listens)
	r.open, r.patience = silent.printer(brief).open, brief
	outcome, err := r.Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Failed, TimedOut)
	wants(t, outcome, r.Look(t.Context()), Failed, TimedOut)
	if silent.close(); len(silent.paper.rows) > 0 {
		t.Error("what it was sent would come out later")
	}
}

func TestTwoAppliancesShareAPrinterThatServesOneCallerAtATime(t *testing.T) {
	d := network(t, well(), listens)
	ended := make(chan Outcome)
	for range 2 {
		r := d.printer(generous)
		go func() {
			outcome, _ := r.Print(t.Context(), job(t, "stand-in-zh-80mm"))
			ended <- outcome
		}()
	}
	for range 2 {
		if got := <-ended; got != Confirmed {
			t.Errorf("a slip is %s", got)
		}
	}
	if d.close(); d.paper.cuts != 2 {
		t.Errorf("%d papers came out", d.paper.cuts)
	}
}

func TestAPrinterThatIsNotThereIsUnreachable(t *testing.T) {
	d := network(t, well(), listens)
	d.close()
	outcome, err := d.printer(generous).Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Failed, Unreachable)
}

func TestAPrinterThatCannotPrintSaysWhyAndIsSentNothing(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers status
		reason  string
	}{
		{"the cover is open", status{0x1a, 0x16, 0x12, 0x12}, CoverOpen},
		{"the paper has run out", status{0x1a, 0x32, 0x12, 0x72}, NoPaper},
		{"the roll's end is seen", status{0x12, 0x12, 0x12, 0x72}, NoPaper},
		{"the cutter is jammed", status{0x1a, 0x52, 0x1a, 0x12}, Jammed},
		{"it is offline", status{0x1a, 0x12, 0x12, 0x12}, Offline},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := well()
			p.status = func(q byte) []byte { return []byte{c.answers[q-1]} }
			d := network(t, p, listens)
			outcome, err := d.printer(generous).Print(t.Context(), job(t, "stand-in-zh-80mm"))
			wants(t, outcome, err, Failed, c.reason)
			d.close()
			if len(d.paper.rows) > 0 {
				t.Errorf("%d rows were sent all the same", len(d.paper.rows))
			}
		})
	}
}

func TestPaperThatIsNearlyUsedUpStillPrintsAndIsTold(t *testing.T) {
	p := well()
	p.status = func(q byte) []byte { return []byte{status{0x12, 0x12, 0x12, 0x1e}[q-1]} }
	r := network(t, p, listens).printer(generous)
	outcome, err := r.Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Confirmed, PaperLow)
	wants(t, outcome, r.Look(t.Context()), Confirmed, PaperLow)
}

func TestReportsThatNobodyAskedForArePassedOver(t *testing.T) {
	p := well()
	p.status = func(byte) []byte { return []byte{0x10, 0x00, 0x0f, 0x0f, 0x12} }
	outcome, err := network(t, p, listens).printer(generous).Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Confirmed, "")
}

func TestPaperThatRunsOutOnTheWayIsFoundOut(t *testing.T) {
	t.Run("in the printer's last word", func(t *testing.T) {
		p := well()
		p.done = func() []byte { return []byte{0x0c} }
		outcome, err := network(t, p, listens).printer(generous).Print(t.Context(), job(t, "stand-in-zh-80mm"))
		wants(t, outcome, err, Failed, NoPaper)
	})
	t.Run("by asking meanwhile", func(t *testing.T) {
		p, asked := well(), 0
		p.done = nil
		p.status = func(q byte) []byte {
			if asked++; asked > 4 {
				return []byte{status{0x1a, 0x32, 0x12, 0x12}[q-1]}
			}
			return []byte{0x12}
		}
		d := network(t, p, listens)
		wait := generous
		wait.look = brief.answer
		outcome, err := d.printer(wait).Print(t.Context(), job(t, "stand-in-zh-80mm"))
		wants(t, outcome, err, Failed, NoPaper)
		if d.close(); d.paper.cleared != 1 {
			t.Errorf("told %d times to forget the slip, which would come out with the next roll", d.paper.cleared)
		}
	})
	t.Run("by its own report", func(t *testing.T) {
		p := well()
		p.done = func() []byte { return []byte{0x18, 0x00, 0x0f, 0x0f} }
		outcome, err := network(t, p, listens).printer(generous).Print(t.Context(), job(t, "stand-in-zh-80mm"))
		wants(t, outcome, err, Failed, NoPaper)
	})
}

func TestAReportIsNotTakenForWordThatTheSlipIsDone(t *testing.T) {
	p := well()
	p.done = func() []byte { return []byte{0x14, 0x00, 0x00, 0x0f} }
	wait := generous
	wait.paper = brief.paper
	outcome, err := network(t, p, listens).printer(wait).Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Unknown, "")
}

func TestAPrinterThatHangsUpAfterItTookAllIsNotSaidToHaveFailed(t *testing.T) {
	p := well()
	over := make(chan struct{})
	p.done = func() []byte { close(over); return nil }
	d := network(t, p, func(d *double, c *net.TCPConn) {
		read := make(chan error)
		go func() { read <- d.paper.read(c, c) }()
		<-over
		_ = c.CloseWrite()
		<-read
		c.Close()
	})
	outcome, err := d.printer(generous).Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Unknown, Disconnected)
}

func TestALookTellsWhatAPrinterSaysOfItself(t *testing.T) {
	open := well()
	open.status = func(q byte) []byte { return []byte{status{0x1a, 0x16, 0x12, 0x12}[q-1]} }
	for reason, p := range map[string]*paper{"": well(), CoverOpen: open, Silent: {}} {
		wait := generous
		if reason == Silent {
			wait = brief
		}
		d := network(t, p, listens)
		wants(t, "", d.printer(wait).Look(t.Context()), "", reason)
		if d.close(); len(p.rows) > 0 {
			t.Error("a look printed something")
		}
	}
}

func TestTwoCopiesAreTwoPapers(t *testing.T) {
	j := job(t, "stand-in-zh-80mm")
	j.Copies = 2
	d := network(t, well(), listens)
	outcome, err := d.printer(generous).Print(t.Context(), j)
	wants(t, outcome, err, Confirmed, "")
	if d.close(); d.paper.cuts != 2 {
		t.Errorf("%d papers", d.paper.cuts)
	}
}

func TestAPrinterWithoutRasterGetsStripes(t *testing.T) {
	for _, name := range []string{"stand-in-zh-80mm", "soon-en-58mm"} {
		pic := job(t, name).Picture
		p := onPaper(t, inColumns(pic))
		if high := len(p.rows); high < pic.Rect.Dy() || high >= pic.Rect.Dy()+24 {
			t.Fatalf("%s: %d rows of %d", name, high, pic.Rect.Dy())
		}
		if got := reads(t, p.picture()); got != testLink {
			t.Errorf("%s: the paper reads %q", name, got)
		}
		different := 0
		for y := range pic.Rect.Dy() {
			for x := range pic.Rect.Dx() {
				if (p.rows[y][x/8]&(0x80>>(x%8)) != 0) != (pic.ColorIndexAt(x, y) != 0) {
					different++
				}
			}
		}
		if different > 3 {
			t.Errorf("%s: %d dots differ", name, different)
		}
	}
}

func TestAPrinterThatGivesNoLastWordIsNotSaidToHavePrinted(t *testing.T) {
	p := well()
	p.done = nil
	wait := generous
	wait.paper = brief.paper
	outcome, err := network(t, p, listens).printer(wait).Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Unknown, "")
}

func TestNoBandHasAHeightThatPrintersGarble(t *testing.T) {
	for _, rows := range []int{1, 47, 48, 96, 128, 128 + 48, 128 + 96, 1000} {
		pic := blank(384, rows)
		p := onPaper(t, inRaster(pic))
		p.shows(t, pic)
		for _, high := range p.bands {
			if high%48 == 0 || high > 129 {
				t.Errorf("a picture of %d rows has a band of %d", rows, high)
			}
		}
	}
}

func TestAPictureNeverSpellsACommand(t *testing.T) {
	pic := blank(384, 3)
	for y, order := range [][]byte{{0x10, 0x04}, {0x10, 0x05}, {0x10, 0x14}} {
		for i, b := range order {
			for x := range 8 {
				if b&(0x80>>x) != 0 {
					pic.SetColorIndex(8*(5+i)+x, y, 1)
				}
			}
		}
	}
	p := onPaper(t, inRaster(pic))
	if p.aborted {
		t.Error("the printer would have obeyed the picture")
	}
	if p.rows[0][5] != 0x18 || p.rows[0][6] != 0x04 {
		t.Errorf("the row is %x, want one dot more", p.rows[0])
	}
}

func TestAJobThatCannotBePrintedIsNotSent(t *testing.T) {
	d := network(t, well(), listens)
	whole := job(t, "stand-in-zh-80mm")
	for _, broken := range []Job{{Name: "a"}, {Picture: whole.Picture}, {Name: "../a", Picture: whole.Picture}, {Name: "王", Picture: whole.Picture}} {
		outcome, err := d.printer(generous).Print(t.Context(), broken)
		wants(t, outcome, err, Failed, BadJob)
	}
}

func blank(wide, high int) *image.Paletted {
	return image.NewPaletted(image.Rect(0, 0, wide, high), color.Palette{color.White, color.Black})
}

func BenchmarkEncode(b *testing.B) {
	j := job(b, "stand-in-zh-80mm")
	n := 0
	for b.Loop() {
		n = len(inRaster(j.Picture))
	}
	b.ReportMetric(float64(n), "bytes")
}

func BenchmarkCommandToLastByte(b *testing.B) {
	j := job(b, "stand-in-zh-80mm")
	p := network(b, well(), listens).printer(generous)
	for b.Loop() {
		if outcome, err := p.Print(b.Context(), j); outcome != Confirmed {
			b.Fatal(outcome, err)
		}
	}
}
