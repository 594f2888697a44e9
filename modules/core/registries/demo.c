/* demo: a commune's first records. */
#include "core/registries/inside.h"
#include "core/units/units.h"

static const struct {
	const char *registry, *answers;
} records[] = {
	{"gieng-nuoc", "{\"label\":\"Giếng đình Gia Hòa\",\"number\":\"GN-0001\",\"hamlet\":\"Gia "
		       "Hòa\",\"kind\":\"dug\",\"depth\":8.5,\"made_on\":\"1936\",\"clean\":false}"},
	{"gieng-nuoc", "{\"label\":\"Giếng chùa Mỹ Lộc\",\"number\":\"GN-0002\",\"hamlet\":\"Mỹ "
		       "Lộc\",\"kind\":\"dug\",\"depth\":12,\"clean\":true}"},
	{"gieng-nuoc", "{\"label\":\"Giếng khoan trường tiểu học\",\"number\":\"GN-0003\",\"hamlet\":\"Vinh "
		       "Quang\",\"kind\":\"drilled\",\"depth\":64,\"made_on\":\"2019\",\"clean\":true}"},
	{"gieng-nuoc", "{\"label\":\"Giếng khoan trạm y tế\",\"number\":\"GN-0004\",\"hamlet\":\"Hạnh "
		       "Phúc\",\"kind\":\"drilled\",\"depth\":72,\"made_on\":\"2021\",\"clean\":true}"},
	{"to-cong-nghe-so", "{\"label\":\"Tổ công nghệ số cộng đồng thôn Gia Hòa\",\"hamlet\":\"Gia Hòa\",\"leader\":\"Bùi Văn "
			    "Thắng\",\"phone\":\"0912000111\",\"members\":6}"},
	{"to-cong-nghe-so", "{\"label\":\"Tổ công nghệ số cộng đồng thôn Mỹ Lộc\",\"hamlet\":\"Mỹ Lộc\",\"leader\":\"Đinh Thị "
			    "Nhàn\",\"phone\":\"0912000112\",\"members\":5}"},
	{"to-cong-nghe-so", "{\"label\":\"Tổ công nghệ số cộng đồng thôn Hạnh Phúc\",\"hamlet\":\"Hạnh Phúc\",\"leader\":\"Quách "
			    "Văn Hiệp\",\"phone\":\"0912000113\",\"members\":5}"},
};

err registries_demo(struct ctx *c)
{
	int64_t own = c->unit;
	err e = unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit);
	for (size_t i = 0; i < COUNT(records) && !e; i++) {
		struct record_work w = {
			.answers = str_of(records[i].answers), .valid_from = S("2026-01-05"), .source = S("system")};
		e = registry_of(c, str_of(records[i].registry), &w.registry);
		if (!e)
			e = registry_record_create(c, &w);
	}
	c->unit = own;
	return e;
}
