import Glibc

// Writes the corpus of answers into a folder, one file a row, as seeds of the fuzzer.
guard CommandLine.arguments.count == 2 else { exit(64) }
for (number, answer) in AnswerCorpus.all.enumerated() where answer.bytes.count < 4_000 {
    let path = "\(CommandLine.arguments[1])/\(number)"
    guard let file = fopen(path, "w") else { exit(73) }
    let bytes = [answer.method == "HEAD" ? 1 : 0] + answer.bytes
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
}
