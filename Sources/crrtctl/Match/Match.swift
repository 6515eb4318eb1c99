import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

struct Match: Verb {
    static let configuration = CommandConfiguration(
        commandName: "match", abstract: "Who could answer a request, or fill the open seats of a tasking; why not; what would help.",
        discussion: "Nothing is written by asking. Without a candidate that fills every seat the exit status is 3. Seats count from 0.",
        examples: [
            "match REQ-ALB-2026-0001",
            "match REQ-ALB-2026-0001 --why EST-0042",
            "match REQ-ALB-2026-0001 --relax",
            "match REQ-ALB-2026-0001 --kind team --weight nation=0",
            "match REQ-ALB-2026-0001 --without DEU --with EST-0042@0 --limit 5",
            "match REQ-ALB-2026-0001 --seat 2",
            "match TSK-ALB-2026-0001-1",
        ])

    @Argument(
        help: "A filed request, such as REQ-ALB-2026-0001, or a tasking, for its open seats.", completion: .requests,
        transform: ArgumentTransform.id)
    var id: String?

    @Option(help: ArgumentHelp("A request that is only described, as JSON or YAML; - is standard input.", valueName: "file"))
    var file: String?

    @Option(
        help: ArgumentHelp("For which seats this expert or team is eligible, and why not for the others.", valueName: "expert|team"),
        transform: ArgumentTransform.id)
    var why: String?

    @Flag(help: "The smallest single changes that would fill an open seat.")
    var relax = false

    @Option(help: ArgumentHelp("Who is eligible for this seat, the cheapest first.", valueName: "number"))
    var seat: Int?

    @Option(
        help: ArgumentHelp("With --seat: only those who follow this expert in the list.", valueName: "expert"),
        transform: ArgumentTransform.id)
    var after: String?

    @Option(
        parsing: .unconditional, help: ArgumentHelp("As of this time.", valueName: "time"), transform: ArgumentTransform.time)
    var at: String?

    @OptionGroup var options: MatchOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func validate() throws {
        guard (id == nil) != (file == nil) else { throw ValidationError("Name a request, or describe one with --file; not both.") }
        guard [why != nil, relax, seat != nil].count(where: { $0 }) < 2 else {
            throw ValidationError("--why, --relax and --seat are different questions; ask one at a time.")
        }
        guard tasking == nil || (why == nil && !relax && seat == nil && options.kinds.isEmpty) else {
            throw ValidationError("For a tasking, leave out --why, --relax, --seat and --kind; ask them of its request.")
        }
        guard after == nil || seat != nil else { throw ValidationError("--after goes with --seat.") }
        guard seat == nil || options.without.isEmpty && options.with.isEmpty && options.kinds.isEmpty && !options.includeRefused else {
            throw ValidationError(
                "--seat lists every expert who is eligible; --kind, --without, --with and --include-refused choose candidates.")
        }
    }

    func perform(_ context: CommandContext) throws {
        let request = try file.map { (path) throws(Failure) in try described(path, context) }
        if let why {
            try explain(why, request, context)
        } else if let seat {
            try listEligible(seat, request, context)
        } else if relax {
            let answer = try relaxations(request, context)
            try context.show(answer) {
                var advice = advice(answer.reply.relaxations, subject(request, context))
                if advice.relaxations.isEmpty { advice.isAnswered = try isAnswered(request, context) }
                return advice.page
            }
        } else {
            try match(request, context)
        }
    }
}

extension Match {
    /// The request that a file describes, as `request submit` reads it.
    private func described(_ path: String, _ context: CommandContext) throws(Failure) -> Requests.Request {
        var (object, source) = (try RequestFile.read(path), RequestFile.name(path))
        try RequestTimes.resolve(&object, now: context.now, from: source)
        if object["mode"] == nil { object["mode"] = "both" }
        return try RequestTermOptions.request(object, from: source)
    }

    /// The tasking whose open seats are asked about; nil for a request.
    private var tasking: String? { id.flatMap { (try? TaskingID($0)) == nil ? nil : $0 } }

    private func match(_ request: Requests.Request?, _ context: CommandContext) throws {
        let answer = try context.daemon.call(Requests.Match.self, options.parameters(id: id, request: request, at: at))
        let isAnswered = answer.reply.candidates.contains { $0.openSeats == 0 }
        let subject = subject(request, context)
        try context.show(answer) {
            let help = isAnswered || tasking != nil ? nil : advice(try relaxations(request, context).reply.relaxations, subject)
            let views = MatchViews(
                request: subject, report: answer.reply, skillTitles: context.skillTitles(), times: context.times,
                at: at.flatMap { try? Instant($0) }, isWide: context.screen.isWide,
                isRestricted: !options.without.isEmpty || !options.with.isEmpty,
                isCut: options.limit.map { answer.reply.candidates.count >= $0 } ?? false)
            return views.page(advice: help)
        }
        if let tasking {
            guard isAnswered else { throw Failure.silent(.noCandidate) }
            let people = answer.reply.candidates.first { $0.openSeats == 0 }?.assignments ?? []
            let words = people.map { " --expert \($0.expert)@\($0.seat)" }.joined()
            if !context.wantsJSON { context.screen.notice("next: crrtctl tasking replace \(tasking)\(words)") }
            return
        }
        for waiting in subject.map({ waiting($0, context) }) ?? [] { context.screen.notice(waiting) }
        // The answer is who could have gone.
        if let state = subject?.state, [.expired, .closed, .cancelled].contains(state) {
            context.screen.notice("\(id ?? "the request") is \(state.rawValue): no tasking can be proposed for it any more")
            if isAnswered { return }
        }
        if subject?.filled == .fully {
            context.screen.notice("\(id ?? "the request") is filled: no seat is open, and this is who else could have gone")
            return
        }
        guard isAnswered else { throw Failure.silent(.noCandidate) }
        guard let id, !context.wantsJSON else { return }
        // A proposal is judged at the time at which it is made, where candidate 1 may be another one.
        context.screen.notice(
            at.map { "this is as of \($0); match without --at before you propose" }
                ?? "next: " + Match.next(id, subject?.state, options.words))
    }

    /// The taskings of the request whose people are asked or agreed and not ordered: the candidates are for their seats too, because only
    /// the order fills a seat.
    private func waiting(_ request: Requests.Request, _ context: CommandContext) -> [String] {
        guard let id = request.id, request.state == .validated else { return [] }
        let taskings = try? context.daemon.call(Taskings.List.self, .init(request: id, limit: CommandContext.pageSize)).reply.taskings
        return (taskings ?? []).compactMap { tasking in
            let people = (tasking.elements ?? []).filter(\.isUnordered).map(\.who)
            guard !people.isEmpty else { return nil }
            return "\(tasking.id) asks for \(people.joined(separator: " ")), not ordered yet; "
                + "for its open seats: crrtctl match \(tasking.id)"
        }
    }

    /// The step after a candidate was found. Nothing is proposed for a request before it is validated.
    static func next(_ id: String, _ state: Requests.Request.State?, _ options: String) -> String {
        state == .submitted ? "crrtctl request validate \(id)" : "crrtctl tasking propose \(id)\(options) --candidate 1"
    }

    private func relaxations(_ request: Requests.Request?, _ context: CommandContext) throws(Failure) -> Answer<Requests.Relax.Reply> {
        try context.daemon.call(Requests.Relax.self, .init(id: id, request: request, at: at))
    }

    private func listEligible(_ seat: Int, _ request: Requests.Request?, _ context: CommandContext) throws(Failure) {
        let answer = try context.daemon.call(
            Requests.Eligible.self,
            .init(
                id: id, request: request, seat: seat, weights: options.stated, at: at, limit: options.limit, after: after))
        let asked = subject(request, context)?.seats.dropFirst(seat).first
        let line = asked.map { " (\($0.skill), level \($0.minLevel))" } ?? ""
        context.show(answer) {
            EligibleViews(
                reply: answer.reply, request: id,
                title: "Who is eligible for seat \(seat)\(line)" + (id.map { " of \($0)" } ?? "")
            ).page
        }
        guard let next = answer.reply.next, let id, !context.wantsJSON else { return }
        let at = at.map { " --at \($0)" } ?? ""
        context.screen.notice("next: crrtctl match \(id) --seat \(seat)\(options.words)\(at) --after \(next)")
    }

    /// For which seats, and why not for the others. Experts and teams are named alike: what is no expert may be a team.
    private func explain(_ name: String, _ request: Requests.Request?, _ context: CommandContext) throws(Failure) {
        let answer: Answer<Requests.Explain.Reply>
        var isTeam = false
        do throws(Failure) {
            answer = try context.daemon.call(Requests.Explain.self, .init(id: id, request: request, expert: name, at: at))
        } catch {
            guard error.remote?.as(Service.NoSuchRecord.self)?.id == name else { throw error }
            (answer, isTeam) = (try explainTeam(name, request, context), true)
        }
        context.show(answer) {
            ObjectionViews(
                subject: name, isTeam: isTeam, reply: answer.reply, seatCount: subject(request, context)?.seats.count,
                isWide: context.screen.isWide, times: context.times
            ).page
        }
    }

    private func explainTeam(_ name: String, _ request: Requests.Request?, _ context: CommandContext) throws(Failure) -> Answer<
        Requests.Explain.Reply
    > {
        do throws(Failure) {
            return try context.daemon.call(Requests.Explain.self, .init(id: id, request: request, team: name, at: at))
        } catch {
            guard error.remote?.as(Service.NoSuchRecord.self)?.id == name else { throw error }
            throw Failure(
                .noSuchRecord, "there is no expert or team \(name), or you may not see it", next: "crrtctl expert list, crrtctl team list",
                remote: error.remote)
        }
    }

    private func isAnswered(_ request: Requests.Request?, _ context: CommandContext) throws(Failure) -> Bool {
        try context.daemon.call(Requests.Match.self, options.parameters(id: id, request: request, at: at)).reply
            .candidates.contains { $0.openSeats == 0 }
    }

    private func advice(_ relaxations: [Requests.Relaxation], _ request: Requests.Request?) -> RelaxationViews {
        let skills = (request?.seats ?? []).enumerated().map { ($0.offset, $0.element.skill) }
        return RelaxationViews(request: request, relaxations: relaxations, skills: Dictionary(uniqueKeysWithValues: skills))
    }

    /// The request that the question is about, for its title and its terms.
    private func subject(_ described: Requests.Request?, _ context: CommandContext) -> Requests.Request? {
        if context.wantsJSON { return nil }
        if let described { return described }
        let id = tasking.flatMap { (try? TaskingID($0))?.request.description } ?? id
        return id.flatMap { id in try? context.daemon.call(Requests.Get.self, .init(id: id)).reply.request }
    }
}
