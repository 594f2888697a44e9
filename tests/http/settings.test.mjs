// Settings of the program and of a unit: who sees and changes which, what they change at once, how each read before.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, logged, signedIn } from "./client.mjs";

const boss = "quantri.gialam";
const set = (name, value) => ask(boss, "POST", `/unit-settings/${name}`, { value });
const back = (name) => ask(boss, "POST", `/unit-settings/${name}/reset`, {});
const own = async (name) => (await ask(boss, "GET", `/unit-settings/${name}`)).body;

test("a unit sees what it may set, and nothing of the program's", async () => {
	const list = (await ask(boss, "GET", "/unit-settings")).body.settings;
	assert.ok(list.length >= 5);
	assert.ok(list.every((one) => one.is_units));
	for (const name of ["server.listen", "mail.password", "rate.login", "backup.keep", "no.such"]) {
		assert.equal((await ask(boss, "GET", `/unit-settings/${name}`)).status, 404, name);
		assert.equal((await set(name, "1")).status, 404, name);
	}
	assert.equal((await ask(boss, "GET", "/settings")).status, 403);
	for (const login of ["motcua.gialam", "lanhdao.gialam"]) assert.equal((await ask(login, "GET", "/unit-settings")).status, 403);
	assert.equal((await ask("quantri", "GET", "/unit-settings")).status, 403);
});

test("its telephone stands on every page of its officers and on its own page, not on another's", async () => {
	const officer = await signedIn("motcua.gialam"), other = await signedIn("motcua.cucphuong");
	const browser = await signedIn(boss);
	const saved = await browser.submit("/quan-tri/cai-dat-don-vi/desk.phone", "/quan-tri/cai-dat-don-vi/desk.phone", { value: "0229 3888 001" });
	assert.equal(saved.status, 303, saved.text);
	assert.match((await officer.get("/")).text, /gọi 0229 3888 001/);
	assert.doesNotMatch((await other.get("/")).text, /0229 3888 001/);
	const unit = (await ask(boss, "GET", "/me/units")).body.units[0].unit;
	const { Browser } = await import("./client.mjs");
	assert.match((await new Browser().get(`/don-vi/${unit}`)).text, /0229 3888 001/);
	const page = await browser.get("/quan-tri/cai-dat-don-vi/desk.phone");
	assert.match(page.text, /Riêng của đơn vị/);
	assert.match(page.text, /Giá trị ban đầu/);
	const reset = await browser.submit("/quan-tri/cai-dat-don-vi/desk.phone", "/quan-tri/cai-dat-don-vi/desk.phone/ban-dau", {});
	assert.equal(reset.status, 303, reset.text);
	assert.doesNotMatch((await officer.get("/")).text, /0229 3888 001/);
	await logged("setting", /Đặt riêng cài đặt cho đơn vị/, /Bỏ cài đặt riêng của đơn vị/);
});

test("bounds hold, the form comes back, changes are counted once", async () => {
	assert.equal((await set("dossiers.answer_hours", "0")).status, 422);
	assert.equal((await set("dossiers.answer_hours", "81")).status, 422);
	assert.equal((await set("dossiers.answer_hours", "abc")).status, 422);
	const browser = await signedIn(boss), path = "/quan-tri/cai-dat-don-vi/dossiers.answer_hours";
	const wrong = await browser.submit(path, path, { value: "100" });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /Hãy nhập một số từ 1 đến 80/);
	assert.match(wrong.text, /value="100"/);
	assert.equal((await set("dossiers.answer_hours", "4")).status, 201);
	assert.equal((await set("dossiers.answer_hours", "4")).status, 201);
	assert.equal((await set("dossiers.answer_hours", "6")).status, 201);
	const one = await own("dossiers.answer_hours");
	assert.equal(one.setting.value, "6");
	assert.equal(one.setting.of_program, "8");
	assert.deepEqual(one.changes.slice(0, 2).map((c) => [c.before, c.after]), [["4", "6"], ["Giá trị ban đầu", "4"]]);
	assert.equal((await ask("quantri", "GET", "/settings/dossiers.answer_hours")).body.setting.units, 1);
	assert.equal((await back("dossiers.answer_hours")).status, 201);
	assert.equal((await own("dossiers.answer_hours")).setting.source, "default");
});

test("the program's page tells how many units have their own, and how it read before", async () => {
	const chief = await signedIn("quantri"), path = "/quan-tri/cai-dat/desk.address";
	assert.equal((await set("desk.address", "Thôn 1")).status, 201);
	assert.match((await chief.get("/quan-tri/cai-dat")).text, /1 đơn vị đặt riêng/);
	assert.equal((await chief.submit(path, path, { value: "Số 1 phố Chung" })).status, 303);
	assert.match((await chief.get(path)).text, /Số 1 phố Chung/);
	assert.equal((await own("desk.address")).setting.value, "Thôn 1");
	assert.equal((await back("desk.address")).status, 201);
	assert.equal((await own("desk.address")).setting.value, "Số 1 phố Chung");
	const shared = (await (await signedIn(boss)).get("/quan-tri/cai-dat-don-vi/desk.address")).text;
	assert.match(shared, /Số 1 phố Chung\s+<strong class="govuk-tag[^>]*>Giá trị chung/);
	assert.doesNotMatch(shared, /Đã đổi tại đây/, "it was changed at another desk");
	assert.equal((await chief.submit(path, `${path}/ban-dau`, {})).status, 303);
});

test("what asks for another power is changed by who holds it alone", async () => {
	const table = (await ask("quantri", "GET", "/roles")).body.grants.map((one) => `${one.role}:${one.permission}`);
	assert.equal((await ask("quantri", "POST", "/roles", { grants: table.filter((one) => one !== "administrator:calendar.edit") })).status, 201);
	assert.equal((await set("dossiers.answer_hours", "5")).status, 403);
	assert.equal((await set("dossiers.soon_days", "2")).status, 201);
	assert.match((await (await signedIn(boss)).get("/quan-tri/cai-dat-don-vi/dossiers.answer_hours")).text, /Chỉ người có quyền/);
	assert.equal((await ask("quantri", "POST", "/roles", { grants: table })).status, 201);
	assert.equal((await set("dossiers.answer_hours", "5")).status, 201);
	for (const name of ["dossiers.answer_hours", "dossiers.soon_days"]) assert.equal((await back(name)).status, 201);
});

test("who acts for no unit sees and sets nothing as one, whatever the table of roles gives him", async () => {
	const table = (await ask("quantri", "GET", "/roles")).body.grants.map((one) => `${one.role}:${one.permission}`), citizen = "0530000001";
	assert.equal((await ask("quantri", "POST", "/roles", { grants: [...table, "platform:settings.unit"] })).status, 422, "nor does he take it himself");
	assert.equal((await ask("quantri", "POST", "/roles", { grants: [...table, "citizen:settings.unit"] })).status, 201);
	for (const name of ["desk.phone", "server.listen"]) {
		assert.equal((await ask(citizen, "GET", `/unit-settings/${name}`)).status, 403, name);
		assert.equal((await ask(citizen, "POST", `/unit-settings/${name}`, { value: "0229 3888 002" })).status, 403, name);
		assert.equal((await ask(citizen, "POST", `/unit-settings/${name}/reset`, {})).status, 403, name);
	}
	assert.equal((await ask(citizen, "GET", "/unit-settings")).status, 403);
	assert.equal((await ask("quantri", "POST", "/roles", { grants: table })).status, 201);
});
