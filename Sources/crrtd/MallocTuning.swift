import CMalloc
import Glibc
import Synchronization

/// Tunes glibc's malloc, and returns free memory to the kernel.
enum MallocTuning {
    private struct State {
        /// The resident bytes after the last trim.
        var baseline = 0
        /// Whether to trim once more, because memory in use at the last trim may be free by now.
        var isTrimPending = false
    }

    /// Growth below this many bytes is kept for reuse.
    private static let keptBytes = 4 << 20
    private static let state = Mutex(State())

    /// Sets malloc parameters. Call it before starting any thread.
    ///
    /// - Three arenas (the default is eight per core): memory freed in one arena cannot be reused by threads of another, and imports free a
    ///   lot. Loading the roster uses three threads; with fewer arenas they contend.
    /// - A fixed mmap threshold of 1 MiB: otherwise glibc raises it after the first large allocation and keeps later ones on the heap.
    /// - No fastbins: they delay coalescing, so new records fragment the freed message buffer and its pages never become wholly free.
    /// - SQLite counts no memory: it would take a mutex for each allocation, for figures that crrtd does not read.
    static func configure() {
        mallopt(M_ARENA_MAX, 3)
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        mallopt(M_TOP_PAD, 1 << 20)
        mallopt(M_MXFAST, 0)
        crrt_do_not_count_sqlite_memory()
    }

    /// Returns free memory to the kernel. Call it after the start, and when a large message was answered.
    static func trim() {
        state.withLock { trim(&$0, again: true) }
    }

    /// The same if memory has grown since the last trim. Call it periodically, for other work that needs much memory.
    static func trimIfGrown() {
        state.withLock { state in
            let hasGrown = residentBytes > state.baseline + keptBytes
            if hasGrown || state.isTrimPending { trim(&state, again: hasGrown) }
        }
    }

    private static func trim(_ state: inout State, again: Bool) {
        malloc_trim(0)
        state = State(baseline: residentBytes, isTrimPending: again)
    }

    /// The resident bytes of this process, from `/proc/self/statm` (proc(5)); 0 where it cannot be read.
    private static var residentBytes: Int {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 128)
        let count = read(file, &text, text.count)
        let numbers = text.prefix(max(count, 0)).split(separator: UInt8(ascii: " ")).map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
        return numbers.count > 1 ? numbers[1] * Int(sysconf(Int32(_SC_PAGESIZE))) : 0
    }
}
