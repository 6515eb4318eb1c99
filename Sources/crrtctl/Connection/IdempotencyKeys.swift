/// One random key per invocation, numbered per change, so that a call that is sent again after a broken connection does nothing twice.
struct IdempotencyKeys {
    /// 128 bits, hexadecimal; or what an earlier invocation had, to repeat it.
    let invocation: String
    private var count = 0

    init(repeating earlier: String? = nil) {
        if let earlier {
            invocation = earlier
            return
        }
        // On Linux the system's generator is getrandom(2).
        var random = SystemRandomNumberGenerator()
        let digits = String(random.next() as UInt64, radix: 16) + String(random.next() as UInt64, radix: 16)
        invocation = String(repeating: "0", count: 32 - digits.count) + digits
    }

    /// Whether a change was asked for.
    var areUsed: Bool { count > 0 }

    mutating func next() -> String {
        count += 1
        return "\(invocation)-\(count)"
    }
}
