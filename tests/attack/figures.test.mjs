// Figures of registries under attack: whose they are, days and names of no sense, and what a record may name. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, signedIn, token } from "../http/client.mjs";

const read = async (as, code, query = "") => {
	const { status, text } = await api("GET", `/registries/${encodeURIComponent(code)}/figures${query}`, as);
	return { status, text, ...(status === 200 ? JSON.parse(text) : {}) };
};
const value = (page, name) => page.figures.find((one) => one.name === name).value;
const made = (as, code, answers) => api("POST", `/registries/${code}/records`, as, { answers });
const machine = (label, holder, more = {}) => ({ label, kind: "laptop", serial: label, holder, ...more });
let own, neighbour, province, people;
before(async () => {
	own = await token("chuyenmon.gialam");
	neighbour = await token("chuyenmon.cucphuong");
	province = await token("lanhdao.ninhbinh");
	people = JSON.parse((await api("GET", "/registries/can-bo/records", own)).text).records;
});

test("a stranger and a citizen count nothing", async () => {
	const citizen = await signedIn("0530000001"), program = await token("0530000001");
	for (const path of ["/registries/can-bo/figures", "/published-figures"]) {
		assert.equal((await api("GET", path, null)).status, 401, path);
		assert.equal((await api("GET", path, program)).status, 403, path);
	}
	for (const path of ["/du-lieu/can-bo/so-lieu", "/du-lieu/so-lieu-cong-bo"]) assert.ok([403, 404].includes((await citizen.get(path)).status), path);
});

test("a unit counts its own; those above it count it beside theirs, those beside it never, whatever an address says", async () => {
	const ours = await read(own, "can-bo"), theirs = await read(neighbour, "can-bo");
	assert.equal(value(ours, "staff"), String(people.length));
	assert.equal(value(theirs, "staff"), "0");
	assert.deepEqual(ours.units, []);
	const above = await read(province, "can-bo", "?so-lieu=staff"), unit = above.units.find((one) => one.title === "Xã Gia Lâm").of;
	for (const query of [`?don-vi=${unit}`, `?unit=${unit}`, `?unit_id=${unit}`, `?so-lieu=staff&don-vi=${unit}`, "?so-lieu=%27%20or%201%3D1"]) {
		const page = await read(neighbour, "can-bo", query);
		assert.equal(value(page, "staff"), "0", query);
		assert.deepEqual(page.units, [], query);
	}
	assert.equal(value(above, "staff"), "0", "of the province itself");
	assert.equal(above.units.find((one) => one.of === unit).value, String(people.length));
	assert.equal(above.units.at(-1).value, String(people.length), "of all together");
});

test("days, names and registries of no sense are refused or passed over", async () => {
	const plain = await read(own, "thiet-bi-cntt");
	for (const day of ["2026-02-30", "abc", "0000-01-01", "9999-12-31", "-1", "2026-01-01' or '1", "9".repeat(300)])
		assert.equal((await read(own, "thiet-bi-cntt", `?ngay=${encodeURIComponent(day)}`)).status, 422, day);
	for (const name of ["khong-co", "@devices", "a".repeat(41), "a".repeat(3000), "\u0000", "%", "devices'--"]) {
		const page = await read(own, "thiet-bi-cntt", `?so-lieu=${encodeURIComponent(name)}`);
		assert.ok([200, 422].includes(page.status), `${name.slice(0, 20)}: ${page.status}`);
		if (page.status === 200) assert.deepEqual(page.figures, plain.figures, name.slice(0, 20));
	}
	for (const code of ["khong-co", "..", "can-bo'--", "CAN-BO", "so-lieu-cong-bo"]) assert.equal((await read(own, code)).status, 404, code);
	for (const name of ["khong-co", "computer_share", "@staff", "' or 1"])
		assert.equal((await api("GET", `/registries/can-bo/records?so-lieu=${encodeURIComponent(name)}`, own)).status, 422, `no list stands behind ${name}`);
});

test("a record names what its own unit keeps, under the name that it has, and nobody's figures grow by a forged one", async () => {
	const before = await read(own, "can-bo"), said = new Set();
	for (const id of [people[0].id, 999999999, -1, 0]) {
		const { status, text } = await made(neighbour, "thiet-bi-cntt", machine("Máy lạ", { kind: "record:can-bo", id, title: "Ai đó" }));
		assert.equal(status, 422, String(id));
		said.add(JSON.parse(text).detail);
	}
	assert.equal(said.size, 1, "another unit's is told from none at all by nobody");
	for (const holder of [{ kind: "record:to-chuc", id: people[0].id, title: "x" }, { kind: "person", id: 1, title: "x" }, { kind: "record:can-bo", id: "1 or 1=1", title: "x" }, { kind: "record:can-bo", id: 1.5, title: "x" }, people[0].id, [], "x"])
		assert.equal((await made(own, "thiet-bi-cntt", machine("Máy lạ", holder))).status, 422, JSON.stringify(holder));
	assert.deepEqual((await read(own, "can-bo")).figures, before.figures);
	const reply = await made(own, "thiet-bi-cntt", machine("Máy tên giả", { kind: "record:can-bo", id: people[0].id, title: "Tên giả mạo" }));
	assert.equal(reply.status, 201, reply.text);
	const kept = JSON.parse((await api("GET", JSON.parse(reply.text).location.replace("/api/v1", ""), own)).text);
	assert.equal(kept.answers.holder.title, people[0].name);
});

test("what is named stays, however many end it and name it at once; figures are as if one had come after another", async () => {
	const person = await made(own, "can-bo", { label: "Bùi Văn Đua", position: "Thử", kind: "servant" });
	const id = Number(JSON.parse(person.text).location.match(/(\d+)$/)[1]), holder = { kind: "record:can-bo", id, title: "Bùi Văn Đua" };
	const before = await read(own, "can-bo");
	const replies = await Promise.all(Array.from({ length: 10 }, (_, i) => i % 2
		? api("POST", `/registries/can-bo/records/${id}/end`, own, { reason: "đua", seen: 1 })
		: made(own, "thiet-bi-cntt", machine(`Máy đua ${i}`, holder))));
	const named = replies.filter((one, i) => !(i % 2) && one.status === 201).length, ended = replies.filter((one, i) => i % 2 && one.status === 201).length;
	assert.ok((named === 5 && ended === 0) || (named === 0 && ended === 1), `named ${named} times, ended ${ended} times`);
	const after = await read(own, "can-bo"), grown = (name) => Number(value(after, name)) - Number(value(before, name));
	assert.equal(grown("with_computer"), named ? 1 : 0);
	assert.equal(grown("staff"), ended ? -1 : 0);
});
