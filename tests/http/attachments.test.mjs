// Files of an object: those of a delegation come with its form, are kept when it comes back, are listed, read and taken off. DINH_URL: a
// server on fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { api, ask, logged, signedIn } from "./client.mjs";

const PDF = (text) => `%PDF-1.4\n1 0 obj<</Type/Catalog/Note(${text})>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
const day = (offset) => new Date(Date.now() + 7 * 3600e3 + offset * 864e5).toISOString().slice(0, 10);
const keptIn = (text) => [...text.matchAll(/name="kept" value="([^"]*)"/g)].map((m) => m[1]);
const page = "/tai-khoan/uy-quyen";

async function colleague(leader) {
	const { text } = await leader.get(page);
	return text.match(/<option value="(\d+)"[^>]*>[^<]*/g).map((o) => [o.match(/"(\d+)"/)[1], o.replace(/.*>/, "").trim()]);
}
const own = async (as) => (await ask(as, "GET", "/me/delegations")).body;
const fields = (to, more = {}) => Object.entries({ to, permissions: "dossier.approve", valid_from: day(0), valid_until: day(3), reason: "Đi công tác",
	document: "Quyết định số 12/QĐ-UBND", ...more });

let made, to;
test("a file chosen with a form that comes back is kept, and goes along without being chosen again", async () => {
	const leader = await signedIn("lanhdao.gialam");
	to = (await ask("chuyenmon.gialam", "GET", "/me")).body.account.id;
	const before = (await own("lanhdao.gialam")).delegations.length;
	const wrong = await leader.upload(page, page, [...fields(to, { valid_until: day(-1) }), ["papers", PDF("quyết định"), "Quyết định.pdf"], ["papers", PDF("hai"), "Phụ lục.pdf"]]);
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /không thể trước ngày bắt đầu/);
	assert.match(wrong.text, /Đã đính kèm: <strong>Quyết định\.pdf/);
	const kept = keptIn(wrong.text);
	assert.equal(kept.length, 2);
	const again = await leader.upload(page, page, [...fields(to), ["kept", kept[0]]]);
	assert.equal(again.status, 303, again.text);
	const now = (await own("lanhdao.gialam")).delegations;
	assert.equal(now.length, before + 1);
	made = now[0];
	assert.deepEqual(made.papers.map((f) => f.name), ["Quyết định.pdf"], "the other's tick was taken away");
	assert.match((await leader.get(page)).text, new RegExp(`href="/tep-dinh-kem/${made.papers[0].id}">Quyết định\\.pdf`));
	const strange = await leader.upload(page, page, [...fields(to), ["elsewhere", PDF("x"), "x.pdf"]]);
	assert.equal(strange.status, 422);
	assert.match(strange.text, /trường “elsewhere” không có trong biểu mẫu này/);
});

test("both sides and the administrator read them; the log says who did", async () => {
	for (const who of ["lanhdao.gialam", "chuyenmon.gialam", "quantri.gialam", "quantri"]) {
		const file = await ask(who, "GET", `/attached-files/${made.papers[0].id}`);
		assert.equal(file.status, 200, who);
		assert.match(file.headers.get("content-disposition"), /^attachment/);
		assert.equal(file.body.toString(), PDF("quyết định"));
		const list = await ask(who, "GET", `/attachments/delegation/${made.id}`);
		assert.deepEqual(list.body.files.map((f) => f.name), ["Quyết định.pdf"]);
		assert.match(list.body.of.title, /ủy quyền cho/);
		assert.equal(list.body.is_changeable, who === "lanhdao.gialam");
	}
	await logged("delegation", /Mở tệp đính kèm/, /Đính kèm tệp/);
});

test("the page of an object takes more of them and gives them back", async () => {
	const leader = await signedIn("lanhdao.gialam"), there = `/dinh-kem/delegation/${made.id}`;
	const none = await leader.upload(there, there, []);
	assert.equal(none.status, 422);
	assert.match(none.text, /Chọn ít nhất một tệp/);
	const bad = await leader.upload(there, there, [["files", "MZ not taken", "a.exe"], ["files", PDF("tốt"), "Tốt.pdf"]]);
	assert.equal(bad.status, 422);
	assert.match(bad.text, /“a\.exe” không nhận được/);
	const [kept] = keptIn(bad.text);
	assert.equal((await leader.upload(there, there, [["kept", kept]])).status, 303);
	const files = (await ask("lanhdao.gialam", "GET", `/attachments/delegation/${made.id}`)).body.files;
	assert.deepEqual(files.map((f) => f.name), ["Quyết định.pdf", "Tốt.pdf"]);
	assert.equal((await leader.submit(there, `/tep-dinh-kem/${files[1].id}/go`, {})).status, 303);
	assert.equal((await ask("lanhdao.gialam", "GET", `/attached-files/${files[1].id}`)).status, 404);
	const left = (await ask("lanhdao.gialam", "GET", `/attachments/delegation/${made.id}`)).body.files;
	assert.deepEqual(left.map((f) => f.name), ["Quyết định.pdf"]);
});

test("what is over keeps its papers", async () => {
	assert.equal((await ask("lanhdao.gialam", "POST", `/me/delegations/${made.id}/end`, {})).status, 201);
	const form = new FormData();
	form.append("files", new Blob([PDF("muộn")]), "muộn.pdf");
	assert.equal((await ask("lanhdao.gialam", "POST", `/attachments/delegation/${made.id}`, undefined, form)).status, 409);
	assert.equal((await ask("lanhdao.gialam", "POST", `/attached-files/${made.papers[0].id}/remove`, {})).status, 409);
	assert.equal((await ask("chuyenmon.gialam", "GET", `/attached-files/${made.papers[0].id}`)).status, 200);
});
