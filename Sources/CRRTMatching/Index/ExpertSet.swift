/// A set of experts by handle, kept by the index: bits in pages, of which those that hold nobody are not there. A change made while a
/// reader holds an older copy duplicates one page of 512 bytes.
struct ExpertSet: Sendable {
    static var wordsPerPage: Int { 64 }
    static var expertsPerPage: Int { wordsPerPage * 64 }

    /// An empty page holds nobody, and so does every page behind the last.
    private(set) var pages: [[UInt64]] = []

    init() {}

    /// The first page of a set: those of these experts, the first of whom has the handle 0, of whom it is true.
    init<Expert>(page experts: [Expert], where isIn: (Expert) -> Bool) {
        var words = [UInt64](repeating: 0, count: Self.wordsPerPage)
        for (handle, expert) in experts.enumerated() where isIn(expert) { words[handle / 64] |= 1 << UInt64(handle % 64) }
        self.init(page: words)
    }

    /// The first page of a set, as a bit for everybody.
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
            // A page is only touched, and so only duplicated, where something changes.
            guard self[handle] != newValue else { return }
            if newValue { insert(handle) } else { remove(handle) }
        }
    }

    /// Takes the first page of another set as this page, behind which there is none yet.
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
    /// Whether both hold the same experts.
    static func == (left: ExpertSet, right: ExpertSet) -> Bool {
        (0..<max(left.pages.count, right.pages.count)).allSatisfy { left.page($0) == right.page($0) }
    }

    private func page(_ number: Int) -> [UInt64] { number < pages.count ? pages[number] : [] }
}
