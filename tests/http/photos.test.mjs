// Photos of a registry's records: sent with the form, kept across an error, kept in history, counted in lists and files, given to programs.
import assert from "node:assert/strict";
import { test, before } from "node:test";
import { ask, base, Browser, logged, signedIn } from "./client.mjs";
import { picture, photographed } from "./photos.mjs";

const officer = "chuyenmon.gialam";
let browser, list;
before(async () => {
	list = `/du-lieu/${await photographed("anh-dong-ho", { max: 3 })}`;
	browser = await signedIn(officer);
});

const recordOf = (reply) => Number(/\/(\d+)$/.exec(reply.location)[1]);
const photosOf = async (id, who = officer) => (await ask(who, "GET", `/registries/anh-dong-ho/records/${id}`)).body.photos;
const kept = (text) => [...text.matchAll(/name="kept" value="([^"]*)"/g)].map((m) => m[1]);
const has = (text) => [...text.matchAll(/name="(e_photos-\d+)" value="([0-9a-f]{64})"[^>]*?(checked)?>/g)].map((m) => [m[1], m[2], !!m[3]]);
async function make(label, ...files) {
	const reply = await browser.upload(`${list}/them`, `${list}/them`, [["e_label", label], ["valid_from", "05/01/2026"], ...files]);
	assert.equal(reply.status, 303, reply.text.match(/govuk-error-summary[\s\S]{0,500}/)?.[0]);
	return recordOf(reply);
}
async function edit(id, fields, kind = "change") {
	const form = (await browser.get(`${list}/${id}/sua`)).text;
	const seen = form.match(/name="seen" value="(\d+)"/)[1];
	return browser.upload(`${list}/${id}/sua`, `${list}/${id}/sua`, [["seen", seen], ["kind", kind], ["reason", "thử"], ["e_label", `Đồng hồ ${id}`], ...fields]);
}

test("photos come from the camera and from what is there; the page shows small ones that lead to the whole", async () => {
	const form = (await browser.get(`${list}/them`)).text;
	assert.match(form, /name="e_photos-camera"[^>]*accept="image\/\*"[\s\S]{0,80}capture="environment"/);
	assert.match(form, /name="e_photos-file"[^>]*accept="image\/\*"[\s\S]{0,40}multiple/);
	const id = await make("Đồng hồ một", ["e_photos-camera", picture(200, 0, 0), "IMG_1.png"], ["e_photos-file", picture(0, 200, 0), "hai.png"]);
	const page = (await browser.get(`${list}/${id}`)).text, photos = await photosOf(id);
	assert.equal(photos.length, 2);
	for (const one of photos) {
		const small = one.small_path.replace("/api/v1/photos", "/anh").replace("/small", "/nho");
		assert.ok(page.includes(`src="${small}"`), small);
		const reply = await browser.get(one.path.replace("/api/v1/photos", "/anh"));
		assert.equal(reply.status, 200);
		assert.equal(reply.headers.get("content-type"), "image/png");
		assert.match(reply.headers.get("content-disposition"), /^inline/);
		assert.equal(reply.headers.get("content-security-policy"), "default-src 'none'; sandbox");
		assert.equal((await ask(officer, "GET", one.path.replace("/api/v1", ""))).status, 200);
	}
	await logged("record", /Xem ảnh/);
});

test("a small one is made after a while", async () => {
	const id = await make("Đồng hồ lớn", ["e_photos-file", picture(9, 9, 200, 1400), "lon.png"]), [photo] = await photosOf(id);
	let whole, small;
	for (let i = 0; i < 60; i++) {
		whole = await ask(officer, "GET", photo.path.replace("/api/v1", ""));
		small = await ask(officer, "GET", photo.small_path.replace("/api/v1", ""));
		if (small.body.length !== whole.body.length) break;
		await new Promise((go) => setTimeout(go, 250));
	}
	assert.equal(whole.body.readUInt32BE(16), 1400);
	assert.equal(small.body.readUInt32BE(16), 480, "the longer side");
});

test("an error loses no photo, and each can be taken away", async () => {
	const wrong = await browser.upload(`${list}/them`, `${list}/them`, [["e_label", ""], ["e_photos-file", picture(1, 2, 3), "a.png"], ["e_photos-file", picture(3, 2, 1), "b.png"]]);
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /Nhập “Tên”/);
	const lines = kept(wrong.text);
	assert.equal(lines.length, 2);
	assert.match(wrong.text, /a\.png/);
	const id = await make("Còn một", ["kept", lines[1]]);
	assert.equal((await photosOf(id)).length, 1);
	const again = await edit(id, [["e_photos-file", picture(7, 7, 7), "c.png"]]);
	assert.equal(again.status, 303, again.text);
	assert.equal((await photosOf(id)).length, 1, "its tick was taken away, another came");
});

test("a form that comes back shows what was unticked too", async () => {
	const id = await make("Hai ảnh", ["e_photos-file", picture(10, 0, 0), "a.png"], ["e_photos-file", picture(20, 0, 0), "b.png"]);
	const before = has((await browser.get(`${list}/${id}/sua`)).text);
	assert.deepEqual(before.map((one) => one[2]), [true, true]);
	const form = (await browser.get(`${list}/${id}/sua`)).text, seen = form.match(/name="seen" value="(\d+)"/)[1];
	const back = await browser.upload(`${list}/${id}/sua`, `${list}/${id}/sua`, [["seen", seen], ["kind", "change"], ["e_label", ""], ["e_photos-2", before[1][1]]]);
	assert.equal(back.status, 422);
	assert.deepEqual(has(back.text).map((one) => [one[0], one[2]]), [["e_photos-1", false], ["e_photos-2", true]]);
});

test("least and most are told beside the field, and what was sent stays", async () => {
	const four = [1, 2, 3, 4].map((i) => ["e_photos-file", picture(i, 50, 50), `${i}.png`]);
	const many = await browser.upload(`${list}/them`, `${list}/them`, [["e_label", "Nhiều"], ...four]);
	assert.equal(many.status, 422);
	assert.match(many.text, /“Ảnh”: nhiều nhất 3 ảnh \(đang có 4\); hãy bỏ bớt/);
	assert.equal(kept(many.text).length, 4);
	const none = await browser.upload(`${list}/them`, `${list}/them`, [["e_label", "Không ảnh"]]);
	assert.equal(none.status, 422);
	assert.match(none.text, /Chụp hoặc chọn ảnh cho “Ảnh”/);
	const twice = await make("Hai lần", ["e_photos-file", picture(5, 5, 5), "a.png"], ["e_photos-camera", picture(5, 5, 5), "b.png"]);
	assert.equal((await photosOf(twice)).length, 1, "the same twice is one");
});

test("what is no picture is refused by its name", async () => {
	const pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
	for (const bytes of [pdf, "chỉ là chữ", "\xff\xd8\xff\xe0 hỏng"]) {
		const reply = await browser.upload(`${list}/them`, `${list}/them`, [["e_label", "Giấy"], ["e_photos-file", picture(1, 1, 1), "tot.png"], ["e_photos-file", bytes, "giay.jpg"]]);
		assert.equal(reply.status, 422);
		assert.match(reply.text, /giay\.jpg/);
		assert.equal(kept(reply.text).length, 1, "the good one stays");
	}
	const elsewhere = await browser.upload(`${list}/them`, `${list}/them`, [["e_label", "Giấy"], ["e_label-file", picture(1, 1, 1), "x.png"]]);
	assert.equal(elsewhere.status, 422);
});

test("history keeps what was there: by a change, by a correction", async () => {
	const id = await make("Có lịch sử", ["e_photos-file", picture(11, 0, 0), "a.png"], ["e_photos-file", picture(12, 0, 0), "b.png"]);
	const first = await photosOf(id), [one] = has((await browser.get(`${list}/${id}/sua`)).text);
	const reply = await edit(id, [["e_photos-1", one[1]], ["e_photos-file", picture(13, 0, 0), "c.png"]], "correct");
	assert.equal(reply.status, 303, reply.text);
	const now = await photosOf(id);
	assert.deepEqual([now.length, now[0].path], [2, first[0].path]);
	assert.notEqual(now[1].path, first[1].path);
	const history = (await browser.get(`${list}/${id}/lich-su`)).text;
	assert.match(history, /2 ảnh \(thêm 1, bỏ 1\)/);
	for (const photo of [...first, ...now]) assert.ok(history.includes(photo.small_path.replace("/api/v1/photos", "/anh").replace("/small", "/nho")), photo.path);
	assert.equal((await ask(officer, "GET", first[1].path.replace("/api/v1", ""))).status, 200, "what was corrected is read still");
	assert.doesNotMatch((await browser.get(`${list}/${id}`)).text, new RegExp(first[1].path.replace("/api/v1/photos", "/anh") + "\\b"));
});

test("lists and files count them; an import leaves them alone", async () => {
	const id = await make("Để nhập", ["e_photos-file", picture(31, 0, 0), "a.png"]);
	assert.match((await browser.get(`${list}/danh-sach?tim=nhap`)).text, />1 ảnh</);
	const csv = await ask(officer, "GET", "/registries/anh-dong-ho/records.csv");
	assert.match(csv.body.toString(), /Để nhập[^\n]*1 ảnh/);
	assert.doesNotMatch((await browser.get("/nhap-du-lieu/moi/so-anh-dong-ho")).text, />Ảnh</);
	const record = (await ask(officer, "GET", `/registries/anh-dong-ho/records/${id}`)).body;
	assert.equal(record.answers.photos.length, 1);
	const changed = await ask(officer, "POST", `/registries/anh-dong-ho/records/${id}`, { answers: { ...record.answers, label: "Đã đổi" }, kind: "correct", reason: "thử", seen: record.version });
	assert.equal(changed.status, 201, JSON.stringify(changed.body));
	assert.equal((await photosOf(id)).length, 1, "a program sends back what it read");
});

test("two that become one keep the photos that are chosen", async () => {
	const one = await make("Gộp giữ", ["e_photos-file", picture(41, 0, 0), "a.png"]), two = await make("Gộp bỏ", ["e_photos-file", picture(42, 0, 0), "b.png"]);
	const who = "motcua.gialam"; /* neither photo was sent by him */
	const record = async (id) => (await ask(who, "GET", `/registries/anh-dong-ho/records/${id}`)).body;
	const reply = await ask(who, "POST", `/registries/anh-dong-ho/records/${one}/merge`, { other: two, seen: (await record(one)).version, other_seen: (await record(two)).version, take: ["photos"], reason: "trùng" });
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	const [photo] = await photosOf(one);
	assert.equal((await ask(who, "GET", photo.path.replace("/api/v1", ""))).status, 200);
	assert.equal((await record(one)).answers.photos[0], (await record(two)).answers?.photos?.[0] ?? photo.sha256);
});

test("a page that only tries a definition keeps nothing", async () => {
	const admin = await signedIn("quantri.gialam"), draft = await photographed("anh-thu", { publish: false });
	const reply = await admin.upload(`${draft}/xem-truoc`, `${draft}/xem-truoc`, [["e_label", "Thử"], ["e_photos-file", picture(1, 2, 99), "a.png"]]);
	assert.equal(reply.status, 200, reply.text.match(/govuk-error-summary[\s\S]{0,500}/)?.[0]);
	assert.match(reply.text, /1 ảnh/);
});
