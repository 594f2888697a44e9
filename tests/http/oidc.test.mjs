// Signing in through an OpenID provider: a small one of our own that can be told to misbehave, against a running `dinh serve`.
// What a right provider looks like is tested with a real one in tests/browser/oidc.test.mjs.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { createHash, createHmac, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { Browser, api, base, password, signedIn, sixDigits } from "./client.mjs";

const base64 = (bytes) => Buffer.from(bytes).toString("base64url");
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const weak = generateKeyPairSync("rsa", { modulusLength: 1024 });
const jwk = (pair, kid, more = {}) => ({ ...pair.publicKey.export({ format: "jwk" }), kid, use: "sig", ...more });

// ---- the provider ----

const client = "dinh thử", secret = "bí mật: a+b/c&d"; // what must be encoded
let issuer, provider, twist, asked;
const codes = new Map(); // code -> { nonce, challenge, redirect, subject }
const keys = { keys: [jwk(ec, "e1", { alg: "ES256" }), jwk(rsa, "r1"), jwk(weak, "w1")] };

function jws(header, claims, pair) {
	const input = `${base64(JSON.stringify(header))}.${base64(JSON.stringify(claims))}`;
	if (header.alg === "none") return `${input}.`;
	if (header.alg === "HS256") return `${input}.${createHmac("sha256", pair).update(input).digest("base64url")}`;
	const key = header.alg === "ES256" ? { key: pair.privateKey, dsaEncoding: "ieee-p1363" } : pair.privateKey;
	return `${input}.${base64(sign("sha256", Buffer.from(input), key))}`;
}

function token(grant) {
	const now = Math.floor(Date.now() / 1000), access = base64(randomBytes(16));
	const claims = { iss: issuer, sub: grant.subject, aud: client, exp: now + 300, iat: now, nonce: grant.nonce,
		at_hash: base64(createHash("sha256").update(access).digest().subarray(0, 16)), ...twist.claims };
	for (const name of Object.keys(claims)) if (claims[name] === undefined) delete claims[name];
	const header = { alg: "RS256", kid: "r1", ...twist.header };
	return { access_token: access, token_type: "Bearer", id_token: twist.token ?? jws(header, claims, twist.key ?? rsa) };
}

async function serve(request, response) {
	const url = new URL(request.url, issuer);
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	const form = new URLSearchParams(Buffer.concat(chunks).toString());
	const reply = (status, json, headers = {}) => response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(json));
	asked.push(url.pathname);
	if (twist.answer?.[url.pathname]) return twist.answer[url.pathname](response);
	if (url.pathname === "/.well-known/openid-configuration")
		return reply(200, { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`,
			userinfo_endpoint: `${issuer}/userinfo`, jwks_uri: `${issuer}/jwks`, end_session_endpoint: `${issuer}/leave`, ...twist.discovery });
	if (url.pathname === "/jwks") return reply(200, keys);
	if (url.pathname === "/userinfo") return reply(200, { sub: twist.grant.subject, ...twist.person, ...twist.userinfo });
	const grant = codes.get(form.get("code"));
	codes.delete(form.get("code"));
	const [user, word] = Buffer.from((request.headers.authorization ?? "").replace("Basic ", ""), "base64").toString().split(":").map(decodeURIComponent);
	const challenge = base64(createHash("sha256").update(form.get("code_verifier") ?? "").digest());
	const good = grant && user === client && word === secret && challenge === grant.challenge && form.get("redirect_uri") === grant.redirect;
	if (!good) return reply(400, { error: "invalid_grant" });
	twist.grant = grant;
	reply(200, token(grant));
}

// ---- one who signs in ----

const person = (number, more = {}) => ({ SoDinhDanh: number, HoVaTen: "TRẦN THỊ THỬ NGHIỆM", NgaySinh: "03/02/1990", GioiTinh: "Nữ", SoDienThoai: "0530777777", ...more });
const numberOf = () => "037190" + sixDigits();

async function away(browser, path = "/dang-nhap/dinh-danh") {
	const reply = await browser.get(path);
	assert.equal(reply.status, 303, reply.text.slice(0, 1000));
	return new URL(reply.location).searchParams;
}
function grantFor(asks, subject) {
	const code = base64(randomBytes(12));
	codes.set(code, { nonce: asks.get("nonce"), challenge: asks.get("code_challenge"), redirect: asks.get("redirect_uri"), subject });
	return code;
}
async function through(browser, told, { path, subject = "người dùng", answer = {} } = {}) {
	twist = { person: told, ...answer.twist };
	const asks = await away(browser, path);
	const code = grantFor(asks, subject);
	return browser.get(`/dang-nhap/dinh-danh/ve?${new URLSearchParams({ code, state: asks.get("state"), iss: issuer, ...answer.query })}`);
}

let platform;
const setting = (name, path, fields) => platform.submit(`/quan-tri/cai-dat/${name}`, `/quan-tri/cai-dat/${name}${path}`, fields);
const mine = ["rate.login", "oidc.issuer", "oidc.client_id", "oidc.client_secret"];
before(async () => {
	asked = [];
	twist = {};
	provider = createServer(serve).listen(0, "127.0.0.1");
	await new Promise((done) => provider.once("listening", done));
	issuer = `http://127.0.0.1:${provider.address().port}`;
	platform = await signedIn("quantri");
	const values = ["0", issuer, client, secret];
	for (let i = 0; i < mine.length; i++) assert.equal((await setting(mine[i], "", { value: values[i] })).status, 303, mine[i]);
});
after(async () => {
	provider.close();
	provider.closeAllConnections();
	for (const name of mine) await setting(name, "/ban-dau", {});
});

test("a citizen whom nobody knows gets an account, and the same one the next time", async () => {
	const number = numberOf(), browser = new Browser();
	assert.match((await browser.get("/dang-nhap")).text, /Đăng nhập bằng VNeID/);
	const first = await through(browser, person(number), { path: "/dang-nhap/dinh-danh?tiep=/thong-bao" });
	assert.equal(first.status, 303, first.text.slice(0, 3000));
	assert.equal(first.location, "/thong-bao");
	const me = JSON.parse((await browser.get("/api/v1/me")).text).account;
	assert.equal(me.login, number);
	assert.equal(me.name, "Trần Thị Thử Nghiệm");
	assert.equal(me.birth_on, "1990-02-03");
	assert.equal(me.kind, "citizen");
	const again = new Browser();
	assert.equal((await through(again, person(number, { HoVaTen: "Tên Khác" }))).status, 303);
	assert.equal(JSON.parse((await again.get("/api/v1/me")).text).account.id, me.id);
});

test("what he is asked for: code, S256, state, nonce, and nothing repeats", async () => {
	const one = await away(new Browser()), two = await away(new Browser());
	assert.equal(one.get("response_type"), "code");
	assert.equal(one.get("code_challenge_method"), "S256");
	assert.match(one.get("scope"), /openid/);
	for (const name of ["state", "nonce", "code_challenge"]) {
		assert.equal(one.get(name).length, 43, name);
		assert.notEqual(one.get(name), two.get(name), name);
	}
});

test("a number that was only declared is no identity: it falls to the one who proves it", async () => {
	const number = numberOf(), words = "mot cau rat dai";
	const made = await api("POST", "/registrations", null, { name: "Kẻ Mạo Danh", personal_number: number, birth_on: "1990-02-03",
		phone: "0530666666", login: "keMaoDanh" + sixDigits(), password: words, again: words });
	assert.equal(made.status, 201, made.text);
	const { token, login } = JSON.parse(made.text);
	const thief = await signedIn(login, words);
	const program = await api("POST", "/me/tokens", token, { name: "máy của tôi", scope: ["dossier.file"], days: "30" });
	assert.equal(program.status, 201, program.text);
	const { id: procedure } = JSON.parse((await api("GET", "/procedures?tu-khoa=1.004837")).text).procedures.find((one) => one.code === "1.004837");
	const unit = (await thief.get(`/ho-so/nop?thu-tuc=${procedure}`)).text.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1];
	assert.equal((await api("POST", "/my/drafts", token, { procedure, receiving_unit: Number(unit) })).status, 201);
	const empty = await api("POST", "/registrations", null, { name: "Kẻ Mạo Danh", personal_number: number, birth_on: "1990-02-03",
		phone: "0530666666", password: words, again: words });
	assert.equal(empty.status, 201, empty.text);
	const owner = new Browser();
	const arrived = await through(owner, person(number, { SoDienThoai: "0530555555" }));
	assert.equal(arrived.location, "/tai-khoan/duoi-so-cua-toi", "he is told");
	const mine = JSON.parse((await owner.get("/api/v1/me")).text).account;
	assert.equal(mine.login, number);
	assert.equal(mine.level, "provider");
	assert.equal(mine.name, "Trần Thị Thử Nghiệm");
	assert.equal((await api("GET", "/me", token)).status, 401, "the session ended");
	assert.equal((await api("GET", "/me", JSON.parse(program.text).token)).status, 401, "the token ended");
	assert.equal((await thief.get("/tai-khoan")).status, 303);
	assert.equal((await new Browser().signIn(login, words)).status, 422, "the password ended");
	const told = await owner.get("/tai-khoan/duoi-so-cua-toi");
	assert.match(told.text, /Kẻ Mạo Danh/);
	assert.match(told.text, /1 tài khoản tự khai số định danh của ông\/bà mà chưa nộp, chưa soạn hồ sơ nào đã được đóng/);
	const account = told.text.match(/name="account" value="(\d+)"/)[1];
	assert.equal((await owner.submit("/tai-khoan/duoi-so-cua-toi", "/tai-khoan/duoi-so-cua-toi", { account, decision: "drop" })).location, "/tai-khoan");
	assert.equal((await owner.submit("/tai-khoan", "/tai-khoan/duoi-so-cua-toi", { account, decision: "keep" })).status, 409, "once");
});

test("accounts are matched by the personal number only", async () => {
	const made = await api("POST", "/registrations", null, { name: "Trần Thị Thử", personal_number: numberOf(), birth_on: "1990-02-03",
		phone: "0530666666", password: "mot cau rat dai", again: "mot cau rat dai" });
	assert.equal(made.status, 201, made.text);
	const other = new Browser(), another = numberOf();
	assert.equal((await through(other, person(another, { SoDienThoai: "0530666666" }))).status, 303);
	assert.equal(JSON.parse((await other.get("/api/v1/me")).text).account.login, another, "the telephone number joins nobody");
	for (const bad of ["", "123", "003190123456", "037090000001" /* a man's, said to be a woman's */])
		assert.equal((await through(new Browser(), person(bad))).status, 422, bad);
});

test("ES256, a list of audiences, no at_hash: right too", async () => {
	const now = Math.floor(Date.now() / 1000);
	for (const answer of [{ header: { alg: "ES256", kid: "e1" }, key: ec }, { claims: { aud: ["khác", client], azp: client } },
		{ claims: { aud: [client] } }, { claims: { at_hash: undefined } }, { claims: { exp: now - 30 } }, { header: { kid: undefined } }]) {
		const reply = await through(new Browser(), person(numberOf()), { answer: { twist: answer } });
		assert.equal(reply.status, 303, JSON.stringify(answer) + reply.text.slice(0, 2000));
	}
});

test("a statement that is not right in every part is refused", async () => {
	const now = Math.floor(Date.now() / 1000);
	const wrongs = {
		"alg none": { header: { alg: "none", kid: undefined } },
		"HS256 with the public key": { header: { alg: "HS256" }, key: rsa.publicKey.export({ type: "spki", format: "pem" }) },
		"HS256 with the secret": { header: { alg: "HS256" }, key: secret },
		"another's key": { key: stranger },
		"an unknown key": { header: { kid: "x9" }, key: stranger },
		"a weak key": { header: { kid: "w1" }, key: weak },
		"crit": { header: { crit: ["exp"] } },
		"iss": { claims: { iss: "https://evil.example" } },
		"aud": { claims: { aud: "khác" } },
		"aud of several without azp": { claims: { aud: [client, "khác"] } },
		"azp": { claims: { azp: "khác" } },
		"exp": { claims: { exp: now - 120 } },
		"no exp": { claims: { exp: undefined } },
		"exp as text": { claims: { exp: String(now + 300) } },
		"iat of tomorrow": { claims: { iat: now + 86400 } },
		"nonce": { claims: { nonce: base64(randomBytes(32)) } },
		"no nonce": { claims: { nonce: undefined } },
		"at_hash": { claims: { at_hash: base64(randomBytes(16)) } },
		"no sub": { claims: { sub: undefined } },
		"no token": { token: "" },
		"half a token": { token: "eyJhbGciOiJSUzI1NiJ9.e30" },
		"userinfo of somebody else": { userinfo: { sub: "người khác" } },
	};
	for (const [what, answer] of Object.entries(wrongs)) {
		const browser = new Browser();
		const reply = await through(browser, person(numberOf()), { answer: { twist: answer } });
		assert.equal(reply.status, 422, `${what}: ${reply.status}`);
		assert.equal((await browser.get("/tai-khoan")).status, 303, `${what}: nobody is signed in`);
	}
});

test("an answer belongs to the browser and the question", async () => {
	const browser = new Browser(), number = numberOf();
	for (const query of [{ state: base64(randomBytes(32)) }, { state: "" }, { iss: "https://evil.example" }, { error: "access_denied" }, { code: "" }])
		assert.equal((await through(browser, person(number), { answer: { query } })).status, 422, JSON.stringify(query));
	twist = { person: person(number) };
	const asks = await away(browser);
	const code = grantFor(asks, "người dùng");
	const path = `/dang-nhap/dinh-danh/ve?${new URLSearchParams({ code, state: asks.get("state") })}`;
	assert.equal((await new Browser().get(path)).status, 422, "another browser's");
	assert.equal((await browser.get(path)).status, 303);
	assert.equal((await browser.get(path)).status, 422, "once");
});

test("a provider that is wrong or away does not get us into trouble", async () => {
	const fresh = async (value) => assert.equal((await setting("oidc.issuer", "", { value })).status, 303);
	const cases = [
		{ discovery: { issuer: "https://evil.example" } }, { discovery: { token_endpoint: "http://evil.example/token" } },
		{ discovery: { jwks_uri: "file:///etc/passwd" } }, { discovery: { token_endpoint: undefined } },
		{ answer: { "/.well-known/openid-configuration": (r) => r.writeHead(302, { location: "https://evil.example/" }).end() } },
		{ answer: { "/.well-known/openid-configuration": (r) => r.end("không phải JSON") } },
		{ answer: { "/.well-known/openid-configuration": (r) => r.end("[".repeat(100000)) } },
		{ answer: { "/.well-known/openid-configuration": (r) => r.end(Buffer.alloc(3e6, " ")) } },
		{ answer: { "/jwks": (r) => r.writeHead(500).end() } },
		{ answer: { "/.well-known/openid-configuration": (r) => r.destroy() } },
	];
	await fresh(issuer + "/"); // another name than the one whose description is remembered
	try {
		for (const wrong of cases) {
			twist = { ...wrong, discovery: { issuer: issuer + "/", ...wrong.discovery } };
			const reply = await new Browser().get("/dang-nhap/dinh-danh");
			assert.ok([422, 503].includes(reply.status), `${JSON.stringify(wrong)} ${reply.status}`);
			assert.equal(reply.location, null);
		}
		twist = { discovery: { issuer: issuer + "/" } };
		assert.equal((await new Browser().get("/dang-nhap/dinh-danh")).status, 303, "nothing of it was remembered");
		await fresh("http://evil.example");
		assert.equal((await new Browser().get("/dang-nhap/dinh-danh")).status, 503, "plain http elsewhere is never asked");
	} finally {
		twist = {};
		await fresh(issuer);
	}
	assert.equal((await new Browser().signIn("motcua.gialam")).status, 303, "passwords work on");
});

test("an officer links his account and then comes in through the provider, codes included", async () => {
	const chief = await signedIn("quantri.gialam");
	const login = `thu${sixDigits()}.gialam`, subject = "cán bộ " + login;
	const added = await chief.submit("/quan-tri/tai-khoan/them", "/quan-tri/tai-khoan", { name: "Lê Văn Thử", login, phone: "", email: "",
		role: "clerk", title: "", agency: "", unit_code: "", valid_from: "", password, again: password });
	assert.equal(added.status, 303);
	const asOfficer = { path: "/dang-nhap/dinh-danh?vai=can-bo&tiep=", subject };
	assert.equal((await through(new Browser(), person(numberOf()), asOfficer)).status, 403, "not linked yet");
	const officer = await signedIn(login);
	assert.match((await officer.get("/tai-khoan")).text, /Chưa liên kết/);
	assert.equal((await through(officer, person(""), { path: "/tai-khoan/lien-ket/di", subject })).location, "/tai-khoan");
	const other = await signedIn("vanthu.gialam");
	assert.equal((await through(other, person(""), { path: "/tai-khoan/lien-ket/di", subject })).status, 409, "one identity, one account");
	const browser = new Browser();
	assert.equal((await through(browser, person(""), asOfficer)).status, 303);
	assert.equal(JSON.parse((await browser.get("/api/v1/me")).text).account.login, login);
	assert.equal((await new Browser().get("/tai-khoan/lien-ket/di")).status, 303, "not signed in: nothing to link");
	const citizen = await signedIn("0530000001");
	assert.equal((await citizen.get("/tai-khoan/lien-ket")).status, 403);
	assert.equal((await officer.submit("/tai-khoan", "/tai-khoan/lien-ket/bo", {})).status, 303);
	assert.equal((await through(new Browser(), person(""), asOfficer)).status, 403);
});

test("a disabled account stays outside; signing out offers the provider's", async () => {
	const number = numberOf(), browser = new Browser();
	assert.equal((await through(browser, person(number))).status, 303);
	const out = await browser.submit("/tai-khoan", "/dang-xuat", {});
	assert.equal(out.status, 200);
	const link = out.text.match(/href="([^"]*\/leave\?[^"]*)"/)[1].replaceAll("&amp;", "&");
	assert.ok(new URL(link).searchParams.get("id_token_hint").split(".").length === 3);
	assert.equal(new URL(link).searchParams.get("post_logout_redirect_uri"), base + "/");
	const id = (await platform.get("/quan-tri/tai-khoan?tim=" + number)).text.match(/href="(\/quan-tri\/tai-khoan\/\d+)"/)[1];
	assert.equal((await platform.submit(id, id + "/khoa", {})).status, 303);
	assert.equal((await through(new Browser(), person(number))).status, 403);
});

// A certificate for localhost that nobody has signed but itself; its key is public with this file.
const unproved = {
	key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZ1+n5FWgOobRQhgh
BeURLXXWMUM2bJ/fQBuRfd9RANihRANCAATtcnbENvOsu5sZnht9ipemzdCGCewZ
iQh/SUCgl3nnu/T0WbRBJJ7CcaD21W4HAAxK3X2x4AKYgqcaDxvoxPyq
-----END PRIVATE KEY-----`,
	cert: `-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIUF9BkSqwhkMFGof9pZ4Je+150H0kwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMzE2MjE0NFoYDzIwNTYxMTE1
MTYyMTQ0WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATtcnbENvOsu5sZnht9ipemzdCGCewZiQh/SUCgl3nnu/T0WbRBJJ7C
caD21W4HAAxK3X2x4AKYgqcaDxvoxPyqo2kwZzAdBgNVHQ4EFgQUKVyCrlSJlEhw
Q+yu+val5W2dV3AwHwYDVR0jBBgwFoAUKVyCrlSJlEhwQ+yu+val5W2dV3AwDwYD
VR0TAQH/BAUwAwEB/zAUBgNVHREEDTALgglsb2NhbGhvc3QwCgYIKoZIzj0EAwID
SAAwRQIgDd9si0PlPjhXkA0fdwCDqQs7baUjZ0cyvRtmqyjMWh8CIQCz64Y9LrjK
glLToU4Hn61MhC+h9ORMxRgaFj7uhsxztg==
-----END CERTIFICATE-----`,
};

test("a host that does not prove who it is gets no question", async () => {
	let questions = 0;
	const impostor = createSecureServer(unproved, (_, response) => { questions++; response.end("{}"); }).listen(0, "127.0.0.1");
	await new Promise((done) => impostor.once("listening", done));
	try {
		assert.equal((await setting("oidc.issuer", "", { value: `https://localhost:${impostor.address().port}` })).status, 303);
		assert.equal((await new Browser().get("/dang-nhap/dinh-danh")).status, 503);
		assert.equal(questions, 0);
	} finally {
		await setting("oidc.issuer", "", { value: issuer });
		impostor.close();
	}
});

test("without a provider there is no button", async () => {
	assert.equal((await setting("oidc.issuer", "/ban-dau", {})).status, 303);
	const page = await new Browser().get("/dang-nhap");
	assert.doesNotMatch(page.text, /VNeID|dinh-danh/);
	assert.equal((await new Browser().get("/dang-nhap/dinh-danh")).status, 404);
	assert.equal((await setting("oidc.issuer", "", { value: issuer })).status, 303);
});
