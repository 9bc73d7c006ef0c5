/* A gate: lets a few threads at a time do what takes a whole core; the others wait. For work that a flood of requests must not
 * spread over all cores and all memory. */
#pragma once
#include <pthread.h>

struct gate {
	int at_once; /* how many may be inside */
	pthread_mutex_t lock;
	pthread_cond_t free;
	int busy;
};
#define GATE(n) { (n), PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0 }

void gate_enter(struct gate *g);
void gate_leave(struct gate *g);
