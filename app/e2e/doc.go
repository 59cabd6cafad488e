// Package e2e runs the appliance as a house does: the built program with its two
// windows on two monitors, a printer on the network, a phone on the LAN page, a
// scanner, and the power going off in between. It knows the program only from
// outside. Its tests need a display and carry the build tag e2e; `make e2e` gives them both.
package e2e
