import CMalloc
import Glibc
import Synchronization

/// How glibc keeps the memory that nobody holds.
enum Memory {
    /// What is kept in the hope that it will be needed again, bytes.
    private static let kept = 8 << 20
    /// What was resident when everything free had been given back, bytes.
    private static let settled = Atomic<Int>(0)

    /// To be called before the first thread is started. By itself glibc makes up to eight heaps for each processor, and what one thread
    /// has let go of there, such as an import's records, others cannot use; and what was large once it keeps in the heap from then on.
    /// Three: at a start two threads make the roster of rows that a third reads, and with fewer heaps they wait for each other.
    static func bound() {
        mallopt(M_ARENA_MAX, 3)
        mallopt(M_MMAP_THRESHOLD, 1 << 20)
        mallopt(M_TOP_PAD, 1 << 20)
    }

    /// Returns what lies free to the kernel, where memory has grown since the last time: after an import or a check of a large roster.
    static func giveBack() {
        guard resident > settled.load(ordering: .relaxed) + kept else { return }
        malloc_trim(0)
        settled.store(resident, ordering: .relaxed)
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
