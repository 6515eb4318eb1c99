import ArgumentParser

struct AuditNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The journal of every accepted change.",
        subcommands: [AuditLog.self, AuditShow.self, AuditVerify.self, AuditExport.self])
}
