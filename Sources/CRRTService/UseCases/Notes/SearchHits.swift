import CRRTDomain
import CRRTProtocol
import CRRTStore

/// What a search has found so far: the newest, up to a number.
struct SearchHits {
    /// A record that was found, with what it takes to see it once more.
    struct Found {
        enum Source {
            case record(RecordChange)
            case note(Note)
        }

        let at: Instant
        let source: Source
        let hit: Notes.Hit
    }

    let limit: Int
    private(set) var found: [Found] = []

    init(limit: Int) { self.limit = limit }

    mutating func add(_ one: Found) {
        found.append(one)
        // Twice as many before they are sorted, so that this costs little for each.
        if found.count >= 2 * limit + 64 { found = newest }
    }

    /// The newest first; of one instant by kind and id.
    var newest: [Found] {
        Array(found.sorted { ($1.at, $0.hit.kind.rawValue, $0.key) < ($0.at, $1.hit.kind.rawValue, $1.key) }.prefix(limit))
    }
}

extension SearchHits.Found {
    fileprivate var key: String { "\(hit.id) \(hit.nation ?? "") \(hit.line)" }
}

extension Query {
    /// A hit in a note that the caller is told; nil for one that is erased.
    func hit(_ note: Note, _ search: WordSearch) -> SearchHits.Found? {
        guard let texts = note.texts else { return nil }
        return .init(
            at: note.at, source: .note(note),
            hit: .init(
                id: note.id.description, kind: Notes.Hit.Kind(rawValue: note.kind.rawValue) ?? .note, subject: note.subject.description,
                at: note.at.description, line: search.line(of: [texts.text, texts.needs, texts.owner].compactMap { $0 })))
    }

    /// A hit in what the caller may read of a record; nil where they may read none of it, or not every word occurs there.
    func hit(_ record: RecordChange, _ search: WordSearch) throws -> SearchHits.Found? {
        guard try sees(record) else { return nil }
        let (kind, id, texts) = try readable(record)
        guard search.occurs(in: texts) else { return nil }
        var (at, nation): (Instant?, NationCode?)
        switch record {
        case .campaign(let campaign): at = campaign.openedAt
        case .consent(let consent): (at, nation) = (consent.decidedAt, consent.nation)
        default: break
        }
        // A record itself does not say when it was put on record, its first entry does.
        let found = try at ?? rows.firstEntryTime(of: id) ?? now
        return .init(
            at: found, source: .record(record),
            hit: .init(id: id, kind: kind, nation: nation?.description, at: found.description, line: search.line(of: texts)))
    }

    /// Whether what was found in an earlier transaction is the caller's to see now.
    func stillSees(_ found: SearchHits.Found) throws -> Bool {
        switch found.source {
        case .note(let note): try rows.note(note.id)?.texts != nil && isTold(note)
        case .record(.request(let request)): try request.id.map(sees(request:)) ?? false
        case .record(.campaign(let campaign)): try sees(campaign: campaign.id)
        case .record(let record): try sees(record)
        }
    }

    /// The texts of a record, as far as the caller may read them.
    private func readable(_ record: RecordChange) throws -> (Notes.Hit.Kind, id: String, texts: [String]) {
        func texts(_ all: String?...) -> [String] { all.compactMap { $0 } }
        switch record {
        case .request(let request):
            let view = try view(of: request)
            return (.request, view.id?.description ?? "", texts(view.title, view.summary, view.remark))
        case .campaign(let campaign):
            return (.campaign, campaign.id.description, texts(campaign.title, campaign.summary, campaign.outcome))
        case .tasking(let tasking):
            let view = try view(of: tasking)
            let reasons =
                view.refusedExtensions.map(\.reason) + [view.approval?.withdrawal?.reason] + view.elements.map { $0.outcome?.text }
            return (.tasking, view.id.description, texts(view.remark) + reasons.compactMap { $0 })
        case .consent(let consent):
            return (.consent, consent.tasking.description, texts(consent.reason, consent.conditions))
        case .expert, .team, .effect, .standby: return (.request, "", [])
        }
    }
}
