extension AnswerCorpus {
    /// RFC 9112 section 9.
    static let connections = #"""
        # close | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok\$
        # close in capitals | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nConnection: CLOSE\r\nContent-Length: 2\r\n\r\nok\$
        # close in a list | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nConnection: X-A, close\r\nContent-Length: 2\r\n\r\nok\$
        # close in a second line | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nConnection: X-A\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok\$
        # close after the length | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok\$
        # close and keep-alive | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nConnection: keep-alive, close\r\nContent-Length: 2\r\n\r\nok\$
        # a word that begins like close | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nConnection: closed\r\nContent-Length: 2\r\n\r\nok
        # keep-alive with its options | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nConnection: Keep-Alive\r\nKeep-Alive: timeout=5, max=100\r\nContent-Length: 2\r\n\r\nok
        # version 1.0 keep-alive in a list | GET | 200 keep | ok
        HTTP/1.0 200 OK\r\nConnection: X-A, Keep-Alive\r\nContent-Length: 2\r\n\r\nok
        # close announced and not done | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok
        # closed without announcing it | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok\$
        # bytes after the body | GET | 200 keep surplus=4 | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokmore
        # a line break after the body | GET | 200 keep surplus=2 | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok\r\n
        # a second answer | GET | 200 keep surplus=38 | ok
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n
        # bytes after the last chunk | GET | 200 keep surplus=3 | ok
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\nabc
        """#

    /// Interim answers (RFC 9110 section 15.2).
    static let interims = #"""
        # 100 | POST | 201 keep interim=1 | ok
        HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok
        # 100 by itself first | POST | 201 keep interim=1 | ok
        HTTP/1.1 100 Continue\r\n\r\n\pHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok
        # 102 | GET | 200 keep interim=1 | ok
        HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        # 103 with headers | GET | 200 keep interim=1 | ok
        HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        # 103 with a length, which means nothing | GET | 200 keep interim=1 | ok
        HTTP/1.1 103 Early Hints\r\nContent-Length: 99\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        # 100 that says close, which means nothing | GET | 200 keep interim=1 | ok
        HTTP/1.1 100 Continue\r\nConnection: close\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        # 100, 103 and 103 | GET | 200 keep interim=3 | ok
        HTTP/1.1 100 C\r\n\r\nHTTP/1.1 103 E\r\n\r\nHTTP/1.1 103 E\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        # 50 interim answers | GET | 200 keep interim=50 | ok
        \{HTTP/1.1 102 P\r\n\r\n*50}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        # an unknown interim status | GET | 200 keep interim=1 | ok
        HTTP/1.1 199 X\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        # 100 before a HEAD's answer | HEAD | 200 keep interim=1 |
        HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n
        # 100 and the end | POST | fail closedInHead
        HTTP/1.1 100 Continue\r\n\r\n\$
        # 101 interim answers | GET | fail tooManyInterim
        \{HTTP/1.1 102 P\r\n\r\n*101}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        # a switch that nobody asked for | GET | fail unaskedSwitch
        HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n
        """#

    /// Where answers end (RFC 9112 section 6.3).
    static let endings = #"""
        # HEAD with a length | HEAD | 200 keep |
        HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n
        # HEAD with chunks | HEAD | 200 keep |
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n
        # HEAD without either | HEAD | 200 keep |
        HTTP/1.1 200 OK\r\nServer: x\r\n\r\n
        # HEAD and an error | HEAD | 404 keep |
        HTTP/1.1 404 No\r\nContent-Length: 1000\r\n\r\n
        # HEAD with a body all the same | HEAD | 200 keep surplus=2 |
        HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok
        # 204 | DELETE | 204 keep |
        HTTP/1.1 204 No Content\r\n\r\n
        # 204 with a length | DELETE | 204 keep |
        HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n
        # 204 with a length that cannot be | DELETE | 204 keep |
        HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n
        # 204 with a body all the same | DELETE | 204 keep surplus=2 |
        HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok
        # 304 | GET | 304 keep |
        HTTP/1.1 304 Not Modified\r\nETag: "a"\r\n\r\n
        # 304 with the length of what it means | GET | 304 keep |
        HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n
        # 304 with chunks | GET | 304 keep |
        HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n
        # until the close | GET | 200 close | some text
        HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nsome text\$
        # until the close in pieces | GET | 200 close | some text
        HTTP/1.1 200 OK\r\n\r\nso\pme\p text\p\$
        # until the close and nothing | GET | 200 close |
        HTTP/1.1 200 OK\r\n\r\n\$
        # until the close though keep-alive was said | GET | 200 close | ok
        HTTP/1.1 200 OK\r\nConnection: keep-alive\r\n\r\nok\$
        # a POST's answer until the close | POST | 500 close | oops
        HTTP/1.1 500 X\r\n\r\noops\$
        # closed at once | GET | fail closedBeforeAnswer
        \$
        # closed in the version | GET | fail closedInHead
        HTT\$
        # closed in the status line | GET | fail closedInHead
        HTTP/1.1 20\$
        # closed after the status line | GET | fail closedInHead
        HTTP/1.1 200 OK\r\n\$
        # closed in a header | GET | fail closedInHead
        HTTP/1.1 200 OK\r\nContent-Le\$
        # closed before the empty line | GET | fail closedInHead
        HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\$
        # closed inside the empty line | GET | fail closedInHead
        HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\$
        # closed in the body | GET | fail closedInBody
        HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok\$
        # closed before the body | GET | fail closedInBody
        HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n\$
        # closed one byte too early | GET | fail closedInBody
        HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\$
        """#

    /// ``ResponseLimits`` of `HTTPExchange`.
    static let limits = #"""
        # a header line of the longest length | GET | 200 keep | ok
        HTTP/1.1 200 OK\r\nX-A: \{a*102393}\r\nContent-Length: 2\r\n\r\nok
        # a header line one byte too long | GET | fail fieldTooLong
        HTTP/1.1 200 OK\r\nX-A: \{a*102394}\r\nContent-Length: 2\r\n\r\nok
        # a header line without an end | GET | fail fieldTooLong
        HTTP/1.1 200 OK\r\nX-A: \{a*120000}
        # a header folded beyond the limit | GET | fail fieldTooLong
        HTTP/1.1 200 OK\r\nX-A: b\r\n\{ 23456789abcdef\r\n*6500}\r\nContent-Length: 2\r\n\r\nok
        # a status line that is too long | GET | fail statusLineTooLong
        HTTP/1.1 200 \{a*102400}\r\nContent-Length: 2\r\n\r\nok
        # a status line without an end | GET | fail statusLineTooLong
        HTTP/1.1 200 \{a*120000}
        # a head that is too long | GET | fail headTooLong
        HTTP/1.1 200 OK\r\nX-A: \{b*90000}\r\nX-A: \{b*90000}\r\nX-A: \{b*90000}\r\n
        X-A: \{b*90000}\r\nContent-Length: 2\r\n\r\nok
        # 5,001 headers | GET | fail tooManyFields
        HTTP/1.1 200 OK\r\n\{X: y\r\n*5001}Content-Length: 2\r\n\r\nok
        # an extension that is too long | GET | fail chunkExtensionTooLong
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;\{a*20000}\r\nok\r\n0\r\n\r\n
        # a trailer that is too long | GET | fail trailerTooLong
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-A: \{a*102400}\r\n\r\n
        # trailers that are too long | GET | fail trailersTooLong
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\{X-A: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
        bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\r\n*3500}\r\n
        # 5,001 trailers | GET | fail tooManyTrailers
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\{X: y\r\n*5001}\r\n
        """#

    /// What real services send.
    static let practice = #"""
        # nginx | GET | 200 keep | {"slots":[1,2]}
        HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Mon, 30 Nov 2026 10:00:00 GMT\r\nContent-Type: application/json\r\n
        Content-Length: 15\r\nLast-Modified: Sun, 29 Nov 2026 10:00:00 GMT\r\nConnection: keep-alive\r\n
        ETag: "5f0-1"\r\nAccept-Ranges: bytes\r\n\r\n{"slots":[1,2]}
        # gunicorn | GET | 200 close | hi
        HTTP/1.1 200 OK\r\nServer: gunicorn\r\nDate: Mon, 30 Nov 2026 10:00:00 GMT\r\nConnection: close\r\n
        Content-Type: text/html; charset=utf-8\r\nContent-Length: 2\r\n\r\nhi\$
        # Python's http.server | GET | 200 close | hi
        HTTP/1.0 200 OK\r\nServer: SimpleHTTP/0.6 Python/3.11.2\r\nDate: Mon, 30 Nov 2026 10:00:00 GMT\r\n
        Content-type: text/plain\r\nContent-Length: 2\r\n\r\nhi\$
        # Express | POST | 201 keep | {"id":1}
        HTTP/1.1 201 Created\r\nX-Powered-By: Express\r\nContent-Type: application/json; charset=utf-8\r\n
        Content-Length: 8\r\nETag: W/"8-abc"\r\nDate: Mon, 30 Nov 2026 10:00:00 GMT\r\nConnection: keep-alive\r\n
        Keep-Alive: timeout=5\r\n\r\n{"id":1}
        # Tomcat | GET | 200 keep | hello
        HTTP/1.1 200 \r\nContent-Type: text/plain;charset=UTF-8\r\nTransfer-Encoding: chunked\r\n
        Date: Mon, 30 Nov 2026 10:00:00 GMT\r\nKeep-Alive: timeout=60\r\nConnection: keep-alive\r\n\r\n5\r\nhello\r\n0\r\n\r\n
        # a gateway's error page | GET | 502 close | <html>Bad Gateway</html>
        HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\nContent-Type: text/html\r\nContent-Length: 24\r\n
        Connection: close\r\n\r\n<html>Bad Gateway</html>\$
        # a proxy that gave up waiting | GET | 408 close | x
        HTTP/1.0 408 Request Time-out\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\nx\$
        # a login | POST | 302 keep |
        HTTP/1.1 302 Found\r\nLocation: /account\r\nSet-Cookie: sid=8a1; Path=/; HttpOnly; SameSite=Lax\r\n
        Content-Length: 0\r\n\r\n
        # Java's padded sizes | GET | 200 keep | hello
        HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5     \r\nhello\r\n0     \r\n\r\n
        # server-sent events | GET | 200 close | data: 1\n\ndata: 2\n\n
        HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\ndata: 1\n\n\pdata: 2\n\n\$
        """#
}
