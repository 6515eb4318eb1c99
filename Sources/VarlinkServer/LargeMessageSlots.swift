/// Which connections may read a large message now. One user has a number of slots, and all users together have one. Users take turns;
/// within one user, connections go in the order in which they asked.
///
/// A slot stands for the bytes of one message of the longest kind, so that the number of slots bounds the memory.
struct LargeMessageSlots {
    private let together, perUser: Int
    /// Connection to user.
    private var held: [UInt64: UInt32] = [:]
    private var heldByUser: [UInt32: Int] = [:]
    /// The connections of a user that wait, in order.
    private var waiting: [UInt32: [UInt64]] = [:]
    /// The users of whom one waits, the next one first.
    private var turns: [UInt32] = []

    /// - Parameters:
    ///   - together: slots of all users, at least 1.
    ///   - perUser: slots of one user, at least 1.
    init(together: Int, perUser: Int) {
        (self.together, self.perUser) = (max(1, together), max(1, perUser))
    }

    /// Takes a slot, or waits for one.
    ///
    /// - Returns: whether the connection has it now.
    mutating func take(_ connection: UInt64, of user: UInt32) -> Bool {
        if hasRoom(user) {
            grant(connection, user)
            return true
        }
        if waiting[user] == nil { turns.append(user) }
        waiting[user, default: []].append(connection)
        return false
    }

    /// Gives a slot back, or waits no longer.
    ///
    /// - Returns: the connections that have a slot now and had none before.
    mutating func giveBack(_ connection: UInt64, of user: UInt32) -> [UInt64] {
        if held.removeValue(forKey: connection) == nil {
            forget(connection, user)
            return []
        }
        let left = heldByUser[user, default: 1] - 1
        heldByUser[user] = left == 0 ? nil : left
        var granted: [UInt64] = []
        while let next = next() { granted.append(next) }
        return granted
    }

    private func hasRoom(_ user: UInt32) -> Bool { held.count < together && heldByUser[user, default: 0] < perUser }

    private mutating func grant(_ connection: UInt64, _ user: UInt32) {
        held[connection] = user
        heldByUser[user, default: 0] += 1
    }

    private mutating func next() -> UInt64? {
        guard let turn = turns.firstIndex(where: { hasRoom($0) }), let connection = waiting[turns[turn]]?.first else { return nil }
        let user = turns[turn]
        forget(connection, user)
        // Behind the others, where more of this user's connections wait.
        if waiting[user] != nil {
            turns.removeAll { $0 == user }
            turns.append(user)
        }
        grant(connection, user)
        return connection
    }

    private mutating func forget(_ connection: UInt64, _ user: UInt32) {
        waiting[user]?.removeAll { $0 == connection }
        if waiting[user]?.isEmpty == true {
            waiting[user] = nil
            turns.removeAll { $0 == user }
        }
    }
}
