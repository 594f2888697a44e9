// Records as programs read and write them, by the house's own interface: written by what tells one from another, asked whether there is one, one
// value read, ended; by agreement those of another unit. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { ask, signedIn } from "./client.mjs";

const OFFICER = "chuyenmon.gialam", READER = "lanhdao.gialam", ASKER = "lanhdao.cucphuong", USER = "chuyenmon.cucphuong";
const WELLS = "/registries/gieng-nuoc/records";
const well = (more = {}) => ({ label: "Giếng máy", number: "GN-8801", hamlet: "Đồng Tâm", kind: "dug", ...more });
const upsert = (answers, more = {}, as = OFFICER) => ask(as, "POST", `${WELLS}/upsert`, { answers, ...more });

test("written whether it is there or not, and once however often it is sent", async () => {
	const made = await upsert(well());
	assert.equal(made.status, 201, JSON.stringify(made.body));
	assert.deepEqual({ ...made.body, id: 0 }, { id: 0, version: 1, is_created: true, is_changed: true, location: `/api/v1${WELLS}/${made.body.id}` });
	const again = await upsert(well());
	assert.equal(again.status, 200);
	assert.deepEqual({ ...again.body, location: "" }, { id: made.body.id, version: 1, is_created: false, is_changed: false, location: "" });
	const changed = await upsert({ number: "GN-8801", depth: 12.5 }, { seen: 1 });
	assert.deepEqual([changed.status, changed.body.version, changed.body.is_created, changed.body.is_changed], [200, 2, false, true]);
	const { body } = await ask(OFFICER, "GET", `${WELLS}/${made.body.id}`);
	assert.deepEqual(body.answers, { ...well(), depth: 12.5 });
	assert.equal((await upsert({ number: "GN-8801", depth: 14 }, { seen: 1 })).status, 409, "another was quicker");
	assert.equal((await upsert({ kind: "dug" })).status, 422);
	assert.equal((await upsert({ number: "GN-8801", nonsense: 1 })).status, 422);
	assert.equal((await upsert(well(), {}, READER)).status, 403, "who only reads does not write");
	assert.equal((await ask(OFFICER, "POST", `${WELLS}/upsert`, {})).status, 422);
});

test("two at once make one record", async () => {
	const replies = await Promise.all(Array.from({ length: 8 }, () => upsert(well({ number: "GN-8802", label: "Giếng đôi" }))));
	assert.equal(new Set(replies.map((one) => one.body.id)).size, 1);
	assert.equal(replies.filter((one) => one.body.is_created).length, 1);
});

test("there is one: by what tells it from others, with a purpose where people stand in it", async () => {
	const there = (field, value, more = "", registry = "gieng-nuoc", as = OFFICER) =>
		ask(as, "GET", `/registries/${registry}/records/exists?truong=${field}&gia-tri=${encodeURIComponent(value)}${more}`);
	await upsert(well({ number: "GN-8803", label: "Giếng hỏi" }));
	assert.deepEqual((await there("number", "GN-8803")).body, { is_there: true });
	assert.deepEqual((await there("number", "GN-8899")).body, { is_there: false });
	assert.deepEqual((await there("label", "Giếng hỏi")).body, { is_there: true });
	const depth = await there("depth", "8");
	assert.equal(depth.status, 422, "what does not tell a thing from others is no question");
	assert.match(depth.body.detail, /Số hiệu \(number\)/);
	assert.deepEqual((await there("number", "GN-8803", "", "gieng-nuoc", USER)).body, { is_there: false }, "another unit's");
	const { id } = (await ask(OFFICER, "GET", "/registries/phan-mo/records")).body.records[0];
	const { place } = (await ask(OFFICER, "GET", `/registries/phan-mo/records/${id}`)).body.answers;
	assert.equal((await there("place", place, "", "phan-mo")).status, 422, "for what?");
	const asked = await there("place", place, `&muc-dich=${encodeURIComponent("Tìm phần mộ liệt sĩ")}`, "phan-mo");
	assert.deepEqual(asked.body, { is_there: true });
	for (let i = 0; i < 40; i++) {
		const log = (await ask("quantri.gialam", "GET", "/audit?doi-tuong=record")).body.entries;
		if (log.some((one) => one.action === "look" && /Hỏi có hay không .*: Tìm phần mộ liệt sĩ/.test(one.detail))) return;
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.fail("the question stands in the log as a look");
});

test("one value, and the end", async () => {
	const { id } = (await upsert(well({ number: "GN-8804", depth: 7 }), { valid_from: "2026-03-01" })).body;
	assert.deepEqual((await ask(READER, "GET", `${WELLS}/${id}/value?truong=depth`)).body, { value: { depth: 7 }, said: "7 m" });
	assert.deepEqual((await ask(READER, "GET", `${WELLS}/${id}/value?truong=kind`)).body, { value: { kind: "dug" }, said: "Giếng đào" });
	assert.equal((await ask(READER, "GET", `${WELLS}/${id}/value?truong=nothing`)).status, 422);
	assert.equal((await ask(USER, "GET", `${WELLS}/${id}/value?truong=depth`)).status, 404, "another unit's");
	const end = (as, body) => ask(as, "DELETE", `${WELLS}/${id}`, body);
	assert.equal((await end(OFFICER, { seen: 1 })).status, 422, "why?");
	assert.equal((await end(OFFICER, { seen: 2, reason: "Đã lấp" })).status, 409);
	assert.equal((await end(READER, { seen: 1, reason: "Đã lấp" })).status, 403);
	assert.equal((await end(USER, { seen: 1, reason: "Đã lấp" })).status, 404);
	assert.equal((await end(OFFICER, { seen: 1, reason: "Đã lấp" })).status, 200);
	assert.equal((await ask(READER, "GET", `${WELLS}/${id}/value?truong=depth`)).status, 404);
	const browser = await signedIn(OFFICER);
	assert.match((await browser.get("/du-lieu/gieng-nuoc/co-khong?truong=number&gia-tri=GN-8801")).text, /<p class="govuk-body">Có\.<\/p>/);
});

test("what is named is not ended, and who names it is said", async () => {
	const agency = (await ask(OFFICER, "POST", "/registries/to-chuc/records", {
		answers: (await ask(OFFICER, "GET", "/registries/to-chuc/records")).body.records.map((one) => one.answers).find(Boolean) ?? {}, though_alike: true }));
	assert.ok([201, 422].includes(agency.status));
	for (const one of (await ask(OFFICER, "GET", "/registries/to-chuc/records")).body.records) {
		const { body } = await ask(OFFICER, "GET", `/registries/to-chuc/records/${one.id}`);
		if (!body.named?.length) continue;
		const reply = await ask(OFFICER, "DELETE", `/registries/to-chuc/records/${one.id}`, { seen: body.version, reason: "Giải thể" });
		assert.equal(reply.status, 409);
		assert.ok(reply.body.detail.includes(body.named[0].name), reply.body.detail);
		return;
	}
});

test("the document of one registry names its fields with their types", async () => {
	const document = (await ask(OFFICER, "GET", "/registries/gieng-nuoc/openapi.json")).body, { answers } = document.components.schemas;
	assert.equal(document.openapi, "3.1.0");
	assert.deepEqual(answers.properties.kind.enum, ["dug", "drilled"]);
	assert.deepEqual([answers.properties.depth.type, answers.properties.depth.description], ["number", "Độ sâu, m"]);
	assert.deepEqual(answers.required, ["label", "hamlet", "kind"]);
	const paths = Object.keys(document.paths), base = "/registries/gieng-nuoc/records";
	assert.deepEqual(paths, ["", "/upsert", "/exists", "/{id}", "/{id}/value"].map((one) => base + one));
	assert.deepEqual(Object.keys(document.paths[`${base}/{id}`]), ["get", "post", "delete"]);
	assert.deepEqual(document.paths[`${base}/exists`].get.parameters[0].schema.enum, ["label", "number", "hamlet"]);
	const whole = (await ask(OFFICER, "GET", "/openapi.json")).body;
	for (const [path, methods] of Object.entries(document.paths))
		for (const method of Object.keys(methods)) assert.ok(whole.paths[path.replace("gieng-nuoc", "{registry}")]?.[method], `${method} ${path}`);
	for (const [name, schema] of Object.entries(document.components.schemas)) assert.equal(schema.type, "object", name);
	for (const registry of (await ask(OFFICER, "GET", "/registries")).body.registries)
		assert.equal((await ask(OFFICER, "GET", `/registries/${registry.code}/openapi.json`)).body.info.title, registry.title);
	const people = (await ask(OFFICER, "GET", "/registries/phan-mo/openapi.json")).body;
	assert.ok(people.paths["/registries/phan-mo/records/exists"].get.parameters[2].required);
});

test("by agreement: read alone, or written too, of the fields that were agreed", async () => {
	const asked = async (writing, fields) => {
		const made = await ask(ASKER, "POST", "/sharing/asked", { registry: "gieng-nuoc", owner: "Xã Gia Lâm, tỉnh Ninh Bình", below: false, purpose: "Ghi giếng của hai xã",
			basis: "Điều 17 Luật Dữ liệu", fields, until: "2027-03-31", calls: 100, own: false, writing });
		const id = Number(made.body.location.match(/(\d+)$/)[1]);
		assert.equal((await ask("lanhdao.gialam", "POST", `/sharing/given/${id}/approve`, {})).status, 201);
		return id;
	};
	const put = (agreement, answers, more = {}) => ask(USER, "POST", "/shared/gieng-nuoc/records", { agreement, answers, ...more });
	const end = (agreement, more) => ask(USER, "DELETE", "/shared/gieng-nuoc/record", { agreement, reason: "Đã lấp", ...more });
	const reads = await asked(false, ["number", "label", "hamlet", "kind"]), writes = await asked(true, ["number", "label", "hamlet", "kind"]);
	const refused = await put(reads, well({ number: "GN-8810" }));
	assert.equal(refused.status, 403);
	assert.match(refused.body.detail, /chỉ cho đọc/);
	assert.equal((await end(reads, { key: "GN-0001" })).status, 403);
	const made = await put(writes, well({ number: "GN-8810" }));
	assert.deepEqual([made.status, made.body.is_created], [201, true], JSON.stringify(made.body));
	assert.equal((await put(writes, well({ number: "GN-8810" }))).body.is_changed, false);
	assert.equal((await put(writes, { number: "GN-8810", depth: 5 })).status, 403, "a field that was not agreed");
	await upsert({ number: "GN-8810", depth: 6 });
	assert.equal((await put(writes, { number: "GN-8810", label: "Giếng chung" })).body.is_changed, true);
	const { body } = await ask(OFFICER, "GET", `${WELLS}/${made.body.id}`);
	assert.deepEqual([body.answers.label, body.answers.depth], ["Giếng chung", 6], "what was not sent stays");
	const versions = (await ask(OFFICER, "GET", `${WELLS}/${made.body.id}/versions`)).body.versions;
	assert.ok(versions.some((one) => one.is.source === "system" && one.is.source_ref === `sharing/${writes}`), JSON.stringify(versions[0]));
	assert.equal((await end(writes, { key: "GN-8899" })).status, 404);
	assert.equal((await end(writes, {})).status, 422);
	assert.equal((await end(writes, { key: "GN-8810", seen: 1 })).status, 409);
	assert.equal((await end(writes, { key: "GN-8810" })).status, 200);
	const log = (await ask("lanhdao.gialam", "GET", `/sharing/given/${writes}`)).body;
	assert.ok(log.calls.some((one) => one.what === "end") && log.calls.some((one) => one.what === "write"));
	assert.equal(log.agreement.is_writing, true);
});
