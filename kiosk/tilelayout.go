package kiosk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shouwen/assets/look"
)

type tileRenderer struct{ t *tile }

func (r *tileRenderer) Destroy() {}

func (r *tileRenderer) MinSize() fyne.Size { return fyne.NewSize(1, 1) }

func (r *tileRenderer) Refresh() {
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}

func (r *tileRenderer) Objects() []fyne.CanvasObject {
	t := r.t
	objects := []fyne.CanvasObject{t.ground}
	for _, text := range t.texts() {
		objects = append(objects, text)
	}
	for _, letter := range t.letters {
		if letter != nil {
			objects = append(objects, letter)
		}
	}
	if t.portrait != nil {
		objects = append(objects, t.portrait)
	}
	for _, line := range t.chevron {
		objects = append(objects, line)
	}
	return objects
}

// Layout stands the tile's parts in it.
func (r *tileRenderer) Layout(size fyne.Size) {
	t, in := r.t, box{0, 0, size.Width, size.Height}
	in.put(t.ground)
	gap := look.SizeGap * t.scale
	switch t.form {
	case formFace:
		r.face(in.inset(gap), gap)
	case formRow:
		r.row(in, gap)
	case formBar:
		r.bar(in, gap)
	case formAccess:
		r.access(in.inset(gap), gap)
	case formChoice:
		r.words(box{in.x + 3*gap, in.y + gap, in.w - 6*gap, in.h - 2*gap})
	case formKey:
		in.inset(gap / 2).put(t.label)
	default:
		r.words(in.inset(gap))
	}
}

// words stands the label over the detail.
func (r *tileRenderer) words(in box) {
	if r.t.detail != nil && r.t.button.Detail != "" {
		in.bottom(in.h*0.42, 0).put(r.t.detail)
	}
	in.put(r.t.label)
}

func (r *tileRenderer) face(in box, gap float32) {
	if r.t.button.Detail != "" {
		in.bottom(r.t.style.Times(36*r.t.scale), 0).put(r.t.detail)
	}
	in.bottom(r.t.style.Times(60*r.t.scale), gap/2).put(r.t.label)
	in.put(r.t.portrait)
}

func (r *tileRenderer) row(in box, gap float32) {
	in = box{in.x + 2*gap, in.y + gap/2, in.w - 4*gap, in.h - gap}
	if r.t.mark.Words() != "" {
		in.left(96*r.t.scale, gap).put(r.t.mark)
	}
	if r.t.tail.Words() != "" {
		in.right(110*r.t.scale, gap).put(r.t.tail)
	}
	if r.t.button.Detail == "" {
		in.put(r.t.label)
		return
	}
	in.left(in.w*0.36, gap).put(r.t.label)
	in.put(r.t.detail)
}

func (r *tileRenderer) bar(in box, gap float32) {
	in = box{in.x + gap, in.y, in.w - 2*gap, in.h}
	if r.t.chevron != nil {
		arrow := in.left(22*r.t.scale, gap)
		middle, reach := arrow.y+arrow.h/2, 18*r.t.scale
		for i, line := range r.t.chevron {
			line.StrokeWidth = 2 * look.SizeHair * r.t.scale
			line.StrokeColor = r.t.style.Of(look.ColorAccent)
			line.Position1 = fyne.NewPos(arrow.x+2, middle)
			line.Position2 = fyne.NewPos(arrow.x+2+reach, middle+reach*float32(1-2*i))
		}
	}
	in.put(r.t.label)
}

// access stands a large and a small letter beside the words.
func (r *tileRenderer) access(in box, gap float32) {
	u := r.t.scale
	r.t.letters[0].Scale(look.SizeKey*u, look.SizeKey*u)
	r.t.letters[1].Scale(look.SizeBody*u, look.SizeBody*u)
	in.left(36*u, 0).put(r.t.letters[0])
	small := in.left(24*u, gap)
	small.top(small.h*0.16, 0)
	small.put(r.t.letters[1])
	in.put(r.t.label)
}
