#include "base/secret.h"
#include "base/digest.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CIPHER_KEY = 16, IV = 16, MAC_KEY = 32, MAC = 16, FILE_BYTES = CIPHER_KEY + MAC_KEY };

struct secret {
	unsigned char cipher[CIPHER_KEY];
	EVP_CIPHER *sm4;   /* found once: looking algorithms up costs more than using them */
	EVP_MAC_CTX *hmac; /* has its key; copied for each use */
};

static enum err make_file(const char *path, struct fault *f)
{
	unsigned char b[FILE_BYTES];
	random_bytes(b, sizeof b);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
	bool ok = fd >= 0 && write(fd, b, sizeof b) == FILE_BYTES && fsync(fd) == 0;
	if (fd >= 0)
		close(fd);
	return ok ? OK : fault_set(f, ERR_INTERNAL, "", "cannot write the key file %s: %s", path, strerror(errno));
}

static EVP_MAC_CTX *keyed(const unsigned char *key)
{
	EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	EVP_MAC_CTX *c = EVP_MAC_CTX_new(hmac);
	const OSSL_PARAM digest[] = { OSSL_PARAM_construct_utf8_string("digest", (char *)"SM3", 0), OSSL_PARAM_construct_end() };
	must(c && EVP_MAC_init(c, key, MAC_KEY, digest) == 1);
	EVP_MAC_free(hmac);
	return c;
}

enum err secret_open(const char *path, bool create, struct fault *f, struct secret **out)
{
	enum err e = OK;
	if (create && access(path, F_OK) != 0 && (e = make_file(path, f)))
		return e;
	unsigned char b[FILE_BYTES + 1];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd >= 0 ? read(fd, b, sizeof b) : -1;
	if (fd >= 0)
		close(fd);
	if (n != FILE_BYTES)
		return fault_set(f, ERR_NOT_FOUND, "", "the key file %s is missing or damaged", path);
	struct secret *s = malloc(sizeof *s);
	must(s);
	memcpy(s->cipher, b, CIPHER_KEY);
	s->sm4 = EVP_CIPHER_fetch(NULL, "SM4-CTR", NULL);
	s->hmac = keyed(b + CIPHER_KEY);
	must(s->sm4);
	explicit_bzero(b, sizeof b);
	*out = s;
	return OK;
}

void secret_close(struct secret *s)
{
	if (!s)
		return;
	EVP_CIPHER_free(s->sm4);
	EVP_MAC_CTX_free(s->hmac);
	explicit_bzero(s, sizeof *s);
	free(s);
}

/* CTR is its own inverse. */
static void cipher(const struct secret *s, const unsigned char *iv, const unsigned char *in, unsigned char *out, size_t n)
{
	EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
	int done = 0;
	must(c && EVP_EncryptInit_ex2(c, s->sm4, s->cipher, iv, NULL) == 1);
	must(EVP_EncryptUpdate(c, out, &done, in, (int)n) == 1);
	EVP_CIPHER_CTX_free(c);
}

/* HMAC-SM3 from the context that has the key already. */
static void mac_of(const struct secret *s, const void *data, size_t n, unsigned char out[DIGEST_BYTES])
{
	EVP_MAC_CTX *c = EVP_MAC_CTX_dup(s->hmac);
	size_t made;
	must(c && EVP_MAC_update(c, data, n) == 1 && EVP_MAC_final(c, out, &made, DIGEST_BYTES) == 1 && made == DIGEST_BYTES);
	EVP_MAC_CTX_free(c);
}

/* iv, cipher text, first half of the MAC over both. */
const char *secret_seal(const struct secret *s, struct arena *a, const char *text)
{
	size_t n = strlen(text), all = IV + n + MAC;
	if (n == 0)
		return "";
	unsigned char *b = arena_alloc(a, all), mac[DIGEST_BYTES];
	random_bytes(b, IV);
	cipher(s, b, (const unsigned char *)text, b + IV, n);
	mac_of(s, b, IV + n, mac);
	memcpy(b + IV + n, mac, MAC);
	char *sealed = arena_alloc(a, 2 + (all + 2) / 3 * 4 + 1);
	memcpy(sealed, "1:", 2);
	EVP_EncodeBlock((unsigned char *)sealed + 2, b, (int)all);
	return sealed;
}

/* The bytes of canonical base64; 0 when it is not that. */
static size_t bytes_of(struct arena *a, const char *text, unsigned char **out)
{
	size_t n = strlen(text), pad = n && text[n - 1] == '=' ? 1 + (text[n - 2] == '=') : 0;
	if (n == 0 || n % 4)
		return 0;
	*out = arena_alloc(a, n / 4 * 3 + 1);
	int made = EVP_DecodeBlock(*out, (const unsigned char *)text, (int)n);
	char *again = arena_alloc(a, n + 1);
	if (made < 0)
		return 0;
	EVP_EncodeBlock((unsigned char *)again, *out, (int)((size_t)made - pad));
	return strcmp(again, text) == 0 ? (size_t)made - pad : 0;
}

const char *secret_unseal(const struct secret *s, struct arena *a, const char *sealed)
{
	unsigned char *b, mac[DIGEST_BYTES];
	if (!*sealed)
		return "";
	size_t all = strncmp(sealed, "1:", 2) == 0 ? bytes_of(a, sealed + 2, &b) : 0;
	if (all <= IV + MAC)
		return NULL;
	size_t n = all - IV - MAC;
	mac_of(s, b, IV + n, mac);
	if (CRYPTO_memcmp(mac, b + IV + n, MAC) != 0)
		return NULL;
	unsigned char *text = arena_alloc(a, n + 1);
	cipher(s, b, b + IV, text, n);
	return (const char *)text;
}

const char *secret_key(const struct secret *s, struct arena *a, const char *use, const char *value)
{
	unsigned char mac[DIGEST_BYTES];
	const char *text = arena_printf(a, "%s\n%s", use, value);
	mac_of(s, text, strlen(text), mac);
	return hex_of(a, mac, sizeof mac);
}
