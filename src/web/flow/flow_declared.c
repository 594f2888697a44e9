/* flow_declared: what is wrong with a flow, and the routes, permissions and words that come from one. */
#include "web/flow/flow.h"
#include "html/html.h"
#include "web/module.h"
#include "web/naming.h"
#include "web/request.h"
#include "web/route.h"

/* ---- what is wrong ---- */

static uint32_t states_of(const struct flow *f)
{
	uint32_t all = 0;
	for (size_t i = 0; i < f->states.n; i++)
		all |= FLOW_IN(f->states.v[i].value);
	return all;
}

static uint32_t first_of(size_t n) { return n >= 32 ? UINT32_MAX : FLOW_IN(n) - 1; }
static bool given(const char *words) { return words && *words; }

static const char *fault_of_states(arena *a, const struct flow *f)
{
	uint32_t seen = 0;
	if (!f->states.n)
		return "it has no states";
	for (size_t i = 0; i < f->states.n; i++) {
		const struct flow_state *s = &f->states.v[i];
		if (s->value < 0 || s->value >= FLOW_STATES_MAX)
			return str_format(a, "state %lld is not one of 0 to %d", (long long)s->value, FLOW_STATES_MAX - 1).s;
		if (!given(s->code) || !given(s->title))
			return str_format(a, "state %lld needs a code and a title", (long long)s->value).s;
		if (seen & FLOW_IN(s->value))
			return str_format(a, "state %s has the value of another one", s->code).s;
		seen |= FLOW_IN(s->value);
	}
	return NULL;
}

static const char *fault_of_words(const struct flow_action *k)
{
	if (!given(k->path))
		return "a path is missing";
	if (!given(k->title) || (k->button && !*k->button))
		return "words for its button are missing";
	if (!given(k->done))
		return "the sentence of what is done is missing";
	if (k->note_required && !given(k->note))
		return "the note it requires has no label";
	if (k->only && !given(k->only_when))
		return "it does not say in words when it can be done (only_when)";
	return NULL;
}

static const char *fault_of_action(const struct flow *f, const struct flow_action *k, uint32_t states, uint32_t terminal)
{
	const char *words = fault_of_words(k);
	if (words)
		return words;
	if (!k->from || k->from & ~states)
		return "it starts from a state that is not declared, or from none";
	if (k->from & terminal)
		return "it starts from a terminal state";
	if (k->to & ~states)
		return "it leads to a state that is not declared";
	if (k->stages & ~first_of(f->stages.n))
		return "it starts at a stage that is not declared";
	if (!k->sides || k->sides & ~first_of(f->sides.n))
		return "no side does it, or one that is not declared";
	if (!given(k->permission))
		return "a permission is missing";
	if (!k->rule)
		return "a rule is missing";
	if (k->files && !f->file_max)
		return "it takes files, but the flow does not say how large they may be (file_max)";
	return NULL;
}

static bool both_there(const struct flow_action *a, const struct flow_action *b)
{
	return a->sides & b->sides && a->from & b->from && (!a->stages || !b->stages || a->stages & b->stages);
}

static const char *fault_of_pair(const struct flow_action *a, const struct flow_action *b)
{
	if (!strcmp(a->name, b->name))
		return "its name is that of another action";
	if (!strcmp(a->path, b->path))
		return "its path is that of another action";
	if (a->key && b->key && !strcmp(a->key, b->key) && both_there(a, b))
		return "its key of the keyboard is that of another action at the same place";
	return NULL;
}

static const char *fault_of_actions(arena *a, const struct flow *f)
{
	uint32_t terminal = 0;
	for (size_t i = 0; i < f->states.n; i++)
		terminal |= f->states.v[i].terminal ? FLOW_IN(f->states.v[i].value) : 0;
	if (!f->actions.n || f->actions.n > FLOW_ACTIONS_MAX)
		return str_format(a, "it has no actions, or more than %d", FLOW_ACTIONS_MAX).s;
	for (size_t i = 0; i < f->actions.n; i++) {
		const struct flow_action *k = &f->actions.v[i];
		const char *fault = given(k->name) ? fault_of_action(f, k, states_of(f), terminal) : "it has no name";
		for (size_t j = 0; j < i && !fault; j++)
			fault = fault_of_pair(k, &f->actions.v[j]);
		if (fault)
			return str_format(a, "action %s: %s", given(k->name) ? k->name : "without a name", fault).s;
	}
	return NULL;
}

static bool leads_out(const struct flow *f, const struct flow_state *s)
{
	for (size_t i = 0; i < f->actions.n; i++)
		if (f->actions.v[i].from & FLOW_IN(s->value) && f->actions.v[i].to & ~FLOW_IN(s->value))
			return true;
	return false;
}

/* Every state can be reached from a first one, and out of every one that is not the end something leads. */
static const char *fault_of_ways(arena *a, const struct flow *f)
{
	uint32_t reached = 0, before;
	for (size_t i = 0; i < f->states.n; i++)
		reached |= f->states.v[i].first ? FLOW_IN(f->states.v[i].value) : 0;
	if (!reached)
		return "no state is the first";
	do {
		before = reached;
		for (size_t i = 0; i < f->actions.n; i++)
			reached |= f->actions.v[i].from & reached ? f->actions.v[i].to : 0;
	} while (reached != before);
	for (size_t i = 0; i < f->states.n; i++) {
		const struct flow_state *s = &f->states.v[i];
		if (!(reached & FLOW_IN(s->value)))
			return str_format(a, "state %s cannot be reached", s->code).s;
		if (!s->terminal && !leads_out(f, s))
			return str_format(a, "nothing leads out of state %s, and it is not terminal", s->code).s;
	}
	return NULL;
}

static const char *fault_of_permissions(arena *a, const struct flow *f)
{
	for (size_t i = 0; i < f->permissions.n; i++) {
		const char *name = f->permissions.v[i].name;
		bool used = false;
		for (size_t k = 0; k < f->actions.n; k++)
			used |= !strcmp(f->actions.v[k].permission, name);
		for (size_t k = 0; k < f->sides.n; k++)
			used |= !strcmp(f->sides.v[k].permission, name);
		if (!used)
			return str_format(a, "nothing asks for its permission %s", name).s;
	}
	return NULL;
}

const char *flow_fault(arena *a, const struct flow *f)
{
	if (!given(f->name) || !given(f->noun) || !given(f->title) || !f->load || !f->save)
		return "it needs a name, a noun, a title, load and save";
	if (!f->sides.n || f->sides.n > FLOW_SIDES_MAX)
		return "nobody meets it (sides)";
	for (size_t i = 0; i < f->sides.n; i++) {
		const struct flow_side *s = &f->sides.v[i];
		if (!given(s->who) || !given(s->path) || !given(s->permission))
			return "a side needs who, path and permission";
	}
	const char *fault = fault_of_states(a, f);
	fault = fault ? fault : fault_of_actions(a, f);
	fault = fault ? fault : fault_of_ways(a, f);
	return fault ? fault : fault_of_permissions(a, f);
}

const char *flow_pages_fault(arena *a, const struct flow_pages *k)
{
	if (!k->flow || k->side < 0 || (size_t)k->side >= k->flow->sides.n)
		return "its pages are of no side";
	for (size_t i = 0; i < k->fields.n; i++) {
		const char *name = k->fields.v[i].action;
		const struct flow_action *of = flow_action(k->flow, str_of(name));
		if (!of || !(of->sides & FLOW_IN(k->side)))
			return str_format(a, "fields of %s, which is no action of this side", name).s;
	}
	return NULL;
}

/* ---- what comes from it ---- */

static arena lasting;

/* "/dossiers/{id}", "ask_supplement" -> "/dossiers/{id}/ask-supplement" */
static char *twin(arena *a, const char *base, const char *name)
{
	char *out = str_c(a, str_format(a, "%s/%s", base, name));
	for (char *p = out + strlen(base); *p; p++)
		*p = (char)(*p == '_' ? '-' : *p);
	return out;
}

/* The side with its pages, wherever they are said. */
static struct flow_side side_of(const struct module *m, const struct flow *f, int side)
{
	struct flow_side s = f->sides.v[side];
	for (size_t i = 0; i < m->flow_pages.n; i++) {
		const struct flow_pages *k = &m->flow_pages.v[i];
		if (k->flow == f && k->side == side) {
			s.form = k->form;
			s.run = k->run;
		}
	}
	return s;
}

static struct route route_of(const struct flow *f, const struct flow_action *k, int side, const struct flow_side *s)
{
	return (struct route){.method = "POST",
		.path = str_format(&lasting, "%s/%s", s->path, k->path).s,
		.run = k->run ? k->run : s->run,
		.permission = k->permission,
		.summary = k->form ? str_format(&lasting, "%s (Mẫu %s)", k->title, k->form).s : k->title,
		.api = s->api ? twin(&lasting, s->api, k->name) : NULL,
		.input = k->input,
		.again = s->form,
		.body_max = k->files ? f->body_max : 0,
		.file_max = k->files ? f->file_max : 0,
		.rate = k->files ? RATE_UPLOAD : RATE_NONE,
		.flow = f,
		.action = k,
		.side = side};
}

static size_t routes_of(const struct module *m, const struct flow *f, struct route *out)
{
	size_t n = 0;
	for (size_t i = 0; i < f->sides.n; i++) {
		struct flow_side s = side_of(m, f, (int)i);
		out[n++] = (struct route){.method = "GET",
			.path = str_format(&lasting, "%s/lam/{action}", s.path).s,
			.run = s.form,
			.permission = s.permission,
			.summary = s.summary,
			.flow = f,
			.side = (int)i};
		for (size_t k = 0; k < f->actions.n; k++)
			if (f->actions.v[k].sides & FLOW_IN(i))
				out[n++] = route_of(f, &f->actions.v[k], (int)i, &s);
	}
	return n;
}

/* Room for what a module says itself and what its flows say. */
struct unfolding {
	struct route *routes;
	struct permission *permissions;
	struct word *words;
	size_t nroutes, npermissions, nwords;
};

static struct unfolding room_for(const struct module *m)
{
	size_t routes = m->routes.n, permissions = m->permissions.n, words = m->words.n;
	for (size_t i = 0; i < m->flows.n; i++) {
		const struct flow *f = m->flows.v[i];
		routes += f->sides.n * (f->actions.n + 1);
		permissions += f->permissions.n;
		words += f->actions.n;
	}
	return (struct unfolding){.routes = NEWN(&lasting, struct route, routes + 1),
		.permissions = NEWN(&lasting, struct permission, permissions + 1),
		.words = NEWN(&lasting, struct word, words + 1)};
}

static struct word word_of(const struct flow *f, const struct flow_action *k)
{
	return (struct word){str_format(&lasting, "%s.%s", f->name, k->name).s, k->title};
}

static void add_flow(struct unfolding *u, const struct module *m, const struct flow *f)
{
	u->nroutes += routes_of(m, f, u->routes + u->nroutes);
	for (size_t i = 0; i < f->permissions.n; i++)
		u->permissions[u->npermissions++] = f->permissions.v[i];
	for (size_t i = 0; i < f->actions.n; i++)
		u->words[u->nwords++] = word_of(f, &f->actions.v[i]);
}

static const struct module *unfolded(const struct module *m)
{
	struct module *out = NEW(&lasting, struct module);
	struct unfolding u = room_for(m);
	*out = *m;
	for (size_t i = 0; i < m->routes.n; i++)
		u.routes[u.nroutes++] = m->routes.v[i];
	for (size_t i = 0; i < m->words.n; i++)
		u.words[u.nwords++] = m->words.v[i];
	for (size_t i = 0; i < m->flows.n; i++)
		if (!flow_fault(&lasting, m->flows.v[i])) /* else routes_declare says what is wrong */
			add_flow(&u, m, m->flows.v[i]);
	for (size_t i = 0; i < m->permissions.n; i++)
		u.permissions[u.npermissions++] = m->permissions.v[i];
	out->routes.v = u.routes;
	out->routes.n = u.nroutes;
	out->permissions.v = u.permissions;
	out->permissions.n = u.npermissions;
	out->words.v = u.words;
	out->words.n = u.nwords;
	return out;
}

const struct module *const *flows_unfold(const struct module *const *list)
{
	size_t n = 0;
	while (list[n])
		n++;
	const struct module **out = NEWN(&lasting, const struct module *, n + 1);
	for (size_t i = 0; i < n; i++)
		out[i] = list[i]->flows.n ? unfolded(list[i]) : list[i];
	return out;
}

/* ---- what a program may do now ---- */

static const struct member offer_members[] = {
	MEMBER(struct flow_offer, name, M_TEXT),
	MEMBER(struct flow_offer, title, M_TEXT),
	MEMBER(struct flow_offer, path, M_TEXT),
	MEMBER(struct flow_offer, note, M_TEXT),
	MEMBER(struct flow_offer, is_note_needed, M_INT),
	MEMBER(struct flow_offer, has_files, M_INT),
	MEMBER(struct flow_offer, is_final, M_INT),
};
const struct shape flow_offer_shape = SHAPE("flow_offer", struct flow_offer, offer_members);

/* "/dossiers/{id}" of the thing that was asked for. */
static str thing_path(arena *a, const char *api, int64_t id)
{
	const char *at = strstr(api, "{id}");
	str path = str_format(a, "%.*s%lld%s", (int)(at - api), api, (long long)id, at + 4);
	return str_format(a, "/api/v1%s", path.s);
}

struct flow_offers flow_offers_of(const struct req *q, const struct flow *f, int side, const struct flow_action *const *offered)
{
	arena *a = q->ctx.a;
	const char *api = f->sides.v[side].api;
	struct flow_offers out = {NEWN(a, struct flow_offer, f->actions.n + 1), 0};
	for (size_t i = 0; api && offered[i]; i++) {
		const struct flow_action *k = offered[i];
		out.v[out.n++] = (struct flow_offer){.name = str_of(k->name),
			.title = str_of(flow_button_words(k)),
			.path = str_of(twin(a, str_c(a, thing_path(a, api, q->id)), k->name)),
			.note = str_of(k->note),
			.is_note_needed = k->note_required,
			.has_files = k->files,
			.is_final = k->destructive};
	}
	return out;
}
