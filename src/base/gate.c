#include "base/gate.h"

void gate_enter(struct gate *g)
{
	pthread_mutex_lock(&g->lock);
	while (g->busy >= g->at_once)
		pthread_cond_wait(&g->free, &g->lock);
	g->busy++;
	pthread_mutex_unlock(&g->lock);
}

void gate_leave(struct gate *g)
{
	pthread_mutex_lock(&g->lock);
	g->busy--;
	pthread_cond_signal(&g->free);
	pthread_mutex_unlock(&g->lock);
}
