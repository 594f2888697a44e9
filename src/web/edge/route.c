/* route: every path the modules declare, as a tree of segments kept in one hash table. A segment written out wins over {id}, {id}
 * over another capture. Both the page's path and its twin under /api/v1 are in the same tree. */
#include "web/edge/edge.h"
#include "web/input.h"
#include "web/flow/flow.h"
#include "web/hooks.h"
#include "web/list/list.h"
#include "web/module.h"
#include "web/naming.h"

enum { GET, POST, PUT, PATCH, DELETE, METHODS };
static const char *const methods[METHODS] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

struct node {
	uint32_t integer, text; /* the children that capture; 0 = none */
	const struct target *targets[METHODS];
	const char *owner[METHODS]; /* the module's name, for the complaint about a second one */
};
struct edge {
	uint32_t from, to; /* to == 0: free */
	uint32_t hash;
	str segment;
};
static struct {
	arena a;
	struct node *nodes;
	size_t n, cap;
	struct edge *edges;
	size_t nedges, edges_cap; /* a power of two */
	struct map permissions;   /* name -> bit + 1 */
	uint64_t reads[PERMISSIONS_MAX / 64];
	struct map names; /* module names */
} table;

/* ---- the tree ---- */

static uint32_t hash_of(uint32_t from, str segment)
{
	uint32_t h = 2166136261u ^ from * 0x9e3779b1u;
	for (size_t i = 0; i < segment.n; i++)
		h = (h ^ (unsigned char)segment.s[i]) * 16777619u;
	return h ^ h >> 15;
}

static struct edge *edge_at(struct edge *edges, size_t cap, uint32_t from, str segment, uint32_t hash)
{
	size_t i = hash & (cap - 1);
	while (edges[i].to && !(edges[i].hash == hash && edges[i].from == from && str_eq(edges[i].segment, segment)))
		i = (i + 1) & (cap - 1);
	return &edges[i];
}

static uint32_t new_node(void)
{
	table.nodes = GROWN(&table.a, table.nodes, table.n, &table.cap, 256);
	return (uint32_t)table.n++;
}

static void grow_edges(void)
{
	size_t cap = table.edges_cap ? table.edges_cap * 2 : 512;
	struct edge *more = NEWN(&table.a, struct edge, cap);
	for (size_t i = 0; i < table.edges_cap; i++) {
		const struct edge *e = &table.edges[i];
		if (e->to)
			*edge_at(more, cap, e->from, e->segment, e->hash) = *e;
	}
	table.edges = more;
	table.edges_cap = cap;
}

static uint32_t child_made(uint32_t from, str segment)
{
	if (segment.n && segment.s[0] == '{') {
		bool integer = str_is(segment, "{id}");
		uint32_t to = integer ? table.nodes[from].integer : table.nodes[from].text;
		if (!to) {
			to = new_node();
			*(integer ? &table.nodes[from].integer : &table.nodes[from].text) = to;
		}
		return to;
	}
	if (2 * table.nedges >= table.edges_cap)
		grow_edges();
	uint32_t hash = hash_of(from, segment);
	struct edge *e = edge_at(table.edges, table.edges_cap, from, segment, hash);
	if (!e->to) {
		*e = (struct edge){from, new_node(), hash, segment};
		table.nedges++;
	}
	return e->to;
}

/* Takes the first segment off a path that begins with '/'; what is left begins with '/' or is empty. */
static str segment_off(str *path)
{
	const char *end = path->s + path->n, *from = path->s + 1;
	const char *slash = memchr(from, '/', path->n - 1);
	*path = slash ? (str){slash, (size_t)(end - slash)} : (str){end, 0};
	return (str){from, (size_t)(path->s - from)};
}

static bool capture_int(str s, int64_t *out) { return s.n && s.n < 19 && s.s[0] != '-' && str_int(s, out); }

/* They are met from the end of the path. */
static void key_before(struct match *m, str segment)
{
	for (size_t i = ROUTE_KEYS_MAX - 1; i > 0; i--)
		m->keys[i] = m->keys[i - 1];
	m->keys[0] = m->key = segment;
}

/* The node of the rest of a path; 0 when there is none. */
static uint32_t descend(uint32_t from, str rest, struct match *m)
{
	const struct node *node = &table.nodes[from];
	if (!rest.n)
		return from;
	str more = rest, segment = segment_off(&more);
	const struct edge *e = edge_at(table.edges, table.edges_cap, from, segment, hash_of(from, segment));
	uint32_t found = e->to ? descend(e->to, more, m) : 0;
	if (found || !segment.n)
		return found;
	int64_t id;
	if (node->integer && capture_int(segment, &id) && (found = descend(node->integer, more, m)))
		m->id = id;
	else if (node->text && (found = descend(node->text, more, m)))
		key_before(m, segment);
	return found;
}

static uint32_t find(str path, struct match *m) { return table.n && path.n && path.s[0] == '/' ? descend(0, path, m) : 0; }

void route_match(str method, str path, struct match *out)
{
	*out = (struct match){0};
	uint32_t at = find(path, out);
	if (!at)
		return;
	if (str_is(method, "HEAD"))
		method = S("GET");
	const struct node *node = &table.nodes[at];
	for (int i = 0; i < METHODS; i++) {
		if (!node->targets[i])
			continue;
		if (*out->allow)
			strcat(out->allow, ", ");
		strcat(out->allow, i == GET ? "GET, HEAD" : methods[i]);
		if (str_is(method, methods[i]))
			out->target = node->targets[i];
	}
}

str route_twin(arena *a, str path)
{
	struct match m = {0};
	str bare, query;
	bool asks = str_cut(path, '?', &bare, &query);
	uint32_t at = find(bare, &m);
	const struct target *t = at ? table.nodes[at].targets[GET] : NULL;
	if (!t || !t->route->api)
		return path;
	buf b = {.a = a};
	size_t key = 0;
	buf_lit(&b, "/api/v1");
	for (const char *p = t->route->api; *p;) {
		if (*p != '{') {
			buf_put(&b, p++, 1);
			continue;
		}
		if (!strncmp(p, "{id}", 4))
			html_int(&b, m.id);
		else
			html_component(&b, m.keys[key++]);
		p = strchr(p, '}') + 1;
	}
	if (asks)
		buf_printf(&b, "?%.*s", STR_ARG(query));
	return buf_text(&b);
}

/* ---- permissions ---- */

static int bit_of(str name) { return (int)(intptr_t)map_get(&table.permissions, name) - 1; }
int permission_bit(const char *name) { return bit_of(str_of(name)); }
bool permission_known(const char *name) { return permission_bit(name) >= 0; }

bool permission_reads(int bit) { return table.reads[bit / 64] >> bit % 64 & 1; }

bool actor_only_reads(const struct actor *a)
{
	for (size_t i = 0; i < COUNT(table.reads); i++)
		if (a->permissions[i] & ~table.reads[i])
			return false;
	return true;
}

void permission_grant(struct actor *a, str name)
{
	int bit = bit_of(name);
	if (bit >= 0)
		a->permissions[bit / 64] |= UINT64_C(1) << bit % 64;
}

void permission_lend(struct actor *a, int64_t from, str name)
{
	int bit = bit_of(name);
	size_t i = 0;
	if (bit < 0 || actor_may(a, bit))
		return;
	while (i < a->mandates_n && a->mandates[i].account != from)
		i++;
	if (i == MANDATES_MAX)
		return;
	if (i == a->mandates_n)
		a->mandates[a->mandates_n++] = (struct mandate){.account = from};
	a->mandates[i].permissions[bit / 64] |= UINT64_C(1) << bit % 64;
	a->permissions[bit / 64] |= UINT64_C(1) << bit % 64;
}

int64_t actor_may_for(const struct actor *a, int bit)
{
	for (size_t i = 0; bit >= 0 && i < a->mandates_n; i++)
		if (a->mandates[i].permissions[bit / 64] >> bit % 64 & 1)
			return a->mandates[i].account;
	return 0;
}

static err declare_permissions(struct ctx *c, const struct module *m)
{
	for (size_t i = 0; i < m->permissions.n; i++) {
		const struct permission *p = &m->permissions.v[i];
		if (!p->name || !p->title || !p->roles || !strchr(p->name, '.'))
			return FAIL(
				c, BROKEN, "module %s: permission %zu needs a name with a dot, a title and roles", m->name, i);
		if (permission_known(p->name))
			return FAIL(c, BROKEN, "module %s: permission %s is declared twice", m->name, p->name);
		if (table.permissions.n == PERMISSIONS_MAX)
			return FAIL(c, BROKEN, "module %s: more than %d permissions; raise PERMISSIONS_MAX", m->name,
				PERMISSIONS_MAX);
		map_put(&table.permissions, str_of(p->name), (void *)(intptr_t)(table.permissions.n + 1));
		int bit = permission_bit(p->name);
		if (p->reads)
			table.reads[bit / 64] |= UINT64_C(1) << bit % 64;
	}
	return NULL;
}

/* ---- declarations ---- */

/* Counts the captures of a path; false when it is not a legal one. */
static bool path_parts(const char *path, int *ids, int *keys)
{
	*ids = *keys = 0;
	if (path[0] != '/' || (path[1] && path[strlen(path) - 1] == '/'))
		return false;
	for (const char *p = path; *p; p++) {
		if (*p == '{') {
			const char *end = strchr(p, '}');
			if (p[-1] != '/' || !end || end == p + 1 || (end[1] && end[1] != '/'))
				return false;
			*(strncmp(p, "{id}", 4) ? keys : ids) += 1;
			p = end;
		} else if (!(*p >= 'a' && *p <= 'z') && !(*p >= '0' && *p <= '9') && !strchr("/-._", *p))
			return false;
	}
	return *ids <= 1 && *keys <= ROUTE_KEYS_MAX;
}

static int method_of(const char *method)
{
	for (int i = 0; i < METHODS; i++)
		if (method && !strcmp(method, methods[i]))
			return i;
	return -1;
}

/* In the document all names are spelt as rows of queries are: rating_sums. */
static bool spelt(const char *name)
{
	size_t n = strlen(name);
	return n && name[0] >= 'a' && name[0] <= 'z' && strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == n;
}

static const char *fault_of(const struct route *r)
{
	bool get = !strcmp(r->method, "GET");
	int ids, keys, api_ids, api_keys;
	if (!path_parts(r->path, &ids, &keys) || (r->api && !path_parts(r->api, &api_ids, &api_keys)))
		return "a path begins with /, holds a-z 0-9 - . _ and at most one {id} and four other {captures}, each a whole "
		       "segment";
	if (r->api && (ids != api_ids || keys != api_keys))
		return "the twin under /api/v1 must capture the same";
	if (!r->run)
		return "run is missing";
	if (!r->permission)
		return "permission is missing: PUBLIC, SIGNED_IN or a declared one";
	if (strcmp(r->permission, PUBLIC) && strcmp(r->permission, SIGNED_IN) && !permission_known(r->permission))
		return "its permission is not declared by any module";
	if (!r->summary || !*r->summary)
		return "summary is missing";
	if ((r->shape && !spelt(r->shape->name)) || (r->input && !spelt(r->input->name)))
		return "its shape and its input are named like rows: rating_sums";
	if (get && (r->again || r->body_max || r->file_max))
		return "a GET has no body and no form to show again";
	if (!get && r->quick)
		return "only a GET can be quick";
	if (r->fresh && !get && !r->again)
		return "what asks for a fresh proof shows its form again: again is missing";
	if (r->fresh && !strcmp(r->permission, PUBLIC))
		return "who is nobody proves nothing: a fresh route is not public";
	if (r->list && r->list->columns.n > LIST_COLUMNS_MAX)
		return "its list has more than sixty columns";
	if (r->file_max && r->body_max && r->body_max < r->file_max)
		return "body_max is smaller than file_max";
	if (r->file_max && r->rate == RATE_NONE)
		return "it takes files as often as somebody likes: rate is missing";
	return NULL;
}

static err add(struct ctx *c, const struct module *m, const struct target *t, str path)
{
	uint32_t at = 0;
	int method = method_of(t->route->method);
	for (str rest = path; rest.n;)
		at = child_made(at, segment_off(&rest));
	struct node *node = &table.nodes[at];
	if (node->targets[method])
		return FAIL(c, BROKEN, "module %s: %s %.*s is already a route of module %s", m->name, t->route->method,
			STR_ARG(path), node->owner[method]);
	node->targets[method] = t;
	node->owner[method] = m->name;
	return NULL;
}

static err declare_routes(struct ctx *c, const struct module *m)
{
	for (size_t i = 0; i < m->routes.n; i++) {
		const struct route *r = &m->routes.v[i];
		if (!r->path || method_of(r->method) < 0)
			return FAIL(
				c, BROKEN, "module %s: route %zu needs a path and GET, POST, PUT, PATCH or DELETE", m->name, i);
		const char *fault = fault_of(r);
		if (fault)
			return FAIL(c, BROKEN, "module %s: %s %s: %s", m->name, r->method, r->path, fault);
		struct target *t = NEW(&table.a, struct target);
		t->route = r;
		t->permission = !strcmp(r->permission, PUBLIC)      ? ROUTE_PUBLIC
				: !strcmp(r->permission, SIGNED_IN) ? ROUTE_SIGNED_IN
								    : permission_bit(r->permission);
		TRY(add(c, m, t, str_of(r->path)));
		if (r->api)
			TRY(add(c, m, t, str_format(&table.a, "/api/v1%s", r->api)));
	}
	return NULL;
}

static err check_menu(struct ctx *c, const struct module *m)
{
	for (size_t i = 0; i < m->menu.n; i++) {
		const struct menu_entry *e = &m->menu.v[i];
		struct match found;
		route_match(S("GET"), str_of(e->path), &found);
		if (!found.target)
			return FAIL(c, BROKEN, "module %s: menu entry %s leads nowhere", m->name, e->path);
		if (strcmp(e->permission, PUBLIC) && strcmp(e->permission, SIGNED_IN) && !permission_known(e->permission))
			return FAIL(
				c, BROKEN, "module %s: menu entry %s: permission %s is unknown", m->name, e->path, e->permission);
	}
	return NULL;
}

static bool named_kind(const struct module *const *list, const char *kind)
{
	for (size_t i = 0; list[i]; i++)
		for (size_t k = 0; k < list[i]->namings.n; k++)
			if (!strcmp(list[i]->namings.v[k].kind, kind))
				return true;
	return false;
}

/* A word without a dot is a kind of object: people read it by name. "look" is an action, "=leader" a detail. */
static err check_kinds(struct ctx *c, const struct module *const *list, const struct module *m)
{
	for (size_t i = 0; i < m->words.n; i++) {
		const char *word = m->words.v[i].name;
		if (word[0] != '=' && !strchr(word, '.') && strcmp(word, "look") && !named_kind(list, word))
			return FAIL(
				c, BROKEN, "module %s: nobody says the names of `%s`: a struct naming is missing", m->name, word);
	}
	return NULL;
}

void routes_forget(void)
{
	arena_free(&table.a);
	memset(&table, 0, sizeof table);
}

err routes_take(struct ctx *c, const struct module *const *list)
{
	routes_forget();
	table.permissions.a = table.names.a = &table.a;
	new_node();
	grow_edges();
	for (size_t i = 0; list[i]; i++) {
		if (map_get(&table.names, str_of(list[i]->name)))
			return FAIL(c, BROKEN, "two modules are named %s", list[i]->name);
		map_put(&table.names, str_of(list[i]->name), (void *)list[i]);
		TRY(declare_permissions(c, list[i]));
	}
	for (size_t i = 0; list[i]; i++)
		TRY(declare_routes(c, list[i]));
	for (size_t i = 0; list[i]; i++) {
		TRY(check_menu(c, list[i]));
		TRY(check_kinds(c, list, list[i]));
	}
	return NULL;
}
