/* tongban import and tongban export: what they take stands in the room's table, what they print in docs/transfer.md. */
#pragma once
#include "web/command.h"

int command_import(struct call *c);
int command_export(struct call *c);
