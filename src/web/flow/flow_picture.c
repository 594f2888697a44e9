/* flow_picture: a flow as administrators see it, drawn from the declaration. */
#include "web/flow/flow_view.h"

enum { BOX = 250, HEAD = 38, ROW = 17, GAP = 14, LANE = 11, MARGIN = 16, TIP = 7 };

/* ---- where everything stands ---- */

static bool other_side(const struct flow_action *k) { return !(k->sides & 1); }
static bool stays(const struct flow_action *k, int64_t state) { return !k->to || k->to & FLOW_IN(state); }

const char *flow_clock_words(const struct flow_state *s)
{
	return s->terminal              ? "Kết thúc"
	       : s->clock == FLOW_RUNS  ? "Thời hạn đang tính"
	       : s->clock == FLOW_RESTS ? "Thời hạn tạm dừng"
	       : s->first               ? "Bắt đầu"
					: "Không tính thời hạn";
}

static void place_boxes(struct picture *d, const struct flow *f)
{
	int64_t y = 1;
	for (size_t i = 0; i < f->states.n; i++) {
		const struct flow_state *s = &f->states.v[i];
		struct picture_box *b = &d->boxes[d->nboxes++];
		*b = (struct picture_box){s->value, y, HEAD, s->title, flow_clock_words(s), s->colour ? s->colour : "grey"};
		for (size_t k = 0; k < f->actions.n; k++) {
			const struct flow_action *a = &f->actions.v[k];
			if (!(a->from & FLOW_IN(s->value)))
				continue;
			d->rows[d->nrows++] = (struct picture_row){y + b->height + ROW - 4, s->value, a,
				str_of(flow_button_words(a)), stays(a, s->value), other_side(a)};
			b->height += ROW;
		}
		b->height += b->height > HEAD ? 6 : 0;
		y += b->height + GAP;
	}
	d->height = y - GAP + 2;
}

static int64_t head_of(const struct picture *d, int64_t state)
{
	for (size_t i = 0; i < d->nboxes; i++)
		if (d->boxes[i].state == state)
			return d->boxes[i].y + HEAD / 2;
	return 0;
}

static int64_t line_of(const struct picture_row *r) { return r->y - 4; }

/* What leads to a state from others; each action is named once. */
static struct picture_lane lane_to(arena *a, const struct picture *d, const struct flow_state *s)
{
	struct picture_lane l = {.state = s->value, .from = NEWN(a, int64_t, d->nrows + 1)};
	buf words = {.a = a};
	buf_printf(&words, "Đến “%s”:", s->title);
	uint64_t named = 0;
	for (size_t i = 0; i < d->nrows; i++) {
		const struct picture_row *r = &d->rows[i];
		if (r->state == s->value || !(r->action->to & FLOW_IN(s->value)))
			continue;
		l.from[l.n++] = line_of(r);
		bool said = false;
		for (size_t k = 0; k < i; k++)
			said |= d->rows[k].action == r->action && d->rows[k].state != s->value;
		if (!said)
			buf_printf(&words, "%s %.*s", named++ ? ";" : "", STR_ARG(r->words));
	}
	l.words = buf_text(&words);
	return l;
}

static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

static int64_t span(const struct picture *d, const struct picture_lane *l, int64_t *top)
{
	int64_t bottom = *top = head_of(d, l->state);
	for (size_t i = 0; i < l->n; i++) {
		*top = least(*top, l->from[i]);
		bottom = most(bottom, l->from[i]);
	}
	return bottom - *top;
}

static void draw(arena *a, const struct picture *d, struct picture_lane *l)
{
	buf line = {.a = a};
	int64_t top, y = head_of(d, l->state), length = span(d, l, &top);
	for (size_t i = 0; i < l->n; i++)
		buf_printf(&line, "M%d %lldH%lld", BOX + 1, (long long)l->from[i], (long long)l->x);
	buf_printf(&line, "M%lld %lldv%lldM%lld %lldH%d", (long long)l->x, (long long)top, (long long)length, (long long)l->x,
		(long long)y, BOX + TIP);
	l->line = buf_text(&line);
	l->tip = str_format(a, "M%d %lldl%d -4v8z", BOX + 1, (long long)y, TIP + 1);
}

/* Short ones inside, so that few lines cross. */
static void place_lanes(arena *a, struct picture *d, const struct flow *f)
{
	int64_t top;
	for (size_t i = 0; i < f->states.n; i++) {
		struct picture_lane l = lane_to(a, d, &f->states.v[i]);
		size_t at = d->nlanes;
		if (!l.n)
			continue;
		for (; at && span(d, &d->lanes[at - 1], &top) > span(d, &l, &top); at--)
			d->lanes[at] = d->lanes[at - 1];
		d->lanes[at] = l;
		d->nlanes++;
	}
	for (size_t i = 0; i < d->nlanes; i++) {
		d->lanes[i].x = BOX + MARGIN + (int64_t)i * LANE;
		d->lanes[i].tone = (int64_t)i % 3;
		draw(a, d, &d->lanes[i]);
	}
}

struct picture *picture_make(arena *a, const struct flow *f)
{
	struct picture *d = NEW(a, struct picture);
	d->box = BOX;
	d->boxes = NEWN(a, struct picture_box, f->states.n);
	d->rows = NEWN(a, struct picture_row, f->states.n * f->actions.n);
	d->lanes = NEWN(a, struct picture_lane, f->states.n);
	place_boxes(d, f);
	place_lanes(a, d, f);
	d->width = BOX + MARGIN + (int64_t)d->nlanes * LANE;
	d->words = str_format(
		a, "Sơ đồ “%s”: %zu trạng thái, %zu việc. Nội dung như trong các bảng.", f->title, f->states.n, f->actions.n);
	return d;
}

str picture_head(arena *a, const struct picture *d, const struct picture_box *b)
{
	return str_format(
		a, "M1 %lldv-%dq0 -4 4 -4h%lldq4 0 4 4v%dz", (long long)b->y + HEAD, HEAD - 4, (long long)d->box - 8, HEAD - 4);
}
