/* 工作日计算器: GET /working-days asks when a period ends and shows the days one by one; GET /api/v1/working-days says the
 * same as JSON. All of the question stands in the address, so an answer can be linked. */
#pragma once
#include "calendar/ask.h"
#include "web/form.h"

enum { WORKING_DAYS_PAUSES = 3, WORKING_DAYS_STEPS = 400 };

struct working_days_view {
	struct field_view start, time, amount, unit;
	struct field_view from[WORKING_DAYS_PAUSES], to[WORKING_DAYS_PAUSES];
	bool has_pauses;
	bool answered;             /* what follows is filled */
	struct ask_answer answer;
	const char *question;      /* 从 2026-10-24（周一）起 20 个工作日 */
	const char *due, *weekday; /* 2026年12月9日, for hours with its time */
	const char *left;          /* when paused: 15 个工作日 */
	const char *unpublished;   /* years without a notice: 2027、2028 */
	const struct clock_step *steps;
	size_t n;
	bool cut;                  /* there are more steps than shown */
};

enum err working_days_page(struct req *r);
enum err working_days_api(struct req *r);
extern const struct shape working_days_shape, working_days_query;
