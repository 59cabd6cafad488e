package floor

// A Refusal is the house saying no to a person. It is not a fault: it is not
// logged, and it is worded where it is shown, in that person's language.
type Refusal struct {
	Key  string            // phrase key, such as "refusal.code.used"
	Args map[string]string // what the sentence names; never a visitor's name or phone
}

// Error spells the refusal for a test or a log, not for a person.
func (r *Refusal) Error() string { return "refused: " + r.Key }

// Refuse returns a refusal; args are name, value pairs.
func Refuse(key string, args ...string) *Refusal {
	if len(args)%2 != 0 {
		panic("floor: Refuse takes name, value pairs")
	}
	r := &Refusal{Key: key}
	for i := 0; i < len(args); i += 2 {
		if r.Args == nil {
			r.Args = map[string]string{}
		}
		r.Args[args[i]] = args[i+1]
	}
	return r
}
