// Two one-call functions of OpenSSL's libcrypto.
#ifndef ZONDA_CLIBCRYPTO_H
#define ZONDA_CLIBCRYPTO_H
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

/* SHA-256 (FIPS 180-4); out has room for 32 bytes. */
static inline int zcrypto_sha256(const void *bytes, size_t count, unsigned char *out) {
    unsigned int size = 32;
    return EVP_Digest(bytes, count, out, &size, EVP_sha256(), NULL);
}
/* HMAC-SHA-256 (RFC 2104); out has room for 32 bytes. */
static inline int zcrypto_hmac_sha256(
    const void *key, int key_count, const unsigned char *bytes, size_t count, unsigned char *out) {
    unsigned int size = 32;
    return HMAC(EVP_sha256(), key, key_count, bytes, count, out, &size) != NULL;
}
#endif
