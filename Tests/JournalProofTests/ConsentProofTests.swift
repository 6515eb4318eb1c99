import CRRTDomain
import Testing
import Varlink

@testable import JournalProof

/// Consents in an exported journal, each with its nation's word.
@Suite("Consents in an exported journal")
struct ConsentProofTests {
    static let statement = ConsentStatement(
        tasking: "TSK-ALB-2026-0001-1", nation: "EST", kind: "contribute", digest: String(repeating: "a", count: 64), conditions: "No \"x\""
    )

    /// A journal of one entry, which holds the consent, signed by the daemon.
    private func verdict(
        _ consent: String, daemon: SigningKey, keys: [String: [VerifyingKey]] = [:]
    ) throws -> (JournalVerdict, [ConsentSignatureVerifier.Finding]) {
        var entry = JournalEntry(
            seq: 1, at: Instant(seconds: 1_800_000_000), principal: "ncp-est (uid 1)", event: "consent.granted",
            subject: Self.statement.tasking, payload: #"{"changes":[{"consent":\#(consent)}]}"#, previousHash: JournalEntry.genesis,
            hash: [])
        entry.hash = entry.computedHash()
        let head = JournalHead(seq: 1, hash: entry.hash)
        let header = JournalExport.Header(journal: "1", instance: "", at: entry.at, head: head, key: nil)
        let checkpoint = try Checkpoint(journal: "1", instance: "", seq: 1, hash: entry.hash, at: entry.at, by: daemon)
        var check = JournalExportVerifier(keys: [daemon.verifyingKey], consentKeys: keys)
        for line in [JournalExport.line(header), JournalExport.line(entry), JournalExport.line(checkpoint)] {
            check.take(Array(line.utf8)[...])
        }
        return (check.finish(), check.consents.findings)
    }

    private func consent(
        _ statement: ConsentStatement, signed: ConsentStatement, by key: SigningKey, as shown: VerifyingKey? = nil
    ) throws -> String {
        var object: JSONObject = [
            "tasking": .string(statement.tasking), "nation": .string(statement.nation), "kind": .string(statement.kind),
            "digest": .string(statement.digest), "state": "granted",
        ]
        var signature: JSONObject = [
            "publicKey": .string(Base64.text((shown ?? key.verifyingKey).bytes)),
            "signature": .string(Base64.text(try signed.signature(by: key))),
        ]
        if let conditions = statement.conditions { signature["conditions"] = .string(conditions) }
        object["signatures"] = .array([.object(signature)])
        return object.jsonString()
    }

    @Test("a signature under the very terms holds, by the key that was given or by the one in the record")
    func holds() throws {
        let (daemon, nation) = (try SigningKey(), try SigningKey())
        let consent = try consent(Self.statement, signed: Self.statement, by: nation)
        for keys in [[:], ["EST": [nation.verifyingKey]]] as [[String: [VerifyingKey]]] {
            let (verdict, findings) = try verdict(consent, daemon: daemon, keys: keys)
            #expect(verdict.faults == [])
            #expect(findings.map(\.key) == [nation.verifyingKey.id] && findings.map(\.isKnown) == [!keys.isEmpty])
        }
    }

    @Test("a signature under other terms is found", arguments: ["tasking", "nation", "kind", "digest", "conditions", "none"])
    func otherTerms(member: String) throws {
        let (daemon, nation) = (try SigningKey(), try SigningKey())
        var other = Self.statement
        switch member {
        case "tasking": other.tasking = "TSK-ALB-2026-0002-1"
        case "nation": other.nation = "FIN"
        case "kind": other.kind = "host"
        case "digest": other.digest = String(repeating: "b", count: 64)
        case "conditions": other.conditions = "All of it"
        default: other.conditions = nil
        }
        let (verdict, findings) = try verdict(try consent(Self.statement, signed: other, by: nation), daemon: daemon)
        #expect(verdict.broken == 1 && verdict.faults.first?.text.contains("signature that is not for these terms") == true)
        #expect(findings.isEmpty)
    }

    @Test("another's key is found where the nation's is known, and never passes under its name")
    func otherKey() throws {
        let (daemon, nation, other) = (try SigningKey(), try SigningKey(), try SigningKey())
        let keys = ["EST": [nation.verifyingKey]]
        let theirs = try consent(Self.statement, signed: Self.statement, by: other)
        #expect(try verdict(theirs, daemon: daemon, keys: keys).0.faults.first?.text.contains("which is not EST's") == true)
        let named = try consent(Self.statement, signed: Self.statement, by: other, as: nation.verifyingKey)
        #expect(try verdict(named, daemon: daemon, keys: keys).0.isIntact == false)
        #expect(try verdict(named, daemon: daemon).0.isIntact == false)
    }

    @Test("a checkpoint's signature is none of a consent, even over the same bytes")
    func contexts() throws {
        let key = try SigningKey()
        let signature = try key.signature(of: Self.statement.bytes, for: .checkpoint)
        #expect(!Self.statement.isSigned(signature, by: key.verifyingKey))
    }

    @Test("an unsigned grant is told")
    func unsigned() throws {
        let consent = #"{"tasking":"T","nation":"EST","kind":"host","digest":"d","state":"granted"}"#
        let (verdict, findings) = try verdict(consent, daemon: SigningKey())
        #expect(verdict.isIntact && findings.map(\.key) == [nil])
    }
}
