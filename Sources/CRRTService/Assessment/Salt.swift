import JournalProof

/// Random salts for the digest of terms.
public enum Salt {
    /// 128 bits of the system's random number generator, in hexadecimal.
    public static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.text((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}
