/// The name of an instance, which is a part of paths and unit names.
public enum InstanceName {
    /// Whether an instance may have this name: 1 to 32 ASCII letters, digits, `-` or `_`.
    public static func isValid(_ name: String) -> Bool {
        let allowed = name.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
        }
        return (1...32).contains(name.utf8.count) && allowed
    }
}
