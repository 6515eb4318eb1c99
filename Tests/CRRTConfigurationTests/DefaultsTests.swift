import CRRTConfiguration
import CRRTDomain
import Foundation
import JournalProof
import Testing

/// The defaults, and that the shipped files state the same.
@Suite struct DefaultsTests {
    @Test func anEmptyFolderMeansTheDefaults() throws {
        expectDefaults(try load([:]))
    }

    @Test func filesOfNothingButCommentsMeanTheDefaults() throws {
        expectDefaults(try load(["crrtd.yaml": "# nothing\n", "policy.yaml": "", "principals.yaml": "---\n"]))
    }

    @Test func emptySectionsMeanTheDefaults() throws {
        let people = "principals:\ngroups:\npartners:\n"
        expectDefaults(try load(["crrtd.yaml": "limits:\n", "policy.yaml": "weights:\n", "principals.yaml": people]))
    }

    @Test func theShippedFilesLoad() throws {
        // Copied: whose the checkout is, and who may write it, is not asked here.
        let names = [
            "crrtd.yaml", "policy.yaml", "principals.yaml", "skills.csv", "skill-words.csv", "nations.csv", "sectors.csv",
            "incident-classes.csv",
        ]
        let files = try names.map { ($0, try Data(contentsOf: shippedFolder.appendingPathComponent($0))) }
        try withFolder(Dictionary(files) { first, _ in first }) { expectDefaults(try Configuration.load(directory: $0)) }
    }

    @Test func theShippedFilesNameTheTrueDefaults() throws {
        let (key, text) = try publicKey()
        let configuration = try load([
            // What the example names.
            "est.pub": text,
            "crrtd.yaml": try uncommented("crrtd.yaml"), "policy.yaml": try uncommented("policy.yaml"),
            // The example's groups are on no machine that tests; group 0 is on all.
            "principals.yaml": try uncommented("principals.yaml").replacing(/crrt-[a-z-]+/, with: "0"),
        ])
        #expect(configuration.exercise == false)
        #expect(configuration.logLevel == "info")
        #expect(configuration.policy == Policy())
        #expect(configuration.limits.messageBytes == 16 << 20)
        #expect(configuration.limits.connections == 4096)
        #expect(configuration.limits.connectionsPerUser == 128)
        #expect(configuration.limits.messageSeconds == 30)
        #expect(configuration.limits.replyQueueBytes == 4 << 20)
        #expect(
            configuration.principals.map(\.name) == [
                "duty-desk", "releasing-authority", "ncp-est", "security-office", "wall", "server-room",
            ])
        #expect(configuration.catalogue.groups == ["FVEY", "NATO"])
        #expect(configuration.signing.entries == 1000 && configuration.signing.minutes == 60)
        #expect(configuration.signing.keyFile == "/etc/crrtd/signing-key")
        #expect(configuration.consentKeys == [try NationCode("EST"): [key]])
    }

    @Test func aMissingFolderIsNamed() {
        #expect(
            throws: ConfigurationError(
                file: "/no/such/folder", reason: "no such configuration folder; create it or name another with --config")
        ) { try Configuration.load(directory: "/no/such/folder/") }
    }

    /// `#key` and `#  key` are defaults to be switched on, `# text` is prose.
    private func uncommented(_ name: String) throws -> String {
        let text = try String(contentsOf: shippedFolder.appendingPathComponent(name), encoding: .utf8)
        return text.split(separator: "\n").compactMap { line in
            line.wholeMatch(of: /#((?:[a-zA-Z]|  ).*)/).map { String($0.1) }
        }.joined(separator: "\n")
    }

    private func expectDefaults(_ configuration: Configuration) {
        #expect(configuration.exercise == false)
        #expect(configuration.instance == nil)
        #expect(configuration.logLevel == "info")
        #expect(configuration.limits == ConnectionLimits())
        #expect(configuration.policy == Policy())
        #expect(configuration.principals.isEmpty)
        #expect(configuration.catalogue.skills.count == 60)
        #expect(configuration.catalogue.nations.count == 32)
        #expect(configuration.catalogue.groups == ["NATO"])
        // Annex I has 11 sectors and 9 subsectors, annex II 7 and 6; the taxonomy has 11 classifications and 39 types.
        #expect(configuration.catalogue.sectors.entries.count == 33)
        #expect(configuration.catalogue.incidentClasses.entries.count == 50)
        #expect(configuration.signing == SigningPolicy())
        #expect(configuration.signing.keyFile == nil)
        #expect(configuration.consentKeys.isEmpty)
    }
}

/// A new public key, and its file's text.
func publicKey() throws -> (VerifyingKey, String) {
    try withFolder([String: String]()) { folder in
        let key = try KeyFile.create(folder + "/key").verifyingKey
        return (key, try String(contentsOfFile: folder + "/key.pub", encoding: .utf8))
    }
}
