// Records of officers under attack: a colleague's, the sensitive part, another unit's, one's own, entries of other records by their number, many at
// once, texts that want to be more. DINH_URL: a server on fresh demo data; DINH_LOG: its log.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test, { before } from "node:test";
import { api, ask, signedIn, sixDigits, token } from "../http/client.mjs";

const keeper = "tochuc.gialam", leader = "lanhdao.gialam", desk = "motcua.gialam";
const strangers = ["lanhdao.cucphuong", "lanhdao.ninhbinh", "0530000001", "quantri", "quantri.gialam", "vanthu.gialam", "chuyenmon.gialam"];
const decided = { decision_number: "77/QĐ-UBND", decision_on: "2026-01-05", decision_signer: "Chủ tịch" };
const secret = /Bí mật gia đình|037\d{9}|"health"|Giáo viên, Trường/;
async function refused(who, method, path, body, statuses = [403, 404]) {
	const r = await ask(who, method, path, body);
	assert.ok(statuses.includes(r.status), `${who} ${method} ${path} ${JSON.stringify(body)}: ${r.status} ${JSON.stringify(r.body).slice(0, 200)}`);
	assert.doesNotMatch(JSON.stringify(r.body), secret);
}
const made = async (who, path, body) => {
	const r = await ask(who, "POST", path, body);
	assert.equal(r.status, 201, `${who} ${path}: ${JSON.stringify(r.body)}`);
	return Number(r.body.location.match(/\d+$/)?.[0]);
};
const get = async (who, path) => (await ask(who, "GET", path)).body;
let file, own, request, family, salary, keepers;

before(async () => {
	file = await made(keeper, "/personnel", { name: `Lê Thị Kín ${sixDigits()}` });
	const mine = await get(desk, "/my/personnel");
	own = mine.id;
	keepers = await get(keeper, "/my/personnel");
	family = mine.entries.find((e) => e.kind === "family").id;
	salary = mine.entries.find((e) => e.kind === "salary").id;
	request = await made(desk, "/my/personnel/kinds/family", { valid_from: "2026-01-01", reason: "Sinh con",
		answers: { relation: "child", relative_name: "Lê Con", relative_born: 2026, relative_facts: "Bí mật gia đình" } });
});

const writes = (id, entry, asked) => [[`/personnel/${id}/kinds/salary`, { answers: { step: 9, coefficient: 9 }, valid_from: "2026-10-01", ...decided }],
	[`/personnel/${id}/kinds/salary`, { answers: { step: 9, coefficient: 9 }, corrects: entry, reason: "x", ...decided }],
	[`/personnel/${id}/kinds/health`, { answers: { health: "weak" }, valid_from: "2026-10-01" }], [`/personnel-entries/${entry}/end`, { day: "2026-11-01" }],
	[`/personnel/${id}/leave`, { day: "2026-11-01" }], [`/personnel-requests/${asked}/approve`, decided], [`/personnel-requests/${asked}/refuse`, { note: "x" }]];
const reads = (id, entry, asked) => [`/personnel/${id}`, `/personnel/${id}/sensitive`, `/personnel/${id}/sheet`, `/personnel/${id}/kinds/salary`,
	`/personnel/${id}/kinds/family`, `/personnel-requests/${asked}`, `/my/personnel-requests/${asked}`, `/attachments/personnel_entry/${entry}`,
	`/attachments/personnel_request/${asked}`, `/history/personnel/${id}`, `/talk/personnel/${id}`];

test("strangers and colleagues reach nothing, and learn nothing from the refusal", async () => {
	for (const who of strangers) {
		for (const path of reads(own, salary, request)) await refused(who, "GET", path);
		for (const [path, body] of writes(own, salary, request)) await refused(who, "POST", path, body);
		for (const path of ["/personnel.csv", "/personnel/due.csv"])
			assert.doesNotMatch((await api("GET", path, await token(who))).text, /Công chức Tài chính - Kế toán/);
	}
	for (const path of reads(own, salary, request)) assert.equal((await api("GET", path, "")).status, 401, path);
});

test("who only reads the open part does not get at the sensitive one by any way", async () => {
	for (const path of [`/personnel/${own}/sensitive`, `/personnel/${own}/sheet`, `/personnel/${own}/kinds/family`, `/personnel/${own}/kinds/health`,
		`/personnel-requests/${request}`, `/attachments/personnel_entry/${family}`, `/attachments/personnel_request/${request}`]) await refused(leader, "GET", path);
	const seen = JSON.stringify(await get(leader, `/personnel/${own}?ngay=2026-11-01`));
	assert.doesNotMatch(seen, secret);
	const browser = await signedIn(leader);
	for (const path of [`/ho-so-can-bo/${own}`, `/ho-so-can-bo/${own}/muc/identity`]) assert.doesNotMatch((await browser.get(path)).text, secret);
	for (const path of [`/ho-so-can-bo/${own}/phan-rieng`, `/ho-so-can-bo/${own}/ghi/family`, `/ho-so-can-bo/${own}/ghi/salary?sua=${family}`, `/dinh-kem/personnel_entry/${family}`])
		assert.ok([403, 404].includes((await browser.get(path)).status), path);
});

test("nobody writes or answers for himself", async () => {
	for (const [path, body] of writes(own, salary, request)) await refused(desk, "POST", path, body);
	const entry = keepers.entries.find((e) => e.kind === "salary")?.id ?? keepers.entries[0].id;
	const asked = await made(keeper, "/my/personnel/kinds/education", { valid_from: "2026-01-01", reason: "Học xong",
		answers: { schooling: "12/12", degree: "doctor", political_theory: "advanced" } });
	for (const [path, body] of writes(keepers.id, entry, asked)) await refused(keeper, "POST", path, body);
	await refused(keeper, "GET", `/personnel-requests/${asked}`);
	assert.ok(!(await get(keeper, "/my/personnel")).entries.some((e) => e.answers.degree === "doctor"));
});

test("an entry is of its record and kind: numbers of others lead nowhere", async () => {
	const answers = { step: 9, coefficient: 9 };
	await refused(keeper, "POST", `/personnel/${file}/kinds/salary`, { answers, corrects: salary, reason: "x", ...decided }, [404]);
	await refused(keeper, "POST", `/personnel/${own}/kinds/salary`, { answers, corrects: family, reason: "x", ...decided }, [404]);
	await refused(keeper, "POST", `/personnel/${own}/kinds/salary`, { answers, corrects: 999999, reason: "x", ...decided }, [404]);
	await refused(desk, "POST", "/my/personnel/kinds/salary", { answers, entry: keepers.entries[0].id, reason: "Lấy của người" }, [404]);
	await refused(desk, "POST", "/my/personnel/kinds/salary", { answers, entry: family, reason: "Mục khác" }, [404]);
	for (const kind of ["..", "x", "%00", "identity%2f", "personnel-salary"]) {
		const r = await ask(keeper, "GET", `/personnel/${own}/kinds/${kind}`);
		assert.ok([400, 404].includes(r.status), `${kind}: ${r.status}`);
	}
	const step = (await get(desk, "/my/personnel")).entries.find((e) => e.kind === "salary").answers.step;
	assert.notEqual(step, 9);
});

test("many at once: one writer wins, one answer counts", async () => {
	const { version } = await get(keeper, `/personnel/${file}`);
	const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((step) => ask(keeper, "POST", `/personnel/${file}/kinds/salary`,
		{ answers: { step, coefficient: 2 }, valid_from: `2024-0${step}-01`, seen: version, ...decided })));
	assert.deepEqual(answers.map((r) => r.status).sort(), [201, 409, 409, 409, 409, 409]);
	const asked = await made(desk, "/my/personnel/kinds/award", { answers: { award_year: 2024, award: "Giấy khen" }, valid_from: "2026-01-10", reason: "Chưa ghi" });
	const done = await Promise.all(["approve", "approve", "approve", "refuse"].map((a) => ask(keeper, "POST", `/personnel-requests/${asked}/${a}`, { ...(a === "approve" ? decided : {}), note: "x" })));
	assert.deepEqual(done.map((r) => r.status).sort(), [201, 409, 409, 409]);
	const count = (await get(desk, "/my/personnel")).entries.filter((e) => e.answers.award_year === 2024).length;
	assert.ok(count <= 1);
});

test("texts stay texts: on pages, in spreadsheets; what is too long is refused", async () => {
	const evil = `=cmd|'/c calc'!A1<script>alert(1)</script>`, id = await made(keeper, "/personnel", { name: evil });
	const browser = await signedIn(keeper);
	for (const path of ["/ho-so-can-bo?tim=calc", `/ho-so-can-bo/${id}`]) {
		const page = (await browser.get(path)).text;
		assert.doesNotMatch(page, /<script>alert/);
		assert.match(page, /&lt;script&gt;alert/);
	}
	assert.doesNotMatch((await api("GET", "/personnel.csv?tim=calc", await token(keeper))).text, /(^|[\n;,"])=cmd/);
	await refused(keeper, "POST", `/personnel/${id}/kinds/award`, { answers: { award_year: 2025, award: "x".repeat(70000) }, valid_from: "2026-01-01", ...decided }, [413, 422]);
	await refused(keeper, "POST", `/personnel/${id}/kinds/award`, { answers: { award_year: 2025, award: "x", other: 1 }, valid_from: "2026-01-01", ...decided }, [422]);
	await refused(keeper, "POST", `/personnel/${id}/kinds/award`, { answers: [], valid_from: "2026-01-01", ...decided }, [422]);
	await refused(keeper, "POST", "/personnel", { name: "x".repeat(500) }, [422]);
	await refused(keeper, "POST", "/personnel", { account: 999999, name: "" }, [422]);
});

test("every look at the sensitive part is in the log of whose it is; the program's log names nobody", async () => {
	await get(keeper, `/personnel/${own}/sensitive`);
	await get(keeper, `/personnel-requests/${request}`);
	await new Promise((done) => setTimeout(done, 1500));
	const looks = JSON.stringify(await get(desk, "/my/looks"));
	assert.match(looks, /phần riêng của hồ sơ cán bộ/);
	assert.match(looks, /Xem đề nghị sửa hồ sơ cán bộ/);
	const log = process.env.DINH_LOG;
	if (log && existsSync(log)) assert.doesNotMatch(readFileSync(log, "utf8"), /Bí mật gia đình|037\d{9}/);
});
