import CRRTDomain
import CRRTStore

/// Whether elements stand in granted terms as they are now.
struct GrantedTerms {
    /// What stands between an element and a step forward.
    enum Fault: Hashable {
        /// No granted consent covers it.
        case missing(NationCode)
        /// The terms that were granted differ from the present in this field.
        case changed(field: String)
    }

    private let tasking: Tasking
    private let request: Request
    private let granted: [Consent]
    private let renewals: [Consent]
    private let context: any Context

    /// - Parameter consents: All of the tasking.
    init(_ tasking: Tasking, _ request: Request, _ consents: [Consent], _ context: some Context) {
        self.tasking = tasking
        self.request = request
        granted = consents.filter { $0.state == .granted }
        renewals = consents.filter(\.isOpenRenewal)
        self.context = context
    }

    /// What stands in the way of these elements, each fault once.
    func faults(of elements: [Element]) throws -> [Fault] {
        var found: [Fault] = []
        for element in elements {
            for fault in try faults(of: element) where !found.contains(fault) { found.append(fault) }
        }
        return found
    }

    /// The digests of the host's granted terms in which an element stands as it is now.
    func hostDigests(of element: Element) throws -> [String] {
        try granted.filter {
            try $0.nation == request.nation && $0.kind == .host && $0.concerns(element)
                && difference($0, element, request.nation) == nil
        }.map(\.digest)
    }

    private func faults(of element: Element) throws -> [Fault] {
        var found = try [
            fault(of: element, by: element.nation, tasking.contribution), fault(of: element, by: request.nation, .host),
        ].compactMap { $0 }
        // A nation that lends the team and sends no person has agreed to the batch.
        if element.batch == 0, let team = tasking.lendingNation, !granted.contains(where: { $0.isLoan(of: team) }) {
            found.append(.missing(team))
        }
        return found
    }

    private func fault(of element: Element, by nation: NationCode, _ kind: Consent.Kind) throws -> Fault? {
        let own = granted.filter { $0.nation == nation && $0.kind == kind && $0.concerns(element) }
        if own.isEmpty { return .missing(nation) }
        var change: String?
        for consent in own {
            guard let field = try difference(consent, element, nation) else { return nil }
            change = change ?? field
        }
        guard let change else { return nil }
        // The nation has been asked about the change, and has not answered.
        return renewals.contains { $0.nation == nation && $0.kind == kind && $0.concerns(element) }
            ? .missing(nation) : .changed(field: change)
    }

    /// The field in which the granted terms differ from the present; nil where the element stands in them as it is.
    private func difference(_ consent: Consent, _ element: Element, _ nation: NationCode) throws -> String? {
        guard let terms = consent.terms else {
            // Of terms of form 1 only the digest is known. They had one end for all, which others may have left by now.
            let present = try TaskingTerms.wholeDigest(tasking, end: element.period.end, request, context.rows)
            return present == consent.digest ? nil : "request"
        }
        let use = try TaskingTerms.use(element, request, context)
        guard let part = terms.parts.first(where: { $0.use.isOf(element.subject) && $0.period == element.period }) else { return "period" }
        guard part.use == use else { return use.difference(from: part.use) }
        let present = try TaskingTerms.terms(of: nation, [element], batch: terms.batch, in: tasking, request, context)
        return present.commonDifference(from: terms)
    }
}

extension Terms.Use {
    /// The name of what differs, where something does.
    fileprivate func difference(from other: Terms.Use) -> String {
        guard case .effect(_, let present?) = self, case .effect(_, var agreed?) = other else {
            if case .person = self { return "seats" } else { return "effect" }
        }
        agreed.legalReview = present.legalReview
        return agreed == present ? "legalReview" : "effect"
    }
}

extension Tasking {
    /// The nation that lends the standing team and has no element in the proposal; nil where there is none.
    var lendingNation: NationCode? {
        guard let lender = team?.nation, !elements.contains(where: { $0.batch == 0 && $0.nation == lender }) else { return nil }
        return lender
    }
}

extension Consent {
    /// Whether it is that of a nation that lends the team of a proposal.
    func isLoan(of nation: NationCode) -> Bool { self.nation == nation && kind == .contribute && batch == 0 }
}
