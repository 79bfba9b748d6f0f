import Foundation

extension String {
    /// The scalars of the text in canonical decomposition.
    var decomposedScalars: String.UnicodeScalarView { decomposedStringWithCanonicalMapping.unicodeScalars }
}
