// Households under attack: another commune's are neither seen, moved, counted nor named; forged fields, states, days and numbers change nothing; many at once leave
// one head and one household for each. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, ask, signedIn, token } from "../http/client.mjs";
import { households } from "../http/households.mjs";

const who = "motcua.gialam", other = "quantri.cucphuong", admin = "quantri.gialam", citizen = "0530000001";
let own, foreign, page;
const json = (reply) => JSON.parse(reply.text);
const get = async (path) => (await ask(who, "GET", path)).body;
before(async () => {
	own = await token(who);
	page = await get("/households");
	// Households of the commune next door have the numbers after ours.
	const ids = new Set();
	for (let next = ""; next !== null;) {
		const list = await get(`/households?${next && `sau=${encodeURIComponent(next)}`}`);
		list.households.forEach((h) => ids.add(h.id));
		next = list.next || null;
	}
	foreign = Array.from({ length: 400 }, (_, i) => i + 1).filter((id) => !ids.has(id)).slice(0, 5);
	assert.equal(foreign.length, 5);
});

test("another commune's households and residents are not there", async () => {
	for (const id of foreign) {
		for (const [method, path, body] of [["GET", `/households/${id}`], ["GET", `/households/${id}/movements`], ["GET", `/history/household/${id}`], ["GET", `/attachments/household/${id}`],
			["POST", `/households/${id}/movements`, { kind: "relocate", source: "declared", day: "2026-01-01", hamlet: 1, address: "x", household_kind: "family" }],
			["POST", "/households", { household: id, person: 1, source: "declared", day: "2026-01-01", hamlet: 1, household_kind: "family" }]]) {
			const reply = await api(method, path, own, body);
			assert.ok([404, 422].includes(reply.status), `${method} ${path}: ${reply.status}`);
			assert.doesNotMatch(reply.text, /CP-\d{4}|Cúc Phương/, path);
		}
	}
	for (let id = 1; id < 1400; id += 131) {
		const reply = await api("GET", `/residents/${id}`, own);
		assert.doesNotMatch(reply.text, /CP-\d{4}/, String(id));
	}
	const inside = page.households[0].id;
	for (const code of ["CP-0001", "cp-0001", "CP-0001' or 1=1 --", "%", "_"]) {
		const person = (await get(`/households/${inside}`)).members[0].person_id;
		const reply = await api("POST", `/households/${inside}/movements`, own, { kind: "move", source: "declared", day: "2026-05-01", person, target_code: code, relation: "other", successor: person });
		assert.equal(reply.status, 422, code);
	}
	for (const query of ["thon=1", "thon=999999", "unit=1", "don-vi=2"]) assert.doesNotMatch((await api("GET", `/households?${query}`, own)).text, /CP-\d{4}/);
});

test("who may not, may not", async () => {
	const id = page.households[0].id;
	for (const path of ["/households", "/residents", `/households/${id}`, "/population", "/households.csv", "/residents.xlsx"]) {
		assert.equal((await api("GET", path, null)).status, 401, path);
		assert.ok([403, 404].includes((await api("GET", path, await token(citizen))).status), path);
		assert.ok([403, 404].includes((await api("GET", path, await token(admin))).status), `${path}: an administrator of the unit keeps accounts, not households`);
	}
	assert.ok([403, 404].includes((await api("GET", `/households/${id}`, await token(other))).status));
	assert.equal((await api("POST", `/households/${id}/movements`, await token("lanhdao.gialam"), { kind: "absent", source: "declared" })).status, 403);
	assert.equal((await api("POST", `/households/${id}/movements`, await token("vanthu.gialam"), { kind: "absent", source: "declared" })).status, 403);
});

test("fields, days and states may be anything", async () => {
	const id = page.households[2].id, before_ = await get(`/households/${id}`), [head, member] = before_.members;
	const good = { kind: "leave", source: "declared", day: "2026-05-01", person: (member ?? head).person_id };
	for (const more of [{ day: "9999-12-31" }, { day: "0000-00-00" }, { day: "2025-02-30" }, { day: "x" }, { day: null }, { kind: "open" }, { kind: "withdraw", withdrawn: 1, reason: "" }, { kind: "withdraw", withdrawn: 10 ** 15, reason: "x" },
		{ kind: "withdraw", withdrawn: -1, reason: "x" }, { kind: "die", day: "1900-01-01" }, { person: 0 }, { person: -5 }, { person: 10 ** 15 }, { source: "rumour" }, { source: "" }, { kind: "head", relation: "head" }, { kind: "relation", relation: "head", person: member?.person_id ?? 0 },
		{ kind: "policy", policy_kind: "rich", decision_number: "1", decision_on: "2026-01-01" }, { kind: "policy", policy_kind: "poor", decision_number: "", decision_on: "2026-01-01" }, { kind: "policy_end", policy: 1, reason: "x" },
		{ kind: "relocate", hamlet: 1e9, address: "x", household_kind: "family" }, { kind: "relocate", hamlet: 1, address: "a".repeat(400), household_kind: "family" }, { reason: "a".repeat(5000) }, { kind: "arrive", relation: "child", residence: "permanent", name: "<script>alert(1)</script>", birth_on: "1990", sex: "male" },
		{ kind: "born", relation: "child", name: "Đinh Thị Ai", sex: "other" }, { kind: "arrive", relation: "head", residence: "permanent", name: "Đinh Thị Ai", birth_on: "1990", sex: "female" }, { changes: before_.household.changes + 1 }]) {
		const reply = await api("POST", `/households/${id}/movements`, own, { ...good, ...more });
		assert.ok([404, 409, 422].includes(reply.status), `${JSON.stringify(more).slice(0, 60)}: ${reply.status} ${reply.text.slice(0, 200)}`);
	}
	assert.deepEqual(await get(`/households/${id}`), before_, "nothing was done");
	for (const asked of ["ngay=9999-12-31", "ngay=x", "tuoi=5", "tuoi=-1--5", "tuoi=a-b", "gioi=x", "dan-toc=%27", "sau=x", `sau=${"9".repeat(300)}`, `tim=${"a".repeat(3000)}`, "tim=%25", "thon=-1"])
		for (const list of ["households", "residents", "population", "residents.csv"]) {
			const reply = await api("GET", `/${list}?${asked}`, own);
			assert.ok(reply.status < 500, `${list}?${asked.slice(0, 40)}: ${reply.status}`);
		}
});

test("many at once leave one head and each in one household", async () => {
	const id = page.households[5].id, { members, household } = await get(`/households/${id}`);
	const heads = await Promise.all(members.slice(1).map((m) => api("POST", `/households/${id}/movements`, own, { kind: "head", source: "declared", day: "2026-11-01", person: m.person_id, relation: "other", changes: household.changes })));
	assert.ok(heads.filter((r) => r.status === 201).length <= 1, "of those who saw the same one is first");
	for (let i = 0; i < 3; i++) {
		const now = await get(`/households/${id}`);
		assert.equal(now.members.filter((m) => m.relation === "head").length, 1);
	}
	const guest = page.households[6].id, moved = (await get(`/households/${guest}`)).members.at(-1);
	const targets = page.households.slice(10, 18);
	const all = await Promise.all(targets.map((t) => api("POST", `/households/${guest}/movements`, own, { kind: "move", source: "declared", day: "2026-11-02", person: moved.person_id, target_code: t.code, relation: "other" })));
	assert.ok(all.filter((r) => r.status === 201).length <= 1, all.map((r) => r.status).join());
	const spans = (await get(`/residents/${moved.person_id}`)).spans.filter((s) => !s.valid_to);
	assert.ok(spans.length <= 1, JSON.stringify(spans));
});

test("a number is no key to somebody: name, birth and sex must be his, and nothing of him is told", async () => {
	const stranger = households(1, { prefix: "XX", serial: 990000 }).rows[0], id = page.households[8].id;
	const arrival = { kind: "arrive", source: "declared", day: "2026-05-01", relation: "other", residence: "permanent", name: stranger.name, personal_number: stranger.number, birth_on: stranger.birth.split("/").reverse().join("-"), sex: "male" };
	assert.equal((await api("POST", `/households/${id}/movements`, own, arrival)).status, 201);
	const reply = await api("POST", `/households/${page.households[9].id}/movements`, own, { ...arrival, name: "Nguyễn Văn Mạo" });
	assert.equal(reply.status, 422);
	assert.ok(!reply.text.includes(stranger.name), "the name that is known is not told");
	assert.equal((await api("POST", `/households/${page.households[9].id}/movements`, own, arrival)).status, 409, "he lives in one household");
});

test("files of formulas, of nothing, of heads without end", async () => {
	const send = async (text) => {
		const form = new FormData();
		form.append("file", new Blob([text]), "a.csv");
		return ask(who, "POST", "/import-kinds/households", undefined, form);
	};
	const file = households(2, { prefix: "FX", serial: 995000 }), lines = file.text.split("\n");
	for (const text of ["", "\n\n", lines[0], `${lines[0]}\n${",".repeat(14)}`]) assert.ok((await send(text)).status < 500, JSON.stringify(text.slice(0, 20)));
	const evil = [lines[0], lines[1].replace("Số 1", "=HYPERLINK(1)"), ...Array(40).fill(lines[1])].join("\n"), sent = await send(evil);
	assert.equal(sent.status, 201);
	const at = sent.body.location.replace("/api/v1", "");
	let seen;
	do {
		await new Promise((done) => setTimeout(done, 100));
		seen = (await ask(who, "GET", at)).body;
	} while (["reading", "checking"].includes(seen.fact.state));
	assert.deepEqual([seen.new, seen.wrong], [1, 40], "a household has one head");
	assert.equal((await api("GET", at, await token("chuyenmon.gialam"))).status < 500, true);
	assert.ok([403, 404].includes((await api("GET", at, await token(other))).status));
	await ask(who, "POST", `${at}/confirm`, {});
	do {
		await new Promise((done) => setTimeout(done, 100));
		seen = (await ask(who, "GET", at)).body;
	} while (seen.fact.state === "applying");
	const csv = (await ask(who, "GET", "/households.csv?tim=fx-")).body.toString();
	assert.doesNotMatch(csv, /(^|[,"])=HYPERLINK/m, "a spreadsheet runs nothing");
	const browser = await signedIn(who);
	assert.equal((await browser.get(`/ho-dan/${page.households[0].id}/ghi?viec=%3Cscript%3E`)).status, 404);
	assert.equal(json(await api("GET", "/households?tim=fx-", own)).households.length, 1);
});
