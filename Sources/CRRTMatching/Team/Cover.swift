/// How many places distinct people can fill, whatever the cost: a maximum matching by augmenting paths (Kuhn's method without
/// weights). A place that no path reaches stays open, so the earliest places are the ones filled.
struct Cover {
    /// By place: the position of the person who takes it; nil while it is open.
    private(set) var personAt: [Int?]
    private var placeOf: [Int?]
    private let places: [Int]
    private let mayTake: [UInt64]

    /// - Parameters:
    ///   - places: the kind of every place.
    ///   - mayTake: by person: bit k is set for who may take a place of kind k.
    init(places: [Int], mayTake: [UInt64]) {
        self.places = places
        self.mayTake = mayTake
        personAt = Array(repeating: nil, count: places.count)
        placeOf = Array(repeating: nil, count: mayTake.count)
        for place in places.indices { _ = fill(place) }
    }

    var filled: Int { personAt.count { $0 != nil } }

    /// Fills the place if that can be done without opening another.
    mutating func fill(_ place: Int) -> Bool {
        guard personAt[place] == nil else { return true }
        var seen = [Bool](repeating: false, count: mayTake.count)
        return augment(place, &seen)
    }

    private mutating func augment(_ place: Int, _ seen: inout [Bool]) -> Bool {
        for person in mayTake.indices where !seen[person] && mayTake[person] & (1 << UInt64(places[place])) != 0 {
            seen[person] = true
            if let other = placeOf[person], !augment(other, &seen) { continue }
            personAt[place] = person
            placeOf[person] = place
            return true
        }
        return false
    }
}
