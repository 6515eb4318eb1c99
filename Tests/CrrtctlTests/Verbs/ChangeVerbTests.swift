import ArgumentParser
import Testing

@testable import crrtctl

/// Every verb that changes a record can be rehearsed. A new verb stands in this table, or it takes --dry-run.
@Suite struct ChangeVerbTests {
    private static let changesNoRecord: Set = [
        "audit export", "audit log", "audit show", "audit verify", "backup", "board", "bridge", "calendar",
        "campaign list", "campaign show", "cat-config", "check-exercise", "check-roster", "completion", "consent list", "consent new-key",
        "consent show",
        "contact list", "effect list", "effect show", "expert absence list", "expert list", "expert show", "handover list",
        "incident-class list", "inject list", "lesson list", "match", "metrics", "nation list", "no-duff list", "note list", "ping",
        "plan", "reload", "report after-action", "report consents", "report coverage", "report expiring", "report handover",
        "report plan", "report readiness", "report standby", "report trends", "request list", "request show", "request template", "restore",
        "roster export", "roster template", "search", "sector list", "skill list", "standby export", "standby gaps",
        "standby list", "standby now", "standby show", "status", "tasking list", "tasking show", "team list", "team show",
        "version", "watch", "whoami",
        // Its own way: it shows what each line would change.
        "roster import",
        "standby import",
    ]

    @Test func everyChangeHasADryRun() {
        let verbs = Self.verbs(Crrtctl.self, "")
        #expect(verbs.count > 50)
        for verb in verbs {
            #expect(verb.type is any ChangeVerb.Type != Self.changesNoRecord.contains(verb.name), "\(verb.name)")
        }
    }

    private static func verbs(_ command: any ParsableCommand.Type, _ path: String) -> [(name: String, type: any ParsableCommand.Type)] {
        let configuration = command.configuration
        if configuration.subcommands.isEmpty { return [(path, command)] }
        return configuration.subcommands.flatMap { verb in
            verbs(verb, [path, verb.configuration.commandName ?? ""].filter { !$0.isEmpty }.joined(separator: " "))
        }
    }
}
