import ArgumentParser
import CRRTDomain
import CRRTProtocol
import Varlink

struct ReportConsents: Verb {
    static let configuration = CommandConfiguration(
        commandName: "consents", abstract: "How the nations answer, how fast, and who is being waited for.",
        discussion: """
            Silence until the time is out is a lapse. A question that ends before, because
            the tasking ends, another nation refuses or the terms change, is void: it is
            counted apart, and for no nation.
            """,
        examples: [
            "report consents",
            "report consents --format csv --output consents.csv",
        ])

    @Option(
        parsing: .unconditional, help: ArgumentHelp("As it stood then.", valueName: "time"), transform: ArgumentTransform.time)
    var at: String?

    @Option(help: ArgumentHelp("Only this nation's.", valueName: "nation"), transform: ArgumentTransform.nation)
    var nation: String?

    @OptionGroup var options: ReportOptions

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let listing = try context.consents(nation: nation)
        if listing.records.isEmpty { try context.check(nation: nation) }
        let taskings = Set(listing.records.map(\.tasking)).sortedNaturally()
        let requests = Set(taskings.map { $0.split(separator: "-").dropLast().joined(separator: "-") }.map(ReportConsents.request))
            .sortedNaturally()
        let entries = try context.entries(about: requests + taskings)
        let at = self.at.flatMap { try? Instant($0) } ?? context.now
        let histories = ConsentHistory.read(entries.records).filter { history in
            nation.map { $0 == history.nation } ?? true && history.asked <= at
        }
        let view = ConsentsView(histories: histories, at: at, times: context.times)
        try context.show(
            Report(
                title: "Consents", subtitle: view.subtitle, marking: listing.marking, json: { document(listing, view) },
                text: { view.text }, csv: { view.csv }, html: { view.html }), options)
    }

    /// The daemon's reply, with the sums by nation beside it.
    private func document(_ listing: Listing<Consents.Consent>, _ view: ConsentsView) -> [UInt8] {
        guard var document = try? JSONObject(json: listing.document) else { return listing.document }
        document["nations"] = view.json
        return document.jsonBytes()
    }

    /// `TSK-ALB-2026-0001` is of the request `REQ-ALB-2026-0001`, `EXT-…` of `EXR-…`.
    private static func request(_ tasking: String) -> String {
        (tasking.hasPrefix("EXT") ? "EXR" : "REQ") + tasking.dropFirst(3)
    }
}
