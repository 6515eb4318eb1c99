internal import CRRTDomain

/// The expert lacks an access that the seat needs. It is no `SlotRule`, because it needs more than plain facts.
enum AccessMissing {
    static let code = ObjectionCode.accessMissing

    static func objects(to expert: ExpertProfile, _ slot: SlotKind) -> Bool {
        !slot.accesses.allSatisfy(expert.accesses.contains)
    }

    static func detail(of expert: ExpertProfile, _ slot: SlotKind) -> String {
        slot.accesses.subtracting(expert.accesses).sorted().map(\.text).joined(separator: ", ")
    }
}
