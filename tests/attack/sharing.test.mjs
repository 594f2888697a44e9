// Sharing under attack: fields by every spelling, other units and agreements, keys as a side channel, cursors, the day's limit by many at once,
// states jumped over, forged sides, another's account. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, ask, signedIn, token } from "../http/client.mjs";

const ASKER = "lanhdao.cucphuong", OWNER = "lanhdao.gialam", USER = "chuyenmon.cucphuong";
const request = (more = {}) => ({ registry: "gieng-nuoc", owner: "Xã Gia Lâm, tỉnh Ninh Bình", below: false, purpose: "Thử tấn công thỏa thuận", basis: "Điều 17 Luật Dữ liệu", fields: ["label"], until: "2027-03-31", calls: 1000, own: false, ...more });
async function running(more) {
	const made = await ask(ASKER, "POST", "/sharing/asked", request(more));
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const id = Number(made.body.location.match(/(\d+)$/)[1]);
	assert.equal((await ask(OWNER, "POST", `/sharing/given/${id}/approve`, {})).status, 201);
	return id;
}
let id;
const get = (path, as = USER) => ask(as, "GET", `/shared/gieng-nuoc/${path}${path.includes("?") ? "&" : "?"}thoa-thuan=${id}`);
before(async () => { id = await running(); });

test("a field that was not agreed is not read by any spelling of it", async () => {
	for (const field of ["depth", "number", "label,depth", "depth,label", "Depth", "label;depth", "label depth", "label%2Cdepth", "*", "fields", "answers", "label,,number", "%20depth", "label.depth", "position", "hamlet"]) {
		const reply = await get(`records?truong=${field}`);
		assert.ok([403, 422].includes(reply.status), `${field}: ${reply.status}`);
		assert.ok(!JSON.stringify(reply.body).includes("GN-0001"));
	}
	for (const reply of [await get("records"), await get("records?truong="), await get("records?truong=,"), await get("records?truong=label&truong=depth"), await get("records?truong=label%00depth")]) {
		if (reply.status !== 200) continue;
		for (const one of reply.body.records) assert.deepEqual(Object.keys(one.fields), ["label"]);
		assert.ok(!/GN-0001|"depth"/.test(JSON.stringify(reply.body)));
	}
	for (const path of ["value?so=36&truong=depth", "value?so=36&truong=number", "value?so=36&truong=label,number", "record?so=36&truong=number"]) assert.ok([403, 422].includes((await get(path)).status), path);
});

test("a key that may not be read is no question either", async () => {
	for (const path of ["exists?ma=GN-0001", "exists?ma=GN-9999", "record?ma=GN-0001", "value?ma=GN-0001&truong=label", "exists?ma=GN-0001&so=1"]) assert.equal((await get(path)).status, 403, path);
	for (const path of ["exists", "record", "exists?so=0", "exists?so=-1", "exists?so=x", "exists?so=99999999999999999999"]) assert.equal((await get(path)).status, 422, path);
});

test("records of other units and registries are not there", async () => {
	const gialam = (await get("records")).body.records, ids = new Set(gialam.map((one) => one.id));
	assert.equal(new Set(gialam.map((one) => one.unit)).size, 1);
	for (let number = 1; number < 60; number++) {
		const reply = await get(`exists?so=${number}`);
		assert.equal(reply.body.is_there, ids.has(number), `record ${number}`);
	}
	for (const unit of [1, 2, 12169, 99999999]) assert.equal((await get(`records?don-vi=${unit}`)).status, 403, `unit ${unit}`);
	for (const registry of ["thiet-bi-cntt", "can-bo", "hop-thu-cong-vu", "khong-co", "..", "gieng-nuoc%20"]) assert.ok([403, 404].includes((await ask(USER, "GET", `/shared/${registry}/records`)).status), registry);
});

test("an agreement is its own unit's and its own account's", async () => {
	const own = await running({ own: true });
	assert.equal((await ask(USER, "GET", `/shared/gieng-nuoc/records?thoa-thuan=${own}`)).status, 403, "another account of the unit");
	assert.equal((await ask(ASKER, "GET", `/shared/gieng-nuoc/records?thoa-thuan=${own}`)).status, 200);
	for (const as of [OWNER, "chuyenmon.gialam", "lanhdao.ninhbinh"]) assert.equal((await get("records", as)).status, 403, as);
	assert.equal((await get("records", "0530000001")).status, 403);
	assert.equal((await api("GET", `/shared/gieng-nuoc/records?thoa-thuan=${id}`, null)).status, 401);
	for (const wrong of [0, -1, 999999, "x"]) assert.ok([403, 422].includes((await ask("lanhdao.ninhbinh", "GET", `/shared/gieng-nuoc/records?thoa-thuan=${wrong}`)).status), String(wrong));
});

test("nobody answers himself, jumps over a state or reads another's agreement", async () => {
	const made = await ask(ASKER, "POST", "/sharing/asked", request()), waiting = Number(made.body.location.match(/(\d+)$/)[1]);
	for (const action of ["approve", "refuse", "suspend", "resume", "revoke", "expire"]) {
		assert.equal((await ask(ASKER, "POST", `/sharing/given/${waiting}/${action}`, { note: "x" })).status, 404, action);
		assert.equal((await ask(ASKER, "POST", `/sharing/asked/${waiting}/${action}`, { note: "x" })).status, 404, `${action} on the other side`);
	}
	for (const action of ["resume", "suspend", "revoke", "expire"]) assert.equal((await ask(OWNER, "POST", `/sharing/given/${waiting}/${action}`, { note: "x" })).status, 409, action);
	for (const as of ["quantri.gialam"]) assert.equal((await ask(as, "POST", `/sharing/given/${waiting}/approve`, {})).status, 403, as);
	assert.equal((await ask(OWNER, "POST", `/sharing/asked/${waiting}/withdraw`, {})).status, 404);
	for (const [as, path] of [["lanhdao.ninhbinh", `/sharing/given/${waiting}`], ["lanhdao.ninhbinh", `/sharing/asked/${waiting}`], [ASKER, `/sharing/given/${waiting}`], [OWNER, `/sharing/asked/${waiting}`]])
		assert.equal((await ask(as, "GET", path)).status, 404, `${as} ${path}`);
	assert.equal((await ask("motcua.gialam", "GET", "/sharing/given")).status, 403);
	assert.equal((await ask("0530000001", "GET", "/sharing/asked")).status, 403);
});

test("twenty approvals at once are one", async () => {
	const made = await ask(ASKER, "POST", "/sharing/asked", request()), waiting = Number(made.body.location.match(/(\d+)$/)[1]);
	const replies = await Promise.all(Array.from({ length: 20 }, () => ask(OWNER, "POST", `/sharing/given/${waiting}/approve`, {})));
	assert.equal(replies.filter((one) => one.status === 201).length, 1);
	assert.equal(replies.filter((one) => one.status === 409).length, 19);
});

test("the day's limit holds for many at once, and what was refused is no call", async () => {
	const few = await running({ calls: 7 }), as = await token(USER);
	const replies = await Promise.all(Array.from({ length: 40 }, () => api("GET", `/shared/gieng-nuoc/records?thoa-thuan=${few}`, as, undefined, { hasty: true })));
	assert.equal(replies.filter((one) => one.status === 200).length, 7);
	assert.equal(replies.filter((one) => one.status === 429).length, 33);
	const [today] = (await ask(OWNER, "GET", `/sharing/given/${few}`)).body.days;
	assert.equal(today.calls, 7);
	assert.equal(today.refused, 33);
});

test("a thousand refusals fill no store: only some are kept one by one", async () => {
	const probe = await running({ calls: 5 }), as = await token(USER);
	for (let i = 0; i < 6; i++) await Promise.all(Array.from({ length: 25 }, () => api("GET", `/shared/gieng-nuoc/records?thoa-thuan=${probe}&truong=depth`, as, undefined, { hasty: true })));
	const page = (await ask(OWNER, "GET", `/sharing/given/${probe}`)).body;
	assert.equal(page.days[0].refused, 150);
	assert.ok(page.calls.length <= 20);
	const [first, last] = [page.calls.at(-1).id, page.calls[0].id];
	assert.ok(last - first <= 100);
});

test("cursors of no sense are no failure and lead nowhere else", async () => {
	for (const cursor of ["x", "1", ".", "1.x", "-1.-1", "999999999.1", "0.0", "9".repeat(50), "'.'", "1.1.1"]) {
		const reply = await get(`records?sau=${encodeURIComponent(cursor)}`);
		assert.ok([200, 422].includes(reply.status), `${cursor}: ${reply.status}`);
		for (const one of reply.body.records ?? []) assert.deepEqual(Object.keys(one.fields), ["label"]);
	}
});

test("nonsense that is asked for is said, and nothing is kept", async () => {
	const count = (await ask(ASKER, "GET", "/sharing/asked")).body.agreements.length;
	for (const more of [{ fields: [] }, { fields: ["secret"] }, { fields: ["label", "label; drop table"] }, { until: "2020-01-01" }, { until: "x" }, { calls: 0 }, { calls: 100001 }, { purpose: "" }, { basis: "" },
		{ owner: "Xã Cúc Phương, tỉnh Ninh Bình" }, { owner: "x".repeat(201) }, { registry: "khong-co" }, { registry: "../../x" }, { extra: 1 }])
		assert.ok([400, 422].includes((await ask(ASKER, "POST", "/sharing/asked", request(more))).status), JSON.stringify(more));
	assert.equal((await ask(ASKER, "GET", "/sharing/asked")).body.agreements.length, count);
	assert.equal((await ask("chuyenmon.gialam", "POST", "/sharing/asked", request())).status, 403);
});

test("words of an agreement are shown as words", async () => {
	const made = await ask(ASKER, "POST", "/sharing/asked", request({ purpose: "<script>alert(1)</script> để thử", basis: "\"><img src=x onerror=alert(1)>" }));
	const number = Number(made.body.location.match(/(\d+)$/)[1]), page = (await (await signedIn(OWNER)).get(`/chia-se/cho/${number}`)).text;
	assert.ok(page.includes("&lt;script&gt;") && !page.includes("<script>alert") && !page.includes("<img src=x"));
});
