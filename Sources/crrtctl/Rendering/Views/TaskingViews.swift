import CRRTDomain
import CRRTProtocol

/// Tables and pages of taskings, with the nations' answers.
enum TaskingViews {
    static func table(_ taskings: [Taskings.Tasking], _ times: TimeStyle) -> Table {
        let hasDue = taskings.contains { $0.reportDue != nil }
        return Table(
            columns: [
                .text("ID"), .text("KIND", rank: 4), .text("STATE"), .list("NATIONS", rank: 2, least: 10), .text("CONSENTS", rank: 1),
                .text("START", rank: 3), .text("END"),
            ] + (hasDue ? [.text("REPORT")] : []) + [.list("WHO", least: 13)],
            rows: taskings.map { tasking in
                [
                    tasking.id, tasking.kind.rawValue, tasking.state.rawValue, tasking.nations.joined(separator: " "), answers(tasking),
                    times.short(tasking.start), end(tasking, times.short, times),
                ] + (hasDue ? [tasking.reportDue.map { reportDue($0, times.short, times) } ?? ""] : []) + [who(tasking)]
            })
    }

    /// When the next situation report is due. If it is overdue, with the time since then.
    private static func reportDue(_ due: String, _ form: (String) -> String, _ times: TimeStyle) -> String {
        let isOver = (try? Instant(due)).map { $0 <= times.now } ?? false
        return form(due) + (isOver ? "  " + times.overdue(since: due) : "")
    }

    /// - Parameters:
    ///   - answers: The consents of the tasking, which say what each nation answers; empty where they are not known.
    ///   - openSeats: The seats that nobody fills, one line each.
    ///   - report: The last situation report that the caller is told; nil for none.
    static func page(
        _ tasking: Taskings.Tasking, answers: [Consents.Consent] = [], openSeats: [String] = [], report: Notes.Note? = nil,
        _ times: TimeStyle
    ) -> [Block] {
        var fields: [Block.Field] = [
            .init("tasking", tasking.id), .init("request", tasking.request), .init("state", tasking.state.rawValue),
            .init("remark", tasking.remark),
            .init("kind", tasking.kind.rawValue), .init("team", tasking.team), .init("people", people(tasking.assignments)),
            .init("effects", tasking.effects?.joined(separator: " ")), .init("open", openSeats.joined(separator: "\n")),
            .init("nations", tasking.nations.joined(separator: " ")), .init("commander", tasking.commander),
            .init("start", times.full(tasking.start)), .init("end", end(tasking, times.full, times)),
            .init("next report", tasking.reportDue.map { reportDue($0, times.full, times) }),
            .init("concerns", tasking.concerns?.map(concern).joined(separator: "\n")), .init("recalled by", tasking.recalledBy),
        ]
        fields += tasking.outlook
        fields += [
            .init("reply by", tasking.state == .awaitingConsent ? tasking.replyBy.map(times.full) : nil),
            .init("proposed by", tasking.proposedBy.map(name)), .init("ordered by", tasking.orderedBy.map(name)),
            .init("approval", approval(tasking, times)),
            .init("replacements", tasking.batches?.map { batch($0, tasking, times) }.joined(separator: "\n")),
            .init("extension", tasking.extension.map { "until \(times.short($0.end)), reply by \(times.full($0.replyBy))" }),
            .init("not extended", tasking.refusedExtensions?.map { refused($0, times) }.joined(separator: "\n")),
            .init("terms", tasking.digest + (tasking.termsChanged == true ? "  CHANGED since they were consented to" : "")),
            .init("closed", tasking.closedAt.map(times.full)), .init("revision", "\(tasking.revision)"),
        ]
        return [.fields(fields)] + elements(tasking, times) + NoteViews.report(report, times)
            + (tasking.consents.isEmpty ? [] : [.heading("Consents"), .table(consents(tasking.consents, answers, times))])
    }

    /// The tasking above its terms, which name the rest.
    static func head(_ tasking: Taskings.Tasking, _ times: TimeStyle) -> [Block] {
        let fields: [Block.Field] = [
            .init("tasking", tasking.id), .init("request", tasking.request), .init("state", tasking.state.rawValue),
            .init("kind", tasking.kind.rawValue), .init("team brings", SupportText.words(tasking.support)),
            .init("extension", tasking.extension.map { "until \(times.short($0.end)), reply by \(times.full($0.replyBy))" }),
        ]
        return [.fields(fields + tasking.outlook)]
    }

    /// The terms that a nation is asked to agree to, where they are not on record in words.
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

    private static func elements(_ tasking: Taskings.Tasking, _ times: TimeStyle) -> [Block] {
        guard let table = elementTable(tasking, times) else { return [] }
        return [.heading(tasking.elements?.contains { $0.effect != nil } == true ? "Effects" : "People"), .table(table)]
    }

    /// A table of everybody and everything that is or was in the tasking; nil where there is none. Columns without a value are left out.
    static func elementTable(_ tasking: Taskings.Tasking, _ times: TimeStyle) -> Table? {
        let elements = tasking.elements ?? []
        guard !elements.isEmpty else { return nil }
        func time(_ text: String?) -> String { text.map(times.short) ?? "" }
        let columns: [(column: Table.Column, isAlways: Bool, cell: (Taskings.Element) -> String)] = [
            (.text("WHO"), true, { $0.who }), (.number("SEAT"), false, { $0.seat.map { "\($0)" } ?? "" }),
            (.text("NATION"), true, { $0.nation }),
            (.text("COMPANY"), false, { $0.partner.map { $0.name ?? "yes" } ?? "" }),
            (.number("BATCH"), false, { $0.batch == 0 ? "" : "\($0.batch)" }),
            (.text("STATE"), true, { $0.state.rawValue }), (.text("START"), true, { time($0.start) }),
            (.text("UNTIL"), true, { time($0.until) + ($0.overdue == true ? "  " + times.overdue(since: $0.until) : "") }),
            (.text("DEPARTED"), false, { time($0.departedAt) }), (.text("BEGUN"), false, { time($0.begunAt) }),
            (.text("HOME"), false, { time($0.homeAt) }),
            (.text("LEFT"), false, { [$0.why, $0.leftAt.map(times.short)].compactMap { $0 }.joined(separator: " ") }),
            (.text("OUTCOME"), false, { $0.outcome?.words ?? "" }),
        ]
        let shown = columns.filter { column in column.isAlways || elements.contains { !column.cell($0).isEmpty } }
        return Table(columns: shown.map(\.column), rows: elements.map { element in shown.map { $0.cell(element) } })
    }

    /// `1: LVA-0007, proposed by duty-desk (uid 12), ordered by authority (uid 13)`
    private static func batch(_ batch: Taskings.Batch, _ tasking: Taskings.Tasking, _ times: TimeStyle) -> String {
        let waits = tasking.elements?.contains { $0.batch == batch.batch && $0.state == .asked } == true
        let parts = [
            tasking.names { $0.batch == batch.batch }.joined(separator: " "), batch.proposedBy.map { "proposed by \(name($0))" },
            batch.orderedBy.map { "ordered by \(name($0))" }, waits ? "reply by \(times.full(batch.replyBy))" : nil,
        ]
        return "\(batch.batch): " + parts.compactMap { $0 }.joined(separator: ", ")
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

    private static func consents(_ shown: [Taskings.ConsentState], _ answers: [Consents.Consent], _ times: TimeStyle) -> Table {
        // The tasking does not say what each of a nation's answers is to, the consents do. They are in the same order.
        var rest = answers
        return Table(
            columns: [.text("NATION"), .text("KIND"), .text("STATE"), .text("DECIDED"), .text("CONDITIONS OR REASON", least: 12)],
            rows: shown.map { consent in
                let record = rest.firstIndex(where: consent.isOf).map { rest.remove(at: $0) }
                let grants = consent.grants.map { consent.state == .requested && $0 > 0 ? " (\($0) of 2)" : "" } ?? ""
                return [
                    consent.nation, record?.kindWords ?? consent.kind.rawValue,
                    (consent.voided == true ? "void" : consent.state.rawValue) + grants,
                    consent.decidedAt.map(times.short) ?? "",
                    consent.reason ?? consent.conditions ?? "",
                ]
            })
    }

    /// `EST-0042: is not offered for this period: the offer is withdrawn`
    private static func concern(_ concern: Taskings.Concern) -> String {
        "\(concern.record): " + ObjectionText.sentence(concern.code, concern.detail)
    }

    /// `by council (uid 12) 2026-12-01 10:00Z, until 2026-12-20 06:00Z`; nil where none is on record or awaited.
    private static func approval(_ tasking: Taskings.Tasking, _ times: TimeStyle) -> String? {
        let given = tasking.approval.map { approval in
            let withdrawn = approval.withdrawnBy.map { by in
                "withdrawn by \(name(by)) \(times.short(approval.withdrawnAt ?? "")): \(approval.reason ?? "")"
            }
            return withdrawn ?? "by \(name(approval.by)) \(times.short(approval.at)), work until \(times.short(approval.until))"
        }
        let parts = [tasking.awaitsApproval?.words, given].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "\n")
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

extension Taskings.ConsentState {
    /// Whether it may be the state of this consent.
    fileprivate func isOf(_ consent: Consents.Consent) -> Bool {
        nation == consent.nation && kind.rawValue == consent.kind.rawValue && state.rawValue == consent.state.rawValue
            && decidedAt == consent.decidedAt && conditions == consent.conditions && reason == consent.reason
            && (voided ?? false) == (consent.voided ?? false)
    }
}
