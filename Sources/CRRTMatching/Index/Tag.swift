internal import CRRTDomain

/// What somebody costs in a place beside his level, which nation's fee is due, and where his id comes in order, in sixteen bytes.
struct Tag: Sendable, Equatable {
    let noticeHours: Int32
    let nation: NationCode
    /// `IDKey.prefix`.
    let prefix: UInt64

    init(_ expert: Profile) {
        noticeHours = Int32(clamping: expert.facts.noticeHours)
        nation = expert.nation
        prefix = IDKey(expert.id).prefix
    }
}
