package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// A house theme answers Fyne's own widgets in the colours, sizes and fonts of
// the product. It is light whatever the machine prefers: a lobby has one face.
type house struct {
	fyne.Theme
	faces map[face]fyne.Resource
}

// Fonts are the static TrueType files of the theme.
type Fonts struct {
	Regular, Bold                []byte
	Traditional, TraditionalBold []byte // in the shapes of Taiwan
}

// A face is one of the fonts.
type face struct{ traditional, bold bool }

// New returns the theme with the fonts. With no bytes for one Fyne's own stands
// in, which has no Chinese: only tests do that.
func New(f Fonts) fyne.Theme {
	h := &house{Theme: theme.DefaultTheme(), faces: map[face]fyne.Resource{}}
	add := func(is face, name string, file []byte) {
		if len(file) > 0 {
			h.faces[is] = fyne.NewStaticResource(name, file)
		}
	}
	add(face{}, "shouwen-regular.ttf", f.Regular)
	add(face{bold: true}, "shouwen-bold.ttf", f.Bold)
	add(face{traditional: true}, "shouwen-traditional.ttf", f.Traditional)
	add(face{traditional: true, bold: true}, "shouwen-traditional-bold.ttf", f.TraditionalBold)
	return h
}

// Font hands out the same four resources at every call: Fyne caches a face by
// the pointer, and a new one each time would parse three megabytes a frame.
func (h *house) Font(style fyne.TextStyle) fyne.Resource {
	if f := h.faces[face{style.Italic, style.Bold}]; f != nil && !style.Symbol {
		return f
	}
	return h.Theme.Font(style)
}

// Color answers Fyne's names with the parts that they come nearest to.
func (h *house) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	switch name {
	case theme.ColorNameBackground, theme.ColorNameHeaderBackground:
		return ColorPaper.NRGBA()
	case theme.ColorNameForeground:
		return ColorInk.NRGBA()
	case theme.ColorNameButton, theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return ColorCard.NRGBA()
	case theme.ColorNamePrimary, theme.ColorNameHyperlink, theme.ColorNameFocus:
		return ColorAccent.NRGBA()
	case theme.ColorNameForegroundOnPrimary:
		return ColorOnAccent.NRGBA()
	case theme.ColorNamePressed, theme.ColorNameHover, theme.ColorNameDisabledButton:
		return ColorPressed.NRGBA()
	case theme.ColorNameSelection:
		return ColorAccentWash.NRGBA()
	case theme.ColorNameDisabled, theme.ColorNamePlaceHolder:
		return ColorInkSoft.NRGBA()
	case theme.ColorNameSeparator, theme.ColorNameInputBorder, theme.ColorNameScrollBar:
		return ColorLine.NRGBA()
	case theme.ColorNameError, theme.ColorNameWarning:
		return ColorWarn.NRGBA()
	}
	return h.Theme.Color(name, theme.VariantLight)
}

// Size answers Fyne's names with the product's scale and grid.
func (h *house) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return SizeBody
	case theme.SizeNameCaptionText:
		return SizeNote
	case theme.SizeNameSubHeadingText:
		return SizeButton
	case theme.SizeNameHeadingText:
		return SizeQuestion
	case theme.SizeNamePadding:
		return SizeGap
	case theme.SizeNameInnerPadding:
		return SizeInset
	case theme.SizeNameInlineIcon:
		return SizeButton
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return SizeRadius
	case theme.SizeNameInputBorder, theme.SizeNameSeparatorThickness:
		return SizeHair
	}
	return h.Theme.Size(name)
}
