// The calendar through its API and forms: who may change what, that every change is a new version, what bad input is told, and the
// calculator. Everything happens in years that no other test looks at. DINH_URL: a `dinh serve` with demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";

import { api as request, base, token } from "./client.mjs";

const tokens = {};
let home, elsewhere; // units: of the administrator of Gia Lâm, and another commune

async function api(method, path, who, json) {
	const { status, text } = await request(method, path, who && tokens[who], json);
	return { status, text, body: text.startsWith("{") ? JSON.parse(text) : null };
}
const get = async (path, who) => {
	const reply = await api("GET", path, who);
	assert.equal(reply.status, 200, `${path}: ${reply.text}`);
	return reply.body;
};
const version = async () => (await get("/calendar/2031")).version;
const dayOf = (year, on) => year.days.find((d) => d.day_on === on);
const fields = (reply) => JSON.stringify(reply.body.problems ?? reply.body);

before(async () => {
	for (const login of ["quantri", "quantri.gialam", "motcua.gialam"]) {
		tokens[login] = await token(login);
	}
	home = (await get("/calendar/2031", "quantri.gialam")).unit_id;
	assert.ok(home > 0);
	const found = await get(`/units?tim=${encodeURIComponent("Bản Giốc")}`).catch(() => null);
	elsewhere = found?.found?.[0]?.id ?? home + 1;
});

test("a year is public: holidays, substitutes, lunar months, for the country and for a unit", async () => {
	const year = await get("/calendar/2026");
	assert.equal(year.lunar_name, "Bính Ngọ");
	assert.deepEqual(
		["2026-01-02", "2026-01-10", "2026-04-26", "2026-04-27", "2026-11-24"].map((on) => dayOf(year, on).kind),
		["swapped_off", "makeup_working", "holiday", "substitute_off", "holiday"]);
	assert.equal(dayOf(year, "2026-11-24").legal_basis, "Nghị quyết 28/2026/QH16");
	assert.equal(dayOf(await get("/calendar/2025"), "2025-11-24"), undefined);
	assert.ok(year.lunar_months.some((m) => m.first_on === "2026-02-17" && m.month === 1 && m.days === 30));
	assert.equal(dayOf(await get("/calendar/2040"), "2040-02-12").is_confirmed, false);
	for (const bad of ["/calendar/1989", "/calendar/2061", "/calendar/2026?unit=999999999", "/calendar/days/2026-02-30"])
		assert.equal((await api("GET", bad)).status, 404, bad);
});

test("only an administrator changes it, and only of his own unit", async () => {
	const closure = { from_on: "2031-03-05", part: "day", reason: "Bão", legal_basis: "Công văn 1" };
	const day = { kind: "off", reason: "Thử", legal_basis: "Thử" };
	const before_ = await version();
	assert.equal((await api("POST", "/calendar/closures", null, closure)).status, 401);
	assert.equal((await api("POST", "/calendar/closures", "motcua.gialam", closure)).status, 403);
	for (const unit of [0, elsewhere]) {
		assert.equal((await api("POST", `/calendar/closures?unit=${unit}`, "quantri.gialam", closure)).status, 403);
		assert.equal((await api("POST", `/calendar/days/2031-03-05?unit=${unit}`, "quantri.gialam", day)).status, 403);
	}
	assert.equal((await api("POST", "/calendar/closures?unit=999999999", "quantri", closure)).status, 404);
	assert.equal((await api("POST", "/calendar/decisions/2031", "quantri.gialam", { tet: "1", legal_basis: "x" })).status, 403);
	assert.equal((await api("GET", "/calendar/versions", "motcua.gialam")).status, 403);
	assert.equal(await version(), before_);
});

test("a closure holds for that unit only, moves its due dates, and can be undone", async () => {
	const before_ = await version();
	const closure = { from_on: "05/03/2031", to_on: "06/03/2031", part: "day", reason: "Bão số 3", legal_basis: "Công văn 12/UBND-VP" };
	const made = await api("POST", "/calendar/closures", "quantri.gialam", closure);
	assert.equal(made.status, 201, made.text);
	assert.equal(await version(), before_ + 1);
	assert.equal(dayOf(await get("/calendar/2031", "quantri.gialam"), "2031-03-05").kind, "closed");
	assert.equal(dayOf(await get(`/calendar/2031?unit=${elsewhere}`), "2031-03-05"), undefined);
	const ask = "/calendar/due?from_on=2031-03-04&from_time=09:00&amount=1&term_unit=working_days";
	const here = await get(`${ask}&unit=${home}`), there = await get(`${ask}&unit=${elsewhere}`);
	assert.equal(here.due_at, "2031-03-07T02:00:00.000000Z");
	assert.equal(there.due_at, "2031-03-05T02:00:00.000000Z");
	assert.ok(here.explanation.some((s) => s.text.includes("Cơ quan đóng cửa thứ Tư 05/3/2031 và thứ Năm 06/3/2031: Bão số 3")), JSON.stringify(here));
	const { rows } = await get("/calendar/closures", "quantri.gialam");
	const row = rows.find((r) => r.from_on === "2031-03-05" && !r.cancelled_at);
	assert.equal((await api("POST", `/calendar/closures/${row.id}/cancel`, "motcua.gialam")).status, 403);
	assert.ok((await api("POST", `/calendar/closures/${row.id}/cancel`, "quantri.gialam")).status < 300);
	assert.equal((await api("POST", `/calendar/closures/${row.id}/cancel`, "quantri.gialam")).status, 409);
	assert.equal(await version(), before_ + 2);
	assert.equal((await get(`${ask}&unit=${home}`)).due_at, there.due_at);
});

test("half a day closed takes half a day", async () => {
	const made = await api("POST", "/calendar/closures", "quantri.gialam",
		{ from_on: "2031-05-06", part: "afternoon", reason: "Mất điện", legal_basis: "Thông báo 3" });
	assert.equal(made.status, 201, made.text);
	const due = await get(`/calendar/due?from_on=2031-05-06&from_time=10:30&amount=4&term_unit=working_hours&unit=${home}`);
	assert.equal(due.due_at, "2031-05-07T03:00:00.000000Z"); // one hour left of the morning, three of the next
	const { rows } = await get("/calendar/closures", "quantri.gialam");
	await api("POST", `/calendar/closures/${rows.find((r) => r.from_on === "2031-05-06" && !r.cancelled_at).id}/cancel`, "quantri.gialam");
});

test("a swap is two days at once; the platform's administrator decides for the country", async () => {
	const before_ = await version();
	const swap = { kind: "off", legal_basis: "99/VPCP-KGVX", swap_on: "10/01/2032", confirmed: true };
	const made = await api("POST", "/calendar/days/2032-01-02", "quantri", swap);
	assert.equal(made.status, 201, made.text);
	const year = await get("/calendar/2032");
	assert.equal(year.version, before_ + 1);
	assert.deepEqual([dayOf(year, "2032-01-02").kind, dayOf(year, "2032-01-02").reason], ["swapped_off", "Hoán đổi với thứ Bảy 10/01/2032"]);
	assert.deepEqual([dayOf(year, "2032-01-10").kind, dayOf(year, "2032-01-10").reason], ["makeup_working", "Làm bù cho thứ Sáu 02/01/2032"]);
	for (const on of ["2032-01-02", "2032-01-10"])
		assert.equal((await api("POST", `/calendar/days/${on}`, "quantri", { kind: "computed" })).status, 201);
	assert.equal(dayOf(await get("/calendar/2032"), "2032-01-10"), undefined);
	const said = (await get("/calendar/versions", "quantri")).rows;
	assert.ok(said.some((r) => r.what === "Nghỉ thứ Sáu 02/01/2032, làm bù thứ Bảy 10/01/2032"), JSON.stringify(said[2]));
});

test("a yearly decision settles what the law leaves open", async () => {
	const year = await get("/calendar/2033"); // mùng 1 is Monday 31/01
	assert.equal(dayOf(year, "2033-02-03").is_confirmed, false);
	const decided = await api("POST", "/calendar/decisions/2033", "quantri", { tet: "2", national: "after", legal_basis: "7/TB-BNV", confirmed: true });
	assert.equal(decided.status, 201, decided.text);
	const after = await get("/calendar/2033");
	assert.equal(dayOf(after, "2033-02-03").kind, "substitute_off"); // for Saturday and Sunday before mùng 1
	assert.equal(dayOf(after, "2033-01-31").legal_basis, "7/TB-BNV");
	assert.equal(dayOf(after, "2033-09-03").is_confirmed, true); // a Saturday: rests again on Monday
	assert.equal(dayOf(after, "2033-09-05").kind, "substitute_off");
	await api("POST", "/calendar/decisions/2033", "quantri", {});
	assert.equal(dayOf(await get("/calendar/2033"), "2033-02-03").is_confirmed, false);
});

test("hours of a unit hold in their range, and those before go on after it", async () => {
	const summer = { valid_from: "2034-04-16", last_on: "2034-10-15", morning_from: "6h30", morning_to: "11:00", afternoon_from: "13:30",
		afternoon_to: "17:00", legal_basis: "Quyết định 5/QĐ-UBND" };
	const always = { ...summer, valid_from: "2034-01-01", last_on: "", morning_from: "7:30", morning_to: "12:00", afternoon_from: "13:00",
		afternoon_to: "16:30" };
	assert.equal((await api("POST", "/calendar/hours", "quantri.gialam", always)).status, 201);
	assert.equal((await api("POST", "/calendar/hours", "quantri.gialam", summer)).status, 201);
	const opening = async (on) => (await get(`/calendar/due?from_on=${on}&from_time=05:00&amount=1&term_unit=working_hours&unit=${home}`)).due_at.slice(11, 16);
	assert.deepEqual([await opening("2033-12-30"), await opening("2034-04-14"), await opening("2034-04-17"), await opening("2034-10-16")],
		["01:00", "01:30", "00:30", "01:30"]);
	const clash = await api("POST", "/calendar/hours", "quantri.gialam", { ...summer, valid_from: "2034-05-01", last_on: "" });
	assert.equal(clash.status, 422);
	assert.match(fields(clash), /valid_from/);
	const { rows } = await get("/calendar/hours", "quantri.gialam");
	assert.deepEqual(rows.map((r) => r.valid_from), ["2034-10-16", "2034-04-16", "2034-01-01"]);
	for (const row of rows)
		assert.equal((await api("POST", `/calendar/hours/${row.id}/end`, "quantri.gialam", { ended_on: "2033-12-31" })).status, 201);
	assert.equal((await get("/calendar/hours", "quantri.gialam")).rows.length, 0);
});

test("bad input is told what to do, beside its field", async () => {
	const before_ = await version();
	const hours = { valid_from: "2035-01-01", morning_from: "07:00", morning_to: "11:30", afternoon_from: "13:30", afternoon_to: "16:00",
		legal_basis: "x" };
	const cases = [
		["/calendar/closures", { from_on: "2031-02-30", part: "day", reason: "Bão", legal_basis: "x y z" }, "from_on"],
		["/calendar/closures", { from_on: "2031-02-20", to_on: "2031-02-01", part: "day", reason: "Bão", legal_basis: "x y z" }, "to_on"],
		["/calendar/closures", { from_on: "2031-02-20", to_on: "2031-12-01", part: "day", reason: "Bão", legal_basis: "x y z" }, "to_on"],
		["/calendar/closures", { from_on: "2031-02-20", part: "night", reason: "Bão", legal_basis: "x y z" }, "part"],
		["/calendar/closures", { from_on: "2031-02-20", part: "day", reason: "", legal_basis: "x y z" }, "reason"],
		["/calendar/closures", { from_on: "2099-02-20", part: "day", reason: "Bão", legal_basis: "x y z" }, "from_on"],
		["/calendar/days/2031-02-20", { kind: "off", reason: "", legal_basis: "x" }, "reason"],
		["/calendar/days/2031-02-20", { kind: "off", reason: "x", legal_basis: "" }, "legal_basis"],
		["/calendar/days/2031-02-20", { kind: "nghỉ", reason: "x", legal_basis: "x" }, "kind"],
		["/calendar/days/2031-02-20", { kind: "off", legal_basis: "x", swap_on: "2031-02-21" }, "swap_on"], // worked anyway
		["/calendar/days/2031-05-01", { kind: "off", legal_basis: "x", swap_on: "2031-05-03" }, "swap_on"], // off anyway
		["/calendar/hours", hours, "afternoon_to"], // seven hours
		["/calendar/hours", { ...hours, afternoon_to: "25:00" }, "afternoon_to"],
		["/calendar/hours", { ...hours, afternoon_to: "năm giờ" }, "afternoon_to"],
		["/calendar/hours", { ...hours, morning_to: "06:00" }, "morning_to"],
		["/calendar/hours", { ...hours, last_on: "2034-01-01" }, "last_on"],
	];
	for (const [path, json, field] of cases) {
		const reply = await api("POST", path, "quantri.gialam", json);
		assert.equal(reply.status, 422, `${path} ${JSON.stringify(json)}: ${reply.text}`);
		assert.ok(fields(reply).includes(`"${field}"`), `${path} ${field}: ${reply.text}`);
	}
	for (const [query, field] of [["from_on=x&from_time=1:00&amount=1&term_unit=days", "from_on"], ["from_on=2026-01-01&from_time=25:00&amount=1&term_unit=days", "from_time"],
		["from_on=2026-01-01&from_time=1:00&amount=ba&term_unit=days", "amount"], ["from_on=2026-01-01&from_time=1:00&amount=1,5&term_unit=months", "amount"],
		["from_on=2026-01-01&from_time=1:00&amount=1&term_unit=weeks", "term_unit"], ["from_on=2060-12-30&from_time=1:00&amount=9&term_unit=months", ""]]) {
		const reply = await api("GET", `/calendar/due?${query}`);
		assert.equal(reply.status, 422, `${query}: ${reply.text}`);
		assert.ok(reply.text.includes(field));
		assert.equal((await fetch(`${base}/lich/tinh-hen?${query}`)).status, 422, "the page says so too");
	}
	assert.equal(await version(), before_);
});

test("the calculator explains in Vietnamese", async () => {
	const late = await get("/calendar/due?from_on=28/08/2026&from_time=15:40&amount=&term_unit=same_day");
	assert.equal(late.due_at, "2026-09-03T10:00:00.000000Z");
	const texts = late.explanation.map((s) => s.text);
	assert.ok(texts.some((t) => t.startsWith("Tiếp nhận lúc 15:40 thứ Sáu 28/8/2026")));
	assert.ok(texts.some((t) => t === "Nghỉ Quốc khánh, thứ Ba 01/9/2026 và thứ Tư 02/9/2026 (Điều 112 Bộ luật Lao động 2019)."), texts.join("\n"));
	assert.equal((await get("/calendar/due?from_on=2026-11-23&from_time=09:00&amount=0,5&term_unit=working_days")).due_at, "2026-11-23T08:00:00.000000Z");
	assert.equal((await get("/calendar/due?from_on=2026-11-23&from_time=09:00&amount=1&term_unit=months")).due_at, "2026-12-23T10:00:00.000000Z");
});
