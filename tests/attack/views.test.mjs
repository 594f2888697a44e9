// Saved views attacked: another's, what does not belong to the list, markup and addresses in names and queries, more than there may be.
import test from "node:test";
import assert from "node:assert/strict";
import { ask, signedIn } from "../http/client.mjs";

const victim = "motcua.yenson", thief = "motcua.gialam";
const list = async (as) => (await ask(as, "GET", "/me/views")).body.views;
const save = (as, json) => ask(as, "POST", "/me/views", { list: "/mot-cua/loc", name: "Của tôi", query: "kenh=online", ...json });
const clear = async (as) => { for (const v of await list(as)) await ask(as, "POST", `/me/views/${v.id}/delete`, {}); };

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
