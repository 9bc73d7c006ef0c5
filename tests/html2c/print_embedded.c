/* Prints the embedded files, so that tools.mjs can compare them with those on the disk. */
#include "embedded.h"
#include <stdio.h>

int main(void)
{
	for (const struct embedded *f = sample_files; f->path; f++) {
		printf("%s %zu\n", f->path, f->size);
		fwrite(f->data, 1, f->size, stdout);
	}
	return 0;
}
