import CRRTProtocol
import Testing

@testable import crrtctl

@Suite struct RequestDuplicatesTests {
    private static func request(
        _ title: String, nation: String = "ALB", from start: String = "2026-12-01", to end: String = "2026-12-10",
        state: Requests.Request.State? = .submitted
    ) -> Requests.Request {
        .init(
            id: "REQ-ALB-2026-0001", nation: nation, title: title, classification: .NR, releasableTo: ["NATO"], mode: .both,
            start: start + "T06:00:00Z", end: end + "T06:00:00Z", seats: [], state: state)
    }

    @Test(arguments: [
        ("Wiper at the ministry of health", true), ("wiper: ministry of HEALTH", true), ("Wiper in the health ministry's network", true),
        ("Ransomware at the ministry of finance", false), ("Loss of satellite modems", false), ("", false),
    ])
    func titles(other: String, isAlike: Bool) {
        let found = RequestDuplicates.of(Self.request("Wiper at the ministry of health"), among: [Self.request(other)])
        #expect(found.isEmpty != isAlike)
    }

    @Test func others() {
        let new = Self.request("Wiper")
        #expect(RequestDuplicates.of(new, among: [Self.request("Wiper", nation: "EST")]).isEmpty)
        #expect(RequestDuplicates.of(new, among: [Self.request("Wiper", from: "2026-12-10", to: "2026-12-12")]).isEmpty)
        #expect(RequestDuplicates.of(new, among: [Self.request("Wiper", from: "2026-12-09", to: "2026-12-12")]).count == 1)
        #expect(RequestDuplicates.of(new, among: [Self.request("Wiper", state: .cancelled)]).isEmpty)
        #expect(RequestDuplicates.of(new, among: [Self.request("Wiper", state: .validated)]).count == 1)
        // Titles without a word of three letters are alike if they are the same.
        #expect(RequestDuplicates.of(Self.request("X 1"), among: [Self.request("1 x"), Self.request("X 2 b c")]).count == 1)
    }
}
