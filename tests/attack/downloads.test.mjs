// Names of files under attack: what comes in by one, and what the browser of who fetches it is told.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { api, base, password, signedIn } from "../http/client.mjs";

const PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n";
const names = [
	'quotes".pdf', 'two"; filename="evil.exe.pdf', "new\r\nSet-Cookie: dinh=x; Path=/\r\n.pdf", "new\nX-Evil: 1.pdf", "percent%0d%0aX-Evil: 1.pdf",
	"\u202Efdp.exe.pdf", "a\u2066b\u2069\u200F\u200Ec.pdf", "zero\u200Bwidth\uFEFF.pdf", "../../../etc/passwd.pdf", "..\\..\\windows\\a.pdf", "C:\\Users\\a.pdf",
	"/etc/passwd.pdf", "a".repeat(3000) + ".pdf", "Giấy khai sinh của cháu Đặng Thị Hạnh.pdf", "出生证明.pdf", "📄🇻🇳.pdf", "semi;colon,comma=equals.pdf",
	"=?utf-8?B?ZXZpbC5leGU=?=.pdf", "UTF-8''evil.exe.pdf", "tab\there\u0000nul\u001bescape.pdf", "back\\slash\\\".pdf", ".htaccess.pdf", "....pdf", " .pdf", "<script>alert(1)</script>.pdf",
	"a.pdf.exe", "a.exe\u0000.pdf", "a\u2028b\u2029c.pdf",
];

// A part as somebody writes it who does not care for quoting: the name's bytes as they are, but for what would end its line or its quotes.
function body(boundary, fields, name) {
	const parts = fields.map(([field, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`).join("");
	const escaped = name.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/[\r\n\0]/g, (c) => encodeURIComponent(c));
	return Buffer.from(`${parts}--${boundary}\r\nContent-Disposition: form-data; name="component_1"; filename="${escaped}"; filename*=UTF-8''${encodeURIComponent(name)}\r\n` +
		`Content-Type: application/pdf\r\n\r\n${PDF}${Math.random()}\n%%EOF\n\r\n--${boundary}--\r\n`);
}

test("whatever a file was called, its download is one header that says a harmless name", async () => {
	const login = "0530000006", browser = await signedIn(login);
	const key = JSON.parse((await api("POST", "/sessions", null, { login, password })).text).token;
	const procedure = JSON.parse((await api("GET", "/procedures?tu-khoa=1.004837")).text).procedures.find((one) => one.code === "1.004837").id;
	const unit = Number((await browser.get(`/ho-so/nop?thu-tuc=${procedure}`)).text.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1]);
	let taken = 0;
	for (const name of names) {
		const draft = JSON.parse((await api("POST", "/my/drafts", key, { procedure, receiving_unit: unit })).text).location.split("/").at(-1);
		const page = `/ho-so/soan/${draft}/giay-to`, csrf = (await browser.get(page)).text.match(/name="_csrf" value="([^"]*)"/)[1];
		const cookie = [...browser.cookies].map((pair) => pair.join("=")).join("; ");
		const sent = await fetch(base + page, { method: "POST", body: body("----b", [["_csrf", csrf], ["then", "stay"]], name), redirect: "manual",
			headers: { cookie, origin: base, "content-type": "multipart/form-data; boundary=----b" } });
		assert.ok([303, 400, 422].includes(sent.status), `${JSON.stringify(name)}: ${sent.status}`);
		assert.equal(sent.headers.getSetCookie().filter((one) => one.startsWith("dinh=")).length, 0);
		const files = JSON.parse((await api("GET", `/my/drafts/${draft}`, key)).text).files ?? [];
		if (sent.status !== 303) {
			assert.equal(files.length, 0, name);
			continue;
		}
		taken++;
		for (const file of files) {
			const got = await fetch(`${base}/api/v1/my/drafts/${draft}/files/${file.id}`, { headers: { authorization: `Bearer ${key}` } });
			assert.equal(got.status, 200);
			await got.arrayBuffer();
			const header = got.headers.get("content-disposition"), what = `${JSON.stringify(name).slice(0, 100)}: ${header}`;
			assert.match(header, /^attachment; filename="[ !#-[\]-~]{1,255}"; filename\*=UTF-8''[A-Za-z0-9%._~-]{1,1200}$/, what);
			const told = decodeURIComponent(header.match(/UTF-8''(.*)$/)[1]), plain = header.match(/filename="([^"]*)"/)[1];
			for (const one of [told, plain]) {
				assert.doesNotMatch(one, /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\]/, what);
				assert.doesNotMatch(one, /^\./, what);
				assert.match(one, /\.pdf$/, what);
			}
			assert.ok([...told].length <= 255, what);
			assert.equal(got.headers.get("x-evil"), null);
			assert.equal(got.headers.get("x-content-type-options"), "nosniff");
			assert.match(got.headers.get("content-security-policy"), /sandbox/);
			assert.equal(got.headers.get("content-type"), "application/pdf");
		}
		const shown = (await browser.get(page)).text;
		assert.doesNotMatch(shown, /<script>alert/, what(name));
	}
	assert.ok(taken > names.length / 2, `${taken} taken`);
});
const what = (name) => JSON.stringify(name).slice(0, 80);
