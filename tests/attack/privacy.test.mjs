// Requests about data under attack: another's request by number, another unit's, a number that is only declared or somebody else's, forged actions and
// fields, a copy fetched by who did not ask, floods. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, ask, base, citizen, signedIn, token } from "../http/client.mjs";

const HER = "0530000001", OTHER = "0530000002", OFFICER = "chuyenmon.gialam", NEIGHBOUR = "chuyenmon.cucphuong", DESK = "motcua.gialam";
const PLACE = "Xã Gia Lâm, Tỉnh Ninh Bình";
let id, number;
before(async () => {
	const made = await ask(HER, "POST", "/my/data-requests", { kind: "see", unit_typed: PLACE, about: [], wish: "" });
	id = Number(made.body.location.match(/(\d+)$/)[1]);
	number = (await ask(HER, "GET", `/my/data-requests/${id}`)).body.request.number;
	for (const action of ["accept", "finish"]) assert.equal((await ask(OFFICER, "POST", `/data-requests/${id}/${action}`, { note: "Xong" })).status, 201);
});
const gone = async (as, method, path, body) => {
	const reply = await api(method, path, as && await token(as), body);
	assert.ok([401, 403, 404].includes(reply.status), `${as} ${method} ${path}: ${reply.status} ${reply.text}`);
	assert.ok(!reply.text.includes(number), path);
};

test("another citizen reaches nothing of hers, by page, API or file", async () => {
	for (const as of [OTHER, null]) {
		for (const path of ["", "/copy", "/copy.json"]) await gone(as, "GET", `/my/data-requests/${id}${path}`);
		await gone(as, "POST", `/my/data-requests/${id}/take-back`, {});
		for (const path of ["", "/copy.json", "/accept"]) await gone(as, path === "/accept" ? "POST" : "GET", `/data-requests/${id}${path}`, path === "/accept" ? {} : undefined);
	}
	const browser = await signedIn(OTHER);
	for (const path of ["", "/han", "/ban-sao", "/ban-sao.json", "/lam/rut-lai"]) assert.equal((await browser.get(`/quyen-du-lieu/${id}${path}`)).status, 404, path);
	const stranger = await citizen();
	assert.equal((await api("GET", `/my/data-requests/${id}/copy.json`, stranger.token)).status, 404);
	assert.ok(!(await api("GET", "/my/data-requests", stranger.token)).text.includes(`"id":${id},`));
});

test("another unit's officers, and those of hers who may not, do nothing with it", async () => {
	for (const action of ["accept", "finish", "refuse", "put-off", "take-on", "prove", "lift"]) await gone(NEIGHBOUR, "POST", `/data-requests/${id}/${action}`, { note: "x", article: "x" });
	for (const path of ["", "/copy", "/copy.json"]) await gone(NEIGHBOUR, "GET", `/data-requests/${id}${path}`);
	assert.ok(!(await ask(NEIGHBOUR, "GET", "/data-requests")).body.requests.some((one) => one.id === id));
	assert.ok(!(await (await signedIn(NEIGHBOUR)).get("/yeu-cau-du-lieu.csv")).text.includes(`Số ${id} `));
	for (const action of ["accept", "finish", "refuse"]) assert.equal((await ask(DESK, "POST", `/data-requests/${id}/${action}`, { note: "x" })).status, 403, action);
	assert.equal((await ask(DESK, "GET", `/data-requests/${id}/copy.json`)).status, 403);
	for (const as of ["quantri", "quantri.gialam", "vanthu.gialam"]) await gone(as, "GET", `/data-requests/${id}`);
});

test("somebody who registers with her number, or asks about her, is given nothing of hers", async () => {
	const secret = "mot cau rat dai", reply = await api("POST", "/registrations", null, { name: "Lê Bích Hải", personal_number: number, birth_on: "1970-09-21", phone: "0530999997", password: secret, again: secret });
	if (reply.status === 201) {
		const thief = JSON.parse(reply.text).token, made = await api("POST", "/my/data-requests", thief, { kind: "see", unit_typed: PLACE, about: [], wish: `Số định danh ${number}`, person: 1, account: 1, number, name: "Lê Bích Hải", is_proved: true });
		assert.ok([201, 422].includes(made.status), made.text);
		const plain = await api("POST", "/my/data-requests", thief, { kind: "see", unit_typed: PLACE, about: [], wish: "" });
		const theirs = JSON.parse(plain.text).location.match(/(\d+)$/)[1];
		assert.equal((await ask(DESK, "POST", `/data-requests/${theirs}/prove`, { note: "Căn cước" })).status, 409);
		for (const action of ["accept", "finish"]) await ask(OFFICER, "POST", `/data-requests/${theirs}/${action}`, { note: "Xong" });
		const copy = await api("GET", `/my/data-requests/${theirs}/copy.json`, thief);
		assert.equal(copy.status, 200);
		assert.deepEqual(JSON.parse(copy.text).groups, []);
		assert.ok(!copy.text.includes(number));
		for (const kind of ["restrict", "object"]) assert.equal((await api("POST", "/my/data-requests", thief, { kind, unit_typed: PLACE, about: [], wish: "x" })).status, 422);
	}
	const written = { channel: "desk", name: "Kẻ Mạo Danh", number, contact: "x", asker: "", asker_basis: "", is_proved: true, proof: "Căn cước", kind: "see", about: [], wish: "" };
	assert.equal((await ask(DESK, "POST", "/data-requests", written)).status, 422, "the number is of another name");
	const unproved = await ask(DESK, "POST", "/data-requests", { ...written, is_proved: false, proof: "" });
	const forged = unproved.body.location.match(/(\d+)$/)[1];
	for (const action of ["accept", "finish"]) assert.equal((await ask(OFFICER, "POST", `/data-requests/${forged}/${action}`, { note: "Xong" })).status, 409, action);
	assert.deepEqual((await ask(OFFICER, "GET", `/data-requests/${forged}`)).body.kept, [], "nor is the officer shown what is kept of her");
});

test("forged fields, numbers and states are refused with a sentence, and nothing breaks", async () => {
	const mine = await token(OTHER);
	for (const body of [{}, { kind: "all" }, { kind: "see" }, { kind: "see", unit_typed: "'; drop table privacy_request --" }, { kind: "see", unit_typed: PLACE, about: ["dossiers", "../.."] },
		{ kind: "see", unit_typed: PLACE, about: Array(40).fill("dossiers") }, { kind: "delete", unit_typed: PLACE, about: ["person"], wish: "x".repeat(3000) }, { kind: ["see"], unit_typed: PLACE }])
		assert.equal((await api("POST", "/my/data-requests", mine, body)).status, 422, JSON.stringify(body).slice(0, 80));
	for (const bad of ["0", "-1", "9223372036854775807", "1.5", "x", "%00"]) assert.ok([404, 400, 422].includes((await api("GET", `/my/data-requests/${bad}`, mine)).status), bad);
	for (const action of ["accept", "finish", "put-off", "refuse", "prove"]) assert.equal((await ask(OFFICER, "POST", `/data-requests/${id}/${action}`, { note: "x", article: "x" })).status, 409, action);
	assert.equal((await ask(HER, "POST", `/my/data-requests/${id}/take-back`, {})).status, 409, "it is over");
	for (const query of ["trang-thai=9", "trang-thai=received&sau=99.99.99", "sau=x", "nam=0000"]) {
		const reply = await api("GET", `/data-requests?${query}`, await token(OFFICER));
		assert.ok([200, 422].includes(reply.status), query);
	}
	for (const year of ["0000", "9999", "'", "20260"]) assert.ok([200, 422].includes((await api("GET", `/data-request-figures?nam=${encodeURIComponent(year)}`, await token(OFFICER))).status), year);
	assert.equal((await fetch(`${base}/quyen-du-lieu`, { redirect: "manual" })).status, 303);
});

test("two officers at once: it is done once", async () => {
	const made = await ask(OTHER, "POST", "/my/data-requests", { kind: "object", unit_typed: PLACE, about: [], wish: "Thôi chia sẻ" }), one = made.body.location.match(/(\d+)$/)[1];
	const both = await Promise.all([OFFICER, "lanhdao.gialam", OFFICER, "lanhdao.gialam"].map((as) => ask(as, "POST", `/data-requests/${one}/accept`, { note: "" })));
	assert.equal(both.filter((reply) => reply.status === 201).length, 1);
	const done = await Promise.all([OFFICER, "lanhdao.gialam"].map((as) => ask(as, "POST", `/data-requests/${one}/finish`, { note: "Xong" })));
	assert.equal(done.filter((reply) => reply.status === 201).length, 1);
});
