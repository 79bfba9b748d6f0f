/// Static files, by what browsers, media types or names say.
enum AssetKind {
    private static let resources = [
        "script": "scripts", "stylesheet": "styles", "image": "images", "font": "fonts", "media": "media files",
        "manifest": "manifests", "texttrack": "media files",
    ]
    private static let endings = [
        "js": "scripts", "mjs": "scripts", "css": "styles", "png": "images", "jpg": "images", "jpeg": "images",
        "gif": "images", "svg": "images", "webp": "images", "avif": "images", "ico": "images", "woff": "fonts",
        "woff2": "fonts", "ttf": "fonts", "otf": "fonts", "eot": "fonts", "mp4": "media files", "webm": "media files",
        "mp3": "media files", "map": "source maps", "webmanifest": "manifests",
    ]

    static func of(resourceType: String, mediaType: String, path: String) -> String? {
        if let kind = resources[resourceType] { return kind }
        if mediaType.hasPrefix("image/") { return "images" }
        if mediaType.hasPrefix("font/") || mediaType.contains("font-") { return "fonts" }
        if mediaType.hasPrefix("audio/") || mediaType.hasPrefix("video/") { return "media files" }
        if mediaType.hasSuffix("/javascript") || mediaType.hasSuffix("/x-javascript") { return "scripts" }
        if mediaType == "text/css" { return "styles" }
        return of(path: path)
    }

    /// By the ending of a path's last segment.
    static func of(path: some StringProtocol) -> String? {
        guard let last = path.split(separator: "/").last, let dot = last.lastIndex(of: ".") else { return nil }
        return endings[last[last.index(after: dot)...].lowercased()]
    }
}
