import CRRTProtocol

/// Tables and pages of requests.
enum RequestViews {
    static func table(_ requests: [Requests.Request], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .text("ID"), .text("LABEL", rank: ColumnWidths.extra), .text("PRECEDENCE", rank: 1), .text("STATE"),
                .text("FILLED", rank: 2),
                .number("PEOPLE", rank: ColumnWidths.extra + 1), .text("START", rank: 3), .text("END"), .text("TITLE", least: 18),
            ],
            rows: requests.map { request in
                [
                    request.id ?? "", request.classification.rawValue, request.precedence?.rawValue ?? "", request.state?.rawValue ?? "",
                    request.filled?.rawValue ?? "", "\(people(request))", times.short(request.start), times.short(request.end),
                    request.title,
                ]
            })
    }

    static func shared(_ requests: [Requests.SharedRequest], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .text("ID"), .text("LABEL", rank: 2), .text("STATE"), .text("START", rank: 1), .text("END"), .text("TITLE", least: 18),
            ],
            rows: requests.map { request in
                [
                    request.id, request.classification.rawValue, request.state.rawValue, times.short(request.start),
                    times.short(request.end), request.title,
                ]
            })
    }

    /// - Parameter titles: What the codes of skills, of the incident's class and of its sectors stand for, by code.
    static func page(_ request: Requests.Request, titles: [String: String], _ times: TimeStyle) -> [Block] {
        let fields: [Block.Field] = [
            .init("request", request.id), .init("title", request.title), .init("nation", request.nation),
            .init("label", "\(request.classification.rawValue) releasable to \(request.releasableTo.joined(separator: " "))"),
            .init("shared with", request.shareWith?.joined(separator: " ")), .init("not from", request.excludes?.joined(separator: " ")),
            .init("state", state(request)), .init("remark", request.remark),
            .init("precedence", precedence(request)), .init("severity", request.severity?.rawValue),
            .init("mission", request.mission?.rawValue),
            .init("summary", request.summary), .init("sector", request.sector), .init("mode", request.mode.rawValue),
            .init("location", request.location), .init("legal basis", request.legalBasis), .init("cost rule", request.costRule),
            .init("cost estimate", request.costEstimate), .init("start", times.full(request.start)), .init("end", times.full(request.end)),
            .init("reply by", request.replyBy.map(times.full)), .init("longest notice", request.maxNoticeHours.map { "\($0) h" }),
            .init("own nationals", request.ownNationals == true ? "may be chosen" : nil),
            .init("industry", request.noPartners == true ? "nobody may be chosen" : nil),
            .init("languages", request.languages?.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")),
            .init("effects", request.effects?.joined(separator: " ")), .init("references", request.references?.joined(separator: "; ")),
            .init("campaigns", request.campaigns?.joined(separator: " ")),
            .init("revision", request.revision.map { "\($0)" }),
        ]
        let referrals = (request.referrals ?? []).enumerated().map { Block.Field("referral \($0 + 1)", words($1, times)) }
        return [.fields(fields + referrals)] + (request.incident.map { IncidentView.blocks($0, titles: titles, times) } ?? [])
            + (request.seats.isEmpty ? [] : [.heading("Seats"), .table(seats(request.seats, titles))])
    }

    /// `flash, by the duty desk; filed as routine`
    private static func precedence(_ request: Requests.Request) -> String? {
        guard let filed = request.filedPrecedence else { return request.precedence?.rawValue }
        return "\(request.precedence?.rawValue ?? ""), by the duty desk; filed as \(filed.rawValue)"
    }

    private static func seats(_ seats: [Requests.Seat], _ titles: [String: String]) -> Table {
        Table(
            columns: [
                .number("SEAT"), .text("SKILL"), .number("LEVEL"), .number("PEOPLE"), .text("CLEARANCE"), .text("ACCESSES", least: 8),
                .text("LEAD"), .text("TITLE", least: 18),
            ],
            rows: seats.enumerated().map { index, seat in
                [
                    "\(index)", seat.skill, "\(seat.minLevel)", "\(seat.count ?? 1)", seat.minClearance?.rawValue ?? "",
                    seat.accesses?.joined(separator: " ") ?? "", seat.lead == true ? "one leads" : "", titles[seat.skill] ?? "",
                ]
            })
    }

    private static func words(_ referral: Requests.Referral, _ times: TimeStyle) -> String {
        let reference = referral.reference.map { " (\($0))" } ?? ""
        let outcome = referral.outcome.map { "\noutcome \(referral.outcomeAt.map(times.full) ?? ""): \($0)" } ?? ""
        return "\(referral.article.words), by \(referral.by) to \(referral.to), \(times.full(referral.at))\(reference)\(outcome)"
    }

    private static func state(_ request: Requests.Request) -> String? {
        let filled = request.filled.map { ", \($0 == .none ? "not" : $0.rawValue) filled" } ?? ""
        return request.state.map { $0.rawValue + filled }
    }

    static func people(_ request: Requests.Request) -> Int { request.seats.reduce(0) { $0 + ($1.count ?? 1) } }
}

extension Requests.Referral.Article {
    /// `article 4 (consultation)`
    var words: String {
        switch self {
        case .article4: "article 4 (consultation)"
        case .article5: "article 5 (collective defence)"
        }
    }
}
