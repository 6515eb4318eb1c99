import CRRTDomain

/// The handover report for a terminal of 80 columns. Texts are broken between words and nothing is cut; a command has a line of its own.
extension HandoverView {
    private static let width = 80
    /// The columns before the text of a line with a time, and of one that tells what happened.
    private static let (lead, pastLead) = (35, 19)

    var text: [Block] {
        first.flatMap(section) + [.heading("By request")] + byRequest + rest.flatMap(section)
            + [.heading("About this report"), .fields(facts.map { Block.Field($0.name, $0.value) })]
    }

    private func section(_ section: HandoverSection) -> [Block] {
        let count = section.items.isEmpty ? "" : ", \(section.items.count)"
        return [.heading(section.title + count)]
            + (section.items.isEmpty ? [.line(section.nothing)] : shown(section).flatMap { $0.at == nil ? untimed($0) : timed($0) })
            + (more(section).map { [.line($0)] } ?? [])
    }

    /// `duty: order, all agreed`, what it is about, and the command below.
    private func untimed(_ item: HandoverItem) -> [Block] {
        let words = TextWrap.lines(item.who.isEmpty ? item.what : "\(item.who): \(item.what)", width: HandoverView.width)
        return words.map { .painted([StyledText($0, item.isPressing ? .bad : .strong)]) }
            + (item.about.isEmpty ? [] : TextWrap.lines(item.about, width: HandoverView.width - 4).map { .line("    " + $0) })
            + command(item)
    }

    /// `in 3 h          2026-11-30 18:00Z  TSK-ALB-2026-0001-1`, who and what beside it, and the command below.
    private func timed(_ item: HandoverItem) -> [Block] {
        let words = [item.about, item.who.isEmpty ? item.what : "\(item.who): \(item.what)"].filter { !$0.isEmpty }
        return beside(item, words.joined(separator: ": ")) + command(item)
    }

    private func command(_ item: HandoverItem) -> [Block] { item.command.isEmpty ? [] : [.line("    " + item.command)] }

    /// The time and its distance, and the text beside them in as many lines as it takes.
    private func beside(_ item: HandoverItem, _ words: String) -> [Block] {
        let time = item.at.map { times.short($0) } ?? ""
        func padded(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.utf8.count)) }
        let lead = item.isHistory ? HandoverView.pastLead : HandoverView.lead
        let distance = item.isHistory ? [] : [StyledText(padded(distance(item), 16), item.isPressing ? .bad : .strong)]
        let head = distance + [StyledText(padded(time, HandoverView.pastLead))]
        let lines = TextWrap.lines(words, width: HandoverView.width - lead)
        return [.painted(head + [StyledText(lines[0])])] + lines.dropFirst().map { .line(String(repeating: " ", count: lead) + $0) }
    }

    // MARK: Requests

    private var byRequest: [Block] {
        if requests.isEmpty { return [.line("no request is open, and none changed")] }
        return requests.enumerated().flatMap { index, request in (index == 0 ? [] : [.line("")]) + page(request) }
    }

    private func page(_ request: HandoverRequest) -> [Block] {
        TextWrap.lines(request.heading, width: HandoverView.width).map { .painted([StyledText($0, .strong)]) }
            + request.stands.flatMap { indented($0, "  ") }
            + request.moves.flatMap { move in
                indented((move.who.isEmpty ? "" : "\(move.who): ") + move.what, "  > ") + command(move)
            }
            + (request.changes.isEmpty ? [.line("  no change")] : request.changes.flatMap(changed))
    }

    private func changed(_ change: HandoverItem) -> [Block] {
        beside(change, "\(change.what) (\(change.who))")
    }

    /// The text behind a mark, its further lines below its beginning.
    private func indented(_ text: String, _ mark: String) -> [Block] {
        let gap = String(repeating: " ", count: mark.utf8.count)
        return TextWrap.lines(text, width: HandoverView.width - mark.utf8.count).enumerated().map { .line(($0 == 0 ? mark : gap) + $1) }
    }
}
