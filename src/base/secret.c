#include "base/secret.h"
#include "base/digest.h"
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CIPHER_KEY = 16, IV = 16, MAC_KEY = 32, MAC_HEX = 32, FILE_BYTES = CIPHER_KEY + MAC_KEY };

struct secret {
	unsigned char cipher[CIPHER_KEY], mac[MAC_KEY];
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
	memcpy(s->mac, b + CIPHER_KEY, MAC_KEY);
	*out = s;
	return OK;
}

void secret_close(struct secret *s)
{
	if (s)
		explicit_bzero(s, sizeof *s);
	free(s);
}

/* CTR is its own inverse. */
static void cipher(const struct secret *s, const unsigned char *iv, const unsigned char *in, unsigned char *out, size_t n)
{
	EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
	int done = 0;
	must(c && EVP_EncryptInit_ex(c, EVP_sm4_ctr(), NULL, s->cipher, iv) == 1);
	must(EVP_EncryptUpdate(c, out, &done, in, (int)n) == 1);
	EVP_CIPHER_CTX_free(c);
}

static const char *mac_of(const struct secret *s, struct arena *a, const char *hex)
{
	char full[DIGEST_HEX];
	digest_keyed(s->mac, MAC_KEY, hex, full);
	return arena_strndup(a, full, MAC_HEX);
}

const char *secret_seal(const struct secret *s, struct arena *a, const char *text)
{
	size_t n = strlen(text);
	if (n == 0)
		return "";
	unsigned char *b = arena_alloc(a, IV + n);
	random_bytes(b, IV);
	cipher(s, b, (const unsigned char *)text, b + IV, n);
	const char *hex = hex_of(a, b, IV + n);
	return arena_printf(a, "1:%s%s", hex, mac_of(s, a, hex));
}

const char *secret_unseal(const struct secret *s, struct arena *a, const char *sealed)
{
	size_t n = strlen(sealed);
	if (n == 0)
		return "";
	if (n < 2 + IV * 2 + MAC_HEX || strncmp(sealed, "1:", 2) != 0 || (n - 2 - MAC_HEX) % 2)
		return NULL;
	const char *hex = arena_strndup(a, sealed + 2, n - 2 - MAC_HEX);
	size_t bytes = strlen(hex) / 2;
	unsigned char *b = arena_alloc(a, bytes), *text = arena_alloc(a, bytes - IV + 1);
	if (!digest_same(mac_of(s, a, hex), sealed + n - MAC_HEX) || !hex_to(hex, b, bytes))
		return NULL;
	cipher(s, b, b + IV, text, bytes - IV);
	return (const char *)text;
}

const char *secret_key(const struct secret *s, struct arena *a, const char *use, const char *value)
{
	char hex[DIGEST_HEX];
	digest_keyed(s->mac, MAC_KEY, arena_printf(a, "%s\n%s", use, value), hex);
	return arena_strdup(a, hex);
}
