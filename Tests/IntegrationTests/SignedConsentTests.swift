import CRRTProtocol
import CRRTTestSupport
import Foundation
import Glibc
import JournalProof
import Testing
import Varlink

/// A nation signs its consent with its own key: anyone can prove later who agreed to what.
@Suite("Signed consents", .needsOtherUsers)
struct SignedConsentTests {
    /// A world in which Estonia's key is on record, and the key's file.
    private func withKeys(_ body: (SmallWorld, _ path: String, SigningKey) throws -> Void) throws {
        try TemporaryFolder.with { folder in
            let path = folder.file("est")
            let key = try KeyFile.create(path)
            var site = ProofTests.site
            site.extraPrincipals += "consentKeys:\n  EST: [\(Base64.text(key.verifyingKey.bytes))]\n"
            try SmallWorld.with(site) { try body($0, path, key) }
        }
    }

    private func signature(_ statement: ConsentStatement, _ key: SigningKey) throws -> Consents.Signature {
        .init(
            key: key.verifyingKey.id, publicKey: Base64.text(key.verifyingKey.bytes), conditions: statement.conditions,
            signature: Base64.text(try statement.signature(by: key)))
    }

    @Test("it is checked in the transaction, shown, journalled, and proven from the exported file")
    func wholeWay() throws {
        try withKeys { world, path, key in
            let daemon = world.daemon
            daemon.stop()
            try KeyFile.create(daemon.folder.file("key"))
            try daemon.folder.write("signingKey: \(daemon.folder.file("key"))\n", to: "etc/crrtd.yaml.d/10-key.yaml")
            try daemon.start()
            let proposed = try daemon.connect(uid: TestSite.duty).call(
                Taskings.Propose.self, .init(request: world.request, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-0001")])
            ).tasking
            let granted = try daemon.crrtctl([
                "consent", "grant", proposed.id, "--as", "ncp-est", "--key", path, "--conditions", "Home by Friday",
            ])
            #expect(granted.status == 0, "\(granted.errors)")
            try world.grant(proposed, "ALB", .host)

            let shown = try daemon.crrtctl(["consent", "show", proposed.id, "--as", "duty-desk"]).output
            #expect(shown.contains(key.verifyingKey.id.prefix(8)) && shown.contains("unsigned"), "\(shown)")

            // For the marking of what is shown of the file.
            var secret = SmallWorld.terms(from: 50, days: 2)
            secret.classification = .NS
            _ = try world.contact("ALB").call(Requests.Submit.self, .init(request: secret))

            let export = daemon.folder.file("journal")
            #expect(try daemon.crrtctl(["audit", "export", export, "--as", "auditor"]).status == 0)
            func verify(_ consentKeys: [String], _ more: [String] = []) throws -> ProgramRun {
                try daemon.crrtctl(
                    ["audit", "verify", "--file", export, "--public-key", daemon.folder.file("key.pub")] + more
                        + consentKeys.flatMap { ["--consent-key", $0] })
            }
            let known = try verify(["EST=\(path).pub"])
            #expect(known.status == 0, "\(known.errors)")
            #expect(known.output.contains("signed with key \(key.verifyingKey.id)\n") && known.output.contains("not signed"))
            #expect(try verify([]).output.contains("signed with key \(key.verifyingKey.id), as the journal says"))
            try KeyFile.create(daemon.folder.file("other"))
            let other = try verify(["EST=\(daemon.folder.file("other.pub"))"])
            #expect(other.status == 1 && other.errors.contains("which is not EST's"), "\(other.errors)")
            #expect(try verify(["EST"]).status == 64)
            #expect(try verify(["est=\(path).pub"]).status == 64, "a key for nobody would check nothing")

            let lines = known.output.split(separator: "\n")
            #expect(lines.first == "EXERCISE NS" && lines.last == "EXERCISE NS", "\(known.output)")
            let document = try JSONObject(json: verify(["EST=\(path).pub"], ["--json"]).output)
            #expect(document["marking"]?.objectValue?["classification"]?.stringValue == "NS")
            #expect(document["marking"]?.objectValue?["exercise"]?.boolValue == true)
            let consent = document["consents"]?.arrayValue?.first?.objectValue
            #expect(consent?["key"]?.stringValue == key.verifyingKey.id && consent?["known"]?.boolValue == true)
        }
    }

    @Test("a signature for other terms, by another key, or without a key on record is refused and writes nothing")
    func refused() throws {
        try withKeys { world, _, key in
            let tasking = try world.proposedTasking()
            let other = try SigningKey()
            let right = ConsentStatement(
                tasking: tasking.id, nation: "EST", kind: "contribute", digest: try world.digest(tasking, "EST"), conditions: nil)
            func refused(
                _ words: String, _ statement: ConsentStatement, by signer: SigningKey, nation: String = "EST",
                kind: Consents.Grant.Parameters.Kind = .contribute, conditions: String? = nil,
                _ change: (inout Consents.Signature) -> Void = { _ in }, place: SourceLocation = #_sourceLocation
            ) throws {
                var signature = try signature(statement, signer)
                change(&signature)
                try world.unchanged {
                    let answer = try world.contact(nation).ask(
                        Consents.Grant.self,
                        .init(tasking: tasking.id, nation: nation, kind: kind, conditions: conditions, signature: signature))
                    let error = answer.error?.as(Service.InvalidRecord.self)
                    #expect(error?.field == "signature" && error?.message.contains(words) == true, "\(answer)", sourceLocation: place)
                }
            }
            var wrong = right
            wrong.digest = String(repeating: "0", count: 64)
            try refused("is not by key \(key.verifyingKey.id) for these terms", wrong, by: key)
            wrong = right
            wrong.tasking = "TSK-ALB-2026-0002-1"
            try refused("for these terms", wrong, by: key)
            wrong = right
            wrong.kind = "host"
            try refused("for these terms", wrong, by: key)
            wrong = right
            wrong.nation = "ALB"
            try refused("for these terms", wrong, by: key)
            wrong = right
            wrong.conditions = "Home by Friday"
            try refused("other conditions", wrong, by: key)
            try refused("for these terms", right, by: key, conditions: "None") { $0.conditions = "None" }
            try refused("which is not on record for EST; on record: \(key.verifyingKey.id)", right, by: other)
            // Another's signature under the name of the key on record.
            try refused("for these terms", right, by: other) { $0.publicKey = Base64.text(key.verifyingKey.bytes) }
            try refused("is not by key", right, by: key) { $0.signature = "AAAA" }
            try refused("no key is on record for ALB", right, by: key, nation: "ALB", kind: .host)

            let accepted = try world.contact("EST").call(
                Consents.Grant.self,
                .init(tasking: tasking.id, nation: "EST", kind: .contribute, signature: try signature(right, key)))
            #expect(accepted.consent.signatures?.map(\.key) == [key.verifyingKey.id])
        }
    }

    @Test("new-key makes a pair and writes over nothing; a key that others may read signs nothing")
    func newKey() throws {
        try TemporaryFolder.with { folder in
            func make(_ name: String) throws -> ProgramRun {
                try ProgramRun("crrtctl", ["consent", "new-key", folder.file(name)], in: folder)
            }
            let made = try make("est")
            #expect(try made.status == 0 && made.output.contains(KeyFile.verifyingKey(folder.file("est.pub")).id))
            #expect(try make("est").status == 1)
            func sign(with name: String) throws -> ProgramRun {
                try ProgramRun("crrtctl", ["consent", "grant", "TSK-ALB-2026-0001-1", "--key", folder.file(name)], in: folder)
            }
            let mistaken = try sign(with: "est.pub")
            #expect(mistaken.status == 64 && mistaken.errors.contains("holds a public key"), "\(mistaken.errors)")
            chmod(folder.file("est"), 0o644)
            let open = try sign(with: "est")
            #expect(open.status == 64 && open.errors.contains("chmod 0600"), "\(open.errors)")
        }
    }
}
