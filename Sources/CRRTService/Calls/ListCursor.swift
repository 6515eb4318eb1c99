import CRRTDomain
import CRRTStore

/// The cursor of a list whose ids contain numbers: `next` of one page, `after` of the following one.
///
/// Lists are ordered by these numbers, and their cursors have a mark. A cursor without a mark is of an earlier version, which ordered by
/// the text of the id. Such a list is continued in its order, so that its reader gets every record once.
struct ListCursor {
    private static let mark = "#"

    let order: ListOrder
    /// The id after which the list continues; nil at its beginning.
    let id: String?

    init(_ text: String?) {
        let isMarked = text?.hasPrefix(Self.mark) ?? true
        order = isMarked ? .byNumber : .byText
        id = isMarked ? text.map { String($0.dropFirst(Self.mark.count)) } : text
    }

    /// The cursor after a record, in the same order.
    func after(_ id: some CustomStringConvertible) -> String { (order == .byNumber ? Self.mark : "") + id.description }
}
