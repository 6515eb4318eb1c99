import CRRTProtocol

/// Consents as people read them: what is asked of whom, by when, and what was answered.
enum ConsentViews {
    static func table(_ consents: [Consents.Consent], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .text("TASKING"), .text("NATION"), .text("KIND"), .text("STATE"), .text("REPLY BY"), .text("DECIDED"), .text("BY"),
                .text("TERMS"), .text("SIGNED"), .text("CONDITIONS OR REASON"),
            ],
            rows: consents.map { consent in
                [
                    consent.tasking, consent.nation, consent.kind.rawValue, consent.state.rawValue,
                    consent.state == .requested ? times.full(consent.replyBy) : times.short(consent.replyBy),
                    consent.decidedAt.map(times.short) ?? "", consent.decidedBy?.map(\.name).joined(separator: " ") ?? "",
                    String(consent.digest.prefix(8)), signed(consent),
                    consent.reason ?? consent.conditions ?? "",
                ]
            })
    }

    /// The beginnings of the keys' ids, as of the terms; `unsigned` for a word that was given without.
    private static func signed(_ consent: Consents.Consent) -> String {
        if let signatures = consent.signatures { return signatures.map { String($0.key.prefix(8)) }.joined(separator: " ") }
        return consent.state == .granted || consent.state == .spent ? "unsigned" : ""
    }

    /// The answers to one tasking, each with the digest of the terms that it is bound to.
    static func page(_ consents: [Consents.Consent], _ times: TimeStyle) -> [Block] {
        let digests = Set(consents.map(\.digest)).sorted()
        return [.table(table(consents, times)), .fields(digests.map { .init("terms", $0) })]
    }
}
