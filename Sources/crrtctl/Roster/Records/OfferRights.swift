import CRRTProtocol

/// Explains refusals to change an offer.
enum OfferRights {
    /// The daemon's refusal, with the reason: the offer is another nation's.
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
