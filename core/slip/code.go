package slip

import (
	"io"
	"strings"
)

// alphabet is Crockford's base 32: it has no I, L, O and U, so that nothing
// on paper is read for something else.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// CodeLength is the number of characters of a code, 5 bits each: 80 bits,
// which nobody guesses. One character more checks what is typed by hand.
const CodeLength = 16

// NewCode returns a new code from the source of random bytes. The code says
// nothing by itself: only the desk knows what it stands for. A source that
// fails is a bug of the machine, and no number may be given out then.
func NewCode(random io.Reader) string {
	var b [10]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		panic("slip: the source of random bytes ran dry: " + err.Error())
	}
	code := make([]byte, CodeLength)
	for i := range code {
		at := 5 * i
		pair := uint16(b[at/8]) << 8
		if at/8+1 < len(b) {
			pair |= uint16(b[at/8+1])
		}
		code[i] = alphabet[pair>>(11-at%8)&31]
	}
	return string(code)
}

// check returns the character that follows the code where people type it. It
// is a weighted sum in the field of 32 elements with a different weight at
// every place, so that one wrong character, or any two that changed places,
// always show.
func check(code string) byte {
	sum, weight := 0, 1
	for i := range len(code) {
		weight = times(weight, 2)
		sum ^= times(weight, strings.IndexByte(alphabet, code[i]))
	}
	return alphabet[sum]
}

// times multiplies in the field of 32 elements, modulo x⁵+x²+1.
func times(a, b int) int {
	product := 0
	for ; b > 0; b >>= 1 {
		if b&1 == 1 {
			product ^= a
		}
		a <<= 1
		if a >= 32 {
			a ^= 0b100101
		}
	}
	return product
}

// Typed returns the visit's code as people read and type it, in groups and
// with the character that checks it: "0123-4567-89AB-CDEFX".
func Typed(code string) string {
	return code[:4] + "-" + code[4:8] + "-" + code[8:12] + "-" + code[12:] + string(check(code))
}

// TypedBadge returns the badge's code as people read and type it: "B-0123-4567-89AB-CDEFX".
func TypedBadge(code string) string { return "B-" + Typed(code) }
