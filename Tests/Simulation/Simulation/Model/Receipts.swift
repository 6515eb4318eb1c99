import CRRTDomain
import Varlink

/// The answers that a repeated call must get again.
struct Receipts: Sendable {
    struct Key: Sendable, Hashable {
        var principal: String
        /// UTF-8. To Swift two texts are equal, too, that spell an accented letter in one code point or in two.
        private let bytes: [UInt8]
        var key: String { String(decoding: bytes, as: UTF8.self) }

        init(principal: String, key: String) { (self.principal, bytes) = (principal, Array(key.utf8)) }

        func isBehind(_ other: Key) -> Bool { (key, principal) > (other.key, other.principal) }
    }

    struct Receipt: Sendable {
        var request: SimulatedRequest
        /// The parameters as they were sent, references resolved.
        var parameters: String
        var answer: [UInt8]
        var at: Instant
    }

    enum Expected: Sendable {
        /// There is none: the call is done.
        case nothing
        case answer([UInt8])
        /// The key was used for another question.
        case refusal
        /// It is so old that it may be gone.
        case either
    }

    /// docs/decisions/0007: answers are kept for so long.
    private static let days = 30
    private var kept: [Key: Receipt] = [:]
    /// By the key, then by the principal.
    private(set) var sortedKeys: [Key] = []

    var all: [Key: Receipt] { kept }

    mutating func keep(_ receipt: Receipt, _ key: Key) {
        if kept.updateValue(receipt, forKey: key) != nil { return }
        var (low, high) = (0, sortedKeys.count)
        while low < high {
            let middle = (low + high) / 2
            if sortedKeys[middle].isBehind(key) { high = middle } else { low = middle + 1 }
        }
        sortedKeys.insert(key, at: low)
    }

    mutating func remove(_ key: Key) {
        if kept.removeValue(forKey: key) != nil { sortedKeys.removeAll { $0 == key } }
    }

    /// Whether a receipt is so old that the daemon may have removed it.
    ///
    /// - Parameter latest: the latest time that the clock has said. A receipt that was too old then is gone, also after the clock was set
    ///   back.
    func mayBeGone(_ key: Key, at latest: Instant) -> Bool {
        kept[key].map { $0.at < latest.adding(days: -Receipts.days) } ?? false
    }

    /// - Parameter latest: the latest time that the clock has said.
    func expected(_ key: Key, _ request: SimulatedRequest, _ parameters: String, at latest: Instant) -> Expected {
        guard let receipt = kept[key] else { return .nothing }
        if mayBeGone(key, at: latest) { return .either }
        let isSame = receipt.request.method == request.method && Array(receipt.parameters.utf8) == Array(parameters.utf8)
        return isSame ? .answer(receipt.answer) : .refusal
    }

    /// An answer without the names of the expert and of their company, which are not kept with it.
    static func nameless(_ answer: [UInt8]) -> [UInt8] {
        guard var object = try? JSONObject(json: answer), var expert = object["expert"]?.objectValue else { return answer }
        expert["name"] = nil
        if var partner = expert["partner"]?.objectValue {
            (partner["name"], partner["agreement"]) = (nil, nil)
            expert["partner"] = .object(partner)
        }
        object["expert"] = .object(expert)
        return JSONValue.object(object).jsonBytes()
    }
}
