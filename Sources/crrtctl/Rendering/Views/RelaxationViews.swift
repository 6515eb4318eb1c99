import CRRTDomain
import CRRTProtocol
import Varlink

/// The relaxations of a request as advice: the change, the number of experts that it gains, and the command that makes it.
struct RelaxationViews {
    /// The request; nil if the caller may not read it. A request that is only described has no id and cannot be amended.
    var request: Requests.Request?
    var relaxations: [Requests.Relaxation]
    /// The seats that were asked about, with their skills.
    var skills: [Int: String]

    /// Whether some candidate fills every seat without a change.
    var isAnswered = false

    var page: [Block] {
        if isAnswered { return [.heading("What would help"), .line("nothing is needed: every seat can be filled as it is")] }
        if relaxations.isEmpty {
            return [.heading("What would help"), .line("no single change, and no few together, finds an expert for an open seat")]
        }
        return [.heading("What would help")] + relaxations.flatMap(advice)
    }

    private func advice(_ relaxation: Requests.Relaxation) -> [Block] {
        let seat = "seat \(relaxation.seat)" + (skills[relaxation.seat].map { " (\($0))" } ?? "")
        let people = counted(relaxation.gains, "more person", "more people")
        let gain = relaxation.gains == 0 ? "an expert becomes free for \(seat)" : "\(people) for \(seat)"
        let command = relaxation.amended.flatMap(command).map { [Block.line("  \($0)")] } ?? []
        return [.line("\(gain): \(relaxation.change)")] + command
    }

    /// `crrtctl request amend REQ-… --max-notice 96`: only the options that differ. Seats are stated all together.
    private func command(_ amended: Requests.Request) -> String? {
        guard let request, let id = request.id else { return nil }
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
