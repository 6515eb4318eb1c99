/// The most places that distinct people can fill, whatever the cost: a maximum bipartite matching by augmenting paths (Kuhn's algorithm).
///
/// Places are augmented in order, so the earliest places are the ones that are filled.
struct Cover {
    /// By place, the index of the person who takes it; nil while it is open.
    private(set) var personAt: [Int?]
    /// By person, the place; -1 for none.
    private var placeOf: [Int]
    /// By person, the place for which they were last visited. Each person is visited once per place.
    private var seenFor: [Int]
    private let places: [Int]
    private let mayTake: [UInt64]

    /// - Parameters:
    ///   - places: The kind of each place.
    ///   - mayTake: By person; bit k is set where they may take a place of kind k.
    init(places: [Int], mayTake: [UInt64]) {
        self.places = places
        self.mayTake = mayTake
        personAt = Array(repeating: nil, count: places.count)
        placeOf = Array(repeating: -1, count: mayTake.count)
        seenFor = placeOf
        for place in places.indices { _ = augment(place, for: place) }
    }

    var filled: Int { personAt.count { $0 != nil } }

    /// Fills a place where that does not open another.
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
