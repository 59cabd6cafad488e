package look

// The type scale: each step is a quarter larger than the one before. Every
// size of text in the product is one of these steps or is fitted below one.
const (
	step0 float32 = 24
	step1 float32 = 30
	step2 float32 = 38
	step3 float32 = 48
	step4 float32 = 60
	step5 float32 = 75
	step6 float32 = 94
	step7 float32 = 118
	step8 float32 = 148
	step9 float32 = 184
)

// Text on the visitor's screen.
const (
	SizeNote     = step0 // consent lines, footers: the smallest text a visitor reads
	SizeBody     = step1 // sentences
	SizeButton   = step2 // what can be touched
	SizeKey      = step3 // keys of the number pad and the letters
	SizeQuestion = step4 // the question of a screen
	SizeGreeting = step6 // the first words that a visitor sees
	SizeNumber   = step9 // his number on the last screen
)

// Text on the board, on its reference canvas of 1920×1080. On a 43-inch panel a
// unit is 0.496 mm: a Chinese character of SizeBoardName is 27 mm high and a
// digit of SizeBoardNumber 27 mm, which is what ordinary sight reads at eight
// metres with room to spare (5 minutes of arc there are 12 mm; a character
// with many strokes wants twice that). SizeBoardNote is for whoever stands near.
const (
	SizeBoardNote   = step0 // the other language, page marks
	SizeBoardLabel  = step1 // headings of a panel
	SizeBoardState  = step3 // an advisor's state in words
	SizeBoardName   = step4 // an advisor's name
	SizeBoardNumber = step5 // numbers waiting and called, the hour
	SizeBoardTitle  = step4 // the house's name
	SizeBoardCall   = 300   // the number in a banner, when there is one
)

// The grid: every gap is a multiple of SizeGap.
const (
	SizeGap     float32 = 12
	SizeInset   float32 = 2 * SizeGap // inside a card
	SizeMargin  float32 = 4 * SizeGap // around a screen
	SizeGutter  float32 = 2 * SizeGap // between cards
	SizeRadius  float32 = 20          // of a card's corners
	SizeHair    float32 = 2           // a hairline, a border
	SizeTouch   float32 = 96          // least height and width of what can be touched: 24 mm on a 21.5-inch panel, 20 mm from 18 inches up
	SizeButtonH float32 = 132         // height of a choice
	SizeFace    float32 = 128         // an advisor's portrait on the touchscreen
)
