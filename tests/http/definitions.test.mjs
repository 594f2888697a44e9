// Registries as administrators make them: from nothing, from another, from a file; edited, previewed, published, compared, closed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, logged, signedIn } from "./client.mjs";

const chief = "quantri.gialam", officer = "chuyenmon.gialam", ALL = "/quan-tri/so-du-lieu";
const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
const tomorrow = new Date(Date.now() + 31 * 3600e3).toISOString().slice(0, 10);
const idOf = (location) => Number(/\/(\d+)(#.*|\/so-sanh)?$/.exec(location)[1]);
const seenIn = (text) => text.match(/name="seen" value="([^"]*)"/)?.[1];

// Each page's form, with what stood in it when it was opened.
const edit = async (browser, path, fields, action = path) => browser.submit(path, action, { seen: seenIn((await browser.get(path)).text), ...fields });
async function done(reply) {
	assert.equal(reply.status, 303, reply.text.match(/govuk-error-summary[\s\S]{0,600}/)?.[0] ?? reply.text.slice(0, 300));
	return reply.location;
}
async function made(browser, title, more = {}) {
	return done(await browser.submit(ALL, ALL, { title, one: "mục", code: "", from: "", ...more }));
}
const publish = (browser, draft, more = {}) => browser.submit(`${draft}/cong-bo`, `${draft}/cong-bo`, { valid_from: today, ...more });
const definition = async (draft) => JSON.parse((await ask(chief, "GET", `/registry-versions/${idOf(draft)}`)).body.version.definition);
async function changed(draft, change) {
	const { body } = await ask(chief, "GET", `/registry-versions/${idOf(draft)}`), is = JSON.parse(body.version.definition);
	return ask(chief, "POST", `/registry-versions/${idOf(draft)}/definition`, { definition: JSON.stringify(change(is) ?? is), seen: body.seen });
}
const field = (browser, draft, type, label, more = {}) => edit(browser, `${draft}/truong?phan=1&truong=0&loai=${type}`, { type, label, name: "", ...more });
async function next(browser, registry) {
	return done(await browser.submit(registry, `${registry}/ban-thao`, {}));
}

test("a registry is made by forms alone, and officers fill it", async () => {
	const browser = await signedIn(chief);
	const draft = await made(browser, "Giếng khơi của thôn", { one: "giếng" });
	assert.equal((await definition(draft)).code, "gieng-khoi-cua-thon", "the code is made of the title");
	await done(await field(browser, draft, "decimal", "Độ sâu", { suffix: "m", min: "0", max: "500" }));
	await done(await field(browser, draft, "choice", "Loại giếng", { choices: "Giếng đào\nGiếng khoan", required: "1" }));
	await done(await field(browser, draft, "phone", "Điện thoại người trông coi"));
	const made_ = (await definition(draft)).sections[0].fields;
	assert.deepEqual(made_.map((one) => one.name), ["label", "do_sau", "loai_gieng", "dien_thoai_nguoi_trong_coi"], "names are made of labels");
	assert.deepEqual(made_[2].choices.map((one) => one.value), ["gieng_dao", "gieng_khoan"]);
	await done(await edit(browser, draft, { what: "up 1 3" }));
	assert.deepEqual((await definition(draft)).sections[0].fields.map((one) => one.name), ["label", "loai_gieng", "do_sau", "dien_thoai_nguoi_trong_coi"]);
	const named = await edit(browser, draft, { what: "drop 1 1" });
	assert.equal(named.status, 422);
	assert.match(named.text, /Trường này đang là tên gọi của mỗi mục/);
	const list = `${draft}/danh-sach`;
	const wrong = await edit(browser, list, { columns: "label", sorts: "do_sau" });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /“Độ sâu” chưa là cột của danh sách/);
	await done(await edit(browser, list, { columns: "do_sau", search: "label", filters: "loai_gieng", sorts: "do_sau" }));
	assert.deepEqual((await definition(draft)).list, { columns: ["do_sau"], search: ["label"], filters: ["loai_gieng"], sorts: ["do_sau"] });
	await done(await edit(browser, `${draft}/chung`, { title: "Giếng khơi của thôn", one: "giếng", level: "commune", name: "label", key: "", within: "unit", basis: "Nghị quyết", remark: "" }));
	await done(await edit(browser, `${draft}/trang-thai/mot?so=0`, { title: "Ngừng dùng", colour: "grey" }));
	await done(await edit(browser, `${draft}/trang-thai/chuyen?so=0`, { title: "Cho ngừng", from: "kept", to: "ngung_dung" }));
	const preview = (await browser.get(`${draft}/xem-truoc`)).text;
	for (const one of [/Một mục ví dụ/, /Trang của một mục/, /Thêm giếng/, /Độ sâu/, /Lọc theo: Loại giếng/]) assert.match(preview, one);
	const tried = await browser.upload(`${draft}/xem-truoc`, `${draft}/xem-truoc`, [["e_label", "Giếng thử"], ["e_loai_gieng", ""]]);
	assert.equal(tried.status, 422);
	assert.match(tried.text, /Chọn “Loại giếng”|“Loại giếng”/);
	assert.equal((await ask(officer, "GET", "/registries/gieng-khoi-cua-thon/records")).status, 404, "a draft is nobody's list");
	const registry = await done(await publish(browser, draft));
	assert.match((await browser.get(registry)).text, /Đang dùng/);
	const record = await ask(officer, "POST", "/registries/gieng-khoi-cua-thon/records", { answers: { label: "Giếng đình", loai_gieng: "gieng_dao", do_sau: 8.5 }, valid_from: "2026-01-05" });
	assert.equal(record.status, 201, JSON.stringify(record.body));
	const id = idOf(record.body.location);
	assert.equal((await ask(officer, "POST", `/registries/gieng-khoi-cua-thon/records/${id}/move`, { move: "cho_ngung", seen: 1 })).status, 201);
	assert.equal((await ask(officer, "GET", `/registries/gieng-khoi-cua-thon/records/${id}`)).body.state_title, "Ngừng dùng");
	await logged("registry", /Công bố sổ dữ liệu/, /Giếng khơi của thôn/);
});

test("a reference to another registry is chosen by its name", async () => {
	const browser = await signedIn(chief), draft = await made(browser, "Sổ nhắc tới sổ khác"), other = await signedIn("quantri.cucphuong");
	const theirs = await done(await other.submit(ALL, ALL, { title: "Sổ riêng Cúc Phương", one: "mục", code: "", from: "" }));
	const registry = await done(await publish(other, theirs));
	const page = (await browser.get(`${draft}/truong?phan=1&truong=0&loai=reference`)).text;
	const offered = [...page.matchAll(/<option value="([^"]*)"[^>]*>([^<]*)</g)].map((m) => [m[1], m[2]]);
	const title = (await ask(chief, "GET", "/registries")).body.registries.find((one) => one.code === "to-chuc").title;
	assert.ok(offered.some(([value, label]) => value === "record:to-chuc" && label.includes(`“${title}”`)), JSON.stringify(offered));
	assert.ok(offered.some(([value]) => value === "hamlet"));
	assert.ok(!offered.some(([value]) => value === "record"), "which one must be said");
	assert.doesNotMatch(page, /Sổ riêng Cúc Phương/, "another unit's own is not offered");
	const own = await next(other, registry);
	assert.match((await other.get(`${own}/truong?phan=1&truong=0&loai=reference`)).text, /“Sổ riêng Cúc Phương”/);
	await done(await field(browser, draft, "reference", "Đơn vị quản lý", { to: "record:to-chuc" }));
	assert.equal((await definition(draft)).sections[0].fields[1].to, "record:to-chuc");
	assert.match((await browser.get(`${draft}/truong?phan=1&truong=2`)).text, /<option value="record:to-chuc"\s+selected/);
});

test("a version that holds is never changed; who comes second is told", async () => {
	const browser = await signedIn(chief), draft = await made(browser, "Sổ không đổi");
	const before = await ask(chief, "GET", `/registry-versions/${idOf(draft)}`);
	await done(await field(browser, draft, "text", "Ghi thêm"));
	const late = await ask(chief, "POST", `/registry-versions/${idOf(draft)}/definition`, { definition: before.body.version.definition, seen: before.body.seen });
	assert.equal(late.status, 409);
	await done(await publish(browser, draft));
	const same = await definition(draft);
	for (const path of ["truong?phan=1&loai=text", "phan", "chung", "danh-sach", "trang-thai", "trang-thai/mot", "them-truong?phan=1"])
		assert.equal((await browser.get(`${draft}/${path}`)).status, 409, path);
	assert.equal((await changed(draft, (is) => ({ ...is, title: "Đổi rồi" }))).status, 409);
	assert.equal((await ask(chief, "POST", `/registry-versions/${idOf(draft)}/publish`, { valid_from: tomorrow })).status, 409);
	assert.equal((await ask(chief, "POST", `/registry-versions/${idOf(draft)}/drop`)).status, 409);
	assert.deepEqual(await definition(draft), same);
});

test("what a new version would lose is told with counts; old answers stay readable", async () => {
	const browser = await signedIn(chief), draft = await made(browser, "Sổ có nội dung", { code: "so-co-noi-dung" });
	await done(await field(browser, draft, "text", "Ghi chú cũ"));
	await done(await field(browser, draft, "choice", "Hạng", { choices: "Một\nHai" }));
	await done(await edit(browser, `${draft}/trang-thai/mot?so=0`, { title: "Cất", colour: "grey" }));
	await done(await edit(browser, `${draft}/trang-thai/chuyen?so=0`, { title: "Cất đi", from: "kept", to: "cat" }));
	const registry = await done(await publish(browser, draft)), RECORDS = "/registries/so-co-noi-dung/records";
	const ids = [];
	for (const [label, more] of [["A", { ghi_chu_cu: "điều cũ", hang: "hai" }], ["B", { ghi_chu_cu: "nữa" }], ["C", {}]])
		ids.push(idOf((await ask(officer, "POST", RECORDS, { answers: { label, ...more } })).body.location));
	const second = await next(browser, registry);
	await done(await edit(browser, second, { what: "drop 1 2" }));
	const shrunk = await changed(second, (is) => { is.sections[0].fields[1].choices.pop(); });
	assert.equal(shrunk.status, 201, JSON.stringify(shrunk.body));
	const page = (await browser.get(`${second}/cong-bo`)).text;
	assert.match(page, /Trường “Ghi chú cũ” không còn được hỏi: 2 mục đang có/);
	assert.match(page, /Trường “Hạng” không còn lựa chọn “Hai”: 1 mục đang có/);
	const refused = await publish(browser, second);
	assert.equal(refused.status, 422);
	assert.match(refused.text, /2 mục đang có/);
	await done(await publish(browser, second, { though_lost: "1" }));
	assert.match((await browser.get(`/du-lieu/so-co-noi-dung/${ids[0]}`)).text, /điều cũ/, "shown by the version that it was written by");
	const moved = await ask(officer, "POST", `${RECORDS}/${ids[0]}/move`, { move: "cat_di", seen: 1, valid_from: tomorrow });
	assert.equal(moved.status, 201, JSON.stringify(moved.body));
	assert.equal((await ask(officer, "GET", `${RECORDS}/${ids[0]}?ngay=${tomorrow}`)).body.answers.ghi_chu_cu, "điều cũ");
	assert.match((await browser.get(`/du-lieu/so-co-noi-dung/${ids[0]}?ngay=${tomorrow}`)).text, /điều cũ/, "also after it was moved");
	const third = await next(browser, registry);
	await done(await edit(browser, `${third}/trang-thai`, { what: "drop 1" }));
	const stuck = await publish(browser, third, { though_lost: "1" });
	assert.equal(stuck.status, 422, "a state that records are in stays");
	assert.match(stuck.text, /Không còn trạng thái “Đang quản lý”: 2 mục đang có, nên không bỏ hay đổi được/);
});

test("lists, filters and search follow a new version, also for what was written before it", async () => {
	const browser = await signedIn(chief), draft = await made(browser, "Sổ xếp lại", { code: "so-xep-lai" }), RECORDS = "/registries/so-xep-lai/records";
	await done(await field(browser, draft, "text", "Chủ cũ"));
	await done(await field(browser, draft, "yes_no", "Còn tốt"));
	const registry = await done(await publish(browser, draft));
	for (const [label, chu_cu, con_tot] of [["A", "Zét", true], ["B", "An Khang", false]])
		assert.equal((await ask(officer, "POST", RECORDS, { answers: { label, chu_cu, con_tot } })).status, 201);
	const second = await next(browser, registry);
	await changed(second, (is) => { is.name = "chu_cu"; is.sections[0].fields[1].required = true; is.list = { columns: ["chu_cu", "label"], sorts: ["chu_cu", "label"], filters: ["con_tot"], search: ["chu_cu"] }; });
	await done(await publish(browser, second));
	const listed = async (query) => (await ask(officer, "GET", `${RECORDS}?${query}`)).body.records.map((one) => one.answers.label);
	assert.deepEqual(await listed(""), ["B", "A"], "by the new name");
	assert.deepEqual(await listed("xep=-label"), ["B", "A"]);
	assert.deepEqual(await listed("loc1=1"), ["A"]);
	assert.deepEqual(await listed("tim=khang"), ["B"]);
});

test("what figures count, sum and are shown by follows a field that is called otherwise", async () => {
	const browser = await signedIn(chief), draft = await made(browser, "Sổ có số liệu", { code: "so-co-so-lieu" });
	await done(await field(browser, draft, "choice", "Hạng", { choices: "Một\nHai" }));
	await done(await field(browser, draft, "integer", "Số chỗ", { min: "0", max: "500" }));
	assert.equal((await changed(draft, (is) => {
		is.list.filters = ["hang"];
		is.figures = [{ name: "all", title: "Tất cả", unit: "mục", as: "count", where: [{ field: "hang", is: "mot" }], by: ["hang"] },
			{ name: "seats", title: "Số chỗ", unit: "chỗ", as: "sum", of: "so_cho" }];
	})).status, 201);
	const rename = (at, type, more) => edit(browser, `${draft}/truong?phan=1&truong=${at}`, { type, ...more });
	await done(await rename(2, "choice", { label: "Hạng", name: "bac", choices: "mot | Một\nhai | Hai" }));
	await done(await rename(3, "integer", { label: "Số chỗ", name: "cho_ngoi", min: "0", max: "500" }));
	const { figures } = await definition(draft);
	assert.deepEqual(figures[0].where, [{ field: "bac", is: "mot" }]);
	assert.deepEqual(figures[0].by, ["bac"]);
	assert.equal(figures[1].of, "cho_ngoi");
	for (const what of ["drop 1 2", "drop 1 3"]) {
		const counted = await edit(browser, draft, { what });
		assert.equal(counted.status, 422, "what is counted does not go in silence");
		assert.match(counted.text, /Một số liệu của sổ đếm hoặc cộng theo trường này/);
	}
	await changed(draft, (is) => { delete is.figures[0].where; });
	await done(await edit(browser, draft, { what: "drop 1 2" }));
	assert.deepEqual((await definition(draft)).figures[0].by, [], "shown by a filter less");
});

test("versions are leafed through by those who do not see the draft before them", async () => {
	const PAGE = 20, began = await ask("quantri", "POST", "/registry-definitions", { title: "Sổ nhiều phiên bản", code: "so-nhieu-phien-ban" });
	assert.equal(began.status, 201);
	let version = idOf(began.body.location);
	const { id } = (await ask("quantri", "GET", "/registry-definitions?tim=so-nhieu-phien-ban")).body.registries[0];
	for (let i = 0; i <= PAGE; i++) {
		assert.equal((await ask("quantri", "POST", `/registry-versions/${version}/publish`, { valid_from: today })).status, 201);
		version = idOf((await ask("quantri", "POST", `/registry-definitions/${id}/draft`)).body.location);
	}
	const first = (await ask(chief, "GET", `/registry-definitions/${id}`)).body;
	assert.deepEqual([first.versions.length, first.versions[0].number], [PAGE, PAGE + 1]);
	const rest = (await ask(chief, "GET", `/registry-definitions/${id}?sau=${encodeURIComponent(first.next)}`)).body;
	assert.deepEqual(rest.versions.map((one) => one.number), [1]);
});

test("a file goes out and comes in elsewhere; what is the same is recognised", async () => {
	const browser = await signedIn(chief), draft = await made(browser, "Sổ mang đi", { code: "so-mang-di" });
	await done(await publish(browser, draft));
	const file = await browser.get(`${draft}/tep`);
	assert.match(file.headers.get("content-disposition"), /attachment.*so-so-mang-di-v1\.json/);
	const form = `${ALL}/nhap`, take = (who, text) => who.upload(form, form, [["definition", ""], ["code", ""], ["file", text, "so.json"]]);
	const paste = (who, text) => who.submit(form, form, { definition: text, code: "" });
	const again = await paste(browser, file.text);
	assert.equal(again.status, 303, again.text);
	assert.match((await browser.get(again.location)).text, /giống hệt phiên bản 1/);
	const other = await signedIn("quantri.cucphuong"), taken = await take(other, file.text);
	assert.equal(taken.status, 422, "another unit's code");
	assert.match(taken.text, /đã dùng cho một sổ khác/);
	const form2 = await other.upload(form, form, [["definition", ""], ["code", "so-cua-cuc-phuong"], ["file", file.text, "so.json"]]);
	assert.equal(form2.status, 303, form2.text);
	assert.match((await other.get(form2.location)).text, /Sổ mang đi/);
	const changedFile = JSON.parse(file.text);
	changedFile.basis = "Quyết định mới";
	const version = await take(browser, JSON.stringify(changedFile));
	assert.match(await done(version), /so-sanh$/);
	assert.match((await browser.get(version.location)).text, /Quyết định mới/);
	const given = (await ask(chief, "GET", "/registry-definitions?nguon=given&tim=gieng-nuoc")).body.registries[0];
	const wells = (await ask(chief, "GET", `/registry-definitions/${given.id}`)).body.versions[0];
	const known = await paste(browser, (await browser.get(`${ALL}/ban/${wells.id}/tep`)).text);
	assert.match((await browser.get(await done(known))).text, /đã có sẵn ở đây/);
	const bad = await take(browser, file.text.replace('"type": "text"', '"type": "tetx"'));
	assert.equal(bad.status, 422);
	assert.match(bad.text, /Phần 1, trường “label”: không có loại trường “tetx”/);
	assert.match((await take(browser, "x".repeat(70000))).text, /Tệp lớn quá 64 KB/);
	assert.equal((await take(browser, "")).status, 422);
});

test("a registry is copied, closed and opened again", async () => {
	const browser = await signedIn(chief);
	const given = (await ask(chief, "GET", "/registry-definitions?nguon=given&tim=gieng-nuoc")).body.registries[0];
	const draft = await made(browser, "Giếng của riêng xã", { from: String(given.id), code: "gieng-rieng" });
	const is = await definition(draft);
	assert.equal(is.title, "Giếng của riêng xã");
	assert.deepEqual(is.key, { field: "number", within: "unit", pattern: "GN-0000" });
	const registry = await done(await publish(browser, draft)), RECORDS = "/registries/gieng-rieng/records";
	const one = { answers: { label: "Giếng làng", hamlet: "Thượng", kind: "dug" } };
	assert.equal((await ask(officer, "POST", RECORDS, one)).status, 201);
	assert.equal((await browser.submit(`${registry}/dong`, `${registry}/dong`, { valid_from: today, reason: "" })).status, 422);
	await done(await browser.submit(`${registry}/dong`, `${registry}/dong`, { valid_from: today, reason: "Nhập vào sổ chung" }));
	assert.equal((await ask(officer, "POST", RECORDS, { answers: { ...one.answers, label: "Giếng mới" } })).status, 409);
	assert.equal((await ask(officer, "GET", RECORDS)).body.records.length, 1, "it stays to be read");
	assert.match((await (await signedIn(officer)).get("/du-lieu")).text, /Đã đóng từ/);
	await done(await browser.submit(registry, `${registry}/mo-lai`, {}));
	assert.equal((await ask(officer, "POST", RECORDS, { answers: { ...one.answers, label: "Giếng mới" } })).status, 201);
});

test("a commune's own is its own: others neither see it nor its drafts; the program's are not edited by a unit", async () => {
	const browser = await signedIn(chief), draft = await made(browser, "Sổ của Gia Lâm", { code: "cua-gia-lam" });
	const registry = await done(await publish(browser, draft)), neighbour = "quantri.cucphuong";
	const foreign = await signedIn(neighbour);
	for (const path of [registry, draft, `${draft}/tep`, `${draft}/json`, `${draft}/xem-truoc`, `${draft}/so-sanh`, "/du-lieu/cua-gia-lam/danh-sach"])
		assert.equal((await foreign.get(path)).status, 404, path);
	assert.equal((await ask(neighbour, "POST", "/registries/cua-gia-lam/records", { answers: { label: "x" } })).status, 404);
	assert.doesNotMatch((await foreign.get(ALL)).text, /Sổ của Gia Lâm/);
	assert.doesNotMatch((await foreign.get("/du-lieu")).text, /Sổ của Gia Lâm/);
	const given = (await ask(chief, "GET", "/registry-definitions?nguon=given&tim=gieng-nuoc")).body.registries[0];
	assert.equal(given.is_own, false);
	assert.equal((await ask(chief, "POST", `/registry-definitions/${given.id}/draft`)).status, 404);
	const program = await ask("quantri", "POST", `/registry-definitions/${given.id}/draft`);
	assert.equal(program.status, 201, "who runs the program edits its registries");
	assert.equal((await browser.get(program.body.location)).status, 404, "and its drafts are his alone");
	const province = await browser.submit(ALL, ALL, { title: "Sổ của tỉnh", one: "", code: "", from: "" });
	const wrong = await edit(browser, `${province.location}/chung`, { title: "Sổ của tỉnh", one: "mục", level: "province", name: "label", key: "", within: "unit" });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /chỉ lập được sổ của cấp xã/);
	assert.equal((await ask(officer, "GET", "/registry-definitions")).status, 403);
});
