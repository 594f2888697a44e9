/* actors: who a token is, remembered for seconds, so that a page costs no look-up of session, account, positions and roles. An
 * entry is good while it is young and nothing about accounts has changed in this process (auth_epoch). */
#include "web/edge/edge.h"
#include <pthread.h>

enum { SHARDS = 16, SETS = 32, WAYS = 4, TEXTS = 384, TOUCHES = 512 };
#define KEPT   (5 * SECOND)
#define UNREAD (3 * SECOND)

struct entry {
	struct sha256 token;
	int64_t until; /* 0 = free */
	uint64_t epoch;
	int64_t unread, unread_until;
	struct known known; /* its texts lie in `texts` */
	char texts[TEXTS];
};
static struct shard {
	pthread_mutex_t lock;
	struct entry sets[SETS][WAYS];
} shards[SHARDS] = {[0 ... SHARDS - 1] = {.lock = PTHREAD_MUTEX_INITIALIZER}};

static struct shard *shard_of(const struct sha256 *token) { return &shards[token->bytes[0] % SHARDS]; }

static struct entry *find(struct shard *s, const struct sha256 *token)
{
	struct entry *set = s->sets[token->bytes[1] % SETS];
	for (int i = 0; i < WAYS; i++)
		if (set[i].until && !memcmp(&set[i].token, token, sizeof *token))
			return &set[i];
	return NULL;
}

/* Copies the texts of a known to `to`, which holds at least their bytes, and points it there. */
static void move_texts(struct known *k, char *to)
{
	str *texts[] = {&k->actor.name, &k->actor.unit_name, &k->actor.title, &k->session.csrf};
	for (size_t i = 0; i < COUNT(texts); i++) {
		if (texts[i]->n)
			memcpy(to, texts[i]->s, texts[i]->n);
		texts[i]->s = to;
		to += texts[i]->n;
	}
}

static size_t texts_size(const struct known *k)
{
	return k->actor.name.n + k->actor.unit_name.n + k->actor.title.n + k->session.csrf.n;
}

bool actors_find(arena *a, struct sha256 token, int64_t now, struct known *out)
{
	char *texts = arena_get(a, TEXTS);
	struct shard *s = shard_of(&token);
	pthread_mutex_lock(&s->lock);
	const struct entry *e = find(s, &token);
	bool good = e && e->until > now && e->epoch == auth_epoch();
	if (good) {
		*out = e->known;
		move_texts(out, texts);
	}
	pthread_mutex_unlock(&s->lock);
	return good;
}

static struct entry *oldest(struct entry *set)
{
	struct entry *least = set;
	for (int i = 1; i < WAYS; i++)
		if (set[i].until < least->until)
			least = &set[i];
	return least;
}

void actors_keep(struct sha256 token, int64_t now, uint64_t epoch, const struct known *k)
{
	if (texts_size(k) > TEXTS)
		return;
	struct shard *s = shard_of(&token);
	pthread_mutex_lock(&s->lock);
	struct entry *e = find(s, &token);
	if (!e)
		e = oldest(s->sets[token.bytes[1] % SETS]);
	*e = (struct entry){.token = token, .until = now + KEPT, .epoch = epoch, .known = *k};
	move_texts(&e->known, e->texts);
	pthread_mutex_unlock(&s->lock);
}

/* ---- the number at the bell ---- */

bool actors_unread(struct sha256 token, int64_t now, int64_t *count)
{
	struct shard *s = shard_of(&token);
	pthread_mutex_lock(&s->lock);
	const struct entry *e = find(s, &token);
	bool good = e && e->unread_until > now;
	if (good)
		*count = e->unread;
	pthread_mutex_unlock(&s->lock);
	return good;
}

void actors_set_unread(struct sha256 token, int64_t now, int64_t count)
{
	struct shard *s = shard_of(&token);
	pthread_mutex_lock(&s->lock);
	struct entry *e = find(s, &token);
	if (e) {
		e->unread = count;
		e->unread_until = count < 0 ? 0 : now + UNREAD;
	}
	pthread_mutex_unlock(&s->lock);
}

/* ---- when a session was last used: noted here, written together by the housekeeper ---- */

static struct {
	pthread_mutex_t lock;
	int64_t sessions[TOUCHES];
	size_t n;
} touches = {.lock = PTHREAD_MUTEX_INITIALIZER};

void actors_used(int64_t session, int64_t seen_at, int64_t now)
{
	if (now - seen_at < MINUTE)
		return;
	pthread_mutex_lock(&touches.lock);
	if (touches.n < TOUCHES) /* else: the session is noted at its next look-up */
		touches.sessions[touches.n++] = session;
	pthread_mutex_unlock(&touches.lock);
}

struct taken {
	int64_t sessions[TOUCHES];
	size_t n;
};

OWN_RULE(touch_all, const struct taken)
static err touch_all(struct ctx *c, const struct taken *t)
{
	for (size_t i = 0; i < t->n; i++)
		TRY(session_touch(c, t->sessions[i]));
	return NULL;
}

err actors_flush(struct ctx *c)
{
	struct taken *t = NEW(c->a, struct taken);
	pthread_mutex_lock(&touches.lock);
	t->n = touches.n;
	memcpy(t->sessions, touches.sessions, t->n * sizeof *t->sessions);
	touches.n = 0;
	pthread_mutex_unlock(&touches.lock);
	return t->n ? apply(c, touch_all, t) : NULL;
}
