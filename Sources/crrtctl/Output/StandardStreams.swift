import Glibc

/// The descriptors 0 to 2, which a caller may have closed (`>&-`).
enum StandardStreams {
    /// Opens `/dev/null` for each of them that is closed. Call this before anything else is opened: the next file or socket would get the
    /// number, and results or complaints would go into it.
    ///
    /// Input is opened for writing and the outputs for reading, so that using them fails as on a closed descriptor. A result that is not
    /// written must not look as if it were.
    static func fill() {
        for (descriptor, mode) in [(Terminal.input, O_WRONLY), (Terminal.output, O_RDONLY), (Terminal.errors, O_RDONLY)]
        where fcntl(descriptor, F_GETFD) < 0 {
            // open(2) gives the lowest free number, and those below are open by now.
            guard open("/dev/null", mode) == descriptor else { exit(ExitStatus.failed.rawValue) }
        }
    }
}
