// Records of officers through pages and API: written, corrected, asked for, printed; who may what. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, ask, base, password, signedIn, sixDigits, token } from "./client.mjs";

const keeper = "tochuc.gialam", leader = "lanhdao.gialam", desk = "motcua.gialam", far = "lanhdao.cucphuong";
const get = async (who, path, status = 200) => {
	const r = await ask(who, "GET", path);
	assert.equal(r.status, status, `${who} ${path}: ${JSON.stringify(r.body).slice(0, 300)}`);
	return r.body;
};
const does = async (who, path, body, status = 201) => {
	const r = await ask(who, "POST", path, body);
	assert.equal(r.status, status, `${who} ${path}: ${JSON.stringify(r.body)}`);
	return r.body;
};
const decided = { decision_number: "77/QĐ-UBND", decision_on: "2026-01-05", decision_signer: "Chủ tịch UBND xã" };
let own, file, others; // the desk's record; a new one of this run; the keeper's own

const holds = async (kind) => (await get(keeper, `/personnel/${file}/kinds/${kind}`)).entries;

before(async () => {
	const made = await does(keeper, "/personnel", { name: `Trần Văn Mới ${sixDigits()}` });
	file = Number(made.location.match(/\d+$/)[0]);
	own = (await get(desk, "/my/personnel")).id;
	others = (await get(keeper, "/my/personnel")).id;
});

test("an entry is written with its decision; what is wrong is said beside the field and nothing is lost", async () => {
	await does(keeper, `/personnel/${file}/kinds/salary`, { answers: { step: 2, coefficient: 2.67 }, valid_from: "2024-02-01" }, 422);
	await does(keeper, `/personnel/${file}/kinds/salary`, { answers: { step: 2, coefficient: 2.67 }, valid_from: "2024-02-01", ...decided });
	await does(keeper, `/personnel/${file}/kinds/salary`, { answers: { step: 1, coefficient: 2.34 }, valid_from: "2021-02-01", ...decided });
	const all = await holds("salary");
	assert.deepEqual(all.map((e) => [e.valid_from, e.valid_to, e.state]), [["2024-02-01", "", "now"], ["2021-02-01", "2024-02-01", "before"]]);
	assert.equal((await get(keeper, `/personnel/${file}?ngay=2022-05-05`)).entries.find((e) => e.kind === "salary").answers.step, 1);
	const browser = await signedIn(keeper), page = `/ho-so-can-bo/${file}/ghi/salary`;
	const wrong = await browser.upload(page, page, [["e_step", "3"], ["e_coefficient", "3"], ["valid_from", "01/02/2027"], ["decision_number", "88/QĐ-UBND"]]);
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /Hãy ghi ngày của quyết định/);
	assert.match(wrong.text, /88\/QĐ-UBND/, "what was typed is not lost");
	await does(keeper, `/personnel/${file}/kinds/hobby`, { answers: {}, valid_from: "2024-02-01" }, 404);
});

test("the file of a decision hangs on the entry, for who may see it", async () => {
	const browser = await signedIn(keeper), page = `/ho-so-can-bo/${file}/ghi/award`;
	const pdf = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n0000000102 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n161\n%%EOF\n");
	const sent = await browser.upload(page, page, [["e_award_year", "2025"], ["e_award", "Giấy khen"], ["valid_from", "20/12/2025"],
		["decision_number", "9/QĐ-UBND"], ["decision_on", "20/12/2025"], ["decision_signer", "Chủ tịch"], ["papers", pdf, "quyet-dinh-9.pdf"]]);
	assert.equal(sent.status, 303, sent.text.slice(0, 300));
	const id = (await holds("award"))[0].id;
	assert.match((await browser.get(`/dinh-kem/personnel_entry/${id}`)).text, /quyet-dinh-9\.pdf/);
	assert.equal((await (await signedIn(desk)).get(`/dinh-kem/personnel_entry/${id}`)).status, 404);
	assert.equal((await (await signedIn(far)).get(`/dinh-kem/personnel_entry/${id}`)).status, 404);
});

test("a correction takes the place of what was wrong; two writers do not overwrite each other", async () => {
	const wrong = (await holds("salary"))[0], { version } = await get(keeper, `/personnel/${file}`);
	const body = { answers: { step: 3, coefficient: 3 }, corrects: wrong.id, reason: "Ghi nhầm bậc", seen: version, ...decided };
	await does(keeper, `/personnel/${file}/kinds/salary`, { ...body, reason: "" }, 422);
	await does(keeper, `/personnel/${file}/kinds/salary`, body);
	await does(keeper, `/personnel/${file}/kinds/salary`, body, 409);
	const all = await holds("salary");
	assert.deepEqual(all.map((e) => e.state).sort(), ["before", "now", "replaced"]);
	assert.equal(all.find((e) => e.state === "now").answers.step, 3);
	assert.match((await (await signedIn(keeper)).get(`/ho-so-can-bo/${file}/muc/salary`)).text, /Sai, đã đính chính/);
});

test("the open part, the sensitive part, one's own: who sees what", async () => {
	const number = (r) => r.entries.find((e) => e.kind === "identity").answers.personal_number;
	assert.match(number(await get(keeper, `/personnel/${own}`)), /^\d{12}$/);
	assert.match(number(await get(leader, `/personnel/${own}`)), /^•+\d{3}$/, "covered for who only reads");
	assert.match(number(await get(desk, "/my/personnel")), /^\d{12}$/);
	for (const who of [keeper, leader]) {
		const kinds = (await get(who, `/personnel/${own}`)).entries.map((e) => e.kind);
		for (const kind of ["health", "family", "discipline", "party"]) assert.ok(!kinds.includes(kind), `${who} sees ${kind}`);
	}
	assert.ok((await get(keeper, `/personnel/${own}/sensitive`)).entries.some((e) => e.kind === "family"));
	assert.ok((await get(desk, "/my/personnel")).entries.some((e) => e.kind === "family"));
	await get(leader, `/personnel/${own}/sensitive`, 403);
	await get(leader, `/personnel/${own}/sheet`, 403);
	await get(leader, `/personnel/${own}/kinds/family`, 403);
	await get(keeper, `/personnel/${own}/kinds/family`);
});

test("the matrix: nobody else's unit, nobody without the right", async () => {
	const reads = [`/personnel`, `/personnel/${own}`, `/personnel/due`, `/personnel/quotas`, `/personnel/figures`, `/personnel/${own}/kinds/salary`];
	const keeps = [`/personnel-requests`];
	for (const who of [desk, "chuyenmon.gialam", "vanthu.gialam", "quantri.gialam"])
		for (const path of [...reads, ...keeps, `/personnel/${own}/sensitive`, `/personnel/${own}/sheet`]) await get(who, path, 403);
	for (const path of reads) await get(leader, path);
	for (const path of keeps) await get(leader, path, 403);
	for (const path of [`/personnel/${own}`, `/personnel/${own}/kinds/salary`]) await get(far, path, 404);
	assert.ok(!(await get(far, "/personnel")).personnel.some((p) => p.id === own));
	for (const who of [leader, desk]) {
		await does(who, `/personnel/${own}/kinds/salary`, { answers: { step: 9, coefficient: 9 }, valid_from: "2026-10-01", ...decided }, 403);
		await does(who, `/personnel/${own}/leave`, { day: "2026-10-01" }, 403);
		await does(who, "/personnel", { name: "Ai Đó" }, 403);
		await does(who, "/personnel/quotas", { servant_kind: "servant", amount: 1, valid_from: "2027-01-01", number: "1", decision_on: "2026-01-01" }, 403);
	}
	await does(keeper, `/personnel/${others}/kinds/salary`, { answers: { step: 9, coefficient: 9 }, valid_from: "2026-10-01", ...decided }, 403);
	assert.equal((await api("GET", "/my/personnel", "")).status, 401);
});

test("a request with evidence, approved with a decision: the record says it, the evidence hangs on the entry", async () => {
	const wrong = (await get(desk, "/my/personnel")).entries.find((e) => e.kind === "salary");
	await does(desk, "/my/personnel/kinds/salary", { answers: { step: 8, coefficient: 4.65 }, entry: wrong.id, reason: "" }, 422);
	const browser = await signedIn(desk), page = "/ho-so-cua-toi/de-nghi-sua/salary";
	const sent = await browser.upload(`${page}?sua=${wrong.id}`, page, [["entry", String(wrong.id)], ["e_step", "8"], ["e_coefficient", "4,65"],
		["reason", "Ghi thiếu bậc theo quyết định"], ["papers", Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64"), "quyet-dinh.png"]]);
	assert.equal(sent.status, 303, sent.text.slice(0, 500));
	const id = Number(sent.location.match(/\d+$/)[0]);
	assert.ok((await get(keeper, "/personnel-requests")).requests.some((r) => r.id === id));
	assert.match(JSON.stringify(await get(keeper, "/notices")), /Có đề nghị sửa hồ sơ/);
	await get(leader, `/personnel-requests/${id}`, 403);
	await get(far, `/my/personnel-requests/${id}`, 404);
	await does(keeper, `/personnel-requests/${id}/approve`, {}, 422);
	await does(keeper, `/personnel-requests/${id}/approve`, { ...decided, note: "Đúng" });
	const seen = await get(desk, `/my/personnel-requests/${id}`);
	assert.equal(seen.state, "approved");
	const now = (await get(desk, "/my/personnel")).entries.find((e) => e.kind === "salary");
	assert.equal(now.id, seen.made);
	assert.equal(now.answers.step, 8);
	assert.equal(now.decision_number, decided.decision_number);
	assert.match((await browser.get(`/dinh-kem/personnel_entry/${now.id}`)).text, /quyet-dinh\.png/);
	assert.match(JSON.stringify(await get(desk, "/notices")), /đã được duyệt/);
	await does(keeper, `/personnel-requests/${id}/refuse`, { note: "x" }, 409);
});

test("a request is refused with a reason, or withdrawn; nobody answers himself", async () => {
	const asks = async (who) => Number((await does(who, "/my/personnel/kinds/award",
		{ answers: { award_year: 2025, award: "Giấy khen" }, valid_from: "2026-01-10", reason: "Chưa ghi" })).location.match(/\d+$/)[0]);
	const first = await asks(desk);
	await does(keeper, `/personnel-requests/${first}/refuse`, {}, 422);
	await does(keeper, `/personnel-requests/${first}/refuse`, { note: "Chưa có quyết định" });
	assert.equal((await get(desk, `/my/personnel-requests/${first}`)).answer, "Chưa có quyết định");
	const second = await asks(desk);
	await does(desk, `/my/personnel-requests/${second}/withdraw`, {});
	await does(keeper, `/personnel-requests/${second}/approve`, decided, 409);
	const mine = await asks(keeper);
	await get(keeper, `/personnel-requests/${mine}`, 404);
	await does(keeper, `/personnel-requests/${mine}/approve`, decided, 404);
});

test("what falls due, quota and figures are counted; who retires is not known until the ages are set", async () => {
	const due = (await get(keeper, "/personnel/due")).dues;
	assert.ok(due.length && due.every((d) => d.what === "raise"));
	assert.deepEqual(due.map((d) => d.due_on), due.map((d) => d.due_on).sort());
	assert.equal((await get(keeper, "/personnel/due?loai=retire")).dues.length, 0);
	const browser = await signedIn(keeper);
	assert.match((await browser.get("/ho-so-can-bo/den-han")).text, /Chưa đặt bảng tuổi nghỉ hưu/);
	const figures = await get(keeper, "/personnel/figures");
	assert.equal(figures.is_retirement_known, false);
	assert.ok(figures.staff > 20 && figures.complete > 0 && figures.complete < figures.staff && figures.mailbox > figures.signature);
	const servants = (await get(keeper, "/personnel/quotas")).quotas[1];
	assert.equal(servants.vacant, servants.quota - servants.staff);
	const saved = await ask("quantri", "POST", "/settings/personnel.retirement_ages", { value: "2020-01-01 40-0/40-0" });
	assert.ok(saved.status < 300, JSON.stringify(saved));
	const retire = (await get(keeper, "/personnel/due?loai=retire")).dues;
	assert.ok(retire.length > 0);
	assert.ok(retire.every((d) => d.what === "retire" && d.due_on <= new Date(Date.now() + 366 * 86400e3).toISOString().slice(0, 10)));
});

test("the sheet as a paper, lists as files, looks in the log of the officer", async () => {
	for (const [who, path, kind] of [[keeper, `/personnel/${own}/sheet`, "pdf"], [desk, "/my/personnel/sheet", "pdf"], [keeper, "/personnel.xlsx", "spreadsheet"], [keeper, "/personnel/due.csv", "csv"]]) {
		const reply = await fetch(`${base}/api/v1${path}`, { headers: { authorization: `Bearer ${await token(who)}` } });
		assert.equal(reply.status, 200, path);
		assert.ok(reply.headers.get("content-type").includes(kind), path);
	}
	await new Promise((done) => setTimeout(done, 1500));
	const looks = JSON.stringify((await get(desk, "/my/looks")).looks);
	assert.match(looks, /Xem phần riêng của hồ sơ cán bộ/);
	assert.match(looks, /In sơ yếu lý lịch/);
});

test("who leaves is counted no longer", async () => {
	const before = (await get(keeper, "/personnel/figures")).staff;
	await does(keeper, `/personnel/${file}/leave`, { day: "2026-01-01" });
	assert.equal((await get(keeper, "/personnel/figures")).staff, before - 1);
	await does(keeper, `/personnel/${file}/leave`, { day: "" });
	assert.equal((await get(keeper, "/personnel/figures")).staff, before);
});
