// Registries: the lists that a unit keeps, by the officers who keep them and as programs read them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { api, ask, logged, signedIn, token } from "./client.mjs";

const officer = "chuyenmon.gialam", WELLS = "/registries/gieng-nuoc/records";
const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
const well = (label, more = {}) => ({ answers: { label, hamlet: "Đồng Tâm", kind: "dug", ...more } });
const idOf = (reply) => Number(/\/(\d+)$/.exec(reply.body.location)[1]);
async function made(label, more, rest = {}) {
	const reply = await ask(officer, "POST", WELLS, { ...well(label, more), ...rest });
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	return idOf(reply);
}
const record = async (id, day) => (await ask(officer, "GET", `${WELLS}/${id}${day ? `?ngay=${day}` : ""}`)).body;
const names = async (query) => (await ask(officer, "GET", `${WELLS}?${query}`)).body.records.map((one) => one.name);

test("a record is written on its page, corrected, and its history shows both", async () => {
	const browser = await signedIn(officer);
	assert.match((await browser.get("/du-lieu")).text, /Giếng nước/);
	const form = "/du-lieu/gieng-nuoc/them";
	const wrong = await browser.submit(form, form, { e_label: "Giếng sân đình", e_hamlet: "", e_kind: "dug" });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /Nhập “Thôn”/);
	assert.match(wrong.text, /value="Giếng sân đình"/, "what was typed is kept");
	const done = await browser.submit(form, form, { e_label: "Giếng sân đình", e_hamlet: "Thượng", e_kind: "dug", e_depth: "8,5" });
	assert.equal(done.status, 303, done.text);
	assert.match((await browser.get(done.location)).text, /8,5 m/);
	const edit = `${done.location}/sua`, seen = { seen: "1" };
	const unreasoned = await browser.submit(edit, edit, { ...seen, kind: "correct", e_label: "Giếng chùa", e_hamlet: "Thượng", e_kind: "dug" });
	assert.equal(unreasoned.status, 422);
	assert.match(unreasoned.text, /Ghi lý do hoặc căn cứ/);
	const corrected = await browser.submit(edit, edit, { ...seen, kind: "correct", reason: "Ghi nhầm tên", e_label: "Giếng chùa", e_hamlet: "Thượng", e_kind: "dug" });
	assert.equal(corrected.status, 303, corrected.text);
	const listed = await names(""), number = done.location.match(/\d+$/)[0];
	assert.match((await browser.get("/du-lieu/gieng-nuoc/danh-sach")).text, new RegExp(`href="/du-lieu/gieng-nuoc/${number}"[^>]*>Giếng chùa<`), "a list leads to the record, whichever version it shows");
	assert.ok(listed.includes("Giếng chùa") && !listed.includes("Giếng sân đình"), "lists show what is right");
	const history = (await browser.get(`${done.location}/lich-su`)).text;
	for (const one of [/Sửa sai/, /Ghi nhầm tên/, /Giếng sân đình/, /Giếng chùa/, /đã được sửa lại sau đó/, /8,5 m/])
		assert.match(history, one);
	await logged("record", /Ghi vào sổ dữ liệu/, /Sửa sai trong sổ dữ liệu/, /Giếng chùa/);
});

test("a change holds from its day on, and every day shows what held then", async () => {
	const id = await made("Giếng cổ", {}, { valid_from: "2026-01-10" });
	const changed = await ask(officer, "POST", `${WELLS}/${id}`, { ...well("Giếng mới"), kind: "change", valid_from: "2026-06-01", seen: 1 });
	assert.equal(changed.status, 201, JSON.stringify(changed.body));
	assert.equal((await record(id)).answers.label, "Giếng mới");
	assert.equal((await record(id, "2026-05-31")).answers.label, "Giếng cổ");
	assert.equal((await record(id, "2026-01-09")).answers, null);
	assert.ok((await names("ngay=2026-05-31")).includes("Giếng cổ"));
	assert.ok(!(await names("ngay=2026-06-01")).includes("Giếng cổ"));
	const early = await ask(officer, "POST", `${WELLS}/${id}`, { ...well("Giếng khác"), kind: "change", valid_from: "2026-06-01", seen: 2 });
	assert.equal(early.status, 422);
	const versions = (await ask(officer, "GET", `${WELLS}/${id}/versions`)).body;
	assert.deepEqual(versions.versions.map((one) => one.is.act), ["change", "create"]);
});

test("who comes second is told, and nothing of his is lost", async () => {
	const id = await made("Giếng hai người"), path = `/du-lieu/gieng-nuoc/${id}/sua`, browser = await signedIn(officer);
	const first = await ask(officer, "POST", `${WELLS}/${id}`, { ...well("Người thứ nhất"), kind: "correct", reason: "x", seen: 1 });
	assert.equal(first.status, 201);
	const second = await browser.submit(path, path, { seen: "1", kind: "correct", reason: "y", e_label: "Người thứ hai", e_hamlet: "Hạ", e_kind: "dug" });
	assert.equal(second.status, 409);
	assert.match(second.text, /vừa được người khác sửa/);
	assert.equal((await record(id)).answers.label, "Người thứ nhất");
});

test("states move as declared, an end is an end, and it comes back", async () => {
	const id = await made("Giếng đổi trạng thái", {}, { valid_from: "2026-01-10" }), at = `${WELLS}/${id}`;
	assert.equal((await ask(officer, "POST", `${at}/move`, { move: "open", seen: 1 })).status, 409);
	assert.equal((await ask(officer, "POST", `${at}/move`, { move: "nonsense", seen: 1 })).status, 404);
	assert.equal((await ask(officer, "POST", `${at}/move`, { move: "close", valid_from: "2026-02-01", seen: 1 })).status, 201);
	assert.equal((await record(id)).state_title, "Ngừng dùng");
	assert.equal((await record(id, "2026-01-31")).state_title, "Đang dùng");
	assert.ok((await names("trang-thai=closed")).includes("Giếng đổi trạng thái"));
	assert.ok(!(await names("trang-thai=in_use")).includes("Giếng đổi trạng thái"));
	assert.equal((await ask(officer, "POST", `${at}/end`, { valid_from: "2026-03-01", seen: 2 })).status, 422, "without a reason");
	assert.equal((await ask(officer, "POST", `${at}/end`, { valid_from: "2026-03-01", reason: "Đã lấp", seen: 2 })).status, 201);
	assert.equal((await record(id)).answers, null);
	assert.equal((await record(id, "2026-02-28")).answers.label, "Giếng đổi trạng thái");
	assert.equal((await ask(officer, "POST", `${at}/end`, { reason: "nữa", seen: 3 })).status, 409);
	const browser = await signedIn(officer), page = await browser.get(`/du-lieu/gieng-nuoc/${id}`);
	assert.match(page.text, /đã kết thúc từ ngày 01\/03\/2026/);
	assert.match(page.text, /<h1[^>]*>Giếng đổi trạng thái<\/h1>/, "it keeps its name");
	assert.match((await browser.get(`/du-lieu/gieng-nuoc/${id}?ngay=31/02/2026`)).text, /“Xem vào ngày” /);
	assert.equal((await ask(officer, "GET", `${at}?ngay=2026-02-31`)).status, 422);
	const back = `/du-lieu/gieng-nuoc/${id}/khoi-phuc`;
	assert.equal((await browser.submit(back, back, { seen: "3", reason: "Ghi nhầm" })).status, 303);
	assert.equal((await record(id)).state_title, "Ngừng dùng");
});

test("what bears the words that are typed comes before what only begins so, page by page", async () => {
	const many = 120, whole = [], begun = [], found = [];
	for (let i = 0; i < many; i++)
		(i % 3 ? whole : begun).unshift(await made(i % 3 ? "Bến Ngai" : "Bến Ngain", { hamlet: `Ấp ${i}` }));
	for (let next = "", page = 0; page === 0 || next; page++) {
		const { body } = await ask(officer, "GET", `${WELLS}?tim=bến ngai&sau=${next}`);
		assert.ok(page < 3 && body.records.length > 0);
		found.push(...body.records.map((one) => one.id));
		next = body.next;
	}
	assert.deepEqual(found, [...whole, ...begun], "each once, the newest first");
});

test("the list is narrowed, sorted, searched and paged; files say the same", async () => {
	const many = 130, named = (i) => `Khoan ${String(i).padStart(3, "0")}`, all = [];
	for (let i = 0; i < many; i++)
		await made(named(i), { kind: "drilled", depth: i % 2 ? i : 200 - i, hamlet: `Xóm ${i}`, clean: i < 3 || (i > 94 && i < 101) });
	for (let next = "", page = 0; page === 0 || next; page++) {
		const { body } = await ask(officer, "GET", `${WELLS}?loc1=drilled&sau=${next}`);
		assert.equal(body.records.length, page < 2 ? 50 : body.records.length);
		all.push(...body.records.map((one) => one.name));
		next = body.next;
	}
	assert.deepEqual(all.filter((one) => one.startsWith("Khoan")), Array.from({ length: many }, (_, i) => named(i)));
	const clean = (await names("loc1=drilled&loc2=1")).filter((one) => one.startsWith("Khoan"));
	assert.deepEqual(clean, [0, 1, 2, 95, 96, 97, 98, 99, 100].map(named), "the second filter is looked at row by row, over more than a batch");
	const depths = async (query) => (await ask(officer, "GET", `${WELLS}?loc1=drilled&${query}`)).body.records.map((one) => one.answers.depth);
	const up = await depths("xep=depth"), down = await depths("xep=-depth");
	assert.deepEqual(up, [...up].sort((a, b) => a - b));
	assert.deepEqual(down, [...down].sort((a, b) => b - a));
	assert.equal(down[0], 200);
	assert.deepEqual((await names("loc2=1")).filter((one) => one.startsWith("Khoan")), clean);
	assert.deepEqual(await names("tim=khoan 007"), ["Khoan 007"]);
	assert.deepEqual(await names("tim=xom 41&loc1=dug"), []);
	const browser = await signedIn(officer);
	assert.match((await browser.get("/du-lieu/gieng-nuoc/danh-sach?loc1=drilled")).text, /href="\/du-lieu\/gieng-nuoc\/danh-sach\.csv\?[^"]*loc1=drilled/, "the page leads to its files");
	const csv = await browser.get("/du-lieu/gieng-nuoc/danh-sach.csv?loc1=drilled");
	assert.equal(csv.text.split("\r\n").filter((one) => one.includes("Khoan")).length, many);
	assert.match((await browser.get("/tim?tu-khoa=khoan+007")).text, /href="\/du-lieu\/gieng-nuoc\/\d+"/);
});

test("a key is one record's, and what is alike is said before it is written", async () => {
	await made("Giếng có số", { number: "GN-0101", hamlet: "Số" });
	const again = await ask(officer, "POST", WELLS, well("Giếng khác số", { number: "GN-0101", hamlet: "Số" }));
	assert.equal(again.status, 422);
	assert.match(JSON.stringify(again.body), /Đã có mục mang “Số hiệu” là GN-0101/);
	assert.match(JSON.stringify((await ask(officer, "POST", WELLS, well("Giếng số lạ", { number: "GN-1" }))).body), /có dạng GN-0000/);
	const alike = await ask(officer, "POST", WELLS, well("GIENG co so", { hamlet: "so" }));
	assert.equal(alike.status, 422);
	assert.match(JSON.stringify(alike.body), /giống như vậy/);
	assert.equal((await ask(officer, "POST", WELLS, { ...well("GIENG co so", { hamlet: "so" }), though_alike: true })).status, 201);
	const browser = await signedIn(officer), form = "/du-lieu/gieng-nuoc/them";
	const page = await browser.submit(form, form, { e_label: "Giếng có số", e_hamlet: "Số", e_kind: "dug" });
	assert.equal(page.status, 422);
	assert.match(page.text, /name="though_alike"/, "he may say that it is another");
});

test("a number that was wrong is free again; a correction keeps its day, and says so", async () => {
	const id = await made("Giếng đổi số", { number: "GN-0202", hamlet: "Đổi" }, { valid_from: "2026-01-10" }), at = `${WELLS}/${id}`;
	const dated = await ask(officer, "POST", at, { ...well("Giếng đổi số", { hamlet: "Đổi" }), kind: "correct", reason: "Ghi nhầm số", valid_from: "2026-02-01", seen: 1 });
	assert.equal(dated.status, 422);
	assert.match(JSON.stringify(dated.body), /giữ nguyên ngày đã ghi/);
	assert.equal((await ask(officer, "POST", at, { ...well("Giếng đổi số", { hamlet: "Đổi" }), kind: "correct", reason: "Ghi nhầm số", seen: 1 })).status, 201);
	await made("Giếng nhận số", { number: "GN-0202", hamlet: "Nhận" });
	for (const [path, more] of [["end", { move: "close" }], ["restore", { valid_from: "2026-02-01" }]])
		assert.equal((await ask(officer, "POST", `${at}/${path}`, { reason: "x", seen: 2, ...more })).status, 422, "nothing that was sent is dropped");
});

test("who said once that it is another thing is not asked at each change", async () => {
	await made("Giếng sinh đôi", { hamlet: "Đôi" });
	const id = await made("Giếng sinh đôi", { hamlet: "Đôi" }, { though_alike: true });
	assert.equal((await ask(officer, "POST", `${WELLS}/${id}`, { ...well("Giếng sinh đôi", { hamlet: "Đôi", depth: 7 }), kind: "correct", reason: "Đo lại", seen: 1 })).status, 201);
	const again = await ask(officer, "POST", WELLS, well("Giếng sinh đôi", { hamlet: "Đôi" }));
	assert.match(JSON.stringify(again.body), /đã có mục “Giếng sinh đôi” giống như vậy/);
});

test("members of a team are compared as well", async () => {
	const teams = "/registries/to-cong-nghe-so/records", team = (people) => ({ label: "Tổ thôn Hạ", hamlet: "Hạ", leader: "Trần Văn Hạ", members: 4, people });
	const id = idOf(await ask(officer, "POST", teams, { answers: team([{ name: "Lê Thị Một" }]) }));
	assert.equal((await ask(officer, "POST", `${teams}/${id}`, { answers: team([{ name: "Lê Thị Hai" }]), kind: "correct", reason: "x", seen: 1 })).status, 201);
	const [last] = (await ask(officer, "GET", `${teams}/${id}/versions`)).body.versions;
	assert.deepEqual(last.differences.map((one) => [one.before, one.after]), [["Lê Thị Một", "Lê Thị Hai"]]);
});

test("the province keeps its own lists, not the communes'", async () => {
	const browser = await signedIn("lanhdao.ninhbinh");
	assert.doesNotMatch((await browser.get("/du-lieu/gieng-nuoc/danh-sach")).text, /Thêm giếng/);
	assert.doesNotMatch((await browser.get("/du-lieu")).text, /Giếng nước/);
	assert.deepEqual((await ask("lanhdao.ninhbinh", "GET", WELLS)).body.records, []);
	assert.equal((await browser.get(`/du-lieu/gieng-nuoc/danh-sach?ngay=${today}`)).status, 200);
});

test("telephones stand masked in lists and files; who looks at one is in the log", async () => {
	const teams = "/registries/to-cong-nghe-so/records";
	const made = await ask(officer, "POST", teams, { answers: { label: "Tổ thôn Thử", hamlet: "Thử", leader: "Trần Văn Thử", phone: "0987654321", members: 4 } });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const browser = await signedIn(officer), list = "/du-lieu/to-cong-nghe-so/danh-sach";
	for (const path of [list, `${list}.csv`]) {
		const text = (await browser.get(path)).text;
		assert.match(text, /098\*+21/, path);
		assert.doesNotMatch(text, /0987654321/, path);
	}
	const program = await ask(officer, "GET", teams);
	assert.doesNotMatch(JSON.stringify(program.body), /0987654321/);
	assert.match((await browser.get(`/du-lieu/to-cong-nghe-so/${idOf(made)}`)).text, /0987 ?654 ?321/);
	await logged("record", /Tổ thôn Thử/, /Xem trong sổ Tổ công nghệ số cộng đồng/);
});

test("places come in and go out as GeoJSON, and what is wrong with one is said", async () => {
	const made = (position, label) => api("POST", WELLS, whose, { answers: { label, hamlet: "Thôn bản đồ", kind: "dug", position } });
	const whose = await token(officer);
	const swapped = await made({ type: "Point", coordinates: [20.4101, 105.7811] }, "Giếng đảo");
	assert.equal(swapped.status, 422);
	assert.match(JSON.parse(swapped.text).problems[0].text, /kinh độ trước, vĩ độ sau: \[105\.7811, 20\.4101\]/);
	assert.equal(JSON.parse(swapped.text).problems[0].field, "answers.position");
	for (const wrong of [{ type: "Point", coordinates: [100.5, 13.75] }, { type: "LineString", coordinates: [[105.78, 20.41], [105.79, 20.42]] }, 7, [], { type: "Point", coordinates: Array(5000).fill(1) }, "{\"type\":"])
		assert.equal((await made(wrong, "Giếng sai")).status, 422, JSON.stringify(wrong).slice(0, 60));
	assert.equal((await made({ type: "Point", coordinates: [105.7811, 20.41010] }, "Giếng bản đồ, \"đình\"")).status, 201);
	assert.equal((await made(undefined, "Giếng chưa đo")).status, 201);
	const file = await api("GET", `${WELLS}.geojson?tim=b%E1%BA%A3n+%C4%91%E1%BB%93`, whose);
	assert.match(file.headers.get("content-type"), /application\/geo\+json/);
	const { type, features } = JSON.parse(file.text);
	assert.equal(type, "FeatureCollection");
	const of = (label) => features.find((f) => f.properties.label === label);
	assert.deepEqual(of("Giếng bản đồ, \"đình\"").geometry, { type: "Point", coordinates: [105.7811, 20.4101] });
	assert.equal(of("Giếng chưa đo").geometry, null, "what has no place is in the file all the same");
	const elsewhere = await api("GET", `${WELLS}.geojson`, await token("chuyenmon.tamchuc").catch(() => token("lanhdao.ninhbinh")));
	assert.ok(!elsewhere.text.includes("Giếng bản đồ"), "those of another unit are not");
	assert.equal((await api("GET", "/registries/to-cong-nghe-so/records.geojson", whose)).status, 404, "a registry without places has no such file");
	const browser = await signedIn(officer), page = await browser.get("/du-lieu/gieng-nuoc/ban-do");
	assert.equal(page.status, 200);
	assert.match(page.text, /data-mark="\d+"><title>Giếng bản đồ, &#34;đình&#34;: Đang dùng/);
	assert.doesNotMatch(page.headers.get("content-security-policy"), /https:/, "no tile server, nothing from elsewhere");
	assert.equal((await browser.get("/du-lieu/to-cong-nghe-so/ban-do")).status, 404);
	const marks = JSON.parse((await browser.get("/du-lieu/gieng-nuoc/ban-do.geojson?mau=kind&loc1=dug")).text).features;
	assert.ok(marks.length >= 2 && marks.every((f) => f.properties.said === "Giếng đào" && f.properties.hue === 0));
});
