// Attacks on what comes in from tables: bombs, entities, millions of columns and rows, formulas, many at once, other people's imports.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { deflateRawSync, crc32 } from "node:zlib";
import { api, ask, signedIn, token } from "../http/client.mjs";

const who = "quantri.gialam";
async function send(login, bytes, name = "a.xlsx", kind = "hamlets") {
	const form = new FormData();
	form.append("file", new Blob([bytes]), name);
	return ask(login, "POST", `/import-kinds/${kind}`, undefined, form);
}
const sum = (bytes) => {
	if (crc32) return crc32(bytes);
	let c = -1;
	for (const b of bytes) for (let i = 0, x = (c ^ b) & 255; i < 9; i++) i < 8 ? (x = x & 1 ? (x >>> 1) ^ 0xedb88320 : x >>> 1) : (c = (c >>> 8) ^ x);
	return (c ^ -1) >>> 0;
};
// An archive of those parts.
function zip(parts) {
	const files = [], directory = [];
	let at = 0;
	for (const [name, text] of Object.entries(parts)) {
		const plain = Buffer.from(text), packed = deflateRawSync(plain), head = Buffer.alloc(30), entry = Buffer.alloc(46);
		head.writeUInt32LE(0x04034b50, 0);
		head.writeUInt16LE(20, 4);
		head.writeUInt16LE(8, 8);
		head.writeUInt32LE(sum(plain), 14);
		head.writeUInt32LE(packed.length, 18);
		head.writeUInt32LE(plain.length, 22);
		head.writeUInt16LE(name.length, 26);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(20, 6);
		head.copy(entry, 8, 6, 30);
		entry.writeUInt32LE(at, 42);
		files.push(head, Buffer.from(name), packed);
		directory.push(entry, Buffer.from(name));
		at += 30 + name.length + packed.length;
	}
	const list = Buffer.concat(directory), end = Buffer.alloc(22), n = Object.keys(parts).length;
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(n, 8);
	end.writeUInt16LE(n, 10);
	end.writeUInt32LE(list.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...files, list, end]);
}
const book = (sheet) => zip({
	"[Content_Types].xml": "<Types/>",
	"xl/workbook.xml": '<workbook xmlns:r="u"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
	"xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
	"xl/worksheets/sheet1.xml": sheet,
});
const row = (cells, at = "") => `<row${at}>${cells.map((c) => `<c t="str"><v>${c}</v></c>`).join("")}</row>`;
const head = row(["Loại", "Tên", "Từ ngày", "Căn cứ"]);

async function reached(id, state, login = who) {
	let now;
	for (let i = 0; i < 300 && now !== state; i++) {
		now = (await ask(login, "GET", `/imports/${id}`)).body.fact.state;
		if (now !== state) await new Promise((done) => setTimeout(done, 100));
	}
	assert.equal(now, state);
}

test("hostile workbooks are refused in little time, and the server goes on", async () => {
	const deep = Array.from({ length: 50000 }, () => "<row>").join("");
	const files = {
		bomb: book(`<worksheet>${" ".repeat(60 << 20)}${deep}`),
		entities: book(`<!DOCTYPE w [<!ENTITY a "${"x".repeat(1000)}"><!ENTITY b "${"&a;".repeat(1000)}">]><worksheet>${row(["&b;"])}</worksheet>`),
		outside: book(`<!DOCTYPE w SYSTEM "file:///etc/passwd"><worksheet>${head}</worksheet>`),
		columns: book('<worksheet><row><c r="ZZZZZZZZZ1" t="str"><v>x</v></c></row></worksheet>'),
		rows: book('<worksheet><row r="99999999999999999999"><c t="str"><v>x</v></c></row></worksheet>'),
		climbing: zip({ "../../xl/workbook.xml": "<workbook/>", "xl/workbook.xml": '<workbook xmlns:r="u"><sheets><sheet r:id="r1"/></sheets></workbook>', "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="../../../etc/passwd"/></Relationships>' }),
		cut: book(`<worksheet>${head}</worksheet>`).subarray(0, 200),
		nested: zip({ "a.zip": zip({ "b.zip": "x" }).toString("latin1") }),
	};
	for (const [name, bytes] of Object.entries(files)) {
		const from = Date.now(), reply = await send(who, bytes);
		assert.equal(reply.status, 422, name);
		assert.ok(Date.now() - from < 25000, `${name} in time`);
	}
	assert.equal((await send(who, "a,b\n".repeat(300000), "a.csv")).status, 422);
	assert.equal((await ask(who, "GET", "/imports")).status, 200);
});

test("what stands in cells is text: no markup, no formula", async () => {
	const evil = ["&lt;script&gt;alert(1)&lt;/script&gt;", "=cmd|' /C calc'!A0", "01/07/2025", "x"];
	const sent = await send(who, book(`<worksheet>${head}${row(evil)}</worksheet>`));
	assert.equal(sent.status, 201);
	const id = sent.body.location.match(/(\d+)$/)[1], path = `/nhap-du-lieu/${id}`, browser = await signedIn(who);
	await reached(id, "ready");
	const page = (await browser.get(path)).text;
	assert.match(page, /alert\(1\)/);
	assert.ok(!page.includes("<script>alert"), "markup is text");
	assert.match((await browser.get(`${path}/can-sua.csv`)).text, /"'=cmd/);
});

test("confirmed by many at once, it is done once", async () => {
	const name = `Nhiều ${Date.now() % 100000}`;
	const sent = await send(who, `Loại,Tên,Từ ngày,Căn cứ\nThôn,${name},01/07/2025,NQ\n`, "a.csv"), id = sent.body.location.match(/(\d+)$/)[1];
	await reached(id, "ready");
	const all = await Promise.all(Array.from({ length: 10 }, () => ask(who, "POST", `/imports/${id}/confirm`, {})));
	assert.equal(all.filter((r) => r.status === 201).length, 1);
	await reached(id, "done");
	assert.equal((await ask(who, "GET", `/hamlets?tim=${encodeURIComponent(name)}`)).body.hamlets.length, 1);
});

test("places and columns that nobody was shown: none leads into another list, none becomes a column", async () => {
	const secret = await send(who, "Loại,Tên,Từ ngày,Căn cứ\nThôn,Của xã khác,xx,NQ\n", "a.csv"), other = "quantri.cucphuong";
	await reached(secret.body.location.match(/(\d+)$/)[1], "ready");
	const sent = await send(other, "Loại,Tên,Từ ngày,Căn cứ\nThôn,Của mình,xx,NQ\n", "a.csv"), id = sent.body.location.match(/(\d+)$/)[1], at = `/imports/${id}`, key = await token(other);
	await reached(id, "ready", other); // before, its columns are not there to be chosen
	for (const place of ["0.-1", "0.-2097152", "0.-9223372036854775808", "0.2097152", "0.9223372036854775807", "-1.0", "0.0.0", "x", "' or 1=1"])
		for (const path of ["", "/problems.csv", "/problems.xlsx"]) {
			const { status, text } = await api("GET", `${at}${path}?sau=${encodeURIComponent(place)}`, key);
			assert.ok([200, 422].includes(status), `${place}${path}: ${status}`);
			assert.ok(!text.includes("Của xã khác"), `${place}${path}`);
		}
	assert.equal((await ask(other, "GET", `${at}?loai=khac`)).status, 422);
	const browser = await signedIn(other), page = `/nhap-du-lieu/${id}`, said = { column_0: "kind", column_1: "name", column_2: "day", column_3: "legal_basis" };
	for (const forged of [{ column_1: "kind" }, { column_1: "id" }, { column_1: "unit_id" }, { column_1: "name\u001fkind" }, { column_1: "" }, { column_1: "-" }])
		assert.equal((await browser.submit(page, `${page}/cot`, { ...said, ...forged })).status, 422, JSON.stringify(forged));
	assert.equal((await ask(other, "POST", `${at}/columns`, { columns: Array.from({ length: 61 }, () => "-") })).status, 422);
	assert.equal((await browser.submit(page, `${page}/cot`, { ...said, column_4: "note", column_99: "name" })).status, 303, "what is no column of the file is nothing");
	for (const path of ["cot", "ghi", "bo"]) assert.equal((await browser.submit(page, `${secret.body.location.replace(/.*imports/, "/nhap-du-lieu")}/${path}`, said)).status, 404, path);
});

test("numbers of other imports lead nowhere", async () => {
	for (const login of ["quantri.cucphuong", "lanhdao.gialam", "motcua.gialam"])
		for (const path of ["", "/problems.csv", "/problems.xlsx"])
			for (const id of [1, 2, 3, 999999, 0, -1]) assert.ok([403, 404].includes((await ask(login, "GET", `/imports/${id}${path}`)).status), `${login} ${id}${path}`);
});
