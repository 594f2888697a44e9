/* What snmpwalk prints of printers, switches and the like: a value a line, of one device after the other. */
#include "sheet_inventory.h"

/* RFC 3418 (system), 2863 (interfaces), 4293 (addresses), 2790 (hrDevice), 3805 (printers), 6933 (entities). */
enum object {
	NOTHING,
	SYS_DESCR, /* each device has one, and it comes first */
	SYS_NAME,
	SYS_LOCATION,
	IF_ADDRESS,
	IP_FORWARDING,
	IP_ADDRESS,
	DEVICE_TYPE,
	DEVICE_DESCR,
	PRINTER_SERIAL,
	ENTITY_SERIAL,
	ENTITY_MODEL
};
static const struct {
	const char *number, *name; /* without what says which one, after the last dot */
	enum object is;
} objects[] = {
	{"1.3.6.1.2.1.1.1.", "sysDescr.", SYS_DESCR},
	{"1.3.6.1.2.1.1.5.", "sysName.", SYS_NAME},
	{"1.3.6.1.2.1.1.6.", "sysLocation.", SYS_LOCATION},
	{"1.3.6.1.2.1.2.2.1.6.", "ifPhysAddress.", IF_ADDRESS},
	{"1.3.6.1.2.1.4.1.", "ipForwarding.", IP_FORWARDING},
	{"1.3.6.1.2.1.4.20.1.1.", "ipAdEntAddr.", IP_ADDRESS},
	{"1.3.6.1.2.1.25.3.2.1.2.", "hrDeviceType.", DEVICE_TYPE},
	{"1.3.6.1.2.1.25.3.2.1.3.", "hrDeviceDescr.", DEVICE_DESCR},
	{"1.3.6.1.2.1.43.5.1.1.17.", "prtGeneralSerialNumber.", PRINTER_SERIAL},
	{"1.3.6.1.2.1.47.1.1.1.1.11.", "entPhysicalSerialNum.", ENTITY_SERIAL},
	{"1.3.6.1.2.1.47.1.1.1.1.13.", "entPhysicalModelName.", ENTITY_MODEL},
};

struct device {
	struct inventory is;
	bool begun, prints, forwards;
	str printer, descr;
};

/* "SNMPv2-MIB::sysDescr.0", ".1.3.6.1.2.1.1.1.0", "iso.3.6.1.2.1.1.1.0". */
static enum object object_of(arena *a, str left)
{
	str module, name;
	if (str_cut(left, ':', &module, &name))
		left = str_starts(name, S(":")) ? (str){name.s + 1, name.n - 1} : name;
	if (str_starts(left, S(".")))
		left = (str){left.s + 1, left.n - 1};
	if (str_starts(left, S("iso.")))
		left = str_format(a, "1.%.*s", (int)(left.n - 4), left.s + 4);
	for (size_t i = 0; i < COUNT(objects); i++)
		if (str_starts(left, str_of(objects[i].number)) || str_starts(left, str_of(objects[i].name)))
			return objects[i].is;
	return NOTHING;
}

/* "50 68 C3 B2 ": its bytes. What has letters beyond English ones comes like that. */
static str of_hex(arena *a, str hex)
{
	buf b = {.a = a};
	int digits = 0;
	unsigned value = 0;
	for (size_t i = 0; i < hex.n; i++) {
		const char *all = "0123456789abcdef", *d = memchr(all, hex.s[i] | 0x20, 16);
		value = d ? value * 16 + (unsigned)(d - all) : 0;
		digits = d ? digits + 1 : 0;
		if (digits == 2 && value >= ' ') /* the zero at the end of a text of C's is none of it */
			buf_put(&b, (char[]){(char)value}, 1);
		if (digits == 2)
			digits = 0, value = 0;
	}
	return utf8_valid(buf_text(&b)) ? buf_text(&b) : S("");
}

struct line {
	str left, value; /* over several lines when it has them */
	bool is_hex;
};

/* Of "STRING: \"HP LaserJet\"": the value. */
static void take_value(struct line *l, str right)
{
	static const char *const types[] = {"STRING", "Hex-STRING", "INTEGER", "IpAddress", "OID"};
	str type, rest;
	right = str_trim(right);
	l->is_hex = str_starts(right, S("Hex-"));
	if (str_cut(right, ':', &type, &rest))
		for (size_t i = 0; i < COUNT(types); i++)
			if (str_is(type, types[i]))
				right = str_trim(rest);
	if (right.n >= 2 && right.s[0] == '"' && right.s[right.n - 1] == '"')
		right = str_trim((str){right.s + 1, right.n - 2});
	l->value = right;
}

static bool begins_value(str line, str *left, str *right)
{
	if (!str_cut(line, '=', left, right) || !left->n || left->s[left->n - 1] != ' ')
		return false;
	*left = str_trim(*left);
	return str_starts(*left, S(".1.3.")) || str_starts(*left, S("iso.3.")) || str_has(*left, S("-MIB::"));
}

static bool next_value(str *bytes, struct line *out)
{
	str line, rest, left, right;
	do {
		if (!bytes->n)
			return false;
		str_cut(*bytes, '\n', &line, bytes);
	} while (!begins_value(line, &out->left, &right));
	const char *end = line.s + line.n;
	while (bytes->n) {
		str next;
		str_cut(*bytes, '\n', &line, &rest);
		if (begins_value(line, &left, &next))
			break;
		end = line.s + line.n;
		*bytes = rest;
	}
	take_value(out, (str){right.s, (size_t)(end - right.s)});
	return true;
}

bool inventory_snmp_line(str line)
{
	str left, right;
	return begins_value(line, &left, &right);
}

/* "0:1b:a9:3c:4:5", "00 1B A9 3C 04 05": 00:1b:a9:3c:04:05; anything else is no address of a machine. */
static str address_of(arena *a, str text)
{
	enum { PARTS = 6 };
	static const char digits[] = "0123456789abcdef";
	buf b = {.a = a};
	size_t n = 0;
	for (size_t i = 0; i < text.n && n < PARTS; n++) {
		unsigned value = 0;
		size_t k = 0;
		for (const char *d; i < text.n && k < 2 && (d = memchr(digits, text.s[i] | 0x20, 16)); i++, k++)
			value = value * 16 + (unsigned)(d - digits);
		if (!k)
			return S("");
		buf_printf(&b, "%s%02x", n ? ":" : "", value);
		while (i < text.n && (text.s[i] == ':' || text.s[i] == ' '))
			i++;
	}
	return n == PARTS && !str_is(buf_text(&b), "00:00:00:00:00:00") ? buf_text(&b) : S("");
}

static void device_ends(struct sheet_writing *w, struct device *d)
{
	if (!d->begun)
		return;
	inventory_set(w, &d->is, INVENTORY_MODEL, d->prints ? d->printer : S(""));
	inventory_set(w, &d->is, INVENTORY_MODEL, d->descr);
	inventory_set(w, &d->is, INVENTORY_LABEL, d->is.cells[INVENTORY_MODEL]);
	inventory_set(w, &d->is, INVENTORY_KIND, d->prints ? S("Máy in") : d->forwards ? S("Thiết bị mạng") : S(""));
	inventory_row(w, &d->is);
	*d = (struct device){0};
}

static void take(struct sheet_writing *w, struct device *d, const struct line *l)
{
	enum object is = object_of(w->a, l->left);
	str value = is == NOTHING ? S("") : l->is_hex && is != IF_ADDRESS ? of_hex(w->a, l->value) : str_copy(w->a, l->value);
	switch (is) {
	case SYS_DESCR:
		device_ends(w, d);
		d->begun = true;
		d->descr = value;
		break;
	case SYS_NAME: inventory_set(w, &d->is, INVENTORY_LABEL, value); break;
	case SYS_LOCATION: inventory_set(w, &d->is, INVENTORY_ROOM, value); break;
	case IF_ADDRESS: inventory_set(w, &d->is, INVENTORY_MAC, address_of(w->a, value)); break;
	case IP_FORWARDING: d->forwards = str_starts(value, S("1")) || str_starts(value, S("forwarding(")); break;
	case IP_ADDRESS:
		if (!str_starts(value, S("127.")))
			inventory_set(w, &d->is, INVENTORY_ADDRESS, value);
		break;
	case DEVICE_TYPE: d->prints |= str_has(value, S("hrDevicePrinter")) || str_ends(value, S(".25.3.1.5")); break;
	case DEVICE_DESCR:
		if (!d->printer.n)
			d->printer = value;
		break;
	case PRINTER_SERIAL:
		d->prints = true;
		inventory_set(w, &d->is, INVENTORY_SERIAL, value);
		break;
	case ENTITY_SERIAL: inventory_set(w, &d->is, INVENTORY_SERIAL, value); break;
	case ENTITY_MODEL: inventory_set(w, &d->is, INVENTORY_MODEL, value); break;
	case NOTHING: break;
	}
}

enum sheet_fault inventory_snmp(struct sheet_writing *w, str bytes)
{
	struct device d = {0};
	if (!utf8_valid(bytes))
		return SHEET_ENCODING;
	for (struct line l; !w->fault && next_value(&bytes, &l);)
		if (l.value.n <= 4 * SHEET_CELL)
			take(w, &d, &l);
	device_ends(w, &d);
	return w->fault;
}
