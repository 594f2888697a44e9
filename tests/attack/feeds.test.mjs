// Attacks on tables that come in by themselves: hosts that nobody allowed, other units' feeds, and another side that means harm.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { ask, signedIn } from "../http/client.mjs";

const who = "chuyenmon.gialam", KIND = "so-gieng-nuoc";
const answers = {}, asked = [];
const other = createServer((request, response) => {
	asked.push(request.url);
	answers[request.url]?.(response) ?? response.writeHead(404).end();
});
const inner = createServer((request, response) => { // of this machine, and allowed to nobody
	asked.push(`inner ${request.url}`);
	response.end("[{}]");
});
let HOST, INNER;
before(async () => {
	for (const server of [other, inner]) await new Promise((done) => server.listen(0, "127.0.0.1", done));
	HOST = `127.0.0.1:${other.address().port}`;
	INNER = `127.0.0.1:${inner.address().port}`;
	assert.equal((await ask("quantri", "POST", "/settings/feeds.hosts", { value: `${HOST} du-lieu.example.vn` })).status, 201);
});
after(() => {
	for (const server of [other, inner]) {
		server.close();
		server.closeAllConnections();
	}
});
async function feed(path, more = {}) {
	const made = await ask(who, "POST", "/feeds", { title: `Nguồn ${path}`, kind: KIND, url: `http://${HOST}${path}`, every: 24, ...more });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	return Number(made.body.location.match(/(\d+)$/)[1]);
}
async function went(answer, path) {
	answers[path] = (response) => (answer(response), true);
	const id = await feed(path);
	assert.equal((await ask(who, "POST", `/feeds/${id}/run`, {})).status, 201);
	for (let i = 0; i < 600; i++) {
		const { runs } = (await ask(who, "GET", `/feeds/${id}`)).body;
		if (runs.length) return { id, ...runs[0] };
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.fail(`${path} was not fetched`);
}
const text = (body, status = 200, headers = {}) => (response) => response.writeHead(status, headers).end(body);

test("an answer that means harm is refused, and the server goes on", async () => {
	const piece = "x".repeat(1 << 20);
	const endless = (response) => {
		response.writeHead(200);
		const more = () => { while (response.writable && response.write(piece)); };
		response.on("drain", more);
		more();
	};
	const row = (n) => `[${JSON.stringify(Object.fromEntries(Array.from({ length: n }, (_, i) => [`c${i}`, 1])))}]`;
	for (const [path, answer, words] of [
		["/endless", endless, /lớn hơn 40 MB/],
		["/deep", text("[".repeat(200000)), /JSON/],
		["/wide", text(row(61)), /hơn 60 cột/],
		["/twice", text('[{"a": 1, "a": 2}]'), /JSON/],
		["/empty-rows", text("[{}, {}]"), /./],
		["/entities", text('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><REQUEST><CONTENT><HARDWARE><NAME>&a;</NAME></HARDWARE></CONTENT></REQUEST>'), /Không đọc được/],
		["/away", text("", 302, { location: `http://${INNER}/` }), /trả lời 302/],
		["/there", text("", 301, { location: "file:///etc/passwd" }), /trả lời 301/],
		["/cut", (response) => { response.writeHead(200, { "content-length": 1000 }); response.write("[{"); response.destroy(); }, /ngắt giữa chừng/],
	]) {
		const run = await went(answer, path);
		assert.deepEqual([run.outcome, run.import_id], ["failed", null], `${path}: ${run.says}`);
		assert.match(run.says, words, path);
	}
	assert.ok(!asked.some((path) => path.startsWith("inner")), "nobody is led inside");
	assert.equal((await ask(who, "GET", "/feeds")).status, 200);
});

test("what came is text: no markup, no formula", async () => {
	const run = await went(text(JSON.stringify([{ label: "<script>alert(1)</script>", number: "=cmd|' /C calc'!A0", hamlet: "x", kind: "dug" }])), "/evil");
	assert.equal(run.outcome, "came", run.says);
	const browser = await signedIn(who);
	let page = "";
	for (let i = 0; i < 300 && !page.includes("Các dòng</h2>"); i++) {
		page = (await browser.get(`/nhap-du-lieu/${run.import_id}`)).text;
		await new Promise((done) => setTimeout(done, 50));
	}
	assert.match(page, /alert\(1\)/);
	assert.ok(!page.includes("<script>alert"));
	assert.match((await browser.get(`/nhap-du-lieu/${run.import_id}/can-sua.csv`)).text, /"'=cmd/);
});

test("only allowed hosts, only what he may import, only his unit's", async () => {
	const form = { title: "Thử", kind: KIND, url: `http://${HOST}/a`, every: 24 };
	for (const url of ["http://du-lieu.example.vn/a", "https://evil.example/a", "http://127.0.0.1:1/a", `http://x:y@${HOST}/a`, "file:///etc/passwd", `http://${HOST}@evil.example/`, "https://du-lieu.example.vn.evil.example/", "ftp://du-lieu.example.vn/a", "https://du-lieu.example.vn:8443/a"]) {
		const { status, body } = await ask(who, "POST", "/feeds", { ...form, url });
		assert.equal(status, 422, url);
		assert.match(JSON.stringify(body), /url/, url);
	}
	for (const bad of [{ kind: "no-such" }, { kind: "hamlets" }, { every: 2 }, { every: 0 }, { user: "x" }, { title: "" }]) assert.equal((await ask(who, "POST", "/feeds", { ...form, ...bad })).status, 422, JSON.stringify(bad));
	const id = await feed("/a", { title: "Của Gia Lâm" });
	for (const login of ["chuyenmon.cucphuong", "quantri.cucphuong"])
		for (const [method, path, body] of [["GET", "", undefined], ["POST", "", form], ["POST", "/run", {}], ["POST", "/fetch", {}]])
			assert.equal((await ask(login, method, `/feeds/${id}${path}`, body)).status, 404, `${login} ${method} ${path}`);
	for (const login of ["motcua.gialam", "0530000001"]) assert.equal((await ask(login, "GET", "/feeds")).status, 403, login);
	for (const login of ["chuyenmon.cucphuong", "0530000001"]) for (const id of [1, 2, 3, 999999]) assert.ok([403, 404].includes((await ask(login, "GET", `/imports/${id}/absent`)).status), `${login} ${id}`);
	assert.equal((await ask(who, "POST", `/feeds/${id}/fetch`, {})).status, 409, "it rests");
	const id2 = await feed("/a2", { user: "x", secret: "bí mật riêng" });
	assert.doesNotMatch(JSON.stringify((await ask(who, "GET", `/feeds/${id2}`)).body), /bí mật riêng|sign_in/);
	const { feeds } = (await ask(who, "GET", "/feeds")).body;
	assert.ok(feeds.length > 0 && !JSON.stringify(feeds).includes("sign_in"));
});
