internal import CRRTDomain

/// He lacks a flag beside the clearance that the seat needs.
enum AccessMissing: PlaceRule {
    static let code = ObjectionCode.accessMissing

    static func objects(to expert: Profile, _ place: PlaceKind, _ terms: Terms) -> Bool {
        !place.accesses.isEmpty && !place.accesses.isSubset(of: expert.accesses)
    }

    static func detail(of expert: Profile, _ place: PlaceKind, _ terms: Terms) -> String {
        place.accesses.subtracting(expert.accesses).sorted().map(\.text).joined(separator: ", ")
    }
}
