import Dispatch
public import LoadMetrics

extension LoadRun {
    /// Makes the whole run: setup, the load, teardown. A run is made once.
    ///
    /// Cancelling the task ends the load as ``stop(reason:)`` does, so the record says that it was interrupted.
    /// - Parameter observer: told about once a second, on a private queue.
    /// - Returns: The record, which is also in the run's folder.
    /// - Throws: ``GeneratorError`` when nothing answers at the target, setup fails or the results cannot be written.
    public func run(
        observer: @escaping @Sendable (LiveState) -> Void = { _ in }
    ) async throws(GeneratorError) -> RunRecord {
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Setup waits for answers: not on a thread that tasks share.
                DispatchQueue.global().async { self.begin(observer: observer) { continuation.resume(returning: $0) } }
            }
        } onCancel: {
            stop(reason: "the task was cancelled")
        }
        return try result.get()
    }

    private func begin(
        observer: @escaping @Sendable (LiveState) -> Void,
        completion: @escaping @Sendable (Result<RunRecord, GeneratorError>) -> Void
    ) {
        do throws(GeneratorError) {
            try preflight()
            try setUp()
        } catch {
            _ = tearDown()
            return completion(.failure(error))
        }
        start(observer: observer) { result in
            // Teardown waits too, and this queue is the collector's.
            DispatchQueue.global().async {
                _ = self.tearDown()
                completion(result)
            }
        }
    }
}
