import CRRTDomain
import CRRTProtocol
import Varlink

/// The connection and the screen of a command.
struct CommandContext {
    /// Records per page of a list.
    static let pageSize = 1000

    let daemon: DaemonConnection
    let screen: Screen

    var now: Instant { screen.times.now }
    var times: TimeStyle { screen.times }
    var wantsJSON: Bool { screen.form != .text }
}

// MARK: - Calls

extension CommandContext {
    /// Reads a whole list, page by page. `page` makes the parameters of the page after a record, `read` takes the records out of a reply.
    func list<M: VarlinkMethod, Record, Cursor>(
        _ method: M.Type, member: String, page: (Cursor?) -> M.Parameters, read: (M.Reply) -> (records: [Record]?, next: Cursor?)
    ) throws(Failure) -> Listing<Record> {
        var listing = Listing<Record>(member: member)
        var cursor: Cursor?
        repeat {
            let answer = try daemon.call(method, page(cursor))
            let (records, next) = read(answer.reply)
            listing.append(records ?? [], answer)
            cursor = next
        } while cursor != nil
        return listing
    }

    /// The stated nation, or else the caller's own. Only a contact point of a nation acts for it.
    func nation(_ given: String?) throws(Failure) -> String {
        if let given { return given }
        if let own = try daemon.call(Service.WhoAmI.self, .init()).reply.nation { return own }
        throw .usage(
            "you speak for no nation, and a nation's own contact points alone speak for it",
            next: daemon.isExercise() ? "--as PRINCIPAL, a contact point of that nation" : "crrtctl whoami")
    }

    /// Adds to a `PermissionDenied` failure who the caller is, and for exercise control how to act as another.
    func withCaller(_ failure: Failure) -> Failure {
        guard failure.status == .notPermitted, failure.details.isEmpty, failure.remote != nil,
            let caller = try? daemon.call(Service.WhoAmI.self, .init(), again: false).reply
        else { return failure }
        var told = failure
        let names = caller.principals ?? []
        let name = caller.actingAs ?? (names.isEmpty ? nil : names.joined(separator: ", ")) ?? caller.user ?? "uid \(caller.uid)"
        let roles = caller.roles.isEmpty ? "no role" : caller.roles.joined(separator: ", ") + (caller.nation.map { " of \($0)" } ?? "")
        told.details = ["you are \(name) (\(roles))"]
        if caller.actingAs != nil || caller.roles.contains("excon") {
            told.next = "the same with --as PRINCIPAL, another one: exercise control acts as each of them"
        }
        return told
    }

    /// Skill titles by code; empty where the caller may not read the catalogue.
    func skillTitles() -> [String: String] {
        guard let skills = try? daemon.call(Roster.ListSkills.self, .init()).reply.skills else { return [:] }
        return Dictionary(skills.map { ($0.code, $0.title) }, uniquingKeysWith: { first, _ in first })
    }
}

extension CommandContext {
    /// The titles of skills, and of the codes of the incident where the request has some; those that the daemon tells.
    func titles(of request: Requests.Request) -> [String: String] {
        let lists: [(Roster.ListCodes.Parameters.List, Bool)] = [
            (.sectors, request.incident?.sectors?.isEmpty == false), (.incidentClasses, request.incident?.class != nil),
        ]
        return lists.filter(\.1).reduce(into: skillTitles()) { titles, list in
            for entry in (try? daemon.call(Roster.ListCodes.self, .init(list: list.0)).reply.codes) ?? [] {
                titles[entry.code] = entry.title
            }
        }
    }
}

// MARK: - Output

extension CommandContext {
    /// Shows one record: the reply as JSON, or a page under the reply's marking.
    func show<Reply>(_ answer: Answer<Reply>, _ page: () throws -> [Block]) rethrows {
        try show(answer.raw, Marking(of: answer.reply), page)
    }

    /// Shows a list as one page.
    func show<Record>(_ listing: Listing<Record>, _ page: () throws -> [Block]) rethrows {
        try show(listing.document, listing.marking, page)
    }

    private func show(_ raw: [UInt8], _ marking: Marking?, _ page: () throws -> [Block]) rethrows {
        switch screen.form {
        case .json, .jsonShort: screen.json(raw)
        case .text: screen.page(try page(), marking: line(marking))
        }
    }

    /// Shows a list: the reply as JSON, or a table with a total below, for which the noun is stated in the singular and the plural.
    ///
    /// - Parameter shown: the records that have a row and are counted.
    func show<Record>(
        _ listing: Listing<Record>, _ one: String, _ many: String, shown: ([Record]) -> [Record] = { $0 }, table: ([Record]) -> Table
    ) {
        switch screen.form {
        case .json: screen.json(listing.document)
        case .jsonShort: listing.elements.forEach { screen.json($0.jsonBytes()) }
        case .text where listing.records.isEmpty: screen.notice("no \(many)")
        case .text:
            let rows = shown(listing.records)
            let table = table(rows)
            screen.page([.table(table)], marking: line(listing.marking))
            guard screen.legend else { return }
            let leftOut = table.leftOut(columns: screen.columns)
            let rest = leftOut.isEmpty ? "" : "; no room for \(leftOut.joined(separator: ", ")), which -o wide shows"
            screen.notice(counted(rows.count, one, many) + rest)
        }
    }

    /// The same for records that have lines of their own and no columns.
    func showEntries<Record>(_ listing: Listing<Record>, _ one: String, _ many: String, page: ([Record]) -> [Block]) {
        guard screen.form == .text, !listing.records.isEmpty else {
            return show(listing, one, many, table: { _ in Table(columns: [], rows: []) })
        }
        screen.page(page(listing.records), marking: line(listing.marking))
        if screen.legend { screen.notice(counted(listing.records.count, one, many)) }
    }

    /// Shows the result of a change: the reply as JSON, or one line, warnings and the next step. It has no label, only the banner of an
    /// exercise.
    func done(_ raw: [UInt8], _ text: String, warnings: [String] = [], next: String? = nil) {
        switch screen.form {
        case .json, .jsonShort:
            screen.json(raw)
            if screen.isRehearsal { screen.notice("dry run: nothing was changed") }
        case .text:
            let lines = text.split(separator: "\n").map { Block.line((screen.isRehearsal ? "would be: " : "") + $0) }
            if !screen.quiet { screen.page(lines, marking: screen.banner()) }
            for warning in warnings { screen.notice(warning) }
            if screen.isRehearsal { return screen.notice("dry run: nothing was changed") }
            if let next { screen.notice("next: \(next)") }
        }
    }

    /// The marking as the first and last line. If an older daemon does not mark its replies, it is the site's floor.
    func line(_ marking: Marking?) -> String? {
        (marking ?? (try? daemon.call(Service.WhoAmI.self, .init()).reply).flatMap { Marking(of: $0) })?.line
    }
}
