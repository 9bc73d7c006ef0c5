#include "simulate/dice.h"
#include "base/err.h"

static uint64_t next(struct dice *d)
{
	uint64_t z = d->state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

int64_t dice_below(struct dice *d, int64_t n)
{
	must(n > 0);
	return (int64_t)(next(d) % (uint64_t)n);
}

int64_t dice_between(struct dice *d, int64_t low, int64_t high)
{
	return low + dice_below(d, high - low + 1);
}

bool dice_hits(struct dice *d, int64_t per_mille)
{
	return dice_below(d, 1000) < per_mille;
}
