import CRRTDomain
import CRRTProtocol

/// A nation's word that all it offers still stands.
struct NationConfirm<Record: RosterRecord> {
    /// With at least this many records, progress is reported.
    private var step: Int { 500 }

    let nation: String
    let until: String?

    func apply(yes: Bool, _ context: CommandContext) throws(Failure) {
        let kind = Record.rosterKind
        let all = try Record.list(nation: nation, context).records
        let offered = all.filter { $0.offer?.state == .offered }
        guard !offered.isEmpty else {
            try context.check(nation: nation)
            return context.screen.notice("\(nation) offers no \(kind.plural) that you may see; nothing was changed")
        }
        let count = counted(offered.count, kind.rawValue, kind.plural)
        let others = all.count - offered.count
        if Terminal.isTerminal(Terminal.input), Terminal.isTerminal(Terminal.errors) {
            let rest = others > 0 ? "; \(others) suspended or withdrawn \(others == 1 ? "stays as it is" : "stay as they are")" : ""
            let consequence = "\(nation) offers \(count)" + (until.map { ", from now until \(context.times.short($0))" } ?? "") + rest
            try Confirmation(act: "Confirm all of them", consequence: consequence).ask(yes: yes, context)
        }
        let (done, seq) = try confirm(offered, context)
        let failed = offered.count - done
        if done > 0, !context.wantsJSON {
            context.done([], "\(done) of \(count) of \(nation) confirmed" + Outcome.words(seq: seq))
        }
        if failed > 0 { throw Failure(.failed, "\(failed) of \(count) could not be confirmed; the reasons stand above") }
    }

    private func confirm(_ offered: [Record], _ context: CommandContext) throws(Failure) -> (done: Int, seq: Int?) {
        var (done, seq): (Int, Int?) = (0, nil)
        for (index, record) in offered.enumerated() {
            if index > 0, index % step == 0, Terminal.isTerminal(Terminal.errors) {
                context.screen.notice("\(index) of \(offered.count) \(Record.rosterKind.plural)")
            }
            do throws(Failure) {
                let answer = try OfferChange(kind: Record.rosterKind, event: .confirm, until: until).call(record.id, context)
                (done, seq) = (done + 1, answer.reply.seq)
                if context.wantsJSON { context.screen.json(answer.raw) }
            } catch {
                guard error.status != .unreachable, error.status != .notPermitted else {
                    throw OfferRights.explained(error, record.id, context)
                }
                var named = error
                if !named.text.contains(record.id) { named.text = "\(record.id): \(named.text)" }
                context.screen.complain(named)
            }
        }
        return (done, seq)
    }
}
