// What is told out of the house under attack: who may see and send again, forged boxes and numbers, many at once, and a program that is killed
// between sending and writing down that it did. DINH_URL: a server on fresh demo data; DINH_PROGRAM: for one of its own.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { api, ask, citizen, signedIn, sixDigits } from "../http/client.mjs";
import { mailServer, until } from "../http/post.mjs";

let post, platform;
const names = { "rate.login": "0", "mail.from": "khong-tra-loi@gialam.vidu.vn" };
const set = (name, value) => platform.submit(`/quan-tri/cai-dat/${name}`, `/quan-tri/cai-dat/${name}${value === undefined ? "/ban-dau" : ""}`, value === undefined ? {} : { value });
before(async () => {
	post = await mailServer();
	platform = await signedIn("quantri");
	for (const [name, value] of Object.entries({ ...names, "mail.url": post.url })) assert.equal((await set(name, value)).status, 303, name);
});
after(async () => {
	for (const name of [...Object.keys(names), "mail.url"]) await set(name);
	post.close();
});
const officer = async (as = (path, json) => ask("quantri.gialam", "POST", path, json)) => {
	const login = `tin.${sixDigits()}`, secret = "mot cau that la dai", email = `${login}@thu.vidu.vn`;
	const made = await as("/accounts", { name: "Phạm Văn Tin", login, email, role: "specialist", password: secret, again: secret });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	return { login, secret, email };
};

test("nobody but the platform's administrator sees what goes out or sends it again", async () => {
	await officer();
	const { messages } = await until(async () => { const { body } = await ask("quantri", "GET", "/outbox"); return body.messages.length && body; }, 10);
	for (const login of ["quantri.gialam", "lanhdao.gialam", "motcua.gialam", "0530000001"])
		for (const [method, path] of [["GET", "/outbox"], ["GET", "/outbox.csv"], ["POST", `/outbox/${messages[0].id}/again`], ["POST", "/outbox/again"]])
			assert.equal((await ask(login, method, path, method === "POST" ? {} : undefined)).status, 403, `${login} ${path}`);
	assert.equal((await api("GET", "/outbox")).status, 401);
	assert.equal((await api("POST", "/outbox/again", null, {})).status, 401);
});

test("numbers of none, of what went, of what is too long; states that are none; twenty at once", async () => {
	const who = await officer();
	await until(() => post.to(who.email).length, 15);
	const sent = (await ask("quantri", "GET", "/outbox?trang-thai=sent")).body.messages[0];
	for (const id of [0, 999999999, "99999999999999999999", "-1", "x", "1%00", "1/again"])
		assert.ok([400, 404, 405, 409].includes((await ask("quantri", "POST", `/outbox/${id}/again`, {})).status), String(id));
	const all = await Promise.all(Array.from({ length: 20 }, () => ask("quantri", "POST", `/outbox/${sent.id}/again`, {})));
	assert.ok(all.every((one) => one.status === 409));
	await Promise.all(Array.from({ length: 20 }, () => ask("quantri", "POST", "/outbox/again", {})));
	for (const state of ["khong", "sent' or 1=1 --", "%00"]) assert.ok([200, 400, 422].includes((await ask("quantri", "GET", `/outbox?trang-thai=${encodeURIComponent(state)}`)).status), state);
	await new Promise((done) => setTimeout(done, 1000));
	assert.equal(post.to(who.email).length, 1, "told once");
});

test("boxes that are none, of what officers are told, of what is legal; another's account; a program's token", async () => {
	const who = await citizen(), other = await citizen(), browser = await signedIn(who.login, who.secret);
	const choose = (form) => browser.submit("/thong-bao/cach-nhan", "/thong-bao/cach-nhan", form);
	const boxes = async (of) => JSON.parse((await api("GET", "/notices/choices", of.token)).text).choices.map((one) => [one.box, one.wanted, one.legal]);
	const before = await boxes(other);
	for (const wrong of ["dossier.reminded:email", "rating.low:email", "notice.gathered:email", "account.invited:email", "dossier.news:", ":email", "dossier.news:email:x", "' or 1=1", "dossier.news:phone"])
		assert.equal((await choose({ wanted: wrong })).status, 422, wrong);
	assert.equal((await choose({ wanted: "", account: "1", account_id: "1", event: "dossier.legal", gathers: "1" })).status, 303);
	const after = await boxes(who);
	assert.ok(after.filter(([box]) => /legal|security/.test(box)).every(([, wanted, legal]) => wanted && legal), "what is legal cannot be switched off");
	assert.ok(after.some(([box, wanted]) => box === "dossier.news:email" && !wanted));
	assert.equal(JSON.parse((await api("GET", "/notices/choices", who.token)).text).gathers, 0, "a citizen's letters are not gathered");
	assert.deepEqual(await boxes(other), before);
	assert.equal((await api("POST", "/notices/choices", null, { wanted: [] })).status, 401);
	assert.equal((await api("GET", "/notices/choices")).status, 401);
	const many = await Promise.all(Array.from({ length: 12 }, (_, i) => choose({ wanted: i % 2 ? "dossier.news:email" : "" })));
	assert.ok(many.every((one) => one.status === 303));
});

test("killed between sending and writing it down: it says that nobody knows, and sends nothing of itself", { timeout: 120000 }, async () => {
	const program = process.env.DINH_PROGRAM ?? "build/dinh", data = mkdtempSync(join(tmpdir(), "dinh-notify-"));
	execFileSync(program, ["demo", "--data", data], { stdio: "ignore" });
	const start = async () => {
		const server = spawn(program, ["serve", "--data", data, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "ignore", "pipe"] });
		let log = "";
		server.stderr.on("data", (piece) => (log += piece));
		server.url = await until(() => log.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0], 20, () => log);
		return server;
	};
	const call = async (server, token, method, path, json) => {
		const reply = await fetch(`${server.url}/api/v1${path}`, { method, body: json && JSON.stringify(json),
			headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) } });
		return { status: reply.status, body: JSON.parse((await reply.text()) || "{}") };
	};
	const enter = async (server, login) => (await call(server, null, "POST", "/sessions", { login, password: "Dinh@2026demo" })).body.token;
	const slow = await mailServer();
	let server = await start();
	try {
		slow.answer = (line) => (line === "." ? "" : undefined); // takes the letter and says nothing
		let chief = await enter(server, "quantri");
		for (const [name, value] of [["mail.from", names["mail.from"]], ["mail.url", slow.url]])
			assert.equal((await call(server, chief, "POST", `/settings/${name}`, { value })).status, 201, name);
		const administrator = await enter(server, "quantri.gialam");
		await officer((path, json) => call(server, administrator, "POST", path, json));
		await until(() => slow.asked === 1, 15);
		await new Promise((done) => setTimeout(done, 300));
		server.kill("SIGKILL");
		await new Promise((done) => server.once("exit", done));
		slow.answer = () => undefined;
		const before = slow.letters.length;
		server = await start();
		chief = await enter(server, "quantri");
		const unsure = await until(async () => (await call(server, chief, "GET", "/outbox?trang-thai=unsure")).body.messages?.[0], 30);
		assert.match(unsure.error, /không rõ tin đã đi chưa/);
		await new Promise((done) => setTimeout(done, 1500));
		assert.equal(slow.letters.length, before, "nothing of itself");
		assert.equal((await call(server, chief, "POST", `/outbox/${unsure.id}/again`, {})).status, 201);
		await until(() => slow.letters.length === before + 1, 15);
		await until(async () => (await call(server, chief, "GET", "/outbox?trang-thai=sent")).body.messages.some((one) => one.id === unsure.id), 10);
	} finally {
		server.kill("SIGKILL");
		await new Promise((done) => (server.exitCode !== null || server.signalCode ? done() : server.once("exit", done)));
		slow.close();
		assert.match(execFileSync(program, ["verify", "--data", data]).toString(), /./);
		rmSync(data, { recursive: true, force: true });
	}
});
