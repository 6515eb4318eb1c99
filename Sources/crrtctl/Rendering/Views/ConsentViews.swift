import CRRTProtocol

/// Tables and pages of consents: which nation is asked for what, by when, and its answer.
enum ConsentViews {
    /// - Parameter isWide: Whether to show the beginning of the terms' digest. A column for signatures is there if any consent is signed.
    static func table(_ consents: [Consents.Consent], _ times: TimeStyle, isWide: Bool) -> Table {
        let isSigned = isWide || consents.contains { $0.signatures != nil }
        let isReminded = consents.contains { $0.remindedAt != nil }
        let proofs: [Table.Column] = (isWide ? [.text("TERMS")] : []) + (isSigned ? [.text("SIGNED", rank: 6)] : [])
        return Table(
            columns: [
                .text("TASKING"), .text("NATION"), .text("KIND"), .text("STATE"), .text("REPLY BY"), .text("LEFT", rank: 1),
                .text("DECIDED", rank: 4), .text("BY", rank: 5),
            ] + (isReminded ? [.text("REMINDED", rank: 2)] : []) + proofs + [.text("CONDITIONS OR REASON", rank: 3, least: 12)],
            rows: consents.map { consent in
                [
                    consent.tasking, consent.nation, consent.kindWords, consent.voided == true ? "void" : consent.state.rawValue,
                    times.short(consent.replyBy), consent.state == .requested ? times.relative(consent.replyBy) : "",
                    consent.decidedAt.map(times.short) ?? "", deciders(consent),
                ] + (isReminded ? [consent.remindedAt.map(times.short) ?? ""] : []) + (isWide ? [String(consent.digest.prefix(8))] : [])
                    + (isSigned ? [signed(consent)] : [])
                    + [consent.remarks]
            })
    }

    /// The names of those who decided, each once, because the same person may grant and revoke.
    private static func deciders(_ consent: Consents.Consent) -> String {
        let names = (consent.decidedBy ?? []).map(\.name)
        return names.indices.filter { !names[..<$0].contains(names[$0]) }.map { names[$0] }.joined(separator: " ")
    }

    /// The beginnings of the keys' ids; `unsigned` for a grant without a signature.
    private static func signed(_ consent: Consents.Consent) -> String {
        if let signatures = consent.signatures { return signatures.map { String($0.key.prefix(8)) }.joined(separator: " ") }
        return consent.state == .granted || consent.state == .spent ? "unsigned" : ""
    }

    /// The page on which a nation decides, with all answers to the tasking below.
    ///
    /// - Parameter tasking: nil where the caller may not read it.
    static func page(
        _ tasking: Taskings.Tasking?, _ consents: [Consents.Consent], skillTitles: [String: String], _ times: TimeStyle, isWide: Bool
    ) -> [Block] {
        let asked = decided(consents)
        let pages = asked.compactMap { TermsPage($0, among: consents, skillTitles: skillTitles, times) }
        let isWhole = !pages.isEmpty && pages.count == asked.count
        let head = tasking.map { isWhole ? TaskingViews.head($0, times) : TaskingViews.terms($0, times) } ?? []
        let shown = Set(pages.map(\.consent.digest))
        let others = consents.filter { !shown.contains($0.digest) }
        let unspoken = asked.filter { $0.terms == nil }.map { consent in
            "The terms of \(consent.nation)'s consent (\(consent.kindWords)) are not on record in words: they are older than that, or name "
                + "an effect that you may not read."
        }
        return head + pages.flatMap(\.blocks) + unspoken.map(Block.line) + (pages.isEmpty ? [] : [.heading("Answers")])
            + [.table(table(consents, times, isWide: isWide)), .fields(Set(others.map(\.digest)).sorted().map { .init("terms", $0) })]
    }

    /// The consents that the page is about: the caller's own. Who sees those of all nations reads the host's, which name all people.
    ///
    /// Of these, the ones that wait for an answer; where none does, the granted ones; else the last.
    static func decided(_ consents: [Consents.Consent]) -> [Consents.Consent] {
        let hosts = Set(consents.filter { $0.kind == .host }.map(\.nation))
        let own = Set(consents.map(\.nation)).count == 1 ? consents : consents.filter { hosts.contains($0.nation) }
        for state in [Consents.Consent.State.requested, .granted] {
            let found = own.filter { $0.state == state }
            if !found.isEmpty { return found }
        }
        return own.suffix(1)
    }
}

extension Consents.Consent {
    /// Whether it answers a stricter label of the request, in an ordered tasking.
    var isRenewal: Bool { terms != nil && batch == nil && until == nil }

    /// `not with: ROU`; nil where it names no nation, or the caller may not read it.
    var companyWords: String? { notWith.flatMap { $0.isEmpty ? nil : "not with: " + $0.joined(separator: " ") } }

    /// The reason or the conditions, and with whom the people do not serve.
    var remarks: String { [reason ?? conditions, companyWords].compactMap { $0 }.joined(separator: "; ") }

    /// `contribute`, or `contribute, replacement 1`, or `contribute, longer`.
    var kindWords: String {
        if until != nil { return kind.rawValue + ", longer" }
        if isRenewal { return kind.rawValue + ", stricter label" }
        return kind.rawValue + (batch.map { $0 > 0 ? ", replacement \($0)" : "" } ?? "")
    }
}
