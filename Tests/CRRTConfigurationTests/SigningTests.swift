import CRRTConfiguration
import CRRTDomain
import Foundation
import JournalProof
import Testing

/// With what the journal and the nations' consents are signed.
@Suite struct SigningTests {
    @Test func theKeyIsAWholePath() throws {
        #expect(try load(["crrtd.yaml": "signingKey: /k\n"]).signing.keyFile == "/k")
        #expect(
            try failure(["crrtd.yaml": "signingKey: keys/k\n"])
                == "crrtd.yaml:1:13: signingKey is 'keys/k'; write a whole path, such as /etc/crrtd/keys/k")
    }

    @Test func checkpointsHaveLimits() throws {
        let signing = try load(["crrtd.yaml": "checkpoints: {entries: 5, minutes: 7}\n"]).signing
        #expect(signing.entries == 5 && signing.minutes == 7)
        for bad in ["entries: 0", "entries: 1000001", "minutes: 0", "minutes: 10081", "hours: 1"] {
            #expect(try failure(["crrtd.yaml": "checkpoints: {\(bad)}\n"]).hasPrefix("crrtd.yaml:1:"))
        }
    }

    @Test func keysOfNationsAreFilesOrBase64() throws {
        let ((one, text), (other, _)) = (try publicKey(), try publicKey())
        let keys = try load([
            "principals.yaml": "consentKeys:\n  EST: [keys/est.pub, \(Base64.text(other.bytes))]\n", "keys/est.pub": text,
        ]).consentKeys
        #expect(keys == [try NationCode("EST"): [one, other]])
    }

    @Test func whatIsNoKeyIsToldWithItsPlace() throws {
        let cases = [
            ("EST: [none.pub]", "principals.yaml:1:21: consentKeys.EST[0] is no public key: "), ("EST: [x]", "is no public key"),
            ("QQQ: [x]", "principals.yaml:1:15: "), ("EST: [\(String(repeating: "A", count: 2604))]", "is no public key"),
        ]
        for (section, words) in cases {
            #expect(
                try failure(["principals.yaml": "consentKeys: {\(section)}\n", "x": "no key"]).contains(words), "\(section.prefix(20))")
        }
    }
}
