import CRRTProtocol

/// Whose offers a caller may change.
enum OfferRights {
    /// The daemon's bare refusal, with what it follows from.
    static func explained(_ failure: Failure, _ id: String, _ context: CommandContext) -> Failure {
        guard failure.status == .notPermitted, failure.remote != nil,
            let caller = try? context.daemon.call(Service.WhoAmI.self, .init(), again: false).reply
        else { return failure }
        let nation = String(id.prefix(3))
        guard caller.nation != nation else { return failure }
        let yours = caller.nation.map { "you may change \($0)'s offers only" } ?? "you speak for no nation"
        return Failure(
            .notPermitted, "\(id) is \(nation)'s to offer and to change; \(yours)", next: "crrtctl whoami", remote: failure.remote)
    }
}
