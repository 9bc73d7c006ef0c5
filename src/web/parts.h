/* The small pages and components of the frame, compiled from *.html, and the two frames as pages call them:
 * {{call web_hall_begin(r, "标题", "items")}} … {{call web_hall_end(r)}}. */
#pragma once
#include "web/frame.h"

void web_hall_begin(struct out *o, struct req *r, const char *title, const char *here);
void web_hall_end(struct out *o, struct req *r);
void web_desk_begin(struct out *o, struct req *r, const char *title, const char *here);
void web_desk_end(struct out *o, struct req *r);

#include "web/icon.html.h"
#include "web/csrf.html.h"
#include "web/nav.html.h"
#include "web/unread.html.h"
#include "web/bell.html.h"
#include "web/account.html.h"
#include "web/look.html.h"
#include "web/said.html.h"
#include "web/errors.html.h"
#include "web/field.html.h"
#include "web/error.html.h"
#include "web/wait.html.h"
#include "web/hall_open.html.h"
#include "web/hall_close.html.h"
#include "web/desk_open.html.h"
#include "web/desk_close.html.h"
