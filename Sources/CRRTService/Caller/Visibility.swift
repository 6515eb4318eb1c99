import CRRTDomain
import CRRTProtocol
import CRRTStore

/// What a caller may see (domain.md section 6). Whatever is not visible does not exist for him.
extension Caller {
    private var seesOffersOfAll: Bool { isAny(of: [.duty, .authority, .auditor]) }

    func sees(offersOf nation: NationCode) -> Bool { seesOffersOfAll || speaks(for: nation) }

    /// The one nation that his lists of offers are about; nil where he sees all of them.
    var offersSeen: NationCode? { seesOffersOfAll ? nil : nation }

    func sees(_ effect: Effect) -> Bool {
        if roles.contains(.auditor) || speaks(for: effect.nation) { return true }
        return seesOffersOfAll && clearance >= effect.classification
    }

    /// `asked`: whether his nation is asked to contribute to it; looked up only where it matters.
    func sees(_ request: Request, asked: (NationCode) throws -> Bool, _ catalogue: Catalogue) rethrows -> Bool {
        if roles.contains(.auditor) { return true }
        guard clearance >= request.classification else { return false }
        if isAny(of: [.duty, .authority]) { return true }
        guard roles.contains(.ncp), let nation else { return false }
        if nation == request.nation { return true }
        guard let released = try? catalogue.nations(in: request.releasableTo), released.contains(nation) else { return false }
        return try asked(nation)
    }

    /// Whether the whole of a tasking is his to read, or only what concerns his nation.
    private func seesWhole(of tasking: Tasking) -> Bool { seesOffersOfAll || speaks(for: tasking.request.nation) }

    /// A tasking as a contributing nation sees it: its own people and effects, not the others'.
    func view(of tasking: Tasking) -> Tasking {
        guard !seesWhole(of: tasking) else { return tasking }
        var view = tasking
        view.assignments = tasking.assignments.filter { $0.expert.nation == nation }
        view.effects = tasking.effects.filter { $0.nation == nation }
        view.nations = tasking.nations.filter { $0 == nation }
        if let team = tasking.team, team.nation != nation { view.team = nil }
        return view
    }

    /// Consents of a tasking that are his to read: all, or his nation's.
    func sees(_ consent: Consent, of tasking: Tasking) -> Bool { seesWhole(of: tasking) || consent.nation == nation }

    func sees(_ consent: Consent) -> Bool { seesOffersOfAll || speaks(for: consent.tasking.request.nation) || consent.nation == nation }
}
