/* Made by html2c from html2c/frame_open.html. */
#pragma once
#include "base/out.h"

void html2c_frame_open(struct out *o, const char *title);
