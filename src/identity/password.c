#include "identity/identity.h"
#include "base/digest.h"
#include "base/gate.h"
#include <argon2.h>
#include <string.h>

/* RFC 9106 and the OWASP cheat sheet: 19 MiB, two passes, one lane. */
enum { MEMORY_KIB = 19 * 1024, PASSES = 2, LANES = 1, SALT_BYTES = 16, HASH_BYTES = 32, ENCODED_BYTES = 128 };

/* Hashing is heavy by intent: a flood of sign-ins must not take all memory and every core. */
static struct gate gate = GATE(2);

static int hash(const char *password, char encoded[ENCODED_BYTES])
{
	unsigned char salt[SALT_BYTES];
	random_bytes(salt, sizeof salt);
	gate_enter(&gate);
	int e = argon2id_hash_encoded(PASSES, MEMORY_KIB, LANES, password, strlen(password), salt, sizeof salt, HASH_BYTES,
				      encoded, ENCODED_BYTES);
	gate_leave(&gate);
	return e;
}

const char *password_hash(struct arena *a, const char *password)
{
	char encoded[ENCODED_BYTES];
	must(hash(password, encoded) == ARGON2_OK);
	return arena_strdup(a, encoded);
}

bool password_fits(const char *hashed, const char *password)
{
	char ignored[ENCODED_BYTES];
	if (!*hashed) {
		(void)hash(password, ignored);
		return false;
	}
	gate_enter(&gate);
	int e = argon2id_verify(hashed, password, strlen(password));
	gate_leave(&gate);
	return e == ARGON2_OK;
}
