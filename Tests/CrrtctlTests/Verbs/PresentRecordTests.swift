import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

/// A change over the present record, which others change meanwhile.
@Suite struct PresentRecordTests {
    private static let stale = Failure(
        .failed, "it has changed",
        remote: RemoteError(
            name: Service.StaleRevision.name, parameters: ["id": "REQ-ALB-2026-0001", "current": 4, "message": "it has changed"]))

    @Test(
        "is made again over what another user was first with, three times at most", arguments: [(0, 1, true), (2, 3, true), (3, 3, false)])
    func again(stale: Int, tries: Int, isDone: Bool) {
        var made = 0
        let done = try? PresentRecord.change {
            made += 1
            if made <= stale { throw Self.stale }
            return made
        }
        #expect(made == tries && (done != nil) == isDone)
    }

    @Test("another failure is not repeated") func other() {
        var made = 0
        #expect(throws: Failure(.failed, "no")) {
            try PresentRecord.change {
                made += 1
                throw Failure(.failed, "no")
            }
        }
        #expect(made == 1)
    }
}
