// Roles of a unit's own, as its administrator makes, gives, changes and ends one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, logged, signedIn } from "./client.mjs";

const boss = "quantri.gialam";
const make = (title, permissions) => ask(boss, "POST", "/unit-roles", { title, permissions });
const idOf = (reply) => Number(/\/(\d+)$/.exec(reply.body.location)[1]);
let serial = 0;
async function officer(role, more = {}) {
	const login = `rieng${Date.now() % 1e6}${serial++}.gialam`;
	const reply = await ask(boss, "POST", "/accounts", { name: "Phạm Thị Riêng", login, role, password: "mot cau rat dai", again: "mot cau rat dai", ...more });
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	return { login, id: idOf(reply), secret: "mot cau rat dai" };
}

test("a role is made on its page, given on the account's, and works at once", async () => {
	const browser = await signedIn(boss), page = await browser.get("/quan-tri/vai-tro-rieng/them");
	assert.match(page.text, /Xem hồ sơ của đơn vị/);
	for (const never of ["account.manage", "role.own", "settings.change", "procedure.edit", "dossier.file"])
		assert.ok(!page.text.includes(`value="${never}"`), `${never} is not offered`);
	const made = await browser.submit("/quan-tri/vai-tro-rieng/them", "/quan-tri/vai-tro-rieng", { title: "Cán bộ tiếp công dân", permissions: "people.read" });
	assert.equal(made.status, 303, made.text);
	const id = /\d+$/.exec(made.location)[0], who = await officer(`unit.${id}`);
	const his = await signedIn(who.login, who.secret);
	assert.equal((await his.get("/nguoi-dan")).status, 200);
	assert.equal((await his.get("/mot-cua")).status, 403);
	const version = /name="version" value="(\d+)"/.exec((await browser.get(made.location)).text)[1];
	const body = new URLSearchParams([["title", "Cán bộ tiếp công dân"], ["permissions", "dossier.read"], ["version", version]]);
	const changed = await browser.submit(made.location, made.location, Object.fromEntries(body));
	assert.equal(changed.status, 303, changed.text);
	assert.equal((await his.get("/nguoi-dan")).status, 403, "the session that is open loses it at once");
	assert.equal((await his.get("/mot-cua")).status, 200);
	const history = await browser.get(`/lich-su/unit_role/${id}`);
	assert.match(history.text, /Tra cứu người dân của đơn vị/);
	assert.match(history.text, /Xem hồ sơ của đơn vị/);
	const shown = await browser.get(made.location);
	assert.match(shown.text, /Phạm Thị Riêng/);
	const again = /name="version" value="(\d+)"/.exec(shown.text)[1], today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
	const ended = await browser.submit(made.location, `${made.location}/thoi-dung`, { version: again, valid_to: today });
	assert.equal(ended.status, 303, ended.text);
	assert.equal((await his.get("/mot-cua")).status, 403);
	assert.match((await browser.get(made.location)).text, /Vai trò này thôi dùng từ ngày/);
	await logged("unit_role", /Lập vai trò riêng/, /Sửa vai trò riêng/, /Thôi dùng vai trò riêng/, /Cán bộ tiếp công dân/);
});

test("the form comes back with what was typed", async () => {
	const browser = await signedIn(boss);
	const reply = await browser.submit("/quan-tri/vai-tro-rieng/them", "/quan-tri/vai-tro-rieng", { title: "Lãnh đạo", permissions: "people.read" });
	assert.equal(reply.status, 422);
	assert.match(reply.text, /Đã có vai trò tên như vậy/);
	assert.match(reply.text, /value="Lãnh đạo"/);
	assert.match(reply.text, /value="people.read" +checked/);
	const none = await browser.submit("/quan-tri/vai-tro-rieng/them", "/quan-tri/vai-tro-rieng", { title: "Không có gì" });
	assert.equal(none.status, 422);
});

test("the list, its files, and one role, as programs read them", async () => {
	const made = await make("Người xem hồ sơ", ["dossier.read"]);
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const list = await ask(boss, "GET", "/unit-roles");
	const row = list.body.roles.find((one) => one.id === idOf(made));
	assert.equal(row.permissions, "dossier.read");
	assert.equal(row.holders, 0);
	const one = await ask(boss, "GET", `/unit-roles/${idOf(made)}`);
	assert.equal(one.body.role.title, "Người xem hồ sơ");
	assert.equal(one.body.holds, "dossier.read");
	assert.match((await ask(boss, "GET", "/unit-roles.csv")).body.toString(), /Người xem hồ sơ/);
	assert.equal((await ask("quantri.cucphuong", "GET", "/unit-roles")).body.roles?.some((r) => r.id === idOf(made)) ?? false, false);
});

test("the platform's table counts them and leaves them alone", async () => {
	const made = await make("Người tra cứu", ["people.read"]), id = idOf(made);
	const table = await ask("quantri", "GET", "/roles");
	assert.ok(table.body.own.find((one) => one.permission === "people.read").roles >= 1);
	assert.ok(!table.body.grants.some((one) => one.role.startsWith("unit.")));
	const grants = table.body.grants.map((one) => `${one.role}:${one.permission}`);
	assert.equal((await ask("quantri", "POST", "/roles", { grants })).status, 201);
	assert.equal((await ask(boss, "GET", `/unit-roles/${id}`)).body.holds, "people.read");
	assert.equal((await ask("quantri", "GET", `/unit-roles/${id}`)).status, 200);
	assert.equal((await ask("quantri", "POST", `/unit-roles/${id}`, { title: "Của hệ thống", permissions: ["people.read"], version: 1 })).status, 403);
	const page = await (await signedIn("quantri")).get("/quan-tri/vai-tro");
	assert.match(page.text, /Vai trò riêng của các đơn vị/);
});

test("the platform looks at one unit's by its name, and chooses among those that are called so", async () => {
	const made = await make("Người chỉ ở một nơi", ["people.read"]);
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const chief = await signedIn("quantri"), path = "/quan-tri/vai-tro-rieng";
	const several = await chief.get(`${path}?xa=${encodeURIComponent("Gia Lâm")}`);
	assert.match(several.text, /Đơn vị nào\?/);
	assert.doesNotMatch(several.text, /Chưa có vai trò riêng nào|Người chỉ ở một nơi/);
	const place = [...several.text.matchAll(/href="([^"]*\?xa=[^"]*)">(Xã Gia Lâm, Tỉnh Ninh Bình)</g)][0];
	assert.ok(place, "the place with its province leads on");
	assert.match((await chief.get(place[1])).text, /Người chỉ ở một nơi/);
	assert.match((await chief.get(`${path}?xa=khong-dau-ca`)).text, /Không có đơn vị nào tên như vậy/);
});

test("a step goes to who holds a role of the unit's own that does it", async () => {
	const made = await make("Người xử lý hồ sơ", ["dossier.read", "dossier.process"]), who = await officer(`unit.${idOf(made)}`, { title: "Công chức hợp đồng" });
	const reader = await signedIn("motcua.gialam"), inbox = await reader.get("/mot-cua");
	assert.match(inbox.text, new RegExp(`<option value="${who.id}"|Phạm Thị Riêng`));
});

test("who is not an administrator sees nothing of it", async () => {
	const id = idOf(await make("Người trực", ["dossier.read"]));
	for (const login of ["motcua.gialam", "lanhdao.gialam"]) {
		assert.equal((await ask(login, "GET", "/unit-roles")).status, 403);
		assert.equal((await ask(login, "POST", "/unit-roles", { title: "Tự lập", permissions: ["dossier.read"] })).status, 403);
		assert.equal((await (await signedIn(login)).get(`/lich-su/unit_role/${id}`)).status, 404);
	}
});
