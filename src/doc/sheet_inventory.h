/* sheet_inventory: computers and devices of a network as programs that take stock of them write them down, as the rows of a table:
 *
 *	FusionInventory, GLPI agent, OCS	<REQUEST><CONTENT>..   (fusioninventory-inventory, --local)
 *	lshw					<node class="system"> or <list>   (lshw -xml; not -json)
 *	snmpwalk				.1.3.6.1.2.1.1.1.0 = STRING: ..  (with -On or names; of several devices one after the other)
 *
 * or a zip of such files. One row a machine, below the headings of inventory_headings; what a program does not know is an empty cell: nothing
 * is guessed. Sizes are whole GB: memory as it is sold (2^30), disks too (10^9). */
#pragma once
#include "sheet.h"

enum inventory_column {
	INVENTORY_LABEL,
	INVENTORY_TAG, /* the number on the label of the owner */
	INVENTORY_KIND,
	INVENTORY_MODEL,
	INVENTORY_SERIAL,
	INVENTORY_ROOM,
	INVENTORY_SYSTEM,
	INVENTORY_PROCESSOR,
	INVENTORY_MEMORY,
	INVENTORY_DISK,
	INVENTORY_MAC,
	INVENTORY_ADDRESS,
	INVENTORY_ANTIVIRUS,
	INVENTORY_ANTIVIRUS_UNTIL,
	INVENTORY_COLUMNS
};
enum { INVENTORY_FILES = 2000, INVENTORY_FILE_MAX = 16 << 20 }; /* of a zip; bytes of one */

struct inventory { /* one machine being read */
	str cells[INVENTORY_COLUMNS];
	str maker;
	int64_t memory, disk; /* bytes */
};
bool inventory_is(str bytes);                                                   /* by how it begins */
enum sheet_fault inventory_read(struct sheet_writing *w, str bytes);            /* one file */
enum sheet_fault inventory_files(struct sheet_writing *w, struct archive *zip); /* SHEET_BROKEN: none of them is one */

/* ---- what its readers share: sheet_inventory_row.c ---- */
bool inventory_says(str text, const char *part); /* in any letters; `part` in small ones */
void inventory_set(
	struct sheet_writing *w, struct inventory *m, enum inventory_column column, str text); /* the first that is said counts */
void inventory_row(struct sheet_writing *w, struct inventory *m); /* below the headings, and m is empty again */
str inventory_kind(str chassis); /* "Mini Tower": "Máy tính để bàn"; empty: it says nothing */
str inventory_system(str name);  /* "Microsoft Windows 11 Pro": "Windows 11" */

enum sheet_fault inventory_xml(struct sheet_writing *w, str bytes);  /* sheet_inventory_xml.c */
enum sheet_fault inventory_snmp(struct sheet_writing *w, str bytes); /* sheet_inventory_snmp.c */
bool inventory_snmp_line(str line);                                  /* is it one of snmpwalk's? */
