import CRRTProtocol

/// The seats of a request that nobody fills or is asked to fill.
struct OpenSeats: Equatable {
    /// `seat 2 (GX-SKL-005): 1 of 2 places open`, by the number of the seat.
    let lines: [String]
    /// `3 of 6 places open`; nil where none is.
    let count: String?
    /// `3 of 6 places open: seats 0, 2 (1 of 2), 3 (lead)`; nil where none is.
    let summary: String?

    /// - Parameter taskings: Those of the request, each with its elements.
    init(_ request: Requests.Request, _ taskings: [Taskings.Tasking]) {
        let taken = taskings.flatMap { $0.elements ?? [] }.filter(OpenSeats.takes)
        let seats = request.seats.enumerated().map { index, seat in
            (index: index, seat: seat, places: seat.count ?? 1, filled: taken.count { $0.seat == index })
        }
        let open = seats.filter { $0.filled < $0.places }
        lines = open.map { "seat \($0.index) (\($0.seat.skill)): \($0.places - $0.filled) of \($0.places) places open" }
        let places = open.reduce(0) { $0 + $1.places - $1.filled }
        count = open.isEmpty ? nil : "\(places) of \(seats.reduce(0) { $0 + $1.places }) places open"
        summary = count.map { count in
            "\(count): \(open.count == 1 ? "seat" : "seats") "
                + open.map { line in
                    let notes = [
                        line.filled == 0 ? nil : "\(line.places - line.filled) of \(line.places)", line.seat.lead == true ? "lead" : nil,
                    ].compactMap { $0 }
                    return "\(line.index)" + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))")
                }.joined(separator: ", ")
        }
    }

    /// How many places of the request were given to people by an order who did not leave before their time.
    static func filled(_ request: Requests.Request, _ taskings: [Taskings.Tasking]) -> Int {
        let taken = taskings.flatMap { $0.elements ?? [] }.filter { takes($0) && !$0.isUnordered }
        return request.seats.enumerated().reduce(0) { sum, line in
            sum + min(line.element.count ?? 1, taken.count { $0.seat == line.offset })
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
