import CRRTDomain
import CRRTProtocol

/// The taskings of a request that have not ended, and the effects on them of a change of the request.
struct RequestTaskings: Equatable, Sendable {
    /// Proposed and not yet ordered.
    var open: [Taskings.Tasking] = []
    /// Ordered, and not yet on the way home.
    var ordered: [Taskings.Tasking] = []

    init(_ taskings: [Taskings.Tasking]) {
        open = taskings.filter { [.awaitingConsent, .consented].contains($0.state) }
        ordered = taskings.filter { [.ordered, .moving, .onTask].contains($0.state) }
    }

    static func of(_ request: String, _ context: CommandContext) throws(Failure) -> RequestTaskings {
        RequestTaskings(
            try context.list(
                Taskings.List.self, member: "taskings", page: { .init(request: request, limit: CommandContext.pageSize, after: $0) },
                read: { ($0.taskings, $0.next) }
            ).records)
    }

    var isEmpty: Bool { open.isEmpty && ordered.isEmpty }

    /// The effects of new terms or a stricter label, in words. Of an ordered request only the label can be changed, and the nations of
    /// those who are ordered are asked anew.
    var amended: [String] {
        (open.isEmpty ? [] : ["declined by it: \(RequestTaskings.names(open)); every consent to them is void"])
            + ordered.map { tasking in
                "\(tasking.id) is \(tasking.state.rawValue): \(RequestTaskings.asked(tasking)) are asked anew about the label; "
                    + "until they agree, their people take no step but home"
            }
    }

    /// Where the answers to a stricter label are seen; nil where no tasking is ordered.
    var answers: String? { ordered.isEmpty ? nil : ordered.map { "crrtctl consent show \($0.id)" }.joined(separator: ", ") }

    /// The nations with people who are ordered, and the host: `EST LVA ALB (host)`
    private static func asked(_ tasking: Taskings.Tasking) -> String {
        let serving = tasking.held?.filter(\.isForward).map(\.nation)
        let host = (try? TaskingID(tasking.id)).map { ["\($0.request.nation) (host)"] } ?? ["the host"]
        return ((serving.map { Set($0).sorted() } ?? tasking.nations) + host).joined(separator: " ")
    }

    /// The effects of cancelling the request, in words.
    var cancelled: [String] {
        (ordered.isEmpty
            ? [] : ["stopped by it: \(RequestTaskings.names(ordered)); who has departed or begun is on the way home until reported home"])
            + (open.isEmpty ? [] : ["stopped by it: \(RequestTaskings.names(open)); every consent to them ends"])
    }

    /// `TSK-ALB-2026-0001-1 (moving), TSK-ALB-2026-0001-2 (ordered)`
    private static func names(_ taskings: [Taskings.Tasking]) -> String {
        taskings.map { "\($0.id) (\($0.state.rawValue))" }.joined(separator: ", ")
    }
}
