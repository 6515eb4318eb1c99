import CRRTDomain
import CRRTProtocol
import Varlink

/// What is different in an edited request, and what that means to those who have consented to it.
struct RequestChanges: Equatable {
    /// A line for each field: `title: was Wiper, now Wiper at the registry`.
    let lines: [String]
    private let fields: [RequestField]

    init(from base: Request, to edited: Request) {
        fields = edited.changes(since: base)
        let (before, after) = (RequestChanges.object(base), RequestChanges.object(edited))
        lines = fields.flatMap { $0 == .period ? ["start", "end"] : [$0.rawValue] }.compactMap { name in
            let (was, now) = (RequestChanges.words(before[name]), RequestChanges.words(after[name]))
            return was == now ? nil : "\(name): was \(was), now \(now)"
        }
    }

    var isEmpty: Bool { fields.isEmpty }

    /// Whether only that is changed to which no nation consents.
    var isCorrection: Bool { !fields.isEmpty && fields.allSatisfy { $0.kind == .correction } }

    func contains(_ field: RequestField) -> Bool { fields.contains(field) }

    /// What the change means, before its effects on taskings are known.
    var meaning: String {
        let kinds = Set(fields.map(\.kind))
        if kinds == [.correction] { return "a correction: state, taskings and consents stay as they are" }
        return kinds.contains(.terms)
            ? "new terms: it is to be validated anew" : "another label: it may be made stricter at any time, and each nation is asked anew"
    }

    /// What became of those with whom a request was to be shared: a narrower release takes out those that it leaves out.
    ///
    /// - Parameter asked: As the amendment has them.
    static func unshared(_ asked: [String]?, _ amended: Requests.Request) -> [String] {
        let (before, now) = (asked ?? [], amended.shareWith ?? [])
        guard before != now else { return [] }
        return [
            "the release is narrower: shared with \(now.isEmpty ? "no nation" : now.joined(separator: " ")) now, not with "
                + before.joined(separator: " ")
        ]
    }

    private static func object(_ request: Request) -> JSONObject {
        (try? JSONObject(json: Requests.Request(request).jsonBytes())) ?? [:]
    }

    private static func words(_ value: JSONValue?) -> String {
        switch value {
        case nil, .null?: "nothing"
        case .string(let text)?: quoted(text)
        case .array(let elements)? where elements.isEmpty: "nothing"
        case .array(let elements)?: elements.map(element).joined(separator: " ")
        case .object(let object)?: object.members.map { "\($0.name) \(element($0.value))" }.joined(separator: ", ")
        case .bool(let flag)?: flag ? "yes" : "no"
        case let value?: value.jsonString()
        }
    }

    private static func element(_ value: JSONValue) -> String {
        if let text = value.stringValue { return text }
        return (value.objectValue.flatMap { try? Requests.Seat(json: $0.jsonBytes()) })?.word ?? value.jsonString()
    }
}
