import CRRTDomain
import CRRTProtocol
import CRRTTestSupport
import Testing
import Varlink

/// The daemon of the shift, and what was filed in it.
struct Shift {
    let daemon: RunningDaemon
    /// The requests: not validated, waiting for an answer, with people out.
    private(set) var (new, asked, out) = ("", "", "")
    private(set) var (asking, serving) = ("", "")

    static func with(_ body: (Shift) throws -> Void) throws {
        try RunningDaemon.with(ExerciseDesk.site) { daemon in
            var shift = Shift(daemon: daemon)
            try shift.fill()
            try body(shift)
        }
    }

    private init(daemon: RunningDaemon) { self.daemon = daemon }

    func run(_ who: String, _ words: [String], input: String = "") throws -> ProgramRun {
        try daemon.crrtctl(words + ["--as", who], input: input)
    }

    /// What a command says that succeeds. Words stand between single spaces.
    @discardableResult
    func type(_ who: String, _ command: String, _ texts: String..., input: String = "", place: SourceLocation = #_sourceLocation)
        throws -> String
    {
        let run = try run(who, command.split(separator: " ").map(String.init) + texts, input: input)
        #expect(run.status == 0, "\(command): \(run.errors)", sourceLocation: place)
        return run.output
    }

    private func file(_ title: String, _ start: Instant, _ end: Instant) throws -> String {
        var terms = SmallWorld.terms(from: 0, days: 1)
        (terms.title, terms.location, terms.start, terms.end) = (title, "Tirana", start.description, end.description)
        let filed = try type("ncp-alb", "request submit - --json", input: terms.jsonString())
        return try #require(try Requests.Submit.Reply(json: filed).request.id)
    }

    private func propose(_ request: String, _ expert: String) throws -> String {
        try type("duty-desk", "request validate \(request)")
        let proposed = try type("duty-desk", "tasking propose \(request) --expert \(expert)@0 --reply-by +3h --json")
        let tasking = try Taskings.Propose.Reply(json: proposed).tasking.id
        try type("ncp-est", "consent grant \(tasking)")
        return tasking
    }

    private mutating func fill() throws {
        let now = RealClock.now
        let lines = ["EST-0001", "EST-0002"].map { id in
            var expert = SmallWorld.expert(id)
            expert.offer = .init(state: .offered, validFrom: now.adding(days: -30).description)
            return Roster.Record(expert: expert).jsonString()
        }
        try type("ncp-est", "roster import - --format jsonl --yes", input: lines.joined(separator: "\n") + "\n")
        try type("ncp-est", "standby put --id EST-STB-1 --experts EST-0001 --start=-1h --end +7d --tier first --notice 2h")
        out = try file("Ministry", now.adding(days: -1), now.adding(hours: 5))
        serving = try propose(out, "EST-0002")
        try type("ncp-alb", "consent grant \(serving)")
        try type("releasing-authority", "tasking order \(serving)")
        try type("duty-desk", "tasking depart \(serving)")
        try type("duty-desk", "tasking begin \(serving)")
        try type("duty-desk", "tasking report \(serving) --from=-2h --until=-1h --next +4h --summary", "Two of three sites are back")
        asked = try file("Hospitals", now.adding(days: 3), now.adding(days: 9))
        asking = try propose(asked, "EST-0001")
        new = try file("Broadcaster", now.adding(days: 4), now.adding(days: 9))
        try type("duty-desk", "note add \(asked)", "Ask for Ms Hoxha")
        try type("duty-desk", "lesson add \(out)", "Ask for the network plan", "--owner", "duty-desk", "--by", "+0h")
        try type("ncp-alb", "no-duff raise", "Fire in building 4")
    }
}
