// Records of a registry: two of one thing become one; many go to another state at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, logged, signedIn } from "./client.mjs";

const officer = "chuyenmon.gialam", WELLS = "/registries/gieng-nuoc/records", PAGES = "/du-lieu/gieng-nuoc";
const well = (label, more = {}) => ({ answers: { label, hamlet: "Gộp", kind: "dug", ...more } });
async function made(label, more, rest = {}) {
	const reply = await ask(officer, "POST", WELLS, { ...well(label, more), though_alike: true, ...rest });
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	return Number(/\/(\d+)$/.exec(reply.body.location)[1]);
}
const record = async (id) => (await ask(officer, "GET", `${WELLS}/${id}`)).body;

test("two records stand side by side, and what is chosen stays", async () => {
	const one = await made("Giếng làng Gộp", { depth: 7 }), two = await made("GIENG LANG GOP", { number: "GN-0701", clean: true });
	const browser = await signedIn(officer), page = await browser.get(`${PAGES}/${one}`);
	assert.match(page.text, new RegExp(`/gop\\?voi=${two}"[^>]*>So sánh, gộp`), "what is alike leads there");
	const path = `${PAGES}/${one}/gop?voi=${two}`, form = (await browser.get(path)).text;
	assert.match(form, /value="number" id="take-number"\s+checked/, "what only the other one says is ticked");
	assert.doesNotMatch(form, /value="depth" id="take-depth"\s+checked/);
	assert.doesNotMatch(form, /id="take-hamlet"/, "what they agree in is not asked");
	const wrong = await browser.submit(path, `${PAGES}/${one}/gop`, { other: String(two), other_seen: "1", seen: "1", take: "number", reason: "" });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /Ghi lý do/);
	assert.match(wrong.text, /id="take-number"\s+checked/, "and what was ticked stays");
	assert.doesNotMatch(wrong.text, /id="take-clean"\s+checked/);
	const done = await browser.submit(path, `${PAGES}/${one}/gop`, { other: String(two), other_seen: "1", seen: "1", take: "number", reason: "Nhập hai lần" });
	assert.equal(done.status, 303, done.text);
	const said = await record(one);
	assert.deepEqual([said.answers.number, said.answers.depth, said.answers.clean], ["GN-0701", 7, undefined]);
	const gone = await record(two);
	assert.deepEqual([gone.answers, gone.merged_into], [null, one]);
	const old = (await browser.get(`${PAGES}/${two}`)).text;
	assert.match(old, new RegExp(`Nay xem ở <a[^>]*href="${PAGES}/${one}"`), "its address leads to the other");
	assert.doesNotMatch(old, /Khôi phục/);
	assert.match((await browser.get(`${PAGES}/${one}`)).text, new RegExp(`Đã gộp vào mục này: <a[^>]*href="${PAGES}/${two}"`));
	for (const [id, text] of [[one, /Nhận mục trùng “GIENG LANG GOP”\. Nhập hai lần/], [two, /Gộp vào “Giếng làng Gộp”\. Nhập hai lần/]])
		assert.match((await browser.get(`${PAGES}/${id}/lich-su`)).text, text);
	await logged("record", /Gộp mục trùng trong sổ/);
	const third = await made("Giếng làng gộp nữa");
	assert.equal((await ask(officer, "POST", `${WELLS}/${third}/merge`, { other: one, other_seen: 2, seen: 1, reason: "x" })).status, 201);
	assert.match((await browser.get(`${PAGES}/${two}`)).text, new RegExp(`Nay xem ở <a[^>]*href="${PAGES}/${third}"`), "to the end of the way");
});

test("what was merged by mistake is split again", async () => {
	const one = await made("Giếng tách một"), two = await made("Giếng tách hai", { number: "GN-0711" });
	const merge = (body) => ask(officer, "POST", `${WELLS}/${one}/merge`, { other: two, other_seen: 1, seen: 1, reason: "nhầm", ...body });
	assert.equal((await merge({ other: one })).status, 422);
	assert.equal((await merge({ other: 999999 })).status, 404);
	assert.equal((await merge({ other_seen: 9 })).status, 409);
	assert.equal((await merge({ seen: 9 })).status, 409);
	assert.equal((await merge()).status, 201);
	assert.equal((await merge()).status, 409, "once");
	assert.equal((await ask(officer, "POST", `${WELLS}/${two}/restore`, { reason: "x", seen: 2 })).status, 409);
	const browser = await signedIn(officer), path = `${PAGES}/${two}/tach`;
	assert.match((await browser.get(`${PAGES}/${two}`)).text, /Tách ra/);
	assert.equal((await browser.submit(path, path, { seen: "2", reason: "Hai giếng khác nhau" })).status, 303);
	const back = await record(two);
	assert.deepEqual([back.answers.label, back.answers.number, back.merged_into], ["Giếng tách hai", "GN-0711", 0]);
	assert.equal((await browser.get(path)).status, 404);
	assert.equal((await ask(officer, "POST", `${WELLS}/${two}/split`, { reason: "x", seen: 3 })).status, 409);
});

test("the other one is looked for by name; programs see both", async () => {
	const one = await made("Giếng ở đầu làng"), two = await made("Giếng sân kho hợp tác");
	const browser = await signedIn(officer), page = await browser.get(`${PAGES}/${one}/gop?tim=san+kho`);
	assert.match(page.text, new RegExp(`gop\\?voi=${two}"[^>]*>Giếng sân kho hợp tác`));
	assert.doesNotMatch((await browser.get(`${PAGES}/${one}/gop?tim=dau+lang`)).text, new RegExp(`gop\\?voi=${one}"`), "not itself");
	const seen = (await ask(officer, "GET", `${WELLS}/${one}/merge?voi=${two}`)).body;
	assert.deepEqual(seen.pairs.filter((p) => p.is_different).map((p) => [p.name, p.one, p.other]), [["label", "Giếng ở đầu làng", "Giếng sân kho hợp tác"]]);
	const self = (await ask(officer, "GET", `${WELLS}/${one}/merge?voi=${one}`)).body;
	assert.deepEqual([self.other, self.pairs], [0, []], "nothing is compared with itself");
	assert.equal((await ask("lanhdao.gialam", "GET", `${WELLS}/${one}/merge?voi=${two}`)).status, 403, "who only reads");
});

test("ticked records go to another state; those that cannot are told with the reason", async () => {
	const ids = [];
	for (let i = 0; i < 3; i++) ids.push(await made(`Giếng loạt ${i}`, {}, { valid_from: "2026-01-10" }));
	const browser = await signedIn(officer), list = `${PAGES}/danh-sach?tim=loat`, page = (await browser.get(list)).text;
	assert.match(page, new RegExp(`name="records" value="${ids[0]}"`));
	assert.match(page, /name="action" value="close"/);
	assert.match(page, /name="action" value="open"/);
	assert.doesNotMatch((await browser.get(`${list}&trang-thai=in_use`)).text, /name="action" value="open"/, "what is in use is not opened");
	assert.doesNotMatch((await browser.get(`${list}&ngay=2026-02-01`)).text, /name="records"/, "a past day is only looked at");
	assert.doesNotMatch((await (await signedIn("lanhdao.gialam")).get(list)).text, /name="records"/, "who only reads ticks nothing");
	const moved = await browser.submit(list, `${PAGES}/chuyen-trang-thai`, { records: String(ids[0]), action: "close", note: "Cạn", valid_from: "01/02/2026", back: list });
	assert.equal(moved.status, 303, moved.text);
	assert.equal(moved.location, list);
	assert.equal((await record(ids[0])).state_title, "Ngừng dùng");
	assert.deepEqual((await ask(officer, "GET", `${WELLS}?tim=loat&trang-thai=closed`)).body.records.map((r) => [r.id, r.valid_from]), [[ids[0], "2026-02-01"]], "from the day that was asked");
	const many = await ask(officer, "POST", `${WELLS}/move`, { records: [...ids, 999999], action: "close", valid_from: "2026-03-01" });
	assert.equal(many.status, 200, JSON.stringify(many.body));
	assert.equal(many.body.done, 2);
	assert.deepEqual(many.body.refused.map((one) => [one.id, one.name]), [[ids[0], "Giếng loạt 0"], [999999, ""]]);
	assert.match(many.body.refused[0].text, /đang ở trạng thái “Ngừng dùng”/);
	const report = await browser.submit(list, `${PAGES}/chuyen-trang-thai`, { records: String(ids[0]), action: "close", back: list });
	assert.equal(report.status, 200);
	assert.match(report.text, /Chưa ghi được 1 mục/);
	assert.match(report.text, /Giếng loạt 0<\/a>/);
	assert.equal((await ask(officer, "POST", `${WELLS}/move`, { records: [ids[0]], action: "burn" })).status, 422);
	assert.equal((await ask("lanhdao.gialam", "POST", `${WELLS}/move`, { records: ids, action: "open" })).status, 403);
	const early = await ask(officer, "POST", `${WELLS}/move`, { records: [ids[1]], action: "open", valid_from: "2026-02-01" });
	assert.match(early.body.refused[0].text, /phải từ sau ngày/);
});

test("what names the one that is gone names the other", async () => {
	const ORGANISATIONS = "/registries/to-chuc/records";
	const added = async (label, more = {}) => {
		const reply = await ask(officer, "POST", ORGANISATIONS, { answers: { label, kind: "school", ...more }, though_alike: true });
		assert.equal(reply.status, 201, JSON.stringify(reply.body));
		return Number(/\/(\d+)$/.exec(reply.body.location)[1]);
	};
	const one = await added("Trường tiểu học Gộp"), two = await added("Truong tieu hoc gop"), below = await added("Điểm trường Gộp", { parent: { id: two } });
	assert.equal((await ask(officer, "POST", `${ORGANISATIONS}/${two}/end`, { reason: "x", seen: 1, valid_from: "2027-01-01" })).status, 409, "it is named");
	const merged = await ask(officer, "POST", `${ORGANISATIONS}/${one}/merge`, { other: two, other_seen: 1, seen: 1, reason: "Trùng" });
	assert.equal(merged.status, 201, JSON.stringify(merged.body));
	const { answers } = (await ask(officer, "GET", `${ORGANISATIONS}/${below}`)).body;
	assert.deepEqual([answers.parent.id, answers.parent.title], [one, "Trường tiểu học Gộp"]);
	const { versions } = (await ask(officer, "GET", `${ORGANISATIONS}/${below}/versions`)).body;
	assert.deepEqual(versions.map((v) => v.is.act), ["correct", "create"]);
	assert.match(versions[0].is.reason, /đã gộp vào “Trường tiểu học Gộp”/);
	assert.deepEqual((await ask(officer, "GET", `${ORGANISATIONS}/${one}`)).body.named.map((n) => n.record_id), [below]);
});
