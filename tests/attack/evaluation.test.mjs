// Evaluation under attack: one's own score, a colleague's, another unit's, before and after publication, twice, many at once, numbers of one's own
// making. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, ask, password, signedIn, sixDigits, token } from "../http/client.mjs";

const leader = "lanhdao.gialam", mine = `toi.${sixDigits()}`, colleague = `ban.${sixDigits()}`;
const strangers = ["lanhdao.cucphuong", "chuyenmon.cucphuong", "lanhdao.ninhbinh", "0530000001", "quantri"];
const quarter = () => {
	const d = new Date();
	return `${d.getFullYear()}-Q${Math.floor(d.getMonth() / 3) + 1}`;
};
const today = () => new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
const post = (who, path, body = {}) => ask(who, "POST", path, body);
async function refused(who, method, path, body, statuses = [403, 404]) {
	const r = await ask(who, method, path, body);
	assert.ok(statuses.includes(r.status), `${who} ${method} ${path} ${JSON.stringify(body)}: ${r.status} ${JSON.stringify(r.body).slice(0, 200)}`);
	assert.doesNotMatch(JSON.stringify(r.body), /Tự khai bí mật|Kế hoạch mật/);
}
const made = async (who, path, body) => {
	const r = await post(who, path, body);
	assert.equal(r.status, 201, `${who} ${path}: ${JSON.stringify(r.body)}`);
	return r.body;
};
let sheet, other, task, result;

before(async () => {
	for (const [login, name] of [[mine, "Vũ Tấn Công"], [colleague, "Vũ Đồng Nghiệp"]])
		await made("quantri.gialam", "/accounts", { name, login, role: "specialist", password, again: password });
	await made(leader, "/evaluations", { period: quarter() });
	const of = async (who) => (await ask(who, "GET", "/my/evaluations")).body.evaluations.find((e) => e.period === quarter()).id;
	[sheet, other] = [await of(mine), await of(colleague)];
	await made(leader, "/evaluation-products", { title: "Kế hoạch mật", counted: "kế hoạch", coefficient: "1", source: "typed" });
	const p = (await ask(leader, "GET", "/evaluation-products?tim=ke+hoach+mat")).body.products[0].id;
	await made(leader, `/evaluations/${sheet}/tasks`, { product: p, amount: 5, due_on: today() });
	task = (await ask(mine, "GET", `/my/evaluations/${sheet}`)).body.tasks[0].id;
	await made(mine, `/evaluation-tasks/${task}/results`, { on_day: today(), amount: 3, evidence: "Văn bản số 1" });
	result = (await ask(mine, "GET", `/evaluation-tasks/${task}`)).body.results[0].id;
});

const acts = () => [["tasks", { product: 1, amount: 1, due_on: today() }], ["opinions", { kind: "meeting", text: "x" }], ["head", { head: 0 }],
	["send-back", { note: "x" }], ["collective", {}], ["propose", { common: "30", grade: "excellent" }], ["reconsider", { note: "x" }],
	["decide", { grade: "excellent", document: "x" }], ["publish", {}], ["answer", { grade: "excellent", note: "x" }], ["leave-out", { note: "x" }]];

test("nobody stands on the side of those who judge him", async () => {
	await refused(mine, "GET", `/evaluations/${sheet}`);
	await refused(mine, "GET", `/evaluations/${sheet}/sheet`);
	for (const [path, body] of acts()) await refused(mine, "POST", `/evaluations/${sheet}/${path}`, body);
	await refused(mine, "POST", `/evaluation-results/${result}/quality`, { good: 3 });
	// who decides in the unit neither
	const own = (await ask(leader, "GET", "/my/evaluations")).body.evaluations.find((e) => e.period === quarter()).id;
	await refused(leader, "GET", `/evaluations/${own}`);
	for (const [path, body] of acts()) await refused(leader, "POST", `/evaluations/${own}/${path}`, body);
	assert.ok(!(await ask(leader, "GET", "/evaluations")).body.evaluations.some((e) => e.id === own));
});

test("a colleague's sheet is nobody's but of those who lead him", async () => {
	for (const who of [colleague, "motcua.gialam", "vanthu.gialam", "quantri.gialam"]) {
		for (const path of [`/my/evaluations/${sheet}`, `/my/evaluations/${sheet}/sheet`, `/evaluations/${sheet}`, `/evaluations/${sheet}/sheet`,
			`/evaluation-tasks/${task}`, `/evaluations?ky=${quarter()}`, "/evaluations.csv", `/talk/evaluation/${sheet}`, `/history/evaluation/${sheet}`])
			await refused(who, "GET", path);
		for (const [path, body] of acts()) await refused(who, "POST", `/evaluations/${sheet}/${path}`, body);
		await refused(who, "POST", `/my/evaluations/${sheet}/self`, { common: "1", note: "x" });
		await refused(who, "POST", `/my/evaluations/${sheet}/appeal`, { note: "x" });
		await refused(who, "POST", `/evaluation-tasks/${task}/results`, { on_day: today(), amount: 1, evidence: "xxx" });
		await refused(who, "POST", `/evaluation-tasks/${task}/dossiers`);
		await refused(who, "POST", `/evaluation-results/${result}/withdraw`);
		await refused(who, "POST", `/evaluation-results/${result}/quality`, { good: 0 });
		assert.doesNotMatch(JSON.stringify((await ask(who, "GET", `/evaluations/published?ky=${quarter()}`)).body), /Vũ Tấn Công/);
	}
	assert.equal((await ask(null, "GET", `/my/evaluations/${sheet}`)).status, 401);
});

test("another unit and the platform see and do nothing", async () => {
	const cycle = (await (await signedIn(leader)).get(`/danh-gia-can-bo/don-vi?ky=${quarter()}`)).text.match(/danh-gia-can-bo\/ky\/(\d+)/)[1];
	const product = (await ask(leader, "GET", "/evaluation-products")).body.products[0].id;
	for (const who of strangers) {
		for (const path of [`/my/evaluations/${sheet}`, `/evaluations/${sheet}`, `/evaluation-tasks/${task}`, `/evaluation-cycles/${cycle}`,
			`/evaluation-products/${product}`])
			await refused(who, "GET", path);
		for (const [path, body] of acts()) await refused(who, "POST", `/evaluations/${sheet}/${path}`, body);
		await refused(who, "POST", `/evaluation-cycles/${cycle}/unit-grade`, { grade: "excellent", document: "x" });
		await refused(who, "POST", `/evaluation-products/${product}`, { title: "x", counted: "x", coefficient: "100" });
		await refused(who, "POST", `/evaluation-products/${product}/end`);
	}
	assert.equal((await ask("lanhdao.cucphuong", "GET", `/evaluations?ky=${quarter()}`)).body.evaluations.length, 0);
	// a product of another unit is not assigned
	await made("lanhdao.cucphuong", "/evaluation-products", { title: "Của xã khác", counted: "x", coefficient: "100", source: "typed" });
	const theirs = (await ask("lanhdao.cucphuong", "GET", "/evaluation-products")).body.products[0].id;
	await refused(leader, "POST", `/evaluations/${sheet}/tasks`, { product: theirs, amount: 1, due_on: today() }, [422]);
});

test("numbers of one's own making: days, amounts, coefficients, points", async () => {
	for (const body of [{ on_day: "2999-01-01", amount: 1, evidence: "xxx" }, { on_day: "1999-01-01", amount: 1, evidence: "xxx" },
		{ on_day: today(), amount: 3, evidence: "xxx" }, { on_day: today(), amount: -1, evidence: "xxx" }, { on_day: today(), amount: 1e18, evidence: "xxx" },
		{ on_day: today(), amount: 1, evidence: "" }, { on_day: "hôm nay", amount: 1, evidence: "xxx" },
		{ on_day: today(), amount: 1, evidence: "xxx", late: 0, good: 1, coefficient: 10000 }])
		await refused(mine, "POST", `/evaluation-tasks/${task}/results`, body, [422]);
	for (const coefficient of ["-1", "0", "1e9", "NaN", "∞", "0,001", "99999999999999999999", "1;2"])
		await refused(leader, "POST", "/evaluation-products", { title: "x", counted: "x", coefficient, source: "typed" }, [422]);
	for (const common of ["30,01", "-1", "1e2", "NaN", "30.005", ""])
		await refused(mine, "POST", `/my/evaluations/${sheet}/self`, { common, note: "Tự khai bí mật" }, [422]);
	for (const good of [-1, 4, 1e18]) await refused(leader, "POST", `/evaluation-results/${result}/quality`, { good }, [422]);
	for (const period of ["2999", "0000", "2026-13", "'; drop table evaluation; --", "2026-Q4-BC", "2026-Q5"])
		await refused(leader, "POST", "/evaluations", { period }, [422]);
	for (const id of ["0", "-1", "9223372036854775807", "99999999"]) {
		await refused(leader, "GET", `/evaluations/${id}`, undefined, [404]);
		await refused(mine, "GET", `/my/evaluations/${id}`, undefined, [404]);
	}
	assert.equal((await ask(mine, "GET", `/my/evaluations/${sheet}`)).body.tasks[0].done, 3);
});

test("twice and many at once: a step is done once, an amount is not exceeded", async () => {
	const key = await token(mine);
	const many = await Promise.all(Array.from({ length: 8 }, () => api("POST", `/evaluation-tasks/${task}/results`, key, { on_day: today(), amount: 1, evidence: "Lúc này" })));
	assert.equal(many.filter((r) => r.status === 201).length, 2, "two of five were left");
	const selfs = await Promise.all(Array.from({ length: 6 }, () => api("POST", `/my/evaluations/${sheet}/self`, key, { common: "28", note: "Tự khai bí mật" })));
	assert.equal(selfs.filter((r) => r.status === 201).length, 1);
	assert.ok(selfs.every((r) => [201, 409].includes(r.status)));
	for (const r of (await ask(mine, "GET", `/evaluation-tasks/${task}`)).body.results) await made(leader, `/evaluation-results/${r.id}/quality`, { good: r.amount });
	await made(leader, `/evaluations/${sheet}/opinions`, { kind: "meeting", text: "Nhất trí." });
	await made(leader, `/evaluations/${sheet}/collective`);
	await made(leader, `/evaluations/${sheet}/propose`, { common: "19,5", grade: "good" });
	// somebody was looking at an older version
	await refused(leader, "POST", `/evaluations/${sheet}/decide`, { grade: "good", seen: 1 }, [409]);
	const boss = await token(leader);
	const decided = await Promise.all(Array.from({ length: 6 }, () => api("POST", `/evaluations/${sheet}/decide`, boss, { grade: "good" })));
	assert.equal(decided.filter((r) => r.status === 201).length, 1);
});

test("before publication its grade is not public; afterwards nothing is written any more, points stay hidden", async () => {
	for (const who of [colleague, "lanhdao.cucphuong"]) {
		assert.doesNotMatch(JSON.stringify((await ask(who, "GET", `/evaluations/published?ky=${quarter()}`)).body), /Vũ Tấn Công/);
		await refused(who, "GET", `/evaluations/${sheet}`);
	}
	await made(leader, `/evaluations/${sheet}/publish`);
	const shown = (await ask(colleague, "GET", `/evaluations/published?ky=${quarter()}`)).body.evaluations.filter((e) => e.name === "Vũ Tấn Công");
	assert.equal(shown.length, 1);
	assert.doesNotMatch(JSON.stringify(shown), /total|scores|8950/);
	assert.doesNotMatch(JSON.stringify((await ask("lanhdao.cucphuong", "GET", `/evaluations/published?ky=${quarter()}`)).body), /Vũ Tấn Công/);
	await refused(colleague, "GET", `/evaluations/${sheet}`);
	await refused(mine, "POST", `/evaluation-tasks/${task}/results`, { on_day: today(), amount: 1, evidence: "xxx" }, [409]);
	await refused(leader, "POST", `/evaluation-results/${result}/quality`, { good: 0 }, [409]);
	for (const [path, body] of acts().filter(([p]) => !["answer"].includes(p)))
		await refused(leader, "POST", `/evaluations/${sheet}/${path}`, body, [409, 422]);
	assert.equal((await ask(mine, "GET", `/my/evaluations/${sheet}`)).body.e.decided, "good");
	const log = async () => (await ask("quantri.gialam", "GET", "/audit?doi-tuong=evaluation")).body;
	assert.ok(JSON.stringify(await log()).includes("evaluation.publish"));
});

test("what is written is text and stays so", async () => {
	await made(colleague, `/my/evaluations/${other}/self`, { common: "1", note: "<script>alert(1)</script>=cmd()" });
	const page = await (await signedIn(leader)).get(`/danh-gia-can-bo/phu-trach/${other}`);
	assert.ok(page.text.includes("&lt;script&gt;"));
	assert.doesNotMatch(page.text, /<script>alert/);
});
