/// Which of a file's unsynced changes a power cut lets survive.
struct SurvivalDraw {
    private enum Manner: CaseIterable {
        case nothing, all
        /// The first ones, the last of them torn.
        case prefix
        /// Any, and any of them torn: a disk writes in the order that it likes.
        case any
    }

    private let manner: Manner
    /// How many steps survive whole, where the first ones do.
    private let whole: Int
    private var done = 0
    /// Whether a change of the size was lost. A journaling file system keeps such changes in order, so nothing that came after survives.
    private var isOver = false

    init(steps: Int, by random: inout some RandomNumberGenerator) {
        manner = Manner.allCases.randomElement(using: &random) ?? .nothing
        whole = Int.random(in: 0...steps, using: &random)
    }

    /// Applies one change, wholly, in part or not at all.
    mutating func next(_ change: ContentHistory.Change, to content: inout [UInt8], by random: inout some RandomNumberGenerator) {
        defer { done += 1 }
        if isOver { return }
        switch (manner, change) {
        case (.all, _): change.apply(to: &content)
        case (.nothing, _): isOver = true
        case (.prefix, _) where done < whole: change.apply(to: &content)
        case (.prefix, .write(let offset, _, let bytes)):
            isOver = true
            if done == whole { tear(offset, bytes, &content, &random) }
        case (.prefix, .resize): isOver = true
        case (.any, .resize):
            if Bool.random(using: &random) { change.apply(to: &content) } else { isOver = true }
        case (.any, .write(let offset, _, let bytes)):
            switch Int.random(in: 0..<8, using: &random) {
            case 0..<4: change.apply(to: &content)
            case 4: tear(offset, bytes, &content, &random)
            // The file got its new size, and the bytes were still to be written.
            case 5: content.resize(to: max(content.count, offset + bytes.count))
            default: break
            }
        }
    }

    /// Writes the bytes before or after a boundary of sectors (512 bytes) or pages (4096 bytes) of the file.
    private func tear(
        _ offset: Int, _ bytes: [UInt8], _ content: inout [UInt8], _ random: inout some RandomNumberGenerator
    ) {
        let unit = Bool.random(using: &random) ? 512 : 4096
        let boundaries = (offset / unit + 1)..<(max(offset / unit + 1, (offset + bytes.count + unit - 1) / unit))
        guard let boundary = boundaries.randomElement(using: &random) else { return }
        let middle = boundary * unit - offset
        if Bool.random(using: &random) {
            content.put(bytes[..<middle], at: offset)
        } else {
            content.put(bytes[middle...], at: offset + middle)
        }
    }
}
