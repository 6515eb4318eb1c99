import Glibc

/// Standard input, output and error of this process.
enum StandardStreams {
    /// Opens closed standard streams on /dev/null. Otherwise the next file would get such a number, and log lines could be written into the
    /// database. Call it before any file is opened.
    static func fill() {
        for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 && errno == EBADF {
            // open returns the lowest free number, which is this one.
            _ = open("/dev/null", O_RDWR)
        }
    }
}
