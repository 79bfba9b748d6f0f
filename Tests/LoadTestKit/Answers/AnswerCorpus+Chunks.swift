extension AnswerCorpus {
    /// RFC 9112 section 7.1.
    static let chunks = #"""
        # one chunk | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n
        # no chunk | GET | 200 keep |
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n
        # three chunks | GET | 200 keep | abcdef
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2\r\nbc\r\n3\r\ndef\r\n0\r\n\r\n
        # 500 chunks | GET | 200 keep | \{ab*500}
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\{2\r\nab\r\n*500}0\r\n\r\n
        # a chunk of 70,000 bytes | GET | 200 keep | \{abcdefg*10000}
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11170\r\n\{abcdefg*10000}\r\n0\r\n\r\n
        # a size in small letters | GET | 200 keep | abcdefghijk
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nb\r\nabcdefghijk\r\n0\r\n\r\n
        # a size in capitals | GET | 200 keep | abcdefghijk
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nB\r\nabcdefghijk\r\n0\r\n\r\n
        # a size with zeros in front | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0002\r\nok\r\n0000\r\n\r\n
        # a size of 16 digits | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0000000000000002\r\nok\r\n0\r\n\r\n
        # blanks after a size | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2   \r\nok\r\n0  \r\n\r\n
        # an extension | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a=b\r\nok\r\n0\r\n\r\n
        # an extension without a value | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a\r\nok\r\n0;last\r\n\r\n
        # an extension in quotes | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a="b;c d"\r\nok\r\n0\r\n\r\n
        # blanks around an extension | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2 ; a = b\r\nok\r\n0\r\n\r\n
        # an extension of 10,000 bytes | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;\{a*10000}\r\nok\r\n0\r\n\r\n
        # a trailer | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n
        # several trailers | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTrailer: A, B\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nA: 1\r\nB: 2\r\n\r\n
        # a folded trailer | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nA: 1\r\n 2\r\n\r\n
        # a trailer that means nothing there | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nContent-Length: 9\r\nConnection: close\r\n\r\n
        # chunks in line feeds | GET | 200 keep | ok
        HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nok\n0\n\n
        # data with line breaks | GET | 200 keep | a\r\n0\r\n\r\nb
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\na\r\n0\r\n\r\nb\r\n0\r\n\r\n
        # chunks in pieces | GET | 200 keep | abcdef
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\p\r\nab\pc\r\p\n3\r\ndef\r\n\p0\r\n\p\r\n
        # the coding in capitals | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED\r\n\r\n2\r\nok\r\n0\r\n\r\n
        # the coding in a list | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: identity, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n
        # the coding identity | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nok
        # chunks and a close | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\nok\r\n0\r\n\r\n\$
        # chunks and a length | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n\$
        # a length and chunks | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n2\r\nok\r\n0\r\n\r\n\$
        # chunks in version 1.0 | GET | 200 close | ok
        HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n\$
        """#

    /// Chunks that are broken.
    static let chunkFaults = #"""
        # a size that is not hexadecimal | GET | fail chunkSize
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nok\r\n0\r\n\r\n\$
        # an empty size | GET | fail chunkSize
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\nok\r\n0\r\n\r\n\$
        # a blank before a size | GET | fail chunkSize
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n 2\r\nok\r\n0\r\n\r\n\$
        # a negative size | GET | fail chunkSize
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\nok\r\n0\r\n\r\n\$
        # a size with a sign | GET | fail chunkSize
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+2\r\nok\r\n0\r\n\r\n\$
        # a size with 0x | GET | fail chunkSize
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x2\r\nok\r\n0\r\n\r\n\$
        # a size with a letter after it | GET | fail chunkSize
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2g\r\nok\r\n0\r\n\r\n\$
        # an extension without a semicolon | GET | fail chunkSize
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2 a\r\nok\r\n0\r\n\r\n\$
        # a semicolon without a size | GET | fail chunkSize
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n;a=b\r\nok\r\n0\r\n\r\n\$
        # no chunks at all | GET | fail chunkSize
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<html></html>\$
        # a size of 17 digits | GET | fail chunkSizeTooLarge
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n00000000000000002\r\nok\r\n0\r\n\r\n\$
        # a size of 2^64-1 | GET | fail chunkSizeTooLarge
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nok\r\n0\r\n\r\n\$
        # a size of 2^63 | GET | fail chunkSizeTooLarge
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8000000000000000\r\nok\r\n0\r\n\r\n\$
        # a size of 2^63-1 | GET | fail closedInChunks
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nok\r\n0\r\n\r\n\$
        # a chunk that is too short | GET | fail closedInChunks
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nok\r\n0\r\n\$
        # a chunk that is too long | GET | fail chunkEnd
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nok\r\n0\r\n\r\n\$
        # no line break after a chunk | GET | fail chunkEnd
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok0\r\n\r\n\$
        # two carriage returns after a chunk | GET | fail chunkEnd
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\r\n0\r\n\r\n\$
        # a carriage return alone after a size | GET | fail chunkEnd
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\rok\r\n0\r\n\r\n\$
        # a carriage return in an extension | GET | fail chunkEnd
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;a\rb\r\nok\r\n0\r\n\r\n\$
        # no last chunk | GET | fail closedInChunks
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n\$
        # no empty line after the last chunk | GET | fail closedInChunks
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\$
        # closed in a size | GET | fail closedInChunks
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\$
        # closed in a trailer | GET | fail closedInChunks
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\$
        # a zero byte in a trailer | GET | fail zeroByte
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: \0\r\n\r\n\$
        # a carriage return in a trailer | GET | fail bareCarriageReturn
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r2\r\n\r\n\$
        # chunked twice | GET | fail chunkedTwice
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n\$
        # chunked twice in two lines | GET | fail chunkedTwice
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n\$
        # gzip as transfer coding | GET | fail transferCoding
        HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n\$
        # an unknown transfer coding | GET | fail transferCoding
        HTTP/1.1 200 OK\r\nTransfer-Encoding: xchunked\r\n\r\n2\r\nok\r\n0\r\n\r\n\$
        # a misspelt transfer coding | GET | fail transferCoding
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunke\r\n\r\n2\r\nok\r\n0\r\n\r\n\$
        """#
}
