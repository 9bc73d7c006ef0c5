/* Digests and randomness (OpenSSL 3). SM3 is GB/T 32905-2016; hex digests are 64 lower-case characters. */
#pragma once
#include "base/arena.h"
#include <stdint.h>

enum { DIGEST_BYTES = 32, DIGEST_HEX = 65 /* with the NUL */ };

struct digest;
struct digest *digest_new(void);
void digest_add(struct digest *d, const void *data, size_t n);
void digest_end(struct digest *d, char out_hex[DIGEST_HEX]); /* and frees d */

void digest_hex(const void *data, size_t n, char out_hex[DIGEST_HEX]);
/* Same length and same bytes, in time that does not depend on where they differ. */
bool digest_same(const char *a, const char *b);

/* FNV-1a, 64 bits: tells versions of something apart and spreads keys; not for security. Begin with QUICK_HASH, go on with
 * what came back. */
#define QUICK_HASH UINT64_C(14695981039346656037)
uint64_t quick_hash(uint64_t hash, const void *data, size_t n);

void random_bytes(void *out, size_t n);
char *random_hex(struct arena *a, size_t bytes);
char *random_digits(struct arena *a, size_t n); /* evenly distributed */
char *hex_of(struct arena *a, const void *data, size_t n);
