internal import CRRTDomain

/// The parts of an expert's cost besides the level, in four bytes: notice, and the nation whose fee is due.
///
/// A query reads it for everyone who may take a place, and reads nothing else of most.
struct Tag: Sendable, Equatable {
    let noticeHours: UInt16
    let nation: NationCode

    init(nation: NationCode, noticeHours: Int) {
        self.nation = nation
        self.noticeHours = UInt16(clamping: noticeHours)
    }

    init(_ expert: Profile) { self.init(nation: expert.nation, noticeHours: expert.facts.noticeHours) }
}
