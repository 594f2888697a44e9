/* xml: a foreign document, event by event, in the helper process. Names come without their prefix: programs put any before those of the one
 * vocabulary. A document that declares a type is bad (entities are none of our formats' business), and so is one deeper than XML_DEPTH. */
#pragma once
#include "base/base.h"

enum { XML_DEPTH = 64, XML_PIECE = 1 << 16 };

struct xml {
	void (*begin)(struct xml *x, const char *name, const char **attributes);
	void (*end)(struct xml *x, const char *name);
	void (*text)(struct xml *x, const char *s, size_t n);
	void *arg;    /* the reader's */
	bool stopped; /* no event comes after */
	bool bad;     /* out: it is none, or a hostile one */
	int depth;
	void *parser; /* xml.c's */
};
bool xml_open(struct xml *x);  /* false: no memory. Then pieces, the last of 0 bytes; then xml_close */
void *xml_room(struct xml *x); /* for XML_PIECE bytes; NULL: no memory */
void xml_piece(struct xml *x, size_t n);
void xml_all(struct xml *x, str bytes); /* open, all pieces, close */
void xml_stop(struct xml *x);           /* inside an event: enough was read */
void xml_close(struct xml *x);
const char *xml_attribute(const char **all, const char *name); /* "": there is none */
const char *xml_local(const char *name);                       /* of an attribute, as it is written: without its prefix */
