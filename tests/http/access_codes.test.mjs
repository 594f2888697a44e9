// One-time codes, the unit to act for, delegation, tokens of programs, unlocking: against a running `dinh serve` with demo data.
// Every test makes officers of its own in Gia Lâm, so that nobody else's account changes.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { createHmac } from "node:crypto";
import { Browser, api, base, password, signedIn, sixDigits } from "./client.mjs";

let chief, platform;
const setting = (name, path, fields) =>
	platform.submit(`/quan-tri/cai-dat/${name}`, `/quan-tri/cai-dat/${name}${path}`, fields);
before(async () => {
	platform = await signedIn("quantri");
	assert.equal((await setting("rate.login", "", { value: "0" })).status, 303);
	chief = await signedIn("quantri.gialam");
});
after(async () => {
	assert.equal((await setting("rate.login", "/ban-dau", {})).status, 303);
});

async function officer(role) {
	const login = `thu${sixDigits()}.gialam`;
	const reply = await chief.submit("/quan-tri/tai-khoan/them", "/quan-tri/tai-khoan", {
		name: "Phạm Thị Thử", login, phone: "", email: "", role, title: "", agency: "", unit_code: "", valid_from: "",
		password, again: password,
	});
	assert.equal(reply.status, 303, reply.text.slice(0, 2000));
	return { login, page: reply.location, id: Number(reply.location.match(/\d+$/)[0]) };
}

// RFC 6238 as an authenticator app does it.
function codeOf(key, shift = 0) {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const bits = [...key.replace(/ /g, "")].map((c) => letters.indexOf(c).toString(2).padStart(5, "0")).join("");
	const secret = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
	const step = Buffer.alloc(8);
	step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000) + shift));
	const mac = createHmac("sha1", secret).update(step).digest();
	return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, "0");
}
const keyOf = (text) => text.match(/<code class="dinh-code">([A-Z2-7 ]+)<\/code>/)[1];
const offerOf = (text) => text.match(/name="offer" value="([^"]+)"/)[1];
const recoveryOf = (text) => [...text.matchAll(/<code class="dinh-code">([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})<\/code>/g)].map((m) => m[1]);

// What the page offers is scanned and proved.
async function enrol(browser) {
	const page = await browser.get("/tai-khoan/xac-thuc");
	assert.equal(page.status, 200);
	assert.match(page.text, /<svg/);
	const key = keyOf(page.text);
	const wrong = await browser.submit("/tai-khoan/xac-thuc", "/tai-khoan/xac-thuc", { offer: offerOf(page.text), code: "000000", tiep: "" });
	assert.equal(wrong.status, 422);
	assert.equal(keyOf(wrong.text), key, "the same QR code after a wrong code");
	const used = codeOf(key);
	const done = await browser.submit("/tai-khoan/xac-thuc", "/tai-khoan/xac-thuc", { offer: offerOf(page.text), code: used, tiep: "" });
	assert.equal(done.status, 200, done.text.slice(0, 3000));
	const recovery = recoveryOf(done.text);
	assert.equal(recovery.length, 10);
	return { key, recovery, used };
}

test("an officer enrols, signs in with a code, once a code", async () => {
	const { login } = await officer("clerk");
	const first = await signedIn(login);
	const { key, recovery, used } = await enrol(first);
	const browser = new Browser();
	const half = await browser.signIn(login, password, "/thong-bao");
	assert.equal(half.status, 303);
	assert.match(half.location, /^\/dang-nhap\/buoc-hai\?tiep=%2Fthong-bao/);
	assert.equal((await browser.get("/tai-khoan")).status, 303, "not signed in yet");
	const step = (code) => browser.submit("/dang-nhap/buoc-hai?tiep=/thong-bao", "/dang-nhap/buoc-hai", { code, tiep: "/thong-bao" });
	assert.equal((await step(used)).status, 422, "the code that enrolled is used");
	const halfCookies = new Map(browser.cookies);
	const next = codeOf(key, 1);
	const done = await step(next);
	assert.equal(done.status, 303, done.text.slice(0, 2000));
	assert.equal(done.location, "/thong-bao");
	assert.equal((await browser.get("/tai-khoan")).status, 200);
	const thief = new Browser();
	thief.cookies = halfCookies;
	assert.equal((await thief.get("/dang-nhap/buoc-hai")).status, 303, "the half session has ended");
	const again = new Browser();
	await again.signIn(login);
	const replay = await again.submit("/dang-nhap/buoc-hai", "/dang-nhap/buoc-hai", { code: next, tiep: "" });
	assert.equal(replay.status, 422, "one code signs in once");
	const rescue = await again.submit("/dang-nhap/buoc-hai", "/dang-nhap/buoc-hai", { code: recovery[3].toLowerCase(), tiep: "" });
	assert.equal(rescue.status, 303);
	assert.equal((await again.get("/tai-khoan")).status, 200);
	const own = await again.get("/tai-khoan/xac-thuc");
	assert.match(own.text, /9 trong 10/);
	const off = await again.submit("/tai-khoan/xac-thuc", "/tai-khoan/xac-thuc/tat", { code: recovery[4] });
	assert.equal(off.status, 303);
	await signedIn(login);
	assert.equal((await new Browser().signIn(login)).location.startsWith("/dang-nhap"), false);
});

test("a program sends its code with the password", async () => {
	const { login } = await officer("clerk");
	const { key } = await enrol(await signedIn(login));
	const send = (more) => api("POST", "/sessions", null, { login, password, ...more });
	const without = await send({});
	assert.equal(without.status, 422);
	assert.match(without.text, /"code"/);
	assert.equal((await send({ code: "12" })).status, 422);
	const good = await send({ code: codeOf(key, 1) });
	assert.equal(good.status, 201, good.text);
});

test("eight wrong codes lock; the administrator unlocks, or takes the codes away", async () => {
	const { login, page } = await officer("clerk");
	await enrol(await signedIn(login));
	const browser = new Browser();
	await browser.signIn(login);
	for (let i = 0; i < 8; i++)
		assert.equal((await browser.submit("/dang-nhap/buoc-hai", "/dang-nhap/buoc-hai", { code: "ABCD", tiep: "" })).status, 422);
	assert.equal((await new Browser().signIn(login)).status, 422, "locked");
	assert.match((await chief.get(page)).text, /Mở khóa ngay/);
	assert.equal((await chief.submit(page, page + "/mo-khoa", {})).status, 303);
	assert.match((await new Browser().signIn(login)).location, /buoc-hai/);
	assert.equal((await chief.submit(page, page + "/bo-xac-thuc", {})).status, 303);
	await signedIn(login);
	const log = await platform.get("/quan-tri/nhat-ky?doi-tuong=account&so=" + page.match(/\d+$/)[0]);
	assert.match(log.text, /Quản trị bỏ xác thực hai bước/);
	const stranger = await signedIn("quantri.cucphuong");
	assert.equal((await stranger.submit("/tai-khoan", page + "/bo-xac-thuc", {})).status, 404);
});

test("a role must have codes: time first, then only by enrolling", async () => {
	const { login } = await officer("clerk");
	assert.equal((await setting("access.totp_required", "", { value: "clerk" })).status, 303);
	try {
		const warned = new Browser();
		const entered = await warned.signIn(login);
		assert.equal(entered.status, 303);
		assert.doesNotMatch(entered.location, /buoc-hai/);
		assert.match((await warned.get("/tai-khoan")).text, /phải xác thực hai bước/);
		assert.equal((await setting("access.totp_grace", "", { value: "0" })).status, 303);
		const browser = new Browser();
		const forced = await browser.signIn(login);
		assert.match(forced.location, /buoc-hai/);
		assert.equal((await browser.get("/tai-khoan")).status, 303);
		assert.equal((await api("POST", "/sessions", null, { login, password })).status, 403);
		const page = await browser.get("/dang-nhap/buoc-hai");
		const done = await browser.submit("/dang-nhap/buoc-hai", "/dang-nhap/bat-buoc",
			{ offer: offerOf(page.text), code: codeOf(keyOf(page.text)), tiep: "" });
		assert.equal(done.status, 200, done.text.slice(0, 3000));
		assert.equal(recoveryOf(done.text).length, 10);
		assert.equal((await browser.get("/tai-khoan")).status, 200);
	} finally {
		await setting("access.totp_required", "/ban-dau", {});
		await setting("access.totp_grace", "/ban-dau", {});
	}
});

test("an officer of two units acts for the one he chooses", async () => {
	const { login, page } = await officer("clerk");
	const added = await platform.submit(page, page + "/vi-tri",
		{ role: "reception", title: "", unit_code: "14404", agency: "", valid_from: "", valid_to: "" });
	assert.equal(added.status, 303, added.text.slice(0, 2000));
	const browser = await signedIn(login);
	const list = JSON.parse((await browser.get("/api/v1/me/units")).text);
	assert.equal(list.units.length, 2);
	assert.match((await browser.get("/tai-khoan")).text, /Đổi đơn vị làm việc/);
	const other = list.units.find((u) => u.unit !== list.now).unit;
	assert.equal((await browser.submit("/tai-khoan/don-vi", "/tai-khoan/don-vi", { unit: String(other) })).status, 303);
	assert.equal(JSON.parse((await browser.get("/api/v1/me/units")).text).now, other);
	assert.equal(JSON.parse((await (await signedIn(login)).get("/api/v1/me/units")).text).now, list.now, "other devices stay");
	assert.equal((await browser.submit("/tai-khoan/don-vi", "/tai-khoan/don-vi", { unit: "999999" })).status, 422);
});

test("a leader lets a colleague approve for some days; both can end it; the log says in whose place", async () => {
	const [from, to] = [await officer("leader"), await officer("clerk")];
	const [leader, colleague] = [await signedIn(from.login), await signedIn(to.login)];
	const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
	const form = { to: String(to.id), permissions: "people.read", valid_from: today, valid_until: today, reason: "Đi công tác",
		document: "Quyết định số 9/QĐ-UBND" };
	const make = (more) => leader.submit("/tai-khoan/uy-quyen", "/tai-khoan/uy-quyen", { ...form, ...more });
	assert.equal((await colleague.get("/nguoi-dan")).status, 403);
	for (const bad of [{ permissions: "account.manage" }, { permissions: "" }, { valid_until: "2020-01-01" }, { reason: "" },
		{ to: String(from.id) }, { to: "1" }])
		assert.equal((await make(bad)).status, 422, JSON.stringify(bad));
	const done = await make({});
	assert.equal(done.status, 303, done.text.slice(0, 3000));
	assert.equal((await colleague.get("/nguoi-dan")).status, 200, "at once");
	const received = JSON.parse((await colleague.get("/api/v1/me/delegations")).text).delegations.filter((d) => !d.is_mine);
	assert.equal(received.length, 1);
	assert.equal(received[0].state, "active");
	assert.equal(received[0].permissions, "people.read");
	const found = JSON.parse((await colleague.get("/api/v1/people?q=0530000001")).text).people[0];
	assert.equal((await colleague.get(`/nguoi-dan/${found.id}?purpose=verify`)).status, 200);
	await new Promise((done) => setTimeout(done, 1200)); // looks are written within a second
	const log = JSON.parse((await platform.get(`/api/v1/audit?nguoi=${to.id}&viec=look`)).text);
	assert.ok(log.entries.some((e) => e.behalf_id === from.id), JSON.stringify(log.entries));
	assert.match((await chief.get("/quan-tri/uy-quyen")).text, /Quyết định số 9/);
	assert.equal((await colleague.submit("/tai-khoan/uy-quyen", "/tai-khoan/uy-quyen", form)).status, 403, "not further");
	assert.equal((await colleague.submit("/tai-khoan/uy-quyen", `/tai-khoan/uy-quyen/${received[0].id}/ket-thuc`, {})).status, 303);
	assert.equal((await colleague.get("/nguoi-dan")).status, 403);
	assert.equal((await make({})).status, 303);
	const id = JSON.parse((await leader.get("/api/v1/me/delegations")).text).delegations.filter((d) => d.is_mine)[0].id;
	assert.equal((await chief.submit("/quan-tri/uy-quyen", `/quan-tri/uy-quyen/${id}/ket-thuc`, {})).status, 303);
	assert.equal((await colleague.get("/nguoi-dan")).status, 403);
});

test("a program has a token for some of what its owner may", async () => {
	const { login } = await officer("reception");
	const browser = await signedIn(login);
	const page = "/tai-khoan/ma-truy-cap";
	const bad = await browser.submit(page, page, { name: "Phần mềm thử", scope: "role.manage", days: "30" });
	assert.equal(bad.status, 422);
	const made = await browser.submit(page, page, { name: "Phần mềm thử", scope: "people.read", days: "30" });
	assert.equal(made.status, 200, made.text.slice(0, 3000));
	const token = made.text.match(/dinh_[\w-]{43}/)[0];
	assert.equal((await browser.get(page)).text.includes(token), false, "shown once");
	assert.equal((await api("GET", "/people?q=0530000001", token)).status, 200);
	assert.equal((await api("GET", "/dossiers", token)).status, 403, "not in its scope");
	assert.equal((await api("GET", "/me/tokens", token)).status, 403, "not for programs");
	assert.equal((await api("POST", "/me/tokens", token, { name: "Thêm", scope: ["people.read"], days: "365" })).status, 403);
	assert.equal((await api("POST", "/me/password", token, { current: password, password: "mot cau khac", again: "mot cau khac" })).status, 403);
	const stolen = new Browser();
	stolen.cookies.set("dinh", token);
	assert.equal((await stolen.get("/nguoi-dan")).status, 303, "it is no cookie");
	assert.equal((await platform.submit(page, page, { name: "Quá quyền", scope: "settings.change", days: "30" })).status, 422);
	const id = JSON.parse((await browser.get("/api/v1/me/tokens")).text).tokens[0].id;
	const stranger = await signedIn("motcua.gialam");
	assert.notEqual((await stranger.submit("/tai-khoan", `${page}/${id}/thu-hoi`, {})).status, 303);
	assert.equal((await browser.submit(page, `${page}/${id}/thu-hoi`, {})).status, 303);
	assert.equal((await api("GET", "/people?q=0530000001", token)).status, 401);
});

test("all other devices are signed out at once", async () => {
	const { login } = await officer("clerk");
	const [here, there, third] = [await signedIn(login), await signedIn(login), await signedIn(login)];
	const text = (await here.get("/tai-khoan")).text;
	assert.match(text, /Đăng xuất mọi thiết bị khác/);
	assert.match(text, /Chính máy chủ này|198\.51\.100\.\d/);
	assert.equal((await here.submit("/tai-khoan", "/tai-khoan/phien-khac/ket-thuc", {})).status, 303);
	assert.equal((await here.get("/tai-khoan")).status, 200);
	for (const other of [there, third]) assert.equal((await other.get("/tai-khoan")).status, 303);
});
