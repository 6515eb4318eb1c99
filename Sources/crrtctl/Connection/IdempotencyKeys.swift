/// The idempotency keys of one invocation: a random key with a number for each change. A call that is sent again has the same key.
struct IdempotencyKeys {
    /// 128 random bits, hexadecimal; or the key of the earlier invocation that this one repeats.
    let invocation: String
    /// Whether it is the key of an earlier invocation.
    let isRepeated: Bool
    private var count = 0

    init(repeating earlier: String? = nil) {
        isRepeated = earlier != nil
        if let earlier {
            invocation = earlier
            return
        }
        // On Linux the system's generator is getrandom(2).
        var random = SystemRandomNumberGenerator()
        let digits = String(random.next() as UInt64, radix: 16) + String(random.next() as UInt64, radix: 16)
        invocation = String(repeating: "0", count: 32 - digits.count) + digits
    }

    /// Whether the parameters of a call have a key, as those of a change do.
    static func isPart(of parameters: some Any) -> Bool {
        Mirror(reflecting: parameters).children.contains { $0.label == "idempotencyKey" && $0.value as? String != nil }
    }

    mutating func next() -> String {
        count += 1
        return "\(invocation)-\(count)"
    }
}
