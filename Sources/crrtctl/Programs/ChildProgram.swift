@preconcurrency import Glibc

/// Starts other programs, and waits for them.
enum ChildProgram {
    /// Runs a program on the terminal until it ends. Meanwhile crrtctl ignores interrupts, which are meant for the program.
    ///
    /// - Returns: Its exit status, as `wait(for:)` has it.
    static func run(_ words: [String]) throws(Failure) -> Int32 {
        let (interrupt, quit) = (signal(SIGINT, SIG_IGN), signal(SIGQUIT, SIG_IGN))
        defer {
            signal(SIGINT, interrupt)
            signal(SIGQUIT, quit)
        }
        return wait(for: try start(words))
    }

    /// The longest output that is read, in bytes.
    private static let mostOutput = 256 << 20

    /// Runs a program on this input and returns its standard output. The program must read all input before it writes, or both would block.
    static func output(_ words: [String], input: [UInt8]) throws(Failure) -> (status: Int32, bytes: [UInt8]) {
        let (reading, writing) = try ends(words[0])
        defer { close(reading) }
        let child: (process: pid_t, input: Int32)
        do throws(Failure) {
            child = try self.reading(words, output: writing)
            close(writing)
        } catch {
            close(writing)
            throw error
        }
        write(input, to: child.input)
        close(child.input)
        let bytes = try InputFile.read(reading, words[0], most: mostOutput, advice: "the input is too deep")
        return (wait(for: child.process), bytes)
    }

    /// Writes the input until the program reads no more. Its exit status tells whether that was too early.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) {
        let before = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, before) }
        Terminal.write(bytes, to: descriptor)
    }

    /// Starts a program with a pipe as its standard input. The caller writes to the pipe, closes it, and waits for the program.
    static func reading(_ words: [String], output: Int32? = nil) throws(Failure) -> (process: pid_t, input: Int32) {
        let (reading, writing) = try ends(words[0])
        defer { close(reading) }
        do throws(Failure) {
            return (try start(words, input: reading, output: output), writing)
        } catch {
            close(writing)
            throw error
        }
    }

    private static func ends(_ name: String) throws(Failure) -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Failure(.failed, "\(name): \(SystemError.last)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    /// Starts a program and returns at once.
    ///
    /// - Parameters:
    ///   - input: Its standard input; nil for that of crrtctl. The same for `output`.
    ///   - defaultSignals: Signals that have their default effect in the program, even if crrtctl ignores them.
    static func start(
        _ words: [String], input: Int32? = nil, output: Int32? = nil, defaultSignals: [Int32] = [SIGINT, SIGQUIT]
    ) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input { posix_spawn_file_actions_adddup2(&actions, input, Terminal.input) }
        if let output { posix_spawn_file_actions_adddup2(&actions, output, Terminal.output) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in defaultSignals { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var process: pid_t = 0
        let code = posix_spawnp(&process, words[0], &actions, &attributes, arguments, environ)
        guard code == 0 else { throw Failure(.failed, "\(words[0]) does not start: \(SystemError.words(code))") }
        return process
    }

    /// Waits until the program has ended.
    ///
    /// - Returns: Its exit status, or 128 plus the number of the signal that killed it, as in a shell.
    @discardableResult
    static func wait(for process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
    }
}
