/* Chance that can be repeated: the same seed gives the same throws on every machine (SplitMix64). Not for secrets. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dice { uint64_t state; };

int64_t dice_below(struct dice *d, int64_t n);               /* 0 … n−1; n is at least 1 */
int64_t dice_between(struct dice *d, int64_t low, int64_t high); /* both included */
bool dice_hits(struct dice *d, int64_t per_mille);
