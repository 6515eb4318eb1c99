import Glibc

/// The error numbers of the operating system, in words.
enum SystemError {
    static let noAccess = EACCES

    static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

    /// What the last call of this thread complained about.
    static var last: String { words(errno) }
}
