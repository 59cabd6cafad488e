package trial

// dutyRows lists, for a regulation that ships, the printed rows that lay down
// a duty, to be recorded or checked, or leave a question to a person, and
// decide nothing about a customer. Of a house's own regulation nobody has said
// which those are.
func dutyRows(id string) []string {
	return map[string][]string{
		"first-register-3m":         {"3(2).a", "(六)4.a", "(六)8.a"},
		"first-contact-director":    {"(二)1.a", "(二)1.c", "(二)1.d", "(二)9.a", "?2.a", "?3.a"},
		"first-contact-two-sites":   {"(二)1.a", "(二)1.c", "(二)1.d"},
		"first-reception-longcheng": {"具体¶.a", "具体¶.c", "具体¶.d", "具体2.c"},
		"recognise-15min-30d":       {"新2.a"},
		"course-centre-5min-thirds": {"2.a", "2.b"},
		"phone-visit-ladder":        {"来电2.b", "来电3.b", "来人2.b", "来人3.b", "签字.a"},
		"single-customer-cycle":     {"第二条.a", "第二条.c", "第二条.d", "第二条.e"},
		"group-two-registers":       {"一·二.a", "一·二.b", "一·三.a", "二·四.a", "二·四.b"},
		"sms-1month-collision":      {"二2.a", "二2.b"},
		"software-record-70-30":     {"一1.a", "一8.b"},
	}[id]
}
