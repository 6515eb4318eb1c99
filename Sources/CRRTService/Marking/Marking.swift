import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Computes the markings of replies. The labels of records are cached.
struct LabelCache {
    private let context: any Context
    private var requests: [RequestID: LabelSource] = [:]
    /// Whether a no-duff message stands; nil until it is looked up.
    private var noDuff: Bool?

    init(_ context: some Context) { self.context = context }

    /// The reply with the marking of everything in it: what the use case states, and the labels of its records.
    mutating func mark<Reply: MarkedReply>(_ reply: Reply) throws -> Reply {
        var marked = reply
        marked.marking = try marking(of: reply.labelSources + (reply.stated.map { [$0] } ?? []))
        return marked
    }

    /// The marking of all of these.
    mutating func marking<Mark: WireMarking>(of labelSources: [LabelSource]) throws -> Mark? {
        context.site.marking(of: try resolved(labelSources), noDuff: try hasNoDuff())
    }

    private mutating func hasNoDuff() throws -> Bool {
        if let noDuff { return noDuff }
        let found = try context.hasNoDuff()
        noDuff = found
        return found
    }

    /// Replaces ids by labels. Taskings and consents have the labels of their requests.
    private mutating func resolved(_ labelSources: [LabelSource]) throws -> Set<LabelSource> {
        var found: Set<LabelSource> = []
        for source in Set(labelSources) {
            switch source {
            case .labelled, .offer, .sharedOffer: found.insert(source)
            case .request(let id): found.insert(try label(ofRequest: try? RequestID(id)))
            case .tasking(let id): found.insert(try label(ofRequest: (try? TaskingID(id))?.request))
            case .campaign(let id): found.insert(try label((try? CampaignID(id)).map(context.rows.visibilityFacts)))
            case .effect(let id): found.insert(try label((try? EffectID(id)).map(context.rows.visibilityFacts)))
            }
        }
        return found
    }

    /// Only for effects and campaigns that the caller may read.
    private func label(_ facts: VisibilityFacts?) -> LabelSource {
        guard let facts, facts.exists else { return .labelled(Classification.topSecret.rawValue, releasableTo: []) }
        return .labelled(facts.classification.rawValue, releasableTo: facts.releasableTo)
    }

    /// Readers of a tasking may know the classification of its request. Only readers of the request may know its allow-list.
    private mutating func label(ofRequest id: RequestID?) throws -> LabelSource {
        guard let id else { return .labelled(Classification.topSecret.rawValue, releasableTo: []) }
        if let known = requests[id] { return known }
        let facts = try context.rows.visibilityFacts(of: id, asking: nil)
        let level = facts.exists ? facts.classification : .topSecret
        let isReadable = try facts.exists && context.sees(request: id)
        let label = LabelSource.labelled(level.rawValue, releasableTo: isReadable ? facts.releasableTo : [])
        requests[id] = label
        return label
    }
}

extension Site {
    /// The combined marking; the site's floor for an empty set.
    ///
    /// - Parameter noDuff: Whether a no-duff message stands.
    func marking<Mark: WireMarking>(of labelSources: Set<LabelSource>, noDuff: Bool) -> Mark? {
        switch (labelSources.count, labelSources.first) {
        // A single label is shown as it was written.
        case (1, .labelled(let level, let releasableTo)?) where !releasableTo.isEmpty:
            return mark(Classification(rawValue: level) ?? .topSecret, releasableTo, noDuff)
        case (1, .offer(let nation)?): return mark(policy.siteFloor, [nation], noDuff)
        case (1, .sharedOffer(let nations)?): return mark(policy.siteFloor, nations, noDuff)
        default: return combined(labelSources, noDuff)
        }
    }

    /// If no nation may know all of it, the marking has the classification and names no nation: a list is not refused to callers who may
    /// read each of its records.
    private func combined<Mark: WireMarking>(_ labelSources: Set<LabelSource>, _ noDuff: Bool) -> Mark? {
        var labels: [Label] = []
        var notReleasable: [Classification] = []
        for source in labelSources {
            do { labels.append(try label(of: source)) } catch { notReleasable.append(error.classification) }
        }
        let highest = (labels.map(\.classification) + notReleasable).max() ?? policy.siteFloor
        guard notReleasable.isEmpty, let whole = try? Label.combined(labels) else { return mark(highest, nil, noDuff) }
        return mark(highest, catalogue.names(of: whole.releasableTo), noDuff)
    }

    /// Offers have the site's floor as classification, and are released to their nation.
    private func label(of source: LabelSource) throws(NotReleasable) -> Label {
        switch source {
        case .offer(let nation):
            let nations = (try? NationCode(nation)).map { Set([$0]) } ?? []
            return try Label(policy.siteFloor, releasableTo: nations)
        case .sharedOffer(let nations):
            return try Label(policy.siteFloor, releasableTo: Set(nations.compactMap { try? NationCode($0) }))
        case .labelled(let level, let releasableTo):
            // A nation or group that the site no longer knows adds no reader.
            let nations = (try? catalogue.nations(in: releasableTo)) ?? []
            return try Label(Classification(rawValue: level) ?? .topSecret, releasableTo: nations)
        case .request, .tasking, .campaign, .effect:
            throw NotReleasable(classification: .topSecret)
        }
    }

    private func mark<Mark: WireMarking>(_ classification: Classification, _ releasableTo: [String]?, _ noDuff: Bool) -> Mark? {
        Mark.Level(rawValue: max(classification, policy.siteFloor).rawValue).map {
            Mark(classification: $0, releasableTo: releasableTo, exercise: exercise, noDuff: noDuff ? true : nil)
        }
    }
}

extension Context {
    /// Whether a no-duff message stands in an exercise.
    func hasNoDuff() throws -> Bool { try site.exercise && rows.countExerciseMessages(in: .standing) > 0 }

    func mark<Reply: MarkedReply>(_ reply: Reply) throws -> Reply {
        var labels = LabelCache(self)
        return try labels.mark(reply)
    }
}
