// Evaluation of officers through pages and API: a quarter from its opening to the answered appeal. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import test, { before } from "node:test";
import { api, ask, base, password, signedIn, sixDigits, token, words } from "./client.mjs";

const leader = "lanhdao.gialam", officer = `moi.${sixDigits()}`, colleague = "motcua.gialam";
const quarter = () => {
	const d = new Date();
	return `${d.getFullYear()}-Q${Math.floor(d.getMonth() / 3) + 1}`;
};
const day = (offset) => new Date(Date.now() + 7 * 3600e3 + offset * 86400e3).toISOString().slice(0, 10);
const lastDay = () => {
	const d = new Date(), q = Math.floor(d.getMonth() / 3);
	return new Date(Date.UTC(d.getFullYear(), q * 3 + 3, 0)).toISOString().slice(0, 10);
};
const get = async (who, path) => {
	const r = await ask(who, "GET", path);
	assert.equal(r.status, 200, `${who} ${path}`);
	return r.body;
};
const does = async (who, path, body, status = 201) => {
	const r = await ask(who, "POST", path, body);
	assert.equal(r.status, status, `${who} ${path}: ${JSON.stringify(r.body)}`);
	return r.body;
};
let sheet, task, result;

before(async () => {
	const made = await ask("quantri.gialam", "POST", "/accounts", { name: "Vũ Thị Mới", login: officer, role: "specialist", password, again: password });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	await does(leader, "/evaluations", { period: quarter() });
	sheet = (await get(officer, "/my/evaluations")).evaluations.find((e) => e.period === quarter()).id;
});

test("a catalogue of products; what was assigned keeps its coefficient", async () => {
	await does(leader, "/evaluation-products", { title: "Kế hoạch", counted: "kế hoạch", coefficient: "1,25", source: "typed" });
	await does(officer, "/evaluation-products", { title: "Kế hoạch", counted: "kế hoạch", coefficient: "9", source: "typed" }, 403);
	await does(leader, "/evaluation-products", { title: "Kế hoạch", counted: "kế hoạch", coefficient: "0", source: "typed" }, 422);
	const p = (await get(officer, "/evaluation-products?tim=ke+hoach")).products[0];
	assert.equal(p.coefficient_hundredths, 125);
	await does(leader, `/evaluations/${sheet}/tasks`, { product: p.id, amount: 8, due_on: lastDay() });
	await does(leader, `/evaluations/${sheet}/tasks`, { product: p.id, amount: 8, due_on: "2020-01-01" }, 422);
	await does(leader, `/evaluation-products/${p.id}`, { title: "Kế hoạch", counted: "kế hoạch", coefficient: "7" });
	const seen = await get(officer, `/my/evaluations/${sheet}`);
	task = seen.tasks.find((t) => t.title === "Kế hoạch").id;
	assert.equal(seen.tasks.find((t) => t.id === task).coefficient_hundredths, 125);
	assert.equal(seen.is_enough, false);
	assert.match(seen.lines.find((l) => l.label === "Tổng điểm").value, /chưa đủ dữ liệu/);
});

test("results with evidence, and what is wrong is said beside the field", async () => {
	const browser = await signedIn(officer), page = `/danh-gia-can-bo/nhiem-vu/${task}`;
	const wrong = await browser.submit(page, `${page}/ket-qua`, { on_day: day(3), amount: "2", evidence: "Công văn 1" });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /không được sau hôm nay/);
	assert.match(wrong.text, /Công văn 1/, "what was typed is not lost");
	assert.equal((await browser.submit(page, `${page}/ket-qua`, { on_day: day(0), amount: "8", evidence: "Công văn 1" })).status, 303);
	result = (await get(officer, `/evaluation-tasks/${task}`)).results[0].id;
	await does(leader, `/evaluation-results/${result}/quality`, { good: 9 }, 422);
	await does(leader, `/evaluation-results/${result}/quality`, { good: 6 });
	const leads = await signedIn(leader);
	const again = await leads.submit(page, `/danh-gia-can-bo/ket-qua/${result}/chat-luong`, { good: "99" });
	assert.equal(again.status, 422);
	assert.match(again.text, /từ 0 đến 8/);
});

test("self, collective, proposal: explained to the hundredth", async () => {
	await does(officer, `/my/evaluations/${sheet}/self`, { common: "27,5", note: "Hoàn thành." });
	await does(leader, `/evaluations/${sheet}/collective`, {}, 409);
	await does(leader, `/evaluations/${sheet}/opinions`, { kind: "meeting", text: "Nhất trí." });
	await does(leader, `/evaluations/${sheet}/opinions`, { kind: "rumour", text: "x" }, 422);
	await does(leader, `/evaluations/${sheet}/collective`, {});
	const page = `/danh-gia-can-bo/phu-trach/${sheet}`, leads = await signedIn(leader);
	const high = await leads.submit(`${page}/lam/de-xuat`, `${page}/de-xuat`, { common: "27,5", grade: "fine", note: "", seen: "", client_key: "" });
	assert.equal(high.status, 422);
	assert.match(high.text, /chọn một mức xếp loại/);
	await does(leader, `/evaluations/${sheet}/propose`, { common: "27,5", grade: "excellent" });
	const seen = await get(officer, `/my/evaluations/${sheet}`); // each officer sees his own always
	assert.equal(seen.e.total_hundredths, 9167); // 27,5 + 70 (10 + 7,5 + 10) / 30
	assert.equal(seen.scores.quality, 75);
	assert.match(seen.lines.find((l) => /kết quả thực hiện/.test(l.label)).formula, /70 × \(10 \+ 7,5 \+ 10\) \/ \(3 × 10\)/);
	assert.deepEqual(seen.actions, []);
	assert.ok((await get(leader, `/evaluations/${sheet}`)).actions.some((a) => a.name === "decide"));
});

test("the quota stands before the decision, and holds", async () => {
	const page = await (await signedIn(leader)).get(`/danh-gia-can-bo/phu-trach/${sheet}/lam/quyet-dinh`);
	assert.match(page.text, /Tỷ lệ “Hoàn thành xuất sắc nhiệm vụ”: nhiều nhất <strong>0<\/strong> người/);
	const refused = await does(leader, `/evaluations/${sheet}/decide`, { grade: "excellent" }, 422);
	assert.match(JSON.stringify(refused), /Vượt tỷ lệ/);
	await does(leader, `/evaluations/${sheet}/decide`, { grade: "excellent", document: "Công văn 12/UBND ngày 01/12/2026" });
	const published = async () => (await get(colleague, `/evaluations/published?ky=${quarter()}`)).evaluations.filter((e) => e.name === "Vũ Thị Mới");
	assert.equal((await published()).length, 0);
	await does(leader, `/evaluations/${sheet}/publish`, {});
	await does(leader, `/evaluations/${sheet}/publish`, {}, 409);
	const seen = await published();
	assert.equal(seen.length, 1);
	assert.equal(seen[0].decided, "excellent");
	assert.equal("total_hundredths" in seen[0], false, "a grade is public, points are not");
	assert.match(JSON.stringify(await get(officer, "/notices")), /Đã công bố kết quả xếp loại/);
});

test("the sheet of who leads a unit shows what the dashboard counts of the unit", async () => {
	const { id } = (await get(leader, "/my/evaluations")).evaluations.find((e) => e.period === quarter()), mine = await get(leader, `/my/evaluations/${id}`);
	const figures = (await get(leader, "/dashboard")).by_month.filter((m) => m.name >= mine.e.first_on.slice(0, 7) && m.name <= mine.e.last_on.slice(0, 7));
	const sum = (...names) => figures.reduce((all, m) => all + names.reduce((n, name) => n + m[name], 0), 0);
	assert.deepEqual(mine.dossiers, { finished: sum("early", "on_time", "overdue"), in_time: sum("early", "on_time") });
	assert.ok(mine.dossiers.finished > 0);
	assert.match((await (await signedIn(leader)).get(`/danh-gia-can-bo/${id}`)).text, /Số liệu lấy từ bảng điều hành, không nhập tay[^]*href="\/dieu-hanh\?don-vi=\d+&amp;tu=/);
	assert.match(words((await ask(leader, "GET", `/my/evaluations/${id}/sheet`)).body), /bảng điều hành\): [\d.]+, trước hạn hoặc đúng hạn/);
	assert.deepEqual((await get(officer, `/my/evaluations/${sheet}`)).dossiers, { finished: 0, in_time: 0 }, "not of the others");
});

test("an appeal and its answer", async () => {
	await does(officer, `/my/evaluations/${sheet}/appeal`, { note: "" }, 422);
	await does(officer, `/my/evaluations/${sheet}/appeal`, { note: "Đề nghị ghi nhận thêm." });
	await does(officer, `/my/evaluations/${sheet}/appeal`, { note: "Lần nữa." }, 409);
	await does(leader, `/evaluations/${sheet}/answer`, { grade: "excellent", document: "Công văn 12/UBND", note: "Giữ nguyên mức đã xếp." });
	const seen = await get(officer, `/my/evaluations/${sheet}`);
	assert.equal(seen.state, "answered");
	assert.match(JSON.stringify(seen.events), /Giữ nguyên/);
});

test("the year of the unit as a list and as files; the sheet as a paper", async () => {
	const key = await token(leader);
	const listed = (await get(leader, `/evaluations?ky=${quarter()}`)).evaluations, own = (await get(leader, "/my/evaluations")).evaluations;
	assert.ok(listed.length >= 5);
	assert.ok(!listed.some((e) => own.some((o) => o.id === e.id)), "his own is not among them");
	const csv = await api("GET", `/evaluations.csv?ky=${quarter()}`, key);
	assert.match(csv.text, /91,67/);
	assert.match(csv.text, /Hoàn thành xuất sắc nhiệm vụ/);
	for (const [path, kind] of [[`/evaluations/${sheet}/sheet`, "application/pdf"], ["/evaluations.xlsx", "spreadsheet"]]) {
		const reply = await fetch(`${base}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } });
		assert.equal(reply.status, 200);
		assert.ok(reply.headers.get("content-type").includes(kind));
	}
	for (const login of ["chuyenmon.gialam", "motcua.gialam", "vanthu.gialam"]) {
		const { id } = (await get(login, "/my/evaluations")).evaluations.at(-1), paper = (await ask(login, "GET", `/my/evaluations/${id}/sheet`)).body;
		const signed = execFileSync("pdftotext", ["-layout", "-", "-"], { input: paper }).toString().split("\f").filter((one) => /NGƯỜI CÓ THẨM QUYỀN/.test(one));
		assert.equal(signed.length, 1);
		assert.match(signed[0], /Mức quyết định/, "what is signed stands on the page of the signatures");
	}
	const cycles = await (await signedIn(leader)).get(`/danh-gia-can-bo/don-vi?ky=${quarter()}`);
	const cycle = cycles.text.match(/danh-gia-can-bo\/ky\/(\d+)/)[1];
	await does(leader, `/evaluation-cycles/${cycle}/unit-grade`, { grade: "fine", document: "1/QĐ" }, 422);
	await does(leader, `/evaluation-cycles/${cycle}/unit-grade`, { grade: "good", document: "1/QĐ" });
	assert.equal((await get(leader, `/evaluation-cycles/${cycle}`)).cycle.unit_grade, "good");
});
