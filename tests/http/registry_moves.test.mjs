// Who may make a move: as the definition of a registry names it; on pages, through the API, for many at once, in a table, by delegation.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, logged, signedIn } from "./client.mjs";
import { dayFromNow, defined, idIn, made, madeAnew } from "./made_registry.mjs";

const chief = "quantri.gialam", leader = "lanhdao.gialam", officer = "chuyenmon.gialam", clerk = "motcua.gialam";
const RECORDS = "/registries/so-tai-san-thu/records", path = "/du-lieu/so-tai-san-thu";
const definition = (by = ["registry.approve"]) => ({
	code: "so-tai-san-thu", title: "Tài sản thử", one: "tài sản", level: "commune", name: "label", key: { field: "tag", within: "unit" },
	states: [{ name: "in_use", title: "Đang dùng" }, { name: "idle", title: "Không dùng" }, { name: "disposed", title: "Đã thanh lý" }],
	moves: [
		{ name: "leave", title: "Thôi dùng", from: ["in_use"], to: "idle" },
		{ name: "dispose", title: "Thanh lý", from: ["in_use", "idle"], to: "disposed", ...(by ? { by } : {}) },
	],
	sections: [{ title: "Tài sản", fields: [{ name: "label", type: "text", label: "Tên", required: true, max: 100 }, { name: "tag", type: "text", label: "Số hiệu" }] }],
	list: { columns: ["label", "tag"], sorts: ["label"], search: ["label"] },
});
let registry, tags = 0;
const asset = async (label) => idIn(await ask(officer, "POST", RECORDS, { answers: { label, tag: `T${++tags}` } }));
const move = (as, id, name, seen = 1) => ask(as, "POST", `${RECORDS}/${id}/move`, { move: name, seen, valid_from: dayFromNow(1) });
const refusal = /Việc “Thanh lý” chỉ dành cho người có quyền “Quyết định, duyệt trong các sổ dữ liệu của đơn vị”\. Trong đơn vị, việc này do [^.]*Nguyễn Thúy Hường \(/;

test("who is not named is refused and told who can; who is makes it, and only it", async () => {
	registry = await made(chief, definition());
	const id = await asset("Máy phát"), b = await signedIn(officer), l = await signedIn(leader);
	const own = (await b.get(`${path}/${id}`)).text;
	assert.match(own, /Thôi dùng/);
	assert.doesNotMatch(own, /Thanh lý/, "no button that only refuses");
	const form = await b.get(`${path}/${id}/trang-thai?move=dispose`);
	assert.equal(form.status, 403);
	assert.match(form.text, refusal);
	const refused = await move(officer, id, "dispose");
	assert.equal(refused.status, 403);
	assert.match(JSON.stringify(refused.body).replaceAll('\\"', '"'), refusal);
	assert.equal((await move(officer, id, "leave")).status, 201, "any officer who writes makes the other one");
	const theirs = (await l.get(`${path}/${id}`)).text;
	assert.match(theirs, /Thanh lý/);
	assert.doesNotMatch(theirs, new RegExp(`${id}/sua`), "the leader writes nothing else");
	assert.equal((await move(leader, await asset("Máy khác"), "leave")).status, 403);
	const step = `${path}/${id}/trang-thai`;
	const done = await l.submit(`${step}?move=dispose`, step, { seen: "2", move: "dispose", valid_from: dayFromNow(2), reason: "QĐ 12" });
	assert.equal(done.status, 303, done.text);
	assert.equal((await ask(officer, "GET", `${RECORDS}/${id}?ngay=${dayFromNow(2)}`)).body.state_title, "Đã thanh lý");
	await logged("record", /Chuyển trạng thái một mục của sổ/, /Máy phát/);
});

test("for many at once, and the list offers it to who may alone", async () => {
	const ids = [await asset("Bàn"), await asset("Ghế")];
	const offers = async (as) => (await (await signedIn(as)).get(`${path}/danh-sach`)).text;
	assert.doesNotMatch(await offers(officer), /value="dispose"/);
	assert.match(await offers(officer), /value="leave"/);
	assert.match(await offers(leader), /value="dispose"/);
	assert.doesNotMatch(await offers(leader), /value="leave"/);
	const bulk = (as, action) => ask(as, "POST", `${RECORDS}/move`, { records: ids, action, valid_from: dayFromNow(1) });
	const refused = await bulk(officer, "dispose");
	assert.equal(refused.status, 403);
	assert.match(JSON.stringify(refused.body).replaceAll('\\"', '"'), refusal);
	assert.equal((await bulk(leader, "leave")).status, 403);
	const done = await bulk(leader, "dispose");
	assert.deepEqual([done.status, done.body?.done], [200, 2], JSON.stringify(done.body));
});

test("a table does not go round it: neither an old record nor a new one comes into that state", async () => {
	const id = await asset("Tủ"), tag = `T${tags}`;
	const imported = async (as, csv) => {
		const b = await signedIn(as), start = "/nhap-du-lieu/moi/so-so-tai-san-thu";
		const sent = await b.upload(start, start, [["file", csv, "a.csv"]]);
		assert.equal(sent.status, 303, sent.text);
		for (let i = 0; i < 100; i++) {
			const page = (await b.get(sent.location)).text;
			if (/Dòng sai|không có dòng nào sai|dòng sai|Xem trước|Xác nhận/i.test(page) && !/đang kiểm tra/i.test(page)) return page;
			await new Promise((done) => setTimeout(done, 100));
		}
		assert.fail("not checked");
	};
	const csv = `Tên,Số hiệu,Trạng thái,Từ ngày\nTủ,${tag},Đã thanh lý,${dayFromNow(1).split("-").reverse().join("/")}\nTủ mới,T900,Đã thanh lý,\nTủ nữa,T901,Không dùng,\n`;
	const page = await imported(officer, csv);
	assert.match(page, /Việc “Thanh lý” chỉ dành cho người có quyền/);
	assert.equal((page.match(/Việc “Thanh lý” chỉ dành cho/g) ?? []).length, 2, "both rows, and the third is good");
	assert.equal((await ask(officer, "GET", `${RECORDS}/${id}`)).body.state_title, "Đang dùng");
});

test("what is delegated lets a colleague make it, in the other's name", async () => {
	const id = await asset("Xe đạp"), b = await signedIn(leader);
	const page = "/tai-khoan/uy-quyen", to = (await b.get(page)).text.match(/<option value="(\d+)"[^>]*>[^<]*Nguyễn Minh Quang/)[1];
	const given = await b.submit(page, page, { to, permissions: "registry.approve", valid_from: dayFromNow(0), valid_until: dayFromNow(2), reason: "Đi công tác", document: "Giấy 1" });
	assert.equal(given.status, 303, given.text.match(/govuk-error-summary[\s\S]{0,500}/)?.[0]);
	const mandate = JSON.parse((await b.get("/api/v1/me/delegations")).text).delegations.filter((one) => one.is_mine)[0].id;
	assert.equal((await move(officer, id, "dispose")).status, 201);
	await logged("record", /Chuyển trạng thái một mục của sổ/, /Nguyễn Thúy Hường/);
	assert.equal((await ask(leader, "POST", `/me/delegations/${mandate}/end`, {})).status, 201);
	assert.equal((await move(officer, await asset("Xe nữa"), "dispose")).status, 403, "as long as it is lent");
});

test("the editor names who, the reader is strict, a file and a comparison say it", async () => {
	const b = await signedIn(chief);
	for (const [by, says] of [[["registry.khong_co"], /không có quyền “registry\.khong_co”/], [[], /“by” phải là danh sách từ 1 đến 5 quyền/], ["registry.approve", /“by” phải là danh sách/], [["registry.approve", "registry.approve"], /hai lần/], [[7], /“by” phải gồm tên quyền/]]) {
		const version = idIn(await ask(chief, "POST", `/registry-definitions/${registry}/draft`, {}));
		const reply = await defined(chief, version, { ...definition(null), moves: [{ ...definition(null).moves[1], by }] });
		assert.equal(reply.status, 422, JSON.stringify(by));
		assert.match(JSON.stringify(reply.body), says);
		assert.equal((await ask(chief, "POST", `/registry-versions/${version}/drop`, {})).status, 201);
	}
	const version = idIn(await ask(chief, "POST", `/registry-definitions/${registry}/draft`, {})), draft = `/quan-tri/so-du-lieu/ban/${version}`;
	const page = await b.get(`${draft}/trang-thai/chuyen?so=1`), seen = page.text.match(/name="seen" value="([^"]*)"/)[1];
	assert.match(page.text, /Chỉ người có quyền/);
	assert.match((await b.get(`${draft}/trang-thai/chuyen?so=2`)).text, /value="registry\.approve"\s+checked/);
	const saved = await b.submit(`${draft}/trang-thai/chuyen?so=1`, `${draft}/trang-thai/chuyen?so=1`, { seen, title: "Thôi dùng", from: "in_use", to: "idle", by: "registry.design" });
	assert.equal(saved.status, 303, saved.text);
	const now = JSON.parse((await ask(chief, "GET", `/registry-versions/${version}`)).body.version.definition);
	assert.deepEqual(now.moves.map((one) => one.by), [["registry.design"], ["registry.approve"]]);
	assert.match((await b.get(`${draft}/so-sanh`)).text, /Thôi dùng: từ Đang dùng sang Không dùng; chỉ người có quyền “Lập, sửa và công bố sổ dữ liệu của đơn vị”/);
	assert.match((await b.get(`${draft}/tep`)).text, /registry\.design/);
	assert.equal((await ask(chief, "POST", `/registry-versions/${version}/drop`, {})).status, 201);
});
