import CRRTProtocol

/// The seats of a request that nobody fills or is asked to fill.
struct OpenSeats: Equatable {
    /// `seat 2 (GX-SKL-005): 1 of 2 places open`, by the number of the seat.
    let lines: [String]

    /// - Parameter taskings: Those of the request, each with its elements.
    init(_ request: Requests.Request, _ taskings: [Taskings.Tasking]) {
        let taken = taskings.flatMap { $0.elements ?? [] }.filter(OpenSeats.takes)
        lines = request.seats.enumerated().compactMap { index, seat in
            let (places, filled) = (seat.count ?? 1, taken.count { $0.seat == index })
            return filled < places ? "seat \(index) (\(seat.skill)): \(places - filled) of \(places) places open" : nil
        }
    }

    /// Who has served to the end fills the seat, too.
    private static func takes(_ element: Taskings.Element) -> Bool {
        element.isForward || (element.cause == .released && (element.state == .returning || element.state == .home))
    }

    /// The open seats while people of the tasking are forward. Empty where there are none, or the caller does not see all of the tasking.
    static func lines(_ tasking: Taskings.Tasking, _ context: CommandContext) -> [String] {
        guard tasking.elements?.contains(where: \.isForward) == true, tasking.kind != .effect,
            let request = try? context.daemon.call(Requests.Get.self, .init(id: tasking.request)).reply.request,
            // Only to who sees all of the taskings is it said how far they fill the request.
            request.filled != nil, !OpenSeats(request, [tasking]).lines.isEmpty
        else { return [] }
        let others = try? context.list(
            Taskings.List.self, member: "taskings",
            page: { .init(request: tasking.request, limit: CommandContext.pageSize, after: $0) }, read: { ($0.taskings, $0.next) })
        return OpenSeats(request, (others?.records ?? []).filter { $0.id != tasking.id } + [tasking]).lines
    }
}
