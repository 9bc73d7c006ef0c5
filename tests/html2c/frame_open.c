/* Made by html2c from html2c/frame_open.html. */
#include "frame_open.h"

void html2c_frame_open(struct out *o, const char *title)
{
	(void)o;
	(void)title;
	out_bytes(o, "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>", 69);
#line 7 "html2c/frame_open.html"
	out_text(o, title);
	out_bytes(o, " · 通办</title><link rel=\"stylesheet\" href=\"/look.css\"><script src=\"/hall.js\" defer></script>"
		"</head><body><main>", 115);
}
