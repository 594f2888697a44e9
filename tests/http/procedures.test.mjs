// procedures through /api/v1 and as pages: what everybody reads, what administrators of a unit and of the platform may change.
import { test } from "node:test";
import assert from "node:assert/strict";
import { api, base, citizen, signedIn, Browser, token } from "./client.mjs";

const read = async (path, login) => {
	const r = await api("GET", path, login && (await token(login)));
	assert.equal(r.status, 200, `${path}: ${r.text.slice(0, 200)}`);
	return JSON.parse(r.text);
};
const send = async (login, path, json) => api("POST", path, login && (await token(login)), json);
const platform = "quantri", unit = "quantri.gialam", desk = "motcua.gialam";
const idOf = async (code) => (await read(`/procedures?tu-khoa=${code}`)).procedures[0].id;

test("everybody finds a procedure by what he calls it, slips forgiven", async () => {
	for (const [typed, code] of [["khai sinh", "1.001193"], ["giay doc than", "1.004873"], ["khia snih", "1.001193"], ["nhập hộ khẩu", "1.004222"]]) {
		const found = await read(`/procedures?tu-khoa=${encodeURIComponent(typed)}`);
		assert.equal(found.procedures[0].code, code, typed);
	}
	assert.equal((await read("/procedures?tu-khoa=khia%20snih")).meant, "khai sinh");
	const front = await read("/procedures");
	assert.ok(front.events.length >= 9 && front.fields.length > 20 && front.often.length > 5);
	for (const e of front.events) assert.ok((await read(`/life-events/${e.key}`)).procedures.length >= 4, e.key);
	assert.equal((await api("GET", "/life-events/khong-co")).status, 404);
});

test("a procedure says the parts that the law asks for", async () => {
	const birth = await read(`/procedures/${await idOf("1.001193")}`);
	assert.equal(birth.short_name, "Khai sinh");
	assert.equal(birth.procedure.term_unit, "same_day");
	assert.equal(birth.steps.length, 4);
	assert.match(birth.procedure.legal_basis, /Luật Hộ tịch/);
	const split = await read(`/procedures/${await idOf("1.012784")}`);
	assert.equal(split.decided_at, "province");
	const page = await (await fetch(`${base}/thu-tuc/${birth.procedure.id}`)).text();
	for (const part of ["Trình tự thực hiện", "Cách thức thực hiện", "Thành phần, số lượng hồ sơ", "Thời hạn giải quyết", "Đối tượng thực hiện",
		"Cơ quan thực hiện", "Kết quả thực hiện", "Phí, lệ phí", "Mẫu đơn, mẫu tờ khai", "Yêu cầu, điều kiện", "Căn cứ pháp lý", "Nộp trực tuyến"])
		assert.ok(page.includes(part), part);
	const change = await (await fetch(`${base}/thu-tuc/${await idOf("1.004859")}`)).text();
	assert.match(change, /Trang này chưa có: yêu cầu, điều kiện; căn cứ pháp lý\./, "said once, not under a heading each");
	assert.doesNotMatch(change, /id="can-cu"/);
	assert.doesNotMatch(change, /tạm tính|nguồn dữ liệu|Ghi chú về phí/i, "remarks on sources are for officers");
	assert.match(change, /5 ngày làm việc/);
});

test("one fee, told in one way: search, page, draft, desk", async () => {
	const who = await citizen(), b = await signedIn(who.login, who.secret), counter = await signedIn(desk);
	for (const [code, online, there] of [["1.004222", "10.000 đồng", "20.000 đồng"],
		["1.004859", "Theo quy định của Hội đồng nhân dân cấp tỉnh", "Theo quy định của Hội đồng nhân dân cấp tỉnh"], ["1.001193", "Không thu", "Không thu"]]) {
		const id = await idOf(code), words = (text) => text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
		const lower = there[0].toLowerCase() + there.slice(1);
		assert.ok(words((await b.get(`/thu-tuc?tu-khoa=${code}`)).text).includes("Phí: " + lower), `${code}: search`);
		const page = words((await b.get(`/thu-tuc/${id}`)).text);
		assert.ok(page.includes(there) && page.includes(online) && page.includes("Phí: " + lower), `${code}: page`);
		assert.equal((await read(`/procedures/${id}`)).fee, there);
		assert.ok(words((await b.get(`/ho-so/nop?thu-tuc=${id}`)).text).includes("Phí, lệ phí " + online), `${code}: draft`);
		assert.ok(words((await counter.get(`/mot-cua/tiep-nhan?thu-tuc=${id}`)).text).includes("Phí, lệ phí " + there), `${code}: desk`);
	}
});

test("a search goes on by next to its end, for people too", async () => {
	const seen = new Set();
	let next = 1, pages = 0;
	for (; next && pages < 20; pages++) {
		const found = JSON.parse((await api("GET", `/procedures?tu-khoa=đăng%20ký&trang=${next}`, await token(unit))).text);
		assert.equal(found.page, next);
		assert.ok(found.procedures.length === 20 || (found.procedures.length && !found.next), "only the last page is short");
		for (const { id } of found.procedures) assert.ok(!seen.has(id), `${id} twice`);
		for (const { id } of found.procedures) seen.add(id);
		next = found.next;
	}
	assert.ok(pages > 1 && pages < 20 && next === 0, `${pages} pages`);
	const page = await (await fetch(`${base}/thu-tuc?tu-khoa=${encodeURIComponent("đăng kí")}`)).text();
	assert.match(page, /href="\/thu-tuc\?tu-khoa=[^"&]+(&amp;|&)trang=2"/);
	assert.equal((await read("/procedures?tu-khoa=tách%20hộ&trang=1")).next, 0);
	assert.deepEqual((await managed("tu-khoa=đăng%20ký")).map((p) => p.id), [...seen], "the administrators of the unit see the same in the same order");
});

async function managed(query) {
	const all = [];
	for (let next = "", pages = 0; !pages || next; pages++) {
		assert.ok(pages < 80, query);
		const found = JSON.parse((await api("GET", `/managed-procedures?${query}&sau=${encodeURIComponent(next)}`, await token(unit))).text);
		assert.ok(found.procedures.length === 50 || !found.next, "only the last page is short");
		all.push(...found.procedures);
		next = found.next;
	}
	assert.equal(new Set(all.map((p) => p.id)).size, all.length);
	return all;
}

test("administrators list the catalogue: all by code, of a field, found and of a field, what the unit does not offer; as files", async () => {
	const all = await managed(""), codes = all.map((p) => p.code);
	assert.ok(all.length > 300, `${all.length}`);
	assert.deepEqual(codes, [...codes].sort());
	const field = "Hộ tịch", of = await managed(`linh-vuc=${encodeURIComponent(field)}`);
	assert.deepEqual(of.map((p) => p.code), all.filter((p) => p.field === field).map((p) => p.code));
	const found = await managed("tu-khoa=đăng%20ký"), both = await managed(`tu-khoa=đăng%20ký&linh-vuc=${encodeURIComponent(field)}`);
	assert.deepEqual(both.map((p) => p.id), found.filter((p) => p.field === field).map((p) => p.id));
	assert.ok(both.length > 5 && both.length < found.length);
	const one = of.at(-1), post = async (posted) => api("POST", `/managed-procedures/${one.id}/posting`, await token(unit), { posted, remark: "" });
	assert.ok([200, 201].includes((await post("0")).status));
	try {
		assert.deepEqual((await managed("niem-yet=khong")).map((p) => p.id), [one.id]);
		assert.deepEqual(await managed(`niem-yet=khong&linh-vuc=${encodeURIComponent("Đất đai")}`), []);
		assert.deepEqual((await managed(`niem-yet=khong&tu-khoa=${encodeURIComponent(one.code)}`)).map((p) => p.id), [one.id]);
		assert.deepEqual(await managed(`niem-yet=khong&tu-khoa=${encodeURIComponent(of[0].code)}`), [], "what was typed counts beside it");
	} finally {
		await post("1");
	}
	assert.deepEqual(await managed("niem-yet=khong"), []);
	const csv = (await api("GET", "/managed-procedures.csv", await token(unit))).text.trim().split("\r\n").slice(1);
	assert.equal(csv.length, all.length, "the file goes on over its batches");
	const admin = await signedIn(unit);
	const page = (await admin.get(`/quan-tri/thu-tuc?tu-khoa=${encodeURIComponent("đăng ký")}`)).text;
	const next = page.match(/href="([^"]+)" rel="next"/)[1].replaceAll("&amp;", "&"), second = (await admin.get(next)).text;
	const rows = (text) => [...text.matchAll(/href="\/quan-tri\/thu-tuc\/(\d+)" data-row/g)].map(([, id]) => Number(id));
	assert.deepEqual([...rows(page), ...rows(second)], found.slice(0, 100).map((p) => p.id));
	const back = second.match(/href="([^"]+)" rel="prev"/)[1].replaceAll("&amp;", "&");
	assert.deepEqual(rows((await admin.get(back)).text), rows(page));
});

test("suggestions while one types: few, quick to go to; too short a word gives none", async () => {
	const suggest = async (typed) => (await read(`/procedures/suggestions?tu-khoa=${encodeURIComponent(typed)}`)).choices;
	const found = await suggest("khai si");
	assert.ok(found.length > 1 && found.length <= 6);
	assert.equal(found[0].title, "Khai sinh");
	assert.match(found[0].detail, /^1\.001193 · Hộ tịch$/);
	assert.equal((await fetch(base + found[0].value)).status, 200);
	assert.equal((await read(`/procedures/suggestions?tu-khoa=khai%20si`)).has_more, true);
	assert.equal((await read(`/procedures/suggestions?tu-khoa=qwxzjk`)).has_more, false);
	const picks = async (q) => JSON.parse((await api("GET", `/desk/procedures?q=${encodeURIComponent(q)}`, await token(desk))).text);
	assert.equal((await picks("đăng ký")).has_more, true);
	assert.equal((await picks("tách hộ")).has_more, false);
	assert.equal((await suggest("k")).length, 0);
	assert.equal((await suggest("")).length, 0);
	assert.match(await (await fetch(`${base}/thu-tuc/goi-y?tu-khoa=khai+si`)).text(), /<a[^>]*>Khai sinh<\/a>/, "a page for people, too");
});

test("whom to ask stands on a page: what the unit has written down, and the national line", async () => {
	const chief = await signedIn("quantri");
	const set = (name, value) => chief.submit(`/quan-tri/cai-dat/${name}`, `/quan-tri/cai-dat/${name}`, { value });
	const page = async () => (await fetch(base + "/hoi-mot-cua")).text();
	assert.match(await page(), /1800 1096/);
	assert.doesNotMatch(await page(), />Điện thoại<|Đến tận nơi/);
	assert.equal((await set("desk.phone", "0229 3888 888")).status, 303);
	assert.equal((await set("desk.address", "Thôn 1, xã Gia Lâm")).status, 303);
	assert.match(await page(), /href="tel:02293888888"/);
	assert.match(await page(), /Thôn 1, xã Gia Lâm/);
	await set("desk.phone", "");
	await set("desk.address", "");
});

test("who may change what", async () => {
	const id = await idOf("1.004845"), m = `/managed-procedures/${id}`;
	assert.equal((await api("GET", m)).status, 401);
	assert.equal((await api("GET", m, await token(desk))).status, 403);
	assert.equal((await send(unit, `${m}/fee-rules`, { basis: "x", amount: 1, valid_from: "2026-01-01" })).status, 403);
	assert.equal((await send(unit, `${m}/versions`, {})).status, 403);
	assert.equal((await send(platform, `${m}/posting`, { posted: "0" })).status, 403, "only a unit posts");
	assert.equal((await read(m, unit)).steps.length, 4);
});

test("steps by programs: checked, a unit's own, taken back", async () => {
	const id = await idOf("1.004845"), m = `/managed-procedures/${id}`;
	const steps = { titles: ["Nhận", "Duyệt", "Trả"], kinds: ["reception", "approval", "return"], roles: ["reception", "leader", "reception"],
		agencies: ["one_stop", "committee", "any"], actions: ["refuse", "none", "none"], shares: [20, 70, 10] };
	const bad = await send(unit, `${m}/steps`, { ...steps, shares: [20, 70, 20] });
	assert.equal(bad.status, 422);
	assert.match(bad.text, /Tổng tỷ lệ thời gian phải là 100, hiện là 110/);
	assert.equal((await send(unit, `${m}/steps`, { ...steps, roles: ["reception"] })).status, 422);
	assert.equal((await send(unit, `${m}/steps`, steps)).status, 201);
	assert.deepEqual((await read(m, unit)).steps.map((s) => s.share), [20, 70, 10]);
	assert.equal((await read(m, platform)).steps.length, 4, "elsewhere nothing changed");
	assert.equal((await send(unit, `${m}/steps`, {})).status, 201);
	assert.equal((await read(m, unit)).steps.length, 4);
});

test("the editor without script: each button gives the form back changed, nothing is lost", async () => {
	const id = await idOf("2.000756"), page = `/quan-tri/thu-tuc/${id}/buoc`;
	const b = await signedIn(unit);
	const state = (text) => {
		const form = {};
		for (const [, name, value] of text.matchAll(/<input[^>]*name="((?:title|share)_\d+)"[^>]*value="([^"]*)"/g)) form[name] = value;
		for (const [, name, options] of text.matchAll(/<select[^>]*name="(\w+_\d+)"[^>]*>([\s\S]*?)<\/select>/g))
			form[name] = options.match(/value="([^"]*)"\s+selected/)?.[1] ?? "";
		form.count = text.match(/name="count" value="(\d+)"/)[1];
		return form;
	};
	let form = state((await b.get(page)).text);
	assert.equal(form.count, "4");
	const press = async (button, change = {}) => {
		const r = await b.submit(page, page, { ...form, ...change, button });
		if (r.status !== 303) form = state(r.text);
		return r;
	};
	await press("add_2", { title_2: "Xác minh" });
	assert.equal(form.count, "5");
	assert.equal(form.title_2, "Xác minh");
	assert.equal(form.title_3, "");
	const wrong = await press("save", { share_2: "40", share_3: "20" });
	assert.equal(wrong.status, 422);
	const said = (text) => [...text.matchAll(/govuk-error-message"[^>]*>([\s\S]*?)<\/p>/g)].map((m) => m[1].replace(/<[^>]*>/g, "").trim()).join(" ");
	assert.match(said(wrong.text), /Bước 3: nhập tên bước/);
	assert.equal(form.count, "5");
	await press("up_3", { title_3: "Niêm yết công khai" });
	assert.deepEqual([form.title_2, form.title_3], ["Niêm yết công khai", "Xác minh"]);
	await press("remove_3");
	assert.equal(form.count, "4");
	const letters = await press("save", { share_2: "nhiều" });
	assert.equal(letters.status, 422);
	assert.equal(form.share_2, "nhiều", "what was typed comes back");
	const saved = await press("save", { share_2: "60" });
	assert.equal(saved.status, 303, said(saved.text));
	assert.match((await b.get(saved.location)).text, /Riêng của đơn vị/);
	assert.equal((await b.submit(page, page, { count: "1", button: "usual" })).status, 303);
});

test("a unit takes a procedure down with its remark; people read it", async () => {
	const id = await idOf("2.001406"), m = `/managed-procedures/${id}`;
	assert.equal((await send(unit, `${m}/posting`, { posted: "0", remark: "Mời đến xã bên cạnh." })).status, 201);
	const seen = await read(`/procedures/${id}`);
	assert.deepEqual(seen.postings.map((p) => [p.unit_name, p.remark]), [["Xã Gia Lâm", "Mời đến xã bên cạnh."]]);
	assert.equal((await send(unit, `${m}/posting`, { posted: "1", remark: "" })).status, 201);
	assert.equal((await read(`/procedures/${id}`)).postings.length, 0);
});

test("fees, authority and versions by the platform", async () => {
	const id = await idOf("2.001406"), m = `/managed-procedures/${id}`;
	assert.equal((await send(platform, `${m}/fee-rules`, { payer: "poor", amount: 0, basis: "Nghị quyết của tỉnh", valid_from: "2026-01-01" })).status, 201);
	const rule = (await read(m, platform)).fees.find((f) => f.basis === "Nghị quyết của tỉnh" && !f.valid_to);
	assert.equal(rule.attribute, "poor");
	assert.equal((await send(platform, `${m}/fee-rules/${rule.id}/end`, {})).status, 201);
	assert.equal((await send(platform, `${m}/fee-rules/999999/end`, {})).status, 409);
	assert.equal((await send(platform, `${m}/fee-rules`, { amount: 5, basis: "x", valid_from: "2026-02-01", valid_to: "2026-01-01" })).status, 422);
	assert.equal((await send(platform, `${m}/authority`, { level: "province", since: "2031-01-01", legal_basis: "Thử" })).status, 201);
	assert.equal((await send(platform, `${m}/authority`, { level: "commune", since: "2030-01-01", legal_basis: "Thử" })).status, 422);

	const version = { valid_from: "2099-01-01", change_note: "Thử", name: "Chứng thực văn bản phân chia di sản (mới)", desk_time: "2", desk_unit: "wd",
		desk_fee: "50000", supplement_rule: "restart", papers: "Dự thảo văn bản | 1 bản chính" };
	assert.equal((await send(platform, `${m}/versions`, { ...version, desk_time: "mai" })).status, 422);
	const made = await send(platform, `${m}/versions`, version);
	assert.equal(made.status, 201, made.text);
	const next = JSON.parse(made.text).location;
	assert.match(next, /^\/api\/v1\/managed-procedures\/\d+$/);
	const differences = (await read(`${next.slice(7)}/differences`, platform)).differences;
	assert.ok(differences.some((d) => d.what === "Nộp trực tiếp" && /2 ngày làm việc; phí: 50\.000 đồng/.test(d.after)), JSON.stringify(differences));
	assert.equal((await send(platform, `${m}/authority/2031-01-01/drop`, {})).status, 201);
	assert.equal((await send(platform, `${m}/authority/2031-01-01/drop`, {})).status, 409);
	assert.equal((await send(unit, `${next.slice(7)}/cancel`, {})).status, 403);
	assert.equal((await idOf("2.001406")), id, "today the old one still holds");
	assert.equal((await read(m, platform)).versions.length, 2);
	assert.equal((await send(platform, `${m}/cancel`, {})).status, 409, "one in force cannot be cancelled");
	assert.equal((await send(platform, `${next.slice(7)}/cancel`, {})).status, 201);
	const cancelled = (await read(m, platform)).versions[0];
	assert.equal(cancelled.valid_to, cancelled.valid_from, "it stays in the history");
	assert.equal((await send(platform, `${m}/versions`, version)).status, 201, "and can be made again");
});
