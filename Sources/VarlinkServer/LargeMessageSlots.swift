/// Grants connections the right to read a large message. The number of slots is limited for each user and for all together. Users take
/// turns; the connections of one user are served in the order in which they asked.
///
/// A slot stands for one message of the maximum size, so the number of slots bounds the memory.
struct LargeMessageSlots {
    private let total, perUser: Int
    /// Connection to user.
    private var held: [UInt64: UInt32] = [:]
    private var heldByUser: [UInt32: Int] = [:]
    /// The waiting connections of each user, in order.
    private var waiting: [UInt32: [UInt64]] = [:]
    /// The users with waiting connections, the next one first.
    private var turns: [UInt32] = []

    /// - Parameters:
    ///   - total: slots of all users, at least 1.
    ///   - perUser: slots of one user, at least 1.
    init(total: Int, perUser: Int) {
        (self.total, self.perUser) = (max(1, total), max(1, perUser))
    }

    /// Acquires a slot, or waits for one.
    ///
    /// - Returns: whether the connection has it now.
    mutating func acquire(_ connection: UInt64, of user: UInt32) -> Bool {
        if hasRoom(user) {
            grant(connection, user)
            return true
        }
        if waiting[user] == nil { turns.append(user) }
        waiting[user, default: []].append(connection)
        return false
    }

    /// Releases a slot, or stops waiting for one.
    ///
    /// - Returns: the connections that were granted a slot by this.
    mutating func release(_ connection: UInt64, of user: UInt32) -> [UInt64] {
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

    private func hasRoom(_ user: UInt32) -> Bool { held.count < total && heldByUser[user, default: 0] < perUser }

    private mutating func grant(_ connection: UInt64, _ user: UInt32) {
        held[connection] = user
        heldByUser[user, default: 0] += 1
    }

    private mutating func next() -> UInt64? {
        guard let turn = turns.firstIndex(where: { hasRoom($0) }), let connection = waiting[turns[turn]]?.first else { return nil }
        let user = turns[turn]
        forget(connection, user)
        // If more of this user's connections wait, the user goes to the end of the line.
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
