package claimpage

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/rotation"
)

// asked finds the keys that the templates and the code ask for by name.
var asked = []*regexp.Regexp{
	regexp.MustCompile(`\{\{t "([^"]+)"`),
	regexp.MustCompile(`[ ({]t "([a-z_.]+)"`),
	regexp.MustCompile(`c\.say\("([^"]+)"[,)]`),
	regexp.MustCompile(`c\.refuse\("([^"]+)"`),
	regexp.MustCompile(`floor\.Refuse\("([^"]+)"`),
}

func TestEveryWordOfThePageIsInTheBook(t *testing.T) {
	book, err := phrase.Load(os.DirFS("../../assets"), "phrases")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	for _, in := range []fs.FS{files, os.DirFS(".")} {
		err := fs.WalkDir(in, ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || strings.HasSuffix(name, "_test.go") || !strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, ".html") {
				return err
			}
			text, err := fs.ReadFile(in, name)
			for _, re := range asked {
				for _, m := range re.FindAllStringSubmatch(string(text), -1) {
					want[m[1]] = name
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(want) < 100 {
		t.Errorf("only %d words were found: the test does not look where it should", len(want))
	}
	for key, name := range want {
		if !book.Has(key) {
			t.Errorf("%s asks for %q, which the phrase book lacks", name, key)
		}
	}
}

// listed are the values of the lists that the page words one by one.
var listed = map[string]string{
	"page.state":     "waiting called serving finished left referee",
	"page.advisor":   "off ready next busy away expects",
	"page.moment":    "arrival registration recognition collision change deal departure duties",
	"page.by":        "turn owner named referrer_owner kin delegate supervisor last_in_rota lunch_duty successor manager any_free current_keeps handed_back",
	"page.turn":      "consume keep lapse restore credit suspended",
	"page.effect":    "used made_up kept lapsed owed restored suspended",
	"page.label":     "new returning referral kin caller appointment peer pool invalid",
	"page.split":     "performance commission bonus appraisal unspecified",
	"page.mark":      "poaching dereliction weak_followup forfeit commendation appraisal",
	"page.role":      "supervisor manager sales_manager marketing_manager marketing_director project_manager superior sales_vp clerk all",
	"page.owner":     "pool manager_to_assign none",
	"page.missing":   "name sex phone need",
	"page.deadline":  "reception day month",
	"page.stage":     "prospect ordered deposit_paid owner refused",
	"page.handed":    "handed_back handed_over taken_over change manager",
	"page.seen":      "original customer mutual server clerk",
	"page.wish":      "none back_to_original stay_with_current change_quality change_other",
	"page.channel":   "phone message visit",
	"page.tie":       "spouse household lineal relative friend same_batch introduced",
	"page.proof":     "household_book marriage_certificate same_address came_together referral_slip both_said one_said",
	"page.decline":   "advisor purchase",
	"page.reaction":  "keen weighing cool unreached",
	"page.how":       "phone in_person",
	"page.company":   "staff_introduced company_connection",
	"page.entry":     "meeting prior summary announced gave_up declined.advisor declined.purchase",
	"page.passed":    "not_so unknown decided",
	"page.need":      "own family invest compare soon later",
	"page.story":     "opened called claimed recognised handed informed deal claimdeal finished left",
	"page.done":      "claim out back signed_in signed_out order lunch seal succeed peak delegate",
	"page.person":    "mr ms unknown",
	"refusal":        "visit.others manager.only",
	"page.answer":    "recalled message requested appointment tie party",
	"page.duty":      "register_entry wait_at_desk prepare_materials serve_to_the_end state_claim inform_original inform_supervisor inform_server followup_entry follow_up daily_followup_entry register_call invite_caller no_call_designation no_entry_by_delegate summary_entry personal_customer_file daily_sheets_to_supervisor daily_sheets_to_manager daily_register_to_clerk completed_page_to_supervisor daily_electronic_archive month_end_archive sign_rules",
	"page.home.code": "example",
}

func TestEveryValueThatARulingMayNameHasWords(t *testing.T) {
	book, err := phrase.Load(os.DirFS("../../assets"), "phrases")
	if err != nil {
		t.Fatal(err)
	}
	for list, values := range listed {
		for _, v := range strings.Fields(values) {
			if !book.Has(list + "." + v) {
				t.Errorf("the phrase book lacks %s.%s", list, v)
			}
		}
	}
	names, words := desk.Findings()
	for _, what := range names {
		for _, w := range append(words[what], "about") {
			if !book.Has("page.finding." + what + "." + w) {
				t.Errorf("the phrase book lacks page.finding.%s.%s", what, w)
			}
		}
	}
	for _, f := range filings() {
		if !book.Has("page.done." + f.name) {
			t.Errorf("nothing is said after %s", f.name)
		}
	}
	for _, g := range registerings() {
		if !book.Has("page.done." + g.name) {
			t.Errorf("nothing is said after %s", g.name)
		}
	}
	for _, a := range acts() {
		if !book.Has("page.done." + a.name) {
			t.Errorf("nothing is said after %s", a.name)
		}
	}
	for _, why := range floor.OutReasons() {
		if !book.Has("staff.reason." + string(why)) {
			t.Errorf("the phrase book lacks staff.reason.%s", why)
		}
	}
	effects := []rotation.Effect{rotation.Consume, rotation.Keep, rotation.Lapse, rotation.Restore, rotation.Credit, rotation.Suspend}
	for _, e := range effects {
		if !slices.Contains(strings.Fields(listed["page.turn"]), string(e)) {
			t.Errorf("the effect %s has no words", e)
		}
	}
}

func TestEnglishReadersMeetNoChineseOfOurs(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.Yes, Recalled: floor.Named("ben"), PartySize: 3}, floor.Person{Surname: "Smith", Title: "ms", Phone: "13800000002"})
	han := regexp.MustCompile(`\p{Han}`)
	for _, who := range []floor.Actor{floor.Staff("ana"), floor.Staff("ben"), floor.Manager} {
		p := h.as(who)
		p.cookies[cookieLang] = string(floor.English)
		for _, path := range []string{"/", "/visit/" + string(o.Visit), link(o.Code), "/manage", "/manage/log", "/register", "/manage/pool", "/customer/" + string(h.visit(o.Visit).Customer) + "/file", "/login", "/nowhere", "/test", "/B/1"} {
			got := p.get(path)
			text := strings.NewReplacer("云栖展厅", "", "陈安", "", "林博", "", "赵楚", "", "中文", "", "前台", "").Replace(got.text())
			if at := han.FindStringIndex(text); at != nil {
				t.Errorf("%s at %s reads %q", who, path, text[max(0, at[0]-40):min(len(text), at[0]+40)])
			}
		}
	}
}
