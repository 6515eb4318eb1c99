import CRRTDomain
import CRRTProtocol
import CRRTStore

/// The labels of what replies hold, looked up once each.
struct LabelBook {
    private let context: any Context
    private var requests: [RequestID: Holding] = [:]

    init(_ context: some Context) { self.context = context }

    /// The reply with the label of all that it holds: what its author has stated and what its records say.
    mutating func mark<Reply: MarkedReply>(_ reply: Reply) throws -> Reply {
        var marked = reply
        marked.marking = try marking(of: reply.holdings + (reply.stated.map { [$0] } ?? []))
        return marked
    }

    /// The label of all that these hold.
    mutating func marking<Mark: WireMarking>(of holdings: [Holding]) throws -> Mark? { context.site.marking(of: try resolved(holdings)) }

    /// Taskings and consents become the requests whose label they bear; each label once.
    private mutating func resolved(_ holdings: [Holding]) throws -> Set<Holding> {
        var found: Set<Holding> = []
        for holding in Set(holdings) {
            switch holding {
            case .labelled, .offer: found.insert(holding)
            case .request(let id): found.insert(try label(ofRequest: try? RequestID(id)))
            case .tasking(let id): found.insert(try label(ofRequest: (try? TaskingID(id))?.request))
            case .effect(let id): found.insert(try label(ofEffect: try? EffectID(id)))
            }
        }
        return found
    }

    /// Asked of effects only that the caller may read.
    private func label(ofEffect id: EffectID?) throws -> Holding {
        guard let id else { return .labelled(Classification.topSecret.rawValue, releasableTo: []) }
        let facts = try context.rows.visibilityFacts(of: id)
        return .labelled((facts.exists ? facts.classification : .topSecret).rawValue, releasableTo: facts.exists ? facts.releasableTo : [])
    }

    /// Every reader of a tasking may know its classification. The nations that may know the request are told to its readers only.
    private mutating func label(ofRequest id: RequestID?) throws -> Holding {
        guard let id else { return .labelled(Classification.topSecret.rawValue, releasableTo: []) }
        if let known = requests[id] { return known }
        let facts = try context.rows.visibilityFacts(of: id, asking: nil)
        let level = facts.exists ? facts.classification : .topSecret
        let isReadable = try facts.exists && context.sees(request: id)
        let label = Holding.labelled(level.rawValue, releasableTo: isReadable ? facts.releasableTo : [])
        requests[id] = label
        return label
    }
}

extension Site {
    /// The marking of what holds these; of nothing the site's floor.
    func marking<Mark: WireMarking>(of holdings: Set<Holding>) -> Mark? {
        switch (holdings.count, holdings.first) {
        // One label is told in its own words.
        case (1, .labelled(let level, let releasableTo)?) where !releasableTo.isEmpty:
            return mark(Classification(rawValue: level) ?? .topSecret, releasableTo)
        case (1, .offer(let nation)?): return mark(policy.siteFloor, [nation])
        default: return combined(holdings)
        }
    }

    /// Where no nation may know all of it, the marking says how secret the whole is and names nobody: a list is not refused to somebody
    /// who may read each of its records.
    private func combined<Mark: WireMarking>(_ holdings: Set<Holding>) -> Mark? {
        var labels: [Label] = []
        var nobodys: [Classification] = []
        for holding in holdings {
            do { labels.append(try label(of: holding)) } catch { nobodys.append(error.classification) }
        }
        let highest = (labels.map(\.classification) + nobodys).max() ?? policy.siteFloor
        guard nobodys.isEmpty, let whole = try? Label.combined(labels) else { return mark(highest, nil) }
        return mark(highest, catalogue.names(of: whole.releasableTo))
    }

    /// What a nation offers is marked with the floor, and that nation's to know.
    private func label(of holding: Holding) throws(NotReleasable) -> Label {
        switch holding {
        case .offer(let nation):
            let nations = (try? NationCode(nation)).map { Set([$0]) } ?? []
            return try Label(policy.siteFloor, releasableTo: nations)
        case .labelled(let level, let releasableTo):
            // A nation or group that the site no longer knows is nobody.
            let nations = (try? catalogue.nations(in: releasableTo)) ?? []
            return try Label(Classification(rawValue: level) ?? .topSecret, releasableTo: nations)
        case .request, .tasking, .effect:
            throw NotReleasable(classification: .topSecret)
        }
    }

    private func mark<Mark: WireMarking>(_ classification: Classification, _ releasableTo: [String]?) -> Mark? {
        Mark.Level(rawValue: max(classification, policy.siteFloor).rawValue).map {
            Mark(classification: $0, releasableTo: releasableTo, exercise: exercise)
        }
    }
}

extension Context {
    func mark<Reply: MarkedReply>(_ reply: Reply) throws -> Reply {
        var book = LabelBook(self)
        return try book.mark(reply)
    }
}
