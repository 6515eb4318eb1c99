import CRRTProtocol

/// Pages about the daemon and its caller.
enum ServiceViews {
    /// - Parameters:
    ///   - standby: nil where the caller may not read it, or an older daemon has none.
    ///   - handover: One that waits to be accepted; nil where none does, or the caller may not read it.
    static func page(
        _ status: Service.Status.Reply, standby: Standby.Now.Reply? = nil, handover: Handover.Signature? = nil, _ times: TimeStyle
    ) -> [Block] {
        [
            .fields([
                .init("crrtd", status.version), .init("instance", status.instance), .init("exercise", status.exercise ? "yes" : nil),
                .init("NO DUFF", status.noDuff?.joined(separator: "\n")),
                .init("running since", times.full(status.startedAt)),
                // Callers whose positions are made of time are told 0.
                .init("journal", status.seq > 0 ? "seq \(status.seq)" : nil),
                .init("clock", status.clockBehind.map(clock)),
                .init("experts", status.experts.map { "\($0)" }), .init("teams", status.teams.map { "\($0)" }),
                .init("effects", status.effects.map { "\($0)" }), .init("open requests", status.openRequests.map { "\($0)" }),
                .init("pending consents", status.pendingConsents.map { "\($0)" }),
                .init("active taskings", status.activeTaskings.map { "\($0)" }),
                .init("standby now", standby.flatMap { StandbyViews.now($0, times) }),
                .init("standby next", standby.flatMap { StandbyViews.next($0, times) }),
                .init("handover", handover.map { HandoverViews.waiting($0, times) }),
                .init("reports OVERDUE", status.overdueReports?.joined(separator: " ")),
            ])
        ]
    }

    private static func clock(_ secondsBehind: Int) -> String {
        "\(TimeSpan.words(milliseconds: Int64(secondsBehind) * 1000)) BEHIND the newest entry of the journal; is it right?"
    }

    static func page(_ caller: Service.WhoAmI.Reply) -> [Block] {
        [
            .fields([
                .init("user", "\(caller.user.map { "\($0) " } ?? "")(uid \(caller.uid))"),
                .init("roles", caller.roles.isEmpty ? "none: you may do nothing but ask who you are" : caller.roles.joined(separator: " ")),
                .init("nation", caller.nation), .init("clearance", caller.clearance?.rawValue),
                .init("principals", caller.principals?.joined(separator: " ")), .init("acting as", caller.actingAs),
            ])
        ]
    }
}
