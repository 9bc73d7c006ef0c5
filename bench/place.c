#include "place.h"
#include "identity/identity.h"
#include "rooms.h"
#include <stdio.h>
#include <stdlib.h>

enum { AREA = 350205, MEMORY = 1 << 30 };

_Noreturn void bench_stop(const char *words)
{
	fprintf(stderr, "bench: %s\n", words);
	exit(1);
}

void bench_open(struct place *p, const char *path)
{
	*p = (struct place){ .mem = arena_new(MEMORY) };
	struct site *s = &p->site;
	s->rooms = rooms_all(NULL);
	s->load_who = identity_load_who;
	if (secret_open(arena_printf(p->mem, "%s.key", path), false, &p->fault, &s->secret))
		bench_stop(p->fault.words);
	const struct store_options opt = {
		.url = arena_printf(p->mem, "sqlite:%s", path), .files_dir = arena_printf(p->mem, "%s.files", path),
		.sets = rooms_statements(p->mem, s->rooms), .secret = s->secret, .area = AREA,
	};
	if (store_open(&opt, false, &p->fault, &s->store))
		bench_stop(p->fault.words);
}

void bench_close(struct place *p)
{
	store_close(p->site.store);
	secret_close(p->site.secret);
	arena_free(p->mem);
}

void bench_write(struct place *p, struct arena *mem, store_fn *fn, void *arg)
{
	if (store_write(p->site.store, mem, &p->fault, fn, arg))
		bench_stop(p->fault.words);
}
