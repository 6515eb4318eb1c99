import CRRTProtocol
import JournalProof
import Varlink

/// The terms that an answer is about, as a user names them: by their digest, or by what it begins with.
struct ConsentTerms {
    /// What `consent list -o wide` shows of a digest. Fewer digits could be other terms' as well.
    static let leastDigits = 8
    private static let allDigits = 64

    let text: String

    init(_ text: String) { self.text = text.lowercased() }

    /// The digest of a consent's terms, where they are meant.
    ///
    /// A whole digest is taken as it is: the daemon says what has become of those terms.
    func digest(_ consent: Consents.Consent) throws(Failure) -> String {
        if text.utf8.count >= ConsentTerms.allDigits { return text }
        guard text.utf8.count >= ConsentTerms.leastDigits, text.allSatisfy(\.isHexDigit) else {
            throw .usage("'\(text)' is no digest; give it, or at least \(ConsentTerms.leastDigits) digits that it begins with")
        }
        guard consent.digest.hasPrefix(text) else {
            throw Failure(
                .failed, "the terms of \(consent.tasking) that wait for \(consent.nation)'s answer do not begin with \(text)",
                details: ["terms now: \(consent.digest)"], next: "crrtctl consent show \(consent.tasking)")
        }
        return consent.digest
    }
}

extension Consents.Consent {
    /// Checks that the digest is that of the terms that are shown, and that they are of this tasking and nation, before they are granted or
    /// signed.
    ///
    /// - Throws: `failed` where they are not.
    func checkDigest() throws(Failure) {
        guard let terms else { return }
        let computed = TermsDigest.digest(of: terms)
        guard computed == digest else {
            throw Failure(
                .failed,
                "the digest of \(tasking) for \(nation) (\(kindWords)) is not that of the terms that are shown; nothing was granted",
                details: ["digest of the terms shown: \(computed)", "digest asked to agree to: \(digest)"],
                next: "crrtctl consent show \(tasking)")
        }
        guard terms["tasking"]?.stringValue == tasking, terms["nation"]?.stringValue == nation else {
            throw Failure(
                .failed, "the terms that are shown for \(tasking) and \(nation) are of another tasking or nation; nothing was granted",
                next: "crrtctl consent show \(tasking)")
        }
    }
}
