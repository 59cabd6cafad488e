package vault

// CheckNewPIN refuses a PIN that may not be chosen, before anything is sealed:
// one that is not six digits, or that anybody tries first.
func CheckNewPIN(pin string) error {
	if r := judgePIN(pin); r != nil {
		return r
	}
	return nil
}
