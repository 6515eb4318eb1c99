/// A set of experts in the index: a bitmap in pages, where empty pages take no memory. A change made while a reader holds an older copy
/// duplicates one page of 512 bytes.
struct ExpertSet: Sendable {
    static var wordsPerPage: Int { 64 }
    static var expertsPerPage: Int { wordsPerPage * 64 }

    /// An empty page has no experts, nor has any page after the last.
    private(set) var pages: [[UInt64]] = []

    init() {}

    /// The first page of a set: the experts with the handles from 0 of whom the condition is true.
    init<Expert>(page experts: [Expert], where isMember: (Expert) -> Bool) {
        var words = [UInt64](repeating: 0, count: Self.wordsPerPage)
        for (handle, expert) in experts.enumerated() where isMember(expert) { words[handle / 64] |= 1 << UInt64(handle % 64) }
        self.init(page: words)
    }

    /// The first page of a set, one bit for each expert.
    init(page words: [UInt64]) {
        if words.contains(where: { $0 != 0 }) { pages = [words] }
    }

    subscript(handle: Int32) -> Bool {
        get {
            let page = Int(handle) / Self.expertsPerPage
            guard page < pages.count, !pages[page].isEmpty else { return false }
            return pages[page][Self.word(handle)] & Self.bit(handle) != 0
        }
        set {
            // Only changes are written, so that a page shared with an older copy is not duplicated for nothing.
            guard self[handle] != newValue else { return }
            if newValue { insert(handle) } else { remove(handle) }
        }
    }

    /// Takes the first page of another set as this page. There must be no page after it yet.
    mutating func append(_ other: ExpertSet, as page: Int) {
        guard let words = other.pages.first, !words.isEmpty else { return }
        while pages.count < page { pages.append([]) }
        pages.append(words)
    }

    func has(_ page: Int) -> Bool { page < pages.count && !pages[page].isEmpty }

    var isEmpty: Bool { pages.allSatisfy(\.isEmpty) }

    private static func word(_ handle: Int32) -> Int { Int(handle) % expertsPerPage / 64 }
    private static func bit(_ handle: Int32) -> UInt64 { 1 << UInt64(handle % 64) }

    private mutating func insert(_ handle: Int32) {
        let page = Int(handle) / Self.expertsPerPage
        while pages.count <= page { pages.append([]) }
        if pages[page].isEmpty { pages[page] = [UInt64](repeating: 0, count: Self.wordsPerPage) }
        pages[page][Self.word(handle)] |= Self.bit(handle)
    }

    private mutating func remove(_ handle: Int32) {
        let page = Int(handle) / Self.expertsPerPage
        pages[page][Self.word(handle)] &= ~Self.bit(handle)
        if pages[page].allSatisfy({ $0 == 0 }) { pages[page] = [] }
    }
}

extension ExpertSet: Equatable {
    /// Whether both have the same experts.
    static func == (left: ExpertSet, right: ExpertSet) -> Bool {
        (0..<max(left.pages.count, right.pages.count)).allSatisfy { left.page($0) == right.page($0) }
    }

    private func page(_ number: Int) -> [UInt64] { number < pages.count ? pages[number] : [] }
}
