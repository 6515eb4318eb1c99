import CRRTProtocol
import Varlink

/// A question by id, put about a hidden record and about one that does not exist.
struct HiddenQuestion {
    let method: String
    /// What tells two questions of one method apart, for the log.
    let about: String
    let caller: HiddenWorld.Caller
    let ids: HiddenWorld.IDs
    let parameters: (String) -> [UInt8]
}

extension HiddenWorld {
    /// Every method that takes an id, by everyone who may call it and from whom the record is hidden. The list is that of
    /// `SameStatementsTests`, which compares it with the table of all methods.
    var questions: [HiddenQuestion] {
        offerQuestions + requestQuestions + taskingQuestions(taskings, "of a request with another one")
            + taskingQuestions(taskingsOfNone, "of a request that is absent, too")
    }

    /// The same of a caller from whom nothing is hidden: what a time that tells looks like here.
    var openQuestions: [HiddenQuestion] {
        ask(Roster.GetExpert.self, [.offering], experts, "expert") { .init(id: $0) }
            + ask(Roster.GetTeam.self, [.offering], teams, "team") { .init(id: $0) }
            + ask(Roster.GetEffect.self, [.offering], effects, "effect") { .init(id: $0) }
            + ask(Requests.Get.self, [.offering], requests, "request") { .init(id: $0) }
            + ask(Taskings.Get.self, [.offering], taskings, "tasking") { .init(id: $0) }
    }

    private func ask<M: VarlinkMethod>(
        _ method: M.Type, _ callers: [Caller], _ ids: IDs, _ about: String, _ parameters: @escaping (String) -> M.Parameters
    ) -> [HiddenQuestion] {
        callers.map { caller in
            HiddenQuestion(method: M.name, about: about, caller: caller, ids: ids) { parameters($0).jsonBytes() }
        }
    }

    private static let readers: [Caller] = [.france, .duty, .estonia]

    private var offerQuestions: [HiddenQuestion] {
        let expert = { (id: String) in
            Roster.Expert(id: id, nation: "EST", skills: [:], noticeHours: 1, mode: .both)
        }
        let team = { (id: String) in Roster.Team(id: id, name: "Team", nation: "EST", members: [], noticeHours: 1) }
        let effect = { (id: String) in
            Roster.Effect(
                id: id, nation: "EST", title: "Reference", category: .defensive, kind: "sinkhole", leadHours: 1, classification: .NR,
                releasableTo: ["NATO"])
        }
        return ask(Roster.GetExpert.self, [.france], experts, "expert") { .init(id: $0) }
            + ask(Roster.PutExpert.self, [.france], experts, "expert") { .init(expert: expert($0)) }
            + ask(Roster.SetOffer.self, [.france], experts, "expert") { .init(kind: .expert, id: $0, event: .confirm) }
            + ask(Roster.EraseName.self, [.france], experts, "expert") { .init(id: $0) }
            + ask(Taskings.Recall.self, [.france], experts, "expert") { .init(nation: "FRA", reason: "no", experts: [$0]) }
            + ask(Roster.GetTeam.self, [.france], teams, "team") { .init(id: $0) }
            + ask(Roster.PutTeam.self, [.france], teams, "team") { .init(team: team($0)) }
            + ask(Roster.SetOffer.self, [.france], teams, "team") { .init(kind: .team, id: $0, event: .confirm) }
            + ask(Roster.GetEffect.self, Self.readers, effects, "effect") { .init(id: $0) }
            + ask(Roster.PutEffect.self, [.france], effects, "effect") { .init(effect: effect($0)) }
            + ask(Roster.SetOffer.self, [.france, .estonia], effects, "effect") { .init(kind: .effect, id: $0, event: .confirm) }
            + ask(Journal.Read.self, Self.readers, effects, "effect") { .init(subject: $0) }
            + ask(Taskings.Propose.self, [.duty], effects, "effect") { [openRequest] in
                .init(request: openRequest, kind: .effect, effects: [$0])
            }
    }

    private var requestQuestions: [HiddenQuestion] {
        let terms = terms
        let about = "request"
        return ask(Requests.Get.self, Self.readers, requests, about) { .init(id: $0) }
            + ask(Taskings.List.self, Self.readers, requests, about) { .init(request: $0) }
            + ask(Journal.Read.self, Self.readers, requests, about) { .init(subject: $0) }
            + ask(Requests.Amend.self, [.france, .duty], requests, about) { .init(id: $0, request: terms) }
            + ask(Requests.Cancel.self, [.france, .duty], requests, about) { .init(id: $0, reason: "no") }
            + ask(Requests.Validate.self, [.duty], requests, about) { .init(id: $0) }
            + ask(Requests.Return.self, [.duty], requests, about) { .init(id: $0, reason: "no") }
            + ask(Requests.Close.self, [.duty], requests, about) { .init(id: $0, outcome: "no") }
            + ask(Requests.Match.self, [.duty], requests, about) { .init(id: $0) }
            + ask(Requests.Explain.self, [.duty], requests, about) { .init(id: $0, expert: "EST-1000") }
            + ask(Requests.Relax.self, [.duty], requests, about) { .init(id: $0) }
            + ask(Taskings.Propose.self, [.duty], requests, about) {
                .init(request: $0, kind: .assembled, assignments: [.init(seat: 0, expert: "EST-1000")])
            }
    }

    private func taskingQuestions(_ ids: IDs, _ of: String) -> [HiddenQuestion] {
        let about = "tasking " + of
        return ask(Taskings.Get.self, Self.readers, ids, about) { .init(id: $0) }
            + ask(Consents.List.self, Self.readers, ids, about) { .init(tasking: $0) }
            + ask(Journal.Read.self, Self.readers, ids, about) { .init(subject: $0) }
            + ask(Taskings.Advance.self, [.france, .duty], ids, about) { .init(id: $0, event: .release) }
            + ask(Taskings.Order.self, [.authority], ids, about) { .init(id: $0) }
            + ask(Taskings.Extend.self, [.duty], ids, about) { .init(id: $0, until: "2099-01-01T00:00:00Z") }
            + ask(Taskings.Abort.self, [.duty, .authority], ids, about) { .init(id: $0, reason: "no") }
            + ask(Taskings.Recall.self, [.france, .estonia], ids, about) { .init(id: $0, nation: "EST", reason: "no") }
            + ask(Consents.Grant.self, [.france, .estonia], ids, about) { .init(tasking: $0, nation: "EST", kind: .contribute) }
            + ask(Consents.Refuse.self, [.france, .estonia], ids, about) {
                .init(tasking: $0, nation: "EST", kind: .contribute, reason: "no")
            }
            + ask(Consents.Revoke.self, [.france, .estonia], ids, about) {
                .init(tasking: $0, nation: "EST", kind: .contribute, reason: "no")
            }
    }
}
