package pump

import "fyne.io/fyne/v2"

// Post hands one function to Fyne's goroutine and does not wait for it.
func Post(f func()) { fyne.Do(f) }
