import CRRTDomain
import CRRTTestSupport
import Foundation
import Testing
import Varlink

@testable import crrtctl

/// Cases of other systems, as they are and as they should not be.
@Suite struct IncidentCaseTests {
    private static let now = (try? Instant("2026-12-01T06:00:00Z"))!

    private static func sample(_ name: String) throws -> JSONObject {
        try JSONObject(json: [UInt8](Data(contentsOf: BuiltPrograms.checkout.appendingPathComponent("samples/cases/\(name)"))))
    }

    private static func read(_ system: IncidentSystem, _ json: String) throws -> IncidentCase {
        try system.read(JSONObject(json: Array(json.utf8)))
    }

    private static func draft(
        _ found: IncidentCase, clearance: Classification? = .secret, floor: Classification = .unclassified
    ) -> CaseDraft {
        CaseDraft(
            found: found, nation: "EST", clearance: clearance, floor: floor, classes: ["malicious-code", "malicious-code.infected-system"],
            now: now)
    }

    @Test func irisReport() throws {
        let found = try IncidentSystem.iris.read(Self.sample("iris-case.json"))
        #expect(found.reference == "IRIS case 42" && found.title == "Encryption of the registry's file servers")
        #expect(
            found.summary == """
                On 24 November at 02:10Z the file servers of the civil registry began to encrypt their shares.

                Backups of the last week are intact.
                Public counters work on paper.

                The case has 2 assets (1 compromised), 2 indicators, 2 events; its severity there is High.
                """)
        #expect(found.began?.description == "2026-11-22T21:47:12.500Z" && found.found?.description == "2026-11-24T00:00:00Z")
        #expect(found.tlp == .amber && found.classes == ["malicious-code:ransomware"] && found.sector == nil)
        let request = Self.draft(found).request
        #expect(request["classification"] == "NR" && request[path: "incident.class"] == "malicious-code.infected-system")
        #expect(request["releasableTo"] == nil && request["seats"] == nil && request["start"] == nil, "a person decides on these")
        // Nothing of indicators, hosts and people.
        for word in ["198.51", "update-registry", "fs01", "analyst", "0f343b"] { #expect(!request.jsonString().contains(word)) }
    }

    @Test(
        "no label is proposed beside a traffic light that is not understood",
        arguments: ["tlp:nonsense", "tlp:ex:chr", "TLP 1", "tlp=magenta"])
    func unknownLight(tag: String) throws {
        let found = try Self.read(.misp, #"{"info":"x","Tag":[{"name":"tlp:green"},{"name":"\#(tag)"}]}"#)
        #expect(found.tlp == nil && Self.draft(found).label == nil)
        #expect(Self.draft(found).notes.contains { $0.contains("no traffic light that is known") })
    }

    @Test(
        "a traffic light is read however it is written",
        arguments: ["tlp:red\\t", "tlp:r\\u200bed", " tlp:red", "TLP : RED", "TLP-RED", #"tlp=\"red\""#])
    func spelling(tag: String) throws {
        #expect(try Self.read(.misp, #"{"info":"x","Tag":[{"name":"tlp:green"},{"name":"\#(tag)"}]}"#).tlp == .red)
    }

    @Test func textsCountWithTheirOwnLights() throws {
        let comment = #"{"type":"comment","value":"the source","Tag":[{"name":"tlp:red"}]}"#
        #expect(try Self.read(.misp, #"{"info":"x","Tag":[{"name":"tlp:clear"}],"Attribute":[\#(comment)]}"#).tlp == .red)
        let report = #"{"content":"the story","Tag":[{"name":"tlp:amber"}]}"#
        let both = #"{"info":"x","EventReport":[\#(report)],"Attribute":[\#(comment)]}"#
        #expect(try Self.read(.misp, both).tlp == .amber, "the comment is not taken over beside a report")
    }

    @Test("deleted texts stay deleted", arguments: ["true", "1", #""1""#])
    func deleted(mark: String) throws {
        let found = try Self.read(
            .misp,
            #"{"info":"x","EventReport":[{"content":"gone","deleted":\#(mark)}],"#
                + #""Attribute":[{"type":"comment","value":"gone","deleted":\#(mark)},{"type":"comment","value":"kept","deleted":false}]}"#)
        #expect(found.summary?.contains("gone") == false && found.summary?.contains("kept") == true)
    }

    @Test(
        "what a file says in a note makes no field and moves no cursor",
        arguments: [
            (IncidentSystem.misp, #"{"Event":{"info":"N","date":"x\nreleasableTo: [NATO]\n#\u001b[2J"}}"#),
            (.misp, #"{"Event":{"info":"N","uuid":"u\u2028releasableTo: [NATO]\u0085#"}}"#),
            (.misp, #"{"Event":{"info":"N","Tag":[{"name":"rsit:q\nreleasableTo: [NATO]\n#"}]}}"#),
            (.iris, #"{"case":{"name":"N","open_date":"x\r\nreleasableTo: [NATO]\n#"}}"#),
            (.iris, #"{"case":{"name":"N","classification":"q\nreleasableTo: [NATO]\n#"}}"#),
        ])
    func injection(system: IncidentSystem, json: String) throws {
        let draft = Self.draft(try Self.read(system, json))
        let text = RequestYAML.text(draft.request, draft.head)
        #expect(!text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("releasableTo") }, "\(text)")
        #expect(!text.unicodeScalars.contains { $0 != "\n" && HarmfulText.isHarmful($0) })
    }

    @Test func mispEvent() throws {
        let sample = try Self.sample("misp-event.json")
        let found = try IncidentSystem.misp.read(sample)
        #expect(found.reference == "MISP event 5f9c1d1e-7b4a-4c55-9d55-0a3c2f1e8b10")
        #expect(found.title == "Wiper in the control centre of a grid operator" && found.sector == "Energy")
        #expect(
            found.summary == """
                Two of three control rooms lost their screens at 04:20Z. Substations are operated by hand.

                The event has 4 attributes; its threat level there is high.
                """)
        #expect(found.began?.description == "2026-11-23T04:20:00Z" && found.found?.description == "2026-11-23T00:00:00Z")
        // That of the event; an indicator's own mark is about the indicator.
        #expect(found.tlp == .amberStrict && found.classes == ["malicious-code:malware"])
        let draft = Self.draft(found)
        #expect(draft.request["sector"] == "energy" && draft.request["classification"] == "NR")
        // The day of the event began before the event did, which is no contradiction; a day before it is one.
        #expect(draft.request[path: "incident.found"] == nil && !draft.notes.contains { $0.contains("does not fit its events") })
        var earlier = found
        earlier.found = try Instant("2026-11-20T00:00:00Z")
        #expect(Self.draft(earlier).notes.contains { $0.contains("does not fit its events") })
        for word in ["203.0.113", "9b74c9", "gridsvc"] { #expect(!draft.request.jsonString().contains(word)) }
        // Without the wrapper, and as a search answers.
        let inner = try #require(sample["Event"]?.objectValue)
        #expect(try IncidentSystem.misp.read(inner) == found)
        #expect(try IncidentSystem.misp.read(["response": [.object(sample)]]) == found)
        #expect(throws: InvalidField.self) { try IncidentSystem.misp.read(["response": [.object(sample), .object(sample)]]) }
    }

    @Test(arguments: [
        ("tlp:white", Classification.unclassified), ("TLP:CLEAR", .unclassified), ("tlp:green", .unclassified), ("tlp:amber", .restricted),
        ("tlp:amber+strict", .restricted), ("tlp:red", .confidential),
    ])
    func neverAboveWhatTheCallerMayRead(tag: String, proposal: Classification) throws {
        let found = try Self.read(.misp, #"{"info":"x","Tag":[{"name":"tlp:green"},{"name":"\#(tag)"},{"name":"nonsense"}]}"#)
        for clearance in Classification.allCases {
            for floor in Classification.allCases {
                let draft = Self.draft(found, clearance: clearance, floor: floor)
                let label = try #require(draft.label)
                #expect(label <= clearance && label == min(max(proposal, floor), clearance))
                #expect(draft.notes.contains { $0.contains("highest that you may read") } == (proposal > clearance))
            }
        }
        #expect(Self.draft(found, clearance: nil).label == nil)
    }

    @Test(arguments: [
        ("malicious-code:ransomware", "malicious-code.infected-system"), ("malicious-code:c&c", "malicious-code.c2-server"),
        ("malicious-code:something new", "malicious-code"), ("availability:ddos", "availability.ddos"),
        ("intrusion:backdoor", "intrusions.system-compromise"),
        ("vulnerability", "vulnerable"), ("fraud:phishing", "fraud.phishing"), ("nonsense:ddos", nil), ("", nil), (":", nil),
    ])
    func incidentClasses(name: String, code: String?) throws {
        let catalogue = try String(contentsOf: BuiltPrograms.checkout.appendingPathComponent("etc/incident-classes.csv"), encoding: .utf8)
        let known = Set(catalogue.split(separator: "\n").compactMap { $0.split(separator: ",").first.map(String.init) })
        #expect(IncidentClassMapping.code(name, known: known) == code)
    }

    @Test(arguments: [
        ("2026-11-24", "2026-11-24T00:00:00Z"), ("2026-11-24T02:10:00.123456", "2026-11-24T02:10:00.123Z"),
        ("2026-11-24 02:10:00", "2026-11-24T02:10:00Z"), ("2026-11-24T02:10:00+02:00", "2026-11-24T00:10:00Z"),
        ("Tue, 24 Nov 2026 00:00:00 GMT", nil), ("2026-13-24", nil), ("", nil), ("2026-11-2é", nil),
    ])
    func times(text: String, instant: String?) { #expect(ForeignTime.instant(text)?.description == instant) }

    @Test func hostileTexts() throws {
        let long = String(repeating: "é", count: 5000)
        let title = "a\\u001b[31mb\\u202ec\\n  \\u0000d"
        let found = try Self.read(
            .iris,
            #"{"case":{"name":"\#(title)","description":"\#(long)\u0007\#(long)","classification":7,"open_date":[]},"#
                + #""iocs":{},"timeline":[7]}"#
        )
        #expect(found.title == "a [31mb c d")
        let summary = try #require(found.summary)
        #expect(summary.utf8.count <= 8000 && summary.contains("…") && HarmfulText.fault(in: summary, manyLines: true) == nil)
        #expect(found.began == nil && found.found == nil && found.tlp == nil)
        // A name without anything, and a cluster of marks that is longer than a title.
        #expect(try Self.read(.iris, #"{"case":{"name":"\u0000 "}}"#).title == nil)
        let cluster = "e" + String(repeating: "\u{301}", count: 300)
        #expect(ForeignText.line("x " + cluster) == "x …")
    }

    @Test(arguments: [
        (IncidentSystem.iris, "{}", "case"), (.iris, #"{"case":[]}"#, "case"), (.iris, #"{"case":{}}"#, "case.name"),
        (.misp, "{}", "Event.info"),
        (.misp, #"{"Event":{"info":""}}"#, "Event.info"), (.misp, #"{"Event":[]}"#, "Event.info"), (.misp, #"{"response":[]}"#, "response"),
    ])
    func whatIsNoCase(system: IncidentSystem, json: String, field: String) {
        #expect { try Self.read(system, json) } throws: { ($0 as? InvalidField)?.field == field }
    }
}
