import CRRTDomain
import CRRTProtocol
import Varlink

/// What a nation was shown of a tasking, and what that followed from.
struct ShownPart {
    var basis: Model.PartBasis
    var site: Int
    var shown: String
    /// The journal's entries about the tasking, without their positions.
    var entries: [String]
    /// The nation's position after them.
    var position: Int
}

/// What is shown of taskings, held against the model: to the nations that contribute after each change, to others where they ask.
extension World {
    /// Each nation in a tasking that has changed is shown what follows from its own people and the host's answers. Where these are the
    /// same, it is shown the same, byte for byte, and the journal has nothing new for it.
    func checkParts() throws {
        let begin = ContinuousClock.now
        defer { coverage.spend(ContinuousClock.now - begin, on: "(looking at parts)") }
        let changed = model.changed.sorted()
        model.changed = []
        guard origin.checks(.parts) else { return }
        for id in changed {
            guard !isFull, !isAway, let tasking = model.taskings[id] else {
                shownParts[id] = nil
                continue
            }
            for nation in Set(tasking.elements.map(\.nation)).sorted() where nation != tasking.request.nation {
                try checkPart(of: tasking, nation)
            }
        }
    }

    private func checkPart(of tasking: Tasking, _ nation: NationCode) throws {
        let before = shownParts[tasking.id]?[nation]
        shownParts[tasking.id]?[nation] = nil
        let (id, uid) = (tasking.id.description, Cast.contact(nation.description))
        guard let person = site.person(uid), model.sees(person, tasking.id) else { return }
        guard var shown = answer(Taskings.Get.self, .init(id: id), by: uid)?["tasking"]?.objectValue else {
            throw Violation(.parts, "\(person.name) sees \(id) and is not shown it")
        }
        try checkShown(shown, to: person)
        try checkTraces(shown.jsonString(), of: tasking, nation)
        Self.leaveOutTime(&shown)
        var part = ShownPart(
            basis: model.partBasis(of: tasking, for: nation), site: siteInForce, shown: shown.jsonString(), entries: [], position: 0)
        let same = before.flatMap { $0.basis == part.basis && $0.site == part.site ? $0 : nil }
        if let same, same.shown != part.shown {
            throw Violation(.parts, "\(id) was shown to \(nation) as \(same.shown), and without cause as \(part.shown)")
        }
        // All entries are read again only where there may be a difference, and at each deep check.
        if let same, try entries(of: tasking, nation, since: same.position).texts.isEmpty {
            (part.entries, part.position) = (same.entries, same.position)
        } else {
            (part.entries, part.position) = try entries(of: tasking, nation)
            if let same { try compare(part.entries, with: same.entries, of: tasking, nation) }
        }
        shownParts[tasking.id, default: [:]][nation] = part
    }

    /// Of the taskings that are as they were when they were last shown, each nation's journal is still the same.
    func checkPartsOfJournal() throws {
        if isFull || isAway { return }
        for (id, parts) in shownParts.sorted(by: { $0.key < $1.key }) {
            guard let tasking = model.taskings[id] else { continue }
            for (nation, part) in parts.sorted(by: { $0.key < $1.key }) {
                guard part.site == siteInForce, model.partBasis(of: tasking, for: nation) == part.basis else { continue }
                try compare(entries(of: tasking, nation).texts, with: part.entries, of: tasking, nation)
            }
        }
    }

    /// The entries about a tasking that a nation is shown, none of which names others.
    ///
    /// - Parameter position: the nation's position before the first of them; nil: the beginning.
    private func entries(of tasking: Tasking, _ nation: NationCode, since position: Int? = nil) throws -> (texts: [String], position: Int) {
        let (id, uid) = (tasking.id.description, Cast.contact(nation.description))
        guard let found = answer(Journal.Read.self, .init(since: position, limit: 100, subject: id), by: uid)?["entries"] else {
            throw Violation(.parts, "\(nation) sees \(id) and is not shown its journal")
        }
        try checkTraces(found.jsonString(), of: tasking, nation)
        let last = found.arrayValue?.last?.objectValue?["seq"]?.integerValue.map { Int($0) }
        return (Self.texts(found), last ?? position ?? 0)
    }

    private func compare(_ entries: [String], with before: [String], of tasking: Tasking, _ nation: NationCode) throws {
        if entries == before { return }
        let odd = entries.first { !before.contains($0) } ?? "fewer entries"
        throw Violation(.parts, "nothing of \(tasking.id) has changed for \(nation), and its journal has \(odd)")
    }

    /// Entries without their positions, which within a millisecond depend on what the nation has come to see since. What is told of an
    /// offer follows from the offer, and a note about a tasking does not change it.
    private static func texts(_ entries: JSONValue) -> [String] {
        let beside: Set<JournalEvent> = [.taskingAffected, .noteAdded, .noteErased, .lessonDone]
        return (entries.arrayValue ?? []).compactMap { value in
            guard var entry = value.objectValue, let event = entry["event"]?.stringValue,
                JournalEvent(rawValue: event).map({ !beside.contains($0) }) ?? true
            else { return nil }
            entry["seq"] = nil
            return entry.jsonString()
        }
    }

    /// A question that is not a step of the life: no watcher is told of it.
    private func answer<M: VarlinkMethod>(_: M.Type, _ parameters: M.Parameters, by uid: UInt32) -> JSONObject? {
        guard let process else { return nil }
        let text = parameters.jsonString()
        let call = process.begin(SimulatedRequest(M.name, text, by: uid), text)
        process.background.run()
        guard let reply = call.replies.last, reply.error == nil, !reply.continues else { return nil }
        return try? JSONObject(json: reply.json)
    }

    /// What follows from the clock, from other taskings of the nation's people, from the records of its offers, or from reports.
    private static func leaveOutTime(_ shown: inout JSONObject) {
        let derived = ["overdue", "lateHours", "lateMinutes", "concerns", "contested", "committed", "termsChanged", "reportDue", "orderBy"]
        for name in derived { shown[name] = nil }
        let elements = (shown["elements"]?.arrayValue ?? []).map { value -> JSONValue in
            guard var element = value.objectValue else { return value }
            (element["overdue"], element["partner"]) = (nil, nil)
            return .object(element)
        }
        shown["elements"] = .array(elements)
    }

    /// Neither the people of other nations nor their contact points are named to a nation, but for the host's.
    private func checkTraces(_ text: String, of tasking: Tasking, _ nation: NationCode) throws {
        let others = Set(tasking.elements.map(\.nation)).subtracting([nation, tasking.request.nation])
        let names =
            tasking.elements.filter { $0.nation != nation }.map(\.text) + others.map { "ncp-\($0.description.lowercased())" }
        guard let name = names.first(where: { text.contains("\"\($0)") }) else { return }
        throw Violation(.parts, "\(nation) reads \(name) in \(tasking.id): \(text)")
    }

    /// A tasking is shown as the model has it: all of it, or a nation's part.
    func checkShown(_ shown: JSONObject, to person: Person) throws {
        guard let id = try? TaskingID(shown["id"]?.stringValue ?? ""), let tasking = model.taskings[id] else { return }
        func differs(_ what: String) -> Violation {
            Violation(.parts, "\(id) is shown to \(person.name) with \(what): \(shown.jsonString())")
        }
        let state = model.state(of: tasking, shownTo: person)
        guard shown["state"]?.stringValue == state.rawValue else { throw differs("another state than \(state)") }
        let isWhole = model.sees(person, offersOf: id.request.nation)
        let elements = tasking.elements.filter { isWhole || $0.nation.description == person.nation }
        // An effect is shown to those who are cleared for it.
        let (there, wanted) = (
            (shown["elements"]?.arrayValue ?? []).compactMap(\.objectValue).filter { $0["expert"] != nil }.map(Self.words),
            elements.filter { $0.expert != nil }.map(Self.words)
        )
        guard there == wanted else { throw differs("other elements than \(wanted)") }
        if isWhole {
            guard shown["revision"]?.integerValue == Int64(tasking.revision) else { throw differs("another revision") }
            return
        }
        for name in ["salt", "parts", "batches", "approval"] where shown[name] != nil { throw differs("its \(name)") }
        guard shown["remark"] == nil || state == .aborted else { throw differs("its remark") }
        let nations = [shown["nations"], shown["consents"], shown["refusedExtensions"]].flatMap { $0?.arrayValue ?? [] }
            .compactMap { $0.stringValue ?? $0.objectValue?["nation"]?.stringValue }
        let handles = (shown["assignments"]?.arrayValue ?? []).compactMap { $0.objectValue?["expert"]?.stringValue }
        let named = nations + handles.map { String($0.prefix(3)) } + [shown["recalledBy"]?.stringValue].compactMap { $0 }
        if let other = named.first(where: { $0 != person.nation }) { throw differs("something of \(other)") }
        if let team = shown["team"]?.stringValue.flatMap({ try? TeamID($0) }), team.nation.description != person.nation {
            throw differs("the team of another nation")
        }
        let own = Set(elements.filter(\.state.isForward).map { Int64($0.batch) })
        let hosted = (shown["hosted"]?.arrayValue ?? []).compactMap(\.integerValue)
        if !elements.isEmpty, !own.isSuperset(of: hosted) { throw differs("a hosted batch that is not its own") }
    }

    private static func words(_ element: JSONObject) -> String {
        ["expert", "state", "start", "until", "departedAt", "begunAt", "homeAt", "cause"].map { element[$0]?.stringValue ?? "-" }
            .joined(separator: " ")
    }

    private static func words(_ element: Element) -> String {
        [
            element.text, element.state.rawValue, element.period.start.description, element.period.end.description,
            element.departedAt?.description, element.begunAt?.description, element.homeAt?.description, element.left?.cause.rawValue,
        ].map { $0 ?? "-" }.joined(separator: " ")
    }
}
