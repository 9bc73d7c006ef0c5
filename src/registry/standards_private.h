/* Inside the pages of templates. */
#pragma once
#include "registry/registry_private.h"
#include "registry/standards.h"
#include "registry/standards.sql.h"

/* A template in the list. */
struct standard_line {
	const struct standard_row *row;
	size_t looked_at, departing, deviations; /* of its followers: looked at, those that depart, in how many things */
};

struct standards_view {
	struct standard_line *lines;
	size_t n;
	const char *next_href;
	const struct follower_row *names, *codes; /* one base code under several names; one name under several base codes */
	size_t n_names, n_codes;
	bool may_add;
};

/* How far an item is from its template. */
struct follower {
	const struct follower_row *row;
	struct difference *all;
	size_t n, counts[NORM__MAX];
	int64_t open; /* its adjustment under way; 0: none */
	bool may;     /* this person may align it */
};

struct standard_view {
	const struct record *standard;
	const json_t *body;
	struct follower *followers, *alike;
	size_t n, n_alike, departing, n_may; /* n_may: that depart, have no adjustment and may be aligned by this person */
	const char *next_href;
};
