import CRRTDomain
import Glibc

/// Key files. A private key is readable by its owner only, and a key file is never overwritten.
public enum KeyFile {
    /// The most bytes to read, far more than any key has.
    private static let mostBytes = 1 << 16

    /// The owner and mode that a private key file must have.
    public enum Ownership: Sendable {
        /// Owned by this process's user, who alone has access.
        case ownFile
        /// Owned by any user, who alone has access. Root uses it to check a file that the daemon's user will read.
        case othersFile
        /// A credential of the service manager. It may belong to root, and be readable through the group bits, which carry the mask of its
        /// ACL (systemd.exec(5), LoadCredential=).
        case credential
    }

    /// Reads a private key.
    ///
    /// - Throws: `ProofError` where the file cannot be read, holds no private key, or is open to others.
    public static func signingKey(_ path: String, _ ownership: Ownership = .ownFile) throws(ProofError) -> SigningKey {
        let (text, status) = try read(path)
        if (try? KeyEncoding.verifyingKey(text)) != nil {
            throw ProofError("\(path) holds a public key; to sign takes the private one, which is made beside it: the file without .pub")
        }
        try check(status, path, ownership)
        do { return try KeyEncoding.signingKey(text) } catch { throw ProofError("\(path): \(error)") }
    }

    /// Reads a public key.
    ///
    /// - Throws: `ProofError` where the file cannot be read or holds no public key.
    public static func verifyingKey(_ path: String) throws(ProofError) -> VerifyingKey {
        let text = try read(path).text
        do { return try KeyEncoding.verifyingKey(text) } catch { throw ProofError("\(path): \(error)") }
    }

    /// Reads a public key in base64, as a configuration may hold it.
    ///
    /// - Throws: `ProofError` where it is no public key.
    public static func verifyingKey(base64 text: String) throws(ProofError) -> VerifyingKey { try KeyEncoding.bareKey(text) }

    /// Makes a key pair in two new files: `path` for its owner only, `path.pub` for everyone. Both are synced to the disk on return.
    ///
    /// - Throws: `ProofError` where a file exists or cannot be written; then neither is left.
    @discardableResult
    public static func create(_ path: String) throws(ProofError) -> SigningKey {
        let key = try SigningKey()
        try write(KeyEncoding.text(key), to: path, mode: 0o600)
        do { try write(KeyEncoding.text(key.verifyingKey), to: path + ".pub", mode: 0o644) } catch {
            unlink(path)
            throw error
        }
        return key
    }

    private static func check(_ status: stat, _ path: String, _ ownership: Ownership) throws(ProofError) {
        let mode = status.st_mode & 0o777
        switch ownership {
        case .ownFile, .othersFile:
            guard status.st_uid == geteuid() || ownership == .othersFile else {
                throw ProofError("\(path) belongs to uid \(status.st_uid), not to the user of this program (\(geteuid())): chown it")
            }
            guard mode & 0o077 == 0 else {
                throw ProofError("\(path) is open to others (mode 0\(String(mode, radix: 8))): chmod 0600 \(path)")
            }
        case .credential:
            guard status.st_uid == geteuid() || status.st_uid == 0, mode & 0o027 == 0 else {
                throw ProofError("\(path) is open to others (uid \(status.st_uid), mode 0\(String(mode, radix: 8))): use LoadCredential=")
            }
        }
    }

    /// Reads a file, and returns the status of the same open file.
    private static func read(_ path: String) throws(ProofError) -> (text: String, status: stat) {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw complaint(path) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw complaint(path) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw ProofError("\(path) is no regular file") }
        var bytes = [UInt8](repeating: 0, count: mostBytes)
        var count = 0
        while count < mostBytes {
            let more = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress?.advanced(by: count), mostBytes - count) }
            if more < 0, errno == EINTR { continue }
            guard more >= 0 else { throw complaint(path) }
            if more == 0 { return (String(decoding: ByteOrderMark.removed(from: Array(bytes[..<count])), as: UTF8.self), status) }
            count += more
        }
        throw ProofError("\(path) is too long for a key")
    }

    private static func write(_ text: String, to path: String, mode: mode_t) throws(ProofError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw errno == EEXIST ? ProofError("\(path) exists already; a key is never written over: name a new file") : complaint(path)
        }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fchmod(file, mode) == 0, fsync(file) == 0 else {
            let error = complaint(path)
            unlink(path)
            throw error
        }
    }

    private static func complaint(_ path: String) -> ProofError { ProofError("\(path): \(String(cString: strerror(errno)))") }
}
