import CRRTDomain
import CRRTProtocol

/// Sorts requests by precedence, highest first, then by start.
struct RequestOrder: Comparable {
    private let key: (Int, Int64, NaturalOrder)

    init(_ request: Requests.Request) {
        let start = (try? Instant(request.start))?.milliseconds ?? .max
        key = (request.precedence?.rank ?? .max, start, NaturalOrder(request.id ?? ""))
    }

    static func < (left: RequestOrder, right: RequestOrder) -> Bool { left.key < right.key }
    static func == (left: RequestOrder, right: RequestOrder) -> Bool { left.key == right.key }
}
