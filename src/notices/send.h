/* Inside notices/: a notice that leaves the house, and the two ways. */
#pragma once
#include "base/out.h"

/* Everything that is needed to send one, read from a snapshot before; sending itself takes seconds. */
struct outgoing {
	int64_t id, made_at;
	const char *to;               /* e-mail address or telephone number */
	const char *title, *words;
	const char *link, *choices;   /* full addresses: of what it is about, and of where people choose what they hear */
	const char *hall;
	const char *url, *from, *user, *password; /* e-mail */
	const char *gateway, *token, *sign;       /* short message */
};

/* A whole message (RFC 5322, MIME): Date and Message-ID come from the notice, so that one sent twice is the same message. */
void mail_compose(struct out *o, const struct outgoing *m);
/* ERR_BUSY with words for an administrator when the server does not take it. A password travels encrypted or not at all. */
MUST_CHECK enum err mail_send(struct arena *mem, struct fault *f, const struct outgoing *m);

/* Signature, title and words, cut to the 70 characters of one short message. */
const char *sms_text(struct arena *mem, const struct outgoing *m);
/* Posts {"phone","text","id"}; the notice's id is also the Idempotency-Key. 2xx is done. ERR_BUSY when another try may help,
 * ERR_CONFLICT when the gateway refuses it for good: it is tried again all the same, until an administrator has seen it. */
MUST_CHECK enum err sms_send(struct arena *mem, struct fault *f, const struct outgoing *m);
