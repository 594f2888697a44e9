// Short messages, through a gateway of our own on this machine: what is sent, what is tried again when it refuses or keeps silent, and that the
// number of whom it goes to is read nowhere.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { after, before } from "node:test";
import { citizen, signedIn } from "./client.mjs";
import { smsGateway, until } from "./post.mjs";

let gateway, platform, taken;
before(async () => {
	gateway = await smsGateway();
	platform = await signedIn("quantri");
	for (const [name, value] of Object.entries({ "rate.login": "0", "sms.token": "ma-cua-cong", "sms.url": gateway.url }))
		assert.equal((await set(name, "", { value })).status, 303, name);
});
after(async () => {
	for (const name of ["rate.login", "sms.token", "sms.url"]) await set(name, "/ban-dau", {});
	gateway.close();
});
const set = (name, path, fields) => platform.submit(`/quan-tri/cai-dat/${name}`, `/quan-tri/cai-dat/${name}${path}`, fields);

let serial = Math.floor(Math.random() * 1e6);
const someNumber = () => `0912${String(serial++ % 1e6).padStart(6, "0")}`;
const to = (phone) => gateway.to(phone);
// Somebody says that codes shall go to that telephone.
async function asks(phone) {
	const who = await citizen(), browser = await signedIn(who.login, who.secret);
	const reply = await browser.submit("/tai-khoan/lien-lac", "/tai-khoan/lien-lac", { channel: "phone", email: "", phone, current_phone: who.secret });
	assert.equal(reply.location, "/tai-khoan/lien-lac?ma=phone", reply.text.slice(0, 1500));
	return browser;
}
const codeIn = (one) => one.text.match(/([0-9A-Z]{4}-[0-9A-Z]{4})/)[1];

test("a message goes once, as a form with the gateway's token, and its code proves the telephone", async () => {
	const phone = (taken = someNumber());
	gateway.answer = () => 202; // any yes is one
	const browser = await asks(phone);
	await until(() => to(phone).length, 15);
	gateway.answer = () => 200;
	const [one] = to(phone);
	assert.equal(one.method, "POST");
	assert.equal(one.token, "Bearer ma-cua-cong");
	assert.match(one.text, /Mã xác nhận/);
	const proved = await browser.submit("/tai-khoan/lien-lac?ma=phone", "/tai-khoan/lien-lac/ma", { channel: "phone", code: codeIn(one) });
	assert.equal(proved.location, "/tai-khoan");
});

test("what the gateway refuses is tried again, with the same words", async () => {
	const phone = someNumber();
	gateway.answer = () => (to(phone).length ? 202 : 503);
	await asks(phone);
	await until(() => to(phone).length === 2, 40);
	const [first, second] = to(phone);
	assert.deepEqual([first.status, second.status], [503, 202]);
	assert.equal(second.text, first.text);
	assert.ok(second.at - first.at >= 9000, `${second.at - first.at} ms: not at once`);
	gateway.answer = () => 200;
});

test("a gateway that keeps silent holds nobody: the page answers at once, the message goes later", async () => {
	const phone = someNumber(), other = someNumber();
	gateway.answer = (one) => (one.to === phone && !to(phone).length ? 0 : 200);
	const began = Date.now();
	await asks(phone);
	await until(() => to(phone).length === 1, 15);
	assert.ok(Date.now() - began < 15000);
	await asks(other);
	await until(() => to(other).length === 1, 15); // others do not wait for the one that hangs
	await until(() => to(phone).length === 2, 45);
	assert.equal(to(phone)[1].status, 200);
	gateway.answer = () => 200;
});

test("a closed channel sends nothing, and whom messages went to is read nowhere", async () => {
	assert.equal(to(taken).length, 1, "what was taken is not sent again, however long one waits");
	const numbers = [...new Set(gateway.asked.map((one) => one.to))];
	assert.ok(numbers.length >= 4);
	const jobs = await platform.get("/quan-tri/cong-viec"), done = await platform.get("/quan-tri/cong-viec?trang-thai=done");
	for (const number of numbers) {
		assert.ok(!jobs.text.includes(number) && !done.text.includes(number), "jobs name nobody");
		if (process.env.DINH_LOG) assert.ok(!readFileSync(process.env.DINH_LOG, "utf8").includes(number), "the log names nobody");
	}
	const trail = await platform.get("/quan-tri/nhat-ky?viec=account.reach");
	for (const number of numbers) assert.ok(!trail.text.includes(number), "nor does the trail");
	assert.equal((await set("sms.url", "", { value: "http://may-khac.vidu.vn/gui" })).status, 303); // neither https nor this machine
	const before = gateway.asked.length, who = await citizen(), browser = await signedIn(who.login, who.secret);
	assert.doesNotMatch((await browser.get("/tai-khoan/lien-lac")).text, /value="phone"/, "not offered");
	await new Promise((done) => setTimeout(done, 1000));
	assert.equal(gateway.asked.length, before);
});
