import CRRTDomain
import CRRTProtocol

/// Reads what the board shows.
struct BoardReader {
    private static let open: [Requests.Request.State] = [.submitted, .validated, .returned]
    private static let alive: [Taskings.Tasking.State] = [.awaitingConsent, .consented, .ordered, .moving, .onTask, .returning]
    private static let fallen: [Taskings.Tasking.State] = [.recalled, .declined, .aborted]

    let context: CommandContext
    /// The most requests whose time of submission is looked up, because each takes a call.
    private static let mostFiled = 200

    /// When requests were submitted. It is cached, because it never changes.
    private var filed: [String: Instant] = [:]

    init(context: CommandContext) { self.context = context }

    mutating func read() throws(Failure) -> BoardData {
        var data = BoardData()
        data.caller = try context.daemon.call(Service.WhoAmI.self, .init()).reply
        var marking: Marking?
        for state in BoardReader.open { data.requests += try requests(state, &marking) }
        for state in BoardReader.alive { data.taskings += try taskings(state, &marking) }
        let ids = Set(data.requests.compactMap(\.id))
        for state in BoardReader.fallen {
            // Of ended requests only taskings with something left to do are shown. The others do not raise the marking.
            var theirs = marking
            let all = try taskings(state, &theirs)
            let (fallen, unfinished) = (all.filter { ids.contains($0.request) }, all.filter(\.isUnfinished))
            if !fallen.isEmpty || !unfinished.isEmpty { marking = theirs }
            data.fallen += fallen
            data.taskings += unfinished
        }
        for id in data.requests.filter({ $0.filled == .partly }).compactMap(\.id) {
            data.served[id] = try closed(id, &marking)
        }
        let consents = try context.consents(state: "requested")
        data.consents = consents.records
        marking = Marking.joined([marking, consents.records.isEmpty ? nil : consents.marking])
        for tasking in data.taskings where tasking.dependsOnAnswers {
            let answers = try context.consents(tasking: tasking.id)
            data.answers[tasking.id] = answers.records
            marking = Marking.joined([marking, answers.records.isEmpty ? nil : answers.marking])
        }
        data.readiness = try readiness(&marking)
        data.rota = try rota(&marking)
        data.periods = try data.onlyNation.map { nation throws(Failure) in try periods(waitingFor: nation, &marking) } ?? []
        data.handover = try context.waitingHandover()
        data.filed = try filed(data.requests, &marking)
        // A board without records has the site's floor.
        data.marking = marking ?? Marking(of: data.caller)
        data.readAt = Clock.now
        return data
    }

    private func requests(_ state: Requests.Request.State, _ marking: inout Marking?) throws(Failure) -> [Requests.Request] {
        let listing = try context.list(
            Requests.List.self, member: "requests",
            page: { .init(state: state.rawValue, limit: CommandContext.pageSize, after: $0) }, read: { ($0.requests, $0.next) })
        if !listing.records.isEmpty { marking = Marking.joined([marking, listing.marking]) }
        return listing.records
    }

    private func taskings(_ state: Taskings.Tasking.State, _ marking: inout Marking?) throws(Failure) -> [Taskings.Tasking] {
        let listing = try context.list(
            Taskings.List.self, member: "taskings",
            page: { .init(state: state.rawValue, limit: CommandContext.pageSize, after: $0) }, read: { ($0.taskings, $0.next) })
        if !listing.records.isEmpty { marking = Marking.joined([marking, listing.marking]) }
        return listing.records
    }

    private func closed(_ request: String, _ marking: inout Marking?) throws(Failure) -> [Taskings.Tasking] {
        let listing = try context.list(
            Taskings.List.self, member: "taskings",
            page: { .init(request: request, state: "closed", limit: CommandContext.pageSize, after: $0) }, read: { ($0.taskings, $0.next) })
        if !listing.records.isEmpty { marking = Marking.joined([marking, listing.marking]) }
        return listing.records
    }

    /// nil if the caller may not read the report, or an older daemon has none.
    private func readiness(_ marking: inout Marking?) throws(Failure) -> [Reports.NationStrength]? {
        do throws(Failure) {
            let reply = try context.daemon.call(Reports.Readiness.self, .init()).reply
            if !reply.nations.isEmpty { marking = Marking.joined([marking, Marking(of: reply)]) }
            return reply.nations
        } catch {
            guard error.remote != nil else { throw error }
            return nil
        }
    }

    /// nil if the caller may not read it, or an older daemon has none.
    private func rota(_ marking: inout Marking?) throws(Failure) -> Standby.Now.Reply? {
        do throws(Failure) {
            let reply = try context.daemon.call(Standby.Now.self, .init()).reply
            if !(reply.now + reply.next).isEmpty { marking = Marking.joined([marking, Marking(of: reply)]) }
            return reply
        } catch {
            guard error.remote != nil else { throw error }
            return nil
        }
    }

    /// Empty if an older daemon has none.
    private func periods(waitingFor nation: String, _ marking: inout Marking?) throws(Failure) -> [Standby.Period] {
        do throws(Failure) {
            let listing = try context.list(
                Standby.List.self, member: "periods", page: { .init(limit: CommandContext.pageSize, after: $0) },
                read: { ($0.periods, $0.next) })
            let waiting = listing.records.filter { $0.waits(for: nation) }
            if !waiting.isEmpty { marking = Marking.joined([marking, listing.marking]) }
            return waiting
        } catch {
            guard error.remote != nil else { throw error }
            return []
        }
    }

    /// When the first requests, in the order of the board, were submitted.
    private mutating func filed(_ requests: [Requests.Request], _ marking: inout Marking?) throws(Failure) -> [String: Instant] {
        var found: [String: Instant] = [:]
        let first = requests.map { ($0.id, RequestOrder($0)) }.sorted { $0.1 < $1.1 }.prefix(BoardReader.mostFiled)
        for id in first.compactMap(\.0) {
            if filed[id] == nil {
                let reply = try context.daemon.call(Journal.Read.self, .init(limit: 1, subject: id)).reply
                guard let entry = reply.entries?.first, entry.event == JournalEvent.requestSubmitted.rawValue else { continue }
                filed[id] = try? Instant(entry.at)
            }
            found[id] = filed[id]
        }
        filed = found
        return found
    }
}

// MARK: - Single records

extension BoardReader {
    /// The page of a record, as its `show` command prints it, with the marking.
    func page(_ destination: Destination) throws(Failure) -> ([Block], Marking?) {
        switch destination {
        case .request(let id): try request(id)
        case .tasking(let id): try tasking(id)
        case .consents(let id): try consents(id)
        case .entry(let event): (JournalViews.page(event.entry, context.times), event.marking)
        case .readiness: try readinessPage()
        case .standby: try standbyPage()
        case .period(let id): try period(id)
        case .handovers: try handovers()
        }
    }

    private func request(_ id: String) throws(Failure) -> ([Block], Marking?) {
        let reply = try context.daemon.call(Requests.Get.self, .init(id: id)).reply
        let taskings = try context.list(
            Taskings.List.self, member: "taskings", page: { .init(request: id, limit: CommandContext.pageSize, after: $0) },
            read: { ($0.taskings, $0.next) })
        let page = RequestViews.page(reply.request, titles: context.titles(of: reply.request), context.times)
        if taskings.records.isEmpty { return (page, Marking(of: reply)) }
        return (
            page + [.heading("Taskings"), .table(TaskingViews.table(taskings.records, context.times))],
            Marking.joined([Marking(of: reply), taskings.marking])
        )
    }

    private func tasking(_ id: String) throws(Failure) -> ([Block], Marking?) {
        let reply = try context.daemon.call(Taskings.Get.self, .init(id: id)).reply
        let open = OpenSeats.lines(reply.tasking, context)
        let consents = (try? context.consents(tasking: id))?.records ?? []
        return (
            TaskingViews.page(reply.tasking, answers: consents, openSeats: open, report: context.lastReport(of: id), context.times),
            Marking(of: reply)
        )
    }

    private func consents(_ id: String) throws(Failure) -> ([Block], Marking?) {
        let listing = try context.consents(tasking: id)
        let reply = try context.daemon.call(Taskings.Get.self, .init(id: id)).reply
        return (
            ConsentViews.page(reply.tasking, listing.records, skillTitles: context.skillTitles(), context.times, isWide: false),
            Marking.joined([listing.marking, Marking(of: reply)])
        )
    }

    private func handovers() throws(Failure) -> ([Block], Marking?) {
        let reply = try context.daemon.call(Handover.List.self, .init()).reply
        return ([.table(HandoverViews.table(reply.handovers, context.times))], Marking(of: reply))
    }

    private func standbyPage() throws(Failure) -> ([Block], Marking?) {
        let reply = try context.daemon.call(Standby.Now.self, .init()).reply
        return (StandbyViews.page(reply, context.times), Marking(of: reply))
    }

    private func period(_ id: String) throws(Failure) -> ([Block], Marking?) {
        let reply = try context.daemon.call(Standby.Get.self, .init(id: id)).reply
        return (StandbyViews.page(reply.period, context.times), Marking(of: reply))
    }

    private func readinessPage() throws(Failure) -> ([Block], Marking?) {
        let reply = try context.daemon.call(Reports.Readiness.self, .init()).reply
        return (Readiness.page(reply.nations), Marking(of: reply))
    }
}
