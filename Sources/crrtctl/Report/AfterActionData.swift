import CRRTDomain
import CRRTProtocol

/// The data of an after-action report: a request from submission to close, its taskings, consents, and every step with who took it.
struct AfterActionData {
    struct Step {
        var at: Instant
        var by: String
        var event: String
        var subject: String
        var what: String
    }

    /// A state of a tasking, from one instant to another.
    struct Span: Equatable {
        var state: String
        var from: Instant
        var to: Instant
    }

    let request: Requests.Request
    private(set) var taskings: [Taskings.Tasking]
    let steps: [Step]
    let histories: [ConsentHistory]
    /// The states of each tasking in order, by its id.
    let spans: [String: [Span]]
    /// When the request ended, or now.
    let end: Instant

    /// - Parameter notes: The notes, situation reports and lessons of which the entries tell, as far as the caller is told them.
    init(
        _ request: Requests.Request, _ taskings: [Taskings.Tasking], _ entries: [Journal.Entry], notes: [Notes.Note] = [],
        _ times: TimeStyle
    ) {
        let texts = Dictionary(notes.map { ($0.id, NoteViews.words($0, times)) }) { $1 }
        self.request = request
        self.taskings = taskings
        histories = ConsentHistory.read(entries)
        var gaps = OpenSeatsAtOrder(request)
        steps = entries.compactMap { entry in
            let text = entry.event == JournalEvent.noteAdded.rawValue ? entry.detail("note").flatMap { texts[$0] } : nil
            let words = AfterActionText.what(entry, times) + (text.map { ": " + $0.split(separator: "\n").joined(separator: "; ") } ?? "")
            let what = ([words] + gaps.after(entry)).joined(separator: "; ")
            return (try? Instant(entry.at)).map {
                Step(at: $0, by: entry.principal, event: entry.event, subject: entry.subject, what: what)
            }
        }
        let isOver = [.closed, .cancelled, .expired].contains(request.state)
        end = isOver ? steps.last?.at ?? times.now : times.now
        var spans: [String: [Span]] = [:]
        for entry in entries {
            guard let at = try? Instant(entry.at) else { continue }
            for tasking in entry.taskings where spans[tasking.id]?.last?.state != tasking.state.rawValue {
                if let count = spans[tasking.id]?.count { spans[tasking.id]?[count - 1].to = at }
                spans[tasking.id, default: []].append(Span(state: tasking.state.rawValue, from: at, to: at))
            }
        }
        for (id, list) in spans {
            guard let last = list.last, !AfterActionData.isOver(last.state) else { continue }
            spans[id]?[list.count - 1].to = end
        }
        self.spans = spans
    }

    /// The same data with only some of the taskings.
    func only(_ taskings: [Taskings.Tasking]) -> AfterActionData {
        var data = self
        data.taskings = taskings
        return data
    }

    static func isOver(_ state: String) -> Bool { ["closed", "declined", "recalled", "aborted"].contains(state) }

    var begin: Instant { steps.first?.at ?? end }

    private func first(_ event: JournalEvent) -> Instant? { steps.first { $0.event == event.rawValue }?.at }

    private func last(_ event: JournalEvent) -> Instant? { steps.last { $0.event == event.rawValue }?.at }

    /// When the first tasking had the consent of all nations; nil if none had.
    private var consented: Instant? { spans.values.joined().filter { $0.state == "consented" }.map(\.from).min() }

    /// The phases of the request, each with its beginning and end. Phases that were not completed are left out.
    var phases: [(name: String, from: Instant, to: Instant)] {
        let marks: [(String, Instant?, Instant?)] = [
            ("until it was validated", first(.requestSubmitted), first(.requestValidated)),
            ("until people were proposed", first(.requestValidated), first(.taskingProposed)),
            ("until all nations had agreed", first(.taskingProposed), consented),
            ("until the order", consented, first(.taskingOrdered)),
            ("until they were on task", first(.taskingOrdered), first(.taskingBegun)),
            ("on task", first(.taskingBegun), last(.taskingReleased)),
            ("way home and reports", last(.taskingReleased), last(.taskingClosed)),
            ("request to order", first(.requestSubmitted), first(.taskingOrdered)),
            ("request to close", first(.requestSubmitted), last(.requestClosed)),
        ]
        return marks.compactMap { name, from, to in
            guard let from, let to, from <= to else { return nil }
            return (name, from, to)
        }
    }

    func phase(_ name: String) -> String? { phases.first { $0.name == name }.map { TimeSpan.words($0.from, $0.to) } }

    /// The time that each nation's answer took, in milliseconds.
    var answerTimes: [Int64] { histories.compactMap { $0.took(until: end) } }

    /// `tasking 2` for `TSK-ALB-2026-0001-2`, which is enough within one request.
    static func number(of tasking: String) -> String { tasking.split(separator: "-").last.map { "tasking \($0)" } ?? tasking }
}

/// The seats that stayed open at each order, as the entries are read in their order.
private struct OpenSeatsAtOrder {
    private var request: Requests.Request
    private var taskings: [String: Taskings.Tasking] = [:]
    /// A reader of a part of the taskings cannot tell which seats are open.
    private let seesAll: Bool

    init(_ request: Requests.Request) {
        self.request = request
        seesAll = request.filled != nil
    }

    /// The open seats in words, where the entry is an order. Records of before elements do not tell who was there.
    mutating func after(_ entry: Journal.Entry) -> [String] {
        request = entry.requests.last ?? request
        for tasking in entry.taskings { taskings[tasking.id] = tasking }
        let isTold = taskings.values.allSatisfy { $0.elements != nil || $0.kind == .effect }
        guard seesAll, isTold, entry.event == JournalEvent.taskingOrdered.rawValue, entry.taskings.last?.kind != .effect else { return [] }
        return OpenSeats(request, Array(taskings.values)).lines
    }
}
