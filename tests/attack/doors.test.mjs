// Doors: a stolen session, an intruder who left something behind, strangers who spend somebody's codes.
// DINH_URL: a server on fresh demo data. An identity provider of our own says of each visitor when he last proved who he is.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { createServer } from "node:http";
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { Browser, api, base, citizen, password, signedIn, sixDigits } from "../http/client.mjs";

// ---- the provider: right, and it believes whoever asks ----

const base64 = (bytes) => Buffer.from(bytes).toString("base64url");
const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const codes = new Map();
let provider, issuer, chief;
function statement({ nonce, subject, provedAgo, person }) {
	const now = Math.floor(Date.now() / 1000);
	const claims = { iss: issuer, sub: subject, aud: "dinh", exp: now + 300, iat: now, nonce, auth_time: now - provedAgo, ...person };
	const input = `${base64(JSON.stringify({ alg: "RS256", kid: "k" }))}.${base64(JSON.stringify(claims))}`;
	return `${input}.${base64(sign("sha256", Buffer.from(input), pair.privateKey))}`;
}
async function answer(request, response) {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	const reply = (json) => response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(json));
	const path = new URL(request.url, issuer).pathname;
	if (path === "/.well-known/openid-configuration")
		return reply({ issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks` });
	if (path === "/jwks") return reply({ keys: [{ ...pair.publicKey.export({ format: "jwk" }), kid: "k", use: "sig", alg: "RS256" }] });
	const grant = codes.get(new URLSearchParams(Buffer.concat(chunks).toString()).get("code"));
	reply({ access_token: base64(randomBytes(16)), token_type: "Bearer", id_token: statement(grant) });
}
// Signs in as `subject`, who proved himself so many seconds ago.
async function through(browser, subject, { path = "/dang-nhap/dinh-danh", provedAgo = 0, person = {} } = {}) {
	const away = await browser.get(path);
	assert.equal(away.status, 303, away.text.slice(0, 800));
	const asks = new URL(away.location, base).searchParams, code = base64(randomBytes(12));
	if (!asks.has("nonce")) return away;
	codes.set(code, { nonce: asks.get("nonce"), subject, provedAgo, person });
	return browser.get(`/dang-nhap/dinh-danh/ve?${new URLSearchParams({ code, state: asks.get("state") })}`);
}
const asOfficer = "/dang-nhap/dinh-danh?vai=can-bo", link = "/tai-khoan/lien-ket/di", long = 1200;

const setting = (name, path, fields) => chief.submit(`/quan-tri/cai-dat/${name}`, `/quan-tri/cai-dat/${name}${path}`, fields);
const settings = { "rate.login": "0", "oidc.issuer": () => issuer, "oidc.client_id": "dinh", "mail.url": "smtp://127.0.0.1:1", "mail.from": "a@vidu.vn" };
before(async () => {
	provider = createServer(answer).listen(0, "127.0.0.1");
	await new Promise((done) => provider.once("listening", done));
	issuer = `http://127.0.0.1:${provider.address().port}`;
	chief = await signedIn("quantri");
	for (const [name, value] of Object.entries(settings))
		assert.equal((await setting(name, "", { value: typeof value === "function" ? value() : value })).status, 303, name);
});
after(async () => {
	chief = await signedIn("quantri");
	for (const name of Object.keys(settings)) await setting(name, "/ban-dau", {});
	provider.close();
	provider.closeAllConnections();
});

const secret = "mot cau that la dai", other = "cau khac han cua toi";
const page = async (login) => (await chief.get("/quan-tri/tai-khoan?tim=" + login)).text.match(/href="(\/quan-tri\/tai-khoan\/\d+)"/)[1];
async function officer(role = "leader") {
	const login = `cua.${sixDigits()}`;
	const added = await chief.submit("/quan-tri/tai-khoan/them", "/quan-tri/tai-khoan", { name: "Phạm Văn Cửa", login, phone: "", email: "", role,
		title: "", agency: "", unit_code: role === "platform" ? "" : "14389", valid_from: "", password: secret, again: secret });
	assert.equal(added.status, 303, added.text.slice(0, 1500));
	return { login, page: added.location };
}

// ---- a stolen session ----

test("the stolen session of an account without a password takes nothing: no address, no password", async () => {
	const number = "037190" + sixDigits(), person = { SoDinhDanh: number, HoVaTen: "Trần Thị Thử", NgaySinh: "03/02/1990" };
	const stolen = new Browser();
	assert.equal((await through(stolen, number, { provedAgo: long, person })).status, 303);
	const reach = { channel: "email", email: `ke.trom.${number}@vidu.vn`, phone: "" };
	const wanted = await stolen.submit("/tai-khoan/lien-lac", "/tai-khoan/lien-lac", reach);
	assert.equal(wanted.status, 422, wanted.text.slice(0, 800));
	assert.match(wanted.text, /đăng nhập lại<\/a> rồi làm tiếp/);
	assert.doesNotMatch((await stolen.get("/tai-khoan")).text, /ke\.trom/);
	const set = { current: "", password: secret, again: secret };
	assert.equal((await stolen.submit("/tai-khoan", "/tai-khoan/mat-khau", set)).status, 422, "no first password");
	assert.equal((await stolen.submit("/tai-khoan", "/tai-khoan/mat-khau", { ...set, proof: "doan mo" })).status, 422);
	assert.equal((await new Browser().signIn(number, secret)).status, 422);
	// Its owner shows once more who he is, and may.
	const away = await stolen.get("/dang-nhap/dinh-danh");
	assert.equal(new URL(away.location).searchParams.get("prompt"), "login", "the provider is to ask him again");
	assert.equal((await through(stolen, number, { person })).status, 303);
	assert.equal((await stolen.submit("/tai-khoan/lien-lac", "/tai-khoan/lien-lac", reach)).location, "/tai-khoan/lien-lac?ma=email");
	assert.equal((await stolen.submit("/tai-khoan", "/tai-khoan/mat-khau", set)).location, "/tai-khoan");
	assert.equal((await new Browser().signIn(number, secret)).status, 303);
});

test("every route that asks for a fresh proof refuses a session that has none", async () => {
	const rows = readFileSync(new URL("../unit/routes.tsv", import.meta.url), "utf8").trim().split("\n").map((line) => line.split("\t"));
	const fresh = rows.filter((row) => /fresh/.test(row[6]));
	assert.ok(fresh.length >= 14, String(fresh.length));
	const { login } = await officer("platform"), leader = await officer(), administrator = await officer("administrator");
	const staleOf = async (name) => {
		const own = await signedIn(name, secret), stale = new Browser();
		assert.equal((await through(own, name, { path: link })).location, "/tai-khoan");
		await through(stale, name, { path: asOfficer, provedAgo: long });
		assert.equal(JSON.parse((await stale.get("/api/v1/me")).text).account.login, name);
		return stale;
	};
	const stale = await staleOf(login), leading = await staleOf(leader.login), ruling = await staleOf(administrator.login), number = "037190" + sixDigits(), owner = new Browser();
	await through(owner, number, { provedAgo: long, person: { SoDinhDanh: number, HoVaTen: "Trần Thị Thử", NgaySinh: "03/02/1990" } });
	const id = (await page("motcua.gialam")).match(/\d+$/)[0];
	const kept = await (await signedIn("quantri.gialam")).submit("/quan-tri/vai-tro-rieng/them", "/quan-tri/vai-tro-rieng", { title: `Vai trò ${number}`, permissions: "people.read" });
	const role = kept.location.match(/\d+$/)[0];
	const named = (path) => path.replace("{id}", /vai-tro-rieng|unit-roles/.test(path) ? role : id).replace("{name}", path.includes("unit-settings") || path.includes("cai-dat-don-vi") ? "desk.phone" : "site.name");
	for (const [method, path, program, permission] of fresh) {
		const who = permission === "delegation.make" ? leading : /^(role.own|settings.unit)$/.test(permission) ? ruling : path.includes("duoi-so") ? owner : stale;
		const where = named(path);
		const token = (await who.get("/tai-khoan")).text.match(/name="_csrf" value="([^"]*)"/)[1];
		const send = (fields) => who.send(method, where, method === "GET" ? {} : { form: { _csrf: token, ...fields }, headers: { origin: base } });
		const reply = await send({});
		if (method === "GET") {
			assert.equal(reply.location?.split("?")[0], "/dang-nhap", path);
			continue;
		}
		assert.equal(reply.status, 422, `${path}: ${reply.status}`);
		assert.match(reply.text, /Nhập mật khẩu của ông|Đã quá 10 phút/, path);
		assert.equal((await send({ proof: "khong phai mat khau" })).status, 422, path);
		if (program !== "-")
			assert.equal((await who.send(method, "/api/v1" + named(program),
				{ json: {}, headers: { origin: base, "x-csrf-token": token } })).status, 403, program);
	}
});

test("with the password in the same form it is done, and nothing typed is lost", async () => {
	const { login } = await officer(), own = await signedIn(login, secret), stale = new Browser();
	await through(own, login, { path: link });
	await through(stale, login, { path: asOfficer, provedAgo: long });
	const form = { name: "máy của phòng", scope: "dossier.read", days: "30" };
	const first = await stale.submit("/tai-khoan/ma-truy-cap", "/tai-khoan/ma-truy-cap", form);
	assert.equal(first.status, 422);
	assert.match(first.text, /value="máy của phòng"/);
	assert.match(first.text, /name="proof"/);
	assert.equal((await stale.submit("/tai-khoan/ma-truy-cap", "/tai-khoan/ma-truy-cap", { ...form, proof: secret })).status, 200);
	assert.doesNotMatch((await stale.get("/tai-khoan/ma-truy-cap")).text, /name="proof"/, "for ten minutes more");
	assert.equal((await stale.get(link)).status, 303);
	// Guesses count like wrong passwords.
	const guesser = new Browser();
	await through(guesser, login, { path: asOfficer, provedAgo: long });
	for (let i = 0; i < 8; i++) await guesser.submit("/tai-khoan/ma-truy-cap", "/tai-khoan/ma-truy-cap", { ...form, proof: "doan lan " + i });
	assert.equal((await guesser.submit("/tai-khoan/ma-truy-cap", "/tai-khoan/ma-truy-cap", { ...form, proof: secret })).status, 422);
});

// ---- an intruder is thrown out whole ----

test("after a new password nothing that an intruder left lets him in, and the owner sees what is there", async () => {
	const { login, page: where } = await officer();
	const thief = await signedIn(login, secret), subject = "kẻ trộm " + login;
	assert.equal((await through(thief, subject, { path: link, person: { HoVaTen: "KẺ TRỘM" } })).location, "/tai-khoan");
	const session = JSON.parse((await api("POST", "/sessions", null, { login, password: secret })).text).token;
	const program = JSON.parse((await api("POST", "/me/tokens", session, { name: "cửa sau", scope: ["dossier.read"], days: "365" })).text).token;
	assert.equal((await through(new Browser(), subject, { path: asOfficer })).status, 303, "he comes and goes");
	assert.equal((await chief.submit(where, where + "/mat-khau", { password: other, again: other })).status, 303);
	assert.equal((await thief.get("/tai-khoan")).status, 303);
	assert.equal((await api("GET", "/me", session)).status, 401);
	assert.equal((await api("GET", "/dossiers", program)).status, 401);
	assert.equal((await new Browser().signIn(login, secret)).status, 422);
	const back = await through(new Browser(), subject, { path: asOfficer });
	assert.equal(back.status, 403);
	assert.match(back.text, /xác nhận lại liên kết/);
	const owner = new Browser();
	assert.equal((await owner.signIn(login, other)).location, "/tai-khoan/kiem-tra");
	const told = await owner.get("/tai-khoan/kiem-tra");
	assert.match(told.text, /Kẻ Trộm, liên kết lúc [^<]*chờ ông\/bà xác nhận lại/);
	assert.match(told.text, /Không còn mã nào/);
	assert.match((await owner.get("/tai-khoan/lien-ket")).text, /Chờ xác nhận lại/);
	assert.equal((await owner.submit("/tai-khoan/lien-ket", "/tai-khoan/lien-ket/bo", {})).status, 303);
	assert.equal((await owner.submit("/tai-khoan/kiem-tra", "/tai-khoan/kiem-tra", {})).location, "/tai-khoan");
	assert.notEqual((await new Browser().signIn(login, other)).location, "/tai-khoan/kiem-tra");
	assert.equal((await through(new Browser(), subject, { path: asOfficer })).status, 403);
});

// ---- codes ----

const from = (address) => ({ headers: { origin: base, "x-forwarded-for": address } });
async function tryCode(address, login, code) {
	const browser = new Browser(), { text } = await browser.get("/dat-mat-khau", from(address));
	const form = { login, code, password: other, again: other, _csrf: text.match(/name="_csrf" value="([^"]*)"/)[1] };
	return browser.send("POST", "/dat-mat-khau", { form, ...from(address) });
}
async function ask(address, login) {
	const browser = new Browser(), { text } = await browser.get("/quen-mat-khau", from(address));
	return browser.send("POST", "/quen-mat-khau", { form: { login, _csrf: text.match(/name="_csrf" value="([^"]*)"/)[1] }, ...from(address) });
}

test("strangers neither spend the tries of a code from the desk nor ask it away", async () => {
	const token = JSON.parse((await api("POST", "/sessions", null, { login: "motcua.gialam", password })).text).token, number = "037190" + sixDigits();
	const card = { name: "Trần Thị Thử", personal_number: number, birth_on: "1990-02-03", sex: "", seen: true };
	const made = await api("POST", "/citizen-confirmations", token, card);
	assert.equal(made.status, 201, made.text);
	const { code } = JSON.parse(made.text);
	for (let i = 0; i < 30; i++) assert.equal((await tryCode(`203.0.113.${i % 5}`, number, "AAAA-2222")).status, 422);
	for (let i = 0; i < 8; i++) assert.equal((await ask(`203.0.113.${i}`, number)).status, 303);
	assert.equal((await tryCode("203.0.113.1", number, code)).status, 422, "who guessed waits");
	assert.equal((await tryCode("198.51.100.250", number, code)).location, "/dang-nhap");
	assert.equal((await new Browser().signIn(number, other)).status, 303);
});

test("a citizen is confirmed by a program of the desk as on its page, and by nobody else", async () => {
	const key = async (login) => JSON.parse((await api("POST", "/sessions", null, { login, password })).text).token;
	const card = { name: "Trần Thị Thử", personal_number: "037190" + sixDigits(), birth_on: "1990-02-03", sex: "female", seen: true };
	for (const who of ["vanthu.gialam", "quantri", "0530000001"])
		assert.equal((await api("POST", "/citizen-confirmations", await key(who), card)).status, 403, who);
	assert.equal((await api("POST", "/citizen-confirmations", null, card)).status, 401);
	const desk = await key("motcua.gialam");
	const program = await api("POST", "/me/tokens", desk, { name: "máy", scope: ["citizen.confirm"], days: "30" });
	if (program.status === 201)
		assert.equal((await api("POST", "/citizen-confirmations", JSON.parse(program.text).token, card)).status, 403, "the officer himself saw the card");
	for (const bad of [{ ...card, seen: false }, { ...card, personal_number: "123" }, { ...card, name: "" }, { ...card, birth_on: "1991-02-30" }])
		assert.equal((await api("POST", "/citizen-confirmations", desk, bad)).status, 422, JSON.stringify(bad));
	const reply = JSON.parse((await api("POST", "/citizen-confirmations", desk, card)).text);
	assert.match(reply.code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
	assert.equal(reply.personal_number, card.personal_number);
	assert.ok(Date.parse(reply.expires_at) > Date.now() + 23 * 3600e3, String(reply.expires_at));
});

test("whoever guesses codes in crowds meets an end, and a registered name tells nothing", async () => {
	const who = await citizen();
	const words = (reply) => reply.text.match(/Mã không đúng[^<]*/)?.[0];
	const known = await tryCode("203.0.113.77", who.login, "AAAA-2222"), unknown = await tryCode("203.0.113.77", "khong.co.ai", "AAAA-2222");
	for (let i = 0; i < 6; i++) await tryCode("203.0.113.78", who.login, "AAAA-2222");
	const waiting = await tryCode("203.0.113.78", who.login, "AAAA-2222");
	assert.ok(words(known));
	assert.equal(words(known), words(unknown));
	assert.equal(words(known), words(waiting), "that he waits tells nothing either");
});
