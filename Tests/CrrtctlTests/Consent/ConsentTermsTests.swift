import CRRTProtocol
import Testing

@testable import crrtctl

/// Terms that a user names by what their digest begins with.
@Suite struct ConsentTermsTests {
    private static let digest = "81501924" + String(repeating: "0a", count: 28)
    private let consent = Consents.Consent(
        tasking: "TSK-ALB-2026-0001-1", nation: "EST", kind: .contribute, state: .requested, replyBy: "2026-12-04T00:00:00Z",
        digest: ConsentTermsTests.digest)

    @Test("eight digits, as the wide list has them, are enough", arguments: [8, 9, 63, 64])
    func prefix(length: Int) throws {
        let text = String(Self.digest.prefix(length))
        for text in [text, text.uppercased()] { #expect(try ConsentTerms(text).digest(consent) == Self.digest) }
    }

    @Test("fewer digits, and what is no digest, are refused as that", arguments: ["8150192", "", "the terms of today"])
    func noDigest(text: String) {
        #expect { try ConsentTerms(text).digest(consent) } throws: { error in
            (error as? Failure)?.status == .usage && (error as? Failure)?.text.contains("is no digest") == true
        }
    }

    @Test("other terms are refused with those that wait; a whole digest is for the daemon to judge")
    func otherTerms() throws {
        #expect { try ConsentTerms("81501925").digest(consent) } throws: { error in
            (error as? Failure)?.details == ["terms now: \(Self.digest)"]
        }
        let other = String(repeating: "b", count: 64)
        #expect(try ConsentTerms(other).digest(consent) == other)
    }
}
