// PCRE2 over bytes, with the limits that keep a pattern from holding a shard.
#ifndef ZONDA_CPCRE2_H
#define ZONDA_CPCRE2_H
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stddef.h>
#include <stdint.h>

/* Compiles a pattern over UTF-8; what is no UTF-8 in an answer matches nothing. NULL with *code and *offset (bytes). */
static inline pcre2_code *zpcre_compile(const unsigned char *pattern, size_t count, int *code, size_t *offset) {
    pcre2_code *compiled = pcre2_compile(
        pattern, count, PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C, code, offset, NULL);
    /* Without the compiler to machine code the interpreter does the same, slower. */
    if (compiled) (void)pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE);
    return compiled;
}
static inline void zpcre_free(pcre2_code *code) { pcre2_code_free(code); }

/* The message of an error, at most room bytes with its end. */
static inline void zpcre_message(int code, unsigned char *text, size_t room) {
    if (pcre2_get_error_message(code, text, room) < 0 && room > 0) text[0] = 0;
}

static inline uint32_t zpcre_group_count(const pcre2_code *code) {
    uint32_t count = 0;
    (void)pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &count);
    return count;
}
/* The number of a named group, or a negative number. */
static inline int zpcre_group_number(const pcre2_code *code, const char *name) {
    return pcre2_substring_number_from_name(code, (PCRE2_SPTR)name);
}
/* Named groups: name number index, and NULL past the last. */
static inline const char *zpcre_group_name(const pcre2_code *code, uint32_t index) {
    uint32_t count = 0, size = 0;
    PCRE2_SPTR table = NULL;
    (void)pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
    (void)pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    (void)pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &table);
    return index < count && table ? (const char *)(table + (size_t)index * size + 2) : NULL;
}

static inline pcre2_match_data *zpcre_match_data(const pcre2_code *code) {
    return pcre2_match_data_create_from_pattern(code, NULL);
}
static inline void zpcre_match_data_free(pcre2_match_data *data) { pcre2_match_data_free(data); }

/* Steps, nesting and memory (KiB) that one search may take. */
static inline pcre2_match_context *zpcre_limits(uint32_t steps, uint32_t depth, uint32_t kibibytes) {
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    if (!context) return NULL;
    (void)pcre2_set_match_limit(context, steps);
    (void)pcre2_set_depth_limit(context, depth);
    (void)pcre2_set_heap_limit(context, kibibytes);
    return context;
}
static inline void zpcre_limits_free(pcre2_match_context *context) { pcre2_match_context_free(context); }

/* 1: found, with its groups in the data; 0: not found; negative: given up. */
static inline int zpcre_match(
    const pcre2_code *code, const unsigned char *text, size_t count, size_t from, pcre2_match_data *data,
    pcre2_match_context *limits) {
    int result = pcre2_match(code, text, count, from, 0, data, limits);
    return result == PCRE2_ERROR_NOMATCH ? 0 : result < 0 ? result : 1;
}
/* Begin and end of a group, in bytes; PCRE2_UNSET for one that took no part. */
static inline size_t zpcre_begin(pcre2_match_data *data, uint32_t group) {
    return pcre2_get_ovector_pointer(data)[2 * group];
}
static inline size_t zpcre_end(pcre2_match_data *data, uint32_t group) {
    return pcre2_get_ovector_pointer(data)[2 * group + 1];
}
#endif
