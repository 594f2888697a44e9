/* demo: a commune's first records. Quotes are single ones here; @3 is the answer that names the third record of the table. */
#include "core/registries/demo.h"
#include "core/units/units.h"

static const struct {
	const char *registry, *answers;
} records[] = {
	{"to-chuc", "{'label':'Ủy ban nhân dân xã Gia Lâm','kind':'agency','address':'Thôn 3, xã Gia Lâm'}"},
	{"to-chuc", "{'label':'Trường Tiểu học Gia Lâm','kind':'school','workers':32,'parent':@1}"},
	{"to-chuc", "{'label':'Trạm Y tế xã Gia Lâm','kind':'station','workers':9,'parent':@1}"},
	{"to-chuc", "{'label':'Hợp tác xã nông nghiệp Gia Lâm','kind':'cooperative','head':'Bùi Văn Hòa','line':'Dịch vụ nông "
		    "nghiệp','workers':14,'website':'https://htx-gialam.example'}"},
	{"to-chuc", "{'label':'Hộ kinh doanh Đinh Thị Mùi','kind':'household_business','head':'Đinh Thị Mùi','line':'Tạp "
		    "hóa','workers':2}"},
	{"can-bo", "{'label':'Đinh Văn Tuấn','position':'Chủ tịch Ủy ban nhân dân','kind':'official'}"},
	{"can-bo", "{'label':'Bùi Thị Thu','position':'Chuyên viên Văn hóa – Xã hội','kind':'servant'}"},
	{"can-bo", "{'label':'Quách Văn Nam','position':'Chuyên viên Kinh tế','kind':'servant'}"},
	{"can-bo", "{'label':'Đinh Thị Hạnh','position':'Viên chức Trung tâm Phục vụ hành chính công','kind':'employee'}"},
	{"thiet-bi-cntt", "{'label':'Máy tính phòng Chủ tịch','tag':'MT-001','kind':'laptop','holder':@6,'system':'windows_11',"
			  "'system_until':'2027-10-12','antivirus':'Phần mềm có bản "
			  "quyền','antivirus_until':'2027-03-31','cost':18500000}"},
	{"thiet-bi-cntt", "{'label':'Máy tính bàn Văn hóa – Xã hội','tag':'MT-002','kind':'desktop','holder':@7,'system':"
			  "'windows_11','system_until':'2027-10-12','antivirus':'Phần mềm có bản "
			  "quyền','antivirus_until':'2026-12-20','cost':13200000}"},
	{"thiet-bi-cntt", "{'label':'Máy tính quầy tiếp nhận số 1','tag':'MT-003','kind':'desktop','holder':@9,'system':"
			  "'windows_10','system_until':'2025-10-14','cost':12900000}"},
	{"thiet-bi-cntt", "{'label':'Máy in quầy tiếp nhận','tag':'MI-001','kind':'printer','room':'Trung tâm Phục vụ hành chính "
			  "công','cost':6400000}"},
	{"thiet-bi-cntt", "{'label':'Máy quét quầy tiếp nhận','tag':'MQ-001','kind':'scanner','room':'Trung tâm Phục vụ hành "
			  "chính công','cost':15700000}"},
	{"thiet-bi-cntt", "{'label':'Ki-ốt tra cứu hồ sơ','tag':'KO-001','kind':'kiosk','room':'Trung tâm Phục vụ hành chính "
			  "công','cost':58000000}"},
	{"mang-may-tinh", "{'label':'Mạng LAN trụ sở','kind':'lan','organisation':@1}"},
	{"mang-may-tinh", "{'label':'Đường Internet trụ sở','kind':'internet','organisation':@1,'provider':'Nhà cung cấp "
			  "A','speed':300,'contract_until':'2027-01-15','monthly':880000}"},
	{"mang-may-tinh",
		"{'label':'Kết nối TSLCD','kind':'tslcd','organisation':@1,'provider':'Bưu điện Trung ương','speed':50}"},
	{"phan-mem", "{'label':'Phần mềm diệt vi-rút','licence':'12/HĐ-2026','kind':'antivirus','copies':30,'installed':26,"
		     "'until':'2026-12-20','cost':8700000}"},
	{"phan-mem", "{'label':'Bộ phần mềm văn phòng','kind':'office','copies':20,'installed':20,'cost':46000000}"},
	{"hop-thu-cong-vu", "{'address':'tuandv@gialam.example','kind':'person','holder':@6}"},
	{"hop-thu-cong-vu", "{'address':'thubt@gialam.example','kind':'person','holder':@7}"},
	{"hop-thu-cong-vu", "{'address':'namqv@gialam.example','kind':'person','holder':@8}"},
	{"hop-thu-cong-vu", "{'address':'ubnd@gialam.example','kind':'office'}"},
	{"tai-san-cong", "{'label':'Trụ sở Ủy ban nhân dân','tag':'TS-001','kind':'house','organisation':@1,'area':860,'since':"
			 "'2012','cost':9800000000,'left':4200000000}"},
	{"tai-san-cong", "{'label':'Đất trụ sở','tag':'TS-002','kind':'land','organisation':@1,'area':3150.5,'cost':4100000000,"
			 "'left':4100000000}"},
	{"tai-san-cong", "{'label':'Nhà văn hóa cũ','tag':'TS-003','kind':'house','area':240,'since':'1998','cost':620000000,"
			 "'left':90000000}"},
	{"van-ban-chi-dao",
		"{'label':'Kế hoạch chuyển đổi số năm 2026','number':'05/KH-UBND','kind':'plan','issuer':'Ủy ban nhân "
		"dân xã Gia Lâm','issued':'2026-01-05','until':'2026-12-31','tasks':24,'done':19}"},
	{"van-ban-chi-dao",
		"{'label':'Phân công nhiệm vụ Ban Chỉ đạo','number':'31/QĐ-BCĐ','kind':'decision','issuer':'Ban Chỉ đạo "
		"chuyển đổi số xã Gia Lâm','issued':'2026-01-12','parent':@28}"},
	{"di-tich", "{'label':'Đình Mỹ Lộc','kind':'art','rank':'provincial','keeper':'Ban quản lý di tích thôn Mỹ "
		    "Lộc','visitors':1800}"},
	{"di-tich", "{'label':'Chùa Gia Hòa','kind':'history','rank':'none','visitors':600}"},
	{"phan-mo",
		"{'label':'Liệt sĩ Bùi Văn Lực','place':'A-01-03','cemetery':'Nghĩa trang liệt sĩ xã Gia Lâm','kind':'martyr',"
		"'died':'1972','relative':'Bùi Thị Lan','phone':'0912000131'}"},
	{"phan-mo", "{'label':'Liệt sĩ chưa biết tên','place':'A-01-04','cemetery':'Nghĩa trang liệt sĩ xã Gia "
		    "Lâm','kind':'unknown_martyr'}"},
	{"cau", "{'label':'Cầu Đồi Thờ','over':'Suối Đồi Thờ','kind':'concrete','length':18,'width':5,'load':10,'built':'2009'}"},
	{"cau", "{'label':'Cầu treo Hạnh Phúc','over':'Sông "
		"Bôi','kind':'suspension','length':64.5,'width':1.8,'load':1.5,'built':"
		"'1996'}"},
	{"gieng-nuoc", "{'label':'Giếng đình Gia "
		       "Hòa','position':{'type':'Point','coordinates':[105.7792,20.4183]},'number':'GN-0001','hamlet':'Gia "
		       "Hòa','kind':'dug','depth':8.5,'made_on':'1936','clean':false}"},
	{"gieng-nuoc", "{'label':'Giếng chùa Mỹ "
		       "Lộc','position':{'type':'Point','coordinates':[105.7921,20.4324]},'number':'GN-0002','hamlet':'Mỹ "
		       "Lộc','kind':'dug','depth':12,'clean':true}"},
	{"gieng-nuoc", "{'label':'Giếng khoan trường tiểu "
		       "học','position':{'type':'Point','coordinates':[105.7668,20.4127]},'number':'GN-0003','hamlet':'Vinh "
		       "Quang','kind':'drilled','depth':64,'made_on':'2019','clean':true}"},
	{"gieng-nuoc", "{'label':'Giếng khoan trạm y "
		       "tế','position':{'type':'Point','coordinates':[105.7865,20.3921]},'number':'GN-0004','hamlet':'Hạnh "
		       "Phúc','kind':'drilled','depth':72,'made_on':'2021','clean':true}"},
	{"to-cong-nghe-so", "{'label':'Tổ công nghệ số cộng đồng thôn Gia Hòa','hamlet':'Gia Hòa','leader':'Bùi Văn "
			    "Thắng','phone':'0912000111','members':6}"},
	{"to-cong-nghe-so", "{'label':'Tổ công nghệ số cộng đồng thôn Mỹ Lộc','hamlet':'Mỹ Lộc','leader':'Đinh Thị "
			    "Nhàn','phone':'0912000112','members':5}"},
	{"to-cong-nghe-so", "{'label':'Tổ công nghệ số cộng đồng thôn Hạnh Phúc','hamlet':'Hạnh Phúc','leader':'Quách "
			    "Văn Hiệp','phone':'0912000113','members':5}"},
};

enum { RECORDS = COUNT(records) };
struct made {
	int64_t id;
	str label;
};

static str label_of(str answers) /* it stands first, after {"label":" or {"address":" */
{
	str label, rest;
	str_cut(answers, ':', &label, &rest);
	str_cut((str){rest.s + 1, rest.n - 1}, '"', &label, &rest);
	return label;
}

static str answers_of(arena *a, const char *text, const struct made *made)
{
	buf b = {.a = a};
	for (const char *s = text; *s; s++) {
		if (*s != '@' || s[1] < '0' || s[1] > '9') {
			buf_printf(&b, "%c", *s == '\'' ? '"' : *s);
			continue;
		}
		size_t n = 0;
		while (s[1] >= '0' && s[1] <= '9')
			n = n * 10 + (size_t)(*++s - '0');
		buf_str(&b, registry_demo_named(
				    a, str_format(a, "record:%s", records[n - 1].registry).s, made[n - 1].id, made[n - 1].label));
	}
	return buf_text(&b);
}

static err gia_lam(struct ctx *c)
{
	struct made made[RECORDS];
	TRY(unit_find(c, S("commune"), S("14389"), day_of(c->now), &c->unit));
	for (size_t i = 0; i < RECORDS; i++) {
		str answers = answers_of(c->a, records[i].answers, made);
		made[i].label = label_of(answers);
		TRY(registry_demo_add(c, records[i].registry, answers, NULL, &made[i].id));
	}
	return NULL;
}

err registries_demo(struct ctx *c)
{
	int64_t own = c->unit;
	err e = gia_lam(c);
	if (!e)
		e = registry_demo_places(c);
	c->unit = own;
	return e;
}
