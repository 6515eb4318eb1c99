internal import CRRTDomain

/// The expert lacks an access that the seat needs. It is the one rule about a place that needs more than plain facts.
enum AccessMissing {
    static let code = ObjectionCode.accessMissing

    static func objects(to expert: ExpertProfile, _ place: PlaceKind) -> Bool {
        !place.accesses.allSatisfy(expert.accesses.contains)
    }

    static func detail(of expert: ExpertProfile, _ place: PlaceKind) -> String {
        place.accesses.subtracting(expert.accesses).sorted().map(\.text).joined(separator: ", ")
    }
}
