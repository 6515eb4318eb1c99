/// A queue that serves users round-robin, and each user's elements in the order in which they came. A user with many elements delays the
/// others by one element per round.
struct FairQueue<User: Hashable & Sendable, Element: Sendable>: Sendable {
    private var waiting: [User: Line] = [:]
    /// The users with waiting elements. The next one is at index `turn`.
    private var users: [User] = []
    private var turn = 0
    private(set) var count = 0

    private struct Line: Sendable {
        var elements: [Element]
        var head = 0

        /// Removes elements that were taken, once they are at least half, so that removal takes amortized constant time.
        mutating func dropTaken() {
            guard head >= 32, head * 2 >= elements.count else { return }
            elements.removeFirst(head)
            head = 0
        }
    }

    var isEmpty: Bool { count == 0 }

    mutating func append(_ element: Element, of user: User) {
        count += 1
        if waiting[user]?.elements.append(element) == nil {
            waiting[user] = Line(elements: [element])
            // After the user whose turn was last.
            users.insert(user, at: turn)
            turn = (turn + 1) % users.count
        }
    }

    /// Removes the next element. Takes time linear in the number of users, not of elements.
    mutating func next() -> Element? {
        guard !users.isEmpty else { return nil }
        let user = users[turn]
        guard var line = waiting.removeValue(forKey: user) else { return nil }
        count -= 1
        let element = line.elements[line.head]
        line.head += 1
        if line.head == line.elements.count {
            users.remove(at: turn)
            if turn == users.count { turn = 0 }
        } else {
            line.dropTaken()
            waiting[user] = line
            turn = (turn + 1) % users.count
        }
        return element
    }
}
