import CRRTProtocol

extension CommandContext {
    func notes(
        about subject: String? = nil, kind: String? = nil, since: String? = nil, open: Bool? = nil
    ) throws(Failure) -> Listing<Notes.Note> {
        try list(
            Notes.List.self, member: "notes",
            page: { .init(subject: subject, kind: kind, since: since, open: open, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.notes, $0.next) })
    }
}
