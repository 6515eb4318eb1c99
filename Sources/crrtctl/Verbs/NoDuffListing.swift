import CRRTProtocol

extension CommandContext {
    /// The no-duff messages that stand.
    ///
    /// - Parameter all: Whether those too that were cleared.
    func noDuff(all: Bool = false) throws(Failure) -> Listing<Exercise.Message> {
        try list(
            Exercise.ListNoDuff.self, member: "messages",
            page: { .init(all: all ? true : nil, limit: CommandContext.pageSize, after: $0) }, read: { ($0.messages, $0.next) })
    }
}
