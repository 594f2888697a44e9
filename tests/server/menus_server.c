/* The whole program with rooms that do not exist yet: twenty-eight more entries, in every area of the menu, for the scripts that look at it.
 *
 *     menus_server FOLDER     serves the demo data in it until standard input ends; prints where */
#include "modules.h"
#include "web/hooks.h"
#include "web/layout.html.h"
#include <stdio.h>
#include <unistd.h>
#include "http/http.h"
#include "web/module.h"
#include "web/route.h"
#include "web/web.h"

static err show(struct req *q)
{
	struct page *p = &q->page;
	str title = q->key;
	layout_begin(p, &(struct layout){.title = title, .active = str_c(p->a, q->http->path)});
	buf_lit(p->out, "<h1 class=\"govuk-heading-l\">");
	h(p->out, title);
	buf_lit(p->out, "</h1>");
	layout_end(p);
	return NULL;
}

#define ROOMS(X)                                                                                                                 \
	X(AREA_DOCUMENTS, "Văn bản đến", "van-ban-den")                                                                          \
	X(AREA_DOCUMENTS, "Văn bản đi", "van-ban-di")                                                                            \
	X(AREA_DOCUMENTS, "Hồ sơ công việc", "ho-so-cong-viec")                                                                  \
	X(AREA_DOCUMENTS, "Ký số", "ky-so")                                                                                      \
	X(AREA_DOCUMENTS, "Trục liên thông", "lien-thong")                                                                       \
	X(AREA_TASKS, "Việc được giao", "viec-duoc-giao")                                                                        \
	X(AREA_TASKS, "Kế hoạch", "ke-hoach")                                                                                    \
	X(AREA_TASKS, "Cuộc họp", "cuoc-hop")                                                                                    \
	X(AREA_TASKS, "Tổ công nghệ số cộng đồng", "to-cong-nghe-so")                                                            \
	X(AREA_REPORTS, "Báo cáo định kỳ", "bao-cao-dinh-ky")                                                                    \
	X(AREA_REPORTS, "Bộ chỉ số", "bo-chi-so")                                                                                \
	X(AREA_REPORTS, "Khảo sát", "khao-sat")                                                                                  \
	X(AREA_DATA, "Sổ đăng ký", "so-dang-ky")                                                                                 \
	X(AREA_DATA, "Bản đồ", "ban-do")                                                                                         \
	X(AREA_DATA, "Đất đai", "dat-dai")                                                                                       \
	X(AREA_DATA, "Chia sẻ dữ liệu", "chia-se")                                                                               \
	X(AREA_RESIDENTS, "Hộ dân", "ho-dan")                                                                                    \
	X(AREA_RESIDENTS, "Người cao tuổi", "nguoi-cao-tuoi")                                                                    \
	X(AREA_RESIDENTS, "Hộ nghèo, cận nghèo", "ho-ngheo")                                                                     \
	X(AREA_ECONOMY, "Hộ kinh doanh", "ho-kinh-doanh")                                                                        \
	X(AREA_ECONOMY, "Vùng trồng", "vung-trong")                                                                              \
	X(AREA_ECONOMY, "Chợ", "cho")                                                                                            \
	X(AREA_SOCIETY, "Trạm y tế", "tram-y-te")                                                                                \
	X(AREA_SOCIETY, "Trường học", "truong-hoc")                                                                              \
	X(AREA_SOCIETY, "An ninh trật tự", "an-ninh")                                                                            \
	X(AREA_PORTAL, "Bài viết", "bai-viet")                                                                                   \
	X(AREA_PORTAL, "Phản ánh, kiến nghị", "phan-anh")                                                                        \
	X(AREA_PORTAL, "Đài truyền thanh", "dai-truyen-thanh")
#define ENTRY(of, name, path) {MENU_OFFICER, name, "/phong/" path, SIGNED_IN, 50, .area = of},
static const struct menu_entry menu[] = {ROOMS(ENTRY)};
static const struct route routes[] = {GET("/phong/{name}", .run = show, .permission = SIGNED_IN, .summary = "Một phòng chưa có")};
static const struct module rooms = {.name = "rooms", .title = "Phòng chưa có", .routes = LIST(routes), .menu = LIST(menu)};

int main(int argc, char **argv)
{
	arena a = {0};
	struct ctx c = {.a = &a, .now = clock_now(), .request_id = S("menus")};
	const struct module *list[64] = {0};
	size_t n = 0;
	struct web *web;
	struct http_server *server;
	char byte;
	if (argc < 2)
		return 2;
	for (; modules[n]; n++)
		list[n] = modules[n];
	list[n] = &rooms;
	err e = web_open(&c, &(struct web_options){.data = argv[1], .modules = list}, &web);
	if (!e)
		e = http_start(&c, &(struct http_options){.address = "127.0.0.1", .workers = 4}, web_handlers(), web, &server);
	if (e) {
		fprintf(stderr, "%.*s\n", STR_ARG(e->text));
		return 1;
	}
	web_jobs_start(web);
	printf("Listening on http://127.0.0.1:%d\n", http_port(server));
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	http_stop(server);
	web_close(web);
	arena_free(&a);
	return 0;
}
