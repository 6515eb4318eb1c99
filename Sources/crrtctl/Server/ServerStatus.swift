import ArgumentParser
import CRRTProtocol

struct ServerStatus: Verb {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "How the daemon is and what is open.",
        examples: [
            "status",
            "-H duty@ops.example status",
        ])

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let answer = try context.daemon.call(Service.Status.self, .init())
        // An older daemon does not know the rota, and not every caller may read it.
        let rota = context.wantsJSON ? nil : try? context.daemon.call(Standby.Now.self, .init(), again: false).reply
        let handover = context.wantsJSON ? nil : try context.waitingHandover()
        guard let rota, !(rota.now + rota.next).isEmpty else {
            return context.show(answer) { ServiceViews.page(answer.reply, handover: handover, context.times) }
        }
        // The page bears the label of the rota, too.
        let marking = Marking(of: rota).map { label in Marking(of: answer.reply)?.joined(with: label) ?? label }
        context.screen.page(
            ServiceViews.page(answer.reply, standby: rota, handover: handover, context.times), marking: context.line(marking))
    }
}
