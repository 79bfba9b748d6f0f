import Foundation

/// Why a file cannot be read, in words without the file's name.
enum FileFailure {
    static func describe(_ error: any Error) -> String {
        let failure = error as NSError
        if failure.domain == NSCocoaErrorDomain {
            switch CocoaError.Code(rawValue: failure.code) {
            case .fileReadNoSuchFile, .fileNoSuchFile: return "there is no such file"
            case .fileReadNoPermission: return "reading it is not permitted"
            default: break
            }
        }
        if let error = error as? FileTooLarge { return error.description }
        return "it cannot be read"
    }
}
