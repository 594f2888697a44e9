// Signing in and out, lock-out, CSRF, permissions, sessions, return addresses: against a running `dinh serve` with demo data.
// DINH_URL says where. Every test brings its own client, so a browser's cookies never leak from one to the next.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { Browser, api, base, citizen, password, signedIn, sixDigits } from "./client.mjs";

// These tests sign in more often in a minute than one address may: the limit is lifted meanwhile, and tried at the end.
let chiefOfLimits;
const setting = (path, fields) => chiefOfLimits.submit("/quan-tri/cai-dat/rate.login", "/quan-tri/cai-dat/rate.login" + path, fields);
before(async () => {
	chiefOfLimits = await signedIn("quantri");
	assert.equal((await setting("", { value: "0" })).status, 303);
});
after(async () => {
	assert.equal((await setting("/ban-dau", {})).status, 303);
});

test("a person signs in, sees his account, signs out", async () => {
	const browser = await signedIn("motcua.gialam");
	const own = await browser.get("/tai-khoan");
	assert.equal(own.status, 200);
	assert.match(own.text, /Công chức Một cửa/);
	const out = await browser.submit("/tai-khoan", "/dang-xuat", {});
	assert.equal(out.status, 303);
	const after = await browser.get("/tai-khoan");
	assert.notEqual(after.status, 200);
});

test("the session is new after signing in, and the old one is dead after signing out", async () => {
	const browser = await signedIn("0530000001");
	const first = new Map(browser.cookies);
	assert.equal((await browser.signIn("0530000001")).status, 303);
	assert.notDeepEqual([...browser.cookies.values()], [...first.values()]);
	const thief = new Browser();
	thief.cookies = first;
	assert.notEqual((await thief.get("/tai-khoan")).status, 200, "the session before was ended");
	thief.cookies = new Map(browser.cookies);
	assert.equal((await thief.get("/tai-khoan")).status, 200);
	await browser.submit("/tai-khoan", "/dang-xuat", {});
	assert.notEqual((await thief.get("/tai-khoan")).status, 200, "a copied cookie ends with the session");
});

test("the cookie cannot be read by scripts nor sent by other sites", async () => {
	const browser = new Browser();
	const { text } = await browser.get("/dang-nhap");
	const token = text.match(/name="_csrf" value="([^"]*)"/)[1];
	const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
	const reply = await fetch(base + "/dang-nhap", {
		method: "POST", redirect: "manual", headers: { origin: base, cookie },
		body: new URLSearchParams({ login: "0530000001", password, tiep: "", _csrf: token }),
	});
	assert.equal(reply.status, 303);
	const session = reply.headers.getSetCookie().find((line) => !/^dinh_look|flash/i.test(line));
	assert.match(session, /HttpOnly/i);
	assert.match(session, /SameSite=Lax/i);
	assert.match(session, /Path=\//i);
});

test("what was wrong is not told", async () => {
	const wrong = await new Browser().signIn("lanhdao.gialam", "khong phai mat khau");
	const unknown = await new Browser().signIn("khong.co.ai", password);
	assert.equal(wrong.status, 422);
	assert.equal(unknown.status, 422);
	const sentence = (page) => page.text.match(/Tên đăng nhập hoặc mật khẩu không đúng[^<]*/)?.[0];
	assert.ok(sentence(wrong));
	assert.equal(sentence(wrong), sentence(unknown));
	assert.ok(!wrong.text.includes("khong phai mat khau"), "a password never comes back");
});

test("eight failures lock an account, with the same sentence", async () => {
	const { login, secret } = await citizen();
	for (let i = 0; i < 8; i++) {
		const reply = await api("POST", "/sessions", null, { login, password: "sai hoan toan" });
		assert.equal(reply.status, 422, reply.text);
	}
	const locked = await api("POST", "/sessions", null, { login, password: secret });
	assert.equal(locked.status, 422, "the right password does not help now");
	assert.match(locked.text, /Tên đăng nhập hoặc mật khẩu không đúng/);
});

test("a form without its token, with another's, or from another site is refused", async () => {
	const browser = await signedIn("0530000001");
	const send = (form, headers) => browser.send("POST", "/dang-xuat", { form, headers });
	const token = (await browser.get("/tai-khoan")).text.match(/name="_csrf" value="([^"]*)"/)[1];
	const other = (await (await signedIn("0530000003")).get("/tai-khoan")).text.match(/name="_csrf" value="([^"]*)"/)[1];
	assert.equal((await send({}, { origin: base })).status, 403);
	assert.equal((await send({ _csrf: other }, { origin: base })).status, 403);
	assert.equal((await send({ _csrf: token }, { origin: "https://evil.example" })).status, 403);
	assert.equal((await send({ _csrf: token }, { origin: base, "sec-fetch-site": "cross-site" })).status, 403);
	assert.equal((await browser.get("/tai-khoan")).status, 200, "still signed in");
	assert.equal((await send({ _csrf: token }, { origin: base })).status, 303);
});

test("a cookie alone does not open the API's writes", async () => {
	const browser = await signedIn("0530000001");
	const reply = await browser.send("POST", "/api/v1/sessions/end", { json: {} });
	assert.ok([401, 403].includes(reply.status), String(reply.status));
	assert.equal((await browser.get("/tai-khoan")).status, 200);
});

test("after signing in one goes on within this site only", async () => {
	const target = async (tiep) => (await new Browser().signIn("0530000001", password, tiep)).location;
	assert.equal(await target("/thong-bao"), "/thong-bao");
	assert.equal(await target("/thong-bao?before=9"), "/thong-bao?before=9");
	for (const evil of ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
		"/\t/evil.example", "evil.example", "/\r\nLocation: https://evil.example"]) {
		const location = await target(evil);
		assert.equal(new URL(location, base).origin, new URL(base).origin, `${JSON.stringify(evil)} led to ${location}`);
		assert.ok(!location.startsWith("//"), location);
	}
	const page = await new Browser().get("/dang-nhap?tiep=" + encodeURIComponent("https://evil.example/"));
	assert.match(page.text, /name="tiep" value=""/, "the page does not carry it either");
});

test("who may open what", async () => {
	const people = { nobody: new Browser() };
	for (const [who, login] of [["citizen", "0530000001"], ["officer", "motcua.gialam"], ["clerk", "vanthu.gialam"],
		["administrator", "quantri.gialam"], ["platform", "quantri"]])
		people[who] = await signedIn(login);
	const matrix = {
		"/dang-nhap": { nobody: 200, citizen: 200, officer: 200, clerk: 200, administrator: 200, platform: 200 },
		"/dang-ky": { nobody: 200, citizen: 200, officer: 200, clerk: 200, administrator: 200, platform: 200 },
		"/tai-khoan": { nobody: 303, citizen: 200, officer: 200, clerk: 200, administrator: 200, platform: 200 },
		"/thong-bao": { nobody: 303, citizen: 200, officer: 200, clerk: 200, administrator: 200, platform: 200 },
		"/nguoi-dan": { nobody: 303, citizen: 403, officer: 200, clerk: 403, administrator: 403, platform: 403 },
		"/nguoi-dan/1": { nobody: 303, citizen: 403, clerk: 403, administrator: 403, platform: 403 },
		"/quan-tri/tai-khoan": { nobody: 303, citizen: 403, officer: 403, clerk: 403, administrator: 200, platform: 200 },
		"/quan-tri/tai-khoan/them": { nobody: 303, citizen: 403, officer: 403, clerk: 403, administrator: 200, platform: 200 },
		"/quan-tri/vai-tro": { nobody: 303, citizen: 403, officer: 403, clerk: 403, administrator: 403, platform: 200 },
	};
	for (const [path, expected] of Object.entries(matrix))
		for (const [who, status] of Object.entries(expected)) {
			const reply = await people[who].get(path);
			assert.equal(reply.status, status, `${who} ${path}`);
			if (status === 303) assert.match(reply.location, /^\/dang-nhap\?tiep=/, path);
		}
	for (const path of ["/me", "/people", "/accounts", "/roles", "/notices"])
		assert.equal((await api("GET", path)).status, 401, path);
});

test("an administrator of a unit sees and changes his unit only", async () => {
	const [mine, platform] = [await signedIn("quantri.gialam"), await signedIn("quantri")];
	const link = async (browser, q) =>
		(await browser.get("/quan-tri/tai-khoan?tim=" + q)).text.match(/href="(\/quan-tri\/tai-khoan\/\d+)"/)?.[1];
	const own = await link(mine, "motcua.gialam");
	const other = await link(platform, "motcua.cucphuong");
	const chief = await link(platform, "quantri");
	assert.ok(own && other && chief);
	assert.equal(await link(mine, "motcua.cucphuong"), undefined);
	assert.equal((await mine.get(own)).status, 200);
	assert.equal((await mine.get(other)).status, 404);
	assert.equal((await platform.get(other)).status, 200);
	const taken = { password: "toi muon chiem quyen", again: "toi muon chiem quyen" };
	assert.equal((await mine.submit(own, other + "/mat-khau", taken)).status, 404);
	assert.equal((await mine.submit(own, chief + "/mat-khau", taken)).status, 404);
	assert.equal((await mine.submit(own, own + "/vi-tri", { role: "platform", title: "", agency: "", valid_from: "", valid_to: "" })).status, 403);
	assert.equal((await new Browser().signIn("motcua.cucphuong")).status, 303, "the password is as it was");
});

test("an officer is added, disabled, opened again, and gets a new password", async () => {
	const chief = await signedIn("quantri.gialam");
	const login = "thu" + sixDigits() + ".gialam";
	const secret = "mat khau ban dau";
	const fields = { name: "Trần Thị Thử", login, phone: "", email: "", role: "clerk", title: "", agency: "", unit_code: "",
		valid_from: "", password: secret, again: secret };
	const short = await chief.submit("/quan-tri/tai-khoan/them", "/quan-tri/tai-khoan", { ...fields, password: "ngan", again: "ngan" });
	assert.equal(short.status, 422);
	assert.match(short.text, /Trần Thị Thử/, "what was typed comes back");
	const added = await chief.submit("/quan-tri/tai-khoan/them", "/quan-tri/tai-khoan", fields);
	assert.equal(added.status, 303, added.text.slice(0, 2000));
	const page = added.location;
	const officer = await signedIn(login, secret);
	assert.equal((await chief.submit(page, page + "/khoa", {})).status, 303);
	assert.notEqual((await officer.get("/tai-khoan")).status, 200, "his session has ended");
	assert.equal((await new Browser().signIn(login, secret)).status, 422);
	assert.equal((await chief.submit(page, page + "/mo-lai", {})).status, 303);
	const again = "mot mat khau khac";
	assert.equal((await chief.submit(page, page + "/mat-khau", { password: again, again })).status, 303);
	assert.equal((await new Browser().signIn(login, secret)).status, 422);
	await signedIn(login, again);
	const twice = await chief.submit("/quan-tri/tai-khoan/them", "/quan-tri/tai-khoan", fields);
	assert.equal(twice.status, 422);
	assert.match(twice.text, /đã có người dùng/);
});

test("a program signs in, asks who it is, ends a session", async () => {
	const { login, secret, token } = await citizen();
	const second = JSON.parse((await api("POST", "/sessions", null, { login, password: secret })).text);
	assert.equal(second.kind, "citizen");
	assert.match(second.expires_at, /^\d{4}-\d\d-\d\dT/);
	const me = JSON.parse((await api("GET", "/me", second.token)).text);
	assert.equal(me.account.login, login);
	assert.equal(me.sessions.length, 2);
	const other = me.sessions.find((s) => !s.is_current);
	assert.equal((await api("POST", `/me/sessions/${other.id}/end`, second.token, {})).status, 204);
	assert.equal((await api("GET", "/me", token)).status, 401, "the ended session is dead at once");
	const stranger = await citizen();
	const mine = JSON.parse((await api("GET", "/me", second.token)).text).sessions[0];
	assert.equal((await api("POST", `/me/sessions/${mine.id}/end`, stranger.token, {})).status, 404, "not somebody else's");
	assert.equal((await api("POST", "/sessions/end", second.token, {})).status, 204);
	assert.equal((await api("GET", "/me", second.token)).status, 401);
});

test("a new password ends the other sessions and needs the present one", async () => {
	const { login, secret, token } = await citizen();
	const browser = await signedIn(login, secret);
	const fresh = "mot cau khac han";
	const wrong = await browser.submit("/tai-khoan", "/tai-khoan/mat-khau", { current: "khong phai", password: fresh, again: fresh });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /Mật khẩu hiện tại không đúng/);
	const differ = await browser.submit("/tai-khoan", "/tai-khoan/mat-khau", { current: secret, password: fresh, again: fresh + "x" });
	assert.equal(differ.status, 422);
	const done = await browser.submit("/tai-khoan", "/tai-khoan/mat-khau", { current: secret, password: fresh, again: fresh });
	assert.equal(done.status, 303);
	assert.equal((await browser.get("/tai-khoan")).status, 200, "this browser stays");
	assert.equal((await api("GET", "/me", token)).status, 401, "the program is out");
	assert.equal((await new Browser().signIn(login, secret)).status, 422);
});

test("registering tells nothing about somebody known, and gets nothing of him", async () => {
	const officer = await signedIn("motcua.gialam");
	const list = JSON.parse((await officer.get("/api/v1/people?q=0530000001")).text);
	assert.equal(list.people.length, 1);
	const person = JSON.parse((await officer.get(`/api/v1/people/${list.people[0].id}?purpose=verify`)).text).person;
	const register = (number, phone) => api("POST", "/registrations", null, { name: person.name, personal_number: number, birth_on: person.birth_on,
		phone, password: "toi khong phai nguoi do", again: "toi khong phai nguoi do" });
	const known = await register(person.personal_number, "0530000001");
	const unknown = await register(person.personal_number.slice(0, 6) + sixDigits(), "0530888888");
	assert.equal(known.status, 201, known.text);
	assert.equal(unknown.status, 201, unknown.text);
	const plain = (reply) => Object.keys(JSON.parse(reply.text)).join();
	assert.equal(plain(known), plain(unknown));
	const { token, login } = JSON.parse(known.text);
	assert.match(login, /^[a-z]/, "a number that nobody has proved is no name to sign in with");
	const me = (await api("GET", "/me", token)).text;
	assert.match(me, /"level":"declared"/);
	for (const path of ["/me", "/notices", "/my/dossiers"])
		assert.ok(!(await api("GET", path, token)).text.includes(person.address), path);
	assert.equal((await new Browser().signIn("0530000001")).status, 303, "the owner comes in as before");
});

test("people are found only by those who search, and looked at only with a purpose", async () => {
	const officer = await signedIn("motcua.gialam");
	const empty = JSON.parse((await officer.get("/api/v1/people")).text);
	assert.equal(empty.people.length, 0, "no list of everybody");
	const found = JSON.parse((await officer.get("/api/v1/people?q=0530000001")).text).people[0];
	assert.match(found.personal_number, /\*{5}/);
	assert.match(found.phone, /\*{3}/);
	assert.equal((await officer.get(`/api/v1/people/${found.id}`)).status, 422);
	assert.match((await officer.get(`/nguoi-dan/${found.id}`)).text, /Xem để làm gì/);
	assert.equal((await officer.get(`/api/v1/people/${found.id}?purpose=receive`)).status, 200);
	const elsewhere = await signedIn("motcua.cucphuong");
	assert.equal(JSON.parse((await elsewhere.get("/api/v1/people?q=0530000001")).text).people.length, 0, "another unit's");
	assert.equal((await elsewhere.get(`/api/v1/people/${found.id}?purpose=receive`)).status, 404);
});

test("roles: what is taken away is refused, and the platform cannot lock itself out", async () => {
	const chief = await signedIn("quantri");
	const grants = JSON.parse((await chief.get("/api/v1/roles")).text).grants.map((g) => `${g.role}:${g.permission}`);
	const save = async (list) => {
		const { text } = await chief.get("/quan-tri/vai-tro");
		const body = new URLSearchParams([["_csrf", text.match(/name="_csrf" value="([^"]*)"/)[1]], ...list.map((g) => ["grants", g])]);
		return chief.send("POST", "/quan-tri/vai-tro", { form: body, headers: { origin: base } });
	};
	const officer = await signedIn("lanhdao.phulong");
	assert.equal((await officer.get("/nguoi-dan")).status, 200);
	try {
		assert.equal((await save(grants.filter((g) => g !== "leader:people.read"))).status, 303);
		assert.equal((await officer.get("/nguoi-dan")).status, 403, "at once");
		assert.equal((await save(grants.filter((g) => g !== "platform:role.manage"))).status, 422);
		assert.equal((await save([...grants, "citizen:account.manage"])).status, 422);
	} finally {
		assert.equal((await save(grants)).status, 303);
	}
	assert.equal((await officer.get("/nguoi-dan")).status, 200);
});

test("too many attempts from one address are put off", async () => {
	assert.equal((await setting("", { value: "3" })).status, 303);
	try {
		const statuses = [];
		for (let i = 0; i < 6; i++)
			statuses.push((await api("POST", "/sessions", null, { login: "khong.co.ai", password: "x" }, { hasty: true })).status);
		assert.ok(statuses.includes(429), statuses.join(" "));
		assert.equal(statuses.at(-1), 429);
		const reply = await api("POST", "/sessions", null, { login: "khong.co.ai", password: "x" }, { hasty: true });
		assert.ok(Number(reply.headers.get("retry-after")) > 0);
	} finally {
		assert.equal((await setting("", { value: "0" })).status, 303);
	}
});
