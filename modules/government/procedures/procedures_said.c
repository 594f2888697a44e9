#include "procedures_said.h"
#include <pthread.h>
#include "web/catalogue.h"

/* ---- words that hardly tell ---- */

/* Without marks only these: "vậy" would silence "vay", "nha" would silence "nhà". */
static const char *const silent[] = {"tôi", "tui", "mình", "muốn", "cần", "xin", "làm", "nộp", "hỏi", "cho", "ở", "đâu", "như",
	"thế", "nào", "thì", "là", "để", "về", "bị", "gì", "được", "có", "không", "phải", "đi", "ra", "vào", "của", "và", "mà",
	"giờ", "rồi", "chưa", "đã", "đang", "sẽ", "cái", "các", "những", "này", "kia", "khi", "nếu", "bao", "nhiêu", "lâu", "mấy",
	"nhờ", "giúp", "giùm", "ạ", "ơi", "nhé", "với", "cách", "giấy", "tờ", "thủ", "tục", "hồ", "việc", "ai", "từ", "nên",
	"vẫn", "còn", "hay", "cũng", "theo", "bằng", "tại", "trên", "dưới", "nữa", "luôn", "xong", "vì", "thể"};
static const char *const silent_marked[] = {"vậy", "nha", "nhá", "hả", "hở", "á", "chớ", "ha", "nghen", "hen", "thôi", "đó",
	"đây", "ấy", "hôm", "nay", "hồi", "bữa", "lúc", "tụi", "bọn", "chúng", "dạ", "cứ", "rất", "quá", "lắm", "tới", "từng",
	"định", "thấy", "biết", "bây", "nhưng", "mỗi", "hoặc", "nó", "sắp", "vừa", "trong", "bạn"};
static const char *const quiet[] = {"con", "cháu", "em", "anh", "chị", "ông", "bà", "bố", "ba", "má", "mẹ", "mới", "lại", "xã",
	"phường", "người", "nhà", "cũ", "năm", "tháng", "ngày", "tên", "hết", "chồng", "vợ", "đến", "lên", "số", "nhận", "cấp",
	"đăng", "ký", "sơ", "bản", "chính", "một", "hai", "đứa", "bé", "trai", "gái", "trước", "sau", "mua", "cô", "chú", "bác",
	"cậu", "mợ", "cụ", "thằng", "nhóc", "cha", "tía", "thêm", "khác", "quê", "tuổi"};
enum { SILENT, SILENT_MARKED, QUIET, VOICES };
static const struct {
	const char *const *words;
	size_t n;
	double worth;
} voices[VOICES] = {[SILENT] = {silent, COUNT(silent), 0},
	[SILENT_MARKED] = {silent_marked, COUNT(silent_marked), 0},
	[QUIET] = {quiet, COUNT(quiet), 0.35}};

/* ---- facts, read once ---- */

struct phrase { /* of asking_phrases.tsv */
	struct word_form words[8];
	size_t n;
};
static struct {
	arena a;
	struct map worth[2];   /* by folded word, by word with marks -> double */
	struct map written[2]; /* of a region -> str */
	struct map short_forms;
	struct phrase *phrases;
	size_t nphrases;
} facts;

static str *put_str(str s)
{
	str *kept = NEW(&facts.a, str);
	*kept = s;
	return kept;
}

static void read_voices(void)
{
	for (int v = 0; v < VOICES; v++)
		for (size_t i = 0; i < voices[v].n; i++) {
			double *worth = NEW(&facts.a, double);
			str word = str_of(voices[v].words[i]);
			*worth = voices[v].worth;
			if (!map_get(&facts.worth[true], name_key(&facts.a, word)))
				map_put(&facts.worth[true], name_key(&facts.a, word), worth);
			if (v != SILENT_MARKED && !map_get(&facts.worth[false], search_key(&facts.a, word)))
				map_put(&facts.worth[false], search_key(&facts.a, word), worth);
		}
}

static void read_regional(void)
{
	str rest = catalogue_file("spoken_syllables.tsv"), cells[2];
	tsv_row(&rest, cells, 2);
	while (tsv_row(&rest, cells, 2)) {
		str *written = put_str(cells[1]);
		map_put(&facts.written[true], name_key(&facts.a, cells[0]), written);
		map_put(&facts.written[false], search_key(&facts.a, cells[0]), written);
	}
}

static void read_short_forms(void)
{
	str rest = catalogue_file("short_forms.tsv"), cells[2];
	tsv_row(&rest, cells, 2);
	while (tsv_row(&rest, cells, 2))
		map_put(&facts.short_forms, search_key(&facts.a, cells[0]), put_str(cells[1]));
}

static void read_phrases(void)
{
	enum { PHRASES_MOST = 200 };
	str rest = catalogue_file("asking_phrases.tsv"), cells[1];
	facts.phrases = NEWN(&facts.a, struct phrase, PHRASES_MOST);
	tsv_row(&rest, cells, 1);
	while (facts.nphrases < PHRASES_MOST && tsv_row(&rest, cells, 1)) {
		struct phrase *p = &facts.phrases[facts.nphrases++];
		p->n = suggestions_words_cut(&facts.a, cells[0], p->words, COUNT(p->words));
	}
}

static void read_all(void)
{
	for (int i = 0; i < 2; i++)
		facts.worth[i].a = facts.written[i].a = &facts.a;
	facts.short_forms.a = &facts.a;
	read_voices();
	read_regional();
	read_short_forms();
	read_phrases();
}

static void read_once(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, read_all);
}

/* ---- one word ---- */

double suggestions_word_worth(const struct word_form *w, bool marked)
{
	read_once();
	if (str_digits(w->folded))
		return 0.35;
	const double *worth = map_get(&facts.worth[marked], marked ? w->marked : w->folded);
	return worth ? *worth : 1;
}

str suggestions_spoken_for(const struct word_form *w, bool marked)
{
	read_once();
	const str *written = map_get(&facts.written[marked], marked ? w->marked : w->folded);
	return written ? *written : S("");
}

/* ---- a question ---- */

static bool has_marks(str text)
{
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.s[i] >= 0x80)
			return true;
	return false;
}

static void add(struct said *s, size_t most, struct word_form form, bool marked)
{
	if (s->n < most)
		s->v[s->n++] = (struct said_word){.form = form, .marked = marked, .worth = suggestions_word_worth(&form, marked)};
}

/* Short forms written out; the word that is still being typed may be on its way to another. */
static void write_out(arena *a, const struct word_form *cut, size_t n, bool unfinished, size_t most, bool marks, struct said *out)
{
	enum { LONGEST = 8 };
	struct word_form words[LONGEST];
	for (size_t i = 0; i < n; i++) {
		const str *written = unfinished && i + 1 == n ? NULL : map_get(&facts.short_forms, cut[i].folded);
		size_t k = written ? suggestions_words_cut(a, *written, words, LONGEST) : 0;
		for (size_t j = 0; j < k; j++)
			add(out, most, words[j], true);
		if (!k)
			add(out, most, cut[i], marks);
	}
}

static bool phrase_at(const struct said *s, size_t at, const struct phrase *p)
{
	if (p->n > s->n - at)
		return false;
	for (size_t i = 0; i < p->n; i++) {
		const struct said_word *w = &s->v[at + i];
		if (w->marked ? !str_eq(w->form.marked, p->words[i].marked) : !str_eq(w->form.folded, p->words[i].folded))
			return false;
	}
	return true;
}

static void silence_asking(struct said *s)
{
	for (size_t at = 0; at < s->n; at++)
		for (size_t i = 0; i < facts.nphrases; i++)
			for (size_t k = 0; phrase_at(s, at, &facts.phrases[i]) && k < facts.phrases[i].n; k++) {
				s->v[at + k].worth = 0;
				s->v[at + k].asks = true;
			}
}

void catalogue_said_read(arena *a, str typed, size_t most, bool unfinished, struct said *out)
{
	struct word_form *cut = NEWN(a, struct word_form, most);
	read_once();
	*out = (struct said){NEWN(a, struct said_word, most), 0};
	write_out(a, cut, suggestions_words_cut(a, typed, cut, most), unfinished, most, has_marks(typed), out);
	silence_asking(out);
}
