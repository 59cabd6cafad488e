package slip

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/png"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// PNG writes the picture with one bit a dot and the size of its dots, so that
// a program that prints it keeps the size of the paper.
func PNG(w io.Writer, pic *image.Paletted) error {
	var b bytes.Buffer
	if err := png.Encode(&b, pic); err != nil {
		return fmt.Errorf("slip: write PNG: %w", err)
	}
	// The signature and the header are 33 bytes; the size of the dots must follow before the picture.
	for _, part := range [][]byte{b.Bytes()[:33], dotSize(), b.Bytes()[33:]} {
		if _, err := w.Write(part); err != nil {
			return fmt.Errorf("slip: write PNG: %w", err)
		}
	}
	return nil
}

// dotSize is the PNG chunk that says how many dots a metre has.
func dotSize() []byte {
	body := []byte("pHYs")
	for range 2 {
		body = binary.BigEndian.AppendUint32(body, DotsPerMM*1000)
	}
	body = append(body, 1) // the unit is the metre
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	chunk = append(chunk, body...)
	return binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(body))
}

// PDF writes the picture as one page of the paper's real size, made at the
// given time. The title is what a viewer shows; it must name no visitor.
func PDF(w io.Writer, pic *image.Paletted, title string, at time.Time) error {
	var b bytes.Buffer
	if err := PNG(&b, pic); err != nil {
		return err
	}
	wide, high := mm(pic.Rect.Dx()), mm(pic.Rect.Dy())
	page := fpdf.SizeType{Wd: float64(Paper(pic.Rect.Dx()).MM()), Ht: high}
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: page})
	doc.SetCreationDate(at)
	doc.SetModificationDate(at)
	doc.SetTitle(title, true)
	doc.SetCreator("Shouwen", true)
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	doc.AddPage()
	options := fpdf.ImageOptions{ImageType: "PNG"}
	doc.RegisterImageOptionsReader("slip", options, &b)
	doc.ImageOptions("slip", (page.Wd-wide)/2, 0, wide, high, false, options, 0, "")
	if err := doc.Output(w); err != nil {
		return fmt.Errorf("slip: write PDF: %w", err)
	}
	return nil
}

func mm(dots int) float64 { return float64(dots) / DotsPerMM }
