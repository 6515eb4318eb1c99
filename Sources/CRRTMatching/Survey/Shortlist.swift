internal import CRRTDomain

/// The contenders for one kind of place that can matter: of every nation the cheapest, as many as there are places.
///
/// More cannot matter: were somebody else chosen, one of these would be free, of the same nation, and not dearer (exchange argument).
struct Shortlist {
    private let size: Int
    private var byNation: [NationCode: [Contender]] = [:]

    init(size: Int) { self.size = size }

    mutating func consider(_ contender: Contender) {
        if let best = byNation[contender.nation], best.count == size, !contender.precedes(best[size - 1]) { return }
        byNation[contender.nation, default: []].insertInOrder(contender, keeping: size)
    }

    /// Cheapest first.
    var contenders: [Contender] { byNation.values.flatMap { $0 }.sorted { $0.precedes($1) } }
}

extension [Contender] {
    fileprivate mutating func insertInOrder(_ contender: Contender, keeping size: Int) {
        var place = count
        while place > 0, contender.precedes(self[place - 1]) { place -= 1 }
        insert(contender, at: place)
        if count > size { removeLast() }
    }
}
