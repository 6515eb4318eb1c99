import CRRTDomain
import Testing
import Varlink

@testable import JournalProof

/// Orders in an exported journal: each goes by grants that stood before it.
@Suite("Orders in an exported journal")
struct OrderProofTests {
    private static let key = Result { try SigningKey() }
    private static let id = "TSK-ALB-2026-0001-1"

    private func consent(_ nation: String, _ kind: String, _ state: String, _ digest: String = "d") -> String {
        #"{"consent":{"tasking":"\#(Self.id)","nation":"\#(nation)","kind":"\#(kind)","digest":"\#(digest)","state":"\#(state)"}}"#
    }

    private func tasking(_ state: String, kind: String = "assembled", digest: String = "d") -> String {
        #"{"tasking":{"id":"\#(Self.id)","request":"REQ-ALB-2026-0001","kind":"\#(kind)","nations":["EST"],"digest":"\#(digest)","#
            + #""state":"\#(state)"}}"#
    }

    private func verdict(_ entries: [(event: String, changes: [String])]) throws -> JournalVerdict {
        let key = try Self.key.get()
        var (lines, last): ([String], JournalEntry?) = ([], nil)
        for (number, (event, changes)) in entries.enumerated() {
            var entry = JournalEntry(
                seq: number + 1, at: Instant(seconds: 1_800_000_000), principal: "duty (uid 1)", event: event, subject: Self.id,
                payload: #"{"changes":[\#(changes.joined(separator: ","))]}"#, previousHash: last?.hash ?? JournalEntry.genesis, hash: [])
            entry.hash = entry.computedHash()
            lines.append(JournalExport.line(entry))
            last = entry
        }
        let end = try #require(last)
        let header = JournalExport.Header(
            journal: "1", instance: "", at: end.at, head: JournalHead(seq: end.seq, hash: end.hash), key: key.verifyingKey)
        let checkpoint = try Checkpoint(journal: "1", instance: "", seq: end.seq, hash: end.hash, at: end.at, by: key)
        var check = JournalExportVerifier(keys: [key.verifyingKey])
        for line in [JournalExport.line(header)] + lines + [JournalExport.line(checkpoint)] { check.take(Array(line.utf8)[...]) }
        return check.finish()
    }

    private func proposed(kind: String = "assembled", contribution: String = "contribute") -> [(event: String, changes: [String])] {
        [
            (
                "tasking.proposed",
                [tasking("awaitingConsent", kind: kind), consent("EST", contribution, "requested"), consent("ALB", "host", "requested")]
            ),
            ("consent.granted", [consent("EST", contribution, "granted")]),
            ("consent.granted", [consent("ALB", "host", "granted"), tasking("consented", kind: kind)]),
        ]
    }

    @Test("with every grant an order holds, and so does all that follows it")
    func granted() throws {
        let later: [(event: String, changes: [String])] = [
            ("tasking.ordered", [tasking("ordered")]), ("tasking.departed", [tasking("moving")]), ("tasking.begun", [tasking("onTask")]),
            ("tasking.extensionAsked", [tasking("onTask"), consent("EST", "contribute", "requested", "e")]),
            (
                "consent.granted",
                [consent("EST", "contribute", "granted", "e"), consent("EST", "contribute", "spent"), tasking("onTask", digest: "e")]
            ),
            ("tasking.released", [tasking("returning", digest: "e")]),
            (
                "tasking.closed",
                [tasking("closed", digest: "e"), consent("EST", "contribute", "spent", "e"), consent("ALB", "host", "spent")]
            ),
        ]
        #expect(try verdict(proposed() + later).faults == [])
        let effect = proposed(kind: "effect", contribution: "effect")
        #expect(try verdict(effect + [("tasking.ordered", [tasking("ordered", kind: "effect")])]).faults == [])
    }

    /// What stands instead of the grants, and whose is missing.
    private static let forged: [(String, [Int], String, String)] = [
        ("no grant of the contributing nation", [0, 2], "", "EST"), ("no grant of the host", [0, 1], "", "ALB"),
        ("none was asked", [], "", "ALB, EST"), ("revoked", [0, 1, 2], "revoked", "EST"), ("other terms", [0, 1, 2], "terms", "ALB, EST"),
        ("another nation refused", [0, 1, 2], "asked", "FIN"), ("granted in the entry of the order", [0, 2], "same", "EST"),
    ]

    @Test("an order without a grant that it needs is found", arguments: forged.indices, ["tasking.ordered", "tasking.departed"])
    func missing(index: Int, event: String) throws {
        let (name, kept, more, nations) = Self.forged[index]
        var entries = kept.map { proposed()[$0] }
        var order = [tasking(event == "tasking.ordered" ? "ordered" : "moving", digest: more == "terms" ? "e" : "d")]
        switch more {
        case "revoked": entries.append(("consent.revoked", [consent("EST", "contribute", "revoked")]))
        case "asked": entries.append(("consent.refused", [consent("FIN", "contribute", "refused")]))
        case "same": order.append(consent("EST", "contribute", "granted"))
        default: break
        }
        entries.append((event, order))
        let verdict = try verdict(entries)
        #expect(verdict.broken == entries.count, "\(name): \(verdict.faults)")
        #expect(verdict.faults.first?.text.hasSuffix("without a current consent to its terms of \(nations)") == true, "\(verdict.faults)")
    }

    // MARK: - Single people

    private func people(_ state: String, _ elements: [(who: String, batch: Int, state: String)], team: String? = nil) -> String {
        let list = elements.map { element in
            let ordered = ["ordered", "moving", "onTask", "home"].contains(element.state) ? #","ordered":true"# : ""
            return #"{"seat":0,"expert":"\#(element.who)","nation":"\#(element.who.prefix(3))","batch":\#(element.batch),"#
                + #""state":"\#(element.state)"\#(ordered)}"#
        }
        return #"{"tasking":{"id":"\#(Self.id)","request":"REQ-ALB-2026-0001","kind":"assembled","nations":["EST"],"digest":"d","#
            + #""elements":[\#(list.joined(separator: ","))],\#(team.map { #""team":"\#($0)","# } ?? "")"state":"\#(state)"}}"#
    }

    /// - Parameter batch: nil for a stricter label.
    private func word(_ nation: String, _ state: String, as kind: String = "contribute", batch: Int?, of who: [String]) throws -> String {
        let number = batch.map { #""batch":\#($0),"# } ?? ""
        let elements = who.map { #"{"expert":"\#($0)"}"# }.joined(separator: ",")
        let terms = #"{\#(number)"elements":[\#(elements)],"nation":"\#(nation)"}"#
        let digest = TermsDigest.digest(of: try JSONObject(json: terms.utf8))
        return #"{"consent":{"tasking":"\#(Self.id)","nation":"\#(nation)","kind":"\#(kind)","digest":"\#(digest)","#
            + #"\#(number)"terms":\#(terms),"state":"\#(state)"}}"#
    }

    @Test("a person is ordered by grants for their batch that name them, of their nation, the host, and who lends the team")
    func elements() throws {
        let (first, second) = ("EST-0001", "LVA-0001")
        let ordered = [(first, 0, "ordered"), (second, 1, "asked")]
        func faults(_ grants: [String], _ order: String) throws -> [String] {
            try verdict([("consent.granted", grants), ("tasking.ordered", [order])]).faults.map(\.text)
        }
        let (own, host) = (try word("EST", "granted", batch: 0, of: [first]), try word("ALB", "granted", as: "host", batch: 0, of: [first]))
        #expect(try faults([own, host], people("ordered", ordered)) == [])
        let cases: [(String, [String], [(String, Int, String)], String?, String)] = try [
            ("no grant of the nation", [host], ordered, nil, "EST"), ("no grant of the host", [own], ordered, nil, "ALB"),
            ("for another batch", [word("EST", "granted", batch: 1, of: [first]), host], ordered, nil, "EST"),
            ("to a stricter label alone", [word("EST", "granted", batch: nil, of: [first]), host], ordered, nil, "EST"),
            ("of another person", [word("EST", "granted", batch: 0, of: ["EST-0009"]), host], ordered, nil, "EST"),
            ("revoked", [word("EST", "revoked", batch: 0, of: [first]), host], ordered, nil, "EST"),
            ("the replacement with it", [own, host], [(first, 0, "ordered"), (second, 1, "ordered")], nil, "ALB, LVA"),
            ("of who lends the team", [own, host], ordered, "NOR-TEAM-1", "NOR"),
        ]
        for (name, grants, elements, team, nations) in cases {
            let found = try faults(grants, people("ordered", elements, team: team))
            #expect(found.count == 1 && found[0].hasSuffix("terms of \(nations)"), "\(name): \(found)")
        }
        let loan = try word("NOR", "granted", batch: 0, of: [])
        #expect(try faults([own, host, loan], people("ordered", ordered, team: "NOR-TEAM-1")) == [])
    }

    @Test("who was ordered once is not judged again when consents have been spent, and a replacement by its own")
    func later() throws {
        let (first, second) = ("EST-0001", "LVA-0001")
        let grants = try [word("EST", "granted", batch: 0, of: [first]), word("ALB", "granted", as: "host", batch: 0, of: [first])]
        let spent = try [word("EST", "spent", batch: 0, of: [first])]
        let more = try [word("LVA", "granted", batch: 1, of: [second]), word("ALB", "granted", as: "host", batch: 1, of: [second])]
        let entries: [(event: String, changes: [String])] = [
            ("consent.granted", grants), ("tasking.ordered", [people("ordered", [(first, 0, "ordered")])]),
            ("tasking.home", spent + [people("ordered", [(first, 0, "home"), (second, 1, "asked")])]), ("consent.granted", more),
            ("tasking.ordered", [people("ordered", [(first, 0, "home"), (second, 1, "ordered")])]),
            ("tasking.closed", [people("closed", [(first, 0, "home"), (second, 1, "home")])]),
        ]
        #expect(try verdict(entries).faults == [])
    }
}
