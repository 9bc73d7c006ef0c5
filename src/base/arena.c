#include "base/arena.h"
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 * 1024, ALIGN = 16 };

struct block {
	struct block *next;
	size_t used, size;
	_Alignas(ALIGN) char data[];
};

struct deferred {
	struct deferred *next;
	void (*fn)(void *);
	void *what;
};

struct arena {
	struct block *top;
	struct deferred *deferred;
	size_t total, max;
};

static struct block *block_new(size_t size)
{
	struct block *b = malloc(sizeof *b + size);
	must(b);
	*b = (struct block){ .size = size };
	return b;
}

struct arena *arena_new(size_t max_bytes)
{
	struct arena *a = calloc(1, sizeof *a);
	must(a);
	a->max = max_bytes;
	a->top = block_new(FIRST_BLOCK);
	a->total = FIRST_BLOCK;
	return a;
}

static void run_deferred(struct arena *a)
{
	while (a->deferred) {
		struct deferred *d = a->deferred;
		a->deferred = d->next;
		d->fn(d->what);
	}
}

void arena_reset(struct arena *a)
{
	run_deferred(a);
	while (a->top->next) {
		struct block *b = a->top;
		a->top = b->next;
		free(b);
	}
	a->top->used = 0;
	a->total = a->top->size;
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	arena_reset(a);
	free(a->top);
	free(a);
}

void *arena_alloc(struct arena *a, size_t size)
{
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	struct block *b = a->top;
	if (b->size - b->used < size) {
		size_t want = b->size * 2 > size ? b->size * 2 : size;
		a->total += want;
		must(a->total <= a->max);
		b = block_new(want);
		b->next = a->top;
		a->top = b;
	}
	void *p = b->data + b->used;
	b->used += size;
	return memset(p, 0, size);
}

void *arena_grow(struct arena *a, const void *old, size_t old_bytes, size_t new_bytes)
{
	void *p = arena_alloc(a, new_bytes);
	if (old_bytes)
		memcpy(p, old, old_bytes);
	return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
	n = strnlen(s, n);
	char *p = arena_alloc(a, n + 1);
	memcpy(p, s, n);
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	must(n >= 0);
	char *p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

void arena_defer(struct arena *a, void (*fn)(void *what), void *what)
{
	struct deferred *d = arena_new_of(a, struct deferred);
	*d = (struct deferred){ a->deferred, fn, what };
	a->deferred = d;
}
