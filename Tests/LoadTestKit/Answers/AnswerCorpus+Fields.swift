extension AnswerCorpus {
    /// RFC 9112 section 5, RFC 9110 section 5.
    static let fields = #"""
        # many headers | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nServer: nginx\r\nDate: Mon, 30 Nov 2026 10:00:00 GMT\r\nContent-Type: text/plain\r\n
        Content-Length: 2\r\nConnection: keep-alive\r\nX-Request-Id: 8d1c\r\n\r\nok
        # 1,000 headers | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\n\{X-A: b\r\n*1000}Content-Length: 2\r\n\r\nok
        # names in capitals | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nCONTENT-LENGTH: 2\r\n\r\nok
        # names in small letters | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok
        # names in mixed letters | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\ncOnTeNt-LeNgTh: 2\r\n\r\nok
        # no blank after the colon | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length:2\r\n\r\nok
        # many blanks after the colon | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length:     2\r\n\r\nok
        # a tab after the colon | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length:\t2\r\n\r\nok
        # blanks after the value | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2  \t \r\n\r\nok
        # an empty value | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-Empty:\r\nContent-Length: 2\r\n\r\nok
        # a value of blanks | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-Empty:   \r\nContent-Length: 2\r\n\r\nok
        # a value with colons | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-Url: http://a:1/b:c\r\nContent-Length: 2\r\n\r\nok
        # a value in UTF-8 | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-Name: José\r\nContent-Length: 2\r\n\r\nok
        # a value in Latin-1 | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-Name: Jos\xe9\r\nContent-Length: 2\r\n\r\nok
        # a value with control characters | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-Odd: a\x01\x0b\x7fb\r\nContent-Length: 2\r\n\r\nok
        # a value of 60,000 bytes | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-Long: \{a*60000}\r\nContent-Length: 2\r\n\r\nok
        # a value that looks like a head | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-A: Content-Length: 9\r\nContent-Length: 2\r\n\r\nok
        # names that begin alike | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Lengthy: 9\r\nContent-Len: 8\r\nContent-: 7\r\nContent-Length: 2\r\n\r\nok
        # names that end alike | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-Content-Length: 9\r\nX-Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\nok
        # a line without a colon | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nwhatever\r\nContent-Length: 2\r\n\r\nok
        # a framing name without a colon | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length\r\nContent-Length: 2\r\n\r\nok
        # a line that begins with a colon | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\n: empty name\r\nContent-Length: 2\r\n\r\nok
        # a name with a blank | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX Y: z\r\nContent-Length: 2\r\n\r\nok
        # a name that is not a token | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX(Y): z\r\nContent-Length: 2\r\n\r\nok
        # a blank before the colon | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-A : z\r\nContent-Length: 2\r\n\r\nok
        # a blank before the colon of Content-Length | GET | fail blankBeforeColon
        HTTP/1.1 200 OK\r\nContent-Length : 2\r\n\r\nok\$
        # a tab before the colon of Transfer-Encoding | GET | fail blankBeforeColon
        HTTP/1.1 200 OK\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n\$
        # a folded value | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\n\tc\r\nContent-Length: 2\r\n\r\nok
        # a folded value in line feeds | GET | 200 keep | ok
        HTTP/1.1 200 OK\nX-Folded: a\n b\nContent-Length: 2\n\nok
        # a folded Content-Length | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length:\r\n 2\r\n\r\nok
        # a folded Transfer-Encoding | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding:\r\n\tchunked\r\n\r\n2\r\nok\r\n0\r\n\r\n
        # a fold of blanks alone | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-A: b\r\n   \r\nContent-Length: 2\r\n\r\nok
        # a fold at the end of the head | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: b\r\n c\r\n\r\nok
        # a fold after the status line | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\n X-A: b\r\nContent-Length: 2\r\n\r\nok
        # a fold cut by the network | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-Folded: a\r\n\p b\r\nContent-Length: 2\r\n\p\r\nok
        # a zero byte in a value | GET | fail zeroByte
        HTTP/1.1 200 OK\r\nX-A: b\0c\r\nContent-Length: 2\r\n\r\nok
        # a zero byte in a name | GET | fail zeroByte
        HTTP/1.1 200 OK\r\nX\0A: b\r\nContent-Length: 2\r\n\r\nok
        # a carriage return in a value | GET | fail bareCarriageReturn
        HTTP/1.1 200 OK\r\nX-A: b\rc\r\nContent-Length: 2\r\n\r\nok
        # a carriage return and a zero byte in a value | GET | fail bareCarriageReturn
        HTTP/1.1 200 OK\r\nX-A: b\r\0c\r\nContent-Length: 2\r\n\r\nok
        # two carriage returns at the end of a line | GET | fail bareCarriageReturn
        HTTP/1.1 200 OK\r\nX-A: b\r\r\nContent-Length: 2\r\n\r\nok
        # a carriage return as line break | GET | fail bareCarriageReturn
        HTTP/1.1 200 OK\rContent-Length: 2\r\rok\$
        # the same header twice | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-A: 1\r\nX-A: 2\r\nContent-Length: 2\r\n\r\nok
        # cookies | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nSet-Cookie: a=1; Path=/\r\nSet-Cookie: b=2; HttpOnly\r\nContent-Length: 2\r\n\r\nok
        """#

    /// `Content-Length` (RFC 9110 section 8.6, RFC 9112 section 6.3).
    static let lengths = #"""
        # length zero | GET | 200 keep |
        HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n
        # length one | GET | 200 keep | x
        HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx
        # length with zeros in front | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length: 0002\r\n\r\nok
        # a body with line breaks | GET | 200 keep | a\r\n\r\nb
        HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\na\r\n\r\nb
        # a body with zero bytes | GET | 200 keep | a\0b\0
        HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na\0b\0
        # a body that looks like an answer | GET | 200 keep | HTTP/1.1 500 No\r\n\r\n
        HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\nHTTP/1.1 500 No\r\n\r\n
        # a body of 100,000 bytes | GET | 200 keep | \{0123456789*10000}
        HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n\{0123456789*10000}
        # a body in pieces | GET | 200 keep | abcdef
        HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n\pab\pcd\pef
        # a head and its body apart | GET | 200 keep | abc
        HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\pabc
        # the same length twice | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok
        # a list of the same length | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok
        # a list of the same length in two spellings | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2,02\r\n\r\nok
        # two lengths | GET | fail contentLengthsDiffer
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok\$
        # a list of two lengths | GET | fail contentLengthsDiffer
        HTTP/1.1 200 OK\r\nContent-Length: 2, 3\r\n\r\nok\$
        # a list that ends with a comma | GET | fail contentLength
        HTTP/1.1 200 OK\r\nContent-Length: 2,\r\n\r\nok\$
        # an empty length | GET | fail contentLength
        HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\nok\$
        # a negative length | GET | fail contentLength
        HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok\$
        # a length with a sign | GET | fail contentLength
        HTTP/1.1 200 OK\r\nContent-Length: +2\r\n\r\nok\$
        # a length in words | GET | fail contentLength
        HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok\$
        # a length with a letter after it | GET | fail contentLength
        HTTP/1.1 200 OK\r\nContent-Length: 2b\r\n\r\nok\$
        # a hexadecimal length | GET | fail contentLength
        HTTP/1.1 200 OK\r\nContent-Length: 0x2\r\n\r\nok\$
        # a length with a blank inside | GET | fail contentLength
        HTTP/1.1 200 OK\r\nContent-Length: 1 2\r\n\r\nok\$
        # a fraction as length | GET | fail contentLength
        HTTP/1.1 200 OK\r\nContent-Length: 2.0\r\n\r\nok\$
        # a length of 2^63 | GET | fail contentLengthTooLarge
        HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775808\r\n\r\nok\$
        # a length of 100 digits | GET | fail contentLengthTooLarge
        HTTP/1.1 200 OK\r\nContent-Length: \{9*100}\r\n\r\nok\$
        # a length of 2^63-1 and little of it | GET | fail closedInBody
        HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nok\$
        """#
}
