package vault_test

import (
	"testing"

	"shouwen/core/floor"
	"shouwen/core/vault"
)

func TestEveryWayOfWritingAPhoneIsTheSamePhone(t *testing.T) {
	for raw, want := range map[string]string{
		"13800000001":       "+8613800000001",
		"138 0000 0001":     "+8613800000001",
		"138-0000-0001":     "+8613800000001",
		"１３８０００００００１":       "+8613800000001",
		"+86 138 0000 0001": "+8613800000001",
		"＋８６　１３８－００００－０００１": "+8613800000001",
		"0086-13800000001":                   "+8613800000001",
		"8613800000001":                      "+8613800000001",
		"013800000001":                       "+8613800000001",
		"+86 (0)138 0000 0001":               "+8613800000001",
		"\u202a+86 138\u00a00000 0001\u202c": "+8613800000001",
		"19900000001":                        "+8619900000001",
		"021-60000001":                       "+862160000001",
		"(010) 6000 0001":                    "+861060000001",
		"+86 10 6000 0001":                   "+861060000001",
		"+86 010 6000 0001":                  "+861060000001",
		"+86 21 6000 0001":                   "+862160000001",
		"0571-80000001":                      "+8657180000001",
		"0794-7000001":                       "+867947000001",
		"+852 9000 0001":                     "+85290000001",
		"00852 2000 0001":                    "+85220000001",
		"+853 6600 0001":                     "+85366000001",
		"+886 912 000 001":                   "+886912000001",
		"+886 0912 000 001":                  "+886912000001",
		"+886 2 2000 0001":                   "+886220000001",
		"+1 212 555 0100":                    "+12125550100",
		"+44 20 7946 0000":                   "+442079460000",
		"+65 6000 0001":                      "+6560000001",
	} {
		got, refusal := vault.Normal(raw)
		if refusal != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", raw, got, refusal, want)
		}
		if again, refusal := vault.Normal(got); refusal != nil || again != got {
			t.Errorf("%q, normal once more, is %q (%v)", got, again, refusal)
		}
	}
}

func TestAPhoneThatCannotBeIsToldWhy(t *testing.T) {
	for raw, want := range map[string]string{
		"":                  vault.RefusePhoneEmpty,
		" - ":               vault.RefusePhoneEmpty,
		"+":                 vault.RefusePhoneEmpty,
		"1380000000x":       vault.RefusePhoneLetters,
		"138+00000001":      vault.RefusePhoneLetters,
		"021-60000001转8":    vault.RefusePhoneLetters,
		"1380000000":        vault.RefusePhoneShort,
		"138000000012":      vault.RefusePhoneLong,
		"1":                 vault.RefusePhoneShort,
		"0":                 vault.RefusePhoneShort,
		"00":                vault.RefusePhoneShort,
		"+86":               vault.RefusePhoneShort,
		"+861":              vault.RefusePhoneShort,
		"0086 1380000000":   vault.RefusePhoneShort,
		"12800000001":       vault.RefusePhoneImpossible,
		"11111111111":       vault.RefusePhoneImpossible,
		"60000001":          vault.RefusePhoneArea,
		"7000001":           vault.RefusePhoneArea,
		"021-10000001":      vault.RefusePhoneImpossible,
		"021-6000001":       vault.RefusePhoneShort,
		"021-600000012":     vault.RefusePhoneLong,
		"026-60000001":      vault.RefusePhoneImpossible,
		"0571-8000000123":   vault.RefusePhoneLong,
		"4000000001":        vault.RefusePhoneShort, // a hotline is nobody's own
		"+86 400 000 0001":  vault.RefusePhoneImpossible,
		"+999 1234 5678":    vault.RefusePhoneImpossible,
		"+1 212 555 010":    vault.RefusePhoneShort,
		"98000000001":       vault.RefusePhoneImpossible,
		"9800000000123":     vault.RefusePhoneLong,
		"+852 900 0001":     vault.RefusePhoneShort,
		"+852 9000 00012":   vault.RefusePhoneLong,
		"+852 1000 0001":    vault.RefusePhoneImpossible,
		"+853 5000 0001":    vault.RefusePhoneImpossible,
		"+886 112 000 001":  vault.RefusePhoneImpossible,
		"+1 112 555 0100":   vault.RefusePhoneImpossible,
		"+44 1":             vault.RefusePhoneShort,
		"+4412345678901234": vault.RefusePhoneLong,
	} {
		got, refusal := vault.Normal(raw)
		if refusal == nil || refusal.Key != want {
			t.Errorf("%q is %q (%v), want %s", raw, got, refusal, want)
		}
	}
}

// Blocks of numbers are opened faster than a program is renewed: a neighbour's
// number of the right shape is taken, whatever the library knows of its block.
func TestANewBlockNearByIsNotRefused(t *testing.T) {
	for raw, want := range map[string]string{
		"149 0000 0001": "+8614900000001", "154 0000 0001": "+8615400000001",
		"+852 9000 0001": "+85290000001", "+853 2800 0001": "+85328000001", "+886 900 000 001": "+886900000001",
	} {
		if got, refusal := vault.Normal(raw); refusal != nil || got != want {
			t.Errorf("%q is %q (%v), want %q", raw, got, refusal, want)
		}
	}
}

// A store of an earlier program holds phones in the form in which it kept them:
// a visitor who types his number again must be found under it.
func TestAPhoneThatWasKeptBeforeIsFoundAgain(t *testing.T) {
	h := newHouse(t)
	for kept, typed := range map[string]string{
		"+8613800000001": "１３８-0000 0001", "+862160000001": "021 6000 0001", "+867947000001": "0794-7000001",
		"+85290000001": "00852 9000 0001", "+85366000001": "+853 6600 0001", "+886912000001": "+886 (0)912 000 001",
		"+12125550100": "001 212 555 0100", "+442079460000": "+44 (0)20 7946 0000", "+6560000001": "+65 6000 0001",
	} {
		puts, err := h.Keep(floor.CustomerID("of "+kept), vault.Fields{vault.Phone: kept})
		h.commit(t, puts, err)
		phone, refusal := vault.Normal(typed)
		if refusal != nil {
			t.Errorf("%q: %v", typed, refusal)
			continue
		}
		if found, err := h.Find(phone); err != nil || len(found) != 1 || found[0] != floor.CustomerID("of "+kept) {
			t.Errorf("%q finds %v (%v), want who was kept under %s", typed, found, err, kept)
		}
	}
}

func TestTheCountsInARefusalAreThoseOfTheNumber(t *testing.T) {
	_, refusal := vault.Normal("138 0000 000")
	if refusal.Args["have"] != "10" || refusal.Args["want"] != "11" {
		t.Errorf("it says %v, want 10 of 11", refusal.Args)
	}
}

func TestAPhoneIsShownAsPeopleHereSayIt(t *testing.T) {
	for phone, want := range map[string]string{
		"+8613800000001": "13800000001", "+862160000001": "02160000001", "+85290000001": "+85290000001",
	} {
		if got := vault.Shown(phone); got != want {
			t.Errorf("%s is shown as %s, want %s", phone, got, want)
		}
		if again, _ := vault.Normal(vault.Shown(phone)); again != phone {
			t.Errorf("%s, shown and read again, is %s", phone, again)
		}
	}
}

// What is taken once is taken again in the form in which it is kept.
func FuzzPhone(f *testing.F) {
	for _, raw := range []string{"13800000001", "+86 (0)21-6000 0001", "００８５２９０００", "+1 212 555 0100", "+8601", "\xff+"} {
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got, refusal := vault.Normal(raw)
		if refusal != nil {
			if got != "" || refusal.Key == "" {
				t.Errorf("%q was refused with %q and %+v", raw, got, refusal)
			}
			return
		}
		if again, refusal := vault.Normal(got); refusal != nil || again != got {
			t.Errorf("%q is %q, and that is %q (%v)", raw, got, again, refusal)
		}
		if again, refusal := vault.Normal(vault.Shown(got)); refusal != nil || again != got {
			t.Errorf("%q is shown as %q, and that is %q (%v)", raw, vault.Shown(got), again, refusal)
		}
	})
}
