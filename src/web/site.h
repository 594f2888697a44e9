/* site: where people reach this site, and where its data stands. */
#pragma once
#include "base/base.h"

struct ctx;
struct req;

str site_url(struct req *q, const char *path_format, ...) PRINTF(2, 3); /* absolute, for QR codes; see site_origin */
/* Where people reach this site: the setting site.url, else the address the server listens on. Never what a request says of itself: who
 * asks with a Host of his own would get papers that lead to him. */
str site_origin(struct ctx *c);
/* The folder of this store: dinh.db, files/, backup/, tmp/. Said once, by web_open or a test, before any thread starts. */
const char *data_folder(void);
void data_folder_set(const char *path);
void site_listens(const char *origin); /* "http://127.0.0.1:8080": the site's address as long as site.url is empty */
