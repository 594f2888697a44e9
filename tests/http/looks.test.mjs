// Who looked at my data, read by a citizen: the looks of every module, of programs too, in files and pages. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, ask, base, citizen, signedIn, token } from "./client.mjs";

const HER = "0530000001";
let dossier, number, person;
const looks = async (as, query = "") => JSON.parse((await api("GET", `/my/looks${query}`, as)).text);
// Looks are written within a second: asked until it is there.
async function seen(as, wanted) {
	for (let i = 0; i < 40; i++) {
		const found = (await looks(as)).looks.find(wanted);
		if (found) return found;
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.fail(`no such look: ${wanted}`);
}
before(async () => {
	for (const one of (await ask(HER, "GET", "/my/dossiers")).body.dossiers) { // some were filed for others
		number = (await ask(HER, "GET", `/my/dossiers/${one.id}`)).body.dossier.applicant_number;
		const [found] = number ? (await ask("motcua.gialam", "GET", `/people?q=${number}`)).body.people : [];
		if (!found) continue;
		[dossier, person] = [one, found.id];
		break;
	}
});

test("the demonstration has some, the newest first", async () => {
	const { looks: all, is_proved } = await looks(await token(HER));
	assert.equal(is_proved, true);
	assert.ok(all.length > 3);
	const times = all.map((one) => Date.parse(one.happened_at));
	assert.deepEqual(times, times.toSorted((a, b) => b - a));
	for (const one of all) assert.ok(one.unit && one.what && one.why, JSON.stringify(one));
});

test("what officers open is read by whom it concerns: unit, thing, purpose, and no officer", async () => {
	const her = await token(HER), officer = (await ask("chuyenmon.gialam", "GET", "/me")).body;
	assert.equal((await ask("chuyenmon.gialam", "GET", `/dossiers/${dossier.id}`)).status, 200);
	assert.equal((await ask("chuyenmon.gialam", "GET", `/people/${person}?purpose=process`)).status, 200);
	const of = await seen(her, (one) => one.title === dossier.code && Date.parse(one.happened_at) > Date.now() - 11 * 60000);
	assert.equal(of.unit, "Xã Gia Lâm");
	assert.equal(of.what, "Hồ sơ");
	assert.equal(of.why, "Giải quyết hồ sơ");
	const herself = await seen(her, (one) => one.what === "Thông tin cá nhân của ông/bà");
	assert.equal(herself.title, "", "she has no page of herself to open");
	const page = (await (await signedIn(HER)).get("/ai-da-xem")).text;
	assert.match(page, new RegExp(`href="/ho-so/${dossier.id}"`));
	assert.ok(officer.account?.name.length > 3 && !page.includes(officer.account.name) && !page.includes("chuyenmon.gialam"), "an officer's name");
});
test("her own looks are not there, and another citizen reads none of hers", async () => {
	const her = await token(HER);
	await ask(HER, "GET", `/my/dossiers/${dossier.id}`);
	await new Promise((done) => setTimeout(done, 1500));
	for (const one of (await looks(her)).looks) assert.notEqual(one.unit, "Quản trị hệ thống", JSON.stringify(one));
	const mine = new Set((await looks(her)).looks.filter((one) => !one.is_list).map((one) => one.id));
	for (const one of (await looks(await token("0530000002"))).looks) assert.ok(!mine.has(one.id));
});

test("a book of the unit that she stands in is told as a list", async () => {
	const her = await token(HER);
	assert.equal((await ask("lanhdao.gialam", "GET", "/dossiers.csv")).status, 200);
	const list = await seen(her, (one) => one.is_list);
	assert.equal(list.unit, "Xã Gia Lâm");
	assert.match((await (await signedIn(HER)).get("/ai-da-xem")).text, /có thể có tên ông\/bà/);
});

test("a program's look says that it is one", async () => {
	const chief = await signedIn("lanhdao.gialam"), page = "/tai-khoan/ma-truy-cap";
	const { text } = await chief.submit(page, page, { name: "Phần mềm đối soát", scope: "dossier.read", days: "30" });
	const key = text.match(/dinh_[A-Za-z0-9_-]{43}/)[0];
	const other = (await ask(HER, "GET", "/my/dossiers")).body.dossiers[1];
	assert.equal((await api("GET", `/dossiers/${other.id}`, key)).status, 200);
	await seen(await token(HER), (one) => one.title === other.code && /qua phần mềm/.test(one.why));
});

test("days, pages and files", async () => {
	const her = await token(HER), all = (await looks(her)).looks, day = all.at(-1).happened_at.slice(0, 10);
	const there = (await looks(her, `?den=${day}`)).looks;
	assert.ok(there.length && there.every((one) => one.happened_at.slice(0, 10) <= day));
	assert.deepEqual((await looks(her, "?tu=2031-01-01")).looks, []);
	assert.equal((await api("GET", "/my/looks?tu=khong-phai-ngay", her)).status, 422);
	const browser = await signedIn(HER), file = await browser.get("/ai-da-xem.csv");
	assert.equal(file.status, 200);
	assert.match(file.text, /Đơn vị đã xem/);
	assert.ok(file.text.includes(dossier.code));
	assert.equal((await browser.get("/ai-da-xem?tu=99/99/2026")).text.includes("Chưa có ai xem"), false);
});

test("who has only declared a number reads of what he filed, and is told why there is no more", async () => {
	const she = await citizen(), browser = await signedIn(she.login, she.secret);
	const page = (await browser.get("/ai-da-xem")).text;
	assert.match(page, /chưa được xác minh/);
	assert.match(page, /Chưa có ai xem dữ liệu của ông\/bà/);
	assert.equal((await looks(she.token)).is_proved, false);
});

test("an officer sees who looked at his record of service, a stranger signs in", async () => {
	assert.equal((await ask("motcua.gialam", "GET", "/my/looks")).status, 200);
	assert.equal((await ask("quantri", "GET", "/my/looks")).status, 403);
	assert.equal((await api("GET", "/my/looks", null)).status, 401);
	assert.equal((await fetch(`${base}/ai-da-xem`, { redirect: "manual" })).status, 303);
});
