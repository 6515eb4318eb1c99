import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

/// What a filing begins with, besides its own options.
struct FilingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Begin with the terms of an earlier request. Times that are past move to the next possible day; references and what "
                + "happened in that case are left out.", valueName: "id"),
        completion: .requests, transform: ArgumentTransform.id)
    var like: String?

    @Option(
        help: ArgumentHelp("Begin with a template; 'crrtctl request template' lists them.", valueName: "name"),
        completion: .list(RequestTemplate.names))
    var template: String?

    @Option(help: ArgumentHelp("Go on with a draft that a guided submission has kept.", valueName: "file"), completion: .file())
    var draft: String?
}

extension FilingOptions {
    /// Whether there is anything to begin with.
    var isGiven: Bool { like != nil || template != nil || draft != nil }

    /// The answers that the filing begins with.
    ///
    /// - Parameters:
    ///   - file: The request's file; nil for none. At most one of it and these options is given.
    ///   - start: The new start, RFC 3339; nil if none is stated.
    /// - Returns: The answers, and what errors call their source; "" for none.
    func beginning(_ file: String?, start: String?, _ context: CommandContext) throws(Failure) -> (JSONObject, String) {
        if let file { return (filedAgain(try RequestFile.read(file), context), RequestFile.name(file)) }
        if let draft { return (RequestFile.terms(try InputFile(draft).record("request")), draft) }
        if let template { return (try RequestTemplate.object(template), "the template \(template)") }
        guard let like else { return ([:], "") }
        let earlier = try context.daemon.call(Requests.Get.self, .init(id: like)).raw
        var object = copy(RequestFile.terms(try InputFile(name: like, bytes: earlier).record("request")), of: like, context)
        let began = object["start"]
        RequestTimes.move(&object, to: start.flatMap { try? Instant($0) }, now: context.now)
        if object["start"] != began, let times = try? RequestTermOptions.request(object, from: like) {
            context.screen.notice("moved: from \(context.times.full(times.start)) to \(context.times.full(times.end))")
        }
        return (object, like)
    }

    /// What belongs to an earlier case and is not taken over: where it is written down, and what happened in it. The class and the sectors
    /// of its incident are.
    private static let caseFields =
        ["references"] + ["began", "found", "entities", "impact", "measures", "otherHelp", "attribution"].map { "incident." + $0 }

    /// The terms of an earlier request for another case. It says what is taken over and what is not.
    private func copy(_ earlier: JSONObject, of id: String, _ context: CommandContext) -> JSONObject {
        let left = FilingOptions.caseFields.filter { earlier[path: $0] != nil }
        var object = earlier
        for field in left { object[path: field] = nil }
        CampaignLookUp(context: context).leaveOut(from: &object)
        let shared = object["shareWith"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let taken = object.members.map { $0.name == "shareWith" ? "shareWith (\(shared.joined(separator: " ")))" : $0.name }
        context.screen.notice("taken over from \(id): \(taken.joined(separator: ", "))")
        if !left.isEmpty { context.screen.notice("left out, since it belongs to \(id): \(left.joined(separator: ", "))") }
        return object
    }

    /// The terms of a record that `show --json` has printed. It says which fields are left out.
    private func filedAgain(_ object: JSONObject, _ context: CommandContext) -> JSONObject {
        let left = RequestFile.minted.filter { object[$0] != nil }
        guard !left.isEmpty else { return object }
        let id = object["id"]?.stringValue
        context.screen.notice(
            "left out, since the daemon sets them: \(left.joined(separator: ", "))"
                + (id.map { "; this files a new request, 'crrtctl request amend \($0) FILE' changes that one" } ?? ""))
        var terms = RequestFile.terms(object)
        CampaignLookUp(context: context).leaveOut(from: &terms)
        return terms
    }
}
