import CRRTDomain
import CRRTStore

/// Where a list whose ids hold numbers goes on: `next` of one page, `after` of the next.
///
/// A list is in the order of the numbers, and its cursors say so by a mark. An id alone is a cursor of an earlier version, which listed by
/// the text: such a list is read on to its end as it began, so that its reader gets every record once.
struct ListCursor {
    private static let mark = "#"

    let order: ListOrder
    /// What the list goes on behind; nil: it begins.
    let id: String?

    init(_ text: String?) {
        let isMarked = text?.hasPrefix(Self.mark) ?? true
        order = isMarked ? .byNumber : .byText
        id = isMarked ? text.map { String($0.dropFirst(Self.mark.count)) } : text
    }

    /// The cursor behind a record, in the same order.
    func behind(_ id: some CustomStringConvertible) -> String { (order == .byNumber ? Self.mark : "") + id.description }
}
