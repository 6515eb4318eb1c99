import Foundation
import PackagePlugin

/// Makes the Swift types of every `.varlink` file of a target before the target is compiled, one file for each.
@main
struct VarlinkPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        guard let module = target.sourceModule else { return [] }
        let generator = try context.tool(named: "VarlinkGenerator")
        return module.sourceFiles(withSuffix: ".varlink").map { file in
            let name = file.url.deletingPathExtension().lastPathComponent
            let output = context.pluginWorkDirectoryURL.appending(path: "\(name).varlink.swift")
            return .buildCommand(
                displayName: "Generating the types of \(name).varlink",
                executable: generator.url,
                arguments: [file.url.path(percentEncoded: false), output.path(percentEncoded: false)],
                inputFiles: [file.url],
                outputFiles: [output])
        }
    }
}
