/* xml: the adapter of expat. */
#include "xml.h"
#include <expat.h>

const char *xml_local(const char *name)
{
	const char *colon = strrchr(name, ':');
	return colon ? colon + 1 : name;
}

const char *xml_attribute(const char **all, const char *name)
{
	for (; all[0]; all += 2)
		if (!strcmp(all[0], name))
			return all[1];
	return "";
}

void xml_stop(struct xml *x)
{
	x->stopped = true;
	XML_StopParser(x->parser, XML_FALSE);
}

static void refuse(struct xml *x)
{
	x->bad = true;
	xml_stop(x);
}

static void XMLCALL on_begin(void *arg, const char *name, const char **attributes)
{
	struct xml *x = arg;
	if (++x->depth > XML_DEPTH)
		refuse(x);
	else if (!x->stopped)
		x->begin(x, xml_local(name), attributes);
}

static void XMLCALL on_end(void *arg, const char *name)
{
	struct xml *x = arg;
	x->depth--;
	if (!x->stopped)
		x->end(x, xml_local(name));
}

static void XMLCALL on_text(void *arg, const char *s, int n)
{
	struct xml *x = arg;
	if (!x->stopped)
		x->text(x, s, (size_t)n);
}

static void XMLCALL on_doctype(void *arg, const char *name, const char *system, const char *public, int subset)
{
	(void)name, (void)system, (void)public, (void)subset;
	refuse(arg);
}

bool xml_open(struct xml *x)
{
	XML_Parser parser = x->parser = XML_ParserCreate(NULL);
	x->depth = 0;
	x->stopped = x->bad = false;
	if (!parser)
		return false;
	XML_SetUserData(parser, x);
	XML_SetElementHandler(parser, on_begin, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetStartDoctypeDeclHandler(parser, on_doctype);
	return true;
}

void *xml_room(struct xml *x) { return XML_GetBuffer(x->parser, XML_PIECE); }

void xml_piece(struct xml *x, size_t n)
{
	if (!x->stopped && XML_ParseBuffer(x->parser, (int)n, n == 0) != XML_STATUS_OK && !x->stopped)
		x->bad = x->stopped = true;
}

void xml_close(struct xml *x)
{
	XML_ParserFree(x->parser);
	x->parser = NULL;
}

void xml_all(struct xml *x, str bytes)
{
	if (!xml_open(x)) {
		x->bad = true;
		return;
	}
	for (size_t n = 1; n > 0 && !x->stopped;) {
		void *room = xml_room(x);
		n = bytes.n < XML_PIECE ? bytes.n : XML_PIECE;
		if (!room)
			x->bad = x->stopped = true;
		else if (n)
			memcpy(room, bytes.s, n);
		bytes = (str){bytes.s + n, bytes.n - n};
		xml_piece(x, n);
	}
	xml_close(x);
}
