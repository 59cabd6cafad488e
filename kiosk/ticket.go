package kiosk

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"github.com/skip2/go-qrcode"

	"shouwen/assets/look"
	"shouwen/kiosk/flow"
)

// A ticket is the last screen: the number, who comes, and the slip.
type ticket struct {
	caption *look.Text
	number  *look.Text
	card    *canvas.Rectangle
	face    *fyne.Container
	name    *look.Text
	desk    *look.Text
	lines   []*look.Text
	bed     *canvas.Rectangle
	slip    *look.Text
	qr      *canvas.Image
	modules int // of the QR, its quiet zone included
	style   look.Style

	lineSize float32
	code     *look.Text
}

func newTicket(v flow.TicketView, style look.Style) *ticket {
	t := &ticket{
		style: style, lineSize: look.SizeKey,
		caption: look.NewText(v.Caption, look.ColorInkSoft, look.SizeKey, look.SizeBody).Centered(),
		number:  look.NewText(v.Number, look.ColorAccent, 2*look.SizeNumber, look.SizeGreeting).Bold().Centered(),
		card:    look.NewGround(look.ColorCard),
		bed:     look.NewGround(look.ColorAccentWash),
		slip:    look.NewText(v.Slip, look.ColorInk, look.SizeButton, look.SizeNote).Centered(),
	}
	if v.Who != nil {
		t.face = look.NewPortrait(v.Who.Label, look.SizeFace)
		t.name = look.NewText(v.Who.Label, look.ColorInk, look.SizeQuestion, look.SizeButton).Bold()
		t.desk = look.NewText(v.Who.Detail, look.ColorInkSoft, look.SizeButton, look.SizeNote)
	}
	for _, words := range v.Lines {
		t.lines = append(t.lines, look.NewText(words, look.ColorInk, look.SizeButton, look.SizeNote))
	}
	if v.QR != "" {
		t.qr, t.modules = drawQR(v.QR)
		t.code = look.NewText(v.Code, look.ColorInk, look.SizeKey, look.SizeBody).Bold().Centered()
	}
	return t
}

func (t *ticket) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{t.caption, t.number, t.card, t.bed, t.slip}
	if t.face != nil {
		objects = append(objects, t.face, t.name, t.desk)
	}
	for _, line := range t.lines {
		objects = append(objects, line)
	}
	if t.qr != nil {
		objects = append(objects, t.qr, t.code)
	}
	return objects
}

// drawQR returns the code as a picture of one pixel a module, which is drawn
// without smoothing, and how many modules wide it is. A link too long for a QR
// is not worth a crash: the number and the typed code stand beside it.
func drawQR(link string) (*canvas.Image, int) {
	code, err := qrcode.New(link, qrcode.Medium)
	if err != nil {
		return canvas.NewImageFromImage(image.NewGray(image.Rect(0, 0, 1, 1))), 1
	}
	bits := code.Bitmap()
	picture := image.NewGray(image.Rect(0, 0, len(bits), len(bits)))
	for y, row := range bits {
		for x, dark := range row {
			if !dark {
				picture.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	shown := canvas.NewImageFromImage(picture)
	shown.ScaleMode = canvas.ImageScalePixels
	shown.FillMode = canvas.ImageFillStretch
	return shown, len(bits)
}

// place stands the ticket in the box: the number, who comes, the slip.
func (t *ticket) place(in box, u float32) {
	gap := look.SizeGutter * u
	t.lineSize = look.SizeKey
	t.bed.CornerRadius, t.card.CornerRadius = look.SizeRadius*u, look.SizeRadius*u
	lying := in.w > in.h
	switch {
	case lying && t.qr != nil:
		t.placeSlip(in.right(in.w*0.3, 2*gap), u)
		t.placeNumber(in.left(in.w*0.42, 2*gap).middle(420*u), u)
		t.placeCard(in.middle(t.cardHeight(in.w, u)), u)
	case lying:
		t.placeNumber(in.left(in.w*0.44, 2*gap).middle(520*u), u)
		in = in.middle(t.cardHeight(in.w, u) + gap + slipHeight*u)
		t.placeSlip(in.bottom(slipHeight*u, gap), u)
		t.placeCard(in, u)
	default:
		card := t.cardHeight(in.w, u)
		slip := slipHeight * u
		if t.qr != nil {
			slip = max(t.slipLeast(u), min(620*u, in.h-card-numberLeast*u-2*gap))
			card = min(card, in.h-slip-numberLeast*u-2*gap)
		}
		in = in.middle(min(in.h, max(card+slip+2*gap+numberLeast*u, in.h*0.86)))
		t.placeSlip(in.bottom(slip, gap), u)
		t.placeCard(in.bottom(card, gap), u)
		t.placeNumber(in.middle(min(in.h, 520*u)), u)
	}
}

// How tall the sentence about the slip stands, and the number at least, at scale 1.
const (
	slipHeight  = 150
	numberLeast = 270
	codeHeight  = 70
)

func (t *ticket) placeNumber(in box, u float32) {
	t.caption.Scale(look.SizeKey*u, look.SizeBody*u)
	t.number.Scale(2*look.SizeNumber*u, look.SizeGreeting*u)
	in.top(min(80*u, in.h/4), 0).put(t.caption)
	in.put(t.number)
}

// moduleLeast is how large a module of the QR must be for a phone to read it
// off the screen, at scale 1.
const moduleLeast = 4

// slipLeast is what the slip needs for a QR that a phone can read.
func (t *ticket) slipLeast(u float32) float32 {
	return t.style.Times(104*u) + codeHeight*u + 3*look.SizeGutter*u + moduleLeast*float32(t.modules)*u + 2
}

// cardHeight is what who comes, and the sentences about it, need in the width.
func (t *ticket) cardHeight(width, u float32) float32 {
	inset := 2 * look.SizeInset * u
	h := 2 * inset
	if t.face != nil {
		h += 200*u + inset
	}
	for i := range t.lines {
		h += t.lineHeight(i, width-2*inset, u)
	}
	return h
}

func (t *ticket) lineHeight(i int, width, u float32) float32 {
	size := t.style.Times(t.lineSize * u)
	lines, _ := look.Lines(t.lines[i].Words(), t.style.Face(false), size, width)
	return float32(len(lines))*look.Leading(size) + look.SizeGap*u
}

func (t *ticket) placeCard(in box, u float32) {
	inset := 2 * look.SizeInset * u
	in.put(t.card)
	if t.cardHeight(in.w, u) > in.h {
		t.lineSize = look.SizeButton
	}
	short := max(0, t.cardHeight(in.w, u)-in.h)
	in = in.inset(inset)
	if t.face != nil {
		side := max(look.SizeTouch*u, 200*u-short)
		who := in.top(side, inset-min(inset/2, short/2))
		who.left(side, inset).put(t.face)
		t.name.Scale(look.SizeQuestion*u, look.SizeBody*u)
		t.desk.Scale(look.SizeKey*u, look.SizeNote*u)
		if t.desk.Words() != "" {
			who.bottom(who.h*0.42, 0).put(t.desk)
		}
		who.put(t.name)
	}
	for i, line := range t.lines {
		line.Scale(t.lineSize*u, look.SizeNote*u)
		in.top(t.lineHeight(i, in.w, u), 0).put(line)
	}
}

func (t *ticket) placeSlip(in box, u float32) {
	gap := look.SizeGutter * u
	in.put(t.bed)
	in = in.inset(gap)
	t.slip.Scale(look.SizeButton*u, look.SizeNote*u)
	if t.qr == nil {
		in.put(t.slip)
		return
	}
	t.code.Scale(look.SizeKey*u, look.SizeBody*u)
	in.top(t.style.Times(104*u), gap/2).put(t.slip)
	in.bottom(codeHeight*u, gap/2).put(t.code)
	side := t.sharp(min(in.w, in.h))
	in.centre(side, side).put(t.qr)
}

// sharp is the largest side within the room at which every module of the QR
// is the same whole number of units.
func (t *ticket) sharp(room float32) float32 {
	return max(1, float32(int(room)/t.modules)) * float32(t.modules)
}
