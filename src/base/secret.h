/* Personal data at rest: sealed with SM4-CTR and HMAC-SM3 (encrypt, then authenticate; OpenSSL 3.0 has no SM4-GCM), with a
 * keyed hash beside it for look-up. The key file stands beside the database, is made once, and is readable by its owner
 * only; without it personal data cannot be read, so it belongs into the backup, apart from the database. */
#pragma once
#include "base/arena.h"

struct secret;

/* Reads the key file, or makes one when create is set and there is none. */
MUST_CHECK enum err secret_open(const char *path, bool create, struct fault *f, struct secret **out);
void secret_close(struct secret *s);

/* "1:" and the base64 of iv, cipher text and MAC. The empty text stays empty. */
const char *secret_seal(const struct secret *s, struct arena *a, const char *text);
/* The text again; NULL when it was made with another key or has been changed. */
const char *secret_unseal(const struct secret *s, struct arena *a, const char *sealed);
/* Keyed hash of a normalised value; `use` keeps phone numbers and certificates apart. */
const char *secret_key(const struct secret *s, struct arena *a, const char *use, const char *value);
