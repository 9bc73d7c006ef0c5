/* The HTTP server: libmicrohttpd on epoll threads for what only reads, a pool of workers for what changes things. */
#pragma once
#include "web/site.h"

/* Serves until SIGINT or SIGTERM, then answers what is in flight and returns. listen is "HOST:PORT"; port 0 takes a free
 * one. started(port) is called when connections are accepted. */
MUST_CHECK enum err server_run(struct site *site, const char *listen, void (*started)(int port), struct fault *f);
