/* The documents of FusionInventory (GLPI, OCS) and of lshw. */
#include "sheet_inventory.h"
#include "xml.h"

enum { NAME = 64 };

struct node { /* an element of lshw: a part of the machine */
	char class[NAME], id[NAME];
	str product, vendor, serial, address, chassis, tag;
	int64_t size;
};
struct document {
	struct sheet_writing *w;
	struct inventory machine;
	buf text; /* of the element at work */
	enum sheet_fault fault;
	/* FusionInventory: CONTENT's element, and what it said so far */
	char section[NAME];
	str name, mac, address, kind, until;
	bool virtual, off;
	int64_t size;
	/* lshw: the nodes that are open, and what they were */
	struct node nodes[XML_DEPTH];
	size_t open;
};

static struct document *of(struct xml *x) { return x->arg; }

static void copy_name(char *to, const char *from)
{
	size_t n = strnlen(from, NAME - 1);
	memcpy(to, from, n);
	to[n] = 0;
}

static void take_text(struct xml *x, const char *s, size_t n)
{
	struct document *d = of(x);
	if (d->text.n + n <= SHEET_CELL) /* longer ones are lists of programs and licences: nothing that is asked */
		buf_put(&d->text, s, n);
}

/* ---- FusionInventory ---- */

enum { SECTION = 3, FIELD = 4 }; /* depths: REQUEST, CONTENT, .. */

static int64_t megabytes(str text)
{
	int64_t n;
	return str_int(text, &n) && n >= 0 && n < INT64_C(1) << 32 ? n : 0;
}

static void add_disk(struct inventory *m, int64_t bytes)
{
	if (m->disk < INT64_C(1) << 55)
		m->disk += bytes;
}

static void hardware(struct document *d, const char *field, str text)
{
	if (!strcmp(field, "NAME"))
		inventory_set(d->w, &d->machine, INVENTORY_LABEL, text);
	if (!strcmp(field, "OSNAME"))
		inventory_set(d->w, &d->machine, INVENTORY_SYSTEM, inventory_system(text));
	if (!strcmp(field, "PROCESSORT"))
		inventory_set(d->w, &d->machine, INVENTORY_PROCESSOR, text);
	if (!strcmp(field, "CHASSIS_TYPE"))
		inventory_set(d->w, &d->machine, INVENTORY_KIND, inventory_kind(text));
	if (!strcmp(field, "MEMORY"))
		d->machine.memory = megabytes(text) << 20;
}

static void firmware(struct document *d, const char *field, str text)
{
	struct inventory maker = {0};
	if (!strcmp(field, "SSN"))
		inventory_set(d->w, &d->machine, INVENTORY_SERIAL, text);
	if (!strcmp(field, "SMODEL"))
		inventory_set(d->w, &d->machine, INVENTORY_MODEL, text);
	if (!strcmp(field, "ASSETTAG"))
		inventory_set(d->w, &d->machine, INVENTORY_TAG, text);
	if (!strcmp(field, "SMANUFACTURER")) {
		inventory_set(d->w, &maker, INVENTORY_MODEL, text);
		d->machine.maker = maker.cells[INVENTORY_MODEL];
	}
}

/* Fields of what a machine has several of are kept until the element ends. */
static void several(struct document *d, const char *field, str text)
{
	text = str_copy(d->w->a, text);
	if (!strcmp(field, "MACADDR"))
		d->mac = text;
	if (!strcmp(field, "IPADDRESS"))
		d->address = text;
	if (!strcmp(field, "TYPE"))
		d->kind = text;
	if (!strcmp(field, "NAME"))
		d->name = text;
	if (!strcmp(field, "EXPIRATION"))
		d->until = text;
	if (!strcmp(field, "DISKSIZE"))
		d->size = megabytes(text);
	d->virtual |= !strcmp(field, "VIRTUALDEV") && str_is(text, "1");
	d->off |= !strcmp(field, "ENABLED") && str_is(text, "0");
}

static void field_ends(struct document *d, const char *field)
{
	str text = str_trim(buf_text(&d->text));
	if (!strcmp(d->section, "HARDWARE"))
		hardware(d, field, text);
	else if (!strcmp(d->section, "BIOS"))
		firmware(d, field, text);
	else
		several(d, field, text);
}

static bool is_machines_own(str mac) { return mac.n && !str_starts(mac, S("00:00:00:00:00:00")); }

static void section_ends(struct document *d)
{
	struct inventory *m = &d->machine;
	if (!strcmp(d->section, "NETWORKS") && !d->virtual && is_machines_own(d->mac) && d->address.n) {
		inventory_set(d->w, m, INVENTORY_MAC, d->mac);
		inventory_set(d->w, m, INVENTORY_ADDRESS, d->address);
	}
	if (!strcmp(d->section, "STORAGES") && str_is(d->kind, "disk"))
		add_disk(m, d->size * 1000000);
	if (!strcmp(d->section, "ANTIVIRUS") && !d->off && !m->cells[INVENTORY_ANTIVIRUS].n) {
		inventory_set(d->w, m, INVENTORY_ANTIVIRUS, d->name);
		inventory_set(d->w, m, INVENTORY_ANTIVIRUS_UNTIL, d->until);
	}
	d->name = d->mac = d->address = d->kind = d->until = S("");
	d->virtual = d->off = false;
	d->size = 0;
	d->section[0] = 0;
}

static void fusion_begins(struct xml *x, const char *name, const char **attributes)
{
	struct document *d = of(x);
	(void)attributes;
	d->text.n = 0;
	if (x->depth == SECTION)
		copy_name(d->section, name);
}

static void fusion_ends(struct xml *x, const char *name)
{
	struct document *d = of(x);
	if (x->depth + 1 == FIELD)
		field_ends(d, name);
	else if (x->depth + 1 == SECTION)
		section_ends(d);
	else if (x->depth + 1 == 1) {
		inventory_row(d->w, &d->machine);
		d->fault = d->w->fault;
	}
	d->text.n = 0;
}

/* ---- lshw ---- */

static void lshw_begins(struct xml *x, const char *name, const char **attributes)
{
	struct document *d = of(x);
	struct node *n = d->open ? &d->nodes[d->open - 1] : NULL;
	d->text.n = 0;
	if (!strcmp(name, "node") && d->open < COUNT(d->nodes)) {
		n = &d->nodes[d->open++];
		*n = (struct node){0};
		copy_name(n->class, xml_attribute(attributes, "class"));
		copy_name(n->id, xml_attribute(attributes, "id"));
	} else if (n && !strcmp(name, "setting")) {
		str id = str_of(xml_attribute(attributes, "id")),
		    value = str_copy(d->w->a, str_of(xml_attribute(attributes, "value")));
		if (str_is(id, "ip"))
			n->address = value;
		if (str_is(id, "chassis"))
			n->chassis = value;
	}
}

/* The machine itself ends last, so its parts are known by then. */
static void node_ends(struct document *d, const struct node *n)
{
	struct inventory *m = &d->machine;
	if (!strcmp(n->class, "memory") && !strcmp(n->id, "memory"))
		m->memory = n->size;
	if (!strcmp(n->class, "processor"))
		inventory_set(d->w, m, INVENTORY_PROCESSOR, n->product);
	if (!strcmp(n->class, "disk") && strncmp(n->id, "cdrom", 5) != 0)
		add_disk(m, n->size);
	if (!strcmp(n->class, "network") && n->address.n) {
		inventory_set(d->w, m, INVENTORY_MAC, n->serial);
		inventory_set(d->w, m, INVENTORY_ADDRESS, n->address);
	}
	if (d->open > 0)
		return;
	inventory_set(d->w, m, INVENTORY_LABEL, str_of(n->id));
	inventory_set(d->w, m, INVENTORY_KIND, inventory_kind(n->chassis));
	inventory_set(d->w, m, INVENTORY_MODEL, n->product);
	inventory_set(d->w, m, INVENTORY_SERIAL, n->serial);
	m->maker = n->vendor;
	inventory_row(d->w, m);
	d->fault = d->w->fault;
}

static void lshw_ends(struct xml *x, const char *name)
{
	struct document *d = of(x);
	struct node *n = d->open ? &d->nodes[d->open - 1] : NULL;
	str text = str_copy(d->w->a, str_trim(buf_text(&d->text)));
	int64_t size;
	d->text.n = 0;
	if (!n)
		return;
	if (!strcmp(name, "product"))
		n->product = text;
	else if (!strcmp(name, "vendor"))
		n->vendor = text;
	else if (!strcmp(name, "serial"))
		n->serial = text;
	else if (!strcmp(name, "size") && str_int(text, &size) && size > 0 && size < INT64_C(1) << 50)
		n->size = size;
	else if (!strcmp(name, "node")) {
		d->open--;
		node_ends(d, n);
	}
}

enum sheet_fault inventory_xml(struct sheet_writing *w, str bytes)
{
	struct document *d = NEW(w->a, struct document);
	d->w = w;
	d->text.a = w->a;
	struct xml x = {.begin = fusion_begins, .end = fusion_ends, .text = take_text, .arg = d};
	str head = {bytes.s, bytes.n < 2048 ? bytes.n : 2048};
	if (!str_has(head, S("REQUEST>"))) {
		x.begin = lshw_begins;
		x.end = lshw_ends;
	}
	xml_all(&x, bytes);
	return x.bad ? SHEET_BROKEN : d->fault;
}
