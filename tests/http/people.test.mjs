// People as officers find and change them, through pages and API: against a running `dinh serve` with demo data. DINH_URL says where.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api as request, token as signIn } from "./client.mjs";

const api = async (...args) => {
	const { status, text } = await request(...args);
	return { status, text, get json() { return JSON.parse(text); } };
};

let officer, leader, elsewhere, citizen;
before(async () => {
	officer = await signIn("motcua.gialam");
	leader = await signIn("lanhdao.gialam");
	elsewhere = await signIn("motcua.cucphuong");
	citizen = await signIn("0530000001");
});

let serial = Date.now() % 1e6;
const newNumber = () => `037184${String(serial++ % 1e6).padStart(6, "0")}`;
const cardOf = (number, name, more = {}) =>
	[number, more.old ?? "", name, more.born ?? "05091984", "Nữ", more.address ?? "Thôn 3, Gia Lâm, Ninh Bình", "10052021"].join("|");
const find = async (typed, token = officer) => (await api("GET", `/people?q=${encodeURIComponent(typed)}`, token)).json.people;
// A name that nobody else has: two invented syllables.
const letters = "bcdghklmnpqrstvx";
const syllable = () => Array.from({ length: 5 }, (_, i) => (i === 2 ? "o" : letters[Math.floor(Math.random() * letters.length)])).join("");
async function added(name, more) {
	const number = newNumber();
	const reply = await api("POST", "/people/card/apply", officer, { card: cardOf(number, name, more) });
	assert.equal(reply.status, 201, reply.text);
	return { number, id: Number(reply.json.location.match(/people\/(\d+)/)[1]) };
}

test("a card adds a person, who is found by every number and by his name with slips", async () => {
	const [first, last] = [syllable(), syllable()];
	const old = String(100000000 + (serial++ % 1e8));
	const { number, id } = await added(`Đinh ${first} ${last}`, { old });
	for (const typed of [number, old, `dinh ${first} ${last}`, `${last} dinh ${first}`, `đinh ${first} ${last} 1984`, cardOf(number, "x")])
		assert.deepEqual((await find(typed)).map((p) => p.id), [id], typed);
	const slipped = `dinh ${first.slice(0, 4)} ${last}`;
	const near = await find(slipped);
	assert.equal(near[0]?.id, id, slipped);
	const exchanged = await find(`dinh ${first} ${last[1]}${last[0]}${last.slice(2)}`);
	assert.equal(exchanged[0]?.id, id);
	assert.deepEqual(exchanged[0].is_near, last[0] !== last[1]);
	assert.equal((await find(`dinh ${first} ${last} 1990`)).length, 0);
	assert.equal((await find(number, elsewhere)).length, 0, "another unit finds nobody");
	const page = (await api("GET", `/people/${id}?purpose=verify`, officer)).json;
	assert.deepEqual(page.old_numbers.map((n) => n.number), [old]);
});

test("what a card says differently is shown, and only what was chosen is taken", async () => {
	const { number, id } = await added("Đinh Thị Mai");
	const card = cardOf(number, "ĐINH THỊ MÂY", { born: "15091984", address: "Thôn 4" });
	const shown = await api("POST", "/people/card", officer, { card });
	assert.equal(shown.status, 200, shown.text);
	assert.deepEqual(shown.json.differences.map((d) => [d.fact, d.known, d.said]), [
		["name", "Đinh Thị Mai", "Đinh Thị Mây"], ["birth_on", "1984-09-05", "1984-09-15"], ["address", "Thôn 3, Gia Lâm, Ninh Bình", "Thôn 4"]]);
	const before = (await api("GET", `/people/${id}?purpose=verify`, officer)).json.person;
	assert.equal(before.name, "Đinh Thị Mai", "looking changes nothing");
	assert.equal((await api("POST", "/people/card/apply", officer, { card, take: ["address"] })).status, 201);
	const after = (await api("GET", `/people/${id}?purpose=verify`, officer)).json.person;
	assert.deepEqual([after.name, after.birth_on, after.address], ["Đinh Thị Mai", "1984-09-05", "Thôn 4"]);
});

test("another unit sees that he is known, and changes nothing", async () => {
	const { number } = await added("Đinh Thị Lan");
	const card = cardOf(number, "ĐINH THỊ HUỆ", { address: "Nơi khác" });
	const shown = (await api("POST", "/people/card", elsewhere, { card })).json;
	assert.equal(shown.is_elsewhere, true);
	assert.ok(!shown.differences.some((d) => d.fact === "address"), "where he lives is not told");
	assert.equal((await api("POST", "/people/card/apply", elsewhere, { card, take: ["name"] })).status, 403);
});

test("cards that cannot be", async () => {
	for (const card of ["", "xin chào", "037184001234", "079123456789|Nguyễn Văn A|01011990|Nam|Xóm 1||", "?|||||||",
		"001099012345|123456789|Nguyễn Văn A|01011990|Nam|Hà Nội|01012021", "|".repeat(900)]) {
		const reply = await api("POST", "/people/card", officer, { card });
		assert.equal(reply.status, 422, `${JSON.stringify(card.slice(0, 40))}: ${reply.text}`);
		assert.match(reply.text, /"card"/);
	}
});

test("who may", async () => {
	const card = cardOf(newNumber(), "ĐINH THỊ CÚC");
	assert.equal((await api("POST", "/people/card", null, { card })).status, 401);
	assert.equal((await api("POST", "/people/card", citizen, { card })).status, 403);
	assert.equal((await api("POST", "/people/card/apply", leader, { card })).status, 403, "a leader looks, but does not add");
	assert.equal((await api("GET", "/people?q=nguyen", citizen)).status, 403);
});

test("lists are masked, sorted by given name and paged", async () => {
	const family = syllable();
	for (const given of ["Ưng", "Ân", "Đạt", "Bảo"]) await added(`${family} Ngọc ${given}`);
	const found = await find(family);
	assert.deepEqual(found.map((p) => p.name.split(" ").at(-1)), ["Ân", "Bảo", "Đạt", "Ưng"]);
	for (const p of found) assert.match(p.personal_number, /^037\*{7}\d\d$/);
});
