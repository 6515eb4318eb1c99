import CRRTDomain
import Varlink

/// A list that may have come in pages, as values and as the daemon wrote it.
struct Listing<Record> {
    /// The member of the reply that holds the records: `experts`.
    let member: String
    var records: [Record] = []
    private(set) var marking: Marking?
    private var pages: [[UInt8]] = []

    init(member: String) { self.member = member }

    mutating func append<Reply>(_ records: [Record], _ page: Answer<Reply>) {
        // A last page that is empty says nothing about the pages before it.
        if let next = Marking(of: page.reply), !records.isEmpty || marking == nil { marking = marking?.joined(with: next) ?? next }
        self.records += records
        pages.append(page.raw)
    }

    /// Drops the other records, from the document as well. The marking stays that of the whole list.
    mutating func keep(_ isWanted: (Record) -> Bool) {
        let kept = zip(records, elements).filter { isWanted($0.0) }
        records = kept.map(\.0)
        pages = [document(of: kept.map(\.1))]
    }

    /// The reply as one document: the only page as it came, or the pages joined, their other lists too, without the mark of where the
    /// next one begins.
    var document: [UInt8] {
        pages.count == 1 ? pages[0] : document(of: elements)
    }

    private func document(of elements: [JSONValue]) -> [UInt8] {
        var document = JSONObject([.init(name: member, value: .array(elements))])
        for other in pages.compactMap({ try? JSONObject(json: $0) }).flatMap(\.members) where other.name != member {
            guard let more = other.value.arrayValue else { continue }
            document[other.name] = .array((document[other.name]?.arrayValue ?? []) + more)
        }
        document["marking"] = marking.flatMap(\.json)
        return document.jsonBytes()
    }

    /// Every record as the daemon wrote it.
    var elements: [JSONValue] {
        pages.flatMap { page in (try? JSONObject(json: page))?[member]?.arrayValue ?? [] }
    }
}

extension Marking {
    /// As the contract writes it.
    var json: JSONValue? {
        guard let classification else { return nil }
        var object = JSONObject([.init(name: "classification", value: .string(classification.rawValue))])
        object["releasableTo"] = releasableTo.map { .array($0.map { .string($0) }) }
        object["exercise"] = .bool(isExercise)
        if hasNoDuff { object["noDuff"] = .bool(true) }
        return .object(object)
    }
}
