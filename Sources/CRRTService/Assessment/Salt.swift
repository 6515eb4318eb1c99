import JournalProof

/// Randomness for one set of terms.
public enum Salt {
    /// 128 bits of the system's generator, hexadecimal.
    public static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return Hexadecimal.text((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }
}
