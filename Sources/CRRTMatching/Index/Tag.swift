internal import CRRTDomain

/// What somebody costs in a place beside his level, and which nation's fee is due, in four bytes: this is read of everybody who may
/// take a place, and nothing else is.
struct Tag: Sendable, Equatable {
    let noticeHours: UInt16
    let nation: NationCode

    init(nation: NationCode, noticeHours: Int) {
        self.nation = nation
        self.noticeHours = UInt16(clamping: noticeHours)
    }

    init(_ expert: Profile) { self.init(nation: expert.nation, noticeHours: expert.facts.noticeHours) }
}
