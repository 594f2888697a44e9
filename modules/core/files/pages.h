/* pages: the model of the page of an object's files, and its handlers. Private to this folder. */
#pragma once
#include "core/files/files.h"
#include "web/object.h"

struct attached_view {
	str kind;
	int64_t id;
	struct object_seen of;
	struct file_links_rows files;
	struct kept_files kept;
	bool is_changeable;
};
extern const struct shape attached_shape;
err photo_send(struct req *q), photo_send_small(struct req *q); /* photos.c */
err photo_shrink(struct ctx *c, str photo);                     /* job */
err attached_page(struct req *q), attached_post(struct req *q), attached_send(struct req *q), attached_remove(struct req *q);
