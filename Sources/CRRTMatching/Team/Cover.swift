/// How many places distinct people can fill, whatever the cost: a maximum matching by augmenting paths (Kuhn's method without
/// weights). A place that no path reaches stays open, so the earliest places are the ones filled.
struct Cover {
    /// By place: the position of the person who takes it; nil while it is open.
    private(set) var personAt: [Int?]
    /// By person; -1: none.
    private var placeOf: [Int]
    /// By person: the place for which he was last looked at; each is tried once.
    private var seenFor: [Int]
    private let places: [Int]
    private let mayTake: [UInt64]

    /// - Parameters:
    ///   - places: the kind of every place.
    ///   - mayTake: by person: bit k is set for who may take a place of kind k.
    init(places: [Int], mayTake: [UInt64]) {
        self.places = places
        self.mayTake = mayTake
        personAt = Array(repeating: nil, count: places.count)
        placeOf = Array(repeating: -1, count: mayTake.count)
        seenFor = placeOf
        for place in places.indices { _ = augment(place, for: place) }
    }

    var filled: Int { personAt.count { $0 != nil } }

    /// Fills the place if that can be done without opening another.
    private mutating func augment(_ place: Int, for wanted: Int) -> Bool {
        for person in mayTake.indices where seenFor[person] != wanted && mayTake[person] & (1 << UInt64(places[place])) != 0 {
            seenFor[person] = wanted
            if placeOf[person] >= 0, !augment(placeOf[person], for: wanted) { continue }
            personAt[place] = person
            placeOf[person] = place
            return true
        }
        return false
    }
}
