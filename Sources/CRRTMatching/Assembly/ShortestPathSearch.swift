/// The state of a shortest-path search over people: distances, predecessors and settled nodes (E. W. Dijkstra, "A Note on Two Problems in
/// Connexion with Graphs", Numerische Mathematik 1, 1959).
struct ShortestPathSearch<P: Price> {
    private enum State: UInt8 { case unreached, reached, settled }

    private(set) var distance: [P]
    /// By person, the predecessor: the slot they were reached from, and by which of its options. Option -1 leaves the slot open.
    private(set) var slot: [Int]
    private(set) var option: [Int]
    /// The shortest distance to a free person.
    private(set) var nearestFree: P?
    private(set) var settled: [Int] = []
    private var state: [State]
    private var reached: [Int] = []

    init(people: Int) {
        distance = Array(repeating: .zero, count: people)
        slot = Array(repeating: -1, count: people)
        option = Array(repeating: -1, count: people)
        state = Array(repeating: .unreached, count: people)
    }

    mutating func begin() {
        for person in reached { state[person] = .unreached }
        reached.removeAll(keepingCapacity: true)
        settled.removeAll(keepingCapacity: true)
        nearestFree = nil
    }

    mutating func reach(_ person: Int, _ length: P, from slot: Int, by option: Int, free: Bool) {
        switch state[person] {
        case .settled: return
        case .reached: if distance[person] <= length { return }
        case .unreached:
            state[person] = .reached
            reached.append(person)
        }
        distance[person] = length
        self.slot[person] = slot
        self.option[person] = option
        if free, nearestFree.map({ length < $0 }) ?? true { nearestFree = length }
    }

    mutating func settle(_ person: Int) {
        state[person] = .settled
        settled.append(person)
    }

    /// The nearest person who is reached and not settled. There always is one, because a slot can stay open.
    var nearest: Int {
        var best = -1
        for person in reached where state[person] == .reached && (best < 0 || distance[person] < distance[best]) { best = person }
        return best
    }
}
