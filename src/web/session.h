/* Sessions of people who are signed in. The cookie holds a random token, the database its digest. */
#pragma once
#include "store/store.h"
#include "web/who.h"

/* A new session; returns the token for req_sign_in(). Always a new one, whatever cookie came. */
const char *session_begin(struct tx *t, enum who_kind kind, int64_t id);
void session_end(struct tx *t, const char *token);
/* All sessions of one person: after a change of password, or when somebody leaves. */
void session_end_all(struct tx *t, enum who_kind kind, int64_t id);
