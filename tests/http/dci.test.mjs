// Searching registries by messages of SPDCI 1.0.0: the three kinds of query, pages, orders, rejections by their codes, and what is not agreed.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { ask, base } from "./client.mjs";

let program, serial = 0;
const now = () => new Date().toISOString();
const search = (criteria, more = {}) => ({ reference_id: `ref-${++serial}`, timestamp: now(), search_criteria: { reg_type: "ns:dinh:RegistryType:gieng-nuoc", ...criteria }, locale: "vie", ...more });
const message = (...searches) => ({ signature: "", header: { version: "1.0.0", message_id: `m-${serial}`, message_ts: now(), action: "search", sender_id: "he-thong-an-sinh", receiver_id: "xa-gia-lam", total_count: searches.length },
	message: { transaction_id: "t-1", search_request: searches } });
async function send(body, as = program, path = "") {
	const reply = await fetch(`${base}/api/dci/registry/sync/search${path}`, { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers: { "content-type": "application/json", ...(as ? { authorization: `Bearer ${as}` } : {}) } });
	const text = await reply.text();
	return { status: reply.status, type: reply.headers.get("content-type"), text, body: text && JSON.parse(text) };
}
async function answers(criteria, more) {
	const reply = await send(message(search(criteria, more)));
	assert.equal(reply.status, 200, reply.text);
	return reply.body.message.search_response[0];
}
const numbers = (one) => one.data.reg_records.map((record) => record.number);
const predicate = (...all) => ({ query_type: "predicate", query: all.map((one, i) => ({ seq_num: i + 1, ...one })) });
const is = (attribute_name, operator, attribute_value) => ({ attribute_name, operator, attribute_value });
const expression = (query) => ({ query_type: "expression", query: { type: "ns:org:QueryType:expression", value: { expression: { collection: "Group", query } } } });
async function made(login, scope) {
	const reply = await ask(login, "POST", "/me/tokens", { name: "An sinh xã hội", scope, days: "30" });
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	return reply.body.token;
}
before(async () => {
	for (let i = 0; i < 9; i++)
		assert.equal((await ask("chuyenmon.gialam", "POST", "/registries/gieng-nuoc/records/upsert", { answers: { number: `GN-770${i}`, label: `Giếng tìm ${i}`, hamlet: i < 6 ? "Thôn Tìm" : "Thôn Khác", kind: i % 2 ? "dug" : "drilled", depth: i + 0.5 } })).status, 201);
	const asked = await ask("lanhdao.cucphuong", "POST", "/sharing/asked", { registry: "gieng-nuoc", owner: "Xã Gia Lâm, tỉnh Ninh Bình", below: false, purpose: "Tìm theo chuẩn SPDCI", basis: "Điều 17 Luật Dữ liệu",
		fields: ["number", "label", "hamlet", "depth"], until: "2027-03-31", calls: 500, own: false, writing: false });
	const id = Number(asked.body.location.match(/(\d+)$/)[1]);
	assert.equal((await ask("lanhdao.gialam", "POST", `/sharing/given/${id}/approve`, {})).status, 201);
	assert.equal((await ask("lanhdao.gialam", "POST", "/sharing/given/1/suspend", { note: "Thỏa thuận mới đang được thử" })).status, 201);
	program = await made("chuyenmon.cucphuong", ["dci.use", "sharing.use"]);
	assert.equal((await send(message(search({ query_type: "idtype-value", query: { type: "number", value: "GN-7701" } })))).status, 404, "off until somebody opens it");
	assert.equal((await ask("quantri", "POST", "/settings/dci.on", { value: "1" })).status, 201);
});
after(async () => { await ask("lanhdao.gialam", "POST", "/sharing/given/1/resume", {}); await ask("quantri", "POST", "/settings/dci.on/reset", {}); await ask("quantri", "POST", "/settings/dci.registry/reset", {}); });

test("by an identifier: the answer as the standard has it, and no more than was agreed", async () => {
	const sent = message(search({ reg_record_type: "Well", query_type: "idtype-value", query: { type: "UIN", value: "GN-7701" } })), reply = await send(sent);
	assert.equal(reply.status, 200, reply.text);
	assert.equal(reply.type, "application/json; charset=utf-8");
	const { header, message: said } = reply.body;
	assert.deepEqual([header.version, header.action, header.status, header.total_count, header.completed_count, header.sender_id, header.receiver_id, header.is_msg_encrypted], ["1.0.0", "on-search", "succ", 1, 1, "xa-gia-lam", "he-thong-an-sinh", false]);
	assert.match(header.message_ts, /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/);
	assert.deepEqual([said.transaction_id, said.correlation_id], ["t-1", sent.header.message_id]);
	const [one] = said.search_response;
	assert.deepEqual({ ...one, timestamp: "" }, { reference_id: sent.message.search_request[0].reference_id, timestamp: "", status: "succ",
		data: { reg_type: "ns:dinh:RegistryType:gieng-nuoc", reg_record_type: "Well", reg_records: [{ label: "Giếng tìm 1", number: "GN-7701", hamlet: "Thôn Tìm", depth: 1.5 }] },
		pagination: { page_size: 100, page_number: 1, total_count: 1 }, locale: "vie" });
	assert.deepEqual(numbers(await answers({ query_type: "idtype-value", query: { type: "ns:org:label", value: "Giếng tìm 2" } })), ["GN-7702"]);
	assert.deepEqual(numbers(await answers({ query_type: "idtype-value", query: { type: "UIN", value: "GN-0000" } })), []);
	await ask("quantri", "POST", "/settings/dci.registry", { value: "gieng-nuoc" });
	assert.deepEqual(numbers(await answers({ reg_type: undefined, query_type: "idtype-value", query: { type: "UIN", value: "GN-7703" } })), ["GN-7703"]);
});

test("predicates and expressions: what holds of a record", async () => {
	const found = (hamlet, ...all) => answers({ ...predicate({ expression1: is("hamlet", "eq", hamlet), ...(all[0] ? { condition: "and", expression2: all[0] } : {}) }, ...all.slice(1)), sort: [{ attribute_name: "number", sort_order: "asc" }] });
	assert.deepEqual(numbers(await found("Thôn Tìm")), ["GN-7700", "GN-7701", "GN-7702", "GN-7703", "GN-7704", "GN-7705"]);
	for (const [operator, value, wanted] of [["lt", "2.5", "01"], ["le", "2.5", "012"], ["gt", 3.5, "45"], ["ge", "3.50", "345"], ["eq", 4.5, "4"], ["in", ["0.5", 5.5, "99"], "05"]])
		assert.deepEqual(numbers(await found("Thôn Tìm", is("depth", operator, value))), [...wanted].map((n) => `GN-770${n}`), operator);
	assert.deepEqual(numbers(await answers({ ...predicate({ expression1: is("number", "in", ["GN-7701", "GN-7708"]) }), sort: [{ attribute_name: "number", sort_order: "desc" }] })), ["GN-7708", "GN-7701"]);
	assert.deepEqual(numbers(await answers(predicate({ expression1: is("label", "eq", "Giếng tìm 1"), condition: "or", expression2: is("label", "eq", "Giếng tìm 7") }))).sort(), ["GN-7701", "GN-7707"]);
	const not = await answers({ ...predicate({ expression1: is("hamlet", "eq", "Thôn Khác") }, { expression1: is("number", "eq", "GN-7707"), condition: "not" }) });
	assert.deepEqual(numbers(not).sort(), ["GN-7706", "GN-7708"]);
	const tree = (query) => answers({ ...expression(query), sort: [{ attribute_name: "depth", sort_order: "desc" }] }).then(numbers);
	assert.deepEqual(await tree({ $and: [{ hamlet: { $eq: "Thôn Tìm" } }, { depth: { $lt: 2 } }] }), ["GN-7701", "GN-7700"]);
	assert.deepEqual(await tree({ hamlet: "Thôn Khác", depth: { $gte: 7, $lte: 8 } }), ["GN-7707"]);
	assert.deepEqual(await tree({ hamlet: "Thôn Khác", $or: [{ depth: { $eq: 6.5 } }, { depth: { $eq: 8.5 } }] }), ["GN-7708", "GN-7706"]);
	assert.deepEqual(await tree({ hamlet: "Thôn Khác", $not: { depth: { $gt: 7 } } }), ["GN-7706"]);
});

test("pages, and all of them together", async () => {
	const page = (page_number, page_size = 4) => answers({ ...expression({ hamlet: "Thôn Tìm" }), sort: [{ attribute_name: "depth", sort_order: "asc" }], pagination: { page_size, page_number } });
	const one = await page(1), two = await page(2), three = await page(3);
	assert.deepEqual([numbers(one).length, numbers(two).length, numbers(three).length], [4, 2, 0]);
	assert.deepEqual([...numbers(one), ...numbers(two)], [0, 1, 2, 3, 4, 5].map((n) => `GN-770${n}`));
	for (const each of [one, two, three]) assert.equal(each.pagination.total_count, 6);
	for (const wrong of [{ page_size: 0, page_number: 1 }, { page_size: 101, page_number: 1 }, { page_size: 1, page_number: 0 }, { page_size: "1", page_number: 1 }, []]) {
		const reply = await answers({ ...expression({ hamlet: "Thôn Tìm" }), pagination: wrong });
		assert.deepEqual([reply.status, reply.status_reason_code], ["rjct", "rjct.pagination.invalid"], JSON.stringify(wrong));
		assert.equal(reply.data, undefined);
	}
});

test("one search that is wrong leaves the others; a message that is none is refused as a whole", async () => {
	const good = search({ query_type: "idtype-value", query: { type: "UIN", value: "GN-7701" } });
	const reply = await send(message(good, { ...good, search_criteria: { ...good.search_criteria } }, search({ query_type: "predicate", query: [] }), search({ query_type: "magic", query: {} }), search({ ...expression({ hamlet: "x" }), sort: {} }), search(predicate({ expression1: is("position", "eq", "x") }))));
	assert.equal(reply.status, 403, "one asks by what is not agreed");
	const mixed = await send(message(good, { ...good }, search({ query_type: "predicate", query: [] }), search({ query_type: "magic", query: {} }), search({ ...expression({ hamlet: "x" }), sort: {} })));
	assert.deepEqual(mixed.body.message.search_response.map((one) => one.status_reason_code), [undefined, "rjct.reference_id.duplicate", "rjct.search_criteria.invalid", "rjct.search_criteria.invalid", "rjct.sort.invalid"]);
	assert.deepEqual([mixed.body.header.status, mixed.body.header.total_count, mixed.body.header.completed_count], ["succ", 5, 1]);
	const whole = message(good), without = (edit) => { const one = structuredClone(whole); edit(one); return one; };
	for (const wrong of ["", "[]", "{}", "{", without((m) => delete m.message), without((m) => delete m.header), without((m) => delete m.header.message_id), without((m) => { m.header.message_id = "x".repeat(100); }), without((m) => { m.header.action = "subscribe"; }),
		without((m) => { m.header.version = "2.0.0"; }), without((m) => { m.header.message_ts = "2026-11-28T10:00:00"; }), without((m) => { m.header.is_msg_encrypted = true; }), without((m) => { m.message.search_request = []; }), without((m) => { m.message.search_request[0].locale = "vi"; }),
		without((m) => { m.message.search_request[0].timestamp = "hôm nay"; }), without((m) => delete m.message.search_request[0].search_criteria), without((m) => { m.message.search_request = Array(11).fill(m.message.search_request[0]); })]) {
		const refused = await send(wrong);
		assert.equal(refused.status, 400, JSON.stringify(wrong).slice(0, 200));
		assert.deepEqual([refused.body.message.ack_status, refused.body.message.error.code], ["ERR", "err.request.bad"]);
	}
});

test("what is not agreed is neither answered, asked by nor sorted by; who may not is told", async () => {
	const wanted = { query_type: "idtype-value", query: { type: "UIN", value: "GN-7701" } };
	for (const criteria of [predicate({ expression1: is("kind", "eq", "dug") }), expression({ $not: { kind: "dug" } }), { ...wanted, sort: [{ attribute_name: "kind" }] }, { query_type: "idtype-value", query: { type: "kind", value: "dug" } },
		{ ...wanted, reg_type: "phan-mo" }, { ...wanted, reg_type: "khong-co" }]) {
		const reply = await send(message(search(criteria)));
		assert.deepEqual([reply.status, reply.body.message.error?.code], [403, "err.request.forbidden"], JSON.stringify(criteria));
	}
	assert.equal((await send(message(search(wanted)), null)).status, 401);
	assert.equal((await send(message(search(wanted)), await made("chuyenmon.cucphuong", ["sharing.use"]))).status, 403);
	const less = await send(message(search(wanted)), await made("chuyenmon.cucphuong", ["dci.use"]));
	assert.deepEqual([less.status, less.body.message.error.code], [403, "err.request.forbidden"]);
	assert.equal((await send(message(search(wanted)), await made("chuyenmon.gialam", ["dci.use", "sharing.use"]))).status, 403);
	const calls = (await ask("lanhdao.gialam", "GET", "/sharing/given")).body.agreements.find((one) => one.fields.includes("depth"));
	const said = (await ask("lanhdao.gialam", "GET", `/sharing/given/${calls.id}`)).body;
	assert.ok(said.calls.some((one) => one.what === "list" && one.n === 1) && said.calls.some((one) => one.refused), "both stand with the agreement");
});
