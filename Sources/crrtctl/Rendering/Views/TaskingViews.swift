import CRRTProtocol

/// Tables and pages of taskings, with the nations' answers.
enum TaskingViews {
    static func table(_ taskings: [Taskings.Tasking], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .text("ID"), .text("KIND"), .text("STATE"), .text("NATIONS"), .text("CONSENTS"), .text("START"), .text("END"), .text("WHO"),
            ],
            rows: taskings.map { tasking in
                [
                    tasking.id, tasking.kind.rawValue, tasking.state.rawValue, tasking.nations.joined(separator: " "), answers(tasking),
                    times.short(tasking.start), end(tasking, times.short, times), who(tasking),
                ]
            })
    }

    static func page(_ tasking: Taskings.Tasking, _ times: TimeStyle) -> [Block] {
        var fields: [Block.Field] = [
            .init("tasking", tasking.id), .init("request", tasking.request), .init("state", tasking.state.rawValue),
            .init("remark", tasking.remark),
            .init("kind", tasking.kind.rawValue), .init("team", tasking.team), .init("people", people(tasking.assignments)),
            .init("effects", tasking.effects?.joined(separator: " ")), .init("nations", tasking.nations.joined(separator: " ")),
            .init("start", times.full(tasking.start)), .init("end", end(tasking, times.full, times)),
            .init("concerns", tasking.concerns?.map(concern).joined(separator: "\n")), .init("recalled by", tasking.recalledBy),
        ]
        fields += tasking.outlook
        fields += [
            .init("reply by", tasking.state == .awaitingConsent ? tasking.replyBy.map(times.full) : nil),
            .init("proposed by", tasking.proposedBy.map(name)), .init("ordered by", tasking.orderedBy.map(name)),
            .init("extension", tasking.extension.map { "until \(times.short($0.end)), reply by \(times.full($0.replyBy))" }),
            .init("not extended", tasking.refusedExtensions?.map { refused($0, times) }.joined(separator: "\n")),
            .init("terms", tasking.digest + (tasking.termsChanged == true ? "  CHANGED since they were consented to" : "")),
            .init("revision", "\(tasking.revision)"),
        ]
        return [.fields(fields)] + (tasking.consents.isEmpty ? [] : [.heading("Consents"), .table(consents(tasking.consents, times))])
    }

    /// The terms that a nation is asked to agree to.
    static func terms(_ tasking: Taskings.Tasking, _ times: TimeStyle) -> [Block] {
        let fields: [Block.Field] = [
            .init("tasking", tasking.id), .init("request", tasking.request), .init("state", tasking.state.rawValue),
            .init("kind", tasking.kind.rawValue), .init("team", tasking.team), .init("people", people(tasking.assignments)),
            .init("effects", tasking.effects?.joined(separator: " ")), .init("start", times.full(tasking.start)),
            .init("end", times.full(tasking.end)),
            .init("extension", tasking.extension.map { "until \(times.short($0.end)), reply by \(times.full($0.replyBy))" }),
        ]
        return [.fields(fields + tasking.outlook)]
    }

    /// The people in the form that `tasking propose` takes: `EST-0042@0`, the expert and the seat.
    static func people(_ assignments: [Taskings.Assignment]) -> String {
        assignments.map { "\($0.expert)@\($0.seat)" }.joined(separator: " ")
    }

    /// The agreed end. If the tasking is overdue, with the time since then.
    private static func end(_ tasking: Taskings.Tasking, _ form: (String) -> String, _ times: TimeStyle) -> String {
        form(tasking.end) + (tasking.overdue == true ? "  " + times.overdue(since: tasking.end) : "")
    }

    private static func who(_ tasking: Taskings.Tasking) -> String {
        let parts = [tasking.team, people(tasking.assignments), tasking.effects?.joined(separator: " ")]
        return parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// `2 of 3`
    private static func answers(_ tasking: Taskings.Tasking) -> String {
        let granted = tasking.consents.count { $0.state == .granted || $0.state == .spent }
        return "\(granted) of \(tasking.consents.count)"
    }

    private static func consents(_ consents: [Taskings.ConsentState], _ times: TimeStyle) -> Table {
        Table(
            columns: [.text("NATION"), .text("KIND"), .text("STATE"), .text("DECIDED"), .text("CONDITIONS OR REASON")],
            rows: consents.map { consent in
                let grants = consent.grants.map { consent.state == .requested && $0 > 0 ? " (\($0) of 2)" : "" } ?? ""
                return [
                    consent.nation, consent.kind.rawValue, (consent.voided == true ? "void" : consent.state.rawValue) + grants,
                    consent.decidedAt.map(times.short) ?? "",
                    consent.reason ?? consent.conditions ?? "",
                ]
            })
    }

    /// `EST-0042: is not offered for this period: the offer is withdrawn`
    private static func concern(_ concern: Taskings.Concern) -> String {
        "\(concern.record): " + ObjectionText.sentence(concern.code, concern.detail)
    }

    private static func refused(_ refused: Taskings.RefusedExtension, _ times: TimeStyle) -> String {
        let word = refused.revoked == true ? "took its word back" : "refused"
        return "until \(times.short(refused.end)): \(refused.nation) \(refused.reason.map { "\(word), " + $0 } ?? "did not answer"), "
            + "\(times.short(refused.at))"
    }

    private static func name(_ principal: Taskings.Principal) -> String {
        "\(principal.name) (uid \(principal.uid)\(principal.playedBy.map { ", played by \($0)" } ?? ""))"
    }
}
