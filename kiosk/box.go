package kiosk

import "fyne.io/fyne/v2"

// A box is a part of the screen, in Fyne's units.
type box struct{ x, y, w, h float32 }

// inset is the box without its margin.
func (b box) inset(by float32) box {
	return box{b.x + by, b.y + by, max(0, b.w-2*by), max(0, b.h-2*by)}
}

// top cuts a strip off the top, and the gap below it.
func (b *box) top(h, gap float32) box {
	h = min(h, b.h)
	cut := box{b.x, b.y, b.w, h}
	b.y, b.h = b.y+h+gap, max(0, b.h-h-gap)
	return cut
}

// bottom cuts a strip off the bottom, and the gap above it.
func (b *box) bottom(h, gap float32) box {
	h = min(h, b.h)
	cut := box{b.x, b.y + b.h - h, b.w, h}
	b.h = max(0, b.h-h-gap)
	return cut
}

// left cuts a strip off the left, and the gap beside it.
func (b *box) left(w, gap float32) box {
	w = min(w, b.w)
	cut := box{b.x, b.y, w, b.h}
	b.x, b.w = b.x+w+gap, max(0, b.w-w-gap)
	return cut
}

// right cuts a strip off the right, and the gap beside it.
func (b *box) right(w, gap float32) box {
	w = min(w, b.w)
	cut := box{b.x + b.w - w, b.y, w, b.h}
	b.w = max(0, b.w-w-gap)
	return cut
}

// cell is one of rows×columns equal parts.
func (b box) cell(row, rows, column, columns int, gap float32) box {
	w := (b.w - gap*float32(columns-1)) / float32(columns)
	h := (b.h - gap*float32(rows-1)) / float32(rows)
	return box{b.x + float32(column)*(w+gap), b.y + float32(row)*(h+gap), w, h}
}

// middle is a strip of the height in the middle of the box, a little above it as the eye likes.
func (b box) middle(h float32) box {
	h = min(h, b.h)
	return box{b.x, b.y + (b.h-h)*0.42, b.w, h}
}

// centre is a box of the size in the middle.
func (b box) centre(w, h float32) box {
	w, h = min(w, b.w), min(h, b.h)
	return box{b.x + (b.w-w)/2, b.y + (b.h-h)/2, w, h}
}

// put stands the object in the box, on whole units, so that edges stay sharp.
func (b box) put(o fyne.CanvasObject) {
	x, y := whole(b.x), whole(b.y)
	o.Move(fyne.NewPos(x, y))
	o.Resize(fyne.NewSize(whole(b.x+b.w)-x, whole(b.y+b.h)-y))
}

func whole(v float32) float32 { return float32(int(v + 0.5)) }
