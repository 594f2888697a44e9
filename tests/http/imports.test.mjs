// Lists that are brought in from a table: upload, columns, preview, confirmation, report, and the rows that come back.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { api, ask, signedIn, sixDigits, token } from "./client.mjs";

const who = "quantri.gialam", other = "quantri.cucphuong";
export async function send(login, kind, text, name = "danh-sach.csv") {
	const form = new FormData();
	form.append("file", new Blob([text]), name);
	const { status, body } = await ask(login, "POST", `/import-kinds/${kind}`, undefined, form);
	return { status, body, id: Number(body?.location?.match(/imports\/(\d+)/)?.[1]) };
}
export async function settled(login, id) {
	for (let i = 0; i < 300; i++) {
		const { status, body } = await ask(login, "GET", `/imports/${id}`);
		assert.equal(status, 200);
		if (!["checking", "applying"].includes(body.fact.state)) return body;
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error("the import does not end");
}
const preview = async (login, kind, text) => {
	const sent = await send(login, kind, text);
	assert.equal(sent.status, 201, JSON.stringify(sent.body));
	return { id: sent.id, ...(await settled(login, sent.id)) };
};
const confirm = (login, id) => ask(login, "POST", `/imports/${id}/confirm`, {});
const head = "Loại,Tên,Ghi chú phân biệt,Từ ngày,Căn cứ\n";
const name = () => `Thử ${sixDigits()}`;

test("rows are previewed, confirmed, reported; the second time nothing changes", async () => {
	const one = name(), two = name(), text = `${head}Thôn,${one},,01/07/2025,NQ 1\nxom,${two},,2025-07-02,NQ 2\nThôn,${name()},,31/02/2026,NQ 3\n`;
	const seen = await preview(who, "hamlets", text);
	assert.deepEqual([seen.fact.state, seen.new, seen.changed, seen.same, seen.wrong], ["ready", 2, 0, 0, 1]);
	assert.deepEqual(seen.rows.map((r) => [r.line, r.verdict]), [[2, "new"], [3, "new"], [4, "wrong"]]);
	assert.match(seen.rows[2].cells.find((c) => c.column === "day").problem, /31\/02\/2026/);
	const hamlets = async () => (await ask(who, "GET", "/hamlets?tim=thu")).body.hamlets.map((h) => h.name);
	assert.ok(!(await hamlets()).includes(one), "a preview changes nothing");
	assert.equal((await confirm(who, seen.id)).status, 201);
	const done = await settled(who, seen.id);
	assert.deepEqual([done.fact.state, done.added, done.updated, done.wrong], ["done", 2, 0, 1]);
	assert.ok((await hamlets()).includes(one) && (await hamlets()).includes(two));
	assert.equal((await confirm(who, seen.id)).status, 409, "it was confirmed once");
	const again = await preview(who, "hamlets", text);
	assert.deepEqual([again.new, again.changed, again.same, again.wrong], [0, 0, 2, 1]);
	assert.equal((await confirm(who, again.id)).status, 422, "there is nothing to do");
});

test("what is there is changed, and the history says how", async () => {
	const one = name();
	let seen = await preview(who, "hamlets", `${head}Thôn,${one},,01/07/2025,NQ 1\n`);
	await confirm(who, seen.id);
	await settled(who, seen.id);
	seen = await preview(who, "hamlets", `${head}Thôn,${one},,01/08/2025,NQ 9\n`);
	assert.equal(seen.changed, 1);
	assert.match(seen.rows[0].says, /Từ ngày: 01\/07\/2025 → 01\/08\/2025; Căn cứ: NQ 1 → NQ 9/);
	await confirm(who, seen.id);
	assert.equal((await settled(who, seen.id)).updated, 1);
	const hamlet = (await ask(who, "GET", `/hamlets?tim=${encodeURIComponent(one)}`)).body.hamlets[0];
	assert.equal(hamlet.legal_basis, "NQ 9");
	const { changes } = (await ask(who, "GET", `/history/hamlet/${hamlet.id}`)).body;
	assert.ok(changes[0].differences.some((d) => d.before === "NQ 1" && d.after === "NQ 9"));
});

test("what changed after the preview is left, and it says so", async () => {
	const one = name(), seen = await preview(who, "hamlets", `${head}Thôn,${one},,01/07/2025,NQ 1\nThôn,${name()},,01/07/2025,NQ 1\n`);
	assert.equal((await ask(who, "POST", "/hamlets", { kind: "thon", name: one, day: "2025-07-01", legal_basis: "NQ 5" })).status, 201);
	await confirm(who, seen.id);
	const done = await settled(who, seen.id);
	assert.deepEqual([done.added, done.moved], [1, 1]);
	assert.match(done.rows[0].problem, /đã thay đổi từ khi xem trước/);
	assert.equal((await ask(who, "GET", `/hamlets?tim=${encodeURIComponent(one)}`)).body.hamlets.length, 1);
});

test("two rows that mean the same: the first stays", async () => {
	const one = name(), seen = await preview(who, "hamlets", `${head}Thôn,${one},,01/07/2025,NQ 1\nthôn,${one.toUpperCase()},,01/07/2025,NQ 1\n`);
	assert.deepEqual([seen.new, seen.wrong], [1, 1]);
	assert.match(seen.rows[1].problem, /Trùng với dòng 2/);
});

test("columns of other names are chosen once; the unit's next file is known", async () => {
	const rows = `Thôn,${name()},01/07/2025,NQ 1\n`, sent = await send(who, "hamlets", `Hạng,Gọi là,Kể từ,Văn bản\n${rows}`);
	let seen = await settled(who, sent.id);
	assert.equal(seen.fact.state, "mapping");
	assert.deepEqual(seen.heads.map((h) => h.name), ["-", "-", "-", "-"]);
	const columns = (list) => ask(who, "POST", `/imports/${sent.id}/columns`, { columns: list });
	assert.equal((await columns(["kind", "name", "day"])).status, 422);
	assert.equal((await columns(["kind", "kind", "day", "legal_basis"])).status, 422);
	assert.equal((await columns(["kind", "name", "day", "-"])).status, 422);
	assert.equal((await columns(["kind", "name", "day", "x"])).status, 422);
	assert.equal((await confirm(who, sent.id)).status, 409);
	assert.equal((await columns(["kind", "name", "day", "legal_basis"])).status, 201);
	seen = await settled(who, sent.id);
	assert.deepEqual([seen.fact.state, seen.new], ["ready", 1]);
	assert.equal((await preview(who, "hamlets", `Kể từ,Hạng,Gọi là,Văn bản\n01/07/2025,Thôn,${name()},NQ\n`)).new, 1);
	assert.equal((await settled(other, (await send(other, "hamlets", `Hạng,Gọi là,Kể từ,Văn bản\n${rows}`)).id)).fact.state, "mapping", "another unit has said nothing");
});

test("rows are filtered and paged; wrong ones come back with the reason and go in again", async () => {
	let text = `ỦY BAN NHÂN DÂN XÃ,DANH SÁCH THÔN\n\n${head}`;
	for (let i = 0; i < 120; i++) text += `Thôn,${name()},,${i % 2 ? "01/07/2025" : "xx"},=HYPERLINK(1)\n`;
	const seen = await preview(who, "hamlets", text), at = `/imports/${seen.id}`;
	assert.deepEqual([seen.new, seen.wrong, seen.rows.length], [60, 60, 50]);
	assert.equal(seen.rows[0].line, 4, "a title stands above");
	const next = (await ask(who, "GET", `${at}?sau=${seen.next}`)).body;
	assert.equal(next.rows[0].line, seen.rows[49].line + 1);
	assert.ok((await ask(who, "GET", `${at}?loai=sai`)).body.rows.every((r) => r.verdict === "wrong"));
	const file = await api("GET", `${at}/problems.csv`, await token(who));
	assert.equal(file.text.trim().split("\r\n").length, 61);
	assert.match(file.text, /"Lý do chưa ghi"/);
	assert.match(file.text, /"'=HYPERLINK\(1\)"/, "formulas are made harmless");
	assert.equal((await api("GET", `${at}/problems.xlsx`, await token(who))).status, 200);
	const back = await preview(who, "hamlets", file.text.replaceAll("xx", "01/07/2025"));
	assert.deepEqual([back.new, back.wrong], [60, 0]);
	assert.equal(back.rows[0].cells.find((c) => c.column === "legal_basis").text, "=HYPERLINK(1)", "and are what they were");
});

test("the file to fill in has its headings, and its examples are nobody's data", async () => {
	const form = await api("GET", "/import-kinds/hamlets/form.csv", await token(who));
	assert.match(form.text, /"Loại","Tên","Ghi chú phân biệt","Căn cứ","Từ ngày"/);
	assert.equal((await api("GET", "/import-kinds/hamlets/form.xlsx", await token(who))).status, 200);
	const seen = await preview(who, "hamlets", form.text + `Thôn,${name()},,NQ,01/07/2025\n`);
	assert.deepEqual([seen.new, seen.rows.length], [1, 1]);
});

test("nobody else sees or does it", async () => {
	const seen = await preview(who, "hamlets", `${head}Thôn,${name()},,01/07/2025,NQ 1\n`), at = `/imports/${seen.id}`;
	for (const login of [other, "motcua.gialam"]) {
		for (const path of [at, `${at}/problems.csv`, `${at}/problems.xlsx`]) assert.equal((await ask(login, "GET", path)).status, 404, `${login} ${path}`);
		for (const path of ["confirm", "discard"]) assert.equal((await ask(login, "POST", `${at}/${path}`, {})).status, 404);
		assert.equal((await ask(login, "POST", `${at}/columns`, { columns: ["-", "-", "-", "-", "-"] })).status, 404);
		assert.ok(!(await ask(login, "GET", "/imports")).body.imports.some((i) => i.id === seen.id));
	}
	assert.equal((await ask("motcua.gialam", "GET", "/import-kinds/hamlets")).status, 404);
	assert.equal((await send("motcua.gialam", "hamlets", head)).status, 404);
	assert.equal((await ask(who, "GET", "/import-kinds/nothing")).status, 404);
	assert.equal((await ask("lanhdao.gialam", "GET", "/imports")).status, 403);
	assert.equal((await ask(who, "GET", at)).body.fact.state, "ready");
});

test("what is given up is deleted at once", async () => {
	const seen = await preview(who, "hamlets", `${head}Thôn,${name()},,01/07/2025,NQ 1\n`);
	assert.equal((await ask(who, "POST", `/imports/${seen.id}/discard`, {})).status, 201);
	assert.equal((await confirm(who, seen.id)).status, 409);
	for (let i = 0; i < 100; i++) {
		const now = (await ask(who, "GET", `/imports/${seen.id}`)).body;
		if (now.fact.state === "stopped" && !now.rows.length && now.new === 1) return; // what it would have done stays counted
		await new Promise((done) => setTimeout(done, 50));
	}
	assert.fail("rows are still there, or nobody counted them");
});

test("files that are no tables are refused with a sentence, and nothing is kept", async () => {
	const before = (await ask(who, "GET", "/imports")).body.imports[0].id;
	for (const [bytes, words] of [["", /tệp|trống/i], ["T\xea", /UTF-8|cột/], [head, /không có dòng/], [Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), /\.xls/], [Buffer.from("54eafa0a", "hex"), /UTF-8/], ["PK\x03\x04xxxx", /bảng tính/]]) {
		const { status, body } = await send(who, "hamlets", bytes);
		assert.equal(status, 422);
		assert.match(JSON.stringify(body), words);
	}
	assert.equal((await ask(who, "GET", "/imports")).body.imports[0].id, before);
});

test("departments: a code is changed, a new one added, a wrong day is said", async () => {
	const one = `Đội ${name()}`, h = "Tên phòng ban\tLoại\tMã định danh\tTừ ngày\n";
	let seen = await preview(who, "agencies", `${h}${one}\tCơ quan, đơn vị khác\t\t01/07/2025\n`);
	assert.equal(seen.new, 1, JSON.stringify(seen.rows));
	await confirm(who, seen.id);
	assert.equal((await settled(who, seen.id)).added, 1);
	seen = await preview(who, "agencies", `${h}${one}\tCơ quan, đơn vị khác\tH42.17.99\t\n${one} hai\tCông an\tx\t\n${one} ba\tTổ\t\t01/07/2025\n`);
	assert.deepEqual(seen.rows.map((r) => r.verdict), ["changed", "wrong", "wrong"]);
	await confirm(who, seen.id);
	assert.equal((await settled(who, seen.id)).updated, 1);
	seen = await preview(who, "agencies", `${h}${one}\tCơ quan, đơn vị khác\tH42.17.99\t02/07/2025\n`);
	assert.match(seen.rows[0].cells.find((c) => c.column === "valid_from").problem, /từ 01\/07\/2025/);
});

test("the pages: upload, preview with problems beside the cells, confirmation", async () => {
	const browser = await signedIn(who), at = "/nhap-du-lieu/moi/hamlets";
	assert.match((await browser.get("/nhap-du-lieu")).text, /Thôn, tổ dân phố/);
	const none = await browser.upload(at, at, []);
	assert.equal(none.status, 422);
	assert.match(none.text, /Chọn tệp danh sách/);
	const sent = await browser.upload(at, at, [["file", `${head}Thôn,${name()},,01/07/2025,NQ 1\nThôn,,,xx,NQ\n`, "a.csv"]]);
	assert.equal(sent.status, 303);
	const id = Number(sent.location.match(/(\d+)$/)[1]);
	await settled(who, id);
	const page = await browser.get(sent.location);
	assert.match(page.text, /Ghi 1 dòng/);
	assert.match(page.text, /Nhập tên/);
	assert.match(page.text, /Từ ngày[^<]*\(?xx|Từ ngày (không|phải|ghi)/);
	assert.match(page.text, /được giữ đến \d\d:\d\d, \d\d\/\d\d\/\d{4}\./);
	assert.match((await browser.get(`${sent.location}/can-sua.csv`)).text, /Nhập tên; Từ ngày /, "one reason is told from the next");
	assert.equal((await browser.submit(sent.location, `${sent.location}/ghi`, {})).status, 303);
	assert.equal((await settled(who, id)).added, 1);
	assert.match((await browser.get(sent.location)).text, /Đã ghi/);
});

// Looks are written within a second.
async function looked(kind, id, purpose) {
	let found;
	for (let i = 0; i < 60 && !found; i++) {
		found = (await ask(who, "GET", `/audit?viec=look&doi-tuong=${kind}&so=${id}`)).body.entries.find((e) => e.detail === purpose);
		if (!found) await new Promise((done) => setTimeout(done, 50));
	}
	assert.ok(found, `the look at ${kind} ${id} is logged`);
}

test("people: new ones and what may be brought up to date; who somebody is stays", async () => {
	const desk = "motcua.gialam", number = `037184${sixDigits()}`, lost = number.slice(1);
	const h = "Họ tên;Số CCCD;Ngày sinh;Giới tính;SĐT;Địa chỉ\n", row = (over = {}) => {
		const f = { name: "Đinh Thị Bảng", number, birth: "05/09/1984", sex: "Nữ", phone: "0530123456", address: "Thôn 3", ...over };
		return `${f.name};${f.number};${f.birth};${f.sex};${f.phone};${f.address}\n`;
	};
	let seen = await preview(desk, "people", h + row() + row({ number: lost }) + row({ number: `037184${sixDigits()}`, sex: "Nam" }));
	assert.deepEqual(seen.rows.map((r) => r.verdict), ["new", "wrong", "wrong"], JSON.stringify(seen.rows));
	assert.match(JSON.stringify(seen.rows[1]), /Thiếu số 0 ở đầu/);
	await confirm(desk, seen.id);
	assert.equal((await settled(desk, seen.id)).added, 1);
	seen = await preview(desk, "people", h + row());
	assert.equal(seen.same, 1);
	seen = await preview(desk, "people", h + row({ phone: "0530999888" }));
	assert.match(seen.rows[0].says, /0530123456 → 0530999888/);
	const person = (await ask(desk, "GET", `/people?q=${number}&purpose=process`)).body.people[0].id;
	await looked("person", person, "Nhập danh sách từ tệp");
	await looked("import", seen.id, "Xem danh sách nhập từ tệp");
	await confirm(desk, seen.id);
	assert.equal((await settled(desk, seen.id)).updated, 1);
	seen = await preview(desk, "people", h + row({ name: "Đinh Thị Khác", phone: "0530999888" }));
	assert.match(seen.rows[0].cells.find((c) => c.column === "name").problem, /Đang lưu là “Đinh Thị Bảng”/);
	const elsewhere = await preview("motcua.cucphuong", "people", h + row({ phone: "0530111222" }));
	assert.match(elsewhere.rows[0].cells.find((c) => c.column === "personal_number").problem, /cư trú ở xã, phường khác/);
	assert.ok(!JSON.stringify(elsewhere).includes("0530999888"), "another unit learns nothing");
	assert.equal((await send("lanhdao.gialam", "people", h + row())).status, 403);
});

test("accounts: officers of the unit with their positions, without passwords", async () => {
	const login = `nhap${sixDigits()}.gialam`, h = "Họ và tên,Tên đăng nhập,Vai trò,Phòng ban,Từ ngày\n";
	const row = (role, agency = "", who = login) => `Trần Văn Nhập,${who},${role},${agency},01/11/2026\n`;
	let seen = await preview(who, "accounts", h + row("Công chức chuyên môn") + row("Vua", "", "x" + login) + row("Lãnh đạo", "Phòng lạ", "y" + login) + row("Quản trị hệ thống", "", "z" + login) + row("Lãnh đạo", "", "motcua.cucphuong"));
	assert.deepEqual(seen.rows.map((r) => r.verdict), ["new", "wrong", "wrong", "wrong", "wrong"], JSON.stringify(seen.rows));
	assert.match(JSON.stringify(seen.rows[4]), /đã có người dùng/);
	await confirm(who, seen.id);
	assert.equal((await settled(who, seen.id)).added, 1);
	assert.equal((await api("POST", "/sessions", null, { login, password: "" })).status, 422, "nobody signs in with nothing");
	seen = await preview(who, "accounts", h + row("Công chức chuyên môn") + row("Lãnh đạo"));
	assert.deepEqual(seen.rows.map((r) => r.verdict), ["same", "changed"], JSON.stringify(seen.rows));
	await confirm(who, seen.id);
	assert.equal((await settled(who, seen.id)).updated, 1);
	assert.equal((await preview(who, "accounts", h + row("Lãnh đạo"))).same, 1);
});
