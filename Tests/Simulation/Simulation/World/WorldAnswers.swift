import ByteSearch
import CRRTDomain
import CRRTProtocol
import Varlink

/// What an answer tells its caller, whatever the call.
extension World {
    /// - Parameter isSettled: whether nothing else was changed meanwhile.
    func checkTold(_ outcome: Outcome, isSettled: Bool) throws {
        guard let person = person(of: outcome.request), let parameters = try? JSONObject(json: outcome.parameters) else { return }
        if outcome.changes, isSettled, let reply = outcome.reply {
            try checkStated(outcome, parameters, reply, person)
            try checkRecalled(outcome, reply, person)
        }
        // A journal keeps what a nation was told while it concerned them.
        let isJournal = outcome.request.method.hasPrefix(Journal.interface.name)
        for reply in outcome.replies where isSettled && reply.error == nil {
            let isTelling = reply.json.withUnsafeBytes { bytes in
                ["\"notWith\"", Generator.illness, "-STB-"].contains { bytes.offset(of: $0) != nil }
            }
            if isTelling, let object = try? JSONObject(json: reply.json) { try checkTold(.object(object), person, isJournal: isJournal) }
        }
    }

    /// What a caller has stated to have read is what the call was about.
    private func checkStated(_ outcome: Outcome, _ parameters: JSONObject, _ reply: JSONObject, _ person: Person) throws {
        if outcome.request.method == Consents.Grant.name, let digest = parameters["digest"]?.stringValue,
            reply["consent"]?.objectValue?["digest"]?.stringValue != digest
        {
            throw Violation(.consent, "\(person.name) granted \(digest), and another consent is given: \(reply.jsonString())")
        }
        guard let revision = parameters["ifRevision"]?.integerValue else { return }
        let request = reply["request"]?.objectValue
        let isWhole =
            outcome.parameter("id").flatMap { try? TaskingID($0) }.map { model.sees(person, offersOf: $0.request.nation) } ?? false
        guard let record = request ?? (isWhole ? reply["tasking"]?.objectValue : nil), let new = record["revision"]?.integerValue else {
            return
        }
        if new != revision + 1 {
            throw Violation(.done, "\(outcome.request.method) by \(person.name) was for revision \(revision), and made revision \(new)")
        }
    }

    /// Who takes back their people, or their effect, is told of taskings that they see alone.
    private func checkRecalled(_ outcome: Outcome, _ reply: JSONObject, _ person: Person) throws {
        guard [Taskings.Recall.name, Taskings.Cease.name].contains(outcome.request.method) else { return }
        for shown in [reply["tasking"]?.objectValue].compactMap({ $0 }) + (reply["others"]?.arrayValue ?? []).compactMap(\.objectValue) {
            guard let id = shown["id"]?.stringValue.flatMap({ try? TaskingID($0) }), !model.sees(person, id) else { continue }
            throw Violation(.parts, "\(person.name) does not see \(id), and is told of it by \(outcome.request.method)")
        }
    }

    /// With whom people do not serve, that they are ill, and when they stand by is for those who may read their nation's offers; standby
    /// also for those whom it concerns.
    private func checkTold(_ value: JSONValue, _ person: Person, isJournal: Bool) throws {
        for element in value.arrayValue ?? [] { try checkTold(element, person, isJournal: isJournal) }
        guard let object = value.objectValue else { return }
        let nation = object["nation"]?.stringValue.flatMap { try? NationCode($0) }
        func isOpen(_ nation: NationCode?) -> Bool { nation.map { model.sees(person, offersOf: $0) } ?? true }
        if object["digest"] != nil, object["notWith"] != nil, !isOpen(nation) {
            throw Violation(.parts, "\(person.name) reads with whom \(nation?.description ?? "")'s people do not serve")
        }
        if object["cause"]?.stringValue == Element.Cause.ill.rawValue, object["reason"]?.stringValue == Generator.illness, !isOpen(nation) {
            throw Violation(.parts, "\(person.name) reads why people of \(nation?.description ?? "") are ill")
        }
        if !isJournal, let id = object["id"]?.stringValue.flatMap({ try? StandbyID($0) }), let standby = model.standby[id],
            object["tier"] != nil,
            !isOpen(id.nation), !standby.readers.contains(where: { model.readsAsContact(person, of: $0.description) })
        {
            throw Violation(.lists, "\(person.name) is told of \(id)")
        }
        for member in object.members { try checkTold(member.value, person, isJournal: isJournal) }
    }
}
