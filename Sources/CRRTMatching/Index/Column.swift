/// A growing column of values by handle, in pages, so that a change made while a reader holds an older copy duplicates one page
/// and not the whole column.
struct Column<Element: Sendable>: Sendable {
    private static var pageBits: Int { 8 }
    /// All elements, in order.
    private(set) var pages: [[Element]] = []
    private(set) var count = 0

    subscript(handle: Int32) -> Element {
        get { pages[Int(handle) >> Self.pageBits][Int(handle) & (1 << Self.pageBits - 1)] }
        _modify { yield &pages[Int(handle) >> Self.pageBits][Int(handle) & (1 << Self.pageBits - 1)] }
    }

    /// The handle of the new element: the next whole number from 0.
    mutating func append(_ element: Element) -> Int32 {
        if count & (1 << Self.pageBits - 1) == 0 {
            pages.append([])
            pages[pages.count - 1].reserveCapacity(1 << Self.pageBits)
        }
        pages[pages.count - 1].append(element)
        count += 1
        return Int32(count - 1)
    }
}
