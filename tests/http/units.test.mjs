// Units of both eras, identifier codes, departments and hamlets: against a running `dinh serve` with demo data. DINH_URL says where.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api as request, base, token } from "./client.mjs";

const api = async (...args) => {
	const { status, text } = await request(...args);
	return { status, text, get json() { return JSON.parse(text); } };
};

let administrator, officer;
before(async () => {
	administrator = await token("quantri.gialam");
	officer = await token("motcua.gialam");
});
const units = async (query) => (await api("GET", `/units?${query}`)).json;

test("the tree as of 30/06/2025 and 01/07/2025", async () => {
	const before = await units("ngay=2025-06-30"), after = await units("ngay=2025-07-01");
	assert.equal(before.units.length, 63);
	assert.equal(after.units.length, 34);
	const below = async (list, name, day) => {
		const { id } = list.units.find((u) => u.name === name);
		return (await api("GET", `/units/${id}?ngay=${day}`)).json.units;
	};
	const districts = await below(before, "Ninh Bình", "2025-06-30");
	assert.ok(districts.every((u) => u.level === "district") && districts.length === 7, "five huyện, two thành phố");
	const communes = await below(after, "Ninh Bình", "2025-07-01");
	assert.ok(communes.every((u) => u.level === "commune") && communes.length === 129);
	const page = await (await fetch(`${base}/don-vi?ngay=30/06/2025`)).text();
	assert.match(page, /63 tỉnh, thành phố vào ngày 30\/06\/2025/);
});

test("old and new names, and what became of them", async () => {
	const { found } = await units("tim=" + encodeURIComponent("Đàm Thuỷ, Cao Bằng"));
	const old = found.find((u) => u.valid_to), now = found.find((u) => !u.valid_to);
	assert.equal(old.code, "01495");
	assert.equal(now.code, "01501");
	const { successors } = (await api("GET", `/units/${old.id}`)).json;
	assert.deepEqual(successors.map((u) => u.id), [now.id]);
	assert.ok((await api("GET", `/units/${now.id}`)).json.predecessors.some((u) => u.id === old.id));
});

test("identifier codes are explained and written the other way", async () => {
	const state = await units("tim=H14.10");
	assert.match(state.code_meaning, /Quyết định 20\/2020/);
	assert.equal(state.other_code, "000.00.10.H14");
	assert.equal((await units("tim=000.00.10.H14")).other_code, "H14.10");
	assert.equal((await units("tim=001.00.10.H14")).other_code, "", "no rule for zeros between");
	assert.match((await units("tim=0102182292-998")).code_meaning, /thuế/);
	assert.equal((await units("tim=H42.14389")).found[0].full_name, "Xã Gia Lâm");
});

test("departments: who works there, a new one, its name, its end", async () => {
	const list = (await api("GET", "/agencies", administrator)).json;
	const shop = list.agencies.find((a) => a.kind === "one_stop");
	assert.ok(list.positions.some((p) => p.agency_id === shop.id), "somebody works in the one-stop shop");
	const name = `Ban Quản lý thử ${Date.now() % 1e6}`;
	const wrong = await api("POST", "/agencies", administrator, { kind: "department", name, code: "42.H", valid_from: "2025-07-01" });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /"code"/);
	assert.equal((await api("POST", "/agencies", administrator, { kind: "department", name, code: "", valid_from: "2025-07-01" })).status, 201);
	const made = (await api("GET", "/agencies", administrator)).json.agencies.find((a) => a.name === name);
	assert.equal((await api("POST", `/agencies/${made.id}`, administrator, { name: name + " mới", code: "H42.77", day: "2026-03-01" })).status, 201);
	const on = async (day) => (await api("GET", `/agencies?ngay=${day}`, administrator)).json.agencies.find((a) => a.id === made.id);
	assert.equal((await on("2026-02-28")).name, name);
	assert.equal((await on("2026-03-01")).name, name + " mới");
	assert.equal((await api("POST", `/agencies/${shop.id}/end`, administrator, { end_day: "2026-06-01" })).status, 422, "people work there");
	assert.equal((await api("POST", `/agencies/${made.id}/end`, administrator, { end_day: "2026-06-01" })).status, 201);
	assert.equal(await on("2026-06-01"), undefined);
	assert.equal((await api("GET", "/agencies?ngay=2026-03-01", administrator)).json.on_day, "2026-03-01");
	assert.equal((await api("GET", "/agencies", officer)).status, 403);
	// What was changed stands in its history; who may not manage it sees none of it.
	const history = (await api("GET", `/history/agency/${made.id}`, administrator)).text;
	for (const said of [name + " mới", "H42.77", "Thôi hoạt động từ"]) assert.ok(history.includes(said), said);
	for (const path of [`/history/agency/${made.id}`, `/attachments/agency/${made.id}`]) assert.equal((await api("GET", path, officer)).status, 404);
	assert.equal((await api("GET", `/attachments/agency/${shop.id}`, administrator)).json.is_changeable, true);
});

test("departments and hamlets are found by their names, by who manages them", async () => {
	const found = async (who, words) => (await api("GET", `/search?tu-khoa=${encodeURIComponent(words)}`, who)).json.groups;
	const of = (groups, kind) => groups.find((g) => g.kind === kind)?.hits ?? [];
	assert.ok(of(await found(administrator, "phong kinh te"), "agencies").some((h) => /^Phòng Kinh tế/.test(h.title) && /^\/quan-tri\/co-quan\/\d+$/.test(h.path)));
	assert.ok(of(await found(administrator, "my loc"), "hamlets").some((h) => /Mỹ Lộc/.test(h.title)));
	for (const words of ["phong kinh te", "my loc"])
		for (const kind of ["agencies", "hamlets"]) assert.equal(of(await found(officer, words), kind).length, 0, `${words} ${kind}`);
	assert.equal((await api("GET", "/agencies?tim=kinh+te", administrator)).json.agencies.length, 1);
	assert.match((await api("GET", "/agencies.csv?tim=kinh+te", administrator)).text, /^[^\n]*\n"Phòng Kinh tế[^\n]*\n$/);
	assert.equal((await api("GET", "/hamlets?ngay=2026-01-01", administrator)).json.on_day, "2026-01-01");
	const hamlet = (await api("GET", "/hamlets", administrator)).json.hamlets[0].id;
	for (const path of [`/history/hamlet/${hamlet}`, `/attachments/hamlet/${hamlet}`]) {
		assert.equal((await api("GET", path, administrator)).status, 200, path);
		assert.equal((await api("GET", path, officer)).status, 404, path);
	}
});

test("hamlets: two of a name, a new name, an end; everybody sees them", async () => {
	const name = `Thử ${Date.now() % 1e6}`;
	const add = (note) => api("POST", "/hamlets", administrator, { kind: "thon", name, note, day: "2025-07-01", legal_basis: "NQ thử" });
	assert.equal((await add("xã cũ A")).status, 201);
	assert.equal((await add("xã cũ B")).status, 201);
	const on = async (day) => (await api("GET", `/hamlets?ngay=${day}`, administrator)).json.hamlets.filter((h) => h.name.startsWith(name));
	const [one, two] = await on("2025-07-01");
	assert.equal(one.name, two.name);
	const renamed = { kind: "to_dan_pho", name: name + " mới", note: "", day: "2026-01-01", legal_basis: "NQ thử 2" };
	assert.equal((await api("POST", `/hamlets/${one.id}`, administrator, renamed)).status, 201);
	assert.equal((await api("POST", `/hamlets/${one.id}`, administrator, renamed)).status, 409, "that one has ended");
	assert.equal((await api("POST", `/hamlets/${two.id}/end`, administrator, { end_day: "2026-02-01" })).status, 201);
	assert.deepEqual((await on("2026-02-01")).map((h) => [h.kind, h.name]), [["to_dan_pho", name + " mới"]]);
	const { found } = await units("tim=14389");
	const unit = (await api("GET", `/units/${found.find((u) => !u.valid_to).id}`)).json;
	assert.ok(unit.hamlets.some((h) => h.name === name + " mới"));
	assert.ok(unit.agencies.some((a) => a.kind === "office"));
	assert.equal((await api("POST", "/hamlets", officer, renamed)).status, 403);
});

test("outlines: GeoJSON of our own, once", async () => {
	const id = async (code, level) => (await units(`tim=${code}`)).found.find((u) => !u.valid_to && u.level === level && u.code === code).id;
	const province = await id("37", "province"), commune = await id("14389", "commune");
	const send = (path, headers = {}) => fetch(base + path, { headers });
	const reply = await send(`/api/v1/units/${province}/outlines`), data = await reply.json();
	assert.equal(reply.status, 200);
	assert.match(reply.headers.get("content-type"), /^application\/geo\+json/);
	assert.equal(reply.headers.get("content-encoding"), "gzip");
	assert.equal(data.type, "FeatureCollection");
	assert.deepEqual(data.features.filter((f) => f.properties.own).map((f) => f.properties.id), [province]);
	const below = data.features.filter((f) => !f.properties.own);
	assert.equal(below.length, 10, "communes of Ninh Bình whose edge is known");
	assert.ok(below.some((f) => f.properties.id === commune && f.properties.name === "Xã Gia Lâm" && f.properties.code === "14389"));
	for (const { geometry: { type, coordinates } } of data.features) {
		assert.equal(type, "MultiPolygon");
		for (const [ring] of coordinates) assert.deepEqual(ring[0], ring.at(-1));
	}
	const tag = reply.headers.get("etag");
	assert.equal((await send(`/api/v1/units/${province}/outlines`, { "if-none-match": tag })).status, 304);
	assert.equal((await send(`/don-vi/${province}/ranh-gioi`, { "if-none-match": tag })).status, 304, "the page's address has the same");
	assert.equal((await send(`/don-vi/${commune}/ranh-gioi`, { "if-none-match": tag })).status, 200);
	assert.equal((await send("/don-vi/99999999/ranh-gioi")).status, 404);
	const old = (await units("tim=01501")).found.find((u) => u.valid_to && u.code === "01501");
	assert.equal((await (await send(`/don-vi/${old.id}/ranh-gioi`)).json()).features.length, 0, "xã Chí Viễn is not where xã Đàm Thủy is");
	const page = await (await send(`/don-vi/${commune}`)).text();
	assert.equal(page.match(/data-look="here"/g).length, 1);
	assert.match(page, new RegExp(`data-map-source="/don-vi/${province}/ranh-gioi"`));
	assert.equal(page.match(/data-place="/g).length, 10);
	assert.match(page, /119 trên 129 đơn vị chưa có ranh giới/, "who is not drawn is counted");
	assert.equal(page.match(/Chưa có ranh giới<\/td>/g).length, 119);
	assert.doesNotMatch(await (await send(`/don-vi/${old.id}`)).text(), /data-map=/);
	const country = await (await send(`/don-vi/${province}`)).text();
	assert.equal(country.match(/data-place="/g).length, 34);
	assert.match(country, /Quần đảo Hoàng Sa[\s\S]*Quần đảo Trường Sa/);
});
