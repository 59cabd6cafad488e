// Package look is the house's appearance on glass: colours and sizes named for
// the part that wears them, the Fyne theme made of them, and the few drawn
// things that the visitor's screen and the board share.
//
// It decides how a thing looks and never what it says: no word of any language
// stands here. Sizes are in Fyne's units on the reference canvases, which are
// 1080×1920 or 1920×1080 for the touchscreen and 1920×1080 for the board; a
// window of another size draws them in proportion.
package look
