/* Made by html2c from html2c/guide.html. */
#pragma once
#include "base/out.h"
#include "html2c/sample.h"
#include "frame_open.h"
#include "frame_close.h"

void html2c_guide(struct out *o, const struct item *item, const char *query, bool unread);
