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
    let others: HandoverSection

    init(data: HandoverData, times: TimeStyle) {
        (self.data, self.times) = (data, times)
        let clock = Countdown(now: times.now)
        let pending = PendingDecision.all(data.board, clock)
        noDuff = HandoverSection(
            name: "noDuff", title: "NO DUFF: real matters in the exercise", nothing: "none",
            items: data.noDuff.map {
                HandoverItem(
                    at: try? Instant($0.addedAt), about: $0.id, who: $0.by?.name ?? "", what: $0.text, command: "crrtctl no-duff list")
            })
        decisions = HandoverSection(
            name: "decide", title: "Decide now", nothing: "nothing waits for a decision",
            items: pending.map { decision in
                let about = [decision.precedence?.rawValue, decision.title].compactMap { $0 }.joined(separator: ", ")
                return HandoverItem(
                    about: about, who: decision.party.name, what: decision.what, command: decision.command, isPressing: decision.isPressing)
            })
        requests = HandoverRequests(data: data, decisions: pending, clock: clock, times: times).all
        deadlines = HandoverSection(
            name: "due", title: "Due in the next \(HandoverData.hoursAhead) hours", nothing: "nothing is due",
            items: HandoverDeadlines(data: data, clock: clock, times: times).items)
        out = HandoverSection(
            name: "out", title: "Out or ordered", nothing: "no person is out or ordered", items: HandoverOut(data: data, clock: clock).items
        )
        standby = HandoverView.standby(data.board.rota)
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
        others = HandoverSection(
            name: "others", title: "Other records", nothing: "nothing changed",
            items: data.others.map { entry in
                HandoverItem(at: try? Instant(entry.at), about: entry.subject, who: entry.actor, what: EventText(entry, times).line)
            })
    }

    private static func item(_ note: Notes.Note, _ at: Instant?, _ times: TimeStyle) -> HandoverItem {
        let reader = note.to == "desk" ? "" : ", to \(note.to)"
        return HandoverItem(
            at: at, about: note.subject, who: "\(note.kind.rawValue) of \(NoteViews.author(note))\(reader)",
            what: NoteViews.words(note, times).split(separator: "\n").joined(separator: "; "))
    }

    private static func standby(_ rota: Standby.Now.Reply?) -> HandoverSection {
        func item(_ period: Standby.Period, _ time: String, _ word: String) -> HandoverItem {
            HandoverItem(
                at: try? Instant(time), about: period.id, who: StandbyViews.who(period, most: 6),
                what: "\(word), \(period.tier.rawValue), \(StandbyViews.notice(period))")
        }
        return HandoverSection(
            name: "standby", title: "Standby", nothing: rota == nil ? "not known" : "none now, and none within 14 days",
            items: (rota?.now ?? []).map { item($0, $0.end, "now, until then") }
                + (rota?.next ?? []).map { item($0, $0.start, "next, from then") })
    }

    var subtitle: String { "\(times.short(data.since)) to \(times.short(times.now)) for \(data.board.callerName)" }

    /// The sections behind the requests.
    var rest: [HandoverSection] {
        [deadlines, out, standby, notes, lessons, others]
    }

    /// The sections before the requests. No-duff messages have one in an exercise.
    var first: [HandoverSection] { (data.board.caller.exercise == true ? [noDuff] : []) + [decisions] }
}

extension HandoverView {
    /// How far away the time of a line is: `in 1 h 59 min`, `OVERDUE 3 h`; empty for a line without a time.
    func distance(_ item: HandoverItem) -> String {
        guard let at = item.at else { return "" }
        return item.isPressing && at <= times.now ? times.overdue(since: at.description) : Countdown(now: times.now).distance(to: at)
    }

    /// The most entries about other records that people read; an import of single records may make many.
    private static let mostOthers = 30

    /// The lines of a section that people read: of other records the last ones.
    func shown(_ section: HandoverSection) -> [HandoverItem] {
        section.name == others.name ? Array(section.items.suffix(HandoverView.mostOthers)) : section.items
    }

    /// Where the rest of a section is; nil where all is shown.
    func more(_ section: HandoverSection) -> String? {
        let rest = section.items.count - shown(section).count
        return rest > 0 ? "and \(rest) more before: crrtctl audit log --since \(data.since.description)" : nil
    }
}

// MARK: - CSV and JSON

extension HandoverView {
    var csv: [[String]] {
        func rows(_ section: String, _ request: String, _ items: [HandoverItem]) -> [[String]] {
            items.map { [section, request, $0.at?.description ?? "", $0.about, $0.who, $0.what, $0.command] }
        }
        return [["section", "request", "at", "about", "who", "what", "command"]]
            + first.flatMap { rows($0.name, "", $0.items) }
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
            .init(name: "since", value: .string(data.since.description)), .init(name: "at", value: .string(times.now.description)),
            .init(name: "seq", value: .integer(Int64(data.position))),
        ])
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
