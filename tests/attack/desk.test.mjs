// The desk, the board and tracking under attack: another unit's queues, ids behind figures, what an export holds, work given to strangers,
// floods of reminders, guesses at look-up secrets. DINH_URL: a server on fresh demo data. Bounded: some two hundred requests.
import assert from "node:assert/strict";
import test from "node:test";
import { Browser, api, base, signedIn, token } from "../http/client.mjs";

const ask = async (method, path, login, json) => {
	const r = await api(method, path, login && (await token(login)), json);
	return { status: r.status, text: r.text, body: /json/.test(r.headers.get("content-type") ?? "") ? JSON.parse(r.text) : null };
};
const get = (path, login) => ask("GET", path, login);
const here = { desk: "motcua.gialam", expert: "chuyenmon.gialam", leader: "lanhdao.gialam" };
const there = { desk: "motcua.cucphuong", expert: "chuyenmon.cucphuong", leader: "lanhdao.cucphuong" };
const queues = ["mine", "reception", "unanswered", "unassigned", "approval", "return", "late", "soon", "ontime", "processing", "waiting", "elsewhere", "closed"];
const codes = (text) => [...text.matchAll(/H42\.\d+-\d{6}-\d{4}/g)].map((m) => m[0]);
const unitOf = (code) => code.split("-")[0];
const month = () => new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 7);

async function own(who) {
	const all = new Set();
	for (const queue of queues) for (const d of (await get(`/dossiers?hang=${queue}`, who)).body.dossiers) all.add(d.code);
	return all;
}

test("a queue holds its own unit's, whatever is asked of it", async () => {
	const mine = await own(here.desk), theirs = await own(there.desk);
	assert.ok(mine.size > 10 && theirs.size > 10);
	for (const code of theirs) assert.ok(!mine.has(code), code);
	const late = (await get("/dossiers?hang=late", here.desk)).body.dossiers;
	const officer = late.find((d) => d.assignee_id).assignee_id;
	for (const more of ["&sau=0.0", "&sau=-9.-9", "&sau=x", "&don-vi=1", "&unit=1", "&holder_unit_id=1", "&tim="])
		for (const code of codes((await get(`/dossiers?hang=late${more}`, there.desk)).text)) assert.ok(!mine.has(code), `${more}: ${code}`);
	const filtered = await get(`/dossiers/filtered?can-bo=${officer}`, there.desk);
	assert.deepEqual(filtered.body.dossiers, [], "a colleague of another unit has nothing here");
	assert.equal((await get("/dossiers?hang=reception", "0530000001")).status, 403);
	assert.equal((await get("/dossiers?hang=reception", null)).status, 401);
});

test("a figure leads to the dossiers of those one oversees, not further", async () => {
	const board = (await get("/dashboard", "lanhdao.ninhbinh")).body;
	const other = board.by_unit.find((u) => /Cúc Phương/.test(u.name)).unit_id, province = 1;
	for (const path of ["/dashboard", "/dashboard/dossiers?xem=late", "/dashboard/figures", "/dashboard/figures.csv", "/dashboard/figures.xlsx?theo=nguoi", "/dashboard/dossiers.csv?xem=late", "/dashboard/dossiers.xlsx?xem=late"])
		for (const unit of [other, province, -1, "9223372036854775807", "9223372036854775808"]) {
			const at = path + (path.includes("?") ? "&" : "?") + `don-vi=${unit}`;
			assert.ok([404, 422].includes((await get(at, here.leader)).status) || (path === "/dashboard" && unit === "9223372036854775808"), at);
		}
	for (const login of [here.desk, here.expert, "quantri.gialam", "0530000001"])
		for (const path of ["/dashboard", "/dashboard/dossiers?xem=late", "/dashboard/figures", "/dashboard/figures.csv", "/dashboard/figures.xlsx?theo=nguoi", "/dashboard/dossiers.csv?xem=late", "/dashboard/dossiers.xlsx?xem=late"])
			assert.equal((await get(path, login)).status, 403, `${login}: ${path}`);
	const late = (await get(`/dashboard/dossiers?xem=late&don-vi=${other}`, "lanhdao.ninhbinh")).body.dossiers;
	const stranger = late.find((d) => d.assignee_id).assignee_id;
	for (const name of ["dossiers?xem=late&", "figures?"]) {
		const rows = async (unit) => JSON.stringify((await get(`/dashboard/${name}don-vi=${unit}`, here.leader)).body);
		assert.equal(await rows(0), await rows(""), "no unit is one's own");
	}
	assert.deepEqual((await get(`/dashboard/dossiers?xem=late&nguoi=${stranger}`, here.leader)).body.dossiers, []);
	for (const what of ["late", "soon", "unanswered", "taken_in", "overdue"])
		for (const d of (await get(`/dashboard/dossiers?xem=${what}&tu=${month()}&den=${month()}`, here.leader)).body.dossiers)
			assert.match(d.applicant_name, /\*/, "masked");
	assert.equal((await get("/dashboard/dossiers?xem=late&linh-vuc=%27%20or%201=1--", here.leader)).body.dossiers.length, 0);
});

test("an export holds what its reader may see, is bounded and runs nothing", async () => {
	const mine = await own(here.desk);
	for (const path of [...queues.map((q) => `/dossiers.csv?hang=${q}`), "/dossiers/filtered.csv", "/dossiers/filtered.csv?kenh=online"]) {
		const sheet = await get(path, there.desk);
		assert.equal(sheet.status, 200, path);
		const lines = sheet.text.split("\r\n").filter(Boolean);
		assert.ok(lines.length <= 5001, path);
		for (const code of codes(sheet.text)) assert.ok(!mine.has(code), `${path}: ${code}`);
		for (const line of lines) assert.doesNotMatch(line, /(^|,)"[=+@\t-]/, path);
	}
	assert.equal((await get("/dossiers.csv?hang=../../etc", here.desk)).status, 404);
	for (const login of ["0530000001", "quantri.gialam"]) assert.equal((await get("/dossiers.csv", login)).status, 403);
	assert.equal((await get("/dossiers.csv", null)).status, 401);
});

test("work is given to colleagues of the unit, by those who have it", async () => {
	const mine = (await get("/dossiers?hang=processing", here.leader)).body.dossiers[0];
	const theirs = (await get("/dossiers?hang=processing", there.leader)).body.dossiers.find((d) => d.assignee_id);
	const before = (await get(`/dossiers/${mine.id}`, here.leader)).body.dossier;
	for (const assignee of [theirs.assignee_id, 999999999, -1])
		assert.equal((await ask("POST", `/dossiers/${mine.id}/assign`, here.leader, { assignee })).status, 422, `${assignee}`);
	for (const action of ["assign", "approve", "send-back", "extend", "stop", "finish", "pause", "reopen", "return"])
		assert.ok([403, 404].includes((await ask("POST", `/dossiers/${mine.id}/${action}`, there.leader, {})).status), action);
	const bulk = await ask("POST", "/dossiers/bulk", there.leader, { action: "assign", dossiers: [mine.id], assignee: theirs.assignee_id });
	assert.equal(bulk.body.done, 0);
	assert.equal(bulk.body.failed.length, 1);
	assert.doesNotMatch(bulk.text, /H42\./, "not even its code");
	const after = (await get(`/dossiers/${mine.id}`, here.leader)).body.dossier;
	assert.equal(after.version, before.version);
	assert.equal(after.assignee_id, before.assignee_id);
	assert.equal((await get(`/dossiers/${mine.id}`, there.leader)).status, 404);
});

test("a flood of reminders is one reminder", async () => {
	const late = (await get("/dashboard/dossiers?xem=late", here.leader)).body.dossiers.find((d) => d.assignee_id);
	const path = `/dashboard/dossiers/${late.id}/remind`;
	for (const login of [there.leader, here.desk, here.expert, "0530000001"])
		assert.ok([403, 404].includes((await ask("POST", path, login, {})).status), login);
	const answers = await Promise.all(Array.from({ length: 40 }, () => ask("POST", path, here.leader, {})));
	assert.equal(answers.filter((r) => r.status === 201).length, 1, answers.map((r) => r.status).join());
	assert.ok(answers.every((r) => [201, 409, 429].includes(r.status)));
	const notes = (await get(`/dossiers/${late.id}`, here.leader)).body.notes.filter((n) => /Lãnh đạo nhắc/.test(n.text));
	assert.equal(notes.length, 1);
	const easy = (await get("/dossiers?hang=ontime", here.leader)).body.dossiers[0];
	assert.ok([409, 429].includes((await ask("POST", `/dashboard/dossiers/${easy.id}/remind`, here.leader, {})).status), "nothing is late");
	// A page of another site has no token, and does not choose where one goes afterwards.
	const browser = await signedIn(here.leader);
	assert.equal((await browser.send("POST", `/dieu-hanh/ho-so/${late.id}/nhac`, { form: { back: "/" }, headers: { origin: "https://x.example" } })).status, 403);
	const list = "/dieu-hanh/ho-so?xem=late";
	const away = await browser.submit(list, `/dieu-hanh/ho-so/${late.id}/nhac`, { back: "//x.example/" });
	if (away.status === 303) assert.equal(away.location, "/dieu-hanh");
});

test("tracking: guessing secrets learns nothing and is slowed down", async () => {
	const [known] = [...(await own(here.desk))], unknown = `${unitOf(known)}-200101-0001`;
	const page = async (code) => {
		const r = await fetch(`${base}/tra-cuu?ma=${code}&bi-mat=AAAABBBB`);
		return { status: r.status, text: (await r.text()).replaceAll(code, "CODE").replace(/[0-9A-Za-z_-]{16,}/g, "").replace(/(request-id" content=")\w+/, "$1") };
	};
	assert.deepEqual(await page(known), await page(unknown));
	let slowed = 0;
	for (let i = 0; i < 80; i++) {
		const r = await new Browser().get(`/api/v1/tracking?ma=${known}&bi-mat=AAAA${1000 + i}`, { hasty: true });
		assert.ok([404, 429].includes(r.status), `${r.status}`);
		if (r.status === 404) assert.doesNotMatch(r.text, /procedure|applicant|submitted|label/);
		slowed += r.status === 429;
	}
	assert.ok(slowed >= 15, `${slowed} of 80`);
});
