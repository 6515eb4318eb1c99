import CRRTDomain

/// Whose contacts a command is about: those of a request by its id, or of a nation by its code.
enum ContactSubject: Equatable {
    case request(String)
    case nation(String)

    init(_ text: String) {
        let upper = text.uppercased()
        self = upper.hasPrefix("REQ-") || upper.hasPrefix("EXR-") ? .request(upper) : .nation(upper)
    }

    /// The failure for a text that is neither.
    static func unknown(_ text: String) -> Failure {
        .usage("\(quoted(text)) is neither a nation, such as ALB, nor a request, such as REQ-ALB-2026-0001")
    }
}
