// The ways in of programs under attack: tokens of others, agreements that are over, fields by every spelling, broken and huge bodies, many at once.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { api, ask, base, token } from "../http/client.mjs";

const CLIENT = "eGovStack/GOV/90000009/digitalregistries", READS = "/api/govstack/data/gieng-nuoc/1";
let program, officer, agreement;
async function scoped(login, scope) {
	const reply = await ask(login, "POST", "/me/tokens", { name: `Tấn công ${scope.length}`, scope, days: "30" });
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	return reply.body.token;
}
async function raw(method, path, body, as = program, headers = {}) {
	const reply = await fetch(base + path, { method, body, headers: { ...(as ? { authorization: `Bearer ${as}` } : {}), "information-mediator-client": CLIENT, ...(body ? { "content-type": "application/json" } : {}), ...headers } });
	return { status: reply.status, text: await reply.text() };
}
const send = (method, path, body, as) => raw(method, path, JSON.stringify(body), as);
before(async () => {
	officer = await token("chuyenmon.gialam");
	assert.equal((await ask("quantri", "POST", "/settings/govstack.on", { value: "1" })).status, 201);
	const asked = await ask("lanhdao.cucphuong", "POST", "/sharing/asked", { registry: "gieng-nuoc", owner: "Xã Gia Lâm, tỉnh Ninh Bình", below: true, purpose: "Thử tấn công", basis: "Điều 17 Luật Dữ liệu",
		fields: ["number", "label", "hamlet", "kind"], until: "2027-03-31", calls: 2000, own: false, writing: true });
	agreement = Number(asked.body.location.match(/(\d+)$/)[1]);
	assert.equal((await ask("lanhdao.gialam", "POST", `/sharing/given/${agreement}/approve`, {})).status, 201);
	program = await scoped("chuyenmon.cucphuong", ["govstack.use", "sharing.use", "sharing.write"]);
});
after(() => ask("quantri", "POST", "/settings/govstack.on/reset", {}));
const at = (rest) => `${READS}${rest}${rest.includes("?") ? "&" : "?"}thoa-thuan=${agreement}`;

test("nobody without a token, with another's, with one that does not hold it", async () => {
	const less = await scoped("chuyenmon.cucphuong", ["govstack.use"]), other = await scoped("chuyenmon.gialam", ["govstack.use", "sharing.use", "sharing.write"]);
	for (const [as, expected] of [[null, 401], ["dinh_khongco", 401], [less, 403], [other, 403], [await token("0530000001"), 403], [await token("quantri"), 403]])
		for (const [method, rest, body] of [["GET", ""], ["POST", "/read", { query: { content: { Number: "GN-0001" } } }], ["POST", "/exists", { Number: "GN-0001" }], ["POST", "/create", { write: { content: { Number: "GN-6666" } } }],
			["PUT", "/update", { query: { content: { Number: "GN-0001" } }, write: { content: { Label: "x" } } }], ["DELETE", "/GN-0001/delete"]]) {
			const reply = await raw(method, at(rest), body && JSON.stringify(body), as);
			assert.equal(reply.status, expected, `${method} ${rest}: ${reply.text}`);
			assert.ok(!reply.text.includes("Giếng đình"));
		}
	const cookie = await fetch(base + at(""), { headers: { cookie: `dinh=${program}`, "information-mediator-client": CLIENT } });
	assert.equal(cookie.status, 401, "a program's token is no cookie");
});

test("fields that were not agreed are neither read, asked by nor written, by any spelling", async () => {
	for (const field of ["depth", "Depth", "DEPTH", "De_pth", "made_on", "MadeOn", "position", "answers", "unit", "id", "__proto__", "label.depth", "Label,Depth", "*", " depth"]) {
		for (const [method, rest, body] of [["POST", "/read", { query: { content: { [field]: "8" } } }], ["POST", "/exists", { [field]: "8" }], ["GET", `?filter=${encodeURIComponent(field)}&search=8`],
			["POST", "/create", { write: { content: { Number: "GN-6667", Label: "x", Hamlet: "x", Kind: "dug", [field]: "8" } } }], ["PUT", "/update", { query: { content: { Number: "GN-0001" } }, write: { content: { [field]: "8" } } }],
			["PUT", "/update-entries", { query: { content: { [field]: "8" } }, write: { content: { Label: "x" } } }]]) {
			const reply = await raw(method, at(rest), body && JSON.stringify(body));
			assert.ok([400, 403].includes(reply.status), `${method} ${rest} ${field}: ${reply.status} ${reply.text}`);
		}
		const value = await raw("GET", at(`/GN-0001/read-value/${encodeURIComponent(field)}.json`));
		assert.ok([400, 403, 404].includes(value.status), `${field}: ${value.status} ${value.text}`);
	}
	const all = await raw("GET", at(""));
	assert.ok(!/Depth|depth|MadeOn|Position/.test(all.text) && all.text.includes("GN-0001"));
	assert.equal(JSON.parse((await raw("GET", at("?filter=Number&search=GN-6667"))).text).count, 0, "nothing was written");
});

test("broken, deep and huge bodies", async () => {
	const deep = "[".repeat(5000) + "]".repeat(5000), big = JSON.stringify({ query: { content: { Label: "x".repeat(60000) } } });
	for (const body of ["", "{", "null", "[]", "1", '"x"', deep, `{"query":${deep}}`, '{"query":{"content":{"Number":"a","Number":"b"}}}', '{"query":{"content":{"Number":"\\u0000"}}}', "\xff\xfe", big,
		JSON.stringify({ query: { content: Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, "x"])) } })])
		for (const [method, rest] of [["POST", "/read"], ["POST", "/exists"], ["POST", "/create"], ["PUT", "/update"], ["POST", "/update-or-create"]]) {
			const reply = await raw(method, at(rest), body || undefined);
			assert.ok(reply.status >= 400 && reply.status < 500 || (reply.status === 404), `${method} ${rest} ${body.slice(0, 40)}: ${reply.status}`);
		}
	assert.equal((await raw("POST", at("/read"), "x".repeat(200000))).status, 413);
	for (const path of ["/api/govstack/data/gieng-nuoc", "/api/govstack/data/../x/1", "/api/govstack/data/%00/1", `/api/govstack/data/${"x".repeat(3000)}/1`, "/api/govstack/data/gieng-nuoc/1/x/y/z"])
		assert.ok((await raw("GET", path)).status < 500, path);
});

test("many that create one at once make one; another unit's are not touched", async () => {
	const one = { write: { content: { Number: "GN-6668", Label: "Giếng tranh", Hamlet: "Hạ", Kind: "dug" } } };
	const replies = await Promise.all(Array.from({ length: 12 }, () => send("POST", at("/create"), one)));
	assert.deepEqual(replies.map((reply) => reply.status).sort(), [200, ...Array(11).fill(409)]);
	const own = await token("chuyenmon.cucphuong");
	const neighbour = JSON.parse((await api("POST", "/registries/gieng-nuoc/records/upsert", own, { answers: { number: "GN-6669", label: "Giếng của xin", hamlet: "Hạ", kind: "dug" } })).text);
	for (const name of ["GN-6669", String(neighbour.id)]) {
		assert.equal((await raw("DELETE", at(`/${name}/delete`))).status, 204);
		assert.equal((await raw("GET", at(`/${name}/read-value/Label.json`))).status, 404);
	}
	assert.equal(JSON.parse((await api("GET", `/registries/gieng-nuoc/records/${neighbour.id}`, own)).text).version, 1, "not ended by the agreement of others");
	assert.equal((await api("POST", "/registries/gieng-nuoc/records/upsert", await token("lanhdao.gialam"), one.write.content)).status, 403);
	const stale = await Promise.all(Array.from({ length: 6 }, (_, i) => api("POST", "/registries/gieng-nuoc/records/upsert", officer, { seen: 1, answers: { number: "GN-6668", label: `Giếng ${i}` } })));
	assert.equal(stale.filter((reply) => reply.status === 200).length, 1, stale.map((reply) => reply.status).join());
});

test("messages of DCI: broken, deep, wide, of others' attributes and agreements", async () => {
	assert.equal((await ask("quantri", "POST", "/settings/dci.on", { value: "1" })).status, 201);
	const searcher = await scoped("chuyenmon.cucphuong", ["dci.use", "sharing.use"]), now = new Date().toISOString();
	const message = (criteria, more = {}) => ({ header: { version: "1.0.0", message_id: "m", message_ts: now, action: "search", sender_id: "a", receiver_id: "b", ...more }, message: { transaction_id: "t",
		search_request: [{ reference_id: "r", timestamp: now, search_criteria: { reg_type: "gieng-nuoc", ...criteria } }] } });
	const post = (body, as = searcher) => raw("POST", `/api/dci/registry/sync/search?thoa-thuan=${agreement}`, typeof body === "string" ? body : JSON.stringify(body), as);
	const tree = (query) => message({ query_type: "expression", query: { value: { expression: { query } } } });
	let deep = { number: "GN-0001" };
	for (let i = 0; i < 25; i++) deep = { $or: [deep] };
	const wide = { $or: Array.from({ length: 300 }, (_, i) => ({ number: `GN-${i}` })) }, long = { number: { $in: Array(400).fill("GN-0001") } };
	for (const query of [deep, wide, long, { $or: {} }, { $nor: [{ number: "x" }] }, { number: { $regex: ".*" } }, { number: { $where: "1" } }, { number: null }]) {
		const reply = await post(tree(query));
		assert.ok([200, 400].includes(reply.status), reply.text);
		if (reply.status === 200) assert.match(reply.text, /rjct.search_criteria.invalid/, JSON.stringify(query).slice(0, 80));
	}
	for (const attribute of ["depth", "position", "made_on", "unit", "id", "answers", "__proto__"])
		for (const query of [{ [attribute]: "8" }, { $not: { [attribute]: "8" } }, { $or: [{ number: "GN-0001" }, { [attribute]: { $gt: 1 } }] }]) {
			const reply = await post(tree(query));
			assert.equal(reply.status, 403, `${attribute}: ${reply.text}`);
			assert.ok(!reply.text.includes("GN-0001"));
		}
	assert.equal((await post(message({ query_type: "idtype-value", query: { type: "UIN", value: "GN-0001" }, sort: [{ attribute_name: "depth", sort_order: "asc" }] }))).status, 403, "no order by what is not given");
	for (const reg_type of ["phan-mo", "can-bo", "../gieng-nuoc", "gieng-nuoc ", "x".repeat(190)]) assert.equal((await post(message({ reg_type, query_type: "idtype-value", query: { type: "UIN", value: "1" } }))).status, 403, reg_type);
	for (const more of [{ sender_id: "x".repeat(100) }, { message_id: "" }, { message_id: 1 }, { version: "9" }, { action: "notify" }]) assert.equal((await post(message({ query_type: "idtype-value", query: { type: "UIN", value: "1" } }, more))).status, 400);
	assert.equal((await post("[".repeat(60000))).status, 400);
	assert.equal((await post(tree({ number: "x" }), program)).status, 403, "a token of another scope");
	assert.equal((await post(tree({ number: "x" }), null)).status, 401);
	const injected = await post(message({ query_type: "idtype-value", query: { type: "UIN", value: "' or 1=1 --" } }, { sender_id: 'a"},{"x":"' }));
	assert.equal(JSON.parse(injected.text).header.receiver_id, 'a"},{"x":"', "what is said back is quoted");
	assert.equal((await ask("quantri", "POST", "/settings/dci.on/reset", {})).status, 201);
});

test("when the agreement ends, so does the way in", async () => {
	assert.equal((await ask("lanhdao.gialam", "POST", `/sharing/given/${agreement}/suspend`, { note: "Tạm ngừng" })).status, 201);
	for (const [method, rest, body] of [["GET", ""], ["POST", "/read", { query: { content: { Number: "GN-0001" } } }], ["DELETE", "/GN-0001/delete"]])
		assert.equal((await raw(method, at(rest), body && JSON.stringify(body))).status, 403);
	assert.equal((await ask("lanhdao.gialam", "POST", `/sharing/given/${agreement}/resume`, {})).status, 201);
	assert.equal((await ask("quantri", "POST", "/settings/govstack.on", { value: "0" })).status, 201);
	assert.equal((await raw("GET", at(""))).status, 404, "and when it is switched off");
});
