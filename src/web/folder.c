#include <stdio.h>
#include <stdlib.h>
#include "web/site.h"

static char folder[4000];

void data_folder_set(const char *path)
{
	if (snprintf(folder, sizeof folder, "%s", path) >= (int)sizeof folder) {
		fputs("the path of the data folder is too long\n", stderr);
		abort();
	}
}

const char *data_folder(void) { return folder; }
