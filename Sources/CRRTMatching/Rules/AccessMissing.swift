internal import CRRTDomain

/// He lacks a flag beside the clearance that the seat needs. The one rule of a place that takes more than plain facts.
enum AccessMissing {
    static let code = ObjectionCode.accessMissing

    static func objects(to expert: Profile, _ place: PlaceKind) -> Bool {
        !place.accesses.allSatisfy(expert.accesses.contains)
    }

    static func detail(of expert: Profile, _ place: PlaceKind) -> String {
        place.accesses.subtracting(expert.accesses).sorted().map(\.text).joined(separator: ", ")
    }
}
