package slip

import (
	"strings"

	"shouwen/core/floor"
)

// A Kind is what a code opens.
type Kind string

// The kinds, told apart by the link's path, or by the length of a bare code.
const (
	Visit    Kind = "visit" // a visitor's slip
	OwnBadge Kind = "badge" // an advisor's badge
)

// A Scan is what somebody scanned or typed.
type Scan struct {
	Kind Kind
	Code string // as NewCode made it
}

// Link returns what the QR of a visit holds. The address is host:port; the link is in
// capitals throughout, because a QR packs capitals tighter: with any IPv4
// address and port it fits version 3 at level Q. Without an address it is the bare code.
func Link(address, code string) string { return link(address, "V", "", code) }

// BadgeLink returns what the QR of a badge holds, under the same terms as Link.
func BadgeLink(address, code string) string { return link(address, "B", "B", code) }

func link(address, path, mark, code string) string {
	if address == "" {
		return mark + code + string(check(code))
	}
	return "HTTP://" + strings.ToUpper(address) + "/" + path + "/" + code
}

// Parse reads what was scanned or typed: a link, or a code with its check
// character, in any case, grouped or not, with O for 0 and I or L for 1. A scanner
// that types under a Chinese input method sends full-width characters, and one
// under another keyboard layout loses the colon and the slashes; both are
// read. What cannot be a code is refused in words that say why.
func Parse(text string) (Scan, error) {
	text = plain(text)
	bare := letters(text)
	// A code may itself begin with HTTP, but no link is as short as a code.
	if strings.HasPrefix(text, "/") || strings.Contains(text, "://") || strings.HasPrefix(bare, "HTTP") && len(bare) > CodeLength+2 {
		return parseLink(bare)
	}
	return parseTyped(bare)
}

// plain returns the text in capitals and half-width, without what follows a link's path.
func plain(text string) string {
	text = strings.ToUpper(strings.TrimSpace(strings.Map(halfWidth, text)))
	text, _, _ = strings.Cut(text, "?")
	text, _, _ = strings.Cut(text, "#")
	return text
}

func halfWidth(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	}
	return r
}

// letters keeps the letters and digits.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, text)
}

func parseLink(text string) (Scan, error) {
	if len(text) < CodeLength+1 {
		return Scan{}, floor.Refuse("refusal.code.link")
	}
	at := len(text) - CodeLength
	kind, ok := map[byte]Kind{'V': Visit, 'B': OwnBadge}[text[at-1]]
	if !ok {
		return Scan{}, floor.Refuse("refusal.code.link")
	}
	code, err := canonical(text[at:])
	return Scan{kind, code}, err
}

// parseTyped tells a badge from a slip by its length: B is also a character of codes.
func parseTyped(text string) (Scan, error) {
	kind := Visit
	if len(text) == CodeLength+2 && text[0] == 'B' {
		kind, text = OwnBadge, text[1:]
	}
	if len(text) != CodeLength+1 {
		return Scan{}, floor.Refuse("refusal.code.length")
	}
	typed, err := canonical(text)
	if err != nil {
		return Scan{}, err
	}
	code := typed[:CodeLength]
	if check(code) != typed[CodeLength] {
		return Scan{}, floor.Refuse("refusal.code.mistyped")
	}
	return Scan{kind, code}, nil
}

// canonical maps the letters that look like digits, and refuses those that no code has.
func canonical(text string) (string, error) {
	text = strings.NewReplacer("O", "0", "I", "1", "L", "1").Replace(text)
	if i := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune(alphabet, r) }); i >= 0 {
		return "", floor.Refuse("refusal.code.letter", "letter", text[i:i+1])
	}
	return text, nil
}
