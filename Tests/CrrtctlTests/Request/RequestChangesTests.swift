import CRRTDomain
import CRRTProtocol
import Testing
import Varlink

@testable import crrtctl

@Suite struct RequestChangesTests {
    private static let base = Requests.Request(
        nation: "ALB", title: "Wiper", classification: .NR, releasableTo: ["NATO"], mode: .both, start: "2026-12-01T06:00:00Z",
        end: "2026-12-10T06:00:00Z", seats: [.init(skill: "PD-WRL-003", minLevel: 3)])

    private static func changes(_ edit: (inout Requests.Request) -> Void) throws -> RequestChanges {
        var edited = base
        edit(&edited)
        return RequestChanges(from: try Request(base), to: try Request(edited))
    }

    @Test func nothing() throws {
        // What is left out and what is stated as the default are the same.
        let changes = try Self.changes { request in
            request.ownNationals = false
            request.seats[0].count = 1
            request.precedence = .routine
        }
        #expect(changes.isEmpty && changes.lines.isEmpty)
    }

    @Test func kinds() throws {
        let title = try Self.changes { $0.title = "Wiper at the registry" }
        #expect(title.isCorrection && title.lines == ["title: was 'Wiper', now 'Wiper at the registry'"])
        #expect(title.meaning.hasPrefix("a correction"))
        let label = try Self.changes { $0.classification = .NS }
        #expect(!label.isCorrection && label.meaning.hasPrefix("another label") && label.lines == ["classification: was 'NR', now 'NS'"])
        let terms = try Self.changes { request in
            request.title = "Other"
            request.end = "2026-12-12T06:00:00Z"
            request.seats = [.init(skill: "PD-WRL-003", minLevel: 4, count: 2)]
        }
        #expect(!terms.isCorrection && terms.meaning.hasPrefix("new terms"))
        #expect(
            terms.lines == [
                "title: was 'Wiper', now 'Other'", "end: was '2026-12-10T06:00:00Z', now '2026-12-12T06:00:00Z'",
                "seats: was PD-WRL-003:3, now PD-WRL-003:4x2",
            ])
    }

    /// The text of an edit holds the same request again, whatever it has.
    @Test func text() throws {
        var full = Self.base
        (full.id, full.state, full.revision, full.summary) = ("REQ-ALB-2026-0001", .validated, 4, "Two\nlines: yes")
        let text = RequestYAML.text(try JSONObject(json: full.jsonBytes()), ["first"])
        #expect(text.hasPrefix("# first\n"))
        #expect(text.contains("\nsummary: |-\n  Two\n  lines: yes\n") && text.contains("\n#replyBy: ") && !text.contains("\nid:"))
        for name in try JSONObject(json: full.jsonBytes()).members.map(\.name) where !RequestFile.minted.contains(name) {
            #expect(text.contains("\n\(name):"), "\(name)")
        }
    }
}
