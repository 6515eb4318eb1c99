/// What was done to a file's content and is not durable.
///
/// The file itself holds the latest content. Each step has what it takes to undo it, so the durable content is that of the file without the
/// steps.
struct ContentHistory {
    enum Change {
        /// Bytes written at an offset, and those that they took the place of: fewer, where the file became longer.
        case write(at: Int, before: [UInt8], after: [UInt8])
        /// A new size, and the bytes that were cut off.
        case resize(to: Int, cut: [UInt8])
    }

    private enum Fate {
        case pending
        /// A sync failed after it. The kernel takes its pages for clean then, so a later sync does not write them
        /// (https://lwn.net/Articles/752063/).
        case dropped
        /// Synced; only here because a dropped one comes before it.
        case durable
    }

    private struct Step {
        var change: Change
        var sizeBefore: Int
        var fate = Fate.pending
    }

    private var steps: [Step] = []

    var isEmpty: Bool { steps.isEmpty }

    /// - Parameter sizeBefore: of the file, in bytes.
    mutating func append(_ change: Change, sizeBefore: Int) { steps.append(Step(change: change, sizeBefore: sizeBefore)) }

    mutating func sync() {
        for index in steps.indices where steps[index].fate == .pending { steps[index].fate = .durable }
        steps.removeFirst(steps.firstIndex { $0.fate != .durable } ?? steps.count)
    }

    mutating func failSync() {
        for index in steps.indices where steps[index].fate == .pending { steps[index].fate = .dropped }
    }

    /// The content after a power cut that let nothing survive but what was synced.
    ///
    /// - Parameter latest: what the file holds.
    func synced(of latest: [UInt8]) -> [UInt8] {
        var content = undone(latest)
        for (index, step) in steps.enumerated() where mustSurvive(index) { step.change.apply(to: &content) }
        return content
    }

    /// The content after a power cut: what was synced, and of the rest some.
    ///
    /// - Parameter latest: what the file holds.
    func drawn(of latest: [UInt8], by random: inout some RandomNumberGenerator) -> [UInt8] {
        var content = undone(latest)
        var draw = SurvivalDraw(steps: steps.count, by: &random)
        for (index, step) in steps.enumerated() {
            if mustSurvive(index) {
                step.change.apply(to: &content)
            } else {
                draw.next(step.change, to: &content, by: &random)
            }
        }
        return content
    }

    /// The content before the first step.
    private func undone(_ latest: [UInt8]) -> [UInt8] {
        var content = latest
        for step in steps.reversed() { step.change.undo(in: &content, sizeBefore: step.sizeBefore) }
        return content
    }

    /// A file system keeps the order of a file's sizes, so a dropped one is durable with whatever was synced after it.
    private func mustSurvive(_ index: Int) -> Bool {
        if case .durable = steps[index].fate { return true }
        guard case .resize = steps[index].change else { return false }
        return steps[index...].contains { $0.fate == .durable }
    }
}

extension ContentHistory.Change {
    func apply(to content: inout [UInt8]) {
        switch self {
        case .write(let offset, _, let bytes): content.put(bytes[...], at: offset)
        case .resize(let size, _): content.resize(to: size)
        }
    }

    fileprivate func undo(in content: inout [UInt8], sizeBefore: Int) {
        switch self {
        case .write(let offset, let before, _):
            content.put(before[...], at: offset)
            content.resize(to: sizeBefore)
        case .resize(let size, let cut):
            content.resize(to: min(size, sizeBefore))
            content += cut
        }
    }
}

extension [UInt8] {
    /// Writes as into a file: what lies between its end and the offset becomes zeros.
    mutating func put(_ bytes: ArraySlice<UInt8>, at offset: Int) {
        if bytes.isEmpty { return }
        resize(to: Swift.max(count, offset + bytes.count))
        replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }

    mutating func resize(to size: Int) {
        if size < count { removeLast(count - size) } else { append(contentsOf: repeatElement(0, count: size - count)) }
    }
}
