package slip

import (
	"image"
	"math"
	"math/rand/v2"
)

// A view is how a camera sees a slip. Lengths are in dots of the paper but for
// the blur, which is in the camera's own.
type view struct {
	name    string
	turn    float64 // at most so many degrees, either way
	tilt    float64 // how much nearer one edge is than the other, of 1
	blur    float64 // of the lens
	noise   float64 // of the sensor, in shades of 255
	crumple float64 // how far the paper is out of place
	shade   float64 // how much of the light a fold takes
}

// The views of the table, "typical" being a phone held over a slip that was carried in a hand.
func views() []view {
	return []view{
		{name: "flat", turn: 3, noise: 3},
		{name: "typical", turn: 20, tilt: .12, blur: .9, noise: 8, crumple: .7, shade: .1},
		{name: "blurred", turn: 20, tilt: .12, blur: 1.8, noise: 8, crumple: .7, shade: .1},
		{name: "noisy", turn: 20, tilt: .12, blur: .9, noise: 20, crumple: .7, shade: .1},
		{name: "crumpled", turn: 20, tilt: .12, blur: .9, noise: 8, crumple: 2, shade: .4},
	}
}

// A wave is one fold of crumpled paper.
type wave struct{ x, y, phase float64 }

func (w wave) at(x, y float64) float64 { return math.Sin(w.x*x + w.y*y + w.phase) }

// folds are three waves of 60 to 160 dots.
func folds(random *rand.Rand) (out [3]wave) {
	for i := range out {
		way, long := random.Float64()*2*math.Pi, 60+100*random.Float64()
		out[i] = wave{2 * math.Pi / long * math.Cos(way), 2 * math.Pi / long * math.Sin(way), random.Float64() * 2 * math.Pi}
	}
	return out
}

func sum(waves [3]wave, x, y float64) float64 {
	return (waves[0].at(x, y) + waves[1].at(x, y) + waves[2].at(x, y)) / 3
}

// photograph is what a camera with so many pixels a dot sees of the picture.
func (v view) photograph(pic *image.Paletted, scale float64, random *rand.Rand) *image.Gray {
	wide, high := float64(pic.Rect.Dx()), float64(pic.Rect.Dy())
	out := image.NewGray(image.Rect(0, 0, int(wide*scale), int(high*scale)))
	turn := (2*random.Float64() - 1) * v.turn * math.Pi / 180
	tiltX, tiltY := (2*random.Float64()-1)*v.tilt/wide, (2*random.Float64()-1)*v.tilt/high
	sin, cos := math.Sincos(turn)
	left, up := folds(random), folds(random)
	light := make([]float64, len(out.Pix))
	for i := range light {
		x, y := (float64(i%out.Stride)+.5)/scale-wide/2, (float64(i/out.Stride)+.5)/scale-high/2
		near := 1 + tiltX*x + tiltY*y
		x, y = (cos*x-sin*y)/near, (sin*x+cos*y)/near
		x, y = x+v.crumple*sum(left, x, y), y+v.crumple*sum(up, x, y)
		light[i] = paperAt(pic, x+wide/2, y+high/2) * (1 - v.shade*(1+sum(left, y, x))/2)
	}
	blurred(light, out.Stride, v.blur)
	for i, l := range light {
		out.Pix[i] = uint8(max(0, min(255, l+v.noise*random.NormFloat64())))
	}
	return out
}

// The shades of thermal paper and of its ink, which spreads a little beyond its dot.
const (
	paperShade = 225
	inkShade   = 45
	spread     = .6
)

// paperAt is the shade of the paper at a point: the ink of the dots around it.
func paperAt(pic *image.Paletted, x, y float64) float64 {
	left, top := math.Floor(x-.5), math.Floor(y-.5)
	fx, fy := x-.5-left, y-.5-top
	at := func(dx, dy int) float64 {
		p := image.Pt(int(left)+dx, int(top)+dy)
		if !p.In(pic.Rect) {
			return 0
		}
		return float64(min(pic.ColorIndexAt(p.X, p.Y), 1))
	}
	ink := (at(0, 0)*(1-fx)+at(1, 0)*fx)*(1-fy) + (at(0, 1)*(1-fx)+at(1, 1)*fx)*fy
	return paperShade + (inkShade-paperShade)*math.Pow(ink, spread)
}

// blurred spreads light as a lens does that is not in focus, first across, then down.
func blurred(light []float64, stride int, sigma float64) {
	if sigma == 0 {
		return
	}
	reach := int(math.Ceil(2.5 * sigma))
	weight := make([]float64, reach+1)
	total := 0.0
	for i := range weight {
		weight[i] = math.Exp(-float64(i*i) / (2 * sigma * sigma))
		total += weight[i] * float64(min(i+1, 2))
	}
	for _, step := range []int{1, stride} {
		from := append([]float64{}, light...)
		for i := range light {
			l := weight[0] * from[i]
			for d := 1; d <= reach; d++ {
				l += weight[d] * (from[max(0, i-d*step)] + from[min(len(from)-1, i+d*step)])
			}
			light[i] = l / total
		}
	}
}
