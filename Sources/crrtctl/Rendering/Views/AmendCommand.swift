import CRRTProtocol

/// The command that gives a request other terms.
enum AmendCommand {
    /// `crrtctl request amend REQ-… --max-notice 96`: only the options that differ. Seats are stated all together.
    ///
    /// - Parameters:
    ///   - request: The present terms; without an id there is nothing to amend.
    ///   - amended: The new ones.
    static func line(_ request: Requests.Request, as amended: Requests.Request) -> String? {
        guard let id = request.id else { return nil }
        func option(_ name: String, _ old: [String]?, _ new: [String]?) -> [String] {
            Set(old ?? []) == Set(new ?? []) ? [] : [name, (new ?? []).isEmpty ? "''" : (new ?? []).joined(separator: ",")]
        }
        var words = option("--rel-to", request.releasableTo, amended.releasableTo)
        words += option("--exclude", request.excludes, amended.excludes)
        if let hours = amended.maxNoticeHours, hours != request.maxNoticeHours { words += ["--max-notice", "\(hours)"] }
        if amended.start != request.start { words += ["--start", amended.start] }
        if amended.end != request.end { words += ["--end", amended.end] }
        if amended.ownNationals == true, request.ownNationals != true { words.append("--own-nationals") }
        if amended.noPartners != true, request.noPartners == true { words.append("--partners") }
        let (before, after) = (request.seats.map(\.word), amended.seats.map(\.word))
        if before != after { words += after.flatMap { ["--seat", $0] } }
        return words.isEmpty ? nil : (["crrtctl request amend", id] + words).joined(separator: " ")
    }
}
