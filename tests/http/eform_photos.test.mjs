// Photos of an e-form: with the draft, with the dossier, amended; the citizen and his officers see them, nobody else.
import assert from "node:assert/strict";
import { test, before } from "node:test";
import { api, ask, base, Browser, signedIn, token } from "./client.mjs";
import { picture } from "./photos.mjs";

const citizen = "0530000003", stranger = "0530000004", code = "1.002693";
const who = { name: "Đinh Thị Hoà", personal_number: "037190000123", birth_on: "03/02/1990", phone: "0912 000 123", email: "", address: "Thôn 2, xã Gia Lâm", result_by: "desk", result_address: "" };
const definition = { code: "anh-thiet-hai", title: "Đơn đề nghị hỗ trợ", summary: "Hỗ trợ: {animals}", addressee: "Ủy ban nhân dân", procedures: [code],
	sections: [{ title: "Thiệt hại", fields: [{ name: "animals", type: "text", label: "Vật nuôi", required: true, max: 100 }, { name: "photos", type: "photos", label: "Ảnh chuồng trại", required: true, max: 3 }] }] };
let browser, id, unit;
before(async () => {
	const admin = await signedIn("quantri"), made = await admin.submit("/quan-tri/bieu-mau", "/quan-tri/bieu-mau", { title: definition.title, code: definition.code });
	assert.equal(made.status, 303, made.text);
	const version = /(\d+)$/.exec(made.location)[1], { body } = await ask("quantri", "GET", `/eform-versions/${version}`);
	const saved = await ask("quantri", "POST", `/eform-versions/${version}/definition`, { definition: JSON.stringify(definition), seen: body.seen });
	assert.equal(saved.status, 201, JSON.stringify(saved.body));
	const day = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
	const published = await ask("quantri", "POST", `/eform-versions/${version}/publish`, { valid_from: day });
	assert.equal(published.status, 201, JSON.stringify(published.body));
	browser = await signedIn(citizen);
	id = (await ask(null, "GET", `/procedures?tu-khoa=${code}`)).body.procedures.find((one) => one.code === code).id;
	const page = (await browser.get(`/ho-so/nop?thu-tuc=${id}`)).text;
	unit = page.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1];
});

const begin = async () => (await browser.submit(`/ho-so/nop?thu-tuc=${id}`, "/ho-so/soan", { procedure: id, receiving_unit: unit, channel: "online" })).location;
const version = (text) => text.match(/name="version" value="(\d+)"/)[1];
const has = (text) => [...text.matchAll(/name="(e_photos-\d+)" value="([0-9a-f]{64})"[^>]*?(checked)?>/g)].map((m) => ({ name: m[1], sha: m[2], ticked: !!m[3] }));
const shown = (text) => [...text.matchAll(/src="\/anh\/(\d+)\/nho"/g)].map((m) => Number(m[1]));
const fill = async (draft, fields, then = "next", by = browser) =>
	by.upload(draft, draft, [...Object.entries(who), ["version", version((await by.get(draft)).text)], ["then", then], ...fields]);
async function filed() {
	const draft = await begin();
	assert.equal((await fill(draft, [["e_animals", "Lợn"], ["e_photos-file", picture(61, 1, 1), "a.png"], ["e_photos-camera", picture(62, 1, 1), "b.png"]])).location, `${draft}/giay-to`);
	const review = (await browser.get(`${draft}/xem-lai`)).text;
	assert.equal(shown(review).length, 2);
	const done = await browser.submit(`${draft}/xem-lai`, `${draft}/nop`, { version: version(review), declared: "1" });
	assert.equal(done.status, 303, done.text.match(/govuk-error-summary[\s\S]{0,400}/)?.[0]);
	return { dossier: Number(/(\d+)(\/da-nop)?$/.exec(done.location)[1]), photos: shown(review) };
}

test("a draft keeps its photos, gives up what is unticked, and is its writer's alone", async () => {
	const draft = await begin();
	let reply = await fill(draft, [["e_animals", ""], ["e_photos-file", picture(51, 1, 1), "a.png"], ["e_photos-file", picture(52, 1, 1), "b.png"]]);
	assert.equal(reply.status, 422);
	assert.match(reply.text, /Nhập “Vật nuôi”/);
	assert.deepEqual(has(reply.text).map((one) => one.ticked), [true, true], "they are kept with the draft");
	const [first, second] = shown(reply.text), [one, two] = has(reply.text);
	for (const photo of [first, second]) {
		assert.equal((await browser.get(`/anh/${photo}`)).status, 200);
		for (const other of [stranger, "chuyenmon.gialam", "motcua.gialam", "quantri"]) assert.equal((await ask(other, "GET", `/photos/${photo}`)).status, 404, other);
	}
	reply = await fill(draft, [["e_animals", ""], [two.name, two.sha], ["e_photos-file", picture(53, 1, 1), "c.png"]]);
	assert.equal(reply.status, 422);
	assert.deepEqual(has(reply.text).map((k) => [k.sha === two.sha, k.ticked]), [[true, true], [false, true]], "what is there now is ticked");
	assert.equal((await browser.get(`/anh/${first}`)).status, 404, "nobody names it any more");
	assert.equal((await browser.get(`/anh/${second}`)).status, 200);
	reply = await fill(draft, [["e_animals", "Lợn"]]);
	assert.equal(reply.status, 422);
	assert.match(reply.text, /Chụp hoặc chọn ảnh cho “Ảnh chuồng trại”/);
	const thief = await signedIn(stranger), own = (await thief.submit(`/ho-so/nop?thu-tuc=${id}`, "/ho-so/soan", { procedure: id, receiving_unit: unit, channel: "online" })).location;
	const stolen = await fill(own, [["e_animals", "Gà"], ["e_photos-1", one.sha]], "next", thief);
	assert.equal(stolen.status, 422);
	assert.match(stolen.text, /Có ảnh không còn giữ được/);
	assert.equal((await browser.submit(draft, `${draft}/xoa`, {})).status, 303);
	assert.equal((await browser.get(`/anh/${second}`)).status, 404);
});

test("they come with the dossier: whoever works on it sees them, and what was said stays", async () => {
	const { dossier, photos } = await filed();
	for (const draft of photos) assert.equal((await browser.get(`/anh/${draft}`)).status, 404, "the draft is no more");
	const mine = (await browser.get(`/ho-so/${dossier}`)).text, officer = await signedIn("motcua.gialam"), theirs = (await officer.get(`/mot-cua/${dossier}`)).text;
	assert.equal(shown(mine).length, 2);
	assert.deepEqual(shown(theirs), shown(mine));
	for (const photo of shown(mine)) {
		assert.equal((await browser.get(`/anh/${photo}`)).status, 200);
		assert.equal((await officer.get(`/anh/${photo}/nho`)).status, 200);
		for (const other of [stranger, "motcua.cucphuong", "chuyenmon.cucphuong", "quantri"]) assert.equal((await ask(other, "GET", `/photos/${photo}`)).status, 404, other);
		assert.equal((await fetch(`${base}/api/v1/photos/${photo}`)).status, 401);
	}
	assert.deepEqual((await ask("motcua.gialam", "GET", `/dossiers/${dossier}`)).body.photos.map((one) => one.id), shown(mine));
	assert.equal((await ask(citizen, "GET", `/my/dossiers/${dossier}`)).body.photos.length, 2);

	const key = await token("motcua.gialam");
	assert.equal((await api("POST", `/dossiers/${dossier}/ask-supplement`, key, { note: "Chụp rõ hơn." })).status, 201);
	const page = `/ho-so/${dossier}/lam/sua-to-khai`, form = (await browser.get(page)).text, before = has(form), to = page.replace("/lam", "");
	assert.deepEqual(before.map((one) => one.ticked), [true, true]);
	const wrong = await browser.upload(page, to, [["e_animals", ""], [before[0].name, before[0].sha], ["e_photos-file", picture(63, 1, 1), "c.png"]]);
	assert.equal(wrong.status, 422);
	assert.deepEqual(has(wrong.text).map((one) => one.ticked), [true, false], "the tick that was taken away stays so");
	const lines = [...wrong.text.matchAll(/name="kept" value="([^"]*)"/g)];
	assert.equal(lines.length, 1, "the new one comes along, and once");
	const amended = await browser.upload(page, to, [["e_animals", "Lợn nái"], [before[0].name, before[0].sha], ["kept", lines[0][1]]]);
	assert.equal(amended.status, 303, amended.text.match(/govuk-error-summary[\s\S]{0,400}/)?.[0]);
	const now = (await officer.get(`/mot-cua/${dossier}`)).text;
	assert.match(now, /2 ảnh \(thêm 1, bỏ 1\)/);
	assert.match(now, /Ảnh đã bỏ/);
	assert.ok(now.includes(`/anh/${shown(mine)[1]}/nho`), "what was dropped is read still");
	assert.equal((await officer.get(`/anh/${shown(mine)[1]}`)).status, 200);
});

test("a program files with photos in one request", async () => {
	const form = new FormData();
	for (const [name, value] of Object.entries({ ...who, procedure: String(id), receiving_unit: unit, declared: "1", birth_on: "1990-02-03", e_animals: "Bò" })) form.append(name, value);
	form.append("e_photos-file", new Blob([picture(71, 1, 1)]), "bo.png");
	const reply = await ask(citizen, "POST", "/my/dossiers", undefined, form);
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	const dossier = /(\d+)$/.exec(reply.body.location)[1];
	assert.equal((await ask(citizen, "GET", `/my/dossiers/${dossier}`)).body.photos.length, 1);
	const none = new FormData();
	for (const [name, value] of Object.entries({ ...who, procedure: String(id), receiving_unit: unit, declared: "1", birth_on: "1990-02-03", e_animals: "Bò" })) none.append(name, value);
	none.append("e_photos-file", new Blob(["%PDF-1.4\n%%EOF\n"]), "giay.pdf");
	assert.equal((await ask(citizen, "POST", "/my/dossiers", undefined, none)).status, 422);
});
