// Package core is the ownership core: everything that decides, remembers and
// proves who serves whom and whose customer a visitor is. It builds and tests
// without cgo and without a display.
package core
