// Households, who lives in them, what happens to them, and the figures that are counted from them. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { ask, base, logged, signedIn } from "./client.mjs";
import { bring, households } from "./households.mjs";

const who = "motcua.gialam", leader = "lanhdao.gialam", clerk = "vanthu.gialam";
const get = async (path, login = who) => {
	const { status, body } = await ask(login, "GET", path);
	assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
	return body;
};
const post = (path, body, login = who) => ask(login, "POST", path, body);
let serial = 0;
const somebody = (name, sex = "female") => ({ name, personal_number: `0353${sex === "female" ? 1 : 0}0${String(Date.now() % 1e5).padStart(5, "0")}${serial++ % 10}`.slice(0, 12), birth_on: "2010-01-02", sex, ethnicity: "01" });
const hamlet = async () => (await get("/hamlets", "quantri.gialam")).hamlets.find((one) => one.name === "Mỹ Lộc").id;
async function household(name = "Phan Văn Thử") {
	const reply = await post("/households", { hamlet: await hamlet(), address: "Số 1", household_kind: "family", day: "2025-08-01", name, personal_number: "", birth_on: "1980", sex: "male", residence: "permanent", source: "declared" });
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	return Number(reply.body.location.split("/").at(-1));
}
const moves = (id, body, login) => post(`/households/${id}/movements`, { source: "declared", reason: "theo lời khai", ...body }, login);

test("the list is searched without marks, narrowed, paged, and sent as a file", async () => {
	const all = await get("/households");
	assert.equal(all.households.length, 50);
	const second = await get(`/households?sau=${encodeURIComponent(all.next)}`);
	assert.ok(second.households[0].code > all.households[49].code);
	const id = await household("Phan Đức Thưởng");
	const found = (await get("/households?tim=phan+duc+thuong")).households;
	assert.deepEqual(found.map((h) => h.id), [id]);
	assert.deepEqual((await get("/households?dien=poor")).households.filter((h) => h.poverty !== "poor"), []);
	assert.ok((await get("/households?dien=poor")).households.length);
	assert.ok((await get("/households?loai=lodging")).households.every((h) => h.kind === "lodging"));
	assert.equal((await get("/households?ngay=2025-06-30")).households.length, 0, "before the commune was there");
	const csv = (await ask(who, "GET", "/households.csv")).body.toString();
	assert.match(csv, /Mã hộ.*Chủ hộ/);
	assert.ok(csv.trim().split("\n").length > 200);
	assert.equal((await ask(who, "GET", "/households.xlsx")).status, 200);
	const people = await get("/residents?tim=phan+duc");
	assert.equal(people.residents.length, 1);
	assert.doesNotMatch((await ask(who, "GET", "/residents.csv")).body.toString(), /\b0\d{11}\b/, "numbers are masked");
	assert.ok((await get("/residents")).residents.every((r) => !r.personal_number || /\*/.test(r.personal_number)));
});

test("what happens is written, refused where it cannot be, and kept", async () => {
	const id = await household(), { household: h, members } = await get(`/households/${id}`);
	const head = members[0].person_id;
	let reply = await moves(id, { kind: "arrive", day: "2025-09-01", relation: "spouse", residence: "permanent", ...somebody("Phan Thị Vợ"), personal_number: "", birth_on: "1982" });
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	reply = await moves(id, { kind: "absent", day: "2026-01-01", person: head, changes: h.changes });
	assert.equal(reply.status, 409, "the household has changed meanwhile");
	assert.match(reply.body.detail, /vừa được người khác ghi/);
	reply = await moves(id, { kind: "leave", day: "2026-01-01", person: head });
	assert.equal(reply.status, 422);
	assert.match(JSON.stringify(reply.body), /Hãy chọn chủ hộ mới/);
	const wife = (await get(`/households/${id}`)).members[1].person_id;
	assert.equal((await moves(id, { kind: "leave", day: "2026-01-01", person: head, successor: wife })).status, 201);
	assert.equal((await moves(id, { kind: "leave", day: "2031-01-01", person: wife })).status, 422);
	const now = await get(`/households/${id}`), then = await get(`/households/${id}?ngay=2025-12-31`);
	assert.deepEqual([now.members.map((m) => m.relation), then.members.map((m) => m.relation)], [["head"], ["head", "spouse"]]);
	assert.equal((await get(`/residents/${head}`)).spans[0].valid_to, "2026-01-01");
	const left = now.movements.find((m) => m.kind === "leave");
	assert.equal((await moves(id, { kind: "withdraw", withdrawn: left.id, reason: "" })).status, 422, "a reason is needed");
	assert.equal((await moves(id, { kind: "withdraw", withdrawn: left.id })).status, 201);
	const again = await get(`/households/${id}`);
	assert.equal(again.members.length, 2);
	assert.equal(again.movements.length, now.movements.length + 1, "nothing is deleted");
	assert.ok(again.movements.find((m) => m.id === left.id).withdrawn_by);
	assert.deepEqual((await get(`/households/${id}/movements`)).movements.map((m) => m.id), again.movements.map((m) => m.id));
});

test("a form that is refused comes back with all that was typed", async () => {
	const id = await household("Phan Văn Mẫu"), { members, household: h } = await get(`/households/${id}`), browser = await signedIn(who);
	const form = `/ho-dan/${id}/ghi?viec=arrive`;
	assert.match((await browser.get(`/ho-dan/${id}`)).text, /Phan Văn Mẫu/);
	const reply = await browser.submit(form, `/ho-dan/${id}/ghi`, { kind: "arrive", changes: String(h.changes + 5), day: "02/02/2026", source: "police", document: "12/CAX", reason: "về quê",
		relation: "sibling", residence: "temporary", name: "Phan Thị Em", personal_number: "", birth_on: "1990", sex: "female", ethnicity: "06" });
	assert.equal(reply.status, 422);
	assert.match(reply.text, /vừa được người khác ghi một biến động/);
	for (const typed of ["Phan Thị Em", "12/CAX", "về quê", "02/02/2026", "1990"]) assert.ok(reply.text.includes(typed), typed);
	assert.match(reply.text, new RegExp(`name="changes" value="${h.changes}"`), "sent once more, it is what he sees now");
	const done = await browser.submit(`/ho-dan/${id}/ghi?viec=die&nguoi=${members[0].person_id}`, `/ho-dan/${id}/ghi`, { kind: "die", changes: String(h.changes), person: String(members[0].person_id), day: "03/03/2026", source: "civil" });
	assert.equal(done.status, 303, done.text.match(/error-message[^<]*<[^>]*>[^<]*/)?.[0]);
	const page = (await browser.get(`/ho-dan/${id}`)).text;
	assert.match(page, /Hộ .* không còn ai nên đã kết thúc từ ngày 03\/03\/2026/);
	assert.match(page, /đã kết thúc từ 03\/03\/2026/);
	const split = await browser.get(`/ho-dan/${id}/ghi?viec=split&nguoi=1`);
	assert.equal(split.status, 303);
});

test("poor by a decision, one at a time, for the years of its standard", async () => {
	const id = await household("Phan Văn Nghèo");
	assert.equal((await moves(id, { kind: "policy", day: "2026-02-01", policy_kind: "poor", decision_on: "2026-01-30" })).status, 422, "by which decision?");
	assert.equal((await moves(id, { kind: "policy", day: "2026-02-01", policy_kind: "poor", decision_number: "1/QĐ-UBND", decision_on: "2026-01-30" })).status, 201);
	assert.equal((await moves(id, { kind: "policy", day: "2026-06-01", policy_kind: "near_poor", decision_number: "2/QĐ-UBND", decision_on: "2026-05-30" })).status, 201);
	const { policies } = await get(`/households/${id}`);
	assert.deepEqual(policies.map((y) => [y.kind, y.valid_from, y.valid_to]), [["poor", "2026-02-01", "2026-06-01"], ["near_poor", "2026-06-01", "2031-01-01"]]);
	const listed = async (day) => (await get(`/households?tim=phan+van+ngheo&ngay=${day}`)).households[0].poverty;
	assert.deepEqual([await listed("2026-03-01"), await listed("2026-11-01"), await listed("2025-12-01")], ["poor", "near_poor", null]);
});

test("a card, an account, its activation: each from a day on, seen on the page of the resident", async () => {
	const id = await household("Phan Văn Định"), { members: [head] } = await get(`/households/${id}`);
	const says = (kind, day, more) => moves(id, { kind, day, person: head.person_id, ...more });
	assert.equal((await says("id_card", "2021-04-01")).status, 201);
	assert.equal((await says("id_activated", "2026-02-01")).status, 422);
	assert.equal((await says("id_level_2", "2026-01-10")).status, 201);
	assert.equal((await says("id_activated", "2026-02-01")).status, 201);
	assert.equal((await says("id_account_end", "2026-03-01", { reason: "" })).status, 422, "a reason is needed");
	assert.deepEqual((await get(`/residents/${head.person_id}`)).identities.map((is) => [is.fact, is.valid_from, is.valid_to]),
		[["card", "2021-04-01", null], ["level_2", "2026-01-10", null], ["activated", "2026-02-01", null]]);
	const browser = await signedIn(who), page = (await browser.get(`/nhan-khau/${head.person_id}`)).text;
	assert.match(page, /Tài khoản định danh điện tử mức độ 02<\/strong>, từ/);
	assert.match((await browser.get(`/ho-dan/${id}/ghi?viec=id_card_end&nguoi=${head.person_id}`)).text, /Thẻ căn cước hết giá trị, bị thu hồi: Phan Văn Định/);
	for (const state of ["activated", "card"]) assert.equal((await get(`/residents?tim=phan+van+dinh&dinh-danh=${state}`)).residents.length, 1);
	for (const state of ["no_card", "no_level_2", "not_activated"]) assert.equal((await get(`/residents?tim=phan+van+dinh&dinh-danh=${state}`)).residents.length, 0);
	assert.equal((await get("/residents?tim=phan+van+dinh&dinh-danh=no_level_2&ngay=2026-01-09")).residents.length, 1);
});

test("a list is brought in; wrong rows come back with reasons; twice changes nothing", async () => {
	const file = households(60, { wrong: 20, prefix: "NK", serial: 500 }), before = (await get("/population")).figures[0];
	const done = await bring(ask, who, file.text);
	assert.deepEqual([done.seen.new, done.seen.wrong, done.added, done.failed, done.moved], [file.rows.length - 20, 20, file.rows.length - 20, 0, 0]);
	const back = (await ask(who, "GET", `/imports/${done.id}/problems.csv`)).body.toString().trim().split("\n");
	assert.equal(back.length, 21);
	for (const [at, reason] of file.reasons) {
		const line = back.find((one) => one.includes(file.rows[at].name) && one.includes(file.rows[at].code) && reason.test(one));
		assert.ok(line, `${at} ${file.rows[at].name} ${reason}`);
	}
	const after = (await get("/population")).figures[0];
	assert.equal(after.persons - before.persons, file.rows.length - 20);
	const again = await bring(ask, who, file.text);
	assert.deepEqual([again.new, again.changed, again.same, again.wrong], [0, 0, file.rows.length - 20, 20]);
	assert.deepEqual((await get("/population")).figures[0], after);
	// what is known is changed by movements, never by a list
	const other = file.text.replaceAll(/^(NK-00003,Chủ hộ.*),Hộ gia đình/gm, "$1,Hộ tập thể").replaceAll(/^(NK-00004),Vợ chồng/gm, "$1,Con");
	const seen = await bring(ask, who, other, { confirm: false });
	assert.deepEqual([seen.new, seen.same, seen.wrong], [0, file.rows.length - 22, 22]);
});

test("figures are counted as of any day, and each leads to the people behind it", async () => {
	for (const day of ["2026-11-01", "2026-01-01", "2025-07-01"]) {
		const { figures } = await get(`/population?ngay=${day}`), total = figures[0], of = (group) => figures.filter((f) => f.group === group);
		const sum = (group, what) => of(group).reduce((all, f) => all + f[what], 0);
		for (const group of ["hamlet", "age", "ethnicity", "kind"]) assert.equal(sum(group, "persons"), total.persons, `${day} ${group}`);
		assert.equal(sum("hamlet", "households"), total.households);
		assert.equal(sum("kind", "households"), total.households);
		assert.equal(sum("age", "male"), total.male);
		assert.equal(sum("hamlet", "poor"), total.poor);
		const listed = async (query) => {
			let n = 0, next = "";
			do {
				const page = await get(`/residents?ngay=${day}&${query}${next && `&sau=${encodeURIComponent(next)}`}`);
				n += page.residents.length;
				next = page.next;
			} while (next);
			return n;
		};
		assert.equal(await listed(""), total.persons);
		assert.equal(await listed("tuoi=0-4"), of("age")[0].persons);
		assert.equal(await listed("tuoi=85-150&gioi=female"), of("age")[17].female);
		for (const state of ["cards", "eligible", "level_2", "activated"]) {
			assert.equal(sum("hamlet", state), total[state], `${day} ${state}`);
			assert.equal(await listed(`dinh-danh=${state === "cards" ? "card" : state}`), total[state], `${day} ${state}`);
		}
		assert.equal(await listed("dinh-danh=no_level_2"), total.eligible - total.level_2);
		assert.equal(await listed("dinh-danh=not_activated"), total.level_2 - total.activated);
		assert.equal(await listed("dan-toc=06"), of("ethnicity").find((f) => f.title === "Mường").persons);
	}
	assert.ok((await get("/population?ngay=2025-07-01")).figures[0].poor === 0);
	const { figures: [now] } = await get("/population?ngay=2026-11-01");
	assert.ok(now.activated > 0 && now.activated < now.level_2 && now.level_2 < now.eligible && now.eligible < now.persons, JSON.stringify(now));
	const csv = (await ask(who, "GET", "/population.csv?ngay=2026-11-01")).body.toString();
	assert.match(csv, /Toàn xã/);
	const officer = await signedIn(who), page = (await officer.get("/dan-so")).text;
	const link = page.match(/href="(\/nhan-khau\?[^"]*tuoi=0-4)"/)?.[1].replaceAll("&amp;", "&");
	assert.ok(link, "a figure leads on");
	assert.equal((await officer.get(link)).status, 200);
	const other = await signedIn(clerk), same = (await other.get("/dan-so")).text;
	assert.match(same, /Theo nhóm tuổi/);
	assert.doesNotMatch(same, /href="\/nhan-khau\?/, "who may not see them is not led to them");
	assert.equal((await other.get("/nhan-khau")).status, 403);
});

test("a province reads sums of its communes, and nobody of them", async () => {
	const above = "lanhdao.ninhbinh", { units } = await get("/population/units", above), [sum, ...communes] = units;
	assert.ok(communes.length >= 2);
	for (const what of ["households", "persons", "cards", "level_2", "activated"]) assert.equal(sum[what], communes.reduce((all, one) => all + one[what], 0), what);
	assert.match(sum.name, new RegExp(`${communes.length} xã, phường`));
	const then = (await get("/population/units?ngay=2026-02-01", above)).units;
	assert.ok(then.slice(1).every((one) => one.on_day === "2025-12-31"), "what was counted last before that day");
	assert.equal((await get("/population/units?ngay=2025-01-01", above)).units.length, 0);
	assert.equal((await get("/population/units?xep=-persons", above)).units[1].name, "Xã Gia Lâm");
	assert.equal((await get("/population/units")).units.length, 0, "nothing is below a commune");
	assert.equal((await get("/households", above)).households.length, 0);
	assert.equal((await get("/residents", above)).residents.length, 0);
	const browser = await signedIn(above);
	assert.match((await browser.get("/dan-so")).text, /href="\/dan-so\/xa-phuong\?/);
	assert.match((await browser.get("/dan-so/xa-phuong")).text, /Cộng \d+ xã, phường/);
	assert.doesNotMatch((await (await signedIn(who)).get("/dan-so")).text, /dan-so\/xa-phuong/);
});

test("a form may name a household: of the unit, by code or head, for officers", async () => {
	const id = await household("Phan Thị Gọi"), asked = (words, login = who) => get(`/eforms/references?loai=household&tu-khoa=${encodeURIComponent(words)}`, login);
	const [one] = (await asked("phan thi goi")).choices;
	assert.equal(Number(one.value), id);
	assert.equal((await asked(one.title ?? one.label)).choices.length, 1, "as it was offered");
	assert.equal((await asked("CP-0001")).choices.length, 0, "another commune's");
	assert.equal((await asked("phan thi goi", "0530000001")).choices.length, 0);
});

test("who looked, and why, stands in the log", async () => {
	const id = await household("Phan Thị Ngó"), browser = await signedIn(leader);
	await browser.get(`/ho-dan/${id}`);
	await browser.get("/ho-dan?tim=phan");
	await browser.get("/nhan-khau?tim=phan");
	await logged("household", /Quản lý hộ dân/);
	await browser.get(`/nhan-khau/${(await get(`/households/${id}`)).members[0].person_id}`);
	await logged("person", /Xem quá trình cư trú/);
	await logged("unit", /Xem danh sách hộ dân/);
	await logged("unit", /Xem danh sách nhân khẩu/);
	assert.equal((await ask(leader, "POST", `/households/${id}/movements`, { kind: "absent", source: "declared", day: "2026-01-01" })).status, 403, "a leader looks only");
});

test("a hamlet is not ended while people live in it, and keeps them under another name", async () => {
	const admin = "quantri.gialam", at = (await get("/hamlets", admin)).hamlets.find((one) => one.name === "Vinh Quang");
	const reply = await ask(admin, "POST", `/hamlets/${at.id}/end`, { end_day: "2026-06-01" });
	assert.equal(reply.status, 409);
	assert.match(reply.body.detail, /Còn hộ dân ở đây/);
	const before = (await get("/population?ngay=2026-11-01")).figures.find((f) => f.title === "Thôn Vinh Quang");
	assert.equal((await ask(admin, "POST", `/hamlets/${at.id}`, { kind: "thon", name: "Vinh Quang Mới", note: "", day: "2026-05-01", legal_basis: "NQ 7" })).status, 201);
	const after = (await get("/population?ngay=2026-11-01")).figures;
	assert.deepEqual({ ...after.find((f) => f.title === "Thôn Vinh Quang Mới"), title: "" }, { ...before, title: "" });
	assert.ok((await get("/population?ngay=2026-04-30")).figures.some((f) => f.title === "Thôn Vinh Quang"));
	assert.ok(base);
});
