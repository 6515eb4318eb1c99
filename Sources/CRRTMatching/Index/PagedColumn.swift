/// A growing array of values by handle, in pages. A change made while a reader holds an older copy duplicates one page, not the whole.
struct PagedColumn<Element: Sendable>: Sendable {
    /// A page has 2 to the power of this many elements.
    private let pageBits: Int
    /// All elements, in order.
    private(set) var pages: [[Element]] = []
    private(set) var count = 0

    init(pageBits: Int = 8) { self.pageBits = pageBits }

    subscript(handle: Int32) -> Element {
        get { pages[Int(handle) >> pageBits][Int(handle) & (1 << pageBits - 1)] }
        _modify { yield &pages[Int(handle) >> pageBits][Int(handle) & (1 << pageBits - 1)] }
    }

    /// Calls `body` with the element of each handle of a bitmap, page by page.
    @inline(__always)
    func forEach(in handles: Bitmap, _ body: (_ handle: Int32, _ element: Element) -> Void) {
        let wordsPerPage = 1 << (pageBits - 6)
        handles.words.withUnsafeBufferPointer { words in
            for page in pages.indices {
                pages[page].withUnsafeBufferPointer { elements in
                    for word in 0..<wordsPerPage {
                        var rest = words[page * wordsPerPage + word]
                        while rest != 0 {
                            let index = word * 64 + rest.trailingZeroBitCount
                            body(Int32(page << pageBits + index), elements[index])
                            rest &= rest - 1
                        }
                    }
                }
            }
        }
    }

    /// Adds an element and returns its handle: the next whole number from 0.
    mutating func append(_ element: Element) -> Int32 {
        if count & (1 << pageBits - 1) == 0 {
            pages.append([])
            pages[pages.count - 1].reserveCapacity(1 << pageBits)
        }
        pages[pages.count - 1].append(element)
        count += 1
        return Int32(count - 1)
    }
}
