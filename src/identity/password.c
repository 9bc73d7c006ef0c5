#include "identity/identity.h"
#include "base/digest.h"
#include <argon2.h>
#include <pthread.h>
#include <string.h>

/* RFC 9106 and the OWASP cheat sheet: 19 MiB, two passes, one lane. */
enum { MEMORY_KIB = 19 * 1024, PASSES = 2, LANES = 1, SALT_BYTES = 16, HASH_BYTES = 32, ENCODED_BYTES = 128, AT_ONCE = 2 };

/* Hashing is heavy by intent: a flood of sign-ins must not take all memory and every core. */
static struct {
	pthread_mutex_t lock;
	pthread_cond_t free;
	int busy;
} gate = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 };

static void enter(void)
{
	pthread_mutex_lock(&gate.lock);
	while (gate.busy >= AT_ONCE)
		pthread_cond_wait(&gate.free, &gate.lock);
	gate.busy++;
	pthread_mutex_unlock(&gate.lock);
}

static void leave(void)
{
	pthread_mutex_lock(&gate.lock);
	gate.busy--;
	pthread_cond_signal(&gate.free);
	pthread_mutex_unlock(&gate.lock);
}

static int hash(const char *password, char encoded[ENCODED_BYTES])
{
	unsigned char salt[SALT_BYTES];
	random_bytes(salt, sizeof salt);
	enter();
	int e = argon2id_hash_encoded(PASSES, MEMORY_KIB, LANES, password, strlen(password), salt, sizeof salt, HASH_BYTES,
				      encoded, ENCODED_BYTES);
	leave();
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
	enter();
	int e = argon2id_verify(hashed, password, strlen(password));
	leave();
	return e == ARGON2_OK;
}
