/* Made by html2c from html2c/frame_close.html. */
#pragma once
#include "base/out.h"

void html2c_frame_close(struct out *o);
