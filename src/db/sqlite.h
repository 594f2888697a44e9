/* How the program keeps a SQLite file: what the adapter (sqlite.c) and the floor that it is measured against (tests/bench) share. */
#pragma once

/* The file is not mapped: whenever something was committed SQLite lets go of a reader's whole mapping, and faulting its pages in again
 * costs several times what reading them does. For the same reason the cache of a reader is small: a commit empties it. */
#define SQLITE_EVERY  "pragma foreign_keys=on; pragma temp_store=memory; pragma busy_timeout=5000;"
#define SQLITE_READS  SQLITE_EVERY "pragma query_only=on; pragma cache_size=-2000;"
#define SQLITE_WRITES SQLITE_EVERY "pragma synchronous=full; pragma wal_autocheckpoint=0; pragma cache_size=-32000;"

enum {
	CHECKPOINT_AT = 1000, /* pages in the log before the checkpoint thread is woken: 4 MB */
	WAL_PAGES_MAX = 16000 /* .. before the writer itself helps: 64 MB */
};
