// Declared lists as people, programs and spreadsheets meet them: /quan-tri/tai-khoan and the desk's, whose declarations are src/web/list.h's first.
import test from "node:test";
import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { base, signedIn, api, token } from "./client.mjs";

const get = async (path, login) => api("GET", path, await token(login));
async function bytes(path, login) {
	const reply = await fetch(base + "/api/v1" + path, { headers: { authorization: `Bearer ${await token(login)}` } });
	assert.equal(reply.status, 200, path);
	return Buffer.from(await reply.arrayBuffer());
}
async function walked(path, name, login) {
	const all = [];
	for (let next = "", pages = 0; pages === 0 || next; pages++) {
		assert.ok(pages < 50);
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
	assert.ok(own.length > 3 && own.slice(1).every((r) => r[1].endsWith(".gialam")), "of his unit only");
	for (const path of ["/accounts.csv", "/accounts.xlsx", "/dossiers.csv", "/dossiers/filtered.xlsx"]) {
		assert.equal((await get(path, "0530000001")).status, 403, path);
		assert.equal((await api("GET", path)).status, 401, path);
	}
	const [mine, theirs] = await Promise.all(["gialam", "cucphuong"].map(async (unit) =>
		cells((await bytes("/dossiers/filtered.csv?tu=2020-01-01", `motcua.${unit}`)).toString("utf8")).slice(1).map((r) => r[0])));
	assert.ok(mine.length > 100 && theirs.length > 100 && !mine.some((code) => theirs.includes(code)));
	const reader = await signedIn("quantri.gialam"), log = async () => (await reader.get("/quan-tri/nhat-ky?doi-tuong=account_list")).text;
	for (let i = 0; i < 20 && !/Xuất danh sách tài khoản/.test(await log()); i++) await new Promise((done) => setTimeout(done, 100));
	assert.match(await log(), /Xuất danh sách tài khoản/, "who took it stands in the log, a moment later");
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
