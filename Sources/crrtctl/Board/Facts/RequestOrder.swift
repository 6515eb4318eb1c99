import CRRTDomain
import CRRTProtocol

/// The highest precedence first, then the one that begins first.
struct RequestOrder: Comparable {
    private let place: (Int, Int64, NumberOrder)

    init(_ request: Requests.Request) {
        let start = (try? Instant(request.start))?.milliseconds ?? .max
        place = (request.precedence?.rank ?? .max, start, NumberOrder(request.id ?? ""))
    }

    static func < (left: RequestOrder, right: RequestOrder) -> Bool { left.place < right.place }
    static func == (left: RequestOrder, right: RequestOrder) -> Bool { left.place == right.place }
}
