// What waits for a second officer, attacked: decided by who may not, twice, by many at once; numbers of another unit; around the check; killed meanwhile.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { ask, password, signedIn } from "../http/client.mjs";
import { dayFromNow, idIn, made } from "../http/made_registry.mjs";

const chief = "quantri.gialam", leader = "lanhdao.gialam", officer = "chuyenmon.gialam", thief = "lanhdao.yenson";
const CODE = "so-bi-danh", RECORDS = `/registries/${CODE}/records`, WAITS = "/record-proposals";
const definition = { code: CODE, title: "Sổ bị đánh", one: "mục", level: "commune", name: "label", check: "people",
	states: [{ name: "kept", title: "Giữ" }, { name: "gone", title: "Mất" }], moves: [{ name: "lose", title: "Ghi mất", from: ["kept"], to: "gone" }],
	sections: [{ title: "Mục", fields: [{ name: "label", type: "text", label: "Tên", required: true, max: 100 }, { name: "phone", type: "phone", label: "Điện thoại" }] }],
	alike: ["label"], list: { columns: ["label", "phone"], sorts: ["label"], search: ["label"] } };
const create = (label, more = {}) => ask(officer, "POST", RECORDS, { answers: { label }, ...more });
const total = async () => (await ask(officer, "GET", RECORDS)).body.records.length;

test("another unit's leader, a citizen, a stranger and a reader decide nothing and read nothing", async () => {
	await made(chief, definition);
	const id = idIn(await create("Bí mật Gia Lâm"));
	for (const as of [thief, "0530000001", null, "quantri.gialam", "motcua.gialam"])
		for (const what of ["approve", "return", "withdraw"])
			assert.ok([401, 403, 404, 409, 422].includes((await ask(as, "POST", `${WAITS}/${id}/${what}`, { note: "x" })).status), `${as} ${what}`);
	assert.equal((await ask(thief, "GET", `${WAITS}/${id}`)).status, 404);
	assert.doesNotMatch(JSON.stringify((await ask(thief, "GET", WAITS)).body), /Bí mật/);
	assert.doesNotMatch((await (await signedIn(thief)).get("/de-nghi-ghi-so.csv")).text, /Bí mật/);
	for (const bad of [0, -1, "9223372036854775807", "1;drop table registry_proposal", "1%00"])
		assert.ok([400, 404].includes((await ask(leader, "POST", `${WAITS}/${bad}/approve`, {})).status), `${bad}`);
	assert.equal((await ask(officer, "GET", `${WAITS}/${id}`)).body.state, "waiting");
	assert.equal(await total(), 0);
});

test("nothing that is sent along goes round the check", async () => {
	for (const more of [{ is_checked: true }, { approved: 1 }, { maker: 1 }, { source: "dossier" }, { check: "" }, { batch: "import/1" }, { waits: 0 }])
		assert.equal((await create("Lách", more)).status, 422, JSON.stringify(more));
	assert.equal((await ask(officer, "POST", `${RECORDS}?source=dossier&is_checked=1`, { answers: { label: "Lách" } })).status < 500, true);
	assert.equal(await total(), 0);
});

test("twenty approve at once: it is written once; markup is text", async () => {
	const id = idIn(await create(`<script>alert(1)</script>`));
	const replies = await Promise.all(Array.from({ length: 20 }, () => ask(leader, "POST", `${WAITS}/${id}/approve`, {})));
	assert.equal(replies.filter((r) => r.status === 201).length, 1, JSON.stringify(replies.map((r) => r.status)));
	assert.equal(await total(), 1);
	const l = await signedIn(leader);
	for (const path of [`/de-nghi-ghi-so/${id}`, "/de-nghi-ghi-so", `/du-lieu/${CODE}/danh-sach`]) assert.doesNotMatch((await l.get(path)).text, /<script>alert/, path);
	assert.equal((await ask(leader, "POST", `${WAITS}/${id}/return`, { note: "x" })).status, 409);
});

test("a program killed while it does a batch goes on behind it, and nothing is done twice", { skip: !process.env.DINH_PROGRAM }, async () => {
	const folder = mkdtempSync(join(tmpdir(), "dinh-checks-")), data = join(folder, "d"), started = [];
	await new Promise((done) => spawn(process.env.DINH_PROGRAM, ["demo", "--data", data], { stdio: "ignore" }).on("exit", done));
	const start = async () => {
		const child = spawn(process.env.DINH_PROGRAM, ["serve", "--data", data, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "pipe"] });
		started.push(child);
		const url = await new Promise((found) => {
			let said = "";
			const read = (piece) => { said += piece; const m = said.match(/127\.0\.0\.1:\d+/); if (m) found(`http://${m[0]}`); };
			child.stdout.on("data", read);
			child.stderr.on("data", read);
		});
		return { child, url };
	};
	const call = async (url, token, method, path, json) => {
		const reply = await fetch(`${url}/api/v1${path}`, { method, body: json && JSON.stringify(json), headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) } });
		return { status: reply.status, body: await reply.json().catch(() => null) };
	};
	try {
		let { child, url } = await start();
		const token = async (login) => (await call(url, null, "POST", "/sessions", { login, password })).body.token;
		let as = await token(officer), by = await token(leader);
		const ids = [];
		for (let i = 0; i < 150; i++) ids.push(idIn(await call(url, as, "POST", "/registries/gieng-nuoc/records", { answers: { label: `Giếng ${i}`, hamlet: "Thôn 1", kind: "dug" } })));
		const root = await token("quantri"), all = (await call(url, root, "GET", "/registry-definitions?tim=gieng-nuoc")).body.registries, { id: registry } = all.find((r) => r.code === "gieng-nuoc");
		const version = idIn(await call(url, root, "POST", `/registry-definitions/${registry}/draft`, {})), now = (await call(url, root, "GET", `/registry-versions/${version}`)).body;
		assert.equal((await call(url, root, "POST", `/registry-versions/${version}/definition`, { definition: JSON.stringify({ ...JSON.parse(now.version.definition), check: "people" }), seen: now.seen })).status, 201);
		assert.equal((await call(url, root, "POST", `/registry-versions/${version}/publish`, { valid_from: dayFromNow(0), though_lost: true })).status, 201);
		const sent = await call(url, as, "POST", "/registries/gieng-nuoc/records/move", { records: ids, action: "close", valid_from: dayFromNow(1), note: "Hạn" });
		assert.equal(sent.body.done, 150, JSON.stringify(sent.body).slice(0, 300));
		assert.equal((await call(url, by, "POST", `/record-proposals/${sent.body.waits}/approve`, {})).status, 201);
		child.kill("SIGKILL");
		await new Promise((gone) => child.once("exit", gone));
		({ child, url } = await start());
		as = await token(officer);
		let counts;
		for (let i = 0; i < 300; i++) {
			counts = (await call(url, as, "GET", `/record-proposals/${sent.body.waits}`)).body.counts;
			if (counts.done + counts.refused === 150) break;
			await new Promise((done) => setTimeout(done, 100));
		}
		assert.deepEqual([counts.done, counts.refused], [150, 0]);
		for (const id of [ids[0], ids[75], ids[149]]) {
			const { versions } = (await call(url, as, "GET", `/registries/gieng-nuoc/records/${id}/versions`)).body;
			assert.deepEqual(versions.map((one) => one.is.act), ["move", "create"], "each once");
		}
	} finally {
		for (const child of started) child.kill("SIGKILL");
		rmSync(folder, { recursive: true, force: true });
	}
});
