/* dci: searching registries by the messages of the Digital Convergence
 * Initiative (SPDCI 1.0.0), for systems of social protection that speak nothing
 * else: POST /api/dci/registry/sync/search. Off until the setting `dci.on` says
 * otherwise; delete the folder and it is gone.
 *
 * A caller brings the token of a program of his unit (dci.use with
 * sharing.use); a signature is not asked for. What he finds is what an
 * agreement (core/sharing) gives to his unit: its attributes, asked by or
 * answered, its calls a day, one for each search; records with people in them
 * leave a look. reg_type names a registry by its code, alone or behind the last
 * colon; none: the setting `dci.registry`.
 *
 * Queries: idtype-value (UIN: the holder's number, else the key; else an
 * attribute), predicate and expression ($and, $or, $not; eq lt le gt ge in, the
 * latter also spelt $lte, $gte). What is not narrowed by something equal is
 * gone through, DCI_LOOKED_MOST records at most. */
#pragma once
#include "core/sharing/sharing.h"

enum { DCI_SEARCHES_MOST = 10, DCI_PAGE_MOST = 100, DCI_CONDITIONS_MOST = 60, DCI_LOOKED_MOST = 2000, DCI_SORTS_MOST = 4 };
enum dci_is { DCI_AND, DCI_OR, DCI_NOT, DCI_EQ, DCI_LT, DCI_LE, DCI_GT, DCI_GE, DCI_IN };
struct dci_condition {
	enum dci_is is;
	str attribute;                      /* DCI_EQ and what follows */
	struct texts values;                /* one; of DCI_IN several */
	struct dci_condition *first, *next; /* of DCI_AND, DCI_OR, DCI_NOT those that it joins */
};
struct dci_search {
	str reference_id, reg_type, reg_record_type, locale;
	struct dci_condition *query; /* NULL: why says what is wrong with it */
	struct {
		str attribute;
		bool down;
	} sorts[DCI_SORTS_MOST];
	size_t nsorts;
	int64_t size, number; /* of a page */
	const char *code;     /* why it is rejected: "rjct.pagination.invalid"; NULL: it is not */
	str why;
};
struct dci_request {
	str message_id, sender_id, receiver_id, transaction_id;
	struct dci_search v[DCI_SEARCHES_MOST];
	size_t n;
};
/* INVALID: it is no such message. What is wrong with one search alone stands
 * with it. */
MUST_USE err dci_request_read(struct ctx *c, str text, struct dci_request *out);
MUST_USE err dci_query_read(struct ctx *c, str type, const struct node *query, struct dci_condition **out);
bool dci_holds(const struct dci_condition *k, const struct node *record); /* of what a record says */
void dci_attributes(struct ctx *c, const struct dci_search *s, struct texts *out);
int dci_order(const struct dci_search *s, const struct node *a, const struct node *b); /* by its sorts */
extern const struct module dci_module;
