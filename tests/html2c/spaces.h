/* Made by html2c from html2c/spaces.html. */
#pragma once
#include "base/out.h"

void html2c_spaces(struct out *o, const char *typed);
