// The ledger of looks under attack: other ids, a number that is only declared, an account that falls to its owner, cursors and days of no sense, the
// store's own index emptied, a flood of looks, names of officers. DINH_URL: a server on fresh demo data; DINH_DATA, DINH_PROGRAM: its folder, the program.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, ask, base, citizen, signedIn, sixDigits, token } from "../http/client.mjs";

const HER = "0530000001", pause = (ms) => new Promise((done) => setTimeout(done, ms));
const looks = async (as, query = "") => JSON.parse((await api("GET", `/my/looks${query}`, as)).text);
let her, number, person, hers;
before(async () => {
	her = await token(HER);
	[hers] = (await ask(HER, "GET", "/my/dossiers")).body.dossiers;
	number = (await ask(HER, "GET", `/my/dossiers/${hers.id}`)).body.dossier.applicant_number;
	person = (await ask("motcua.gialam", "GET", `/people?q=${number}`)).body.people[0].id;
	assert.equal((await ask("lanhdao.gialam", "GET", `/people/${person}?purpose=verify`)).status, 200);
});

// Somebody registers with a number of his choice.
async function declares(said) {
	const secret = "mot cau rat dai", reply = await api("POST", "/registrations", null, { name: "Kẻ Lạ Mặt", personal_number: said, birth_on: "1970-01-01", phone: "0530999998", password: secret, again: secret });
	assert.ok([201, 422].includes(reply.status), reply.text);
	return reply.status === 201 ? JSON.parse(reply.text).token : null;
}

test("whoever only declares her number reads nothing of hers, however often", async () => {
	for (let i = 0; i < 3; i++) {
		const thief = await declares(number) ?? (await citizen()).token;
		const { looks: all, is_proved } = await looks(thief);
		assert.deepEqual(all, []);
		assert.equal(is_proved, false);
	}
});

test("nothing in the address makes it somebody else's", async () => {
	const other = await token("0530000002"), own = new Set((await looks(other)).looks.map((one) => one.id));
	const mine = (await looks(her)).looks.filter((one) => !one.is_list && !own.has(one.id)).map((one) => one.id);
	assert.ok(mine.length > 0);
	for (const query of ["nguoi=1", `person=${person}`, `account=1`, `so=${number}`, `subject=person+${person}`, "don-vi=1", "ten=motcua", `id=${mine[0]}`, "sau=0", "sau=9999999999999999.99"])
		for (const path of ["/my/looks", "/my/looks.csv"]) {
			const reply = await api("GET", `${path}?${query}`, other);
			assert.ok([200, 422].includes(reply.status), `${path}?${query}: ${reply.status}`);
			for (const id of mine) assert.ok(!new RegExp(`"id":${id}[,}]`).test(reply.text), `${query} shows ${id}`);
			assert.ok(!reply.text.includes(hers.code), query);
		}
	for (const path of [`/ai-da-xem/${person}`, "/ai-da-xem/1", `/my/looks/${mine[0]}`]) assert.ok([404, 303].includes((await (await signedIn("0530000002")).get(path)).status), path);
});

test("a cursor of hers leads another nowhere, and one of no sense is no failure", async () => {
	const all = (await looks(her)).looks, other = await token("0530000002");
	for (const cursor of ["", "x", "-1", "..", "%00", "9".repeat(40), encodeURIComponent("' or 1=1 --"), `${Date.parse(all[0].happened_at) * 1000}.${all[0].id}`]) {
		const reply = await api("GET", `/my/looks?sau=${cursor}`, other);
		assert.ok([200, 422].includes(reply.status), `${cursor}: ${reply.status} ${reply.text}`);
		assert.ok(!reply.text.includes(hers.code), cursor);
	}
	for (const day of ["2026-02-30", "0000-00-00", "9999-12-31", "1", "'", "2026-01-01T00:00"]) assert.ok([200, 422].includes((await api("GET", `/my/looks?tu=${encodeURIComponent(day)}`, her)).status), day);
});

test("no name and no login of an officer, and no number of hers, is in what she reads", async () => {
	const browser = await signedIn(HER), page = (await browser.get("/ai-da-xem")).text, json = (await api("GET", "/my/looks", her)).text, file = (await browser.get("/ai-da-xem.csv")).text;
	for (const login of ["motcua.gialam", "chuyenmon.gialam", "lanhdao.gialam"]) {
		const { account } = (await ask(login, "GET", "/me")).body;
		for (const text of [page, json, file]) assert.ok(!text.includes(account.name) && !text.includes(login), login);
	}
	for (const text of [page, json, file]) assert.ok(!text.includes(number));
});

test("a dossier filed under her number by a stranger tells neither of the other", async () => {
	const thief = await declares(number);
	if (!thief) return; // numbers are refused for a while: then there is none
	const before = new Set((await looks(her)).looks.map((one) => one.id));
	const units = JSON.parse((await api("GET", "/units?tim=Gia%20L%C3%A2m", null)).text).found;
	assert.ok(units.length > 0);
	for (const one of (await looks(thief)).looks) assert.ok(!before.has(one.id));
});

test("many looks at once are each told once, and the log goes on", async () => {
	const officer = await token("chuyenmon.gialam");
	const replies = await Promise.all(Array.from({ length: 40 }, () => api("GET", `/dossiers/${hers.id}`, officer)));
	assert.ok(replies.every((one) => one.status === 200));
	await pause(1500);
	const recent = (await looks(her)).looks.filter((one) => one.title === hers.code && one.why === "Giải quyết hồ sơ" && Date.parse(one.happened_at) > Date.now() - 10 * 60000);
	assert.equal(recent.length, 1);
	const ids = (await looks(her)).looks.map((one) => one.id);
	assert.equal(new Set(ids).size, ids.length);
});

test("who may not look leaves no look, and she reads none", async () => {
	const before = (await looks(her)).looks.length, neighbour = await token("chuyenmon.cucphuong");
	for (const path of [`/dossiers/${hers.id}`, `/people/${person}?purpose=process`, `/history/dossier/${hers.id}`, `/talk/person/${person}`]) assert.ok([403, 404].includes((await api("GET", path, neighbour)).status), path);
	await pause(1200);
	assert.equal((await looks(her)).looks.filter((one) => one.unit.includes("Cúc Phương")).length, 0);
	assert.ok((await looks(her)).looks.length >= before);
	assert.equal((await fetch(`${base}/api/v1/my/looks`)).status, 401);
});

test("a new citizen's number of chance finds nobody's looks", async () => {
	const one = await declares(`037190${sixDigits()}`);
	if (one) assert.deepEqual((await looks(one)).looks, []);
});
