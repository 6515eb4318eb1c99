import CRRTProtocol

/// Tables of handovers of the duty room.
enum HandoverViews {
    static func table(_ handovers: [Handover.Signature], _ times: TimeStyle) -> Table {
        Table(
            columns: [.text("AT"), .text("STATE"), .text("BY"), .text("TO"), .text("ACCEPTED"), .text("REPORT", least: 12)],
            rows: handovers.map { handover in
                [
                    times.short(handover.at), handover.state.rawValue, handover.by.name, handover.to,
                    handover.acceptedAt.map { times.short($0) } ?? "", handover.digest,
                ]
            })
    }

    /// `of duty-desk to duty-desk-2, signed 2027-03-01 06:00Z (5 min ago): crrtctl handover accept`
    static func waiting(_ handover: Handover.Signature, _ times: TimeStyle) -> String {
        "of \(handover.by.name) to \(handover.to), signed \(times.full(handover.at)): crrtctl handover accept"
    }
}
