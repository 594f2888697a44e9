#include "sqlc.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *file;
int line;
char module[NAME], room[NAME];
sqlite3 *db;

void die(const char *format, ...)
{
	va_list v;
	va_start(v, format);
	fprintf(stderr, "%s:%d: error: ", file, line);
	vfprintf(stderr, format, v);
	fputc('\n', stderr);
	va_end(v);
	exit(1);
}

static int open_memory(void)
{
	if (sqlite3_open(":memory:", &db))
		return 0;
	sqlite3_exec(db, "pragma foreign_keys=on", NULL, NULL, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL); /* "x" is a name, never a text */
	sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	return 1;
}

/* The outermost folder that has a .sql file of its own name; else the file is a room by itself. */
static void find_room(const char *path)
{
	char *folder = strdup(path), *own = NULL;
	snprintf(room, sizeof room, "%s", module);
	for (char *end; folder && (end = strrchr(folder, '/'));) {
		*end = 0;
		const char *name = strrchr(folder, '/');
		name = name ? name + 1 : folder;
		if (asprintf(&own, "%s/%s.sql", folder, name) < 0)
			abort();
		int there = !access(own, R_OK);
		free(own);
		if (there)
			snprintf(room, sizeof room, "%.*s", NAME - 1, name);
	}
	free(folder);
}

int main(int argc, char **argv)
{
	int i = 1;
	for (; i + 1 < argc && !strcmp(argv[i], "-I"); i += 2)
		folder_add(argv[i + 1]);
	if (argc - i != 2) {
		fprintf(stderr, "usage: sqlc [-I DIR]... FILE.sql OUT\n");
		return 2;
	}
	const char *slash = strrchr(argv[i], '/');
	snprintf(module, sizeof module, "%.*s", (int)strcspn(slash ? slash + 1 : argv[i], "."), slash ? slash + 1 : argv[i]);
	find_room(argv[i]);
	if (!open_memory())
		return 1;
	write_begin(argv[i], argv[i + 1]);
	read_file(argv[i], module, 1);
	if (write_end()) {
		perror(argv[i + 1]);
		return 1;
	}
	sqlite3_close(db);
	return 0;
}
