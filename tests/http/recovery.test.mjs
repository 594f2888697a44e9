// A forgotten password: codes go to what was proved, through a small mail server of our own; without one the page says where to go.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { Browser, api, citizen, signedIn } from "./client.mjs";
import { header, mailServer, words } from "./post.mjs";

let post, platform;
async function next(to, about, seen = 0) {
	for (let i = 0; i < 150; i++) {
		const found = post.letters.filter((one) => one.to.includes(to) && about.test(words(one)));
		if (found.length > seen) return found.at(-1);
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.fail(`no letter to ${to} like ${about}: ${post.letters.map((one) => one.to + ": " + words(one)).join(" | ")}`);
}
const codeIn = (letter) => words(letter).match(/là ([0-9A-Z]{4}-[0-9A-Z]{4})/)[1];

const setting = (name, path, fields) => platform.submit(`/quan-tri/cai-dat/${name}`, `/quan-tri/cai-dat/${name}${path}`, fields);
const settings = { "rate.login": "0", "mail.from": "khong-tra-loi@gialam.vidu.vn", "access.contact": "Một cửa xã Gia Lâm, 0229 386 0000" };
before(async () => {
	post = await mailServer();
	platform = await signedIn("quantri");
	for (const [name, value] of Object.entries(settings)) assert.equal((await setting(name, "", { value })).status, 303, name);
});
after(async () => {
	for (const name of [...Object.keys(settings), "mail.url"]) await setting(name, "/ban-dau", {});
	post.close();
});

test("until a channel is set up the page says where to go", async () => {
	const page = await new Browser().get("/quen-mat-khau");
	assert.equal(page.status, 200);
	assert.match(page.text, /mang thẻ căn cước đến Trung tâm Phục vụ hành chính công/);
	assert.match(page.text, /0229 386 0000/);
	assert.doesNotMatch(page.text, /name="login"/);
	const own = await signedIn("0530000003");
	assert.match((await own.get("/tai-khoan/lien-lac")).text, /chưa gửi được mã/);
	assert.equal((await setting("mail.url", "", { value: post.url })).status, 303);
	assert.match((await new Browser().get("/quen-mat-khau")).text, /name="login"/);
});

// Somebody with an address that he has proved.
async function reachable() {
	const who = await citizen(), email = `${who.number}@thu.vidu.vn`;
	const browser = await signedIn(who.login, who.secret);
	const ask = (fields) => browser.submit("/tai-khoan/lien-lac", "/tai-khoan/lien-lac", { channel: "email", email, phone: "", ...fields });
	assert.equal((await ask({ current: "khong phai" })).status, 422, "only who knows the password says where codes go");
	assert.equal((await ask({ current: who.secret, email: "a@b" })).status, 422);
	const sent = await ask({ current: who.secret });
	assert.equal(sent.location, "/tai-khoan/lien-lac?ma=email", sent.text.slice(0, 2000));
	const code = codeIn(await next(email, /Mã xác nhận/));
	const give = (typed) => browser.submit("/tai-khoan/lien-lac?ma=email", "/tai-khoan/lien-lac/ma", { channel: "email", code: typed });
	assert.match((await browser.get("/tai-khoan")).text, /Xác nhận/);
	assert.equal((await give("AAAA-2222")).status, 422);
	assert.equal((await give(code)).location, "/tai-khoan");
	assert.match((await browser.get("/tai-khoan")).text, /thu\.vidu\.vn \(đã xác nhận\)/);
	assert.equal((await give(code)).status, 422, "once");
	return { ...who, email, browser };
}
const forget = async (login, browser = new Browser()) => browser.submit("/quen-mat-khau", "/quen-mat-khau", { login });

test("a code to a proved address opens a new password, once, and everything else ends", async () => {
	const { login, secret, token, email, browser } = await reachable();
	const asked = await forget(login), strange = await forget("khong.co.ai");
	assert.equal(asked.location, "/dat-mat-khau");
	assert.equal(strange.location, asked.location);
	const letter = await next(email, /Mã đặt lại mật khẩu/);
	assert.equal(header(letter, "To"), `<${email}>`);
	assert.match(header(letter, "From"), /<khong-tra-loi@gialam\.vidu\.vn>/);
	assert.match(header(letter, "Subject"), /^=\?UTF-8\?B\?/);
	const fresh = "cau moi tinh cua toi";
	const set = (code, more) => new Browser().submit("/dat-mat-khau", "/dat-mat-khau", { login, code, password: fresh, again: fresh, ...more });
	const wrong = await set("AAAA-2222"), nobody = await set("AAAA-2222", { login: "khong.co.ai" });
	const said = (reply) => reply.text.match(/Mã không đúng[^<]*/)?.[0];
	assert.equal(wrong.status, 422);
	assert.equal(nobody.status, 422);
	assert.ok(said(wrong) && said(wrong) === said(nobody), "whose it is, is not told");
	assert.equal((await set(codeIn(letter))).location, "/dang-nhap");
	assert.equal((await api("GET", "/me", token)).status, 401, "the program is out");
	assert.equal((await browser.get("/tai-khoan")).status, 303, "and the other device");
	assert.equal((await new Browser().signIn(login, secret)).status, 422);
	assert.equal((await new Browser().signIn(login, fresh)).status, 303);
	assert.equal((await set(codeIn(letter))).status, 422, "once");
	assert.match(words(await next(email, /vừa được đổi/)), /Nếu không phải/);
	assert.ok(post.letters.every((one) => one.to.length === 1));
});

test("five wrong tries end a code, and a new one is not poured out", async () => {
	const { login, email } = await reachable();
	await forget(login);
	const letter = await next(email, /Mã đặt lại mật khẩu/);
	const set = (code) => new Browser().submit("/dat-mat-khau", "/dat-mat-khau", { login, code, password: "mot cau khac nua", again: "mot cau khac nua" });
	for (let i = 0; i < 5; i++) assert.equal((await set("AAAA-2222")).status, 422);
	assert.equal((await set(codeIn(letter))).status, 422);
	await forget(login);
	await new Promise((done) => setTimeout(done, 1500));
	assert.equal(post.letters.filter((one) => one.to.includes(email) && /Mã đặt lại/.test(words(one))).length, 1, "one a minute");
});

test("an address that nobody has proved gets nothing", async () => {
	const who = await citizen(), email = `chua.${who.number}@thu.vidu.vn`;
	const browser = await signedIn(who.login, who.secret);
	await browser.submit("/tai-khoan/lien-lac", "/tai-khoan/lien-lac", { channel: "email", email, phone: "", current: who.secret });
	await next(email, /Mã xác nhận/);
	assert.equal((await forget(who.login)).location, "/dat-mat-khau");
	await new Promise((done) => setTimeout(done, 1500));
	assert.equal(post.letters.filter((one) => /Mã đặt lại/.test(words(one)) && one.to.includes(email)).length, 0);
});

test("what waits to be sent is not read in the store", async () => {
	assert.equal((await setting("mail.url", "", { value: "smtp://127.0.0.1:1" })).status, 303); // nobody answers there
	const who = await citizen(), email = `cho.${who.number}@thu.vidu.vn`;
	const browser = await signedIn(who.login, who.secret);
	await browser.submit("/tai-khoan/lien-lac", "/tai-khoan/lien-lac", { channel: "email", email, phone: "", current: who.secret });
	const jobs = (await platform.get("/quan-tri/cong-viec")).text;
	assert.ok(!jobs.includes(email));
});
