extension CommandContext {
    /// Does the same with each record. Those that fail are reported and the others are still done; the first failure decides the exit
    /// status. A single failure is thrown as it is.
    func each(_ ids: [String], _ body: (String) throws -> Void) throws {
        var first: Failure?
        for id in ids {
            do {
                try body(id)
            } catch let error as Failure {
                guard ids.count > 1, ![.unreachable, .outcomeUnknown].contains(error.status) else { throw error }
                screen.complain(withCaller(error))
                first = first ?? error
            }
        }
        if let first { throw Failure.silent(first.status) }
    }

    /// The same, to show each record as a page with an empty line between two.
    func showEach(_ ids: [String], _ body: (String) throws -> Void) throws {
        var isFirst = true
        try each(ids) { id in
            if !isFirst { screen.gap() }
            isFirst = false
            try body(id)
        }
    }
}
