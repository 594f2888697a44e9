// Registries under attack: another unit's records, who may only read, hostile answers, keys and cursors, many at once.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, base, signedIn, token } from "../http/client.mjs";

const WELLS = "/registries/gieng-nuoc/records", page = "/du-lieu/gieng-nuoc";
const well = (label, more = {}) => ({ answers: { label, hamlet: "Đồng Tâm", kind: "dug", ...more } });
let own, neighbour, reader, id;
before(async () => {
	own = await token("chuyenmon.gialam");
	neighbour = await token("chuyenmon.cucphuong");
	reader = await token("lanhdao.gialam");
	const reply = await api("POST", WELLS, own, well("Giếng bị nhòm ngó"));
	assert.equal(reply.status, 201, reply.text);
	id = Number(JSON.parse(reply.text).location.match(/(\d+)$/)[1]);
});

test("a stranger and a citizen see nothing and write nothing", async () => {
	const person = await signedIn("0530000001");
	for (const path of ["/du-lieu", `${page}/danh-sach`, `${page}/danh-sach.csv`, `${page}/${id}`, `${page}/${id}/lich-su`, `${page}/them`]) {
		assert.ok([302, 303, 401, 403].includes((await fetch(base + path, { redirect: "manual" })).status), path);
		assert.ok([403, 404].includes((await person.get(path)).status), path);
	}
	assert.equal((await api("POST", WELLS, null, well("x"))).status, 401);
});

test("another unit's record is not there: not read, changed, moved, ended, given files or notes", async () => {
	for (const [method, path, json] of [["GET", `${WELLS}/${id}`], ["GET", `${WELLS}/${id}/versions`], ["GET", `/history/record/${id}`], ["GET", `/files/record/${id}`],
		["POST", `${WELLS}/${id}`, { ...well("Lấy mất"), kind: "correct", reason: "x", seen: 1 }], ["POST", `${WELLS}/${id}/move`, { move: "close", seen: 1 }],
		["POST", `${WELLS}/${id}/end`, { reason: "x", seen: 1 }], ["POST", `${WELLS}/${id}/restore`, { reason: "x", seen: 1 }]])
		assert.equal((await api(method, path, neighbour, json)).status, 404, `${method} ${path}`);
	assert.ok(!(await api("GET", WELLS, neighbour)).text.includes("nhòm ngó"));
	assert.ok(!(await api("GET", `${WELLS}?tim=nhom`, neighbour)).text.includes("nhòm ngó"));
	assert.ok(!(await api("GET", `${WELLS}?tim=u${1}`, neighbour)).text.includes("nhòm ngó"));
	assert.ok(!(await (await signedIn("chuyenmon.cucphuong")).get("/tim?tu-khoa=nhom+ngo")).text.includes(`${page}/${id}"`));
	const mine = JSON.parse((await api("GET", `${WELLS}/${id}`, own)).text);
	assert.equal(mine.answers.label, "Giếng bị nhòm ngó");
	assert.equal(mine.version, 1);
});

test("words that the index itself uses find nothing of another unit, and words of nothing find nothing", async () => {
	const found = JSON.parse((await api("GET", "/units?tim=C%C3%BAc%20Ph%C6%B0%C6%A1ng", null)).text).found.find((one) => one.level === "commune");
	const planted = await api("POST", WELLS, own, well(`qzu${found.id} qzr1 qzr2 Giếng trồng sang`, { hamlet: `QZU${found.id}` }));
	assert.equal(planted.status, 201, planted.text);
	const number = JSON.parse(planted.text).location.match(/(\d+)$/)[1], browser = await signedIn("chuyenmon.cucphuong");
	for (const words of ["trong sang", "gieng trong", `qzu${found.id} trong`, "qzr1", "qzu1", "qz", "!!!", "...", "–", "%"]) {
		assert.ok(!(await api("GET", `${WELLS}?tim=${encodeURIComponent(words)}`, neighbour)).text.includes("trồng sang"), words);
		const page = await browser.get(`/tim?tu-khoa=${encodeURIComponent(words)}`);
		assert.ok(page.status === 200 && !page.text.includes(`/du-lieu/gieng-nuoc/${number}"`), `${words}: ${page.status}`);
	}
	for (const words of ["!!!", "–"]) assert.deepEqual(JSON.parse((await api("GET", `${WELLS}?tim=${encodeURIComponent(words)}`, own)).text).records, [], words);
});

test("who may only read writes nothing", async () => {
	assert.equal((await api("GET", `${WELLS}/${id}`, reader)).status, 200);
	assert.equal((await api("POST", WELLS, reader, well("x"))).status, 403);
	assert.equal((await api("POST", `${WELLS}/${id}/end`, reader, { reason: "x", seen: 1 })).status, 403);
	const browser = await signedIn("lanhdao.gialam");
	assert.doesNotMatch((await browser.get(`${page}/${id}`)).text, /Ghi kết thúc/);
	assert.equal((await browser.get(`${page}/${id}/sua`)).status, 403);
	const files = await browser.get(`/dinh-kem/record/${id}`);
	assert.equal(files.status, 200);
	assert.doesNotMatch(files.text, /type="file"/, "nor attaches anything");
});

test("what a form does not declare is refused, and what it declares is judged", async () => {
	for (const [answers, status] of [[{ label: "x", hamlet: "y", kind: "dug", unit_id: 1 }, 422], [{ label: "x", hamlet: "y", kind: "gold" }, 422],
		[{ label: "x", hamlet: "y", kind: "dug", depth: 1e9 }, 422], [{ label: "x".repeat(5000), hamlet: "y", kind: "dug" }, 422], ["text", 422], [[], 422], [{}, 422]])
		assert.equal((await api("POST", WELLS, own, { answers })).status, status, JSON.stringify(answers).slice(0, 60));
	for (const more of [{ unit: 1 }, { unit_id: 1 }, { state: "closed" }, { id }, { source: "import" }, { version: 7 }])
		assert.equal((await api("POST", WELLS, own, { ...well("Thêm trường"), ...more })).status, 422, JSON.stringify(more));
	for (const valid_from of ["2026-02-30", "hôm qua", "2999-01-01", "9999-12-31", "-1"])
		assert.equal((await api("POST", WELLS, own, { ...well("Ngày lạ"), valid_from })).status, 422, valid_from);
	for (const code of ["khong-co", "..", "%2e%2e", "gieng-nuoc'--", "GIENG-NUOC"])
		assert.equal((await api("GET", `/registries/${encodeURIComponent(code)}/records`, own)).status, 404, code);
});

test("texts of others are texts: markup, formulas, marks that turn the line round", async () => {
	const hostile = '=HYPERLINK("http://x","y")<script>alert(1)</script>\u202e';
	const reply = await api("POST", WELLS, own, well(hostile, { hamlet: "=1+1" }));
	assert.equal(reply.status, 201, reply.text);
	const browser = await signedIn("chuyenmon.gialam"), list = (await browser.get(`${page}/danh-sach`)).text, csv = (await browser.get(`${page}/danh-sach.csv`)).text;
	assert.ok(!list.includes("<script>alert(1)"));
	assert.ok(!/(^|,)"?=/m.test(csv), "no cell begins a formula");
});

test("cursors, filters and orders of no sense are answered, not obeyed", async () => {
	for (const query of ["sau=0.0", "sau=9.9.////", "sau=1.1.4pyF4pyF", "xep=answers", "xep=-unit_id", "loc1=gold", "loc8=x", "trang-thai=%27%20or%201", "ngay=2026-13-01", "tim=%22%20OR%20*", `tim=${"a".repeat(500)}`]) {
		const reply = await api("GET", `${WELLS}?${query}`, own);
		assert.ok([200, 422].includes(reply.status), `${query}: ${reply.status}`);
		assert.ok(!reply.text.includes("SQL"), query);
	}
	assert.equal((await api("GET", `${WELLS}/999999999`, own)).status, 404);
});

test("of many who change one record at once, one does", async () => {
	const replies = await Promise.all(Array.from({ length: 12 }, (_, i) =>
		api("POST", `${WELLS}/${id}`, own, { ...well(`Người ${i}`), kind: "correct", reason: "đua", seen: 1 })));
	assert.equal(replies.filter((one) => one.status === 201).length, 1);
	assert.equal(replies.filter((one) => one.status === 409).length, 11);
	const keys = await Promise.all(Array.from({ length: 8 }, (_, i) => api("POST", WELLS, own, well(`Cùng số ${i}`, { number: "GN-7777", hamlet: `H${i}` }))));
	assert.equal(keys.filter((one) => one.status === 201).length, 1, "a key is one record's");
	assert.equal(keys.filter((one) => one.status === 422).length, 7);
});
