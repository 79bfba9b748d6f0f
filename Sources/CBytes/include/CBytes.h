// Searches sixteen bytes at a time with the vectors that every processor of a kind has: SSE2 on x86-64, NEON on ARM64.
// Swift's own vectors have no way from a comparison to a mask of bits.
#ifndef ZONDA_CBYTES_H
#define ZONDA_CBYTES_H
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

// Each function looks at the sixteen bytes from `bytes` on and gives the ones that it is named for, the first byte in the
// lowest bit.

#if defined(__ARM_NEON) && !defined(__SSE2__)
static inline uint32_t zonda_mask(uint8x16_t marks) {
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bits = vandq_u8(marks, vld1q_u8(weights));
    return (uint32_t)vaddv_u8(vget_low_u8(bits)) | (uint32_t)vaddv_u8(vget_high_u8(bits)) << 8;
}
#endif

// No plain characters of a JSON string: quotes, backslashes, control characters and what is not ASCII.
static inline uint32_t zonda_not_plain(const uint8_t *bytes) {
#if defined(__SSE2__)
    __m128i all = _mm_loadu_si128((const __m128i *)bytes);
    // Bytes from 0x80 on are negative here, so one comparison finds them and the control characters.
    __m128i others = _mm_cmplt_epi8(all, _mm_set1_epi8(0x20));
    __m128i quotes = _mm_cmpeq_epi8(all, _mm_set1_epi8('"'));
    __m128i backslashes = _mm_cmpeq_epi8(all, _mm_set1_epi8('\\'));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quotes, backslashes), others));
#elif defined(__ARM_NEON)
    uint8x16_t all = vld1q_u8(bytes);
    uint8x16_t others = vcltq_s8(vreinterpretq_s8_u8(all), vdupq_n_s8(0x20));
    uint8x16_t quotes = vceqq_u8(all, vdupq_n_u8('"'));
    uint8x16_t backslashes = vceqq_u8(all, vdupq_n_u8('\\'));
    return zonda_mask(vorrq_u8(vorrq_u8(quotes, backslashes), others));
#else
    uint32_t mask = 0;
    for (int index = 0; index < 16; index++) {
        uint8_t byte = bytes[index];
        mask |= (uint32_t)(byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\') << index;
    }
    return mask;
#endif
}

// No decimal digits.
static inline uint32_t zonda_not_digit(const uint8_t *bytes) {
#if defined(__SSE2__)
    // Moved so that the digits are the ten lowest values of a signed byte.
    __m128i moved = _mm_add_epi8(_mm_loadu_si128((const __m128i *)bytes), _mm_set1_epi8(0x50));
    return (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(moved, _mm_set1_epi8(-128 + 9)));
#elif defined(__ARM_NEON)
    return zonda_mask(vcgtq_u8(vsubq_u8(vld1q_u8(bytes), vdupq_n_u8('0')), vdupq_n_u8(9)));
#else
    uint32_t mask = 0;
    for (int index = 0; index < 16; index++) mask |= (uint32_t)(bytes[index] < '0' || bytes[index] > '9') << index;
    return mask;
#endif
}

// No blanks of JSON: spaces, tabs and line ends.
static inline uint32_t zonda_not_blank(const uint8_t *bytes) {
#if defined(__SSE2__)
    __m128i all = _mm_loadu_si128((const __m128i *)bytes);
    __m128i spaces = _mm_or_si128(_mm_cmpeq_epi8(all, _mm_set1_epi8(' ')), _mm_cmpeq_epi8(all, _mm_set1_epi8('\t')));
    __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(all, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(all, _mm_set1_epi8('\r')));
    return (uint32_t)_mm_movemask_epi8(_mm_or_si128(spaces, ends)) ^ 0xFFFF;
#elif defined(__ARM_NEON)
    uint8x16_t all = vld1q_u8(bytes);
    uint8x16_t spaces = vorrq_u8(vceqq_u8(all, vdupq_n_u8(' ')), vceqq_u8(all, vdupq_n_u8('\t')));
    uint8x16_t ends = vorrq_u8(vceqq_u8(all, vdupq_n_u8('\n')), vceqq_u8(all, vdupq_n_u8('\r')));
    return zonda_mask(vorrq_u8(spaces, ends)) ^ 0xFFFF;
#else
    uint32_t mask = 0;
    for (int index = 0; index < 16; index++) {
        uint8_t byte = bytes[index];
        mask |= (uint32_t)(byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') << index;
    }
    return mask;
#endif
}
#endif
