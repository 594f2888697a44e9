/* rate: token buckets in a fixed table. A set of eight buckets shares a place; the fullest makes room for a newcomer, so a flood
 * of addresses can only push out those who have hardly asked. */
#include "web/edge/edge.h"
#include <arpa/inet.h>
#include <pthread.h>

enum { SHARDS = 16, SETS = 256, WAYS = 8 };
struct bucket {
	uint64_t key;  /* 0 = free */
	int64_t spent; /* microseconds of waiting owed: falls with time, one token costs a minute / per_minute */
	int64_t at;
};
static struct shard {
	pthread_mutex_t lock;
	struct bucket sets[SETS][WAYS];
} shards[SHARDS] = {[0 ... SHARDS - 1] = {.lock = PTHREAD_MUTEX_INITIALIZER}};

static int64_t owed(const struct bucket *b, int64_t now)
{
	int64_t passed = now > b->at ? now - b->at : 0;
	return b->spent > passed ? b->spent - passed : 0;
}

static struct bucket *bucket_of(struct bucket *set, uint64_t key, int64_t now)
{
	struct bucket *least = &set[0];
	for (int i = 0; i < WAYS; i++) {
		if (set[i].key == key)
			return &set[i];
		if (!set[i].key || (least->key && owed(&set[i], now) < owed(least, now)))
			least = &set[i];
	}
	*least = (struct bucket){key, 0, now};
	return least;
}

static char salt[16]; /* so that nobody can aim at a neighbour's bucket */
static void make_salt(void) { random_bytes(salt, sizeof salt); }

static uint64_t key_of(enum rate rate, str who)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_salt);
	char message[80] = {(char)rate};
	size_t n = who.n < sizeof message - 1 ? who.n : sizeof message - 1;
	if (n)
		memcpy(message + 1, who.s, n);
	struct sha256 mac = hmac_sha256((str){salt, sizeof salt}, (str){message, n + 1});
	uint64_t key;
	memcpy(&key, mac.bytes, sizeof key);
	return key ? key : 1;
}

int64_t rate_take(enum rate rate, str who, int64_t per_minute, int64_t now)
{
	if (rate == RATE_NONE || per_minute <= 0)
		return 0;
	int64_t cost = MINUTE / per_minute, wait = 0;
	uint64_t key = key_of(rate, who);
	struct shard *shard = &shards[key % SHARDS];
	pthread_mutex_lock(&shard->lock);
	struct bucket *b = bucket_of(shard->sets[key / SHARDS % SETS], key, now);
	int64_t after = owed(b, now) + cost;
	if (after > cost * per_minute)
		wait = after - cost * per_minute;
	else {
		b->spent = after;
		b->at = now;
	}
	pthread_mutex_unlock(&shard->lock);
	return (wait + SECOND - 1) / SECOND;
}

str rate_address(arena *a, str peer)
{
	unsigned char bytes[16];
	char *text = str_c(a, peer);
	if (!strchr(text, ':') || inet_pton(AF_INET6, text, bytes) != 1)
		return peer;
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	return memcmp(bytes, mapped, sizeof mapped) ? str_format(a, "%s::/64", hex(a, bytes, 8).s) : peer;
}
