import Varlink

/// A list that may have come in pages, as values and as the daemon wrote it.
struct Listing<Record> {
    /// The member of the reply that holds the records: `experts`.
    let member: String
    var records: [Record] = []
    private var pages: [[UInt8]] = []

    init(member: String) { self.member = member }

    mutating func append(_ records: [Record], _ page: [UInt8]) {
        self.records += records
        pages.append(page)
    }

    /// The reply as one document: the only page as it came, or the pages joined, without the mark of where the next one begins.
    var document: [UInt8] {
        if pages.count == 1 { return pages[0] }
        return JSONObject([.init(name: member, value: .array(elements))]).jsonBytes()
    }

    /// Every record as the daemon wrote it.
    var elements: [JSONValue] {
        pages.flatMap { page in (try? JSONObject(json: page))?[member]?.arrayValue ?? [] }
    }
}
