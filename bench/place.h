/* A place opened in the process, for the measuring programs: the store, the key and the rooms, without the server. */
#pragma once
#include "web/site.h"

struct place {
	struct site site;
	struct arena *mem;
	struct fault fault;
};

/* Opens the database at this path, which `tongban init` made; stops the program with words when it cannot. */
void bench_open(struct place *p, const char *path);
void bench_close(struct place *p);
/* Runs fn on the writer; stops the program with the fault's words when it fails. */
void bench_write(struct place *p, struct arena *mem, store_fn *fn, void *arg);
_Noreturn void bench_stop(const char *words);
