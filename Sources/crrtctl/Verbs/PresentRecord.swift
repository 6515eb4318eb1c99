import CRRTProtocol
import Varlink

/// A change of one part of a record, over the record as it is.
enum PresentRecord {
    /// The most times that a change is made.
    private static let mostTries = 3

    /// Reads a record and writes a part of it with the revision that was read. Where another user's change came in between, both are done
    /// again, over theirs. It is for parts that replace nothing but what the caller names.
    ///
    /// - Throws: What the body throws; `StaleRevision` once others have been first three times.
    static func change<Value>(_ body: () throws -> Value) throws -> Value {
        for _ in 1..<mostTries {
            do { return try body() } catch let failure as Failure where failure.remote?.as(Service.StaleRevision.self) != nil { continue }
        }
        return try body()
    }
}
