import ArgumentParser
import CRRTDomain
import CRRTProtocol
import JournalProof
import Varlink

struct CheckExercise: Verb {
    static let configuration = CommandConfiguration(
        commandName: "check-exercise", abstract: "Lists people who serve in an exercise and in the real instance at the same time.",
        discussion: """
            For administrators, of two exported journals ('audit export' of each instance).
            No daemon is asked, and the two instances are not connected. Compared are the
            handles of people who are asked, agreed, ordered or out in both, in periods
            that overlap. Journals hold no names: a person whose nation gives them another
            handle in the exercise is not found.

            Exit status 1 if there is such a person, or if a journal does not hold.
            """,
        examples: ["check-exercise exercise.jsonl --against real.jsonl"])

    @Argument(help: "The exported journal of the exercise.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The exported journal of the real instance.", valueName: "file"), completion: .file())
    var against: String

    @OptionGroup(title: "Options of every verb")
    var globalOptions: GlobalOptions

    func perform(_ context: CommandContext) throws {
        let (exercise, real) = (try CheckExercise.read(file, isExercise: true), try CheckExercise.read(against, isExercise: false))
        let found = ServiceInBoth.find(exercise: exercise.services, real: real.services)
        let labels = [exercise.check.label, real.check.label]
        let marking = Marking(isExercise: false, classification: labels.compactMap(\.classification).max())
        if context.wantsJSON {
            context.screen.json(CheckExercise.json(found))
        } else if found.isEmpty {
            context.screen.page([.line("nobody serves in both at the same time")], marking: marking.line)
        } else {
            context.screen.page([.table(CheckExercise.table(found, context.times))], marking: marking.line)
        }
        let people = Set(found.map(\.expert)).count
        guard people == 0 else {
            throw Failure(
                .failed, "\(counted(people, "person serves", "people serve")) in the exercise and in the real instance at the same time",
                next:
                    "their nations decide, on one of the two: consent refuse or revoke before the order, tasking recall after it"
            )
        }
    }

    private static func read(_ path: String, isExercise: Bool) throws(Failure) -> ServicePeriods {
        var periods = ServicePeriods()
        var failure: Failure?
        try ProofFileReport.lines(of: path) { line in
            guard failure == nil else { return }
            do throws(Failure) { try periods.take(line) } catch { failure = error }
        }
        if let failure { throw Failure(.failed, "\(path): \(failure.text)") }
        var check = periods.check
        let verdict = check.finish()
        guard verdict.isIntact else {
            throw Failure(
                .failed, "\(path) does not hold", details: verdict.faults.map(\.text),
                next: "crrtctl audit verify --file \(ShellWord.path(path))")
        }
        guard check.header?.isExercise == isExercise else {
            throw Failure(
                .usage, isExercise ? "\(path) is of a real instance; name the exercise's first" : "\(path) is of an exercise, too",
                next: "crrtctl check-exercise EXERCISE.jsonl --against REAL.jsonl")
        }
        return periods
    }

    private static func table(_ found: [ServiceInBoth], _ times: TimeStyle) -> Table {
        Table(
            columns: [
                .text("EXPERT"), .text("EXERCISE"), .text("STATE"), .text("START"), .text("UNTIL"), .text("REAL"), .text("STATE"),
                .text("START"), .text("UNTIL"),
            ],
            rows: found.map { both in
                [both.expert.text]
                    + [both.exercise, both.real].flatMap { service in
                        [
                            service.tasking.description, service.state.rawValue, times.short(service.period.start.description),
                            times.short(service.period.end.description),
                        ]
                    }
            })
    }

    private static func json(_ found: [ServiceInBoth]) -> [UInt8] {
        func object(_ service: ServicePeriods.Service) -> JSONValue {
            .object(
                JSONObject([
                    .init(name: "tasking", value: .string(service.tasking.description)),
                    .init(name: "state", value: .string(service.state.rawValue)),
                    .init(name: "start", value: .string(service.period.start.description)),
                    .init(name: "until", value: .string(service.period.end.description)),
                ]))
        }
        let people = found.map { both in
            JSONValue.object(
                JSONObject([
                    .init(name: "expert", value: .string(both.expert.text)), .init(name: "exercise", value: object(both.exercise)),
                    .init(name: "real", value: object(both.real)),
                ]))
        }
        return JSONObject([.init(name: "people", value: .array(people))]).jsonBytes()
    }
}
