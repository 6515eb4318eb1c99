import ArgumentParser

struct RequestNoun: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Requests for assistance.",
        subcommands: [
            RequestSubmit.self, RequestList.self, RequestShow.self, RequestValidate.self, RequestReturn.self, RequestAmend.self,
            RequestCancel.self, RequestClose.self,
        ])
}
