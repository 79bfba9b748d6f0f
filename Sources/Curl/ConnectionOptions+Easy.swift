internal import CLibcurl

extension ConnectionOptions {
    /// Tells an easy handle what connections leave by and what is agreed on in TLS: all that is alike whatever is sent
    /// over them.
    func apply(to easy: UnsafeMutableRawPointer) {
        if let name = interface { zcurl_set_pointer(easy, CURLOPT_INTERFACE, "if!\(name)") }
        if let address = sourceAddress { zcurl_set_pointer(easy, CURLOPT_INTERFACE, "host!\(address)") }
        if let path = unixSocket { zcurl_set_pointer(easy, CURLOPT_UNIX_SOCKET_PATH, path) }
        if let file = tls.authorities { zcurl_set_pointer(easy, CURLOPT_CAINFO, file) }
        if let file = tls.certificate { zcurl_set_pointer(easy, CURLOPT_SSLCERT, file) }
        if let file = tls.key { zcurl_set_pointer(easy, CURLOPT_SSLKEY, file) }
        if !tls.verifies {
            zcurl_set_long(easy, CURLOPT_SSL_VERIFYPEER, 0)
            zcurl_set_long(easy, CURLOPT_SSL_VERIFYHOST, 0)
        }
        // CURL_SSLVERSION_TLSv1_2 is 6 and 1_3 is 7; the newest is in the upper half (CURLOPT_SSLVERSION(3)).
        let oldest = (tls.oldest?.rawValue ?? -4) + 4
        let newest = (tls.newest?.rawValue ?? -4) + 4
        if oldest > 0 || newest > 0 { zcurl_set_long(easy, CURLOPT_SSLVERSION, oldest | newest << 16) }
        if !tls.resumes { zcurl_set_long(easy, CURLOPT_SSL_SESSIONID_CACHE, 0) }
    }
}
