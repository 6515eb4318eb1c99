import CRRTDomain
import Varlink

/// The questions about fields that few requests state. They are not asked by themselves, but can be answered on the review.
extension RequestQuestion {
    static let rest: [RequestQuestion] = [
        RequestQuestion(
            field: "mission", text: "What is the team to do", help: "A part of the terms that nations agree to.",
            form: .choice([("respond", ""), ("prevent", ""), ("assess", ""), ("exercise", "")]), isRequired: false),
        RequestQuestion(
            field: "legalBasis", text: "The rules under which foreign people work there",
            help: "By reference, such as NATO SOFA or an MoU.",
            form: line, isRequired: false),
        RequestQuestion(
            field: "costRule", text: "Who pays for what", help: "Such as 'costs lie where they fall'. A part of the terms.", form: line,
            isRequired: false),
        RequestQuestion(
            field: "costEstimate", text: "What it may cost", help: "For information, such as 40000 EUR.", form: line, isRequired: false),
        RequestQuestion(
            field: "noPartners", text: "Are experts of companies to be left out", help: "People of industry, whose nation offers them.",
            form: .choice([("no", ""), ("yes", "")]), isRequired: false),
        RequestQuestion(
            field: "shareWith", text: "Who is made aware of it without being asked",
            help: "Nations or groups that may know, such as LVA LTU. They read title, label, times and state.",
            form: names, isRequired: false),
        RequestQuestion(
            field: "campaigns", text: "Campaigns that it is taken for a part of", help: "By id; 'crrtctl campaign list' has them.",
            form: .line { (text, _, _) in .array(WordInput.names(text).map { .string($0) }) }, isRequired: false),
        lines("references", "Where else is it written down", "A ticket, a message."),
        RequestQuestion(
            field: "incident.class", text: "Class of the incident",
            help: "Such as availability.ddos; 'crrtctl incident-class list WORDS' finds it.", form: line, isRequired: false),
        RequestQuestion(
            field: "incident.sectors", text: "Sectors by code", help: "Such as I.1.a I.5; 'crrtctl sector list WORDS' finds them.",
            form: .line { (text, _, _) in .array(text.split { $0 == " " || $0 == "," }.map { .string(String($0)) }) }, isRequired: false),
        lines("incident.entities", "Affected organisations", "By name."),
        RequestQuestion(field: "incident.began", text: "When did it begin", help: past, form: time, isRequired: false),
        RequestQuestion(field: "incident.found", text: "When was it found", help: past, form: time, isRequired: false),
        RequestQuestion(
            field: "incident.impact.people", text: "How many people are affected", help: "A number, such as 12000.",
            form: .line { (text, _, _) throws(InvalidField) in .integer(Int64(try WordInput.count(text))) }, isRequired: false),
        lines("incident.impact.services", "Services that are out or degraded", "By name."),
        RequestQuestion(
            field: "incident.impact.spillOver", text: "Other nations that it reaches",
            help: "Codes, such as EST LVA. It is not released to them by this.", form: names, isRequired: false),
        RequestQuestion(
            field: "incident.measures", text: "What has been done about it", help: "A sentence or two.", form: line, isRequired: false),
        lines("incident.otherHelp", "Other help under way", "The EU Reserve, UCPM, a vendor."),
        RequestQuestion(
            field: "incident.attribution.note", text: "Who is thought to be behind it", help: "And on what grounds.", form: line,
            isRequired: false),
        RequestQuestion(
            field: "incident.attribution.confidence", text: "How sure is that", help: "Of the attribution; low until it is answered.",
            form: .choice([("low", ""), ("moderate", ""), ("high", "")]), applies: { $0[path: "incident.attribution.note"] != nil }),
    ]

    /// The fields that are answered with yes or no.
    static let flags: Set = ["ownNationals", "noPartners"]

    private static let line = Form.line { (text, _, _) in .string(text) }
    private static let names = Form.line { (text, _, _) in .array(WordInput.names(text).map { .string($0) }) }
    private static let time = Form.line { (text, now, _) throws(InvalidField) in
        .string(try TimeInput.past(text, now: now).description)
    }
    private static let past = "Such as -36h, 'yesterday 22:00Z' or 2027-03-01 06:00Z."

    /// A list whose elements may hold blanks.
    private static func lines(_ field: String, _ text: String, _ help: String) -> RequestQuestion {
        RequestQuestion(
            field: field, text: text, help: help + " Several with ; between them.",
            form: .line { (text, _, _) in
                .array(
                    text.split(separator: ";").map { String($0.trimmingPrefix { $0 == " " }) }.filter { !$0.isEmpty }.map { .string($0) })
            }, isRequired: false, separator: "; ")
    }
}
