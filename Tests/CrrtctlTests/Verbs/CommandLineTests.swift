import ArgumentParser
import Testing

@testable import crrtctl

@Suite struct CommandLineTests {
    /// Options that every verb takes may stand before it.
    @Test(arguments: [
        (["status"], ["status"]),
        (
            ["-H", "duty@ops", "--json", "expert", "list", "--nation", "EST"],
            ["expert", "list", "-H", "duty@ops", "--json", "--nation", "EST"]
        ),
        (["--socket=/x", "expert", "--help"], ["expert", "--help"]),
        (["expert", "show", "--json=short", "EST-1"], ["expert", "show", "--json-short", "EST-1"]),
        (["request", "file", "-"], ["request", "file", "-"]), (["help", "expert"], ["help", "expert"]), (["--version"], ["--version"]),
        ([], []),
        // Between noun and verb, and on both sides.
        (["request", "--json", "list"], ["request", "list", "--json"]),
        (
            ["--as", "duty", "request", "--timeout", "5", "-q", "list", "--dtg"],
            ["request", "list", "--as", "duty", "--timeout", "5", "-q", "--dtg"]
        ),
        (["request", "--help"], ["request", "--help"]), (["--json", "request", "--foo", "list"], ["request", "--foo", "list"]),
        // What asks no daemon passes them over; what works on one takes what says which, and refuses it where it cannot.
        (["--instance", "exercise", "--no-pager", "version"], ["version"]), (["--as=duty", "completion", "bash"], ["completion", "bash"]),
        (["--instance", "exercise", "help", "match"], ["help", "match"]), (["--json", "--help"], ["--help"]),
        (["--socket", "/x", "consent", "--json", "new-key", "k"], ["consent", "new-key", "k"]),
        (["--instance", "exercise", "--no-pager", "-q", "restore", "b"], ["restore", "--instance", "exercise", "b"]),
        (["-H", "duty@ops", "restore", "b"], ["restore", "-H", "duty@ops", "b"]),
        (["--socket=/x", "--dtg", "bridge"], ["bridge", "--socket=/x"]),
    ])
    func normalized(words: [String], wanted: [String]) throws {
        #expect(try ArgumentNormalizer.normalized(words, root: Crrtctl.self) == wanted)
    }

    @Test(arguments: [
        (["expert", "lst"], "list"), (["reqest"], "request"), (["tasking", "propse", "X"], "propose"),
        (["--json=long", "status"], "--json=short"), (["--json", "short", "status"], "--json=short"),
        (["status", "--json", "short"], "--json=short"), (["help", "requst"], "near: request"),
        (["help", "request", "lst"], "of crrtctl request; near: list"),
        (["request", "submit", "--start", "-1d"], "write --start=-1d"), (["status", "--timeout", "-1"], "write --timeout=-1"),
        (["--timeout", "-1", "status"], "write --timeout=-1"), (["backup", "/x", "--keep", "-1"], "write --keep=-1"),
    ])
    func mistyped(words: [String], near: String) {
        #expect { try VerbParsing.command(words, root: Crrtctl.self) } throws: { error in
            guard let failure = error as? Failure else { return false }
            return failure.status == .usage && failure.text.contains(near)
        }
    }

    /// Options that mostly take a time that has passed take it behind a blank.
    @Test(arguments: [
        ["report", "readiness", "--at", "-1d"], ["report", "consents", "--at", "-1d"], ["match", "REQ-ALB-2026-0001", "--at", "-1d"],
        ["tasking", "depart", "TSK-ALB-2026-0001-1", "--at", "-1h"], ["audit", "log", "--since", "-3d"],
        ["request", "refer", "REQ-ALB-2026-0001", "--article", "4", "--by", "a", "--to", "b", "--at", "-3d"],
        ["request", "referral-outcome", "REQ-ALB-2026-0001", "1", "--outcome", "a", "--at", "-3d"],
    ])
    func past(words: [String]) throws {
        _ = try VerbParsing.command(words, root: Crrtctl.self)
    }

    /// A term that is typed as a correction is told apart from an option that there is not.
    @Test(arguments: [
        (["--start", "+48h"], "--start is a term"), (["--own-nationals"], "--own-nationals is a term"),
        (["--seat", "x"], "--seat is a term"),
    ])
    func terms(options: [String], words: String) {
        #expect { try VerbParsing.command(["request", "correct", "req-alb-2026-0001"] + options, root: Crrtctl.self) } throws: { error in
            guard let failure = error as? Failure else { return false }
            return failure.status == .usage && failure.text.contains(words)
                && failure.next == "crrtctl request amend REQ-ALB-2026-0001 \(options[0]) …"
        }
        #expect { try VerbParsing.command(["request", "correct", "REQ-ALB-2026-0001", "--strat", "x"], root: Crrtctl.self) } throws: {
            error in
            !(error is Failure)
        }
    }

    /// What is not alike is not named as if it could be meant.
    @Test(arguments: [["list"], ["help", "list"], ["request", "frobnicate"]]) func farFromAll(words: [String]) {
        #expect { try ArgumentNormalizer.normalized(words, root: Crrtctl.self) } throws: { error in
            guard let failure = error as? Failure else { return false }
            return failure.status == .usage && failure.text.contains("is no command of crrtctl") && !failure.text.contains("near")
        }
    }

    /// An alias may hold options of every verb; they may stand behind as well.
    @Test(arguments: [["version", "--json"], ["completion", "bash", "--instance", "exercise"], ["consent", "new-key", "k", "-q"]])
    func passedOver(words: [String]) throws {
        #expect(throws: Never.self) { try VerbParsing.command(words, root: Crrtctl.self) }
    }

    /// What the parser itself refuses exits with 64 too.
    @Test(arguments: [
        ["match"], ["match", "A", "--file", "B"], ["match", "A", "--why", "B", "--relax"], ["tasking", "propose", "R"],
        ["tasking", "propose", "R", "--candidate", "1", "--effect", "E"], ["tasking", "extend", "T"],
        ["tasking", "extend", "T", "--until", "2027-01-01"],
        ["request", "return", "R"], ["request", "list", "--state", "open"], ["consent", "grant", "T", "--kind", "all"],
        ["audit", "show", "x"], ["restore", "-H", "duty@ops", "b"], ["status", "--timeout", "0"],
        ["backup", ""], ["backup", "", "--keep", "7"],
    ])
    func usage(words: [String]) {
        #expect { try Crrtctl.parseAsRoot(words) } throws: { error in
            Crrtctl.exitCode(for: error).rawValue == crrtctl.ExitStatus.usage.rawValue
        }
    }

    /// A report's form is the one that is given, else the one that its file's name says.
    @Test(arguments: [
        (["--output", "r.html"], ReportFormat.html), (["--output", "/x/R.HTM"], .html), (["--output", "r.csv"], .csv),
        (["--output", "r.txt"], .table), ([], .table), (["--format", "table", "--output", "r.html"], .table),
        (["--format", "csv", "--output", "r.html"], .csv),
    ])
    func reportFormat(words: [String], format: ReportFormat) throws {
        #expect(try ReportReadiness.parse(words).options.format == format)
    }

    @Test func statusNumbers() {
        #expect(crrtctl.ExitStatus.allCases.map(\.rawValue) == [0, 1, 2, 3, 4, 64, 69, 75, 77, 78])
    }

    @Test func endpoints() throws {
        func endpoint(_ socket: String?, _ instance: String?, _ host: String?, _ variable: String? = nil) throws -> Endpoint {
            try Endpoint(socket: socket, instance: instance, host: host) { $0 == "CRRT_SOCKET" ? variable : nil }
        }
        #expect(try endpoint(nil, nil, nil) == .socket("/run/crrtd/io.crrtd"))
        #expect(try endpoint(nil, nil, nil, "/a") == .socket("/a"))
        #expect(try endpoint("/b", nil, nil, "/a") == .socket("/b"))
        #expect(try endpoint(nil, "exercise", nil, "/a") == .socket("/run/crrtd/exercise/io.crrtd"))
        #expect(try endpoint(nil, "exercise", "d@h") == .ssh(host: "d@h", bridge: "crrtctl bridge --instance exercise"))
        #expect(try endpoint("/it's $x", nil, "h") == .ssh(host: "h", bridge: "crrtctl bridge --socket '/it'\\''s $x'"))
        for refused in [("/a", "b", nil), (nil, "../x", nil), (nil, "", nil), (nil, nil, "-oProxyCommand=x")]
            as [(String?, String?, String?)]
        {
            #expect(throws: Failure.self) { try endpoint(refused.0, refused.1, refused.2) }
        }
    }

    @Test func idempotencyKeys() {
        var keys = IdempotencyKeys()
        let (first, second) = (keys.next(), keys.next())
        #expect(first.dropLast(2) == second.dropLast(2))
        #expect(first.hasSuffix("-1") && second.hasSuffix("-2") && first.utf8.count == 34)
        var others = IdempotencyKeys()
        #expect(others.next() != first)
    }
}
