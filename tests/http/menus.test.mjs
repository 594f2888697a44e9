// The search of everything, cards of what needs the reader, favourites, things found by kind and number: as people and as programs use them.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Browser, api, signedIn, sixDigits, token } from "./client.mjs";

const tokens = {};
const get = async (path, who) => {
	const r = await api("GET", path, tokens[who]);
	return { ...r, body: r.status === 200 ? JSON.parse(r.text) : null };
};
const post = (path, who, json) => api("POST", path, tokens[who], json);
const find = async (words, who) => {
	const r = await get(`/search?tu-khoa=${encodeURIComponent(words)}`, who);
	assert.equal(r.status, 200, r.text);
	return Object.fromEntries(r.body.groups.map((g) => [g.kind, g]));
};
before(async () => {
	for (const login of ["motcua.gialam", "lanhdao.gialam", "quantri.gialam", "quantri", "0530000001", "chuyenmon.gialam", "lanhdao.cucphuong", "motcua.cucphuong"]) tokens[login] = await token(login);
});

test("an officer finds dossiers, people, procedures and units, the first of each, with the way to the rest", async () => {
	const [dossier] = (await get("/dossiers?hang=reception", "motcua.gialam")).body.dossiers;
	const by = await find(dossier.code, "motcua.gialam");
	assert.equal(by.dossiers.hits[0].path, `/mot-cua/${dossier.id}`);
	assert.equal(by.dossiers.hits[0].api, `/api/v1/dossiers/${dossier.id}`);
	assert.ok(by.dossiers.hits[0].title.startsWith(dossier.code) && by.dossiers.hits[0].detail.includes(dossier.applicant_name));
	const many = await find("nguyen", "motcua.gialam");
	assert.equal(many.dossiers.hits.length, 5);
	assert.equal(many.dossiers.more, 1);
	assert.equal(many.dossiers.list, "/api/v1/dossiers?tim=nguyen");
	const list = JSON.parse((await api("GET", many.dossiers.list.slice(7), tokens["motcua.gialam"])).text);
	assert.deepEqual(many.dossiers.hits.map((h) => h.path), list.dossiers.slice(0, 5).map((d) => `/mot-cua/${d.id}`), "the same as the list begins with");
	const named = await find(dossier.applicant_name, "motcua.gialam");
	assert.deepEqual(Object.keys(named).slice(0, 1), ["dossiers"]);
	assert.equal((await find("1.001193", "motcua.gialam")).procedures.hits[0].detail.slice(0, 8), "1.001193");
	assert.equal((await find("xã Gia Lâm, Ninh Bình", "motcua.gialam")).units.hits[0].title, "Xã Gia Lâm, Tỉnh Ninh Bình");
	assert.equal((await find("motcua.gialam", "motcua.gialam")).accounts, undefined, "accounts are the administrator's");
	assert.deepEqual(Object.keys(await find("n", "motcua.gialam")), [], "one letter is no question");
});

test("people are found masked, as in their list", async () => {
	const made = await api("POST", "/people/card/apply", tokens["motcua.gialam"], { card: `037184${sixDigits()}||Nguyễn Thị Zoăn|05091984|Nữ|Thôn 3, Gia Lâm, Ninh Bình|10052021` });
	assert.equal(made.status, 201, made.text);
	const person = (await get("/people?q=nguyen%20thi%20zoan", "motcua.gialam")).body.people[0];
	const hits = (await find("nguyen thi zoan", "motcua.gialam")).people;
	assert.equal(hits.hits[0].path, `/nguoi-dan/${person.id}`);
	assert.equal(hits.hits[0].title, person.name);
	for (const h of hits.hits) assert.doesNotMatch(h.detail, /\d{5}/, "no number that could be copied");
	assert.equal((await find("nguyen thi zoan", "quantri.gialam")).people, undefined);
	assert.equal((await get(`/objects/person/${person.id}`, "motcua.gialam")).body.path, `/nguoi-dan/${person.id}`);
});

test("administrators find accounts, a citizen his own dossiers", async () => {
	assert.match((await find("motcua.gialam", "quantri.gialam")).accounts.hits[0].title, /\(motcua\.gialam\)$/);
	const mine = (await get("/my/dossiers", "0530000001")).body.dossiers[0];
	const own = await find(mine.code, "0530000001");
	assert.equal(own["my-dossiers"].hits[0].path, `/ho-so/${mine.id}`);
	let registers; // which of them does, the day decides
	for (const who of ["0530000001", "0530000002", "0530000003", "0530000004"])
		if ((tokens[who] ??= await token(who)) && (await get("/my/dossiers", who)).body.dossiers.some((d) => d.procedure_name.includes("ăng ký"))) registers = who;
	assert.match((await find("đăng kí", registers))["my-dossiers"].hits[0].title, /ăng ký/, "either spelling");
	assert.equal(own.dossiers, undefined);
	assert.equal(own.people, undefined);
});

test("the page groups what was found and says so when nothing is", async () => {
	const browser = await signedIn("motcua.gialam");
	const page = (await browser.get("/tim?tu-khoa=nguyen")).text;
	assert.match(page, /<h2[^>]*id="found-dossiers"[\s\S]*Xem tiếp trong hồ sơ/);
	assert.match((await browser.get("/tim?tu-khoa=zzzzqqq")).text, /Không tìm thấy gì/);
	assert.match((await browser.get("/tim?tu-khoa=a")).text, /từ 2 đến 200 ký tự/);
	assert.equal((await new Browser().get("/tim?tu-khoa=nguyen")).status, 303, "a stranger signs in first");
	assert.match((await new Browser().get("/")).text, /action="\/thu-tuc"[^>]*aria-label="Tìm thủ tục"/);
});

test("cards say what the queues say", async () => {
	const cards = (await get("/home", "motcua.gialam")).body.cards;
	const queue = async (title, name, most = 99) => {
		const card = cards.find((k) => k.title === title);
		assert.ok(card, title);
		assert.equal(card.path, `/mot-cua?hang=${name}`);
		assert.equal(card.api, `/api/v1/dossiers?hang=${name}`);
		let n = 0; // over as many pages as the count goes
		for (let page, after = ""; n < most && after !== undefined; after = page.next || undefined) {
			page = (await get(`/dossiers?hang=${name}${after && `&sau=${encodeURIComponent(after)}`}`, "motcua.gialam")).body;
			n += page.dossiers.length;
		}
		assert.equal(card.count, Math.min(n, most), title);
	};
	await queue("Chờ tiếp nhận, chuyển", "reception");
	await queue("Quá hạn trả lời", "unanswered");
	await queue("Quá hạn", "late");
	await queue("Việc của tôi", "mine");
	assert.equal(cards.find((k) => k.title === "Chờ phê duyệt"), undefined, "not his to approve");
	assert.ok((await get("/home", "lanhdao.gialam")).body.cards.some((k) => k.title === "Chờ phê duyệt"));
	assert.deepEqual((await get("/home", "nobody")).body.cards, [], "a stranger has none");
	assert.match((await (await signedIn("motcua.gialam")).get("/")).text, /Việc cần làm/);
	assert.doesNotMatch((await new Browser().get("/")).text, /Việc cần làm/);
});

test("favourites are kept by account, and only of what it may open", async () => {
	const browser = await signedIn("vanthu.gialam");
	assert.equal((await browser.submit("/muc-luc", "/muc-luc/ua-thich", { add: "/mot-cua", back: "/mot-cua" })).location, "/mot-cua");
	const index = (await browser.get("/muc-luc")).text;
	assert.match(index, /Mục ưa thích[\s\S]*name="drop" value="\/mot-cua"/);
	const bad = await browser.submit("/muc-luc", "/muc-luc/ua-thich", { add: "/quan-tri/cai-dat" });
	assert.equal(bad.status, 422);
	assert.match(bad.text, /Chọn một mục trong mục lục/);
	assert.equal((await browser.submit("/muc-luc", "/muc-luc/ua-thich", {})).status, 422);
	const again = await signedIn("vanthu.gialam");
	assert.match((await again.get("/muc-luc")).text, /Mục ưa thích/, "on another device too");
	assert.doesNotMatch((await (await signedIn("chuyenmon.gialam")).get("/muc-luc")).text, /Mục ưa thích/);
	await browser.submit("/muc-luc", "/muc-luc/ua-thich", { drop: "/mot-cua" });
	assert.doesNotMatch((await browser.get("/muc-luc")).text, /Mục ưa thích/);
	const menu = (await get("/menu", "motcua.gialam")).body.entries;
	assert.equal(menu.find((e) => e.path === "/mot-cua/hom-nay").area, "Một cửa");
	assert.ok(!menu.some((e) => e.path.startsWith("/quan-tri")));
	const outside = await new Browser().get("/muc-luc");
	assert.equal(outside.status, 200);
	assert.doesNotMatch(outside.text, /dinh-index__star|\/mot-cua/);
});

test("what was used last is there on the next page", async () => {
	const browser = await signedIn("motcua.gialam");
	await browser.get("/mot-cua/hom-nay");
	await browser.get("/nguoi-dan");
	for (let i = 0; ; i++) {
		const text = (await browser.get("/muc-luc")).text, at = text.indexOf("Vừa dùng</h2>");
		const used = at < 0 ? [] : [...text.slice(at, text.indexOf("</section>", at)).matchAll(/<a class="govuk-link" href="([^"]*)"/g)].map((m) => m[1]);
		if (used[0] === "/nguoi-dan" && used[1] === "/mot-cua/hom-nay") break;
		assert.ok(i < 60, used.join());
		await new Promise((done) => setTimeout(done, 100));
	}
});

test("a kind and a number lead each reader to his page", async () => {
	const mine = (await get("/my/dossiers", "0530000001")).body.dossiers[0];
	const citizen = await signedIn("0530000001"), officer = await signedIn("motcua.gialam");
	assert.equal((await citizen.get(`/doi-tuong/dossier/${mine.id}`)).location, `/ho-so/${mine.id}`);
	assert.equal((await officer.get(`/doi-tuong/dossier/${mine.id}`)).location, `/mot-cua/${mine.id}`);
	const seen = (await get(`/objects/dossier/${mine.id}`, "motcua.gialam")).body;
	assert.deepEqual([seen.title, seen.api], [mine.code, `/api/v1/dossiers/${mine.id}`]);
	const account = (await get("/accounts?tim=motcua", "quantri.gialam")).body.accounts[0].id;
	assert.equal((await get(`/objects/account/${account}`, "quantri.gialam")).body.path, `/quan-tri/tai-khoan/${account}`);
	for (const kind of ["dossier", "account", "person", "unit", "nothing"]) assert.equal((await get(`/objects/${kind}/999999999`, "motcua.gialam")).status, 404, kind);
	const log = (await (await signedIn("quantri")).get("/quan-tri/nhat-ky?doi-tuong=account")).text;
	assert.match(log, /href="\/quan-tri\/tai-khoan\/\d+">Mở<span/, "rows of the log lead there");
});

test("ratings, jobs, calendars and saved views are found by kind and number, by whom they concern", async () => {
	const at = async (login, kind, id) => { const r = await get(`/objects/${kind}/${id}`, login); return r.status === 200 ? r.body.path : r.status; };
	const rating = (await get("/ratings?ky=2026", "lanhdao.gialam")).body.comments[0];
	assert.ok([`/danh-gia-phuc-vu/${rating.id}/xac-minh`, "/danh-gia-phuc-vu"].includes(await at("lanhdao.gialam", "rating", rating.id)), "who reads ratings");
	for (const other of ["lanhdao.cucphuong", "0530000001", "motcua.gialam"]) assert.equal(await at(other, "rating", rating.id), 404, other);
	const job = (await get("/jobs", "quantri")).body.jobs[0];
	assert.equal(await at("quantri", "job", job.id), "/quan-tri/cong-viec");
	assert.equal(await at("quantri.gialam", "job", job.id), 404, "jobs are the platform's");
	assert.match(String(await at("0530000001", "calendar", 1)), /^\/lich/);
	assert.equal(await at("quantri", "calendar", 999999999), 404);
	assert.equal((await post("/me/views", "lanhdao.gialam", { list: "/mot-cua/loc", name: "Tìm thấy", query: "kenh=online" })).status, 201);
	const view = (await get("/me/views", "lanhdao.gialam")).body.views.find((v) => v.name === "Tìm thấy");
	assert.equal(await at("lanhdao.gialam", "list_view", view.id), "/cach-xem");
	assert.equal(await at("motcua.gialam", "list_view", view.id), 404, "it is not shared");
	await post(`/me/views/${view.id}/share`, "lanhdao.gialam", {});
	assert.equal(await at("motcua.gialam", "list_view", view.id), "/cach-xem");
	assert.equal(await at("motcua.cucphuong", "list_view", view.id), 404);
	await post(`/me/views/${view.id}/delete`, "lanhdao.gialam", {});
	for (const kind of ["rating", "job", "list_view"]) for (const id of [0, 999999999]) assert.equal(await at("quantri", kind, id), 404, `${kind} ${id}`);
});

test("what waits for an administrator and for who judges complaints stands on his home page", async () => {
	const cards = async (login) => (await get("/home", login)).body.cards;
	const jobs = (await cards("quantri")).find((k) => k.title === "Công việc nền thất bại");
	assert.deepEqual([jobs.count, jobs.path], [(await get("/jobs?trang-thai=dead", "quantri")).body.jobs.length, "/quan-tri/cong-viec?trang-thai=dead"]);
	assert.ok(!(await cards("quantri.gialam")).some((k) => k.title === jobs.title));
	const complaints = (await cards("lanhdao.gialam")).find((k) => k.title === "Phản ánh chờ xác minh");
	const year = new URLSearchParams(complaints.path.split("?")[1]).get("ky");
	assert.equal(complaints.count, (await get(`/ratings?ky=${year}&phan-anh=made`, "lanhdao.gialam")).body.comments.length, complaints.path);
	assert.ok(!(await cards("motcua.gialam")).some((k) => k.title === complaints.title));
});
