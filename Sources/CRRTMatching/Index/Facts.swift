internal import CRRTDomain

/// The plain facts that most rules ask for. A team has them too, without a clearance.
struct Facts: Sendable, Hashable {
    let nation: NationCode
    let mode: Mode
    let clearance: Clearance?
    let offer: Offer
    let noticeHours: Int

    init(_ expert: ExpertTraits) {
        nation = expert.nation
        mode = expert.mode
        clearance = expert.clearance
        offer = expert.offer
        noticeHours = expert.noticeHours
    }

    init(_ team: Team) {
        nation = team.nation
        mode = .both
        clearance = nil
        offer = team.offer
        noticeHours = team.noticeHours
    }
}
