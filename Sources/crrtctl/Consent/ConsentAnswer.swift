import ArgumentParser
import CRRTProtocol

/// Which tasking is answered, and for which nation.
struct ConsentSubject: ParsableArguments {
    @Argument(help: "Such as TSK-ALB-2026-0001-1.", completion: .taskings, transform: ArgumentTransform.id)
    var tasking: String

    @Option(help: ArgumentHelp("The nation that answers; your own if not given.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?
}

/// Finds the consents of a tasking that a nation's answer is about.
struct ConsentAnswer {
    var tasking: String
    var nation: String?
    var kind: Consents.Consent.Kind?
    /// The state that a consent has to be in for this answer: `requested` to grant or refuse it, `granted` to revoke it.
    var from: Consents.Consent.State
    /// The beginning of the digest of the terms that are answered; nil for any terms.
    var terms: String?

    /// The consents of the nation that wait for this answer.
    ///
    /// If a kind is named, its consent is returned in any state, so that the daemon explains why it cannot be answered.
    func outstanding(_ context: CommandContext) throws(Failure) -> [Consents.Consent] { try split(context).now }

    /// The same, and those that wait for another answer after it.
    func split(_ context: CommandContext) throws(Failure) -> (now: [Consents.Consent], later: [Consents.Consent]) {
        let nation = try context.nation(nation)
        let all = try context.consents(nation: nation, tasking: tasking).records.filter { $0.tasking == tasking && $0.nation == nation }
        let own = try underTerms(all)
        guard !own.isEmpty else {
            throw Failure(
                .noSuchRecord,
                "nothing of \(tasking)\(terms.map { " under the terms \($0)" } ?? "") was asked of \(nation), or you may not see it",
                next: "crrtctl consent list")
        }
        if let kind {
            let named = own.filter { $0.kind == kind }
            if let last = named.last { return split(named.filter { $0.state == from }, else: last) }
            let kinds = own.map(\.kind.rawValue).joined(separator: ", ")
            throw Failure(.noSuchRecord, "\(tasking) asks \(nation) for no '\(kind.rawValue)' consent; there is \(kinds)")
        }
        let open = own.filter { $0.state == from }
        guard open.isEmpty else { return split(open) }
        let states = own.map { "\($0.kindWords) is \($0.voided == true ? "void" : $0.state.rawValue)" }.joined(separator: ", ")
        throw Failure(
            .failed, "no consent of \(nation) to \(tasking) is \(from.rawValue): \(states)",
            next: "crrtctl consent show \(tasking)")
    }

    private func split(
        _ open: [Consents.Consent], else last: Consents.Consent? = nil
    ) -> (now: [Consents.Consent], later: [Consents.Consent]) {
        let now = ConsentAnswer.onePerKind(open)
        return (now.isEmpty ? last.map { [$0] } ?? [] : now, open.filter { !now.contains($0) })
    }

    /// The consents to the terms that were named; all of them if none were.
    func underTerms(_ consents: [Consents.Consent]) throws(Failure) -> [Consents.Consent] {
        guard let terms = terms?.lowercased() else { return consents }
        let hint = "crrtctl consent list -o wide"
        guard !terms.isEmpty else { throw .usage("--terms is empty; give the beginning of a digest, or leave it out", next: hint) }
        let named = consents.filter { $0.digest.hasPrefix(terms) }
        let digests = Set(named.filter { $0.state == from }.map(\.digest)).sorted()
        guard digests.count < 2 else {
            throw .usage("--terms \(terms) is the beginning of \(digests.count) digests; give more of one", details: digests, next: hint)
        }
        return named
    }

    /// A nation may have several consents of a kind: to the proposal, to replacements, and to a longer period. The daemon takes an answer
    /// for the longer period first, then for what was asked last.
    static func onePerKind(_ consents: [Consents.Consent]) -> [Consents.Consent] {
        let first = consents.filter { $0.state == .requested && $0.until != nil }
        let order = consents.filter { $0.state != .requested || $0.until == nil } + first
        return order.enumerated().filter { index, consent in !order[(index + 1)...].contains { $0.kind == consent.kind } }.map(\.element)
    }
}

extension ConsentAnswer {
    init(_ subject: ConsentSubject, kind: Consents.Consent.Kind?, from: Consents.Consent.State, terms: String? = nil) {
        self.init(tasking: subject.tasking, nation: subject.nation, kind: kind, from: from, terms: terms)
    }
}

extension Consents.Consent {
    /// `TSK-ALB-2026-0001-1: EST contribute granted (journal 19)`, `TSK-ALB-2026-0001-1: EST contribute granted, not with: ROU`
    func settled(_ seq: Int) -> String {
        let company = state == .granted || state == .requested ? companyWords.map { ", " + $0 } ?? "" : ""
        return "\(tasking): \(nation) \(kindWords) \(state.rawValue)\(company)\(Outcome.words(seq: seq))"
    }
}
