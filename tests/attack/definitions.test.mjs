// Makers of registries under attack: other units' drafts, forged places in a draft, hostile definitions and files, many at once, who may not.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, base, signedIn, token } from "../http/client.mjs";

const ALL = "/quan-tri/so-du-lieu", DEFINITIONS = "/registry-definitions";
const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
let own, neighbour, browser, foreign, draft, id, registry;
const json = (reply) => JSON.parse(reply.text);
before(async () => {
	own = await token("quantri.gialam");
	neighbour = await token("quantri.cucphuong");
	browser = await signedIn("quantri.gialam");
	foreign = await signedIn("quantri.cucphuong");
	const made = await api("POST", DEFINITIONS, own, { title: "Sổ bị nhòm ngó", code: "bi-nhom-ngo" });
	assert.equal(made.status, 201, made.text);
	id = Number(json(made).location.match(/\d+$/)[0]);
	draft = `${ALL}/ban/${id}`;
	registry = json(await api("GET", `${DEFINITIONS}?tim=bi-nhom-ngo`, own)).registries[0].id;
});
const definition = async () => json(await api("GET", `/registry-versions/${id}`, own));

test("who makes no registries reaches no page of it", async () => {
	const officer = await signedIn("chuyenmon.gialam"), person = await signedIn("0530000001");
	for (const path of [ALL, `${ALL}.csv`, `${ALL}/nhap`, `${ALL}/${registry}`, draft, `${draft}/json`, `${draft}/tep`, `${draft}/cong-bo`]) {
		assert.ok([302, 303, 401].includes((await fetch(base + path, { redirect: "manual" })).status), path);
		for (const who of [officer, person]) assert.ok([403, 404].includes((await who.get(path)).status), path);
	}
	for (const who of [null, await token("chuyenmon.gialam")])
		assert.ok([401, 403].includes((await api("POST", DEFINITIONS, who, { title: "x" })).status));
});

test("another unit's registry is not there, by any way", async () => {
	for (const path of ["", "/json", "/tep", "/chung", "/danh-sach", "/trang-thai", "/trang-thai/mot?so=1", "/trang-thai/chuyen", "/phan?phan=1", "/truong?phan=1&truong=1", "/them-truong?phan=1", "/xem-truoc", "/so-sanh", "/cong-bo"])
		assert.equal((await foreign.get(draft + path)).status, 404, path);
	for (const path of [`${ALL}/${registry}`, `${ALL}/${registry}/dong`]) assert.equal((await foreign.get(path)).status, 404, path);
	const before = await definition();
	const seen = before.seen, head = { title: "Cướp", one: "mục", level: "commune", name: "label", key: "", within: "unit", seen };
	for (const [path, fields] of [["", { what: "drop 1", seen }], ["/json", { definition: before.version.definition, seen }], ["/chung", head], ["/danh-sach", { columns: "label", seen }],
		["/trang-thai", { what: "drop 1", seen }], ["/trang-thai/mot?so=1", { title: "Cướp", colour: "red", seen }], ["/trang-thai/chuyen?so=0", { title: "Cướp", from: "kept", to: "kept", seen }],
		["/phan?phan=1", { title: "Cướp", min: "0", max: "1", seen }], ["/truong?phan=1&truong=1", { type: "text", label: "Cướp", name: "label", seen }], ["/xem-truoc", { e_label: "x" }],
		["/cong-bo", { valid_from: today }], ["/xoa", {}]])
		assert.equal((await foreign.submit(ALL, draft + path, fields)).status, 404, `POST ${path}`);
	for (const [path, fields] of [["ban-thao", {}], ["dong", { valid_from: today, reason: "x" }], ["mo-lai", {}]])
		assert.equal((await foreign.submit(ALL, `${ALL}/${registry}/${path}`, fields)).status, 404, `POST ${path}`);
	for (const [path, body] of [[`${DEFINITIONS}/${registry}/draft`], [`${DEFINITIONS}/${registry}/open`], [`${DEFINITIONS}/${registry}/close`, { valid_from: today, reason: "x" }],
		[`/registry-versions/${id}/definition`, { definition: before.version.definition, seen: before.seen }], [`/registry-versions/${id}/publish`, { valid_from: today }], [`/registry-versions/${id}/drop`]])
		assert.equal((await api("POST", path, neighbour, body)).status, 404, path);
	assert.deepEqual(await definition(), before);
	assert.doesNotMatch((await api("GET", DEFINITIONS, neighbour)).text, /nhom-ngo/);
	assert.doesNotMatch((await foreign.get("/tim?tu-khoa=nhom+ngo")).text, /Sổ bị nhòm ngó/);
	const copied = await foreign.submit(ALL, ALL, { title: "Chép", one: "", code: "", from: String(registry) });
	assert.equal(copied.status, 422, "nor copied");
	const file = await api("POST", `${DEFINITIONS}/import`, neighbour, { definition: before.version.definition });
	assert.equal(file.status, 422);
	assert.doesNotMatch(file.text, /Sổ bị nhòm ngó/, "nothing is told of what bears the code");
});

test("what others made and published is read and given on, never edited", async () => {
	const given = json(await api("GET", `${DEFINITIONS}?nguon=given&tim=gieng-nuoc`, own)).registries[0];
	const version = json(await api("GET", `${DEFINITIONS}/${given.id}`, own)).versions[0].id, page = `${ALL}/ban/${version}`;
	for (const path of ["", "/json", "/tep", "/xem-truoc", "/so-sanh"]) assert.equal((await browser.get(page + path)).status, 200, path);
	for (const path of ["/chung", "/danh-sach", "/trang-thai", "/trang-thai/mot?so=1", "/trang-thai/chuyen", "/cong-bo"]) assert.equal((await browser.get(page + path)).status, 404, path);
	const { seen, is_own, version: is } = json(await api("GET", `/registry-versions/${version}`, own));
	assert.equal(is_own, false);
	for (const [path, body] of [["definition", { definition: is.definition, seen }], ["publish", { valid_from: today }], ["drop"]])
		assert.equal((await api("POST", `/registry-versions/${version}/${path}`, own, body)).status, 404, path);
});

test("forged places, moves and stale pages change nothing", async () => {
	const before = await definition();
	for (const what of ["up 1 1", "down 9 9", "drop 0 1", "drop 1 -1", "drop 99999999999 1", "up", "unmove 1", "drop 1 1 1x", "%s%s%n", "x".repeat(40)]) {
		const reply = await browser.submit(draft, draft, { seen: before.seen, what });
		assert.ok([404, 422].includes(reply.status), `${what}: ${reply.status}`);
	}
	for (const what of ["drop 1", "up 1", "drop 99", "unmove 1", "down 0"]) {
		const reply = await browser.submit(`${draft}/trang-thai`, `${draft}/trang-thai`, { seen: before.seen, what });
		assert.ok([404, 422].includes(reply.status), `${what}: ${reply.status}`);
	}
	for (const query of ["phan=-1", "phan=2", "phan=1&truong=-5", "phan=1&truong=2", "phan=1&truong=18446744073709551617"])
		assert.ok([200, 404].includes((await browser.get(`${draft}/truong?${query}&loai=text`)).status), query);
	for (const so of ["-1", "2", "99999999999999999999"]) assert.ok([200, 404].includes((await browser.get(`${draft}/trang-thai/mot?so=${so}`)).status), so);
	const seen = before.seen, head = { title: "Giả", one: "mục", level: "commune", name: "label", key: "", within: "unit", seen };
	for (const [path, fields] of [["/chung", { ...head, name: "__proto__" }], ["/chung", { ...head, key: "khong_co" }], ["/chung", { ...head, level: "country" }], ["/chung", { ...head, within: "x" }],
		["/danh-sach", { columns: "khong_co", seen }], ["/danh-sach", { columns: "label", personal: "khong_co", seen }], ["/danh-sach", { columns: "label", filters: "label", seen }],
		["/trang-thai/mot?so=0", { title: "Giả", colour: "#f00", seen }], ["/trang-thai/mot?so=7", { title: "Giả", colour: "red", seen }],
		["/trang-thai/chuyen?so=0", { title: "Giả", from: "khong_co", to: "kept", seen }], ["/trang-thai/chuyen?so=0", { title: "Giả", from: "kept", to: "khong_co", seen }], ["/trang-thai/chuyen?so=0", { title: "Giả", from: "kept", to: "kept", seen }],
		["/trang-thai/chuyen?so=1", { title: "Giả", from: "kept", to: "kept", seen }], ["/phan?phan=9", { title: "Giả", min: "0", max: "1", seen }], ["/truong?phan=9&truong=0", { type: "text", label: "Giả", name: "", seen }],
		["/truong?phan=1&truong=0", { type: "file", label: "Giả", name: "", component: "1", seen }], ["/truong?phan=1&truong=0", { type: "khong_co", label: "Giả", name: "", seen }], ["/truong?phan=1&truong=0", { type: "reference", label: "Giả", name: "", to: "khong_co", seen }],
		["/truong?phan=1&truong=0", { type: "text", label: "Giả", name: "label", seen }], ["/truong?phan=1&truong=0", { type: "text", label: "Giả", name: "", when_field_1: "khong_co", when_is_1: "filled", seen }]]) {
		const reply = await browser.submit(ALL, draft + path, fields);
		assert.ok([404, 422].includes(reply.status), `${path} ${JSON.stringify(fields)}: ${reply.status}`);
	}
	for (const [path, fields] of [["", { what: "up 1" }], ["/danh-sach", { columns: "label" }], ["/trang-thai", { what: "up 1" }], ["/trang-thai/mot?so=1", { title: "Cũ", colour: "red" }],
		["/phan?phan=1", { title: "Cũ", min: "0", max: "1" }], ["/truong?phan=1&truong=1", { type: "text", label: "Cũ", name: "label", required: "1" }]])
		for (const wrong of ["0000000000000000", ""]) {
			const reply = await browser.submit(ALL, draft + path, { ...fields, seen: wrong });
			assert.ok([409, 422].includes(reply.status), `${path} seen ${wrong}: ${reply.status}`);
		}
	const stale = await browser.submit(`${draft}/chung`, `${draft}/chung`, { title: "Cũ", one: "mục", level: "commune", name: "label", key: "", within: "unit", seen: "0000000000000000" });
	assert.equal(stale.status, 409);
	assert.deepEqual(await definition(), before);
});

test("hostile definitions are refused with a sentence, whatever the way", async () => {
	const is = JSON.parse((await definition()).version.definition);
	const deep = `${"[".repeat(200)}${"]".repeat(200)}`, many = { ...is, sections: Array.from({ length: 40 }, () => is.sections[0]) };
	const hostile = ["", "{", "null", "[]", deep, '{"code":"a","code":"b"}', JSON.stringify(many), JSON.stringify({ ...is, code: "../../etc" }), JSON.stringify({ ...is, code: "A B" }),
		JSON.stringify({ ...is, list: { columns: ["__proto__"] } }), JSON.stringify({ ...is, title: "x".repeat(100000) }), JSON.stringify({ ...is, level: "country" }),
		JSON.stringify({ ...is, moves: [{ name: "m", title: "M", from: ["kept"], to: "nowhere" }] }), JSON.stringify({ ...is, key: { field: "label", within: "unit", pattern: "A".repeat(500) } }),
		JSON.stringify({ ...is, sections: [{ title: "A", fields: [{ ...is.sections[0].fields[0], when: [{ field: "label", filled: true }] }] }] })];
	for (const text of hostile) {
		const taken = await api("POST", `${DEFINITIONS}/import`, own, { definition: text, code: "so-thu-nghich" });
		assert.ok([413, 422].includes(taken.status), `${text.slice(0, 60)}: ${taken.status}`);
		const before = await definition();
		const saved = await api("POST", `/registry-versions/${id}/definition`, own, { definition: text, seen: before.seen });
		assert.ok([413, 422].includes(saved.status), `${text.slice(0, 60)}: ${saved.status}`);
	}
	for (const bytes of [new Uint8Array([0, 1, 2, 255]), new Uint8Array(300 * 1024), "PK\u0003\u0004"]) {
		const reply = await browser.upload(`${ALL}/nhap`, `${ALL}/nhap`, [["definition", ""], ["code", ""], ["file", bytes, "x.json"]]);
		assert.ok([413, 422].includes(reply.status), String(reply.status));
	}
	const text = JSON.stringify({ ...is, title: '<script>alert(1)</script>"\'', code: "so-thu-nghich", basis: "{{ x }} %s%n" });
	const taken = await api("POST", `${DEFINITIONS}/import`, own, { definition: text });
	assert.equal(taken.status, 201, taken.text);
	const page = `${ALL}/ban/${json(taken).location.match(/\d+$/)[0]}`;
	for (const path of ["", "/xem-truoc", "/chung", "/json"]) assert.doesNotMatch((await browser.get(page + path)).text, /<script>alert/, path);
	assert.match((await browser.get(`${page}/tep`)).headers.get("content-disposition"), /so-so-thu-nghich-v1\.json/);
});

test("many at once: one code, one draft, one publication", async () => {
	const codes = await Promise.all(Array.from({ length: 8 }, () => api("POST", DEFINITIONS, own, { title: "Cùng lúc", code: "cung-luc" })));
	assert.deepEqual(codes.map((one) => one.status).sort(), [201, ...Array(7).fill(422)]);
	const version = Number(json(codes.find((one) => one.status === 201)).location.match(/\d+$/)[0]);
	const all = await Promise.all(Array.from({ length: 6 }, () => api("POST", `/registry-versions/${version}/publish`, own, { valid_from: today })));
	assert.deepEqual(all.map((one) => one.status).sort(), [201, ...Array(5).fill(409)]);
	const of = json(await api("GET", `${DEFINITIONS}?tim=cung-luc`, own)).registries[0].id;
	const drafts = await Promise.all(Array.from({ length: 6 }, () => api("POST", `${DEFINITIONS}/${of}/draft`, own)));
	assert.equal(new Set(drafts.map((one) => json(one).location)).size, 1);
});

test("a unit makes so many and no more", async () => {
	const bound = await token("quantri.yenquang").catch(() => neighbour);
	let status = 201, made = 0;
	for (; status === 201 && made < 80; made++) status = (await api("POST", DEFINITIONS, bound, { title: `Sổ ${made}` })).status;
	assert.equal(status, 409);
	assert.ok(made <= 61, String(made));
});
