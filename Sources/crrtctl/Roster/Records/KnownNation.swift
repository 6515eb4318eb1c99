import CRRTDomain
import CRRTProtocol

extension CommandContext {
    /// Refuses a nation that is not in the catalogue, and names the nearest codes. Call it when nothing was found, because a mistyped code
    /// looks like a nation that offers nothing.
    func check(nation: String?) throws(Failure) {
        guard let nation, let known = try? daemon.call(Roster.ListNations.self, .init()).reply.nations, !known.isEmpty else { return }
        guard !known.contains(where: { $0.code == nation }) else { return }
        let near = Spelling.nearest(to: nation, among: known.map(\.code), most: 3)
        let shown = near.compactMap { code in known.first { $0.code == code }.map { "\($0.code) (\($0.name))" } }
        throw .usage("\(quoted(nation)) is no nation here; nearest: \(shown.joined(separator: ", "))", next: "crrtctl nation list")
    }
}
