// Accounts under attack: what an administrator of one unit tries on the officers of another.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { base, signedIn, sixDigits } from "../http/client.mjs";

const words = "mot cau that la dai";
const link = async (browser, q) =>
	(await browser.get("/quan-tri/tai-khoan?q=" + q)).text.match(/href="(\/quan-tri\/tai-khoan\/\d+)"/)?.[1];
const day = (offset) => new Date(Date.now() + 7 * 3600e3 + offset * 864e5).toISOString().slice(0, 10);
const vietnamese = (iso) => iso.split("-").reverse().join("/");

// An officer of Cúc Phương who helped out in Gia Lâm until yesterday: his newest position, and over.
async function lent(platform) {
	const login = "tang.cuong" + sixDigits();
	const position = { title: "", agency: "", valid_to: "" };
	const added = await platform.submit("/quan-tri/tai-khoan/them", "/quan-tri/tai-khoan", { ...position, name: "Đỗ Văn Cường", login,
		phone: "", email: "", role: "leader", unit_code: "14404", valid_from: vietnamese(day(-90)), password: words, again: words });
	assert.equal(added.status, 303, added.text.slice(0, 1500));
	const helped = await platform.submit(added.location, added.location + "/vi-tri", { ...position, role: "clerk", unit_code: "14389",
		valid_from: vietnamese(day(-20)), valid_to: vietnamese(day(-1)) });
	assert.equal(helped.status, 303, helped.text.slice(0, 1500));
	return { login, page: added.location };
}

test("an officer of another unit is not taken over through a position that has ended", async () => {
	const platform = await signedIn("quantri"), thief = await signedIn("quantri.gialam");
	const { login, page } = await lent(platform);
	const positions = [...(await platform.get(page)).text.matchAll(/\/vi-tri\/(\d+)/g)].map((m) => m[1]);
	assert.ok(positions.length > 0);
	const own = await link(thief, "motcua.gialam");
	const held = (await platform.get(own)).text.match(/\/vi-tri\/(\d+)/)[1];
	assert.equal((await thief.get(page)).status, 404);
	const tries = [["/mat-khau", { password: "bay gio la cua toi", again: "bay gio la cua toi" }], ["/khoa", {}], ["/mo-lai", {}], ["/mo-khoa", {}],
		["/bo-xac-thuc", {}], ["/vi-tri", { role: "administrator", title: "", agency: "", valid_from: "", valid_to: "" }],
		...positions.map((id) => ["/vi-tri/" + id, { valid_to: vietnamese(day(300)) }]), ["/vi-tri/" + held, { valid_to: vietnamese(day(300)) }]];
	for (const [what, fields] of tries)
		assert.equal((await thief.submit(own, page + what, fields)).status, 404, what);
	// His own page with the other's position, and the platform's administrator.
	const chief = await link(platform, "quantri");
	for (const id of positions)
		assert.equal((await thief.submit(own, `${own}/vi-tri/${id}`, { valid_to: vietnamese(day(300)) })).status, 404, id);
	assert.equal((await thief.submit(own, chief + "/mat-khau", { password: words, again: words })).status, 404);
	await signedIn(login, words);
	assert.doesNotMatch((await thief.get("/quan-tri/tai-khoan?q=" + login)).text, new RegExp(page + '"'));
});

test("nobody gives himself a role or keeps one longer", async () => {
	for (const login of ["quantri.gialam", "quantri"]) {
		const me = await signedIn(login), own = await link(me, login);
		const { text } = await me.get(own);
		assert.doesNotMatch(text, /action="[^"]*\/(vi-tri|mat-khau|khoa|bo-xac-thuc)"/, login);
		const added = await me.submit("/tai-khoan", own + "/vi-tri", { role: "leader", title: "", agency: "", unit_code: "14389", valid_from: "", valid_to: "" });
		assert.equal(added.status, 422, login);
		const id = (await me.get("/api/v1" + own.replace("/quan-tri/tai-khoan", "/accounts"))).text.match(/"positions":\[\{"id":(\d+)/)[1];
		assert.equal((await me.submit("/tai-khoan", `${own}/vi-tri/${id}`, { valid_to: vietnamese(day(900)) })).status, 422, login);
	}
	const chief = await signedIn("quantri");
	const { text } = await chief.get("/quan-tri/vai-tro");
	const grants = JSON.parse((await chief.get("/api/v1/roles")).text).grants.map((g) => `${g.role}:${g.permission}`);
	const body = new URLSearchParams([["_csrf", text.match(/name="_csrf" value="([^"]*)"/)[1]],
		...[...grants, "platform:people.read"].map((g) => ["grants", g])]);
	assert.equal((await chief.send("POST", "/quan-tri/vai-tro", { form: body, headers: { origin: base } })).status, 422);
});
