import Glibc

/// For a call that changes something: its first operation of a kind on the disk fails, then its second, until one call meets none.
/// Each of these calls must be answered, be done whole or not at all, and leave a database that opens and verifies.
public struct EveryFailure {
    /// What each kind of operation fails with.
    public static let errors: [(operation: Trouble.Operation, errno: Int32)] = [
        (.write, ENOSPC), (.write, EIO), (.sync, EIO), (.read, EIO), (.open, EMFILE), (.lock, ENOLCK), (.truncate, EIO), (.map, ENOMEM),
    ]
    /// More operations than a call has.
    private static let most = 400

    private var situations: Situations

    /// - Throws: `Violation`.
    public init(seed: UInt64 = 1, folder: String = "/dev/shm") throws {
        situations = Situations(try World(World.Origin(seed: seed, folder: folder)))
    }

    /// - Parameter method: a method that changes something, by its full name.
    /// - Returns: how many calls met a failure.
    /// - Throws: `Violation`.
    public mutating func run(_ method: String, _ operation: Trouble.Operation, errno: Int32) throws -> Int {
        let world = situations.world
        for place in 1...Self.most {
            let request = try situations.call(method)
            do {
                try world.take(Step(place, .call([request]), trouble: .fail(operation, at: place, errno: errno, shortBy: 0)))
            } catch let violation as Violation {
                throw Violation(
                    violation.invariant, "\(method), \(operation.rawValue) number \(place) failing with \(errno): \(violation.detail)")
            }
            if !world.hasMetTrouble { return place - 1 }
        }
        throw Violation(.answered, "\(method) has more than \(Self.most) operations of the kind \(operation.rawValue)")
    }

    /// Verifies all that is there by now, after a start.
    public func verify() throws { try situations.world.takeLast() }
}
