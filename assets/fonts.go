package assets

import _ "embed"

//go:embed fonts/NotoSansSC-Regular.ttf
var regular []byte

//go:embed fonts/NotoSansSC-Bold.ttf
var bold []byte

//go:embed fonts/NotoSansTC-Regular.ttf
var traditional []byte

//go:embed fonts/NotoSansTC-Bold.ttf
var traditionalBold []byte

// FontRegular returns the product's font, a static TrueType file, for text.
// The screens, the slip and the PDFs use it, so that no machine's own fonts
// matter. The bytes are shared: nobody writes them.
func FontRegular() []byte { return regular }

// FontBold returns the font's bold weight, under the same terms as FontRegular.
func FontBold() []byte { return bold }

// FontTraditional returns the font in the shapes of Taiwan, for what is written
// in traditional Chinese, under the same terms as FontRegular. It has every
// character that FontRegular has.
func FontTraditional() []byte { return traditional }

// FontTraditionalBold returns its bold weight.
func FontTraditionalBold() []byte { return traditionalBold }
