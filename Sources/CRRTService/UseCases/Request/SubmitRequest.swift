import CRRTDomain
import CRRTProtocol
import CRRTStore

/// Files a request, for a contact point or the duty officer.
enum SubmitRequest {
    static func run(_ parameters: Requests.Submit.Parameters, _ command: Command) throws -> Requests.Submit.Reply {
        var request = try DescribedRequest.read(parameters.request, command)
        do { try CampaignLinks.check(request, since: nil, command) } catch let error as InvalidField {
            throw Refusal.invalid(error.within("request"))
        }
        guard parameters.request.id == nil else { throw Refusal.invalid("request.id", "is minted by the daemon; leave it out") }
        let year = command.now.date.components.year
        let number = try command.rows.lastRequestNumber(request.nation, year: year) + 1
        let id = RequestID(nation: request.nation, year: year, number: number, exercise: command.site.exercise)
        request.id = id
        (request.referrals, request.filedPrecedence) = ([], nil)
        request.state = try RequestLifecycle.next(nil, .submit)
        request.revision = 1
        let contacts = try Contact.list(parameters.contacts ?? [])
        let change = try command.setContacts(contacts, of: id)
        let seq = try command.append(.requestSubmitted, id, [.request(request)], detail: ["changed": change])
        return .init(request: try command.shown(request), seq: seq)
    }
}

/// Reads and checks a request from the wire, for submit, amend and a match of a described request.
enum DescribedRequest {
    static func read(_ wire: Requests.Request, _ context: some Context) throws -> Request {
        let request = try readAnyTime(wire, context)
        try checkTimes(of: request, at: context.now)
        return request
    }

    /// Without the checks against the clock: a request may be relabelled after its end.
    ///
    /// - Parameter present: The request that is amended. A narrower release takes nations out of `shareWith` where that is left as it was,
    ///   because it must not be refused over a list that its author did not think of.
    static func readAnyTime(_ wire: Requests.Request, _ context: some Context, amending present: Request? = nil) throws -> Request {
        do {
            var request = try Request(wire)
            request.remark = nil
            request.incident = try request.incident.map { (incident) throws(InvalidField) in
                try published(incident, context.site.catalogue)
            }
            if request.shareWith == present?.shareWith { request.shareWith = context.site.catalogue.sharing(of: request) }
            try check(request, context.site.catalogue)
            try mayAsk(request, releasedTo: context.site.catalogue.nations(in: request.releasableTo), context.caller)
            return request
        } catch let error as InvalidField {
            throw Refusal.invalid(error.within("request"))
        }
    }

    static func checkTimes(of request: Request, at now: Instant) throws {
        if let incident = request.incident {
            do throws(InvalidField) { try checkTimes(of: incident, at: now) } catch { throw Refusal.invalid(error.within("request")) }
        }
        guard request.period.end > now else { throw Refusal.invalid("request.end", "\(request.period.end) has passed") }
        if let replyBy = request.replyBy, replyBy <= now { throw Refusal.invalid("request.replyBy", "\(replyBy) has passed") }
    }

    /// What an incident tells has happened by now. `06:00Z`, written for this morning, may have become the next one.
    static func checkTimes(of incident: Incident, at now: Instant) throws(InvalidField) {
        for (name, instant) in [("began", incident.began), ("found", incident.found)] {
            guard let instant, instant > now else { continue }
            throw InvalidField("incident." + name, "\(instant) has not come yet; state a time that has passed")
        }
    }

    /// An incident with its codes as they are published.
    ///
    /// - Throws: `InvalidField` for a code or a nation that the site does not know, and for a sector that is named twice in another case.
    static func published(_ incident: Incident, _ catalogue: Catalogue) throws(InvalidField) -> Incident {
        var known = incident
        if let code = incident.incidentClass {
            do { known.incidentClass = try catalogue.incidentClasses.published(code) } catch { throw error.within("incident.class") }
        }
        for (index, sector) in incident.sectors.enumerated() {
            do { known.sectors[index] = try catalogue.sectors.published(sector) } catch { throw error.within("incident.sectors[\(index)]") }
            guard !known.sectors[..<index].contains(known.sectors[index]) else {
                throw InvalidField("incident.sectors[\(index)]", "\(known.sectors[index]) is named twice")
            }
        }
        for nation in incident.impact?.spillOver.sorted() ?? [] {
            do { try catalogue.check(nation) } catch { throw error.within("incident.impact.spillOver") }
        }
        return known
    }

    private static func check(_ request: Request, _ catalogue: Catalogue) throws(InvalidField) {
        try catalogue.checkSharing(of: request)
        do { try catalogue.check(request.nation) } catch { throw error.within("nation") }
        for excluded in request.excludes.sorted() {
            do { try catalogue.check(excluded) } catch { throw error.within("excludes") }
        }
        for (index, seat) in request.seats.enumerated() {
            do { try catalogue.check(seat.skill) } catch { throw error.within("seats[\(index)].skill") }
        }
    }

    /// Checks that contact points file for their own nation, and that the caller may read the request.
    private static func mayAsk(_ request: Request, releasedTo released: Set<NationCode>, _ caller: Caller) throws {
        // Observers describe a request to have it matched, and the method table keeps them from filing one.
        guard caller.reads(asAny: [.duty]) || caller.speaks(for: request.nation) else {
            throw Refusal.permission(of: [request.nation], or: [.duty])
        }
        try caller.checkClearance(for: request.classification)
        if !caller.speaks(for: request.nation), let nation = caller.nation, nation != request.nation, !released.contains(nation) {
            throw InvalidField("releasableTo", "leaves out \(nation), your own nation; you could not read what you file")
        }
    }
}

extension Caller {
    /// Checks that the caller may read what they write.
    func checkClearance(for classification: Classification) throws(InvalidField) {
        guard clearance < classification else { return }
        throw InvalidField("classification", "\(classification.rawValue) is above your own clearance, \(clearance.rawValue)")
    }
}
