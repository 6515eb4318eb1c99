/// What waits, by whom it is for: each user's in the order in which it came, users in turn. A user for whom much waits delays the others by
/// one element a turn.
struct FairQueue<User: Hashable & Sendable, Element: Sendable>: Sendable {
    private var waiting: [User: Line] = [:]
    /// Who has something that waits, the next one at `turn`.
    private var users: [User] = []
    private var turn = 0
    private(set) var count = 0

    private struct Line: Sendable {
        var elements: [Element]
        var head = 0

        /// Forgets what has been taken, where that moves no more than has been taken.
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
            // Behind the one whose turn it was last.
            users.insert(user, at: turn)
            turn = (turn + 1) % users.count
        }
    }

    /// The next one, and the turn goes on. Takes time in the number of users, not in that of what waits.
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
