// Saved views attacked: another's, what does not belong to the list, markup and addresses in names and queries, more than there may be.
import test from "node:test";
import assert from "node:assert/strict";
import { ask, signedIn } from "../http/client.mjs";

const victim = "motcua.yenson", thief = "motcua.gialam";
const list = async (as) => (await ask(as, "GET", "/me/views")).body.views;
const save = (as, json) => ask(as, "POST", "/me/views", { list: "/mot-cua/loc", name: "Của tôi", query: "kenh=online", ...json });
const clear = async (as) => { for (const v of await list(as)) if (v.is_mine) await ask(as, "POST", `/me/views/${v.id}/delete`, {}); };

test("another's view is neither seen nor touched, by any number", async () => {
	await clear(victim);
	await clear(thief);
	assert.equal((await save(victim, { name: "Bí mật", query: "thu-tuc=1.004873" })).status, 201);
	const [theirs] = await list(victim);
	for (const id of [theirs.id, 0, -1, "9223372036854775807", "1%00", "1;drop table list_view"])
		for (const act of ["rename", "delete", "first", "not-first"])
			assert.ok([404, 400, 422].includes((await ask(thief, "POST", `/me/views/${id}/${act}`, { name: "x" })).status), `${id} ${act}`);
	assert.deepEqual(await list(victim), [theirs]);
	const page = (await (await signedIn(thief)).get("/mot-cua/loc")).text + (await (await signedIn(thief)).get("/cach-xem")).text;
	assert.doesNotMatch(page, /Bí mật/);
	for (const more of [{ id: theirs.id }, { account_id: 1 }, { first: true, list_view: theirs.id }])
		assert.equal((await save(thief, more)).status, 422, "fields that are not asked for are refused");
	assert.deepEqual(await list(victim), [theirs]);
	await clear(thief);
});

test("names and queries are text, an address leads nowhere else", async () => {
	await clear(thief);
	const name = `"><script>alert(1)</script>'--`;
	assert.equal((await save(thief, { name, query: 'thu-tuc="><script>alert(2)</script>' })).status, 201);
	const b = await signedIn(thief);
	for (const path of ["/mot-cua/loc?sau=0", "/cach-xem"]) assert.doesNotMatch((await b.get(path)).text, /<script>alert/, path);
	for (const evil of ["//x.example/", "https://x.example/", "/mot-cua/loc?kenh=online", "/mot-cua/loc/../../quan-tri", "/mot-cua/{id}", "javascript:alert(1)"])
		assert.equal((await save(thief, { name: "Đi", list: evil })).status, 422, evil);
	const sent = await save(thief, { name: "Xuống dòng", query: "kenh=online\r\nLocation: //x.example&buoc=closed" });
	assert.ok(sent.status === 422 || (sent.status === 201 && !(await list(thief)).some((v) => /[\r\n]/.test(v.address))));
	for (const v of await list(thief)) assert.match(v.address, /^\/mot-cua\/loc\?/);
	await clear(thief);
});

test("a form of another site, a stranger and a flood keep nothing", async () => {
	await clear(thief);
	const b = await signedIn(thief);
	assert.equal((await b.send("POST", "/cach-xem", { form: { list: "/mot-cua/loc", name: "x", query: "kenh=online" }, headers: { origin: "https://x.example" } })).status, 403);
	assert.equal((await ask(null, "POST", "/me/views", { list: "/mot-cua/loc", name: "x", query: "kenh=online" })).status, 401);
	const flood = await Promise.all(Array.from({ length: 50 }, (_, i) => save(thief, { name: `n${i}` })));
	assert.equal(flood.filter((r) => r.status === 201).length, 30);
	assert.equal((await list(thief)).length, 30);
	await clear(thief);
});

// ---- shared with a unit ----

const leader = "lanhdao.yenson", neighbour = "lanhdao.gialam", act = (as, id, what, json = {}) => ask(as, "POST", `/me/views/${id}/${what}`, json);

test("a view is shared by who may, with his own unit alone, and only his own", async () => {
	for (const who of [leader, victim, thief, neighbour]) await clear(who);
	assert.equal((await save(victim, { name: "Riêng" })).status, 201);
	assert.equal((await save(leader, { name: "Của xã", query: "kenh=desk" })).status, 201);
	const [his] = await list(victim), [own] = await list(leader);
	assert.equal((await act(victim, his.id, "share")).status, 403, "without the power");
	assert.equal((await act(leader, his.id, "share")).status, 404, "another's");
	assert.equal((await act(neighbour, own.id, "share")).status, 404);
	for (const json of [{ unit: 1 }, { unit_id: 1 }]) assert.notEqual((await act(leader, own.id, "share", json)).status, 500);
	assert.equal((await act(leader, own.id, "first")).status, 201);
	await act(leader, own.id, "share");
	assert.equal((await act(leader, own.id, "share")).status, 409, "once");
	const seen = (await list(victim)).filter((v) => !v.is_mine);
	assert.deepEqual(seen.map((v) => [v.id, v.name, v.is_shared, v.is_first]), [[own.id, "Của xã", true, false]]);
	for (const who of [thief, neighbour, "0530000001"]) assert.ok(!(await list(who)).some((v) => v.id === own.id), `${who} is of another unit`);
	assert.doesNotMatch((await (await signedIn(thief)).get("/mot-cua/loc")).text, /Của xã/);
	assert.match((await (await signedIn(victim)).get("/mot-cua/loc")).text, /Của xã \(đơn vị\)/);
});

test("who only sees a shared view changes nothing of it; who may share takes it back, and no more", async () => {
	const own = (await list(leader)).find((v) => v.is_mine && v.name === "Của xã");
	for (const what of ["rename", "delete", "first", "not-first", "share"])
		assert.ok([403, 404, 422].includes((await act(victim, own.id, what, what === "rename" ? { name: "x" } : {})).status), what);
	assert.equal((await act(victim, own.id, "unshare")).status, 404, "he may not share, so he takes nothing back");
	assert.equal((await act(neighbour, own.id, "unshare")).status, 404, "nor does who may in another unit");
	assert.ok((await list(victim)).some((v) => v.id === own.id));
	const admin = "quantri.yenson";
	for (const what of ["rename", "delete"]) assert.equal((await act(admin, own.id, what, what === "rename" ? { name: "x" } : {})).status, 404, what);
	assert.equal((await act(admin, own.id, "unshare")).status, 201);
	assert.ok(!(await list(victim)).some((v) => v.id === own.id));
	assert.deepEqual((await list(leader)).filter((v) => v.id === own.id).map((v) => [v.name, v.is_shared]), [["Của xã", false]], "it stays its owner's");
	assert.equal((await act(admin, own.id, "unshare")).status, 404);
	assert.equal((await act(leader, own.id, "unshare")).status, 409);
});

test("a shared view with a hostile name and hostile parameters is text, and shows nobody a list that he may not open", async () => {
	await clear(leader);
	const name = `"><script>alert(1)</script>`;
	assert.equal((await save(leader, { name, query: `thu-tuc="><script>alert(2)</script>&khong=1&sau=9.9&qua=~~` })).status, 201);
	assert.equal((await save(leader, { list: "/dieu-hanh/so-lieu", name: "Bảng", query: "theo=thu-tuc" })).status, 201);
	for (const v of await list(leader)) if (v.is_mine) assert.equal((await act(leader, v.id, "share")).status, 201);
	const b = await signedIn(victim);
	for (const path of ["/mot-cua/loc", "/cach-xem"]) assert.doesNotMatch((await b.get(path)).text, /<script>alert/, path);
	const seen = (await list(victim)).filter((v) => !v.is_mine);
	assert.deepEqual(seen.map((v) => v.list), ["/mot-cua/loc"], "the board is not his to open");
	for (const v of seen) assert.match(v.address, /^\/mot-cua\/loc\?thu-tuc=[^&]*$/);
	for (const v of await list(leader)) if (v.is_mine) assert.equal((await act(leader, v.id, "delete")).status, 201);
	assert.deepEqual((await list(victim)).filter((v) => !v.is_mine), [], "dropped by its owner, it is gone for all");
	for (const who of [leader, victim]) await clear(who);
});

test("a view of a registry stands at its own path alone, and another unit's registry is none", async () => {
	await clear(victim);
	await clear(thief);
	const wells = "/du-lieu/gieng-nuoc/danh-sach";
	assert.equal((await save(thief, { list: wells, query: "loc1=dug", name: "Giếng đào" })).status, 201);
	const [mine] = await list(thief);
	assert.equal(mine.address, `${wells}?loc1=dug`);
	for (const evil of ["/du-lieu/{registry}/danh-sach", "/du-lieu/gieng-nuoc/danh-sach/", "/du-lieu/gieng-nuoc/danh-sach.csv", "/du-lieu/khong-co/danh-sach", "/du-lieu/gieng%2Dnuoc/danh-sach",
		"/du-lieu/../du-lieu/gieng-nuoc/danh-sach", "/du-lieu/gieng-nuoc", "/du-lieu/gieng-nuoc/danh-sach?tim=x", "/api/v1/registries/gieng-nuoc/records", "/lich-su/record/1"])
		assert.equal((await save(thief, { list: evil, name: "Đi" })).status, 422, evil);
	for (const query of ["loc.kind=dug", "loc9=dug", "loc1=" + "x".repeat(80), "loc1=dug%00", "loc1=drilled2", "so-lieu=khong-co"])
		assert.equal((await save(thief, { list: wells, query, name: "Lạ" })).status, 422, `${query}: nothing of it makes sense`);
	await clear(thief);
});
