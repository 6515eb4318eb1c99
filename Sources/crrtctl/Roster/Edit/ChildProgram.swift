@preconcurrency import Glibc

/// A program that crrtctl starts and waits for.
enum ChildProgram {
    /// Runs it on our terminal, which is its own meanwhile: an interrupt there is meant for it.
    static func run(_ words: [String]) throws(Failure) -> Int32 {
        let (interrupt, quit) = (signal(SIGINT, SIG_IGN), signal(SIGQUIT, SIG_IGN))
        defer {
            signal(SIGINT, interrupt)
            signal(SIGQUIT, quit)
        }
        return wait(for: try start(words, output: nil))
    }

    /// Runs it and gives what it writes to standard output.
    static func output(_ words: [String]) throws(Failure) -> (status: Int32, bytes: [UInt8]) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(.failed, "\(words[0]): \(SystemError.last)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let process: pid_t
        do throws(Failure) {
            process = try start(words, output: ends[1])
            close(ends[1])
        } catch {
            close(ends[1])
            throw error
        }
        let bytes = try InputFile.read(ends[0], words[0])
        return (wait(for: process), bytes)
    }

    private static func start(_ words: [String], output: Int32?) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let output { posix_spawn_file_actions_adddup2(&actions, output, Terminal.output) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What is ignored here is not ignored there.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGQUIT)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawnp(&process, words[0], &actions, &attributes, arguments, environ)
        guard code == 0 else { throw Failure(.failed, "\(words[0]) does not start: \(SystemError.words(code))") }
        return process
    }

    /// Its exit status, or as a shell counts 128 and the signal that ended it.
    private static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
}
