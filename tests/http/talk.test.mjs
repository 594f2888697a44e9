// Notes, watchers and links of an object, through pages and API. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { ask, signedIn, sixDigits, told } from "./client.mjs";

const card = (number, address) => [number, "", "ĐINH THỊ SỔ", "05091984", "Nữ", address, "10052021"].join("|");
async function person(who = "motcua.gialam") {
	const number = `037184${sixDigits()}`;
	const made = await ask(who, "POST", "/people/card/apply", { card: card(number, "Thôn 3") });
	assert.equal(made.status, 201);
	return { number, id: Number(made.body.location.match(/people\/(\d+)/)[1]) };
}
const talk = async (who, id, kind = "person") => (await ask(who, "GET", `/talk/${kind}/${id}`)).body;
const say = (who, id, path, body) => ask(who, "POST", `/talk/person/${id}/${path}`, body);
let a, b, dossier;
before(async () => {
	[a, b] = [await person(), await person()];
	dossier = (await ask("motcua.gialam", "GET", "/dossiers")).body.dossiers[0];
});

test("a note is read by the unit, and taken back by who wrote it", async () => {
	assert.equal((await say("motcua.gialam", a.id, "notes", { text: "Gọi buổi chiều" })).status, 201);
	assert.equal((await say("motcua.gialam", a.id, "notes", { text: "  " })).status, 422);
	const [note] = (await talk("chuyenmon.gialam", a.id)).notes;
	assert.equal(note.text, "Gọi buổi chiều");
	assert.match(note.author, /Một cửa/);
	assert.match((await (await signedIn("chuyenmon.gialam")).get(`/trao-doi/person/${a.id}`)).text, /Gọi buổi chiều/);
	assert.equal((await ask("chuyenmon.gialam", "POST", `/notes/${note.id}/withdraw`, {})).status, 404, "it is another's");
	assert.equal((await ask("motcua.gialam", "POST", `/notes/${note.id}/withdraw`, {})).status, 201);
	assert.equal((await ask("motcua.gialam", "POST", `/notes/${note.id}/withdraw`, {})).status, 409);
	const [gone] = (await talk("chuyenmon.gialam", a.id)).notes;
	assert.equal(gone.text, "");
	assert.ok(gone.withdrawn_at);
	const browser = await signedIn("motcua.gialam"), there = `/trao-doi/person/${a.id}`;
	const wrong = await browser.submit(there, there, { text: "" });
	assert.equal(wrong.status, 422);
	assert.equal((await browser.submit(there, there, { text: "Viết ở trang" })).status, 303);
	assert.equal((await talk("motcua.gialam", a.id)).notes[0].text, "Viết ở trang");
});

test("a long talk goes on behind its first page", async () => {
	const { id } = await person();
	for (let i = 1; i <= 22; i++) assert.equal((await say("motcua.gialam", id, "notes", { text: `Dòng ${i}` })).status, 201);
	const first = await talk("motcua.gialam", id);
	assert.equal(first.notes.length, 20);
	const rest = (await ask("motcua.gialam", "GET", `/talk/person/${id}?sau=${first.next}`)).body;
	assert.deepEqual(rest.notes.map((n) => n.text), ["Dòng 2", "Dòng 1"]);
});

test("who watches is told of notes, links and changes, once each, and not of his own", async () => {
	assert.equal((await say("lanhdao.gialam", a.id, "watch", { watch: true })).status, 201);
	assert.equal((await say("lanhdao.gialam", a.id, "watch", { watch: true })).status, 201);
	assert.equal((await talk("lanhdao.gialam", a.id)).is_watching, true);
	const before = (await told("lanhdao.gialam")).length;
	assert.equal((await say("motcua.gialam", a.id, "notes", { text: "Đã gọi" })).status, 201);
	assert.equal((await say("lanhdao.gialam", a.id, "notes", { text: "Của mình" })).status, 201);
	assert.equal((await say("motcua.gialam", a.id, "links", { kind: "person", object: b.id, why: "Vợ chồng" })).status, 201);
	assert.equal((await ask("motcua.gialam", "POST", "/people/card/apply", { card: card(a.number, "Thôn 9"), take: ["address"] })).status, 201);
	const now = await told("lanhdao.gialam");
	assert.equal(now.length, before + 3);
	assert.deepEqual(now.slice(0, 3).map((n) => n.title.split(":")[0]), ["Thông tin vừa thay đổi", "Có liên kết mới", "Có ghi chú mới"]);
	assert.ok(now.slice(0, 3).every((n) => !/Đã gọi|Thôn 9/.test(n.title + n.text)), "what was said stands on the page, not in the notice");
	assert.equal((await say("lanhdao.gialam", a.id, "watch", { watch: false })).status, 201);
	assert.equal((await say("motcua.gialam", a.id, "notes", { text: "Thêm" })).status, 201);
	assert.equal((await told("lanhdao.gialam")).length, before + 3);
});

test("a link stands at both ends, is made once, by name or number", async () => {
	assert.equal((await say("motcua.gialam", b.id, "links", { kind: "person", object: a.id })).status, 422, "it is there already");
	assert.equal((await say("motcua.gialam", a.id, "links", { kind: "person", object: a.id })).status, 422, "with itself");
	assert.equal((await say("motcua.gialam", a.id, "links", { kind: "dossier", name: dossier.code, why: "Người nộp" })).status, 201);
	const mine = (await talk("motcua.gialam", a.id)).links, at = async () => (await talk("motcua.gialam", dossier.id, "dossier")).links.filter((l) => l.object === a.id), theirs = await at();
	assert.deepEqual(mine.map((l) => [l.kind, l.object, l.why]).sort(), [["dossier", dossier.id, "Người nộp"], ["person", b.id, "Vợ chồng"]]);
	assert.deepEqual(theirs.map((l) => [l.kind, l.object, l.path]), [["person", a.id, `/nguoi-dan/${a.id}`]]);
	const browser = await signedIn("motcua.gialam"), there = `/trao-doi/person/${a.id}`;
	assert.match((await browser.get(there)).text, new RegExp(`/mot-cua/${dossier.id}"`));
	const nobody = await browser.submit(there, `${there}/lien-ket`, { kind: "person", name: "không có ai", why: "" });
	assert.equal(nobody.status, 422);
	assert.match(nobody.text, /Không tìm thấy mục nào như vậy/);
	assert.equal((await ask("motcua.gialam", "POST", `/links/${theirs[0].id}/remove`, {})).status, 201);
	assert.equal((await at()).length, 0);
});
