/// The patterns of what scripts do, made once for an import: making one costs more than using it.
struct PostmanPatterns {
    let testStart = /pm\.test\(.*(?:=>|function\s*\(\s*\))\s*\{/
    let testLine = /^pm\.test\(.*?(?:=>|function\s*\(\s*\))\s*\{?(.+?)\}?\s*\)$/

    // Parts of the answer.
    let unpacking = /(?:var|let|const)\s*\{([A-Za-z0-9_ ,]+)\}\s*=\s*(.+)/
    let assignment = /(?:(?:var|let|const)\s+)?([A-Za-z0-9_]+)\s*=\s*(.+)/
    let body = /(?:await\s+)?(?:pm\.response\.json\(\)|JSON\.parse\(\s*responseBody\s*\))/
    let identifier = /[A-Za-z_$][A-Za-z0-9_$]*/
    let member = /\??\.([A-Za-z_][A-Za-z0-9_]*)(?![A-Za-z0-9_]*\s*\()/
    let index = /(?:\?\.)?\[([0-9]{1,6})\]/
    let quotedMember = /\[["']([A-Za-z0-9_ \-]+)["']\]/
    let header = /pm\.response\.headers\.get\(["']([A-Za-z0-9_\-]+)["']\)/
    let set =
        /pm\.(?:environment|collectionVariables|globals|variables)\.set\(\s*["']([A-Za-z0-9_\-.]+)["']\s*,\s*(.+?)\s*\)/
    let oldSet = /postman\.set(?:Environment|Global)Variable\(\s*["']([A-Za-z0-9_\-.]+)["']\s*,\s*(.+?)\s*\)/

    // Checks.
    let statuses = [
        /pm\.response\.to\.have\.status\(\s*([0-9]{3})\s*\)/,
        /pm\.expect\(\s*pm\.response\.code\s*\)\.to\.(?:be\.)?(?:eql|equal|equals|eq)\(\s*([0-9]{3})\s*\)/,
        /responseCode\.code\s*={2,3}\s*([0-9]{3})/,
    ]
    let statusList = /pm\.expect\(\s*pm\.response\.code\s*\)\.to\.be\.oneOf\(\s*\[([0-9 ,]+)\]/
    let ok = /pm\.response\.to\.be\.(?:ok|success)\b/
    let isJSON = /pm\.response\.to\.be\.json\b/
    let hasHeader = /pm\.response\.to\.have\.header\(\s*["']([A-Za-z0-9_\-]+)["']\s*\)/
    let responseTime =
        /pm\.expect\(\s*pm\.response\.responseTime\s*\)\.to\.be\.(?:below|lessThan)\(\s*([0-9]{1,8})\s*\)/
    let expectation = /pm\.expect\(\s*(.+?)\s*\)\.(?:to|is)\.(.+)/
}
