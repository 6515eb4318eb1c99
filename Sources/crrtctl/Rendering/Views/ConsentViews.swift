import CRRTProtocol

/// Tables and pages of consents: which nation is asked for what, by when, and its answer.
enum ConsentViews {
    /// - Parameter isWide: Whether to show the beginning of the terms' digest. A column for signatures is there if any consent is signed.
    static func table(_ consents: [Consents.Consent], _ times: TimeStyle, isWide: Bool) -> Table {
        let isSigned = isWide || consents.contains { $0.signatures != nil }
        let proofs: [Table.Column] = (isWide ? [.text("TERMS")] : []) + (isSigned ? [.text("SIGNED")] : [])
        return Table(
            columns: [.text("TASKING"), .text("NATION"), .text("KIND"), .text("STATE"), .text("REPLY BY"), .text("DECIDED"), .text("BY")]
                + proofs + [.text("CONDITIONS OR REASON")],
            rows: consents.map { consent in
                [
                    consent.tasking, consent.nation, consent.kind.rawValue, consent.voided == true ? "void" : consent.state.rawValue,
                    consent.state == .requested ? times.full(consent.replyBy) : times.short(consent.replyBy),
                    consent.decidedAt.map(times.short) ?? "", deciders(consent),
                ] + (isWide ? [String(consent.digest.prefix(8))] : []) + (isSigned ? [signed(consent)] : [])
                    + [consent.reason ?? consent.conditions ?? ""]
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

    /// The answers to one tasking, each with the digest of the terms that it is bound to.
    static func page(_ consents: [Consents.Consent], _ times: TimeStyle, isWide: Bool) -> [Block] {
        let digests = Set(consents.map(\.digest)).sorted()
        return [.table(table(consents, times, isWide: isWide)), .fields(digests.map { .init("terms", $0) })]
    }
}
