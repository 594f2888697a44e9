/* demo: two sets of Gia Lâm that are public, with their files. */
#include "core/open_data/inside.h"
#include "core/units/units.h"

#define FIELDS(...)                                                                                                              \
	{                                                                                                                        \
		(const str[]){__VA_ARGS__}, sizeof((const str[]){__VA_ARGS__}) / sizeof(str)                                     \
	}

static err published(struct ctx *c, struct open_set_work w)
{
	w.licence = S("CC-BY-4.0");
	w.contact_name = S("Ủy ban nhân dân xã Gia Lâm");
	w.contact_email = S("ubnd@gialam.example");
	TRY(open_set_keep(c, &w));
	struct open_work k = {.action = flow_action(&open_flow, S("publish")), .set = w.id};
	return open_act(c, &k);
}

static err gia_lam(struct ctx *c)
{
	TRY(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	TRY(published(c, (struct open_set_work){.registry = S("gieng-nuoc"),
				 .title = S("Giếng nước công cộng của xã Gia Lâm"),
				 .description = S("Vị trí, loại, độ sâu và chất lượng nước của các giếng công cộng, do cán bộ xã "
						  "ghi khi đi kiểm tra."),
				 .frequency = S("monthly"),
				 .fields = FIELDS(S("label"), S("number"), S("hamlet"), S("position"), S("kind"), S("depth"),
					 S("made_on"), S("clean")),
				 .has_state = true}));
	return published(c, (struct open_set_work){.registry = S("di-tich"),
				    .title = S("Di tích trên địa bàn xã Gia Lâm"),
				    .description = S("Các di tích của xã: loại, xếp hạng và số lượt khách trong năm gần nhất."),
				    .frequency = S("quarterly"),
				    .fields = FIELDS(S("label"), S("kind"), S("rank"), S("visitors")),
				    .has_state = true});
}

err open_data_demo(struct ctx *c)
{
	int64_t own = c->unit;
	err e = gia_lam(c);
	c->unit = own;
	return e;
}
