import Glibc

/// Standard input, output and error of this process.
enum StandardStreams {
    /// Opens on /dev/null what was closed when the program was started: the next file would take its number, and what is meant for a log
    /// would be written into the database. To be called before anything is opened.
    static func fill() {
        for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) < 0 && errno == EBADF {
            // The lowest free number is this one.
            _ = open("/dev/null", O_RDWR)
        }
    }
}
