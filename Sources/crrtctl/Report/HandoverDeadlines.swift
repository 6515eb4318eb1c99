import CRRTDomain
import CRRTProtocol

/// What is due in the next hours, and what is overdue: answers, ends and starts of work, approvals, reports.
struct HandoverDeadlines {
    let data: HandoverData
    let clock: Countdown
    let times: TimeStyle

    /// By time, so that what is overdue comes first.
    var items: [HandoverItem] {
        (answers + requests + data.board.taskings.flatMap(all) + endings).sorted {
            ($0.at?.milliseconds ?? 0, NaturalOrder($0.about), $0.what) < ($1.at?.milliseconds ?? 0, NaturalOrder($1.about), $1.what)
        }
    }

    /// Whether a time is within the hours that the report looks ahead, or over.
    private func isSoon(_ time: Instant) -> Bool { clock.isOver(time, within: HandoverData.hoursAhead) }

    private func item(_ time: String?, _ about: String, _ who: String, _ what: String, _ command: String = "") -> HandoverItem? {
        guard let at = time.flatMap({ try? Instant($0) }), isSoon(at) else { return nil }
        return HandoverItem(at: at, about: about, who: who, what: what, command: command, isPressing: clock.isOver(at))
    }

    // MARK: Answers

    private var answers: [HandoverItem] {
        let isDesk = data.board.caller.roles.contains("duty")
        return ConsentGroup.groups(of: data.board.consents).compactMap { group in
            let longer = data.board.consents(of: group.tasking).first {
                $0.until != nil && $0.state == .requested && (try? Instant($0.replyBy)) == group.replyBy
            }?.until
            return item(
                group.replyBy.description, group.tasking, group.missing.joined(separator: " "),
                "answer" + (longer.map { " whether to stay until \(times.short($0))" } ?? "") + ", or it is a refusal",
                "crrtctl consent \(isDesk ? "remind" : "show") \(group.tasking)")
        }
    }

    // MARK: Requests

    private var requests: [HandoverItem] {
        data.board.requests.flatMap { request -> [HandoverItem] in
            guard let id = request.id else { return [] }
            let isAlone = data.board.taskings(of: id).isEmpty
            let reply = request.filled == .fully ? nil : request.replyBy
            // Where people are out, their line says when the work ends.
            let isTold = data.board.taskings(of: id).contains { $0.isOut && $0.end == request.end }
            let end = request.state == .validated && isAlone && request.filled == Requests.Request.Filled.none
            return [
                item(reply, id, "duty", "\(request.nation) wants to know by then whom it gets", "crrtctl request show \(id)"),
                isTold
                    ? nil
                    : item(
                        request.end, id, "duty", end ? "its period ends, and it expires" : "its period ends",
                        "crrtctl request show \(id)"),
            ].compactMap { $0 }
        }
    }

    // MARK: Taskings

    private func all(_ tasking: Taskings.Tasking) -> [HandoverItem] {
        let report = item(
            tasking.reportDue, tasking.id, "duty or \(tasking.nations.joined(separator: " "))", "situation report",
            SuggestedCommand.report.command(tasking.id))
        return people(tasking) + [order(tasking), approval(tasking), report].compactMap { $0 }
    }

    /// The last time of the order for all to be ready as the work begins.
    private func order(_ tasking: Taskings.Tasking) -> HandoverItem? {
        let verb: SuggestedCommand = tasking.state == .consented ? .order : .consents
        let late = tasking.lateTime.map { ", LATE by \($0)" } ?? " to be in time"
        return item(tasking.orderBy, tasking.id, "authority", "order" + late, verb.command(tasking.id))
    }

    /// When those who are bound begin and end their work. Those with the same time share a line.
    private func people(_ tasking: Taskings.Tasking) -> [HandoverItem] {
        guard let held = tasking.held else {
            // A record of before elements.
            let isOut = [.moving, .onTask].contains(tasking.state)
            let names = tasking.peopleNow.joined(separator: " ")
            return [
                tasking.state == .ordered ? item(tasking.start, tasking.id, names, "begin their work") : nil,
                isOut ? item(tasking.end, tasking.id, names, "the work ends", SuggestedCommand.release.command(tasking.id)) : nil,
            ].compactMap { $0 }
        }
        let starting = held.filter { $0.state == .ordered || $0.state == .moving }
        let ending = held.filter(\.isForward)
        return grouped(starting, by: \.start).compactMap { item($0, tasking.id, $1, "begin their work") }
            + grouped(ending, by: \.until).compactMap {
                item($0, tasking.id, $1, "the work ends", SuggestedCommand.release.command(tasking.id))
            }
    }

    private func grouped(_ elements: [Taskings.Element], by time: (Taskings.Element) -> String) -> [(String, String)] {
        Dictionary(grouping: elements, by: time).map { ($0, $1.map(\.who).joined(separator: " ")) }
    }

    /// The end of the political approval, past which the work is not extended.
    private func approval(_ tasking: Taskings.Tasking) -> HandoverItem? {
        guard let approval = tasking.approval, approval.withdrawnAt == nil, tasking.isOut else { return nil }
        return item(approval.until, tasking.id, "council", "the political approval ends", SuggestedCommand.approve.command(tasking.id))
    }

    // MARK: Offers

    private var endings: [HandoverItem] {
        data.endings.compactMap { ending in
            let out = ending.tasking.map { ", out in \($0)" } ?? ""
            return item(ending.at, ending.id, ending.nation, ExpiringView.what(ending, isOver: false) + out)
        }
    }
}
