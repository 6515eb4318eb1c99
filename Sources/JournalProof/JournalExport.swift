public import CRRTDomain
import Varlink

/// A journal as a file that can be verified without the daemon: JSON Lines with a header, then each entry as it was hashed, and each
/// checkpoint after its entry.
///
/// ```
/// {"format":"crrtd journal 1","floor":…,"exercise":…,"journal":…,"instance":…,"at":…,"entries":…,"head":…,"key":…,"publicKey":…}
/// {"entry":{"seq":1,…},"hash":"…"}
/// {"checkpoint":{"journal":…,"instance":…,"seq":1,"hash":"…","at":…,"key":…,"signature":…}}
/// ```
///
/// The bytes between `{"entry":` and `,"hash":` were hashed after the previous hash, so that any program can recompute the chain.
public enum JournalExport {
    static let format = "crrtd journal 1"
    static let entryHead = Array(#"{"entry":"#.utf8)
    static let hashHead = Array(#","hash":""#.utf8)
    static let hashTail = Array(#""}"#.utf8)

    /// The first line.
    public struct Header: Sendable, Hashable {
        /// The identity of the journal.
        public var journal: String
        /// The name of the instance; empty where it has none.
        public var instance: String
        /// When it was written.
        public var at: Instant
        /// The last entry of the file.
        public var head: JournalHead
        /// The key that signs the journal; nil where it is not signed.
        public var key: VerifyingKey?
        /// The lowest classification that the site marks output with; nil where the file does not say.
        public var floor: Classification?
        /// Whether the instance serves an exercise.
        public var isExercise: Bool

        public init(
            journal: String, instance: String, at: Instant, head: JournalHead, key: VerifyingKey?, floor: Classification? = nil,
            isExercise: Bool = false
        ) {
            self.journal = journal
            self.instance = instance
            self.at = at
            self.head = head
            self.key = key
            self.floor = floor
            self.isExercise = isExercise
        }
    }

    /// The header as a line, without its line break.
    public static func line(_ header: Header) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.member("format", format)
        writer.member("floor", header.floor?.rawValue)
        writer.member("exercise", header.isExercise)
        writer.member("journal", header.journal)
        writer.member("instance", header.instance)
        writer.member("at", header.at.description)
        writer.member("entries", header.head.seq)
        writer.member("head", Hexadecimal.text(header.head.hash))
        writer.member("key", header.key?.id)
        writer.member("publicKey", header.key.map { Base64.text($0.bytes) })
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// An entry as a line, without its line break.
    public static func line(_ entry: JournalEntry) -> String {
        let bytes = entryHead + entry.canonical() + hashHead + Hexadecimal.text(entry.hash).utf8 + hashTail
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A checkpoint as a line, without its line break.
    public static func line(_ checkpoint: Checkpoint) -> String {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("checkpoint")
        writer.beginObject()
        writer.member("journal", checkpoint.journal)
        writer.member("instance", checkpoint.instance)
        writer.member("seq", checkpoint.seq)
        writer.member("hash", Hexadecimal.text(checkpoint.hash))
        writer.member("at", checkpoint.at.description)
        writer.member("key", checkpoint.key)
        writer.member("signature", Base64.text(checkpoint.signature))
        writer.endObject()
        writer.endObject()
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

// MARK: - Reading

extension JournalExport {
    enum Line {
        case header(Header)
        case entry(seq: Int, content: JSONObject, canonical: ArraySlice<UInt8>, hash: [UInt8])
        case checkpoint(Checkpoint)
    }

    /// - Throws: `ProofError` with what is wrong with the line.
    static func read(_ line: ArraySlice<UInt8>) throws(ProofError) -> Line {
        if line.starts(with: entryHead) { return try entry(line) }
        let object: JSONObject
        do throws(JSONError) { object = try JSONObject(json: line) } catch { throw ProofError("is no JSON: \(error.reason)") }
        if let checkpoint = object["checkpoint"]?.objectValue { return .checkpoint(try self.checkpoint(checkpoint)) }
        guard object["format"] != nil else { throw ProofError("is neither a header nor an entry nor a checkpoint") }
        return .header(try header(object))
    }

    private static func entry(_ line: ArraySlice<UInt8>) throws(ProofError) -> Line {
        let tail = hashHead.count + 64 + hashTail.count
        guard line.count > entryHead.count + tail, line.suffix(tail).starts(with: hashHead), line.suffix(hashTail.count) == hashTail[...],
            let hash = Hexadecimal.bytes(String(decoding: line.suffix(64 + hashTail.count).prefix(64), as: UTF8.self))
        else { throw ProofError("is no entry with its hash") }
        let canonical = line.dropFirst(entryHead.count).dropLast(tail)
        let content: JSONObject
        do throws(JSONError) { content = try JSONObject(json: canonical) } catch { throw ProofError("is no entry: \(error.reason)") }
        return .entry(seq: try number(content, "seq"), content: content, canonical: canonical, hash: hash)
    }

    private static func header(_ object: JSONObject) throws(ProofError) -> Header {
        guard try text(object, "format") == format else {
            throw ProofError("has the format '\(try text(object, "format"))'; this program knows '\(format)'")
        }
        var key: VerifyingKey?
        if let text = object["publicKey"]?.stringValue { key = try KeyEncoding.bareKey(text) }
        return Header(
            journal: try text(object, "journal"), instance: try text(object, "instance"), at: try time(object),
            head: JournalHead(seq: try number(object, "entries"), hash: try bytes(object, "head")), key: key,
            floor: object["floor"]?.stringValue.flatMap(Classification.init), isExercise: object["exercise"]?.boolValue ?? false)
    }

    private static func checkpoint(_ object: JSONObject) throws(ProofError) -> Checkpoint {
        guard let signature = Base64.bytes(try text(object, "signature")) else { throw ProofError("has a signature that is no base64") }
        return Checkpoint(
            journal: try text(object, "journal"), instance: try text(object, "instance"), seq: try number(object, "seq"),
            hash: try bytes(object, "hash"), at: try time(object), key: try text(object, "key"), signature: signature)
    }

    private static func text(_ object: JSONObject, _ name: String) throws(ProofError) -> String {
        guard let text = object[name]?.stringValue else { throw ProofError("has no '\(name)'") }
        return text
    }

    private static func number(_ object: JSONObject, _ name: String) throws(ProofError) -> Int {
        guard let number = object[name]?.integerValue, number >= 0 else { throw ProofError("has no '\(name)'") }
        return Int(number)
    }

    private static func bytes(_ object: JSONObject, _ name: String) throws(ProofError) -> [UInt8] {
        guard let bytes = Hexadecimal.bytes(try text(object, name)), bytes.count == 32 else { throw ProofError("has no '\(name)'") }
        return bytes
    }

    private static func time(_ object: JSONObject) throws(ProofError) -> Instant {
        let text = try text(object, "at")
        do { return try Instant(text) } catch { throw ProofError("has no 'at'") }
    }
}
