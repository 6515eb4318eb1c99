import ArgumentParser
import CRRTProtocol

struct ConsentShow: Verb {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "The page to decide on: what your nation is asked to agree to, and the answers.",
        discussion: """
            The terms say what for, where, when, who and under which label; the digest is
            recomputed from just these words. Who sees all answers reads the host's terms.
            """,
        examples: [
            "consent show TSK-ALB-2026-0001-1",
            "consent show TSK-ALB-2026-0001-1 --wait",
        ])

    @Argument(help: "Such as TSK-ALB-2026-0001-1; several at once.", completion: .taskings, transform: ArgumentTransform.id)
    var taskings: [String]

    @Flag(help: "Wait until every nation has answered; exit status 1 where not all agree.")
    var wait = false

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        try context.showEach(taskings) { id in try show(id, context) }
    }

    private func show(_ tasking: String, _ context: CommandContext) throws {
        let isAgreed = try wait ? answered(tasking, context) : true
        let listing = try context.consents(tasking: tasking)
        guard !listing.records.isEmpty else {
            throw Failure(.noSuchRecord, "there is no tasking \(tasking), or you may not see it", next: "crrtctl consent list")
        }
        context.show(listing) {
            ConsentViews.page(
                try? context.daemon.call(Taskings.Get.self, .init(id: tasking)).reply.tasking, listing.records,
                skillTitles: context.skillTitles(), context.times, isWide: context.screen.isWide)
        }
        if !isAgreed { throw Failure.silent(.failed) }
    }

    private func answered(_ id: String, _ context: CommandContext) throws -> Bool {
        let tasking = try TaskingWait(id: id, context: context).until { tasking in
            !tasking.consents.contains { $0.state == .requested }
        }
        return tasking.consents.allSatisfy { $0.state == .granted || $0.state == .spent }
    }
}
