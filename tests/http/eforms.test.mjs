// Electronic forms through HTTP: what everybody may read, answers by programs, the editor without a script.
import assert from "node:assert/strict";
import test from "node:test";
import { Browser, api, ask as client, base, password, signedIn, token } from "./client.mjs";

async function procedure(code) {
	const { text } = await api("GET", `/procedures?tu-khoa=${code}`);
	return Number(text.match(new RegExp(`"id":(\\d+),"code":"${code.replace(".", "\\.")}"`))[1]);
}
const unit = async () => {
	const { text } = await api("GET", "/units?tim=gia+lam+ninh+binh");
	return JSON.parse(text).found.find((u) => u.full_name === "Xã Gia Lâm" && !u.valid_to).id;
};

test("a procedure's form is data that a program can read", async () => {
	const id = await procedure("1.000656");
	const form = JSON.parse((await api("GET", `/procedures/${id}/eform`)).text);
	assert.equal(form.code, "khai-tu");
	assert.ok(!form.is_default);
	assert.match(form.source, /04\/2024\/TT-BTP/);
	assert.ok(form.definition.sections.some((s) => s.fields.some((f) => f.name === "dead_name" && f.required)));
	const page = await new Browser().get(`/bieu-mau/thu-tuc/${id}`);
	assert.equal(page.status, 200);
	assert.match(page.text, /Người đã chết/);
	const sheet = await fetch(`${base}/bieu-mau/thu-tuc/${id}/to-khai`);
	assert.equal(sheet.headers.get("content-type"), "application/pdf");
	assert.equal(Buffer.from(await sheet.arrayBuffer()).subarray(0, 4).toString(), "%PDF");
	const plain = JSON.parse((await api("GET", `/procedures/${await procedure("1.004837")}/eform`)).text);
	assert.ok(plain.is_default, "a procedure without a form of its own has the default one");
	const communes = JSON.parse((await api("GET", "/eforms/communes?tinh=37")).text).communes;
	assert.ok(communes.some((c) => c.full_name === "Xã Gia Lâm"));
});

test("answers come as JSON with the dossier; what is wrong is named by its path", async () => {
	const as = await token("0530000001");
	const dossier = {
		procedure: await procedure("1.000656"), receiving_unit: await unit(), name: "Đinh Thị Hoà", personal_number: "037190000123",
		phone: "0912 000 123", address: "Thôn 2, xã Gia Lâm", result_by: "desk", declared: true,
	};
	const answers = {
		relation: "child", dead_name: "Đinh Văn Lộc", born_on: "1940-03-02", sex: "male", ethnicity: "Kinh", nationality: "Việt Nam",
		last_home: { province: "37", commune: "gia lam" }, identity_paper: "CMND 160000001", died_on: "2026-11-20", death_place: "Tại nhà", cause: "Tuổi già",
		paper: "none", wants_copies: true, copies: 2,
	};
	const wrong = await api("POST", "/my/dossiers", as, { ...dossier, answers: { ...answers, died_on: "2027-01-01", copies: "hai", dead_name: "", more: 1 } });
	assert.equal(wrong.status, 422);
	assert.deepEqual(JSON.parse(wrong.text).problems.map((p) => p.field).sort(),
		["answers.copies", "answers.dead_name", "answers.died_on", "answers.more"]);
	const right = await api("POST", "/my/dossiers", as, { ...dossier, answers });
	assert.equal(right.status, 201, right.text);
	const page = await (await signedIn("0530000001")).get(right.location.replace(/^.*\/my\/dossiers/, "/ho-so"));
	assert.match(page.text, /Đăng ký khai tử cho Đinh Văn Lộc, chết ngày 20\/11\/2026/);
	const contract = JSON.parse((await api("GET", "/openapi.json")).text);
	const body = contract.paths["/my/dossiers"].post.requestBody.content;
	assert.equal(Object.values(body)[0].schema.properties.answers.type, "object");
});

test("only those who run the platform edit forms", async () => {
	assert.equal((await new Browser().get("/quan-tri/bieu-mau")).status, 303);
	for (const login of ["motcua.gialam", "quantri.gialam"])
		assert.equal((await (await signedIn(login)).get("/quan-tri/bieu-mau")).status, 403, login);
});

test("the editor and the preview work without a script", async () => {
	const who = await signedIn("quantri");
	const code = `thu-${Date.now() % 1e9}`;
	const made = await who.submit("/quan-tri/bieu-mau", "/quan-tri/bieu-mau", { title: "Biểu mẫu thử", code });
	assert.equal(made.status, 303, made.text.slice(0, 300));
	const draft = made.location;
	const seen = async () => (await who.get(`${draft}/json`)).text.match(/name="seen" value="([^"]*)"/)[1];
	const save = async (path, fields) => who.submit(`${draft}/json`, `${draft}${path}`, { ...fields, seen: await seen() });
	assert.equal((await save("/phan", { title: "Các con", repeated: "1", name: "children", item: "Người con", min: "0", max: "3" })).status, 303);
	const broken = await save("/truong?phan=1&truong=0", { type: "text", name: "Tên", label: "Họ tên" });
	assert.equal(broken.status, 422);
	assert.match(broken.text, /href="#name">Phần 1, trường thứ 1: tên “Tên” chỉ được gồm/);
	assert.match(broken.text, /value="Họ tên"/, "what was typed comes back");
	assert.equal((await save("/truong?phan=1&truong=0", { type: "text", name: "name", label: "Họ tên", required: "1" })).status, 303);
	assert.equal((await save("/truong?phan=1&truong=0", { type: "integer", name: "age", label: "Tuổi", max: "120" })).status, 303);
	assert.equal((await save("", { what: "up 1 2" })).status, 303);
	const type = async (text) => (await who.get(`${draft}/truong?phan=1&loai=${text}`)).text;
	assert.match(await type("year"), /Không được sau năm nay[\s\S]*Nhiều nhất \(năm\)/);
	assert.match(await type("month"), /Không được sau tháng này/);
	assert.equal((await save("/truong?phan=1&truong=0", { type: "year", name: "built", label: "Năm xây dựng", min: "1990", past: "1", prefill: "là 1994" })).status, 303);
	const built = (await who.get(`${draft}/truong?phan=1&truong=3`)).text;
	assert.match(built, /name="min"[^>]*value="1990"/, "a year has no dot");
	assert.match(built, /<textarea[^>]*name="prefill"[^>]*>\s*là 1994\s*</, "a year may be offered");
	assert.equal((await save("", { what: "drop 1 3" })).status, 303);
	const stale = await who.submit(`${draft}/json`, draft, { what: "up 1 2", seen: "0000000000000000" });
	assert.equal(stale.status, 409, "what another hand has changed is not overwritten");

	const preview = `${draft}/xem-truoc`;
	const rows = { "e_children-rows": "1,2", "e_children-1-name": "Lê An", "e_children-1-age": "7", "e_children-2-name": "Lê Bình", "e_children-2-age": "x" };
	const more = await who.submit(preview, preview, { ...rows, e_add: "children" });
	assert.equal(more.status, 200);
	assert.match(more.text, /id="e_children-3-name"/);
	assert.match(more.text, /value="Lê Bình"/);
	const fewer = await who.submit(preview, preview, { ...rows, e_remove: "children-1" });
	assert.doesNotMatch(fewer.text, /value="Lê An"/);
	assert.match(fewer.text, /value="Lê Bình"/);
	const bad = await who.submit(preview, preview, rows);
	assert.equal(bad.status, 422);
	assert.match(bad.text, /href="#e_children-2-age">Người con 2: “Tuổi” phải là số nguyên/);
	const good = await who.submit(preview, preview, { ...rows, "e_children-2-age": "4" });
	assert.equal(good.status, 200);
	assert.match(good.text, /Nội dung khai hợp lệ/);
	assert.equal((await who.submit(`${draft}/cong-bo`, `${draft}/cong-bo`, { valid_from: "01/01/2020" })).status, 422);
	assert.equal((await who.submit(`${draft}/cong-bo`, `${draft}/cong-bo`, { valid_from: "01/01/2040" })).status, 303);
	assert.equal((await save("", { what: "up 1 2" }).catch(() => ({ status: "published" }))).status, "published", "a published version has nothing to send");
});

test("a program edits forms as the editor's pages do", async () => {
	const chief = await token("quantri"), code = `may-${Date.now() % 1e9}`;
	const ask = async (method, path, json) => {
		const reply = await api(method, path, chief, json);
		return { status: reply.status, body: JSON.parse(reply.text) };
	};
	for (const login of ["motcua.gialam", "quantri.gialam"])
		for (const [method, path] of [["GET", "/eforms"], ["POST", "/eforms"], ["GET", "/eforms/1"], ["POST", "/eforms/1/draft"], ["GET", "/eform-versions/1"],
			["POST", "/eform-versions/1/definition"], ["POST", "/eform-versions/1/publish"], ["POST", "/eform-versions/1/drop"]])
			assert.equal((await api(method, path, await token(login), method === "GET" ? undefined : {})).status, 403, `${login} ${method} ${path}`);
	const made = await ask("POST", "/eforms", { code, title: "Biểu mẫu của máy" });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	assert.equal((await ask("POST", "/eforms", { code, title: "Lần nữa" })).status, 422);
	const version = made.body.location.replace("/api/v1", "");
	const first = (await ask("GET", version)).body;
	assert.equal(first.version.title, "Biểu mẫu của máy");
	const definition = JSON.parse(first.version.definition);
	const send = (seen, text) => ask("POST", `${version}/definition`, { seen, definition: text });
	const title = JSON.stringify({ ...definition, title: "Biểu mẫu máy sửa",
		sections: [{ title: "Nội dung", fields: [{ name: "content", label: "Nội dung", type: "text" }] }] });
	assert.equal((await send("0000000000000000", title)).status, 409, "what another hand has changed is not overwritten");
	assert.equal((await send(first.seen, "{")).status, 422);
	assert.equal((await send(first.seen, title)).status, 201);
	assert.equal((await ask("GET", version)).body.version.title, "Biểu mẫu máy sửa");
	const all = (await ask("GET", "/eforms")).body.forms, form = all.find((one) => one.code === code);
	const list = async (query) => (await ask("GET", `/eforms?${query}`)).body.forms.map((one) => one.code);
	assert.deepEqual(await list(`tim=${code}`), [code]);
	assert.deepEqual(await list(`tim=${encodeURIComponent("CỦA MÁY")}&tinh-trang=unpublished`), (await list("tinh-trang=draft")).filter((one) => one === code), "by its title too");
	assert.deepEqual(await list("tinh-trang=published"), all.filter((one) => one.published).map((one) => one.code));
	assert.deepEqual(await list("tinh-trang=draft"), all.filter((one) => one.draft).map((one) => one.code));
	assert.deepEqual(await list("xep=ma"), all.map((one) => one.code).sort());
	assert.equal((await ask("POST", `/eforms/${form.id}/draft`, {})).body.location, made.body.location, "one draft at a time");
	assert.equal((await ask("POST", `${version}/publish`, { valid_from: "2020-01-01" })).status, 422);
	assert.equal((await ask("POST", `${version}/publish`, { valid_from: "2040-01-01" })).status, 201);
	const second = (await ask("POST", `/eforms/${form.id}/draft`, {})).body.location.replace("/api/v1", "");
	assert.equal((await ask("GET", `/eforms/${form.id}`)).body.versions.length, 2);
	assert.equal((await ask("POST", `${second}/drop`, {})).status, 201);
	assert.equal((await ask("GET", `/eforms/${form.id}`)).body.versions.length, 1);
	assert.equal((await ask("POST", `${version}/drop`, {})).status, 409, "what is published stays");
});

test("the versions of a form go on behind their first page, there and back", async () => {
	const ask = (method, path, json) => client("quantri", method, path, json);
	const form = (await ask("GET", "/eforms")).body.forms[0];
	const before = (await ask("GET", `/eforms/${form.id}`)).body;
	for (let i = 0; i < 23; i++) {
		const draft = (await ask("POST", `/eforms/${form.id}/draft`, {})).body.location.replace("/api/v1", "");
		assert.equal((await ask("POST", `${draft}/publish`, { valid_from: `2041-01-${String(i + 1).padStart(2, "0")}` })).status, 201);
	}
	const first = (await ask("GET", `/eforms/${form.id}`)).body;
	assert.equal(first.versions.length, 20);
	const rest = (await ask("GET", `/eforms/${form.id}?sau=${first.next}`)).body;
	const numbers = [...first.versions, ...rest.versions].map((v) => v.number), newest = numbers[0];
	assert.deepEqual(numbers, numbers.map((_, i) => newest - i), "each once, newest first");
	assert.equal(numbers.length, before.versions.length + 23);
	assert.equal(rest.next, "");
	const admin = await signedIn("quantri"), at = `/quan-tri/bieu-mau/${form.id}`;
	const forward = (await admin.get(at)).text.match(/href="([^"]*)"[^>]*rel="next"/)[1].replaceAll("&amp;", "&");
	assert.ok(forward.startsWith(`${at}?sau=`), forward);
	const second = (await admin.get(forward)).text;
	assert.ok(second.match(/href="([^"]*)"[^>]*rel="prev"/)[1].startsWith(at));
	assert.doesNotMatch(second, /Tạo phiên bản|Lưu cách xem/);
	assert.equal((await api("POST", "/me/views", await token("quantri"), { list: "/quan-tri/bieu-mau/{id}", name: "x", query: "xep=1" })).status, 422, "nobody keeps a view of a list below a thing");
});
