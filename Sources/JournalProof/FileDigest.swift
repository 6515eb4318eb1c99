import Crypto

/// The digest of what a file holds, as sha256sum prints it.
public enum FileDigest {
    /// The SHA-256 (FIPS 180-4) of these bytes, in hexadecimal.
    ///
    /// - Parameter bytes: The whole file.
    public static func digest(of bytes: [UInt8]) -> String { Hexadecimal.text(Array(SHA256.hash(data: bytes))) }
}
