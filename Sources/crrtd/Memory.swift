import CMalloc
import Glibc
import Synchronization

/// How glibc keeps the memory that nobody holds.
enum Memory {
    private struct State {
        /// What was resident when everything free had been given back, bytes.
        var settled = 0
        /// What was in use then may lie free by now.
        var isToLookAgain = false
    }

    /// What is kept in the hope that it will be needed again, bytes.
    private static let kept = 4 << 20
    private static let state = Mutex(State())

    /// To be called before the first thread is started. By itself glibc makes up to eight heaps for each processor, and what one thread
    /// has let go of there, such as an import's records, others cannot use; and what was large once it keeps in the heap from then on.
    /// Three: at a start two threads make the roster of rows that a third reads, and with fewer heaps they wait for each other.
    ///
    /// Small blocks that are free are joined with their neighbours at once. By itself glibc first uses them again as they are: then an
    /// import's new experts are strewn over the place where its message lay, and few pages of that are ever wholly free.
    static func bound() {
        mallopt(M_ARENA_MAX, 3)
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        mallopt(M_TOP_PAD, 1 << 20)
        mallopt(M_MXFAST, 0)
    }

    /// Returns what lies free to the kernel: after a start, or when a large message has been answered.
    static func giveBack() {
        state.withLock { giveBack(&$0, again: true) }
    }

    /// The same by the clock, for whatever else takes much, such as a check of a large roster: where memory has grown since the last time.
    static func giveBackGrowth() {
        state.withLock { state in
            let hasGrown = resident > state.settled + kept
            if hasGrown || state.isToLookAgain { giveBack(&state, again: hasGrown) }
        }
    }

    private static func giveBack(_ state: inout State, again: Bool) {
        malloc_trim(0)
        state = State(settled: resident, isToLookAgain: again)
    }

    /// Bytes, from proc(5) `statm`; 0 where there is none.
    private static var resident: Int {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 128)
        let count = read(file, &text, text.count)
        let numbers = text.prefix(max(count, 0)).split(separator: UInt8(ascii: " ")).map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
        return numbers.count > 1 ? numbers[1] * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    }
}
