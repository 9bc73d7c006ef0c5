/* Documents made from the program's own tables. */
#pragma once
#include "web/command.h"

int document_run(struct call *c);
