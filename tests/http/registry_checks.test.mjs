// A registry in which a second officer checks: what is written waits, is approved by another, returned or taken back; alone, for many, in a table.
import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, logged, signedIn } from "./client.mjs";
import { dayFromNow, defined, idIn, made } from "./made_registry.mjs";

const chief = "quantri.gialam", leader = "lanhdao.gialam", officer = "chuyenmon.gialam", clerk = "motcua.gialam";
const CODE = "so-co-duyet", RECORDS = `/registries/${CODE}/records`, path = `/du-lieu/${CODE}`, WAITS = "/record-proposals";
const definition = (check = "people") => ({
	code: CODE, title: "Sổ có duyệt", one: "mục", level: "commune", name: "label", key: { field: "tag", within: "unit" }, ...(check ? { check } : {}),
	states: [{ name: "kept", title: "Đang giữ" }, { name: "gone", title: "Đã giao" }], moves: [{ name: "give", title: "Giao đi", from: ["kept"], to: "gone" }],
	sections: [{ title: "Mục", fields: [{ name: "label", type: "text", label: "Tên", required: true, max: 100 }, { name: "tag", type: "text", label: "Số hiệu" },
		{ name: "place", type: "geometry", shape: "point", label: "Vị trí" }, { name: "kind", type: "choice", label: "Loại", choices: [{ value: "a", label: "Loại A" }, { value: "b", label: "Loại B" }] }] }],
	list: { columns: ["label", "tag", "kind"], sorts: ["label"], filters: ["kind"], search: ["label"] },
	figures: [{ name: "all", title: "Mục", unit: "mục", as: "count", by: ["kind"] }],
});
let tags = 0;
const create = (as, label, more = {}) => ask(as, "POST", RECORDS, { answers: { label, tag: `D${++tags}`, kind: "a", place: "20.4012, 105.7905", ...more } });
const proposal = async (id, as = officer) => (await ask(as, "GET", `${WAITS}/${id}`)).body;
const decide = (as, id, what, json = {}) => ask(as, "POST", `${WAITS}/${id}/${what}`, json);
async function approved(id) {
	const reply = await decide(leader, id, "approve");
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	for (let i = 0; i < 100; i++) {
		const now = await proposal(id);
		if (now.state === "approved" && now.counts.done + now.counts.refused === now.counts.parts) return now;
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.fail("not done");
}
const names = async () => (await ask(officer, "GET", RECORDS)).body.records.map((one) => one.name);
const counted = async () => (await ask(officer, "GET", `/registries/${CODE}/figures`)).body.figures[0].value;
const marks = async () => (await (await signedIn(officer)).get(`${path}/ban-do.geojson`)).text;
async function kept(label) {
	const id = idIn(await create(officer, label));
	return (await approved(id)).parts[0].record;
}

test("what is written waits: it stands in no list, figure, map or file; approved by another it does", async () => {
	await made(chief, definition());
	const b = await signedIn(officer), l = await signedIn(leader), form = `${path}/them`;
	const sent = await b.submit(form, form, { e_label: "Trống đồng", e_tag: "D900", e_kind: "a", e_place: "20.4012, 105.7905", reason: "QĐ 1" });
	assert.equal(sent.status, 303, sent.text);
	assert.match(sent.location, /^\/de-nghi-ghi-so\/\d+$/);
	const page = (await b.get(sent.location)).text, id = Number(sent.location.match(/\d+$/)[0]);
	for (const one of [/Đã gửi đề nghị/, /Ghi vào sổ: Trống đồng/, /Chờ duyệt/, /Loại A/, /QĐ 1/, /Rút đề nghị/]) assert.match(page, one);
	assert.doesNotMatch(page, /Duyệt, ghi vào sổ/, "his own is not his to approve");
	assert.deepEqual([await names(), await counted()], [[], "0"]);
	assert.doesNotMatch(await marks(), /Trống đồng/);
	assert.doesNotMatch((await b.get(`${path}/danh-sach.csv`)).text, /Trống đồng/);
	assert.doesNotMatch((await b.get("/tim?tim=trong+dong")).text, /Trống đồng/);
	assert.match((await l.get("/")).text, /Đề nghị ghi sổ chờ duyệt/);
	assert.match((await l.get("/de-nghi-ghi-so?trang-thai=waiting")).text, /Ghi vào sổ: Trống đồng/);
	assert.match((await b.get(`${path}/danh-sach`)).text, /Đề nghị đang chờ duyệt/);
	const done = await l.submit(sent.location, `${sent.location}/duyet`, {});
	assert.equal(done.status, 303, done.text);
	assert.deepEqual([await names(), await counted()], [["Trống đồng"], "1"]);
	assert.match(await marks(), /Trống đồng/);
	const record = (await proposal(id)).parts[0].record;
	assert.match((await b.get(`${path}/${record}/lich-su`)).text, /Nguyễn Minh Quang; Nguyễn Thúy Hường duyệt/, "who wrote it, and who checked it");
	await logged("record_proposal", /Đề nghị ghi vào sổ dữ liệu/, /Duyệt đề nghị ghi sổ/, /Trống đồng/);
	assert.match((await b.get("/thong-bao")).text, /Đã duyệt: Ghi vào sổ: Trống đồng/);
});

test("nobody approves his own, and nobody who may not approves anything; a decision is made once", async () => {
	const id = idIn(await create(officer, "Chiêng"));
	for (const [as, status] of [[officer, 403], [clerk, 403], ["lanhdao.yenson", 404], ["0530000001", 403]])
		assert.equal((await decide(as, id, "approve")).status, status, as);
	assert.equal((await decide(clerk, id, "withdraw")).status, 409, "only its maker takes it back");
	const without = await decide(leader, id, "return");
	assert.equal(without.status, 422, "a reason is asked for");
	assert.equal((await decide(leader, id, "return", { note: "Thiếu ảnh" })).status, 201);
	assert.equal((await decide(leader, id, "approve")).status, 409);
	assert.equal((await proposal(id)).proposal.remark, "Thiếu ảnh");
	assert.match((await (await signedIn(officer)).get("/thong-bao")).text, /Thiếu ảnh/);
	const own = idIn(await create(officer, "Khánh"));
	assert.equal((await decide(officer, own, "withdraw")).status, 201);
	assert.equal((await decide(leader, own, "approve")).status, 409);
	assert.ok(!(await names()).some((one) => /Chiêng|Khánh/.test(one)));
});

test("whoever acts for somebody does not approve what that one made, nor the other way round", async () => {
	const l = await signedIn(leader), page = "/tai-khoan/uy-quyen", to = (await l.get(page)).text.match(/<option value="(\d+)"[^>]*>[^<]*Nguyễn Minh Quang/)[1];
	const given = await l.submit(page, page, { to, permissions: "registry.approve", valid_from: dayFromNow(0), valid_until: dayFromNow(2), reason: "Đi công tác", document: "Giấy 2" });
	assert.equal(given.status, 303, given.text.match(/govuk-error-summary[\s\S]{0,500}/)?.[0]);
	const mandate = JSON.parse((await l.get("/api/v1/me/delegations")).text).delegations.filter((one) => one.is_mine)[0].id;
	const others = idIn(await create(clerk, "Của một cửa")), own = idIn(await create(officer, "Của mình"));
	const refused = await decide(officer, own, "approve");
	assert.equal(refused.status, 409, "his own, though he may now");
	assert.match(JSON.stringify(refused.body), /người duyệt không phải là người đề nghị/);
	assert.equal((await decide(officer, others, "approve")).status, 201, "another's he may");
	assert.equal((await proposal(others)).proposal.decided_behalf > 0, true, "in the leader's place");
	assert.equal((await proposal(others)).parts[0].answers, null, "what was written is read in its record, which leaves a look");
	assert.equal((await proposal(own)).parts[0].answers.label, "Của mình");
	assert.equal((await ask(leader, "POST", `/me/delegations/${mandate}/end`, {})).status, 201);
	assert.equal((await decide(leader, own, "return", { note: "Thôi" })).status, 201);
});

test("changes, corrections, moves, ends, restoring, merging and splitting wait too", async () => {
	const id = await kept("Sập gụ"), other = await kept("Sập gụ cũ"), seen = async (n = id) => (await ask(officer, "GET", `${RECORDS}/${n}`)).body.version;
	const steps = [
		["change", async () => ask(officer, "POST", `${RECORDS}/${id}`, { answers: { label: "Sập gụ lớn", tag: "D950", kind: "b" }, kind: "change", valid_from: dayFromNow(1), seen: await seen() })],
		["correct", async () => ask(officer, "POST", `${RECORDS}/${id}`, { answers: { label: "Sập gụ to", tag: "D950", kind: "b" }, kind: "correct", reason: "Nhầm", seen: await seen() })],
		["move", async () => ask(officer, "POST", `${RECORDS}/${id}/move`, { move: "give", valid_from: dayFromNow(2), seen: await seen() })],
		["end", async () => ask(officer, "POST", `${RECORDS}/${id}/end`, { reason: "Mất", valid_from: dayFromNow(3), seen: await seen() })],
		["restore", async () => ask(officer, "POST", `${RECORDS}/${id}/restore`, { reason: "Tìm thấy", seen: await seen() })],
	];
	for (const [act, step] of steps) {
		const before = await seen(), reply = await step();
		assert.equal(reply.status, 201, `${act}: ${JSON.stringify(reply.body)}`);
		assert.match(reply.body.location, /record-proposals\/\d+$/, act);
		assert.equal(await seen(), before, `${act}: nothing is written`);
		await approved(idIn(reply));
		assert.ok((await seen()) > before, act);
	}
	const versions = (await ask(officer, "GET", `${RECORDS}/${id}/versions`)).body.versions.map((one) => one.is.act);
	assert.deepEqual(versions, ["restore", "end", "move", "correct", "change", "create"]);
	const two = await kept("Án gian"), merge = await ask(officer, "POST", `${RECORDS}/${two}/merge`, { seen: await seen(two), other, other_seen: await seen(other), take: [], reason: "Một vật" });
	assert.equal(merge.status, 201, JSON.stringify(merge.body));
	assert.equal((await ask(officer, "GET", `${RECORDS}/${other}`)).body.merged_into, 0);
	await approved(idIn(merge));
	assert.equal((await ask(officer, "GET", `${RECORDS}/${other}`)).body.merged_into, two);
	const split = await ask(officer, "POST", `${RECORDS}/${other}/split`, { seen: await seen(other), reason: "Nhầm" });
	assert.match(split.body.location, /record-proposals/);
	await approved(idIn(split));
	assert.equal((await ask(officer, "GET", `${RECORDS}/${other}`)).body.merged_into, 0);
});

test("two proposals about one record are told, and the second is not written over the first", async () => {
	const id = await kept("Lư hương"), b = await signedIn(officer), l = await signedIn(leader);
	const change = (label, day) => ask(officer, "POST", `${RECORDS}/${id}`, { answers: { label, tag: "D960" }, kind: "change", valid_from: dayFromNow(day), seen: 1 });
	const first = idIn(await change("Lư hương một", 1)), second = idIn(await change("Lư hương hai", 2));
	assert.match((await b.get(`${path}/${id}`)).text, /Đang chờ duyệt:[\s\S]*Đang chờ duyệt:/);
	assert.match((await l.get(`/de-nghi-ghi-so/${second}`)).text, new RegExp(`Cũng đang chờ duyệt về cùng mục:[\\s\\S]*/de-nghi-ghi-so/${first}`));
	assert.deepEqual((await proposal(second)).others.map((one) => one.id), [first]);
	await approved(first);
	assert.match((await l.get(`/de-nghi-ghi-so/${second}`)).text, /đã được người khác sửa sau khi đề nghị/);
	const refused = await decide(leader, second, "approve");
	assert.equal(refused.status, 409);
	assert.match(JSON.stringify(refused.body), /Chưa ghi được:/);
	assert.equal((await proposal(second)).state, "waiting");
	assert.equal((await ask(officer, "GET", `${RECORDS}/${id}?ngay=${dayFromNow(2)}`)).body.answers.label, "Lư hương một");
	assert.equal((await decide(leader, second, "return", { note: "Làm lại" })).status, 201);
});

test("for many at once is one proposal; what cannot be done any more says why, the rest is done", async () => {
	const ids = [await kept("Ghế một"), await kept("Ghế hai"), await kept("Ghế ba")];
	const reply = await ask(officer, "POST", `${RECORDS}/move`, { records: ids, action: "give", valid_from: dayFromNow(1), note: "Giao" });
	assert.equal(reply.status, 200, JSON.stringify(reply.body));
	assert.equal(reply.body.done, 3);
	const id = reply.body.waits, before = await proposal(id);
	assert.deepEqual([before.proposal.title, before.counts.parts, before.state], ["Giao đi nhiều mục", 3, "waiting"]);
	const end = idIn(await ask(officer, "POST", `${RECORDS}/${ids[1]}/end`, { reason: "Hỏng", valid_from: dayFromNow(1), seen: 1 }));
	await approved(end);
	const after = await approved(id);
	assert.deepEqual(after.parts.map((one) => one.status), ["Đã ghi", "Không ghi được", "Đã ghi"]);
	assert.match(after.parts[1].why, /Mục này vừa được người khác sửa|đã kết thúc/);
	assert.equal((await ask(officer, "GET", `${RECORDS}/${ids[0]}?ngay=${dayFromNow(1)}`)).body.state_title, "Đã giao");
	assert.match((await (await signedIn(officer)).get("/thong-bao")).text, /Đã ghi 2 mục; không ghi được 1 mục/);
});

test("a table is one proposal", async () => {
	const b = await signedIn(officer), start = `/nhap-du-lieu/moi/so-${CODE}`;
	assert.match((await b.get(start)).text, /Sổ này có người thứ hai duyệt/);
	const rows = Array.from({ length: 130 }, (_, i) => `Bàn ${i},N${i},Loại B`).join("\n");
	const sent = await b.upload(start, start, [["file", `Tên,Số hiệu,Loại\n${rows}\n`, "a.csv"]]);
	assert.equal(sent.status, 303, sent.text);
	const until = async (is) => {
		for (let i = 0; i < 200; i++) {
			const { text } = await b.get(sent.location);
			if (is.test(text)) return text;
			await new Promise((done) => setTimeout(done, 100));
		}
		assert.fail(`${is}: ${(await b.get(sent.location)).text.match(/<main[\s\S]*<\/main>/)?.[0].slice(0, 1500)}`);
	};
	await until(/action="[^"]*\/ghi"|xac-nhan/);
	const form = (await b.get(sent.location)).text.match(/action="(\/nhap-du-lieu\/\d+\/(?:ghi|xac-nhan))"/)[1];
	assert.equal((await b.submit(sent.location, form, {})).status, 303);
	await until(/vào sổ khi được duyệt/);
	const [line] = (await ask(leader, "GET", `${WAITS}?trang-thai=waiting&so=${CODE}`)).body.proposals;
	assert.equal(line.title, "Nhập từ tệp");
	assert.equal((await proposal(line.id)).counts.parts, 130);
	assert.ok(!(await names()).some((one) => /^Bàn/.test(one)));
	const done = await approved(line.id);
	assert.deepEqual([done.counts.done, done.counts.refused], [130, 0]);
	assert.equal((await ask(officer, "GET", `${RECORDS}?loc1=b&tim=ban`)).body.records.length > 40, true);
});

test("the editor sets it, the reader is strict, a comparison says it", async () => {
	const b = await signedIn(chief), all = (await ask(chief, "GET", "/registry-definitions?tim=Sổ có duyệt")).body.registries, registry = all.find((one) => one.code === CODE).id;
	const version = idIn(await ask(chief, "POST", `/registry-definitions/${registry}/draft`, {})), draft = `/quan-tri/so-du-lieu/ban/${version}`;
	for (const check of ["somebody", 1, ["people"]]) assert.equal((await defined(chief, version, definition(check))).status, 422, JSON.stringify(check));
	const head = (await b.get(`${draft}/chung`)).text, seen = head.match(/name="seen" value="([^"]*)"/)[1];
	assert.match(head, /<option value="people"\s+selected/);
	const saved = await b.submit(`${draft}/chung`, `${draft}/chung`, { seen, title: "Sổ có duyệt", one: "mục", basis: "", remark: "", level: "commune", name: "label", key: "tag", within: "unit", pattern: "", check: "all" });
	assert.equal(saved.status, 303, saved.text);
	assert.equal(JSON.parse((await ask(chief, "GET", `/registry-versions/${version}`)).body.version.definition).check, "all");
	assert.match((await b.get(`${draft}/so-sanh`)).text, /Người thứ hai duyệt[\s\S]*kết quả thủ tục đều chờ/);
	assert.equal((await ask(chief, "POST", `/registry-versions/${version}/drop`, {})).status, 201);
});
