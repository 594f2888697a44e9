// Declared lists as people, programs and spreadsheets meet them: /quan-tri/tai-khoan and the desk's, whose declarations are src/web/list/list.h's first.
import test from "node:test";
import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { base, signedIn, api, logged, token } from "./client.mjs";

const get = async (path, login) => api("GET", path, await token(login));
async function bytes(path, login) {
	const reply = await fetch(base + "/api/v1" + path, { headers: { authorization: `Bearer ${await token(login)}` } });
	assert.equal(reply.status, 200, path);
	return Buffer.from(await reply.arrayBuffer());
}
async function walked(path, name, login) {
	const all = [];
	for (let next = "", pages = 0; pages === 0 || next; pages++) {
		assert.ok(pages < 200);
		const { status, text } = await get(path + (next && (path.includes("?") ? "&" : "?") + "sau=" + encodeURIComponent(next)), login);
		assert.equal(status, 200);
		const body = JSON.parse(text);
		all.push(...body[name]);
		next = body.next;
	}
	return all;
}
// RFC 4180, as a spreadsheet reads it.
function cells(text) {
	assert.equal(text.charCodeAt(0), 0xfeff);
	return [...text.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r\n)/g)].reduce((rows, [, quoted, bare, end]) => {
		rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
		if (end !== ",") rows.push([]);
		return rows;
	}, [[]]).slice(0, -1);
}
// The files of a ZIP by its central directory (APPNOTE 4.3.12).
function unzip(zip) {
	const files = {};
	let at = zip.readUInt32LE(zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1")) + 16);
	while (zip.readUInt32LE(at) === 0x02014b50) {
		const [method, packed] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
		const [name, extra, comment, local] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
		const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
		const raw = zip.subarray(data, data + packed);
		files[zip.toString("utf8", at + 46, at + 46 + name)] = (method === 8 ? inflateRawSync(raw) : raw).toString("utf8");
		at += 46 + name + extra + comment;
	}
	return files;
}
const stampOf = () => String(Date.now()).slice(-6);
const plain = (s) => s.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&");
function sheet(zip) {
	const xml = unzip(zip)["xl/worksheets/sheet1.xml"];
	assert.doesNotMatch(xml, /<f>/, "a cell is a formula");
	return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row]) => [...row.matchAll(/<c r="([A-Z]+)\d+"[^>]*?(?:\/>|>(.*?)<\/c>)/gs)]
		.map(([, column, inner = ""]) => [column, plain(inner.match(/<t[^>]*>(.*?)<\/t>/s)?.[1] ?? inner.match(/<v>(.*?)<\/v>/)?.[1] ?? "")]));
}

test("a list read page by page, as a CSV and as a workbook says the same", async () => {
	const people = await walked("/accounts", "accounts", "quantri");
	assert.ok(people.length > 50 && new Set(people.map((a) => a.id)).size === people.length);
	const rows = cells((await bytes("/accounts.csv", "quantri")).toString("utf8"));
	assert.deepEqual(rows[0], ["Họ và tên", "Tên đăng nhập", "Vị trí", "Tình trạng"]);
	assert.deepEqual(rows.slice(1).map((r) => r[1]), people.map((a) => a.login));
	const book = sheet(await bytes("/accounts.xlsx", "quantri"));
	assert.equal(book.length, rows.length);
	book.forEach((row, i) => assert.deepEqual(row.map(([, text]) => text), rows[i].filter((text) => text), `row ${i}`));
});

test("a workbook holds numbers and times as such", async () => {
	const rows = cells((await bytes("/dossiers.csv?hang=closed", "motcua.gialam")).toString("utf8"));
	const book = sheet(await bytes("/dossiers.xlsx?hang=closed", "motcua.gialam"));
	assert.ok(rows.length > 60 && book.length === rows.length);
	const at = "ABCDEFGHIJKLMNOP"[rows[0].indexOf("Nộp")];
	for (const [i, row] of book.entries()) {
		if (!i) continue;
		const days = Number(row.find(([column]) => column === at)[1]), when = new Date(Math.round((days - 25569) * 1440) * 60000).toISOString();
		assert.equal(rows[i][rows[0].indexOf("Nộp")], `${when.slice(11, 16)}, ${when.slice(8, 10)}/${when.slice(5, 7)}/${when.slice(0, 4)}`);
	}
});

test("a file holds what its reader may see, and is refused to others", async () => {
	const own = cells((await bytes("/accounts.csv", "quantri.gialam")).toString("utf8"));
	assert.ok(own.length > 3 && own.slice(1).some((r) => r[1] === "motcua.gialam") && !own.some((r) => r[1].endsWith(".cucphuong")), "of his unit only");
	for (const path of ["/accounts.csv", "/accounts.xlsx", "/dossiers.csv", "/dossiers/filtered.xlsx"]) {
		assert.equal((await get(path, "0530000001")).status, 403, path);
		assert.equal((await api("GET", path)).status, 401, path);
	}
	const [mine, theirs] = await Promise.all(["gialam", "cucphuong"].map(async (unit) =>
		cells((await bytes("/dossiers/filtered.csv?tu=2020-01-01", `motcua.${unit}`)).toString("utf8")).slice(1).map((r) => r[0])));
	assert.ok(mine.length > 100 && theirs.length > 100 && !mine.some((code) => theirs.includes(code)));
	await logged("account_list", /Xuất danh sách tài khoản/);
});

test("a workbook can be read as it is printed: rows as high as their texts, numbers to the right with their headings", async () => {
	const files = unzip(await bytes("/dashboard/figures.xlsx", "lanhdao.gialam")), xml = files["xl/worksheets/sheet1.xml"];
	const formats = [...files["xl/styles.xml"].match(/<cellXfs[\s\S]*<\/cellXfs>/)[0].matchAll(/<xf [\s\S]*?(?:\/>|<\/xf>)/g)].map(([xf]) => /horizontal="right"/.test(xf));
	const rows = [...xml.matchAll(/<row ([^>]*)>(.*?)<\/row>/gs)].map(([, row, cells]) => ({ height: Number(row.match(/ht="([\d.]+)"/)?.[1] ?? 15),
		cells: Object.fromEntries([...cells.matchAll(/<c r="([A-Z]+)\d+"(?: s="(\d+)")?[^>]*?(?:\/>|>(.*?)<\/c>)/gs)].map(([, column, s = 0, inner = ""]) => [column, { right: formats[s], text: plain(inner.replace(/<[^>]*>/g, "")) }])) }));
	const column = (title) => Object.entries(rows[0].cells).find(([, c]) => c.text === title)[0];
	for (const title of ["Tiếp nhận", "Tỷ lệ đúng hạn"])
		for (const row of rows) assert.ok(row.cells[column(title)]?.right ?? true, `${title}: ${row.cells[column(title)]?.text}`);
	assert.ok(rows.every((row) => !row.cells[column("Tên")].right));
	const long = rows.filter((row) => row.cells[column("Tên")].text.length > 40);
	assert.ok(long.length && long.every((row) => row.height >= 30) && rows.some((row) => row.height === 15), long.map((row) => row.height).join());
	const page = (await (await signedIn("lanhdao.gialam")).get("/dieu-hanh/so-lieu")).text;
	assert.match(page, /<th scope="col" class="govuk-table__header govuk-table__header--numeric">Tỷ lệ đúng hạn/);
});

test("a person goes on and back, with what he chose", async () => {
	const browser = await signedIn("motcua.gialam");
	const link = (text, rel) => text.match(new RegExp(`href="([^"]+)" rel="${rel}"`))?.[1].replaceAll("&amp;", "&");
	const codes = (text) => [...text.matchAll(/data-row>([^<]+)</g)].map(([, code]) => code);
	const start = "/mot-cua?hang=closed&cot=code&cot=due&cot=step";
	const pages = [(await browser.get(start)).text];
	assert.equal(link(pages[0], "prev"), undefined);
	for (let next; (next = link(pages.at(-1), "next")) && pages.length < 4; ) {
		assert.match(next, /cot=code\.due\.step/);
		pages.push((await browser.get(next)).text);
	}
	assert.equal(pages.length, 4);
	assert.equal(new Set(pages.flatMap(codes)).size, 200);
	for (const text of pages)
		assert.ok(text.includes("Hẹn trả kết quả</th>") && text.includes("Bước</th>") && !text.includes("Người nộp</th>"));
	for (let i = 3; i > 0; i--) {
		const back = await browser.get(link(pages[i], "prev"));
		assert.deepEqual(codes(back.text), codes(pages[i - 1]), `back to page ${i}`);
		pages[i - 1] = back.text;
	}
	assert.equal(link(pages[0], "prev"), undefined, "the first page again");
	assert.match(pages[0], /href="\/mot-cua\.xlsx\?[^"]*hang=closed/);
});

test("a cursor that is none is told to a program, and is the start for a person", async () => {
	for (const cursor of ["x", "1", "1.2.?", "9".repeat(30) + ".1", "'; drop table account; --"]) {
		const { status, text } = await get("/accounts?sau=" + encodeURIComponent(cursor), "quantri");
		assert.equal(status, 422, cursor);
		assert.match(text, /"field":"sau"/);
	}
	const browser = await signedIn("quantri");
	const first = await browser.get("/quan-tri/tai-khoan?sau=x&qua=~~~&cot=khong&xep=khong");
	assert.equal(first.status, 200);
	assert.match(first.text, /Tên đăng nhập<\/th>/);
});

test("a filter that makes no sense keeps what was typed and shows no rows", async () => {
	const browser = await signedIn("motcua.gialam");
	const page = (await browser.get("/mot-cua/loc?tu=31%2F02%2F2026&kenh=online&buoc=khac")).text;
	assert.match(page, /govuk-error-summary/);
	assert.match(page, /value="31\/02\/2026"/);
	assert.match(page, /<option value="online"\s+selected/);
	assert.doesNotMatch(page, /data-row>/);
	assert.equal((await get("/dossiers/filtered?buoc=khac", "motcua.gialam")).status, 422);
	assert.equal((await get("/dossiers/filtered.csv?tu=31/02/2026", "motcua.gialam")).status, 422);
});

test("what may be done to ticked rows is what the queue offers and the reader may", async () => {
	const offered = async (login, address) => {
		const { text } = await (await signedIn(login)).get(address);
		return { actions: [...text.matchAll(/<button[^>]*name="action" value="(\w+)"/g)].map(([, name]) => name), boxes: [...text.matchAll(/type="checkbox" name="dossiers"/g)].length,
			form: text.match(/<form[^>]*data-bulk="dossiers"[^>]*>/)?.[0], assignee: /<select[^>]*name="assignee"/.test(text), text };
	};
	const late = await offered("lanhdao.gialam", "/mot-cua?hang=late"), desk = await offered("motcua.gialam", "/mot-cua?hang=late");
	assert.ok(late.actions.includes("approve") && !desk.actions.includes("approve"), `${late.actions} / ${desk.actions}`);
	assert.ok(late.boxes >= 1 && late.form.includes('action="/mot-cua/hang-loat"') && late.form.includes('data-noun="hồ sơ"'));
	assert.match(late.text, /Với các hồ sơ đã chọn/);
	const closed = await offered("lanhdao.gialam", "/mot-cua?hang=closed");
	assert.deepEqual([closed.actions.length, closed.boxes, closed.form], [0, 0, undefined], "nothing is done to what is over");
	const found = await offered("lanhdao.gialam", "/mot-cua?tim=H42");
	assert.equal(found.boxes, 0, "what was searched is not ticked");
	const filtered = await offered("motcua.gialam", "/mot-cua/loc?buoc=reception");
	assert.ok(filtered.actions.includes("hand_over") && filtered.assignee, "who gets it is asked for");
	assert.match(filtered.text, /name="back" value="\/mot-cua\/loc\?buoc=reception"/);
});

test("a file of each list has the rows that the pages have", async () => {
	const contract = JSON.parse((await api("GET", "/openapi.json")).text), people = ["motcua.gialam", "lanhdao.gialam", "quantri.gialam", "quantri", "0530000001"];
	const asked = { "/audit": "?tu=2026-11-01", "/dossiers": "?hang=processing", "/dossiers/filtered": "?tu=2026-10-01" };
	const goesOn = { "/ratings": "comments", "/managed-procedures": "procedures" }; // beside lists that do not
	let files = 0;
	for (const path of Object.keys(contract.paths).filter((p) => p.endsWith(".csv")).map((p) => p.slice(0, -4))) {
		for (const login of people) {
			const first = await get(path + (asked[path] ?? ""), login);
			if (first.status !== 200) continue;
			const body = JSON.parse(first.text), names = Object.keys(body).filter((k) => Array.isArray(body[k]));
			const schema = contract.paths[path].get.responses["200"].content["application/json"].schema;
			assert.ok(names.length && "next" in body, `${path}: ${schema.$ref}`);
			let rows, file; // a look that was just taken may be written between the two
			for (let again = 0; again < 3 && file?.length - 1 !== rows?.length; again++) {
				rows = await walked(path + (asked[path] ?? ""), goesOn[path] ?? names[0], login);
				file = cells((await bytes(`${path}.csv${asked[path] ?? ""}`, login)).toString("utf8"));
			}
			assert.equal(file.length - 1, rows.length, `${path} ${login}`);
			assert.ok(file.every((row) => row.length === file[0].length), path);
			assert.equal(sheet(await bytes(`${path}.xlsx${asked[path] ?? ""}`, login)).length, file.length, path);
			files += rows.length > 0;
		}
	}
	assert.ok(files > 10, `${files} files with rows`);
});

test("texts that a spreadsheet would run come back from a file as they were, with a sign before them", async () => {
	const key = await token("quantri.gialam"), stamp = String(Date.now()).slice(-6);
	const add = (name, note, legal_basis) => api("POST", "/hamlets", key, { kind: "thon", name: `Tệp ${stamp} ${name}`, note, day: "2025-07-01", legal_basis });
	const hostile = ["=1+1", "+84", "-2", "@SUM(A1)", 'nói "vậy"', '";=1', "a,b;c", "'x"];
	for (const [i, text] of hostile.entries()) assert.equal((await add(String(i), "", text)).status, 201, text);
	const rows = cells((await bytes(`/hamlets.csv?tim=${encodeURIComponent("tep " + stamp)}`, "quantri.gialam")).toString("utf8")).slice(1);
	assert.deepEqual(rows.map((row) => row.at(-1)), hostile.map((text) => (/^[=+\-@]/.test(text) ? "'" + text : text)));
	const book = sheet(await bytes(`/hamlets.xlsx?tim=${encodeURIComponent("tep " + stamp)}`, "quantri.gialam")).slice(1);
	assert.deepEqual(book.map((row) => row.at(-1)[1]), hostile, "a cell of a workbook is a text, whatever it begins with");
});

test("the log is that of a week to today, of one's own unit, and says who took it out", async () => {
	const key = await token("quantri.gialam"), day = (n) => new Date(Date.now() + 7 * 3600e3 + n * 864e5).toISOString().slice(0, 10);
	assert.equal((await api("POST", "/hamlets", key, { kind: "thon", name: `Nhật ký ${Date.now()}`, note: "", day: "2025-07-01", legal_basis: "NQ" })).status, 201);
	const usual = await walked("/audit", "entries", "quantri.gialam"), said = await walked(`/audit?tu=${day(-7)}&den=${day(0)}`, "entries", "quantri.gialam");
	assert.ok(usual.length > 50, "more than a page");
	assert.equal(usual[0].action, "hamlet.open", "what was done just now stands first");
	assert.equal(new Set(usual.map((e) => e.id)).size, usual.length);
	assert.deepEqual(said.map((e) => e.id).slice(-20), usual.map((e) => e.id).slice(-20), "a week");
	const other = JSON.parse((await api("GET", "/units?tim=" + encodeURIComponent("Cúc Phương, Ninh Bình"))).text).found[0].id;
	const theirs = await walked(`/audit?don-vi=${other}`, "entries", "quantri.gialam"), mine = new Set(usual.map((e) => e.id));
	assert.ok(theirs.length && theirs.every((e) => mine.has(e.id) || e.id > Math.max(...mine)), "another unit's log is not his to read");
	const admin = await signedIn("quantri.gialam"), platform = await signedIn("quantri"), named = (text, name) => text.match(new RegExp(`name="${name}"[^>]*value="([^"]*)"`))[1];
	const stranger = JSON.parse((await api("GET", "/accounts?tim=motcua.cucphuong", await token("quantri"))).text).accounts[0].id;
	const asked = `/quan-tri/nhat-ky?nguoi=${stranger}`, beside = `/quan-tri/nhat-ky?doi-tuong=hamlet&so=${usual[0].object_id}&nguoi=${stranger}`;
	for (const address of [asked, beside]) assert.equal(named((await admin.get(address)).text, "ten"), "", `the number of somebody elsewhere does not tell his name: ${address}`);
	assert.match(named((await platform.get(asked)).text, "ten"), /motcua\.cucphuong/);
	for (const kind of ["person", "account", "agency", "dossier"])
		for (let id = 1; id < 12; id++) {
			const { text } = await admin.get(`/quan-tri/nhat-ky?tu=2020-01-01&doi-tuong=${kind}&so=${id}`);
			assert.ok(/<tbody/.test(text) || named(text, "cai") === "", `${kind} ${id}: no row of it, no name`);
		}
	assert.ok(named((await admin.get(`/quan-tri/nhat-ky?nguoi=${usual[0].actor_id}`)).text, "ten"), "who stands there is named");
	const number = `037190${stampOf()}`, desk = await token("motcua.cucphuong");
	const procedure = JSON.parse((await api("GET", "/desk/procedures?q=1.004873", desk)).text).choices[0].value;
	const taken = await api("POST", "/dossiers", desk, { client_key: `n${number}`, outcome: "received", channel: "desk", name: "Bùi Thị Vắng Mặt", personal_number: number,
		birth_on: "1990-05-09", phone: "0912000123", address: "Thôn 2", procedure: Number(procedure), papers: [2], originals: [1], copies: [0], result_by: "desk", answers: { status: "never" } });
	assert.equal(taken.status, 201, taken.text);
	const guess = (await admin.get(`/quan-tri/nhat-ky?doi-tuong=person&cai=${number}`)).text;
	assert.equal(named(guess, "cai"), number);
	assert.doesNotMatch(guess, /Vắng Mặt/, "nor does a personal number");
	assert.match((await platform.get(`/quan-tri/nhat-ky?doi-tuong=person&cai=${number}`)).text, /Vắng Mặt/);
	assert.deepEqual(JSON.parse((await api("GET", beside.replace("/quan-tri/nhat-ky", "/audit"), key)).text).entries, [], "of an object, what he did");
	await bytes("/audit.csv", "quantri.gialam");
	const log = async () => JSON.parse((await api("GET", "/audit?doi-tuong=audit_list", key)).text).entries;
	const taken_out = async () => (await log()).some((one) => one.detail === "Xuất nhật ký");
	for (let i = 0; i < 20 && !(await taken_out()); i++) await new Promise((done) => setTimeout(done, 100));
	assert.ok(await taken_out());
});
