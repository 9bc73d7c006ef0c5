/* Words for codes of the catalogue that more than one page shows; those of catalogue.h stand in words.c too. */
#pragma once
#include <stdint.h>

struct tx;

/* An application mode (应用模式) and the most visits that the hall's star standard lets it promise. */
struct mode_row { const char *kind, *name, *how; int64_t star, max_visits; };
enum { MODES = 4 };
extern const struct mode_row mode_rows[MODES]; /* best first; the counter comes last */
const struct mode_row *mode_row(const char *kind); /* NULL when there is none */

const char *level_name(struct tx *t, int64_t level); /* of the table assurance: 实名认证; "" where there is none */
extern const int64_t star_all[5];       /* 5 to 1 */
const char *const *star_icons(int64_t star); /* five names of icons, so many of them full */
