/* What every page is framed with. The frame's words come from settings; its HTML stands in hall_open.html, desk_open.html … */
#pragma once
#include "web/form.h"
#include "web/req.h"

struct frame {
	const char *place, *hall, *phone, *notice;
	const char *title; /* with "错误：" in front when a form came back */
	bool signed_in;
	int64_t waiting;   /* cases that wait for this account's answer */
	int64_t unread;    /* notices of who sees the page, to 100 */
};

/* Of the hall, the desk or an error page; reads settings. The heads fill `waiting` and `unread`. */
struct frame frame_of(struct req *r, const char *title);

/* Large type and high contrast (look.c): what stands on <html>, and what the buttons in the head of a page do next. */
const char *look_type(const struct req *r);     /* large, larger, normal */
const char *look_contrast(const struct req *r); /* high, normal */
struct look_step { const char *value, *words; };
struct look_step look_next_type(const struct req *r);
struct look_step look_next_contrast(const struct req *r);
enum err look_set(struct req *r); /* GET /look: sets the cookie and leads back */

/* "/assets/look.css?v=…": the address changes with the content, so it may be kept for ever. */
const char *asset_url(struct req *r, const char *name);
enum err asset_get(struct req *r); /* GET /assets/:name */

/* The route table of web itself: assets, health. */
extern const struct room web_room;
