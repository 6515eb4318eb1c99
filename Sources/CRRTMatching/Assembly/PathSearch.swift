/// The state of a shortest-path search: who has been reached, at which distance, and from where (E. W. Dijkstra, 1959).
struct PathSearch<P: Price> {
    private enum Mark: UInt8 { case unknown, reached, settled }

    private(set) var distance: [P]
    /// By person, the place they were reached from, and by which of its options. Option -1 leaves the place open.
    private(set) var place: [Int]
    private(set) var option: [Int]
    /// The shortest distance to a free person.
    private(set) var nearestFree: P?
    private(set) var settled: [Int] = []
    private var mark: [Mark]
    private var reached: [Int] = []

    init(people: Int) {
        distance = Array(repeating: .zero, count: people)
        place = Array(repeating: -1, count: people)
        option = Array(repeating: -1, count: people)
        mark = Array(repeating: .unknown, count: people)
    }

    mutating func begin() {
        for person in reached { mark[person] = .unknown }
        reached.removeAll(keepingCapacity: true)
        settled.removeAll(keepingCapacity: true)
        nearestFree = nil
    }

    mutating func reach(_ person: Int, _ length: P, from place: Int, by option: Int, free: Bool) {
        switch mark[person] {
        case .settled: return
        case .reached: if distance[person] <= length { return }
        case .unknown:
            mark[person] = .reached
            reached.append(person)
        }
        distance[person] = length
        self.place[person] = place
        self.option[person] = option
        if free, nearestFree.map({ length < $0 }) ?? true { nearestFree = length }
    }

    mutating func settle(_ person: Int) {
        mark[person] = .settled
        settled.append(person)
    }

    /// The nearest person who is reached and not settled. There always is one, because a place can stay open.
    var nearest: Int {
        var best = -1
        for person in reached where mark[person] == .reached && (best < 0 || distance[person] < distance[best]) { best = person }
        return best
    }
}
