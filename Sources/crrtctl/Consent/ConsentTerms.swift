import CRRTProtocol

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
