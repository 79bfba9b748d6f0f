extension AnswerCorpus {
    /// RFC 9112 section 4.
    static let statusLines = #"""
        # plain | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        # empty reason | GET | 200 keep | ok
        HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nok
        # no blank before an empty reason | GET | 200 keep | ok
        HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok
        # reason of several words | GET | 404 keep | no
        HTTP/1.1 404 This Is Not Here At All\r\nContent-Length: 2\r\n\r\nno
        # reason with UTF-8 | GET | 200 keep | ok
        HTTP/1.1 200 Sí señor\r\nContent-Length: 2\r\n\r\nok
        # reason with Latin-1 | GET | 200 keep | ok
        HTTP/1.1 200 S\xed\r\nContent-Length: 2\r\n\r\nok
        # reason with a tab | GET | 200 keep | ok
        HTTP/1.1 200 a\tb\r\nContent-Length: 2\r\n\r\nok
        # reason of digits | GET | 200 keep | ok
        HTTP/1.1 200 404\r\nContent-Length: 2\r\n\r\nok
        # reason of 5,000 letters | GET | 200 keep | ok
        HTTP/1.1 200 \{a*5000}\r\nContent-Length: 2\r\n\r\nok
        # line feeds alone | GET | 200 keep | ok
        HTTP/1.1 200 OK\nContent-Length: 2\n\nok
        # line breaks of both kinds | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2\n\r\nok
        # version 1.0 | GET | 200 close | ok
        HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok\$
        # version 1.0 kept alive | GET | 200 keep | ok
        HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok
        # version 1.0 until the close | GET | 200 close | some text
        HTTP/1.0 200 OK\r\n\r\nsome text\$
        # version 1.2 | GET | 200 keep | ok
        HTTP/1.2 200 OK\r\nContent-Length: 2\r\n\r\nok
        # version 1.9 | GET | 200 keep | ok
        HTTP/1.9 200 OK\r\nContent-Length: 2\r\n\r\nok
        # two blanks before the status | GET | 200 keep | ok
        HTTP/1.1  200 OK\r\nContent-Length: 2\r\n\r\nok
        # two blanks before the reason | GET | 200 keep | ok
        HTTP/1.1 200  OK\r\nContent-Length: 2\r\n\r\nok
        # status 201 | POST | 201 keep | {"id":7}
        HTTP/1.1 201 Created\r\nLocation: /items/7\r\nContent-Length: 8\r\n\r\n{"id":7}
        # status 202 | POST | 202 keep |
        HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n
        # status 203 | GET | 203 keep | ok
        HTTP/1.1 203 N\r\nContent-Length: 2\r\n\r\nok
        # status 205 without a body | POST | 205 keep |
        HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n
        # status 206 | GET | 206 keep | ok
        HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 0-1/9\r\nContent-Length: 2\r\n\r\nok
        # status 299 | GET | 299 keep | ok
        HTTP/1.1 299 X\r\nContent-Length: 2\r\n\r\nok
        # status 300 | GET | 300 keep | ok
        HTTP/1.1 300 X\r\nContent-Length: 2\r\n\r\nok
        # status 302 | GET | 302 keep |
        HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n
        # status 400 | GET | 400 close | no
        HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 2\r\n\r\nno\$
        # status 401 | GET | 401 keep |
        HTTP/1.1 401 X\r\nWWW-Authenticate: Basic realm="x"\r\nContent-Length: 0\r\n\r\n
        # status 409 | POST | 409 keep | {"error":"taken"}
        HTTP/1.1 409 Conflict\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n{"error":"taken"}
        # status 429 | GET | 429 keep |
        HTTP/1.1 429 X\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n
        # status 500 | GET | 500 keep | oops
        HTTP/1.1 500 X\r\nContent-Length: 4\r\n\r\noops
        # status 503 | GET | 503 keep |
        HTTP/1.1 503 X\r\nContent-Length: 0\r\n\r\n
        # status 599 | GET | 599 keep |
        HTTP/1.1 599 X\r\nContent-Length: 0\r\n\r\n
        # status 600 | GET | 600 keep |
        HTTP/1.1 600 X\r\nContent-Length: 0\r\n\r\n
        # status 999 | GET | 999 keep |
        HTTP/1.1 999 X\r\nContent-Length: 0\r\n\r\n
        # status of four digits | GET | fail statusCode
        HTTP/1.1 1000 X\r\nContent-Length: 0\r\n\r\n
        # status of two digits | GET | fail statusCode
        HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n
        # status below 100 | GET | fail statusCode
        HTTP/1.1 099 X\r\nContent-Length: 0\r\n\r\n
        # status of zeros | GET | fail statusCode
        HTTP/1.1 000 X\r\nContent-Length: 0\r\n\r\n
        # status with a letter | GET | fail statusCode
        HTTP/1.1 2O0 OK\r\nContent-Length: 0\r\n\r\n
        # status and reason in one | GET | fail statusCode
        HTTP/1.1 200OK\r\nContent-Length: 0\r\n\r\n
        # negative status | GET | fail statusCode
        HTTP/1.1 -200 OK\r\nContent-Length: 0\r\n\r\n
        # status with a sign | GET | fail statusCode
        HTTP/1.1 +200 OK\r\nContent-Length: 0\r\n\r\n
        # no status | GET | fail statusCode
        HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n
        # version alone | GET | fail statusCode
        HTTP/1.1\r\nContent-Length: 0\r\n\r\n
        # no blank after the version | GET | fail statusCode
        HTTP/1.1200 OK\r\nContent-Length: 0\r\n\r\n
        # version 2 in words | GET | fail version
        HTTP/2 200\r\nContent-Length: 0\r\n\r\n
        # version 2.0 | GET | fail version
        HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n
        # version 3 | GET | fail version
        HTTP/3 200 OK\r\nContent-Length: 0\r\n\r\n
        # version 0.9 in words | GET | fail version
        HTTP/0.9 200 OK\r\nContent-Length: 0\r\n\r\n
        # version without a minor | GET | fail version
        HTTP/1 200 OK\r\nContent-Length: 0\r\n\r\n
        # version of two digits | GET | fail version
        HTTP/11.1 200 OK\r\nContent-Length: 0\r\n\r\n
        # version with a letter | GET | fail version
        HTTP/1.x 200 OK\r\nContent-Length: 0\r\n\r\n
        # lower case | GET | fail notHTTP
        http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n
        # a line of nine words | GET | fail notHTTP
        this is not a status line of HTTP one\r\n\r\n\$
        # HTML without a head | GET | fail notHTTP
        <!DOCTYPE html><html><body>hello</body></html>\$
        # JSON without a head | GET | fail notHTTP
        {"ok":true}\$
        # SHOUTcast | GET | fail notHTTP
        ICY 200 OK\r\n\r\n\$
        # a request instead of an answer | GET | fail notHTTP
        GET / HTTP/1.1\r\nHost: x\r\n\r\n
        # an empty line first | GET | fail notHTTP
        \r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n
        # a blank first | GET | fail notHTTP
         HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n
        # a byte order mark first | GET | fail notHTTP
        \xef\xbb\xbfHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n
        # a zero byte first | GET | fail notHTTP
        \0\0\0\0HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n
        # a TLS alert | GET | fail isTLS
        \x15\x03\x01\x00\x02\x02\x46\$
        # a TLS handshake | GET | fail isTLS
        \x16\x03\x03\x00\x10\x02\x00\$
        # HTTP/2 settings | GET | fail isHTTP2
        \x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\$
        # HTTP/2 GOAWAY | GET | fail isHTTP2
        \x00\x00\x08\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\$
        # a zero byte in the status line | GET | fail zeroByte
        HTTP/1.1 200 O\0K\r\nContent-Length: 0\r\n\r\n
        # a carriage return in the status line | GET | fail bareCarriageReturn
        HTTP/1.1 200 O\rK\r\nContent-Length: 0\r\n\r\n
        """#
}
