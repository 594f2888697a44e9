/* audit: who did what, and who looked at whom. One hash chain a unit; chain 0 is that of citizens and of the program itself.
 *
 * An entry stores the hash of the entry before it, the head the hash of the last one. Whoever changes or removes an entry must
 * recompute every later one and the head; whoever cuts the end off must change the head. */
#include "web/services/services.h"
#include "web/web.sql.h"
#include <pthread.h>
#include <stdio.h>
#include "web/module.h"
#include "web/request.h"
#include "web/actor.h"
#include "web/services/audit.h"
#include "web/services/looks.h"

/* ---- writing ---- */

/* Numbers as long as a citizen's number or a phone's never get into the log. */
static str masked(arena *a, str s)
{
	buf b = {.a = a};
	for (size_t i = 0; i < s.n;) {
		size_t n = 0;
		while (i + n < s.n && s.s[i + n] >= '0' && s.s[i + n] <= '9')
			n++;
		if (n >= 9)
			buf_str(&b, mask_number(a, (str){s.s + i, n}));
		else
			buf_put(&b, s.s + i, n ? n : 1);
		i += n ? n : 1;
	}
	return buf_text(&b);
}

struct entry {
	int64_t id, unit, at, actor, behalf, object;
	str action, kind, detail, request, previous;
};

static void hash_text(struct sha256_state *h, str s)
{
	char head[32];
	int n = snprintf(head, sizeof head, "%zu:", s.n);
	sha256_add(h, head, (size_t)n);
	sha256_add(h, s.s ? s.s : "", s.n);
}

static void hash_int(struct sha256_state *h, int64_t v)
{
	char text[32];
	int n = snprintf(text, sizeof text, "%lld;", (long long)v);
	sha256_add(h, text, (size_t)n);
}

/* SHA-256 over the previous hash and every column, each in a form that tells where it ends. */
static str hash_entry(arena *a, const struct entry *e)
{
	struct sha256_state *h = sha256_begin(a);
	const str texts[] = {e->previous, e->action, e->kind, e->detail, e->request};
	const int64_t numbers[] = {e->id, e->unit, e->at, e->actor, e->behalf, e->object};
	for (size_t i = 0; i < COUNT(texts); i++)
		hash_text(h, texts[i]);
	for (size_t i = 0; i < COUNT(numbers); i++)
		hash_int(h, numbers[i]);
	return sha256_hex(a, sha256_end(h));
}

/* The ends of the chains that this closure has made longer; the store is told when it ends. */
enum { HEADS = 64 };
static _Thread_local struct {
	uint64_t turn;
	size_t n, oldest;
	struct head {
		int64_t unit;
		char hash[65];
	} v[HEADS];
} heads;

static struct head *head_of(const struct ctx *c, int64_t unit)
{
	if (heads.turn != db_turn(c))
		heads.n = heads.oldest = 0;
	heads.turn = db_turn(c);
	for (size_t i = 0; i < heads.n; i++)
		if (heads.v[i].unit == unit)
			return &heads.v[i];
	return NULL;
}

static err head_put(struct ctx *c, const struct entry *e, struct head *h)
{
	str hash = hash_entry(c->a, e);
	if (!h)
		h = heads.n < HEADS ? &heads.v[heads.n++] : &heads.v[heads.oldest++ % HEADS];
	h->unit = e->unit;
	snprintf(h->hash, sizeof h->hash, "%.*s", STR_ARG(hash));
	return audit_head_put(c, e->unit, e->id, hash);
}

static err put_after(struct ctx *c, struct entry *e, str previous)
{
	struct audit_put_after put;
	TRY(audit_put_after(c,
		&(struct audit_put_after_in){.unit = e->unit,
			.at = e->at,
			.actor = e->actor,
			.behalf = e->behalf,
			.action = e->action,
			.kind = e->kind,
			.object = e->object,
			.detail = e->detail,
			.request = e->request,
			.previous = previous},
		&put));
	e->id = put.id;
	e->previous = previous;
	return NULL;
}

static err put_first(struct ctx *c, struct entry *e)
{
	struct audit_put put;
	TRY(audit_put(c,
		&(struct audit_put_in){.unit = e->unit,
			.at = e->at,
			.actor = e->actor,
			.behalf = e->behalf,
			.action = e->action,
			.kind = e->kind,
			.object = e->object,
			.detail = e->detail,
			.request = e->request},
		&put));
	e->id = put.id;
	e->previous = put.previous;
	return NULL;
}

static err add(struct ctx *c, struct entry *e)
{
	struct head *h = head_of(c, e->unit);
	e->detail = masked(c->a, e->detail);
	TRY(h ? put_after(c, e, str_copy(c->a, str_of(h->hash))) : put_first(c, e));
	return head_put(c, e, h);
}

err audit_add_in(struct ctx *c, int64_t unit, const char *action, const char *object_kind, int64_t object, str detail)
{
	struct entry e = {.unit = unit,
		.at = c->now,
		.actor = c->actor,
		.behalf = c->behalf,
		.object = object,
		.action = str_of(action),
		.kind = str_of(object_kind),
		.detail = detail,
		.request = c->request_id};
	return add(c, &e);
}

err audit_add(struct ctx *c, const char *action, const char *object_kind, int64_t object, str detail)
{
	return audit_add_in(c, c->unit, action, object_kind, object, detail);
}

/* ---- looks: noted in memory, written by the housekeeper ---- */

enum { LOOKS = 4096, RECENT = 8192, WAYS = 4, TEXT_MAX = 160 };
struct look_entry { /* no pointers: it outlives its request */
	int64_t unit, at, actor, behalf, object;
	char kind[40], purpose[TEXT_MAX], request[40];
};
static struct {
	pthread_mutex_t lock;
	pthread_cond_t flushed;
	struct look_entry waiting[LOOKS];
	size_t n;
	struct recent { /* a look has four places to be remembered in; pushed out of them it is merely written more often */
		int64_t actor, object, at;
		uint64_t purpose; /* fingerprint: a look for something else is another look */
		char kind[40];
	} recent[RECENT];
} looks = {.lock = PTHREAD_MUTEX_INITIALIZER, .flushed = PTHREAD_COND_INITIALIZER};

static void copy(char *to, size_t size, str s)
{
	size_t n = s.n < size ? s.n : size - 1;
	while (n && n < s.n && ((unsigned char)s.s[n] & 0xc0) == 0x80)
		n--; /* never half a letter */
	memcpy(to, s.s ? s.s : "", n);
	to[n] = 0;
}

static uint64_t mixed(uint64_t h, const char *text)
{
	for (const char *s = text; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h;
}

/* Has this actor looked at this object for this within ten minutes? If not it is noted that he does now. */
static bool seen_lately(int64_t actor, const char *kind, int64_t object, const char *purpose, int64_t now)
{
	uint64_t what = mixed(0xcbf29ce484222325u, purpose),
		 h = (uint64_t)actor * 0x9e3779b97f4a7c15u ^ (uint64_t)object * 0xc2b2ae3d27d4eb4fu;
	h = mixed(h, kind);
	struct recent *set = &looks.recent[(h ^ h >> 29) % (RECENT / WAYS) * WAYS], *r = set;
	for (int i = 0; i < WAYS; i++) {
		bool same =
			set[i].actor == actor && set[i].object == object && set[i].purpose == what && !strcmp(set[i].kind, kind);
		if (same && now - set[i].at < 10 * MINUTE && now >= set[i].at)
			return true;
		if (same || set[i].at < r->at)
			r = &set[i];
		if (same)
			break;
	}
	r->actor = actor;
	r->object = object;
	r->purpose = what;
	r->at = now;
	copy(r->kind, sizeof r->kind, str_of(kind));
	return false;
}

void audit_look(struct req *q, const char *object_kind, int64_t object, const char *purpose)
{
	const struct ctx *c = &q->ctx;
	pthread_mutex_lock(&looks.lock);
	if (!seen_lately(c->actor, object_kind, object, purpose, c->now)) {
		while (looks.n == LOOKS)
			pthread_cond_wait(&looks.flushed, &looks.lock);
		struct look_entry *l = &looks.waiting[looks.n++];
		*l = (struct look_entry){.unit = c->unit, .at = c->now, .actor = c->actor, .behalf = c->behalf, .object = object};
		copy(l->kind, sizeof l->kind, str_of(object_kind));
		bool by_program = q->actor && q->actor->is_program;
		copy(l->purpose, sizeof l->purpose,
			by_program ? str_format(c->a, "%s (qua phần mềm)", purpose) : str_of(purpose));
		copy(l->request, sizeof l->request, c->request_id);
	}
	pthread_mutex_unlock(&looks.lock);
}

struct batch {
	const struct look_entry *v;
	size_t n;
};

static err add_look(struct ctx *c, struct entry *e)
{
	e->action = S("look");
	TRY(add(c, e));
	return look_index(c, &(struct look_written){e->id, e->at, e->actor, e->object, e->kind});
}

err audit_looked(struct ctx *c, const char *object_kind, int64_t object, str purpose)
{
	struct entry e = {.unit = c->unit,
		.at = c->now,
		.actor = c->actor,
		.behalf = c->behalf,
		.object = object,
		.kind = str_of(object_kind),
		.detail = purpose,
		.request = c->request_id};
	return add_look(c, &e);
}

OWN_RULE(write_batch, const struct batch)
static err write_batch(struct ctx *c, const struct batch *b)
{
	for (size_t i = 0; i < b->n; i++) {
		const struct look_entry *l = &b->v[i];
		struct entry e = {.unit = l->unit,
			.at = l->at,
			.actor = l->actor,
			.behalf = l->behalf,
			.object = l->object,
			.kind = str_of(l->kind),
			.detail = str_of(l->purpose),
			.request = str_of(l->request)};
		TRY(add_look(c, &e));
	}
	return NULL;
}

err audit_flush(struct ctx *c)
{
	struct batch b;
	pthread_mutex_lock(&looks.lock);
	b.n = looks.n;
	struct look_entry *v = NEWN(c->a, struct look_entry, b.n + 1);
	memcpy(v, looks.waiting, b.n * sizeof *v);
	pthread_mutex_unlock(&looks.lock);
	b.v = v;
	if (!b.n)
		return NULL;
	TRY(apply(c, write_batch, &b)); /* what could not be written waits for the next time */
	pthread_mutex_lock(&looks.lock);
	looks.n -= b.n;
	memmove(looks.waiting, looks.waiting + b.n, looks.n * sizeof *looks.waiting);
	pthread_cond_broadcast(&looks.flushed);
	pthread_mutex_unlock(&looks.lock);
	return NULL;
}

/* ---- verification ---- */

struct chain {
	int64_t unit, last_id; /* of the last entry walked */
	str head, hash;        /* what the head says; what the walk came to (hash: always 64 characters, written in place) */
	int64_t head_id;
	bool broken, begun;
};

static struct chain *chain_of(arena *a, struct map *chains, int64_t unit)
{
	char name[32];
	snprintf(name, sizeof name, "%lld", (long long)unit);
	struct chain *k = map_get(chains, str_of(name));
	if (!k) {
		k = NEW(a, struct chain);
		k->unit = unit;
		k->hash = (str){arena_get(a, 65), 0};
		map_put(chains, str_copy(a, str_of(name)), k);
	}
	return k;
}

static void say(struct verify_report *r, const struct chain *k, int64_t id, const char *what)
{
	r->wrong++;
	buf_printf(&r->lines, "audit: chain %lld: entry %lld: %s\n", (long long)k->unit, (long long)id, what);
}

static void walk(arena *scratch, struct chain *k, const struct audit_after *row, struct verify_report *report)
{
	const struct entry e = {row->id, row->unit_id, row->happened_at, row->actor_id, row->behalf_id, row->object_id,
		row->action, row->object_kind, row->detail, row->request_id, row->previous};
	report->checked++;
	if (!str_eq(row->previous, k->hash) && !k->broken) {
		k->broken = true; /* the first one is named; what follows would only repeat it */
		if (!k->begun)
			say(report, k, row->id, "the beginning of the chain is missing");
		else
			say(report, k, k->last_id, "changed, or entries after it are missing");
	}
	str hash = hash_entry(scratch, &e);
	memcpy((char *)k->hash.s, hash.s, hash.n);
	k->hash.n = hash.n;
	k->last_id = row->id;
	k->begun = true;
}

static void check_heads(struct map *chains, struct verify_report *report)
{
	for (size_t i = 0; i < chains->n; i++) {
		struct chain *k = chains->entries[i].value;
		if (k->broken)
			continue;
		if (!k->head.n)
			say(report, k, k->last_id, "the chain has no head");
		else if (k->head_id != k->last_id)
			say(report, k, k->head_id, "the end of the chain is missing");
		else if (!str_eq(k->head, k->hash))
			say(report, k, k->last_id, "changed");
	}
}

err audit_verify(struct ctx *c, struct verify_report *report)
{
	enum { AT_ONCE = 1000 };
	arena scratch = {0};
	struct ctx w = *c; /* the walk's memory is given back every thousand entries; the chains stay */
	struct map chains = {.a = c->a};
	struct audit_heads_rows heads;
	struct audit_after_rows rows = {NULL, AT_ONCE};
	err e = NULL;
	w.a = &scratch;
	TRY(audit_heads(c, &heads));
	for (size_t i = 0; i < heads.n; i++) {
		struct chain *k = chain_of(c->a, &chains, heads.v[i].unit_id);
		k->head = heads.v[i].hash;
		k->head_id = heads.v[i].last_id;
	}
	for (int64_t after = 0; !e && rows.n == AT_ONCE;) {
		arena_reset(&scratch);
		if ((e = audit_after(&w, after, AT_ONCE, &rows))) {
			e = FAIL(c, e->kind, "%.*s", STR_ARG(e->text)); /* it must outlive the scratch memory */
			break;
		}
		for (size_t i = 0; i < rows.n; i++)
			walk(&scratch, chain_of(c->a, &chains, rows.v[i].unit_id), &rows.v[i], report);
		after = rows.n ? rows.v[rows.n - 1].id : after;
	}
	arena_free(&scratch);
	if (!e)
		check_heads(&chains, report);
	return e;
}
