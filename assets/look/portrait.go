package look

import (
	"hash/fnv"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// NewPortrait returns the drawn portrait of an advisor who gave no picture: his
// initial on a round ground. It fills the largest circle in its box and asks
// for a circle of the given diameter.
func NewPortrait(name string, diameter float32) *fyne.Container {
	circle := canvas.NewCircle(Tint(name))
	initial := NewText(Initial(name), ColorOnPortrait, step9, 8).Bold().Centered()
	return container.New(round(diameter), circle, initial)
}

// Initial returns what stands for a name: the first character of a Chinese
// name, else the capitals of the first and the last word.
func Initial(name string) string {
	words := strings.Fields(name)
	if len(words) == 0 {
		return ""
	}
	first := firstRune(words[0])
	if wide([]rune(first)[0]) || len(words) == 1 {
		return first
	}
	return first + firstRune(words[len(words)-1])
}

func firstRune(word string) string {
	for _, r := range word {
		return string(unicode.ToUpper(r))
	}
	return ""
}

// Tint returns the ground of a name's portrait: always the same for a name.
func Tint(name string) Part {
	sum := fnv.New32a()
	sum.Write([]byte(name))
	return ColorPortraitA + Part(sum.Sum32()%uint32(ColorOnPortrait-ColorPortraitA))
}

// round lays a circle and what stands in it into the middle of a box; its
// value is the diameter that it asks for.
type round float32

func (d round) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSquareSize(float32(d))
}

func (d round) Layout(objects []fyne.CanvasObject, box fyne.Size) {
	side := min(box.Width, box.Height)
	at := fyne.NewPos((box.Width-side)/2, (box.Height-side)/2)
	objects[0].Move(at)
	objects[0].Resize(fyne.NewSquareSize(side))
	inner := side * 0.62 // the square of the initial inside the circle
	objects[1].Move(at.AddXY((side-inner)/2, (side-inner)/2))
	objects[1].Resize(fyne.NewSquareSize(inner))
}
