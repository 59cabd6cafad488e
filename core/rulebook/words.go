package rulebook

import (
	"slices"
	"strings"
)

// The words of the outcome vocabulary.
var (
	labels       = strings.Fields("new returning referral kin caller appointment peer pool invalid")
	serverBys    = strings.Fields("turn owner named referrer_owner kin delegate supervisor last_in_rota lunch_duty successor manager any_free current_keeps handed_back")
	serverRoles  = strings.Fields("primary substitute assist voluntary")
	turns        = strings.Fields("consume keep lapse restore credit suspended")
	splitKinds   = strings.Fields("performance commission bonus appraisal unspecified")
	markKinds    = strings.Fields("poaching dereliction weak_followup forfeit commendation appraisal")
	roles        = strings.Fields("supervisor manager sales_manager marketing_manager marketing_director project_manager superior sales_vp clerk")
	ownerWords   = strings.Fields("pool manager_to_assign none")
	deadlines    = strings.Fields("reception day month")
	registerNeed = strings.Fields("name sex phone need")
	duties       = strings.Fields(`register_entry wait_at_desk prepare_materials serve_to_the_end state_claim
		inform_original inform_supervisor inform_server followup_entry follow_up daily_followup_entry register_call
		invite_caller no_call_designation no_entry_by_delegate summary_entry personal_customer_file
		daily_sheets_to_supervisor daily_sheets_to_manager daily_register_to_clerk completed_page_to_supervisor
		daily_electronic_archive month_end_archive sign_rules`)
)

// questions lists what may be asked: the names of the answer facts.
func questions(fields []factField) []string {
	var out []string
	for _, f := range fields {
		if q, ok := strings.CutPrefix(f.name, "answer."); ok && !strings.Contains(q, ".") {
			out = append(out, q)
		}
	}
	return out
}

// meant returns the word of the list that is nearest to a misspelt one, as a
// clause for an error, or the whole list if none is near.
func meant(word string, list []string) string {
	best, least := "", 1+len(word)/3
	for _, w := range list {
		if len(word) > 60 {
			break // no name is nearly as long
		}
		if d := distance(word, w); d <= least {
			best, least = w, d-1
		}
	}
	if best != "" {
		return "did you mean " + quote(best) + "?"
	}
	if len(list) > 24 || len(list) == 0 {
		return "there is no such name"
	}
	return "it must be one of " + strings.Join(list, ", ")
}

func quote(s string) string { return `"` + s + `"` }

// distance counts the single-letter edits between two words, a swap of
// neighbours being one.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range y {
		rows[0][j+1] = j + 1
	}
	for i := range x {
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			d := min(rows[i][j+1]+1, rows[i+1][j]+1, rows[i][j]+cost)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				d = min(d, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = d
		}
	}
	return rows[len(x)][len(y)]
}

func isWord(word string, list []string) bool { return slices.Contains(list, word) }
