import GRDB
import Migrations
import Synchronization

/// Compares tables, indexes and triggers of a database with those of the migrations. A missing trigger would leave the journal unprotected,
/// and a missing index would make lookups read whole tables.
enum SchemaCheck {
    struct Object: Hashable {
        var type: String
        var name: String
    }
    typealias Texts = [Object: String]

    /// By version, because making one takes a few milliseconds.
    private static let expected = Mutex<[Int: Texts]>([:])

    /// - Parameter version: the schema version of the database, not newer than the current one.
    /// - Returns: the first object that differs, in words; nil where none does.
    static func fault(of db: Database, version: Int) throws -> String? {
        guard version >= 1 else { return "its user_version is \(version), which no crrtd has written" }
        let (found, wanted) = (try texts(db), try made(version))
        let names = Set(found.keys).union(wanted.keys).sorted { ($0.type, $0.name) < ($1.type, $1.name) }
        for object in names where found[object] != wanted[object] {
            let subject = "the \(object.type) \(object.name)"
            switch (found[object], wanted[object]) {
            case (nil, _): return "\(subject) of schema \(version) is missing"
            case (_, nil): return "\(subject) is none of schema \(version)"
            default: return "\(subject) is not that of schema \(version)"
            }
        }
        return nil
    }

    /// The objects of a version. Those of the present one are embedded, so that a start need not make them.
    private static func made(_ version: Int) throws -> Texts {
        version == Schema.version ? texts(ofScript: Migrations.schema) : try migrated(version)
    }

    /// The objects of a database in memory, migrated to this version.
    static func migrated(_ version: Int) throws -> Texts {
        if let known = expected.withLock({ $0[version] }) { return known }
        let made = try DatabaseQueue().writeWithoutTransaction { db in
            try Schema.migrate(db, upTo: version)
            return try texts(db)
        }
        expected.withLock { $0[version] = made }
        return made
    }

    /// The SQL of all objects, with white space normalized. SQLite's own tables, such as the statistics of ANALYZE, are left out.
    private static func texts(_ db: Database) throws -> Texts {
        let rows = try Row.fetchAll(db, sql: "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^'")
        return try Dictionary(
            rows.map { row in
                let text = try row.decode(String?.self, atIndex: 2) ?? ""
                return (
                    Object(type: try row.decode(atIndex: 0), name: try row.decode(atIndex: 1)),
                    normalized(text)
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The objects of a script whose statements end with a semicolon before an empty line, or the end.
    ///
    /// - Parameter script: UTF-8; the first line is a comment, and each statement creates an object.
    static func texts(ofScript script: [UInt8]) -> Texts {
        var objects: Texts = [:]
        var start = script.startIndex
        for end in script.indices where script[end] == UInt8(ascii: "\n") {
            guard end + 1 == script.endIndex || script[end + 1] == script[end] else { continue }
            let words = words(script[start..<end])
            start = end
            guard let created = words.firstIndex(where: { objectTypes.contains(String(decoding: $0, as: UTF8.self)) }) else { continue }
            let type = String(decoding: words[created], as: UTF8.self).lowercased()
            let name = String(decoding: words[created + 1], as: UTF8.self)
            objects[Object(type: type, name: name)] = String(joined(words).dropLast())
        }
        return objects
    }

    private static let objectTypes: Set = ["TABLE", "INDEX", "TRIGGER"]

    /// SQL with one blank between its words. It is compared at each start, so it is read byte by byte: white space of SQL is ASCII.
    private static func normalized(_ sql: String) -> String { joined(words(Array(sql.utf8)[...])) }

    private static func words(_ sql: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        sql.split { $0 == UInt8(ascii: " ") || (0x09...0x0D).contains($0) }
    }

    private static func joined(_ words: [ArraySlice<UInt8>]) -> String {
        String(decoding: Array(words.joined(separator: CollectionOfOne(UInt8(ascii: " ")))), as: UTF8.self)
    }
}
