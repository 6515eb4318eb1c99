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
        let command = request.flatMap { request in relaxation.amended.flatMap { AmendCommand.line(request, as: $0) } }
        return [.line("\(gain): \(relaxation.change)")] + (command.map { [.line("  \($0)")] } ?? [])
    }
}
