package assets

import _ "embed"

//go:embed fonts/NotoSansSC-Regular.ttf
var regular []byte

//go:embed fonts/NotoSansSC-Bold.ttf
var bold []byte

// FontRegular returns the product's font, a static TrueType file, for text.
// The screens, the slip and the PDFs use it, so that no machine's own fonts
// matter. The bytes are shared: nobody writes them.
func FontRegular() []byte { return regular }

// FontBold returns the font's bold weight, under the same terms as FontRegular.
func FontBold() []byte { return bold }
