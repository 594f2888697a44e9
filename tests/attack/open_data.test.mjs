// Open data under attack: fields and rows that nobody chose, other units' sets, what is not public, tricks with addresses, crowds.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { ask, base, signedIn } from "../http/client.mjs";

const admin = "quantri.gialam", WELLS = "gieng-nuoc-cong-cong-cua-xa-gia-lam-14389";
const said = (more = {}) => ({ registry: "gieng-nuoc", title: "Bộ bị tấn công", description: "Một bộ dữ liệu bị tấn công để thử.", licence: "CC0-1.0", frequency: "daily",
	contact_name: "Ủy ban nhân dân xã", contact_phone: "0912000999", fields: ["label"], ...more });
const add = (more) => ask(admin, "POST", "/open-data-sets", said(more));
async function until(path) {
	for (let i = 0; i < 100; i++) {
		const reply = await fetch(base + path);
		if (reply.status === 200) return reply;
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.fail(`${path} never came`);
}

test("personal fields, names of people, who is named and registries of people are refused, however they are asked for", async () => {
	for (const [registry, fields] of [["to-chuc", ["label", "phone"]], ["to-chuc", ["head"]], ["to-chuc", ["email"]], ["phan-mo", ["relative"]], ["phan-mo", ["label", "phone"]],
		["thiet-bi-cntt", ["holder"]], ["hop-thu-cong-vu", ["address"]], ["hop-thu-cong-vu", ["holder"]], ["to-cong-nghe-so", ["leader"]], ["to-cong-nghe-so", ["people"]],
		["can-bo", ["position"]], ["can-bo", ["label"]], ["gieng-nuoc", ["label phone"]], ["gieng-nuoc", ["label\nstate=x"]], ["gieng-nuoc", ["id"]], ["gieng-nuoc", ["record_id"]],
		["gieng-nuoc", ["answers"]], ["gieng-nuoc", ["label;drop table open_set"]], ["gieng-nuoc", ["__proto__"]], ["gieng-nuoc", [""]], ["gieng-nuoc", []]]) {
		const reply = await add({ registry, fields });
		assert.ok([400, 422].includes(reply.status), `${registry} ${JSON.stringify(fields)}: ${reply.status}`);
	}
	for (const registry of ["khong-co", "../gieng-nuoc", ""]) assert.ok([400, 404, 422].includes((await add({ registry })).status), registry);
});

test("nobody but the unit's administrator chooses, and nobody but his own sees what is not public", async () => {
	const made = await add({ title: "Bộ chưa công bố" });
	assert.equal(made.status, 201);
	const id = made.body.location.match(/(\d+)$/)[1], { code } = (await ask(admin, "GET", `/open-data-sets/${id}`)).body.set;
	for (const who of ["chuyenmon.gialam", "lanhdao.gialam", "motcua.gialam", "0530000001", null])
		for (const [method, path, json] of [["GET", "/open-data-sets"], ["GET", `/open-data-sets/${id}`], ["POST", "/open-data-sets", said()], ["POST", `/open-data-sets/${id}`, said({ seen: 1 })],
			["POST", `/open-data-sets/${id}/publish`, {}]])
			assert.ok([401, 403].includes((await ask(who, method, path, json)).status), `${who} ${method} ${path}`);
	for (const path of [`/open-data-sets/${id}`, "/open-data-sets/1"]) {
		assert.equal((await ask("quantri.cucphuong", "GET", path)).status, 404, path);
		assert.equal((await ask("quantri.cucphuong", "POST", path, said({ seen: 1 }))).status, 404, path);
		for (const action of ["publish", "withdraw"]) assert.equal((await ask("quantri.cucphuong", "POST", `${path}/${action}`, {})).status, 404, path);
	}
	assert.ok(!(await ask("quantri.cucphuong", "GET", "/open-data-sets")).body.sets.some((one) => one.code === code));
	for (const path of ["", "/du-lieu.csv", "/du-lieu.json", "/du-lieu.geojson"]) {
		const reply = await fetch(`${base}/du-lieu-mo/${code}${path}`), never = await fetch(`${base}/du-lieu-mo/khong-he-co-14389${path}`);
		assert.deepEqual([reply.status, never.status], [404, 404]);
		assert.ok(!(await reply.text()).includes("Bộ chưa công bố"));
	}
	assert.equal((await ask(admin, "GET", `/open-data/${code}`)).status, 404); /* also for him: the page of all is the page of all */
	assert.ok(!JSON.stringify((await ask(null, "GET", "/open-data?tim=chua+cong+bo")).body).includes(code));
});

test("rows of other units and rows that were left out are in no file", async () => {
	const other = await ask("chuyenmon.cucphuong", "POST", "/registries/gieng-nuoc/records", { answers: { label: "Giếng của xã khác", hamlet: "Nga 1", kind: "dug" } });
	assert.equal(other.status, 201);
	const closed = await ask("chuyenmon.gialam", "POST", "/registries/gieng-nuoc/records", { answers: { label: "Giếng không ai chọn", hamlet: "Đồng Tâm", kind: "dug", depth: 3.25 } });
	assert.equal(closed.status, 201);
	const made = await add({ title: "Chỉ giếng khoan", narrowed1: "drilled", fields: ["label", "position"] }), id = made.body.location.match(/(\d+)$/)[1];
	assert.equal((await ask(admin, "POST", `/open-data-sets/${id}/publish`, {})).status, 201);
	const { code } = (await ask(admin, "GET", `/open-data-sets/${id}`)).body.set;
	for (const format of ["csv", "json", "geojson"]) {
		const text = await (await until(`/du-lieu-mo/${code}/du-lieu.${format}`)).text();
		assert.ok(text.includes("Giếng khoan"));
		for (const words of ["Giếng của xã khác", "Giếng không ai chọn", "3.25", "GN-000", "Hạnh Phúc", "\"id\""]) assert.ok(!text.includes(words), `${format}: ${words}`);
		for (const query of ["?tim=Gi", "?cot=depth", "?fields=depth", "?state=closed", "?ngay=2020-01-01", "?don-vi=2"])
			assert.equal(await (await fetch(`${base}/du-lieu-mo/${code}/du-lieu.${format}${query}`)).text(), text, query);
	}
	for (const narrowed of [{ narrowed1: "drilled\nstate=closed" }, { narrowed1: "nothing" }, { narrowed8: "drilled" }, { state: "gone" }])
		assert.ok([400, 422].includes((await add(narrowed)).status), JSON.stringify(narrowed));
});

test("addresses lead to public sets and nowhere else", async () => {
	for (const path of ["../../../etc/passwd", "..%2f..%2fdinh.db", `${WELLS}/du-lieu.db`, `${WELLS}/du-lieu.csv/..`, `${WELLS}/../../quan-tri`, `${WELLS}%00`, `${WELLS}/du-lieu.csv%00.png`, "1",
		`${WELLS}'--`, "%27%20or%201=1--", `${WELLS.toUpperCase()}`, "catalog.jsonld/du-lieu.csv", `${WELLS}/du-lieu.CSV`, "%F0%9F%92%A9", "a".repeat(5000)]) {
		const reply = await fetch(`${base}/du-lieu-mo/${path}`, { redirect: "manual" }), text = await reply.text();
		assert.ok([302, 303, 400, 401, 404, 414, 431].includes(reply.status), `${path.slice(0, 60)}: ${reply.status}`);
		assert.ok(!/root:|SQLite format/.test(text), path);
	}
	for (const method of ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
		const reply = await fetch(`${base}/du-lieu-mo/${WELLS}/du-lieu.csv`, { method });
		assert.ok(reply.status >= 400, `${method}: ${reply.status}`);
		assert.equal(reply.headers.get("access-control-allow-origin"), null, method);
	}
});

test("what a set says of itself breaks neither page nor catalogue, and what cells say is run by no spreadsheet", async () => {
	const nasty = `"><script>alert(1)</script>',"@id":"x"} \\u0000 \u2028 =1+1`;
	const well = await ask("chuyenmon.gialam", "POST", "/registries/gieng-nuoc/records", { answers: { label: "=HYPERLINK(\"http://evil\")", hamlet: "@SUM(A1)", kind: "drilled" } });
	assert.equal(well.status, 201);
	const made = await add({ title: nasty, description: nasty.repeat(3), contact_name: nasty, contact_phone: "(0229) 3864 123", fields: ["label", "hamlet"] }), id = made.body.location.match(/(\d+)$/)[1];
	assert.equal((await ask(admin, "POST", `/open-data-sets/${id}/publish`, {})).status, 201);
	const { code } = (await ask(admin, "GET", `/open-data-sets/${id}`)).body.set;
	assert.match(code, /^[a-z0-9-]+$/);
	const csv = await (await until(`/du-lieu-mo/${code}/du-lieu.csv`)).text();
	assert.ok(csv.includes(`"'=HYPERLINK(""http://evil"")"`) && csv.includes(`"'@SUM(A1)"`));
	const set = (await (await fetch(`${base}/du-lieu-mo/catalog.jsonld`)).json())["dcat:dataset"].find((one) => one["dct:identifier"] === code);
	assert.ok(set["dct:title"]["@value"].startsWith(`"><script>`));
	assert.ok(set["@id"].endsWith(code));
	for (const path of [`/du-lieu-mo/${code}`, "/du-lieu-mo"]) assert.ok(!(await (await fetch(base + path)).text()).includes("<script>alert"), path);
	assert.ok(!(await (await signedIn(admin)).get(`/quan-tri/du-lieu-mo/${id}`)).text.includes("<script>alert"));
	assert.equal((await ask(admin, "POST", `/open-data-sets/${id}/withdraw`, {})).status, 201);
});

test("ranges that make no sense are answered, and a crowd is told to wait", async () => {
	for (const range of ["bytes=999999999-", "bytes=-0", "bytes=5-1", "bytes=0-0,2-3", "bytes=a-b", "bytes=0-99999999999999999999"])
		assert.ok([200, 206, 416].includes((await fetch(`${base}/du-lieu-mo/${WELLS}/du-lieu.csv`, { headers: { range } })).status), range);
	let limited = 0;
	for (let i = 0; i < 150 && !limited; i += 10) {
		const replies = await Promise.all(Array.from({ length: 10 }, () => fetch(`${base}/du-lieu-mo/${WELLS}/du-lieu.csv`)));
		limited += replies.filter((one) => one.status === 429).length;
		for (const one of replies) await one.arrayBuffer();
	}
	assert.ok(limited, "nobody was told to wait");
	assert.equal((await fetch(`${base}/du-lieu-mo/${WELLS}`)).status, 200); /* pages are not files */
});
