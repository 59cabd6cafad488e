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
	code    *look.Text
}

func newTicket(v flow.TicketView) *ticket {
	t := &ticket{
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
	for range v.Lines {
		t.lines = append(t.lines, look.NewText("", look.ColorInk, look.SizeButton, look.SizeNote))
	}
	if v.QR != "" {
		t.qr, t.modules = drawQR(v.QR)
		t.code = look.NewText(v.Code, look.ColorInk, look.SizeKey, look.SizeBody).Bold().Centered()
	}
	t.say(v)
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

func (t *ticket) say(v flow.TicketView) {
	t.slip.Say(v.Slip, look.ColorInk)
	for i, line := range t.lines {
		line.Say(v.Lines[i], look.ColorInk)
	}
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

// place stands the ticket in the box, one part below the other.
func (t *ticket) place(in box, u float32) {
	gap := look.SizeGutter * u
	if in.w > in.h {
		left := in.left(in.w*0.44, 2*gap)
		t.placeNumber(left.middle(560*u), u)
		t.placeRest(in, u)
		return
	}
	t.placeNumber(in.top(min(470*u, in.h*0.36), gap), u)
	t.placeRest(in, u)
}

func (t *ticket) placeNumber(in box, u float32) {
	t.caption.Scale(look.SizeKey*u, look.SizeBody*u)
	t.number.Scale(2*look.SizeNumber*u, look.SizeGreeting*u)
	in.top(80*u, 0).put(t.caption)
	in.put(t.number)
}

// placeRest stands who comes over what becomes of the slip.
func (t *ticket) placeRest(in box, u float32) {
	gap, inset := look.SizeGutter*u, 2*look.SizeInset*u
	lines := float32(len(t.lines)) * 120 * u
	card := lines + 2*inset
	if t.face != nil {
		card += 200*u + gap
	}
	slip := 120 * u
	if t.qr != nil {
		slip = max(in.h-card-gap, 400*u)
	}
	in = in.middle(card + gap + slip)
	t.bed.CornerRadius, t.card.CornerRadius = look.SizeRadius*u, look.SizeRadius*u
	t.placeSlip(in.bottom(slip, gap), u)
	in.put(t.card)
	in = in.inset(inset)
	if t.face != nil {
		who := in.top(200*u, gap)
		who.left(200*u, 2*gap).put(t.face)
		t.name.Scale(look.SizeQuestion*u, look.SizeButton*u)
		t.desk.Scale(look.SizeButton*u, look.SizeNote*u)
		who.top(who.h*0.58, 0).put(t.name)
		who.put(t.desk)
	}
	for i, line := range t.lines {
		line.Scale(look.SizeButton*u, look.SizeNote*u)
		in.cell(i, len(t.lines), 0, 1, 0).put(line)
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
	in.top(64*u, gap/2).put(t.slip)
	in.bottom(64*u, gap/2).put(t.code)
	pixels := float32(int(min(in.w, in.h)) / t.modules)
	side := max(1, pixels) * float32(t.modules)
	in.centre(side, side).put(t.qr)
}
