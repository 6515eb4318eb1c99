import CRRTDomain
import CRRTProtocol
import Testing

@testable import CRRTService

/// What callers and administrators get of an unforeseen error.
struct InternalErrorTests {
    private struct Unforeseen: Error {}

    @Test("two errors within one millisecond have references of their own")
    func references() throws {
        try InProcessDesk.with { desk in
            let environment = desk.instance.environment
            let replies = (0..<3).map { _ in environment.internalError(Unforeseen(), "io.crrtd.Service.Status") as? Service.InternalError }
            let references = Set(replies.compactMap { $0?.reference })
            #expect(references.count == 3)
            let time = "\(desk.clock.now.milliseconds)-"
            #expect(references.allSatisfy { $0.hasPrefix(time) })
        }
    }

    @Test("a value that was consumed is an error and no crash")
    func consumedTwice() throws {
        let value = ConsumeOnce("x")
        #expect(try value.take() == "x")
        #expect(throws: AlreadyConsumed.self) { try value.take() }
    }
}
