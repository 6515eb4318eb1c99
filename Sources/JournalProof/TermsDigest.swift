public import Varlink

/// The digest of the terms of a consent, which its signatures are bound to.
public enum TermsDigest {
    /// The SHA-256 (FIPS 180-4) of terms in the form of RFC 8785, in hexadecimal.
    ///
    /// - Parameter terms: Its members are sorted by name.
    public static func digest(of terms: JSONObject) -> String {
        var writer = JSONWriter()
        terms.encode(to: &writer)
        return FileDigest.digest(of: writer.bytes)
    }
}
