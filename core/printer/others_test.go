package printer

import (
	"compress/gzip"
	"image"
	"io"
	"slices"
	"testing"
)

// others reads what an encoder that nobody here wrote made of a slip of 58 mm:
// version 4.0.1 of receipt-printer-encoder of npm's @point-of-sale, in its two ways.
func others(t *testing.T, way string) []byte {
	t.Helper()
	packed, err := gzip.NewReader(opened(t, "testdata/receipt-printer-encoder-"+way+".bin.gz"))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(packed)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestOurBytesComeToTheSameDotsAsAnothersEncoder(t *testing.T) {
	theirs := onPaper(t, others(t, "raster"))
	if got := reads(t, theirs.picture()); got != testLink {
		t.Fatalf("the other's paper reads %q", got)
	}
	pic := blank(8*len(theirs.rows[0]), len(theirs.rows))
	seen := theirs.picture()
	for i := range pic.Pix {
		if seen.Pix[i] == 0 {
			pic.Pix[i] = 1
		}
	}
	for way, encode := range map[string]func(*image.Paletted) []byte{"raster": inRaster, "column": inColumns} {
		ours, theirs := onPaper(t, encode(pic)), onPaper(t, others(t, way))
		if len(ours.rows) != len(theirs.rows) {
			t.Errorf("%s: %d rows, the other's %d", way, len(ours.rows), len(theirs.rows))
		}
		for y := range min(len(ours.rows), len(theirs.rows)) {
			if !slices.Equal(ours.rows[y], theirs.rows[y]) {
				t.Fatalf("%s: row %d is %x, the other's %x", way, y, ours.rows[y], theirs.rows[y])
			}
		}
	}
}
