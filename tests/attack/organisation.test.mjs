// Departments and hamlets under attack: another unit's are neither seen, named, ended nor counted; what is forged in days, places and names
// changes nothing. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, signedIn, token } from "../http/client.mjs";

let own, neighbour, officer, department, hamlet;
const json = (reply) => JSON.parse(reply.text);
before(async () => {
	own = await token("quantri.gialam");
	neighbour = await token("quantri.cucphuong");
	officer = await token("motcua.gialam");
	department = json(await api("GET", "/agencies", neighbour)).agencies.find((one) => one.kind === "one_stop");
	assert.equal((await api("POST", "/hamlets", neighbour, { kind: "thon", name: "Hàng Xóm", note: "", day: "2025-07-01", legal_basis: "NQ 1" })).status, 201);
	hamlet = json(await api("GET", "/hamlets", neighbour)).hamlets.find((one) => one.name === "Hàng Xóm");
});
const renamed = { name: "Phòng mạo danh", code: "", day: "2026-03-01" }, moved = { kind: "thon", name: "Mạo Danh", note: "", day: "2026-03-01", legal_basis: "x" };
const works = () => [["GET", `/agencies/${department.id}`], ["POST", `/agencies/${department.id}`, renamed], ["POST", `/agencies/${department.id}/end`, { end_day: "2026-06-01" }],
	["GET", `/hamlets/${hamlet.id}`], ["POST", `/hamlets/${hamlet.id}`, moved], ["POST", `/hamlets/${hamlet.id}/end`, { end_day: "2026-03-01" }],
	["GET", `/history/agency/${department.id}`], ["GET", `/history/hamlet/${hamlet.id}`], ["GET", `/attachments/agency/${department.id}`], ["GET", `/attachments/hamlet/${hamlet.id}`]];

test("another unit's are not there, and not a word is told of them", async () => {
	for (const [method, path, body] of works()) {
		const reply = await api(method, path, own, body);
		assert.equal(reply.status, 404, `${method} ${path}: ${reply.text}`);
		assert.ok(!/Cúc Phương|Hàng Xóm|người giữ vị trí/.test(reply.text), `${method} ${path}: ${reply.text}`);
	}
	for (const [method, path, body] of works()) {
		assert.ok([403, 404].includes((await api(method, path, officer, body)).status), `${method} ${path}`);
		assert.equal((await api(method, path, null, body)).status, 401, `${method} ${path}`);
	}
	assert.deepEqual(json(await api("GET", "/agencies", neighbour)).agencies.find((one) => one.id === department.id), department);
	assert.deepEqual(json(await api("GET", "/hamlets", neighbour)).hamlets.find((one) => one.id === hamlet.id), hamlet);
	for (const list of ["agencies", "hamlets"]) assert.ok(!/Cúc Phương|Hàng Xóm/.test((await api("GET", `/${list}?unit=${department.id}&unit_id=1`, own)).text));
});

test("days, places and names may be anything", async () => {
	const count = async () => json(await api("GET", "/agencies", own)).agencies.length, before_ = await count();
	const first = json(await api("GET", "/agencies", own)).agencies.at(-1);
	for (const asked of ["ngay=9999-12-31", "ngay=0000-00-00", "ngay=x", "sau=x", "sau=-1", `sau=${"9".repeat(300)}`, "tim=%25", "tim=%00", "xep=unit_id", `tim=${"a".repeat(3000)}`])
		for (const list of ["agencies", "hamlets", "agencies.csv", "hamlets.xlsx"]) {
			const reply = await api("GET", `/${list}?${asked}`, own);
			assert.ok(reply.status < 500 && !/Cúc Phương|Hàng Xóm/.test(reply.text), `${list}?${asked.slice(0, 30)}: ${reply.status}`);
		}
	for (const more of [{ kind: "committee" }, { kind: "nothing" }, { name: "" }, { name: "a".repeat(201) }, { code: "42.H" }, { valid_from: "1900-01-01" }, { valid_from: "9999-12-31" }, { valid_from: "" }]) {
		const reply = await api("POST", "/agencies", own, { kind: "department", name: "Phòng thử phá", code: "", valid_from: "2026-01-01", ...more });
		assert.ok([409, 422].includes(reply.status), `${JSON.stringify(more).slice(0, 40)}: ${reply.status} ${reply.text.slice(0, 200)}`);
	}
	for (const body of [{ end_day: "1900-01-01" }, { end_day: "x" }, { end_day: null }, {}])
		assert.equal((await api("POST", `/agencies/${first.id}/end`, own, body)).status, 422, JSON.stringify(body));
	assert.equal(await count(), before_);
	const browser = await signedIn("quantri.gialam"), name = "<script>alert(1)</script>";
	assert.equal((await api("POST", "/hamlets", own, { kind: "thon", name, note: "", day: "2025-07-01", legal_basis: name })).status, 201);
	for (const path of ["/quan-tri/thon", "/quan-tri/thon?tim=alert"]) assert.ok(!(await browser.get(path)).text.includes(name), path);
});
