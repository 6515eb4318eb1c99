import CRRTDomain
import CRRTMatching
import CRRTProtocol

/// Reads whom a match must do without, and whom it must fix in a seat.
struct MatchChoices {
    let question: MatchInput
    /// The people whom the match leaves out by default; empty where the caller takes them in.
    let refused: [RefusedPerson]
    let catalogue: Catalogue

    /// What candidates must do without: what the caller named, and the people who were refused.
    func omissions(_ names: [String]?) throws -> Omissions {
        // Who is in the tasking whose open seats are matched does not take another one.
        let present = question.tasking?.elements.filter { !$0.state.hasEnded }.compactMap(\.expert) ?? []
        var omitted = Omissions(experts: Set(refused.map(\.expert) + present))
        for (number, name) in (names ?? []).enumerated() { try add(name, "without[\(number)]", to: &omitted) }
        return omitted
    }

    private func add(_ name: String, _ field: String, to omitted: inout Omissions) throws {
        if let nation = try? NationCode(name) {
            do { try catalogue.check(nation) } catch { throw Refusal.invalid(field, error.reason) }
            omitted.nations.insert(nation)
            return
        }
        let expert = (try? ExpertID(name)).flatMap { question.roster.index.expert($0)?.id }
        let team = (try? TeamID(name)).flatMap { question.roster.index.team($0)?.id }
        guard expert != nil || team != nil else {
            // Codes and ids have capital letters only.
            let capitals = name.uppercased()
            let isMeant = capitals != name && (try? omissions([capitals])) != nil
            let what =
                isMeant ? "did you mean \(capitals)?" : "crrtctl nation list, crrtctl expert list and crrtctl team list show what there is"
            throw Refusal.invalid(field, "there is no nation, expert or team \(quoted(name)), or it is not yours to see; \(what)")
        }
        if let expert { omitted.experts.insert(expert) }
        if let team { omitted.teams.insert(team) }
    }

    /// The team that the caller asks for; nil for all.
    func team(_ name: String?) throws -> TeamID? {
        guard let name else { return nil }
        guard let id = try? TeamID(name), question.roster.index.team(id) != nil else { throw Refusal.noSuch("team", name) }
        return id
    }

    /// The people whom every candidate must have, in the seat lines of the query.
    ///
    /// - Parameters:
    ///   - people: What the caller named.
    ///   - omitted: Whom candidates must do without.
    ///   - numbers: The places of these people in the caller's list; nil where they are all of it.
    /// - Throws: `InvalidRecord` with the field, or `NotEligible` with every objection to the first who may not take their seat.
    func fixed(_ people: [Requests.FixedPerson]?, _ omitted: Omissions, numbers: [Int]? = nil) throws -> [FixedExpert] {
        var fixed: [FixedExpert] = []
        var seen: Set<ExpertID> = []
        for (number, person) in (people ?? []).enumerated() {
            let field = "with[\(numbers?[number] ?? number)]"
            let expert: ExpertID
            do { expert = try ExpertID(person.expert) } catch { throw Refusal.invalid(error.within("\(field).expert")) }
            guard seen.insert(expert).inserted else {
                throw Refusal.invalid("\(field).expert", "\(expert) is fixed twice; leave one of the two out")
            }
            try checkIsTaken(expert, "\(field).expert", omitted)
            fixed.append(FixedExpert(seat: try line(person.seat, "\(field).seat"), expert: expert))
        }
        try checkEligibility(fixed, numbers)
        return fixed
    }

    private func checkIsTaken(_ expert: ExpertID, _ field: String, _ omitted: Omissions) throws {
        if let refused = refused.first(where: { $0.expert == expert }) {
            throw Refusal.invalid(
                field,
                "\(expert) is left out, because \(expert.nation) \(refused.cause.rawValue) them in \(refused.tasking); "
                    + "includeRefused (--include-refused) takes them in")
        }
        guard omitted.contains(expert) else { return }
        throw Refusal.invalid(field, "\(expert) is also left out by without; take them out of one of the two")
    }

    /// The query's line for a seat of the request.
    func line(_ seat: Int, _ field: String) throws -> Int {
        guard question.whole.seats.indices.contains(seat) else {
            let most = question.whole.seats.count - 1
            throw Refusal.invalid(field, most < 0 ? "the request has no seats" : "there is no seat \(seat); the seats are 0 to \(most)")
        }
        guard let line = question.lines.firstIndex(of: seat) else {
            throw Refusal.invalid(field, "every place of seat \(seat) is filled by people who are ordered or asked; name an open seat")
        }
        return line
    }

    private func checkEligibility(_ fixed: [FixedExpert], _ numbers: [Int]?) throws {
        var query = question.query
        query.fixed = fixed
        switch question.roster.index.fixingConflict(query) {
        case nil: return
        case .unknown(let expert): throw Refusal.noSuch("expert", expert.text)
        case .notEligible(let expert, let objections):
            let number = fixed.firstIndex { $0.expert == expert } ?? 0
            let seat = question.lines[fixed[number].seat]
            let told = objections.map { objection in
                Objection(code: objection.code, seat: objection.seat.map { question.lines[$0] }, detail: objection.detail)
            }
            let words = told.map { "\($0.code.rawValue) (\($0.detail ?? ""))" }.joined(separator: ", ")
            let next = question.whole.id.map { "; crrtctl match \($0) --seat \(seat) shows who can" } ?? ""
            throw Requests.NotEligible(
                objections: told.map(Requests.Objection.init),
                message: "\(expert), fixed by with[\(numbers?[number] ?? number)], cannot take seat \(seat): \(words)\(next)")
        case .tooMany(let line, let slots):
            let count = fixed.count { $0.seat == line }
            throw Refusal.invalid(
                "with",
                "\(counted(count, "person is", "people are")) fixed in seat \(question.lines[line]), which has "
                    + "\(counted(slots, "open place", "open places")); take some out")
        case .noLeader(let line):
            throw Refusal.invalid(
                "with",
                "seat \(question.lines[line]) needs a leader, and none of the people who take all of its places may lead; take one out")
        }
    }
}
