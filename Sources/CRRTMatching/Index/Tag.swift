internal import CRRTDomain

/// What somebody costs in a place beside his level, and which nation's fee is due, in eight bytes.
struct Tag: Sendable, Equatable {
    let noticeHours: Int32
    let nation: NationCode

    init(_ expert: Profile) {
        noticeHours = Int32(clamping: expert.facts.noticeHours)
        nation = expert.nation
    }
}
