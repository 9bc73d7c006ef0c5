/* Arena: memory that lives as long as one request, one job or one command, and is never freed piece by piece.
 *
 * Everything taken from it is zeroed and aligned for any type. An arena is born with a maximum; inputs are bounded
 * before they reach it, so running over is a bug and stops the program (must). Not for sharing between threads. */
#pragma once
#include "base/err.h"

struct arena;

struct arena *arena_new(size_t max_bytes);
void arena_free(struct arena *a);  /* runs the deferred functions, then frees; NULL is allowed */
void arena_reset(struct arena *a); /* the same, but keeps the first block for the next use */

void *arena_alloc(struct arena *a, size_t size) __attribute__((malloc));
#define arena_new_of(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define arena_array(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (n)))
/* A larger copy of an array of n_old elements; the old one stays valid. */
void *arena_grow(struct arena *a, const void *old, size_t old_bytes, size_t new_bytes);

char *arena_strdup(struct arena *a, const char *s); /* NULL gives NULL */
char *arena_strndup(struct arena *a, const char *s, size_t n); /* at most n bytes of it */
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF(2, 3);

/* Calls fn(what) when the arena is reset or freed, last deferred first: for what is not memory. */
void arena_defer(struct arena *a, void (*fn)(void *what), void *what);
