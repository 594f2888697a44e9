/* Passwords. One argon2id takes 64 MiB and a tenth of a second. Two threads of their own compute them, behind everybody else's work;
 * before them stands a short line, and who finds it full is told so at once. */
#include "auth/auth.h"
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

enum { PASSWORD_MIN = 10, PASSWORD_MAX = 128, AT_ONCE = 2, LINE = 6, KEPT_PLACES = 3, NICE = 10 };

/* ---- the line ---- */

struct task { /* stands on the stack of the one who waits */
	struct task *next;
	enum in_line who;
	bool done;
	str password, hash; /* hash empty: one is to be made */
	arena *a;
	str made;
	bool right;
};
static struct {
	pthread_mutex_t lock;
	pthread_cond_t more, done;
	struct task *first;
	int waiting, threads;
} line = {.lock = PTHREAD_MUTEX_INITIALIZER, .more = PTHREAD_COND_INITIALIZER, .done = PTHREAD_COND_INITIALIZER};

static void compute(struct task *t)
{
	if (t->hash.n)
		t->right = password_matches(t->password, t->hash);
	else
		t->made = password_hash(t->a, t->password);
}

static void *work(void *unused)
{
	setpriority(PRIO_PROCESS, (id_t)gettid(), NICE); /* of this thread alone */
	pthread_mutex_lock(&line.lock);
	for (;;) {
		while (!line.first)
			pthread_cond_wait(&line.more, &line.lock);
		struct task *t = line.first;
		line.first = t->next;
		line.waiting--;
		pthread_mutex_unlock(&line.lock);
		compute(t);
		pthread_mutex_lock(&line.lock);
		t->done = true;
		pthread_cond_broadcast(&line.done);
	}
	return unused;
}

/* With the lock held. */
static bool staffed(void)
{
	pthread_attr_t attributes;
	pthread_t id;
	pthread_attr_init(&attributes);
	pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
	while (line.threads < AT_ONCE && !pthread_create(&id, &attributes, work, NULL))
		line.threads++;
	pthread_attr_destroy(&attributes);
	return line.threads > 0;
}

/* Who is known stands before those who are less, and has places that they cannot fill. */
static void stand(struct task *t)
{
	struct task **at = &line.first;
	while (*at && (*at)->who >= t->who)
		at = &(*at)->next;
	t->next = *at;
	*at = t;
	line.waiting++;
}

static err take_turn(struct ctx *c, struct task *t)
{
	pthread_mutex_lock(&line.lock);
	bool room = staffed() && line.waiting < LINE + (int)t->who * KEPT_PLACES;
	if (room) {
		stand(t);
		pthread_cond_signal(&line.more);
	}
	while (room && !t->done)
		pthread_cond_wait(&line.done, &line.lock);
	pthread_mutex_unlock(&line.lock);
	return room ? NULL : FAIL(c, BUSY, "Đang có nhiều người đăng nhập cùng lúc. Hãy thử lại sau vài giây.");
}

/* ---- what is too easy ---- */

/* What people choose first, folded and without digits or signs around it: "Matkhau@123" is "matkhau". */
static bool common_word(str word)
{
	static const char *const words[] = {"", "abc", "abcd", "abcdef", "abcdefgh", "abcdefghij", "admin", "administrator",
		"anhnhoem", "anhyeuem", "asdfghjkl", "bacho", "canbo", "chinhphu", "chuyentien", "congan", "congchuc", "congdan",
		"dangcongsan", "dangnhap", "dichvucong", "dinh", "emyeuanh", "giadinh", "hanoi", "hochiminh", "hoso", "iloveyou",
		"khongbiet", "khongco", "letmein", "matkhau", "matkhaumoi", "motcua", "nguyen", "passw", "password", "passwords",
		"quantri", "quantrivien", "qwerty", "qwertyuiop", "saigon", "samsung", "thaydoi", "thutuc", "toiyeuvietnam",
		"ubnd", "uybannhandan", "vietnam", "vietnamvodich", "welcome", "xinchao", "yeuem", "zaq", "zxcvbnm"};
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is(word, words[i]))
			return true;
	return false;
}

/* Every character follows from the one before: 1111111111, 0123456789, abcdefghij, 9876543210. */
static bool is_run(str s)
{
	for (int step = -1; step <= 1; step++) {
		size_t i = 1;
		while (i < s.n && (s.s[i] == s.s[i - 1] + step || (step == 1 && s.s[i] == '0' && s.s[i - 1] == '9')))
			i++;
		if (i >= s.n)
			return true;
	}
	return false;
}

static bool is_common(arena *a, str password)
{
	str folded = fold(a, password);
	char *letters = arena_get(a, folded.n + 1), *solid = arena_get(a, folded.n + 1);
	size_t nletters = 0, nsolid = 0;
	for (size_t i = 0; i < folded.n; i++) {
		if (folded.s[i] != ' ')
			solid[nsolid++] = folded.s[i];
		if (folded.s[i] >= 'a' && folded.s[i] <= 'z')
			letters[nletters++] = folded.s[i];
	}
	bool digits_only = nletters == 0;
	bool twice = nsolid % 2 == 0 && !memcmp(solid, solid + nsolid / 2, nsolid / 2);
	return is_run((str){solid, nsolid}) || digits_only || (twice && nsolid < 2 * PASSWORD_MIN) ||
	       common_word((str){letters, nletters});
}

/* ---- what his neighbours would try: made of his name, his login, his commune, with a year behind ---- */

enum { LEFT_OVER = 3 }; /* so many letters beside it make it no better */

/* Signs that people write for letters become the digits that stand for the same letters. */
static str as_digits(arena *a, str password)
{
	static const char signs[] = "@$!|+", digits[] = "45117";
	char *out = arena_get(a, password.n + 1);
	for (size_t i = 0; i < password.n; i++) {
		const char *at = password.s[i] ? strchr(signs, password.s[i]) : NULL;
		out[i] = at ? digits[at - signs] : password.s[i];
	}
	return (str){out, password.n};
}

/* Folded, with nothing between. */
static str solid(arena *a, str text)
{
	str folded = fold(a, text);
	char *out = arena_get(a, folded.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < folded.n; i++)
		if (folded.s[i] != ' ')
			out[n++] = folded.s[i];
	return (str){out, n};
}

static bool stands_for(char typed, char letter)
{
	static const char *const letters[] = {"o", "il", "z", "e", "a", "s", "bg", "t", "b", "gq"};
	return typed == letter || (typed >= '0' && typed <= '9' && letter && strchr(letters[typed - '0'], letter));
}

static bool begins(str s, size_t at, str word)
{
	if (word.n > s.n - at)
		return false;
	for (size_t i = 0; i < word.n; i++)
		if (!stands_for(s.s[at + i], word.s[i]))
			return false;
	return true;
}

/* What every office is called says nothing of this one. */
static bool of_every_office(str word)
{
	static const char *const words[] = {"uy", "ban", "nhan", "dan", "xa", "phuong", "tinh", "thanh", "pho"};
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is(word, words[i]))
			return true;
	return false;
}

struct covering { /* how few letters before each place belong to no word: [1] with a word of his among them */
	str s;
	int (*left)[2];
};

static void cover(struct covering *v, size_t at, str word, bool own)
{
	if (word.n < 2 || !begins(v->s, at, word))
		return;
	for (int used = 0; used < 2; used++) {
		int *to = &v->left[at + word.n][used || own];
		if (v->left[at][used] < *to)
			*to = v->left[at][used];
	}
}

static bool is_personal(arena *a, str password, struct texts about)
{
	static const char *const others[] = {"yeu", "anh", "abc", "xyz", "ubnd", "phuong", "tinh", "huyen", "admin", "matkhau",
		"pass", "vietnam", "canbo", "motcua", "quantri", "love", "qwe"};
	str s = solid(a, as_digits(a, password));
	struct covering v = {s, arena_get(a, (s.n + 1) * sizeof *v.left)};
	for (size_t i = 0; i <= s.n; i++)
		v.left[i][0] = v.left[i][1] = PASSWORD_MAX * 4;
	v.left[0][0] = 0;
	for (size_t at = 0; at < s.n; at++) {
		bool digit = s.s[at] >= '0' && s.s[at] <= '9';
		for (int used = 0; used < 2; used++)
			if (v.left[at][used] + !digit < v.left[at + 1][used])
				v.left[at + 1][used] = v.left[at][used] + !digit;
		for (size_t i = 0; i < COUNT(others); i++)
			cover(&v, at, str_of(others[i]), false);
		for (size_t i = 0; i < about.n; i++)
			for (str word, rest = fold(a, about.v[i]); rest.n;) {
				str_cut(rest, ' ', &word, &rest);
				cover(&v, at, word, !of_every_office(word));
			}
	}
	return v.left[s.n][1] <= LEFT_OVER;
}

err password_good(struct ctx *c, str password, struct texts about)
{
	size_t length = utf8_length(password);
	if (length < PASSWORD_MIN)
		return FAIL_FIELD(
			c, "password", "Mật khẩu phải có ít nhất %d ký tự; một câu ngắn dễ nhớ là tốt nhất", PASSWORD_MIN);
	if (length > PASSWORD_MAX)
		return FAIL_FIELD(c, "password", "Mật khẩu dài tối đa %d ký tự", PASSWORD_MAX);
	if (is_common(c->a, password))
		return FAIL_FIELD(c, "password", "Mật khẩu này quá dễ đoán; hãy ghép vài từ không liên quan với nhau");
	if (is_personal(c->a, password, about))
		return FAIL_FIELD(c, "password",
			"Mật khẩu ghép từ họ tên, tên đăng nhập, tên địa phương hay năm thì người quen đoán được; hãy ghép vài "
			"từ không "
			"liên quan với nhau");
	return NULL;
}

err password_make(struct ctx *c, str password, struct texts about, str *hash)
{
	TRY(password_good(c, password, about));
	struct task t = {.password = password, .a = c->a};
	TRY(take_turn(c, &t));
	*hash = t.made;
	return NULL;
}

/* A hash that no password has, made once: an unknown login costs as much time as a wrong password. */
static str nobodys_hash(void)
{
	static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
	static arena kept;
	static str hash;
	pthread_mutex_lock(&once);
	if (!hash.n)
		hash = password_hash(&kept, random_token(&kept, 32));
	pthread_mutex_unlock(&once);
	return hash;
}

err password_check(struct ctx *c, str password, str hash, enum in_line who, bool *right)
{
	struct task t = {.password = password, .hash = hash.n ? hash : nobodys_hash(), .who = who};
	*right = false;
	TRY(take_turn(c, &t));
	*right = t.right && hash.n;
	return NULL;
}
