// A server that lives later: its clock of the day is put forward by a library loaded before the program.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SHIFT = `
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>
int clock_gettime(clockid_t id, struct timespec *t)
{
	int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
	int e = real(id, t);
	if (id == CLOCK_REALTIME)
		t->tv_sec += atol(getenv("TONGBAN_TEST_SHIFT_S"));
	return e;
}
`;

let library;
function made() {
	if (!library) {
		const folder = mkdtempSync(join(tmpdir(), 'tongban-clock-'));
		process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
		library = join(folder, 'shift.so');
		execFileSync(process.env.CC ?? 'cc', ['-D_GNU_SOURCE', '-shared', '-fPIC', '-O1', '-x', 'c', '-', '-o', library, '-ldl'], { input: SHIFT });
	}
	return library;
}

// Environment for Place.start(): the same moment, so many minutes later.
export const later = (minutes) => ({
	LD_PRELOAD: made(),
	TONGBAN_TEST_SHIFT_S: String(minutes * 60),
	// A program built with the address sanitizer wants to be asked before another library comes first.
	ASAN_OPTIONS: [process.env.ASAN_OPTIONS, 'verify_asan_link_order=0'].filter(Boolean).join(':'),
});
