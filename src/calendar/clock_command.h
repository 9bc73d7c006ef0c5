/* `tongban clock due`: a line of standard input `start,amount,unit[,from/to]…`, a line of answer: the due day, `paused:` and
 * what is left, or `error:` and why, so that lines stay aligned; exit status 1 when any was wrong.
 * `tongban clock explain START AMOUNT UNIT [FROM/TO]…`: one period, day by day.
 *
 * The calendar is that of the file named by --calendar, else of the place, else the one that is shipped. Words as in ask.h;
 * a pause without an end is `from/`. */
#pragma once
#include "web/command.h"

int clock_command(struct call *c);
