import Varlink

/// The answers of a guided submission by the path of their field: `title`, `incident.impact.people`.
extension JSONObject {
    /// nil where there is no such value. Setting nil removes it, and the objects that are empty without it.
    subscript(path path: String) -> JSONValue? {
        get {
            let (name, rest) = JSONObject.step(path)
            return rest.map { self[name]?.objectValue?[path: $0] } ?? self[name]
        }
        set {
            let (name, rest) = JSONObject.step(path)
            guard let rest else {
                self[name] = newValue
                return
            }
            var inner = self[name]?.objectValue ?? [:]
            inner[path: rest] = newValue
            self[name] = inner.members.isEmpty ? nil : .object(inner)
        }
    }

    /// The first name of a path, and the path behind it; nil for the last one.
    private static func step(_ path: String) -> (String, String?) {
        let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
        return (parts[0], parts.count > 1 ? parts[1] : nil)
    }
}
