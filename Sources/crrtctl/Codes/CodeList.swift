import ArgumentParser
import CRRTProtocol

/// A published list of codes that a verb shows.
protocol PublishedCodes {
    static var list: Roster.ListCodes.Parameters.List { get }
    static var abstract: String { get }
    static var discussion: String { get }
    static var examples: [String] { get }
    /// What one entry is called, and several.
    static var nouns: (one: String, many: String) { get }
}

enum SectorCodes: PublishedCodes {
    static let list = Roster.ListCodes.Parameters.List.sectors
    static let abstract = "The sectors of the NIS 2 directive, or those that plain words find."
    static let discussion = "The codes are annex, number and letter of Directive (EU) 2022/2555: I.1.a is electricity."
    static let examples = ["sector list", "sector list power grid"]
    static let nouns = (one: "sector", many: "sectors")
}

enum IncidentClassCodes: PublishedCodes {
    static let list = Roster.ListCodes.Parameters.List.incidentClasses
    static let abstract = "The classes of incidents, or those that plain words find."
    static let discussion = "The codes are those of the Reference Security Incident Taxonomy (RSIT): classification.type."
    static let examples = ["incident-class list", "incident-class list denial of service"]
    static let nouns = (one: "incident class", many: "incident classes")
}

struct CodeList<Codes: PublishedCodes>: Verb {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: Codes.abstract, discussion: Codes.discussion, examples: Codes.examples)
    }

    @Argument(help: "Upper or lower case.")
    var word: [String] = []

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let words = word.isEmpty ? nil : word.joined(separator: " ")
        let listing = try context.list(
            Roster.ListCodes.self, member: "codes", page: { (_: String?) in .init(list: Codes.list, word: words) },
            read: { ($0.codes, nil) })
        context.show(listing, Codes.nouns.one, Codes.nouns.many) { codes in
            Table(columns: [.text("CODE"), .text("TITLE", least: 30)], rows: codes.map { [$0.code, $0.title] })
        }
    }
}
