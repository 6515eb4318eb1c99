import CRRTDomain
import CRRTProtocol
import Varlink

/// A field of a request, and the question that asks for it.
struct RequestQuestion: Sendable {
    enum Form: Sendable {
        /// One line of text, converted to a value. The instants are now and the start that was answered, if it was.
        case line(@Sendable (String, Instant, Instant?) throws(InvalidField) -> JSONValue)
        /// A choice of these names, each with its meaning.
        case choice([(name: String, meaning: String)])
        /// The seats, one after another.
        case seats
    }

    /// The name of the field, or the path to it: `incident.class`.
    var field: String
    var text: String
    /// The explanation that `?` shows.
    var help: String
    var form: Form
    var isRequired = true
    /// The suggested answer, which Enter takes; nil for none.
    var suggestion: @Sendable (JSONObject, Instant) -> String? = { _, _ in nil }
    /// Whether the question applies, given the answers so far.
    var applies: @Sendable (JSONObject) -> Bool = { _ in true }
    /// What stands between the elements of a list, typed and shown.
    var separator = " "

    /// The questions in the order in which they are asked, required fields first.
    static let all: [RequestQuestion] = [
        RequestQuestion(
            field: "nation", text: "Requesting nation", help: "The code of the nation that asks for help, such as EST.",
            form: .line { (text, _, _) throws(InvalidField) in .string(try WordInput.nation(text)) }),
        RequestQuestion(
            field: "title", text: "What is it about, in one line",
            help: "It stands in every list: what was hit and how, such as 'Wiper at the ministry of health'. No names of people.",
            form: .line { (text, _, _) in .string(text) }),
        RequestQuestion(
            field: "summary", text: "What has happened", help: "A sentence or two for the nations that are asked. Enter leaves it out.",
            form: .line { (text, _, _) in .string(text) }, isRequired: false),
        RequestQuestion(
            field: "classification", text: "Label",
            help: "The classification of this request itself; the people need clearances of their own.",
            form: .choice([
                ("NU", "unclassified"), ("NR", "restricted"), ("NC", "confidential"), ("NS", "secret"), ("CTS", "cosmic top secret"),
            ]), suggestion: { _, _ in "NR" }),
        RequestQuestion(
            field: "releasableTo", text: "Releasable to",
            help: "Nations or groups that may know of it; only they are asked. Such as NATO, or EST LVA LTU.",
            form: .line { (text, _, _) in .array(WordInput.names(text).map { .string($0) }) }, suggestion: { _, _ in "NATO" }),
        RequestQuestion(
            field: "precedence", text: "How urgent",
            help: "As in messages: it orders the lists, and decides nothing.",
            form: .choice([("routine", "days"), ("priority", "hours"), ("immediate", "now"), ("flash", "drop everything")]),
            suggestion: { _, _ in "routine" }),
        RequestQuestion(
            field: "mode", text: "How can the work be done", help: "on site, from where they are, or either.",
            form: .choice([("onSite", "there"), ("remote", "from home"), ("both", "either")]), suggestion: { _, _ in "both" }),
        RequestQuestion(
            field: "location", text: "Where", help: "A place name, such as Tirana. Enter leaves it out.",
            form: .line { (text, _, _) in .string(text) }, isRequired: false, applies: { $0["mode"]?.stringValue != "remote" }),
        RequestQuestion(
            field: "start", text: "When does the work begin", help: times,
            form: .line { (text, now, _) throws(InvalidField) in .string(try TimeInput.text(text, now: now)) },
            suggestion: { _, _ in "+48h" }),
        RequestQuestion(
            field: "end", text: "When does it end", help: times + " +14d is 14 days after the start.",
            form: .line { (text, now, start) throws(InvalidField) in .string(try TimeInput.text(text, now: now, after: start)) },
            suggestion: { request, _ in
                request["start"]?.stringValue.flatMap { try? Instant($0) }.map { $0.adding(days: 14).description.prefix(16) + "Z" }
            }),
        RequestQuestion(
            field: "seats", text: "Who is needed? A skill by word or code, such as malware",
            help:
                "Plain words find skills: active directory, wiper, scada. Or a whole seat: \(SeatInput.form). Enter ends the list.",
            form: .seats),
    ]

    /// Fields that most requests leave out. They are asked for only if the user wants to.
    static let more: [RequestQuestion] = [
        RequestQuestion(
            field: "severity", text: "How severe", help: "As a lawyer would brief it; it informs priority and decides nothing.",
            form: .choice([("belowThreshold", ""), ("grayZone", ""), ("clearTrigger", "")]), isRequired: false),
        RequestQuestion(
            field: "sector", text: "Sector", help: "Such as energy, health or government.", form: .line { (text, _, _) in .string(text) },
            isRequired: false),
        RequestQuestion(
            field: "replyBy", text: "When is an answer needed", help: times,
            form: .line { (text, now, _) throws(InvalidField) in .string(try TimeInput.text(text, now: now)) }, isRequired: false),
        RequestQuestion(
            field: "maxNoticeHours", text: "Longest notice that helps, such as 48h or 2d",
            help: "Who needs longer to set off is not considered.",
            form: .line { (text, _, _) throws(InvalidField) in
                .integer(Int64(try WordInput.hours(text)))
            }, isRequired: false),
        RequestQuestion(
            field: "excludes", text: "Nations that are not asked", help: "Codes, such as EST LVA.",
            form: .line { (text, _, _) in .array(WordInput.names(text).map { .string($0) }) }, isRequired: false),
        RequestQuestion(
            field: "ownNationals", text: "May your own experts be chosen, too", help: "Your nation's own people, as well as the others'.",
            form: .choice([("no", ""), ("yes", "")]), isRequired: false),
        RequestQuestion(
            field: "languages", text: "Languages, each with its STANAG 6001 profile", help: "Such as eng:3332 fra:2222.",
            form: .line { (text, _, _) throws(InvalidField) in
                var members: [JSONObject.Member] = []
                for word in text.split(separator: " ") {
                    let (code, profile) = try WordInput.language(String(word))
                    members.append(.init(name: code, value: .string(profile)))
                }
                return .object(JSONObject(members))
            }, isRequired: false),
        RequestQuestion(
            field: "effects", text: "Kinds of effect that are needed", help: "Such as sinkhole; several with blanks between them.",
            form: .line { (text, _, _) in .array(text.split(separator: " ").map { .string(String($0)) }) }, isRequired: false),
    ]

    /// An answer as the user could have typed it.
    func typed(_ value: JSONValue) -> String {
        switch value {
        case .string(let text): text
        case .array(let elements): elements.map(typed).joined(separator: separator)
        case .object(let object): object.members.map { "\($0.name):\(typed($0.value))" }.joined(separator: " ")
        case .bool(let flag): flag ? "yes" : "no"
        case .null, .integer, .number: value.jsonString()
        }
    }

    private static let times = "Such as +48h, +3d, 06:00Z, monday 06:00Z, 2027-03-01 06:00Z or 010600Z MAR 27."
}
