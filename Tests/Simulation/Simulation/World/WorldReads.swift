import CRRTDomain
import CRRTProtocol
import Varlink

/// Lists and single records, held against the model.
extension World {
    /// Follows the pages of a list to its end: the outcome of all of them together.
    func pages(_ first: Outcome) throws -> Outcome {
        var all = first
        var (last, count) = (first, 0)
        while last.kind == .done, let next = last.reply?["next"], next != .null {
            count += 1
            guard count < 1000 else { throw Violation(.lists, "\(first.request.method) has no last page") }
            var parameters = (try? JSONObject(json: first.parameters)) ?? [:]
            parameters[next.stringValue == nil ? "since" : "after"] = next
            var request = first.request
            request.parameters = parameters.jsonString()
            request.followsPages = false
            last = try ask(request)
            all.replies += last.replies
            all.kind = last.kind
        }
        return all
    }

    func checkAnswer(_ outcome: Outcome) throws {
        guard let person = person(of: outcome.request) else { return }
        switch outcome.request.method {
        case Roster.ListExperts.name, Roster.ListTeams.name, Roster.ListEffects.name, Requests.List.name, Taskings.List.name,
            Consents.List.name:
            try checkList(outcome, person)
        case Roster.GetExpert.name: try checkExpert(outcome)
        case Taskings.Get.name:
            if let shown = outcome.reply?["tasking"]?.objectValue { try checkShown(shown, to: person) }
        case Journal.Verify.name:
            if outcome.reply?["intact"]?.boolValue != true {
                throw Violation(.signatures, String(decoding: outcome.answer, as: UTF8.self))
            }
        case Service.CheckRoster.name:
            if outcome.reply?["intact"]?.boolValue != true { throw Violation(.roster, String(decoding: outcome.answer, as: UTF8.self)) }
        default: break
        }
    }

    private func checkList(_ outcome: Outcome, _ person: Person) throws {
        let parameters = (try? JSONObject(json: outcome.parameters)) ?? [:]
        let isWhole = outcome.request.followsPages || outcome.request.more
        guard parameters["after"] == nil, parameters["skill"] == nil, isWhole, parameters["limit"] == nil || outcome.request.followsPages
        else { return }
        if outcome.request.method == Taskings.List.name {
            for reply in outcome.replies {
                let object = (try? JSONObject(json: reply.json)) ?? [:]
                for shown in object["taskings"]?.arrayValue ?? [object["tasking"] ?? .null] {
                    if let shown = shown.objectValue { try checkShown(shown, to: person) }
                }
            }
        }
        let found = outcome.replies.flatMap { reply in (try? JSONObject(json: reply.json)).map(Self.ids) ?? [] }
        guard let wanted = wanted(outcome.request.method, parameters, person) else { return }
        if found != wanted {
            let odd = Set(found).symmetricDifference(wanted).sorted().prefix(5)
            throw Violation(
                .lists,
                "\(outcome.request.method) \(outcome.parameters) for \(person.name): \(found.count) records instead of "
                    + "\(wanted.count); \(odd.isEmpty ? "in another order" : "it differs in \(odd)")")
        }
    }

    private func wanted(_ method: String, _ parameters: JSONObject, _ person: Person) -> [String]? {
        let (nation, state) = (parameters["nation"]?.stringValue, parameters["state"]?.stringValue)
        switch method {
        case Roster.ListExperts.name: return model.experts(seenBy: person, of: nation)
        case Roster.ListTeams.name: return model.teams(seenBy: person, of: nation)
        case Roster.ListEffects.name: return model.effects(seenBy: person, of: nation)
        case Requests.List.name: return model.requests(seenBy: person, of: nation, in: state)
        case Taskings.List.name:
            return nation == nil ? model.taskings(seenBy: person, of: parameters["request"]?.stringValue, in: state) : nil
        case Consents.List.name:
            return nation == nil ? model.consents(seenBy: person, of: parameters["tasking"]?.stringValue, in: state) : nil
        default: return nil
        }
    }

    /// The records of one reply, by what the model calls them.
    private static func ids(_ reply: JSONObject) -> [String] {
        reply.members.flatMap { member -> [String] in
            let records = member.value.arrayValue?.compactMap(\.objectValue) ?? member.value.objectValue.map { [$0] } ?? []
            switch member.name {
            case "consent", "consents":
                return records.map { record in
                    ["tasking", "nation", "kind", "digest"].compactMap { record[$0]?.stringValue }.joined(separator: " ")
                }
            case "expert", "experts", "team", "teams", "effect", "effects", "request", "requests", "tasking", "taskings":
                return records.compactMap { $0["id"]?.stringValue }
            default: return []
            }
        }
    }

    private func checkExpert(_ outcome: Outcome) throws {
        guard let shown = outcome.reply?["expert"]?.objectValue, let id = try? ExpertID(shown["id"]?.stringValue ?? "") else { return }
        guard let expert = model.experts[id], shown["revision"]?.integerValue == Int64(expert.revision) else {
            throw Violation(.lists, "\(id) is shown as another revision than the last")
        }
        guard shown["name"]?.stringValue == model.names[id] else {
            throw Violation(.names, "\(id) is shown as \(shown["name"]?.stringValue ?? "nobody"), not \(model.names[id] ?? "nobody")")
        }
    }
}
