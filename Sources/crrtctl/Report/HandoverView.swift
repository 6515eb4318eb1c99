import CRRTDomain
import CRRTProtocol
import Varlink

/// The handover report: for the officer who takes over, what to do next and what is under way.
struct HandoverView {
    let data: HandoverData
    let times: TimeStyle
    let noDuff: HandoverSection
    let decisions: HandoverSection
    let requests: [HandoverRequest]
    let deadlines: HandoverSection
    let out: HandoverSection
    let standby: HandoverSection
    let notes: HandoverSection
    let lessons: HandoverSection
    let injects: HandoverSection
    let others: HandoverSection

    init(data: HandoverData, times: TimeStyle) {
        (self.data, self.times) = (data, times)
        let clock = Countdown(now: times.now)
        let pending = PendingDecision.all(data.board, clock)
        noDuff = HandoverSection(
            name: "noDuff", title: "NO DUFF: real matters in the exercise", nothing: "none",
            items: data.noDuff.map {
                HandoverItem(
                    at: try? Instant($0.addedAt), about: $0.id, who: $0.by?.name ?? "", what: $0.text, command: "crrtctl no-duff list",
                    isHistory: true)
            })
        decisions = HandoverSection(
            name: "decide", title: "Decide now",
            nothing: data.board.onlyNation.map { "nothing waits for \($0)" } ?? "nothing waits for a decision",
            items: pending.map { decision in
                let about = [decision.precedence?.rawValue, decision.title].compactMap { $0 }.joined(separator: ", ")
                return HandoverItem(
                    about: about, who: decision.party.name, what: decision.what, command: decision.command, isPressing: decision.isPressing)
            })
        requests = HandoverRequests(data: data, decisions: PendingDecision.everyones(data.board, clock), clock: clock, times: times).all
        deadlines = HandoverSection(
            name: "due", title: "Due in the next \(HandoverData.hoursAhead) hours", nothing: "nothing is due",
            items: HandoverDeadlines(data: data, clock: clock, times: times).items)
        out = HandoverSection(
            name: "out", title: "Out or ordered", nothing: "no person is out or ordered", items: HandoverOut(data: data, clock: clock).items
        )
        standby = HandoverView.standby(data.board.rota, times)
        notes = HandoverSection(
            name: "notes", title: "Notes and situation reports", nothing: "none was written",
            items: data.notes.map { HandoverView.item($0, (try? Instant($0.at)), times) })
        lessons = HandoverSection(
            name: "lessons", title: "Lessons that are due", nothing: "none is due",
            items: data.lessons.map { lesson in
                var item = HandoverView.item(lesson, nil, times)
                item.isPressing = lesson.isLate(times)
                item.command = "crrtctl lesson done \(lesson.id)"
                return item
            })
        func entries(_ entries: [Journal.Entry]) -> [HandoverItem] {
            entries.map { entry in
                HandoverItem(
                    at: try? Instant(entry.at), about: entry.subject, who: entry.actor, what: EventText(entry, times).line, isHistory: true)
            }
        }
        injects = HandoverSection(name: "injects", title: "Other injects", nothing: "none", items: entries(data.injects))
        others = HandoverSection(name: "others", title: "Other records", nothing: "nothing changed", items: entries(data.others))
    }

    private static func item(_ note: Notes.Note, _ at: Instant?, _ times: TimeStyle) -> HandoverItem {
        let reader = note.to == "desk" ? "" : ", to \(note.to)"
        return HandoverItem(
            at: at, about: note.subject, who: "\(note.kind.rawValue) of \(NoteViews.author(note))\(reader)",
            what: NoteViews.words(note, times).split(separator: "\n").joined(separator: "; "), isHistory: at != nil)
    }

    private static func standby(_ rota: Standby.Now.Reply?, _ times: TimeStyle) -> HandoverSection {
        func item(_ period: Standby.Period, _ time: String, _ word: String, _ clashes: [Standby.Clash]) -> HandoverItem {
            let terms = StandbyViews.terms(period, clashes)
            let kept = clashes.filter { $0.id == period.id }
            let named = kept.prefix(HandoverView.mostClashes).map { "\($0.expert) \(StandbyViews.words($0, times))" }
            let rest = kept.count - named.count
            let who = named + (rest > 0 ? ["and \(rest) more: crrtctl standby now"] : [])
            return HandoverItem(
                at: try? Instant(time), about: period.id, who: StandbyViews.who(period, most: 6),
                what: ([word + terms.joined(separator: ", ")] + who).joined(separator: "; "))
        }
        return HandoverSection(
            name: "standby", title: "Standby", nothing: rota == nil ? "not known" : "none now, and none within 14 days",
            items: (rota?.now ?? []).map { item($0, $0.end, "on standby until then: ", rota?.clashes ?? []) }
                + (rota?.next ?? []).map { item($0, $0.start, "on standby from then: ", []) })
    }

    /// The most people of a period of whom is told why they cannot go.
    private static let mostClashes = 3

    var subtitle: String { "\(times.short(data.shift.since)) to \(times.short(times.now)) \(people)" }

    private var people: String {
        data.shift.successor.map { "by \(data.board.callerName) to \($0)" } ?? "for \(data.board.callerName)"
    }

    /// What the report is about and what it was made of. The salt keeps its digest from telling what it says.
    var facts: [(name: String, value: String)] {
        let facts: [(String, String?)] = [
            ("since", "\(times.short(data.shift.since)), \(data.shift.basis)"), ("at", times.exact(times.now.description)),
            ("by", data.board.callerName), ("to", data.shift.successor), ("journal", data.position > 0 ? "seq \(data.position)" : nil),
            ("changed", data.hasChanged ? "records changed while they were read; lines may contradict each other" : nil),
            ("salt", data.shift.salt),
        ]
        return facts.compactMap { name, value in value.map { (name, $0) } }
    }

    /// The sections behind the requests.
    var rest: [HandoverSection] {
        [deadlines, out, standby, notes, lessons] + (data.board.caller.exercise == true ? [injects] : []) + [others]
    }

    /// The sections before the requests. No-duff messages have one in an exercise.
    var first: [HandoverSection] { (data.board.caller.exercise == true ? [noDuff] : []) + [decisions] }
}

extension HandoverView {
    /// How far away the time of a line is: `in 1 h 59 min`, `OVERDUE 3 h`; empty for a line without a time.
    func distance(_ item: HandoverItem) -> String {
        guard let at = item.at, !item.isHistory else { return "" }
        return item.isPressing && at <= times.now ? times.overdue(since: at.description) : Countdown(now: times.now).distance(to: at)
    }

    /// The most entries about other records, and the most notes, that people read; an import of single records may make many.
    private static let mostOthers = 30

    /// The lines of a section that people read: of notes and other records the last ones.
    func shown(_ section: HandoverSection) -> [HandoverItem] {
        rest(of: section) == nil ? section.items : Array(section.items.suffix(HandoverView.mostOthers))
    }

    /// Where the rest of a section is; nil where all is shown.
    func more(_ section: HandoverSection) -> String? {
        let count = section.items.count - shown(section).count
        guard count > 0, let command = rest(of: section) else { return nil }
        return "and \(count) more before: \(command) --since \(data.shift.since.description)"
    }

    /// The command that lists a section; nil for one that is always shown whole.
    private func rest(of section: HandoverSection) -> String? {
        switch section.name {
        case others.name, injects.name: "crrtctl audit log"
        case notes.name: "crrtctl note list"
        default: nil
        }
    }
}

// MARK: - CSV and JSON

extension HandoverView {
    var csv: [[String]] {
        func rows(_ section: String, _ request: String, _ items: [HandoverItem]) -> [[String]] {
            items.map {
                [section, request, $0.at?.description ?? "", $0.about, $0.who, $0.what, $0.command, $0.isPressing ? "yes" : ""]
            }
        }
        return [["section", "request", "at", "about", "who", "what", "command", "pressing"]]
            + rows("report", "", facts.map { HandoverItem(about: $0.name, what: $0.value) }) + first.flatMap { rows($0.name, "", $0.items) }
            + requests.flatMap { request in
                rows("stands", request.id, request.stands.map { HandoverItem(what: $0) })
                    + rows("move", request.id, request.moves) + rows("change", request.id, request.changes)
            }
            + rest.flatMap { rows($0.name, "", $0.items) }
    }

    /// The report as one document, with the words of the text.
    var json: [UInt8] {
        func array(_ items: [HandoverItem]) -> JSONValue {
            .array(
                items.map { item in
                    var object = JSONObject([])
                    object["at"] = item.at.map { .string($0.description) }
                    for (name, value) in [("about", item.about), ("who", item.who), ("what", item.what), ("command", item.command)]
                    where !value.isEmpty { object[name] = .string(value) }
                    if item.isPressing { object["pressing"] = .bool(true) }
                    return .object(object)
                })
        }
        var document = JSONObject([
            .init(name: "since", value: .string(data.shift.since.description)), .init(name: "basis", value: .string(data.shift.basis)),
            .init(name: "at", value: .string(times.now.description)), .init(name: "by", value: .string(data.board.callerName)),
            .init(name: "seq", value: .integer(Int64(data.position))), .init(name: "salt", value: .string(data.shift.salt)),
        ])
        document["to"] = data.shift.successor.map { .string($0) }
        if data.hasChanged { document["changed"] = .bool(true) }
        for section in first + rest { document[section.name] = array(section.items) }
        document["requests"] = .array(
            requests.map { request in
                var object = JSONObject([.init(name: "id", value: .string(request.id))])
                object["title"] = request.title.map { .string($0) }
                object["stands"] = .array(request.stands.map { .string($0) })
                (object["moves"], object["changes"]) = (array(request.moves), array(request.changes))
                return .object(object)
            })
        document["marking"] = data.marking.flatMap(\.json)
        return document.jsonBytes()
    }
}
