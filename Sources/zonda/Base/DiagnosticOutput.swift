import Foundation
import Reports
import ScenarioLanguage

/// Shows what the compiler has to say.
enum DiagnosticOutput {
    /// Prints the diagnostics of a compilation to standard error; `quiet` leaves all but errors out.
    static func print(_ compilation: Compilation, quiet: Bool = false) {
        print(compilation.diagnostics, sources: compilation.sources, quiet: quiet)
    }

    /// Prints diagnostics about these texts to standard error; `quiet` leaves all but errors out.
    static func print(_ diagnostics: [Diagnostic], sources: [SourceFile], quiet: Bool = false) {
        let shown = diagnostics.filter { !quiet || $0.severity == .error }
        guard !shown.isEmpty else { return }
        let renderer = DiagnosticRenderer(
            sources: sources,
            color: Console.style(of: STDERR_FILENO).isEnabled,
            width: Console.size(of: STDERR_FILENO).columns
        )
        Console.note(renderer.render(shown) + "\n")
    }
}
