package desk

import "shouwen/core/rulebook"

// addFindings adds what persons have said about the visit; what nobody has said stays unknown.
func addFindings(f *rulebook.Facts, v *Visit) {
	for _, said := range v.Findings {
		yes := rulebook.Is(said.Value == "yes")
		switch said.What {
		case "peer":
			f.Visit.Peer = rulebook.Is(said.Value)
		case "company_tie":
			f.Visit.CompanyTie = rulebook.Is(said.Value)
		case "advisor_tie":
			f.Answer.AdvisorTie = rulebook.Is(rulebook.Tie{Advisor: rulebook.Is(said.Advisor), Tie: rulebook.Is(said.Value), Met: rulebook.Is(metAt(v, said))})
		case "depth":
			f.Svc.Depth = rulebook.Is(said.Value)
		case "material_help":
			f.Svc.MaterialHelp = yes
		case "knew_owner":
			f.Svc.KnewOwner = yes
		case "malicious":
			f.Svc.Malicious = yes
		case "abandoned":
			f.Svc.Abandoned = yes
		case "supervisor_ok":
			f.Svc.SupervisorOK = yes
		case "evidence":
			f.Deal.Evidence = yes
		case "contacted_original":
			f.Deal.ContactedOriginal = yes
		default:
			ofAdvisor(f, said)
		}
	}
}

// metAt says when a personal tie came to light: before anybody served, or during it.
func metAt(v *Visit, said Finding) string {
	if v.ClaimedAt.IsZero() || said.At.Before(v.ClaimedAt) {
		return "arrival"
	}
	return "during_service"
}

// ofAdvisor adds what an advisor, or somebody of him, has said.
func ofAdvisor(f *rulebook.Facts, said Finding) {
	a, ok := f.Adv[said.Advisor]
	if !ok {
		return
	}
	yes := rulebook.Is(said.Value == "yes")
	switch said.What {
	case "aware_of_visit":
		a.AwareOfVisit = yes
	case "can_return":
		a.CanReturn = yes
	case "consents":
		a.Consents = yes
	case "realised_referral":
		a.RealisedReferral = yes
	}
	f.Adv[said.Advisor] = a
}
