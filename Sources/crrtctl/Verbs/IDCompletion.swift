import ArgumentParser
import CRRTDomain
import CRRTProtocol

/// Completes an id or a skill code in the shell with those that the caller can see in the daemon now.
enum IDCompletion {
    case requests, taskings, experts, teams, effects, skills, campaigns, standby

    /// The most ids that are offered: one page of a list. Typing more of the id narrows it down.
    private static let most = 1000
    /// Seconds. The user is waiting for the shell.
    private static let timeout = 2

    /// - Parameters:
    ///   - words: The command line so far. Its `--socket`, `--instance` and `--as` are used.
    ///   - prefix: What has been typed of the id.
    /// - Returns: An empty list if the daemon does not answer. So it is with `--host`, where ssh could ask for a password.
    func ids(_ words: [String], _ prefix: String) -> [String] {
        guard let daemon = IDCompletion.daemon(words), let found = try? list(daemon, nation: nation(prefix)) else { return [] }
        return found.prefix(IDCompletion.most).filter(isID)
    }

    /// Whether the text is an id of this kind. Anything else is dropped, since the shell puts it on the user's command line.
    func isID(_ text: String) -> Bool {
        switch self {
        case .requests: (try? RequestID(text)) != nil
        case .taskings: (try? TaskingID(text)) != nil
        case .experts: (try? ExpertID(text)) != nil
        case .teams: (try? TeamID(text)) != nil
        case .effects: (try? EffectID(text)) != nil
        case .skills: (try? SkillCode(text)) != nil
        case .campaigns: (try? CampaignID(text)) != nil
        case .standby: (try? StandbyID(text)) != nil
        }
    }

    private func list(_ daemon: DaemonConnection, nation: String?) throws(Failure) -> [String] {
        switch self {
        case .requests:
            (try daemon.call(Requests.List.self, .init(nation: nation, limit: IDCompletion.most)).reply.requests ?? []).compactMap(\.id)
        case .taskings:
            (try daemon.call(Taskings.List.self, .init(nation: nation, limit: IDCompletion.most)).reply.taskings ?? []).map(\.id)
        case .experts:
            (try daemon.call(Roster.ListExperts.self, .init(nation: nation, limit: IDCompletion.most)).reply.experts ?? []).map(\.id)
        case .teams: (try daemon.call(Roster.ListTeams.self, .init(nation: nation, limit: IDCompletion.most)).reply.teams ?? []).map(\.id)
        case .effects:
            (try daemon.call(Roster.ListEffects.self, .init(nation: nation, limit: IDCompletion.most)).reply.effects ?? []).map(\.id)
        case .skills: (try daemon.call(Roster.ListSkills.self, .init()).reply.skills ?? []).map(\.code)
        case .campaigns: (try daemon.call(Campaigns.List.self, .init(limit: IDCompletion.most)).reply.campaigns ?? []).map(\.id)
        case .standby: (try daemon.call(Standby.List.self, .init(nation: nation, limit: IDCompletion.most)).reply.periods ?? []).map(\.id)
        }
    }

    /// The nation to filter by, if the prefix already holds it. An offer's id begins with the nation, a request's has it second. Taskings
    /// are not filtered: their `nation` parameter means the contributing nation, not the one in the id.
    func nation(_ prefix: String) -> String? {
        let parts = prefix.uppercased().split(separator: "-")
        let index =
            switch self {
            case .requests: 1
            case .taskings, .skills, .campaigns: parts.count
            case .experts, .teams, .effects, .standby: 0
            }
        guard index < parts.count, parts[index].utf8.count == 3 else { return nil }
        return String(parts[index])
    }

    private static func daemon(_ words: [String]) -> DaemonConnection? {
        guard var globalOptions = try? GlobalOptions.parse(options(words)), globalOptions.host == nil else { return nil }
        globalOptions.timeout = timeout
        return (try? globalOptions.context())?.daemon
    }

    /// The options among the words that select the daemon and the principal, with their values.
    static func options(_ words: [String]) -> [String] {
        var options: [String] = []
        for (index, word) in words.enumerated() {
            let name = String(word.prefix { $0 != "=" })
            guard GlobalOptions.daemonSelectors.contains(name) else { continue }
            options += name == word ? Array(words[index...].prefix(2)) : [word]
        }
        return options
    }
}

extension CompletionKind {
    private static func live(_ ids: IDCompletion) -> CompletionKind { .custom { words, _, prefix in ids.ids(words, prefix) } }

    static var requests: CompletionKind { live(.requests) }
    static var taskings: CompletionKind { live(.taskings) }
    static var experts: CompletionKind { live(.experts) }
    static var teams: CompletionKind { live(.teams) }
    static var effects: CompletionKind { live(.effects) }
    static var skills: CompletionKind { live(.skills) }
    static var campaigns: CompletionKind { live(.campaigns) }
    static var standby: CompletionKind { live(.standby) }
}
