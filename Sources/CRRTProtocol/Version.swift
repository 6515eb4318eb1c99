/// The version of crrtd and crrtctl, which are built and installed together. It is written here only: scripts read it out of this file, and
/// a tidy test compares the change log with it.
public enum Version {
    /// Major, minor and patch number (Semantic Versioning 2.0.0).
    public static let text = "0.1.0"
}
