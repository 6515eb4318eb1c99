/// An entry in the log of the room: a note, a team's situation report or a lesson. Its texts stand outside the journal and can be erased.
public struct Note: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable, CaseIterable { case note, report, lesson }

    /// The facts of a situation report.
    public struct Report: Sendable, Hashable {
        /// The time that it is about.
        public var period: Period
        /// The hours worked by all people together; nil where nothing is said.
        public var hours: Int?
        /// When the next report is due; nil for none.
        public var nextDue: Instant?

        public init(period: Period, hours: Int? = nil, nextDue: Instant? = nil) {
            self.period = period
            self.hours = hours
            self.nextDue = nextDue
        }
    }

    /// The facts of a lesson.
    public struct Lesson: Sendable, Hashable {
        /// The day by which it is to be learned, UTC.
        public var by: CalendarDate
        /// When it was done; nil while it is open.
        public var doneAt: Instant?
        /// Who said so; nil while it is open.
        public var doneBy: Principal?

        public init(by: CalendarDate, doneAt: Instant? = nil, doneBy: Principal? = nil) {
            self.by = by
            self.doneAt = doneAt
            self.doneBy = doneBy
        }
    }

    /// What people wrote. An erasure removes all of it.
    public struct Texts: Sendable, Hashable {
        /// The note, the summary of the report, or the lesson; at most 4000 bytes.
        public var text: String
        /// What a team that reports needs, at most 4000 bytes; nil where nothing is said.
        public var needs: String?
        /// Who answers for a lesson, at most 200 bytes; nil for what is no lesson.
        public var owner: String?

        /// - Parameter field: What the contract calls the text, for errors.
        /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
        public init(_ text: String, field: String = "text", needs: String? = nil, owner: String? = nil) throws(InvalidField) {
            self.text = try FieldValidation.requiredText(text, field, Note.longestText)
            self.needs = try FieldValidation.text(needs, "needs", Note.longestText)
            self.owner = try FieldValidation.text(owner, "owner", 200)
        }
    }

    /// The longest text of a note, in UTF-8 bytes.
    public static let longestText = 4000
    /// The most hours that one report counts: a team of 40 at work for a year.
    public static let mostHours = 40 * 8760

    /// Drawn by the daemon.
    public var id: NoteID
    /// What it is.
    public var kind: Kind
    /// What it is about.
    public var subject: NoteSubject
    /// For whom it is. The operations centre reads all of them.
    public var to: Reader
    /// Who wrote it.
    public var by: Principal
    /// The nation for which a contact point wrote it, which reads it too; nil where the operations centre did.
    public var nation: NationCode?
    /// When it was added.
    public var at: Instant
    /// What they wrote; nil once it is erased.
    public var texts: Texts?
    /// The facts of a report; nil for what is none.
    public var report: Report?
    /// The facts of a lesson; nil for what is none.
    public var lesson: Lesson?
    /// When the text was erased; nil where it was not.
    public var erasedAt: Instant?
    /// Who erased it; nil where it was not erased.
    public var erasedBy: Principal?

    /// - Parameters:
    ///   - report: Makes it a situation report.
    ///   - lesson: Makes it a lesson.
    /// - Throws: `InvalidField` with the name of the first field whose value is not allowed.
    public init(
        id: NoteID, subject: NoteSubject, to: Reader, by: Principal, nation: NationCode? = nil, at: Instant, texts: Texts?,
        report: Report? = nil, lesson: Lesson? = nil
    ) throws(InvalidField) {
        if let hours = report?.hours, !(0...Note.mostHours).contains(hours) {
            throw InvalidField("hours", "is \(hours); 0 to \(Note.mostHours) hours are allowed")
        }
        if let report, let nextDue = report.nextDue, nextDue <= report.period.start {
            throw InvalidField("nextDue", "\(nextDue) is not after the start of the time that it reports, \(report.period.start)")
        }
        if lesson != nil, let texts, texts.owner == nil { throw InvalidField("owner", "is empty; say who answers for it") }
        self.id = id
        kind = report != nil ? .report : lesson != nil ? .lesson : .note
        self.subject = subject
        self.to = to
        self.by = by
        self.nation = nation
        self.at = at
        self.texts = texts
        self.report = report
        self.lesson = lesson
    }

    /// Without what people wrote.
    ///
    /// - Parameters:
    ///   - principal: Who erases it.
    ///   - now: When they do.
    public func erased(by principal: Principal, at now: Instant) -> Note {
        var next = self
        (next.texts, next.erasedAt, next.erasedBy) = (nil, now, principal)
        return next
    }
}
