// The variadic functions of libcurl, one typed inline call per kind of argument: Swift cannot call variadic C.
#ifndef ZONDA_CLIBCURL_H
#define ZONDA_CLIBCURL_H
#include <curl/curl.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

#if LIBCURL_VERSION_NUM < 0x075500
#error "Zonda needs libcurl 7.85 or newer (Debian 12, Ubuntu 24.04)"
#endif

typedef int (*zcurl_socket_callback)(CURL *, curl_socket_t, int, void *, void *);
typedef int (*zcurl_timer_callback)(CURLM *, long, void *);
typedef size_t (*zcurl_data_callback)(char *, size_t, size_t, void *);
typedef curl_socket_t (*zcurl_open_callback)(void *, curlsocktype, struct curl_sockaddr *);
typedef int (*zcurl_close_callback)(void *, curl_socket_t);
typedef int (*zcurl_debug_callback)(CURL *, curl_infotype, char *, size_t, void *);
typedef int (*zcurl_send_callback)(void *, char *, char *, int, int);

static inline CURLcode zcurl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode zcurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode zcurl_set_pointer(CURL *easy, CURLoption option, const void *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode zcurl_set_data_callback(CURL *easy, CURLoption option, zcurl_data_callback callback) {
    return curl_easy_setopt(easy, option, callback);
}
static inline CURLcode zcurl_set_open_callback(CURL *easy, zcurl_open_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
}
static inline CURLcode zcurl_set_close_callback(CURL *easy, zcurl_close_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, callback);
}
static inline CURLcode zcurl_set_debug_callback(CURL *easy, zcurl_debug_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, callback);
}
/* Called before each sending of a request, also before one that libcurl decides on by itself. */
static inline CURLcode zcurl_set_send_callback(CURL *easy, zcurl_send_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}
static inline CURLSHcode zcurl_share_set_long(CURLSH *share, CURLSHoption option, long value) {
    return curl_share_setopt(share, option, value);
}
static inline long zcurl_get_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}
static inline curl_off_t zcurl_get_offset(CURL *easy, CURLINFO info) {
    curl_off_t value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}
/* libcurl's times are microseconds. */
static inline uint64_t zcurl_get_nanoseconds(CURL *easy, CURLINFO info) {
    curl_off_t value = zcurl_get_offset(easy, info);
    return value > 0 ? (uint64_t)value * 1000 : 0;
}
static inline curl_socket_t zcurl_get_socket(CURL *easy) {
    curl_socket_t value = CURL_SOCKET_BAD;
    return curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, &value) == CURLE_OK ? value : CURL_SOCKET_BAD;
}
static inline void *zcurl_get_private(CURL *easy) {
    void *value = NULL;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value);
    return value;
}
static inline CURLMcode zcurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
static inline CURLMcode zcurl_multi_set_pointer(CURLM *multi, CURLMoption option, const void *value) {
    return curl_multi_setopt(multi, option, value);
}
static inline CURLMcode zcurl_multi_set_socket_callback(CURLM *multi, zcurl_socket_callback callback) {
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback);
}
static inline CURLMcode zcurl_multi_set_timer_callback(CURLM *multi, zcurl_timer_callback callback) {
    return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback);
}
/* What a handle's TLS contexts are given, and what they tell: how many round trips the last handshake took, one for
   TLS 1.3 and for a session that was taken up again, two for a full TLS 1.2 handshake (SSL_CTX_set_info_callback(3));
   whether nothing but HTTP/2 is offered (ALPN, RFC 7301);
   and the certificate authorities that are trusted, or NULL to leave them to libcurl. */
typedef struct zcurl_tls {
    int32_t rounds;
    int32_t only_http2;
    X509_STORE *trusted;
} zcurl_tls;

/* Made by whichever thread comes first; two indices would leave some handshakes unknown. */
static int zcurl_made_context_index = -1;
static inline void zcurl_make_context_index(void) {
    zcurl_made_context_index = SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL);
}
static inline int zcurl_context_index(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, zcurl_make_context_index);
    return zcurl_made_context_index;
}
static inline void zcurl_note_handshake(const SSL *ssl, int where, int value) {
    (void)value;
    if (!(where & SSL_CB_HANDSHAKE_DONE)) return;
    zcurl_tls *tls = SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), zcurl_context_index());
    if (tls != NULL) tls->rounds = SSL_version(ssl) >= TLS1_3_VERSION || SSL_session_reused(ssl) ? 1 : 2;
}
static inline CURLcode zcurl_prepare_context(CURL *easy, void *context, void *data) {
    (void)easy;
    zcurl_tls *tls = data;
    SSL_CTX_set_ex_data(context, zcurl_context_index(), tls);
    SSL_CTX_set_info_callback(context, zcurl_note_handshake);
    if (tls->trusted != NULL) SSL_CTX_set1_cert_store(context, tls->trusted);
    if (tls->only_http2) SSL_CTX_set_alpn_protos(context, (const unsigned char *)"\002h2", 3);
    return CURLE_OK;
}
/* Only where libcurl's TLS is OpenSSL's: with another the context is something else. */
static inline int zcurl_uses_openssl(void) {
    curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);
    return info != NULL && info->ssl_version != NULL && strncmp(info->ssl_version, "OpenSSL/3", 9) == 0;
}
/* The TLS connection that a handle's transfer has now, or NULL. */
static inline SSL *zcurl_get_tls(CURL *easy) {
    struct curl_tlssessioninfo *session = NULL;
    if (!zcurl_uses_openssl()) return NULL;
    if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || session == NULL) return NULL;
    return session->internals;
}
/* Whether the service has agreed to HTTP/2 in the handshake; without a TLS connection that is known here it has. */
static inline int zcurl_agreed_on_http2(CURL *easy) {
    const unsigned char *name = NULL;
    unsigned int length = 0;
    SSL *tls = zcurl_get_tls(easy);
    if (tls == NULL) return 1;
    SSL_get0_alpn_selected(tls, &name, &length);
    return length == 2 && memcmp(name, "h2", 2) == 0;
}
/* Whether the other side has said in TLS that it sends nothing more (close_notify, RFC 8446 section 6.1). */
static inline int zcurl_is_tls_closed(CURL *easy) {
    SSL *tls = zcurl_get_tls(easy);
    return tls != NULL && (SSL_get_shutdown(tls) & SSL_RECEIVED_SHUTDOWN) != 0;
}
static inline void zcurl_prepare_contexts(CURL *easy, zcurl_tls *tls) {
    if (!zcurl_uses_openssl()) return;
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, zcurl_prepare_context);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, tls);
    /* libcurl would read them again for each connection. */
    if (tls->trusted != NULL) {
        curl_easy_setopt(easy, CURLOPT_CAINFO, NULL);
        curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
    }
}
/* The certificate authorities of a file, of libcurl's own file where it is NULL; NULL where they cannot be read. */
static inline X509_STORE *zcurl_load_authorities(const char *file) {
    if (!zcurl_uses_openssl()) return NULL;
    if (file == NULL) file = curl_version_info(CURLVERSION_NOW)->cainfo;
    X509_STORE *store = X509_STORE_new();
    if (store == NULL) return NULL;
    int loaded = file != NULL ? X509_STORE_load_file(store, file) : X509_STORE_set_default_paths(store);
    if (loaded == 1) {
        /* As libcurl sets them: an intermediate certificate may be trusted by itself. */
        X509_STORE_set_flags(store, X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN);
        return store;
    }
    X509_STORE_free(store);
    return NULL;
}
static inline void zcurl_free_authorities(X509_STORE *store) { X509_STORE_free(store); }
/* One byte each: 0x075801 is 7.88.1. */
static inline unsigned int zcurl_version_number(void) {
    return curl_version_info(CURLVERSION_NOW)->version_num;
}
/* The next finished transfer of a multi handle: its easy handle, or NULL. The result goes to *result. */
static inline CURL *zcurl_next_done(CURLM *multi, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg == CURLMSG_DONE) {
            *result = message->data.result;
            return message->easy_handle;
        }
    }
    return NULL;
}
#endif
