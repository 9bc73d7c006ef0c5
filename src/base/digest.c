#include "base/digest.h"
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <pthread.h>
#include <string.h>

static const char digits[] = "0123456789abcdef";

static void to_hex(const unsigned char *b, size_t n, char *out)
{
	for (size_t i = 0; i < n; i++) {
		*out++ = digits[b[i] >> 4];
		*out++ = digits[b[i] & 15];
	}
	*out = '\0';
}

static EVP_MD *sm3;

static void find_sm3(void)
{
	must((sm3 = EVP_MD_fetch(NULL, "SM3", NULL)));
}

struct digest *digest_new(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT; /* looking it up costs more than a short digest */
	pthread_once(&once, find_sm3);
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	must(c && EVP_DigestInit_ex2(c, sm3, NULL) == 1);
	return (struct digest *)c;
}

void digest_add(struct digest *d, const void *data, size_t n)
{
	must(EVP_DigestUpdate((EVP_MD_CTX *)d, data, n) == 1);
}

void digest_end(struct digest *d, char out_hex[DIGEST_HEX])
{
	unsigned char b[DIGEST_BYTES];
	must(EVP_DigestFinal_ex((EVP_MD_CTX *)d, b, NULL) == 1);
	EVP_MD_CTX_free((EVP_MD_CTX *)d);
	to_hex(b, sizeof b, out_hex);
}

void digest_hex(const void *data, size_t n, char out_hex[DIGEST_HEX])
{
	struct digest *d = digest_new();
	digest_add(d, data, n);
	digest_end(d, out_hex);
}

bool digest_same(const char *a, const char *b)
{
	size_t n = strlen(a);
	return strlen(b) == n && CRYPTO_memcmp(a, b, n) == 0;
}

uint64_t quick_hash(uint64_t hash, const void *data, size_t n)
{
	const unsigned char *p = data;
	for (size_t i = 0; i < n; i++)
		hash = (hash ^ p[i]) * UINT64_C(1099511628211);
	return hash;
}

void random_bytes(void *out, size_t n)
{
	must(RAND_bytes(out, (int)n) == 1);
}

char *hex_of(struct arena *a, const void *data, size_t n)
{
	char *s = arena_alloc(a, n * 2 + 1);
	to_hex(data, n, s);
	return s;
}

char *random_hex(struct arena *a, size_t bytes)
{
	unsigned char *b = arena_alloc(a, bytes);
	random_bytes(b, bytes);
	return hex_of(a, b, bytes);
}

char *random_digits(struct arena *a, size_t n)
{
	enum { EVEN = 250 }; /* 250 is the largest multiple of ten in a byte */
	char *s = arena_alloc(a, n + 1);
	for (size_t i = 0; i < n;) {
		unsigned char b;
		random_bytes(&b, 1);
		if (b < EVEN)
			s[i++] = (char)('0' + b % 10);
	}
	return s;
}
