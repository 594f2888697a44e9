/* Passwords. One argon2id takes 64 MiB and a tenth of a second: two at a time leave the machine to everybody else. */
#include "auth/auth.h"
#include <pthread.h>

enum { PASSWORD_MIN = 10, PASSWORD_MAX = 128, AT_ONCE = 2 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t one_done = PTHREAD_COND_INITIALIZER;
static int running;

static void enter(void)
{
	pthread_mutex_lock(&lock);
	while (running == AT_ONCE)
		pthread_cond_wait(&one_done, &lock);
	running++;
	pthread_mutex_unlock(&lock);
}

static void leave(void)
{
	pthread_mutex_lock(&lock);
	running--;
	pthread_cond_signal(&one_done);
	pthread_mutex_unlock(&lock);
}

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

err password_make(struct ctx *c, str password, str *hash)
{
	size_t length = utf8_length(password);
	if (length < PASSWORD_MIN)
		return FAIL_FIELD(
			c, "password", "Mật khẩu phải có ít nhất %d ký tự; một câu ngắn dễ nhớ là tốt nhất", PASSWORD_MIN);
	if (length > PASSWORD_MAX)
		return FAIL_FIELD(c, "password", "Mật khẩu dài tối đa %d ký tự", PASSWORD_MAX);
	if (is_common(c->a, password))
		return FAIL_FIELD(c, "password", "Mật khẩu này quá dễ đoán; hãy ghép vài từ không liên quan với nhau");
	enter();
	*hash = password_hash(c->a, password);
	leave();
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

bool password_check(str password, str hash)
{
	enter();
	bool right = password_matches(password, hash.n ? hash : nobodys_hash());
	leave();
	return right && hash.n;
}
