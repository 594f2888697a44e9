// Every action on a dossier under attack, as the flow declares it: nobody, a citizen, an officer of another unit, a colleague without the
// power, each wrong state, the same form twice, forms opened where they do not belong. DINH_URL: a server on fresh demo data. Bounded: some
// five hundred requests.
import assert from "node:assert/strict";
import test from "node:test";
import { Browser, api, signedIn, token } from "../http/client.mjs";

const citizen = "0530000001", neighbour = "0530000002", desk = "motcua.gialam", expert = "chuyenmon.gialam", leader = "lanhdao.gialam";
const there = { "dossier.receive": "motcua.cucphuong", "dossier.work": "motcua.cucphuong", "dossier.assign": "motcua.cucphuong", "dossier.process": "chuyenmon.cucphuong", "dossier.approve": "lanhdao.cucphuong" };
const here = { "dossier.receive": desk, "dossier.work": desk, "dossier.assign": desk, "dossier.process": expert, "dossier.approve": leader, "dossier.file": citizen };
// Who lacks it, of the same unit.
const powerless = { "dossier.receive": expert, "dossier.work": leader, "dossier.assign": expert, "dossier.process": desk, "dossier.approve": desk };
const note = "Ghi chú.";
const ask = async (method, path, login, json) => {
	const r = await api(method, path, login && (await token(login)), json);
	return { status: r.status, text: r.text, body: /json/.test(r.headers.get("content-type") ?? "") ? JSON.parse(r.text) : null };
};

const { flow, assignee, wish } = await (async () => {
	const flow = (await ask("GET", "/flows/dossier", "quantri.gialam")).body;
	const found = (await ask("GET", "/procedures?tu-khoa=1.004837", null)).text;
	const procedure = Number(found.match(/"id":(\d+),"code":"1\.004837"/)[1]);
	const where = (await (await signedIn(citizen)).get(`/ho-so/nop?thu-tuc=${procedure}`)).text;
	const receiving_unit = Number(where.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1]);
	const wish = { procedure, receiving_unit, name: "Đinh Thị Hoà", personal_number: "037190000123", phone: "0912 000 123", address: "Thôn 2, xã Gia Lâm", content: "Đăng ký giám hộ", result_by: "desk", declared: true };
	const first = (await ask("POST", "/my/dossiers", citizen, wish)).body.location.match(/\d+$/)[0];
	assert.equal((await ask("POST", `/dossiers/${first}/receive`, desk, {})).status, 201);
	const form = (await (await signedIn(desk)).get(`/mot-cua/${first}/lam/chuyen-xu-ly`)).text;
	return { flow, wish, assignee: Number(form.match(/<option value="([1-9]\d*)"/)[1]) };
})();
const fields = {
	receive: {}, take: {}, amend: {},
	hand_over: { assignee }, assign: { assignee }, reopen: { note, assignee }, send_back: { note, assignee }, ask_payment: { note, amount: 50000 }, extend: { note, days: 2 },
	return: { taken_by: "Đinh Thị Hoà" }, refuse: { note, legal_basis: "Luật Hộ tịch 2014" },
};
const body = (a) => fields[a.name] ?? { note };
const citizens = (a) => a.permission === "dossier.file";
const address = (a, id) => `${citizens(a) ? "/my" : ""}/dossiers/${id}/${a.name.replaceAll("_", "-")}`;
const byName = (name) => flow.actions.find((a) => a.name === name);

async function file() {
	const filed = await ask("POST", "/my/dossiers", citizen, wish);
	assert.equal(filed.status, 201, filed.text);
	return filed.body.location.match(/\d+$/)[0];
}
const take = (id, a, more = {}) => ask("POST", address(a, id), here[a.permission], { ...body(a), ...more });
async function walked(path) {
	const id = await file();
	for (const name of path.split(" ").filter(Boolean)) {
		const done = await take(id, byName(name));
		assert.equal(done.status, 201, `${name}: ${done.text}`);
	}
	return id;
}
const ways = {
	registered: "", received: "receive", refused: "refuse", in_progress: "receive hand_over", supplement_asked: "receive ask_supplement", payment_asked: "receive hand_over ask_payment",
	withdrawn: "withdraw", stopped: "receive hand_over stop", finished: "receive hand_over propose approve", returned: "receive hand_over propose approve return",
};
const events = async (id) => (await ask("GET", `/dossiers/${id}`, desk)).body.events.length;

test("what is attacked is what the flow declares", () => {
	assert.deepEqual(flow.states.map((s) => s.code).sort(), Object.keys(ways).sort());
	assert.ok(flow.actions.length >= 23);
	for (const a of flow.actions) assert.ok(here[a.permission], a.name);
});

test("nobody, a neighbour, another unit and a colleague without the power do nothing", async () => {
	const id = await walked("receive hand_over"), before = await events(id);
	for (const a of flow.actions) {
		assert.equal((await ask("POST", address(a, id), null, body(a))).status, 401, a.name);
		if (citizens(a)) {
			assert.equal((await ask("POST", address(a, id), neighbour, body(a))).status, 404, a.name);
			assert.equal((await ask("POST", address(a, id), desk, body(a))).status, 403, a.name);
			continue;
		}
		assert.equal((await ask("POST", address(a, id), citizen, body(a))).status, 403, a.name);
		assert.equal((await ask("POST", address(a, id), powerless[a.permission], body(a))).status, 403, a.name);
		const stranger = await ask("POST", address(a, id), there[a.permission], body(a));
		assert.equal(stranger.status, 404, `${a.name}: ${stranger.text}`);
		assert.ok(!stranger.text.includes("Hồ sơ đang"), "not even its state");
	}
	assert.equal(await events(id), before);
});

test("in a wrong state nothing happens, and the sentence says which it is and what can be done", async () => {
	for (const state of flow.states) {
		const id = await walked(ways[state.code]), before = await events(id);
		for (const a of flow.actions.filter((k) => !k.from_states.split(" ").includes(state.code))) {
			const refused = await take(id, a);
			assert.equal(refused.status, 409, `${a.name} in ${state.code}: ${refused.text}`);
			assert.ok(refused.text.includes(`“${state.title}”`), refused.text);
			assert.ok(state.is_terminal ? refused.text.includes("đã kết thúc") : /Lúc này (có thể: |ông\/bà không có việc)/.test(refused.text), refused.text);
		}
		assert.equal(await events(id), before, state.code);
	}
});

test("what can be done instead is what this reader may do", async () => {
	const id = await walked("receive hand_over");
	const told = async (a) => (await take(id, byName(a))).text.match(/Lúc này ([^"]*?)\. Hãy/)[1];
	const toDesk = await told("receive"), toLeader = await told("reopen");
	assert.ok(toDesk.includes("Giao, đổi người xử lý") && !toDesk.includes("Trình phê duyệt"), toDesk);
	assert.ok(toLeader.includes("Dừng theo đề nghị của người nộp") && !toLeader.includes("Yêu cầu bổ sung"), toLeader);
});

test("the same form twice works once; with other words, for another dossier or another action it is refused", async () => {
	for (const [path, name] of [["", "receive"], ["receive", "hand_over"], ["receive hand_over", "assign"], ["receive hand_over", "ask_payment"], ["receive hand_over", "extend"], ["receive ask_supplement", "supplement"], ["receive", "withdraw"]]) {
		const id = await walked(path), a = byName(name), client_key = `attack-${name}-${id}`;
		const all = await Promise.all([1, 2, 3, 4].map(() => take(id, a, { client_key })));
		assert.deepEqual(all.map((r) => r.status), [201, 201, 201, 201], `${name}: ${all.map((r) => r.text)}`);
		const done = (await ask("GET", `/dossiers/${id}`, desk)).body.events.filter((e) => e.action === name);
		assert.equal(done.length, 1, name);
		assert.equal((await take(id, a, { client_key, seen: 1 })).status, 409, name);
		assert.equal((await take(await walked(path), a, { client_key })).status, 409, `${name}: another dossier`);
	}
	const id = await walked("receive hand_over"), client_key = `attack-other-${id}`;
	assert.equal((await take(id, byName("assign"), { client_key })).status, 201);
	assert.equal((await take(id, byName("propose"), { client_key })).status, 201, "another officer's key is his own");
	assert.equal((await take(id, byName("confirm_payment"), { client_key })).status, 409, "another action");
	for (const bad of ["x".repeat(61), 7]) assert.equal((await take(await walked(""), byName("receive"), { client_key: bad })).status, 422);
});

const PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog/Note(x)>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
test("a form with a file, sent twice, works once too; what takes no file gets none", async () => {
	const applicant = await signedIn(citizen), officers = { [desk]: await signedIn(desk), [expert]: await signedIn(expert) };
	for (const [path, name, browser, page] of [["receive ask_supplement", "supplement", applicant, "/ho-so"], ["receive ask_supplement", "take_supplement", officers[desk], "/mot-cua"], ["receive hand_over", "propose", officers[expert], "/mot-cua"]]) {
		const id = await walked(path), own = `${page}/${id}`, action = `${own}/${{ supplement: "bo-sung", take_supplement: "nhan-bo-sung", propose: "trinh-duyet" }[name]}`;
		const send = (more = note, title = "giay.pdf") => browser.upload(own, action, [["note", more], ["client_key", `file-${name}-${id}`], ["component_0", PDF, title]]);
		for (let i = 0; i < 3; i++) assert.deepEqual([(await send()).location, i], [own, i], name);
		const { events, files } = (await ask("GET", `/dossiers/${id}`, desk)).body;
		assert.equal(events.filter((e) => e.action === name).length, 1, name);
		assert.deepEqual(files.map((f) => f.name), ["giay.pdf"], name);
		assert.equal((await send("Lời khác.")).status, 409, `${name}: other words`);
		assert.equal((await send(note, "khac.pdf")).status, 409, `${name}: another file`);
		assert.equal((await browser.upload(own, action, [["note", note], ["component_0", "MZ", "a.exe"]])).status, 409, `${name}: over, whatever the file is`);
		assert.equal((await ask("GET", `/dossiers/${id}`, desk)).body.files.length, 1, name);
	}
	const id = await file(), refused = await officers[desk].upload(`/mot-cua/${id}`, `/mot-cua/${id}/tiep-nhan`, [["component_0", PDF, "giay.pdf"]]);
	assert.equal(refused.status, 413);
	assert.equal((await ask("GET", `/dossiers/${id}`, desk)).body.dossier.status, 1);
});

test("what comes back with a form is taken as it is: the version, the note, whom it is given to", async () => {
	const id = await walked("receive"), before = (await ask("GET", `/dossiers/${id}`, desk)).body.dossier.version, number = async (login) => (await ask("GET", "/me", login)).body.account.id;
	const give = (json) => ask("POST", `/dossiers/${id}/hand-over`, desk, { assignee, ...json });
	for (const seen of [-1, 1.5, "1", "x", [1], "9223372036854775808"]) assert.equal((await give({ seen })).status, 422, `${seen}`);
	for (const seen of [before - 1, before + 1, Number.MAX_SAFE_INTEGER]) {
		const old = await give({ seen });
		assert.equal(old.status, 409, `${seen}`);
		assert.match(old.text, /vừa có người khác xử lý/);
	}
	assert.equal((await give({ note: "x".repeat(4001) })).status, 422);
	for (const login of [citizen, there["dossier.process"], "quantri.gialam"]) {
		const of = await number(login);
		assert.ok(of > 0, login);
		assert.equal((await give({ assignee: of })).status, 422, login);
	}
	for (const of of [0, -1, 999999999]) assert.equal((await give({ assignee: of })).status, 422, `${of}`);
	assert.equal((await ask("GET", `/dossiers/${id}`, desk)).body.dossier.version, before);
	assert.equal((await give({ seen: before, note: "<script>alert(1)</script>" })).status, 201);
	const page = (await (await signedIn(desk)).get(`/mot-cua/${id}`)).text;
	assert.ok(page.includes("&lt;script&gt;alert(1)") && !page.includes("<script>alert(1)"));
	for (const blank of ["", " \n\t ", "\u200b\u2060"]) assert.equal((await ask("POST", `/dossiers/${id}/pause`, expert, { note: blank })).status, 422);
});

test("many at once: what the flow allows, each number for itself and once", async () => {
	const id = Number(await walked("receive")), many = (login, json) => ask("POST", "/dossiers/bulk", login, { action: "hand_over", assignee, dossiers: [id], ...json });
	assert.equal((await many(null)).status, 401);
	for (const login of [citizen, "quantri.gialam", expert]) assert.equal((await many(login)).status, 403, login);
	for (const a of flow.actions) {
		if (["hand_over", "take", "propose", "approve", "finish", "assign"].includes(a.name)) continue;
		assert.equal((await many(here[a.permission], { action: a.name })).status, citizens(a) ? 403 : 422, a.name);
	}
	for (const dossiers of [[], ["x"], [1.5], Array(101).fill(id), id, null]) assert.equal((await many(desk, { dossiers })).status, 422, JSON.stringify(dossiers));
	const nowhere = (await many(there["dossier.receive"])).body;
	assert.deepEqual([nowhere.done, nowhere.failed.map((f) => f.code)], [0, [""]]);
	const done = (await many(desk, { dossiers: [id, id, 0, -1, 999999999] })).body;
	assert.deepEqual([done.done, done.failed.map((f) => f.id)], [1, [id, 0, -1, 999999999]]);
});

test("a form opens only where and for whom it may be sent", async () => {
	const id = await walked("receive hand_over"), officer = await signedIn(desk), applicant = await signedIn(citizen), other = await signedIn(there["dossier.receive"]);
	const status = async (browser, path) => (await browser.get(path)).status;
	assert.equal(await status(officer, `/mot-cua/${id}/lam/yeu-cau-bo-sung`), 200);
	const wrong = await officer.get(`/mot-cua/${id}/lam/tu-choi`);
	assert.equal(wrong.status, 409);
	assert.match(wrong.text, /“Đang xử lý”[^]*Lúc này có thể: /);
	assert.equal(await status(officer, `/mot-cua/${id}/lam/phe-duyet`), 403);
	assert.equal(await status(officer, `/mot-cua/${id}/lam/rut`), 403, "a citizen's");
	assert.equal(await status(officer, `/mot-cua/${id}/lam/khong-co`), 404);
	assert.equal(await status(applicant, `/ho-so/${id}/lam/rut`), 200);
	assert.equal(await status(applicant, `/ho-so/${id}/lam/bo-sung`), 409);
	assert.equal(await status(applicant, `/ho-so/${id}/lam/tiep-nhan`), 403);
	assert.equal(await status(other, `/mot-cua/${id}/lam/yeu-cau-bo-sung`), 404);
	assert.equal(await status(new Browser(), `/mot-cua/${id}/lam/yeu-cau-bo-sung`), 303);
	const page = (await officer.get(`/mot-cua/${id}`)).text;
	for (const path of ["yeu-cau-bo-sung", "giao-viec"]) assert.ok(page.includes(`/lam/${path}"`), path);
	for (const path of ["tiep-nhan", "phe-duyet", "trinh-duyet", "rut"]) assert.ok(!page.includes(`/lam/${path}"`), path);
});

test("the picture is for administrators", async () => {
	for (const login of [citizen, desk, expert, leader]) {
		assert.equal((await ask("GET", "/flows", login)).status, 403, login);
		assert.equal((await ask("GET", "/flows/dossier", login)).status, 403, login);
	}
	assert.equal((await ask("GET", "/flows/dossier", null)).status, 401);
	assert.equal((await ask("GET", "/flows/khong-co", "quantri.gialam")).status, 404);
	const page = await (await signedIn("quantri.gialam")).get("/quan-tri/luong-xu-ly/dossier");
	assert.equal(page.status, 200);
	for (const a of flow.actions) assert.ok(page.text.includes(a.button) && page.text.includes(a.title), a.name);
});
