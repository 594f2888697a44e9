// Papers under attack: dossiers of others, templates that are none, text that would be layout, counts that are none.
// DINH_URL: a server on fresh demo data.
import test from "node:test";
import assert from "node:assert/strict";
import { api, base, password, signedIn, words } from "../http/client.mjs";

const tokens = {};
async function as(login, method, path, json) {
	while (!tokens[login]) {
		const r = await api("POST", "/sessions", null, { login, password });
		if (r.status === 201) tokens[login] = JSON.parse(r.text).token;
		else await new Promise((done) => setTimeout(done, 1000 * Math.min(Number(r.headers.get("retry-after")) || 1, 60)));
	}
	const r = await fetch(`${base}/api/v1${path}`, { method, body: json && JSON.stringify(json),
		headers: { authorization: `Bearer ${tokens[login]}`, ...(json && { "content-type": "application/json" }) } });
	const bytes = Buffer.from(await r.arrayBuffer());
	return { status: r.status, bytes, text: bytes.toString() };
}
const desk = "motcua.gialam", thief = "motcua.cucphuong", citizen = "0530000001";
const six = () => String(Math.floor(100000 + Math.random() * 899999));

async function dossier() {
	const found = JSON.parse((await as(desk, "GET", "/desk/procedures?q=1.004873")).text);
	const r = await as(desk, "POST", "/dossiers", { client_key: `a${six()}${six()}`, outcome: "received", channel: "desk", name: "Bùi Thị Lan",
		personal_number: `037190${six()}`, birth_on: "1990-05-09", phone: "0912000123", address: "Thôn 2, xã Gia Lâm, tỉnh Ninh Bình",
		procedure: Number(found.choices[0].value), papers: [2], originals: [1], copies: [0], result_by: "desk" });
	assert.equal(r.status, 201, r.text);
	return JSON.parse(r.text).location.match(/\d+$/)[0];
}
const draft = (fields, more) => ({ template: "xac-nhan-hon-nhan", number: "", signed_on: "2026-11-27", seen: 0, fields, ...more });

test("nobody writes on, reads or drops what another unit holds", async () => {
	const id = await dossier();
	assert.equal((await as(desk, "POST", `/dossiers/${id}/result`, draft({ name: "Bí mật" }))).status, 201);
	for (const who of [thief, citizen])
		for (const [method, path, body] of [["GET", "result"], ["GET", "result/preview"], ["POST", "result", draft({}, { seen: 1 })],
			["POST", "result/drop"], ["POST", "taken", { papers: [1], originals: [1], copies: [0] }]]) {
			const r = await as(who, method, `/dossiers/${id}/${path}`, body);
			assert.ok([403, 404].includes(r.status), `${who} ${method} ${path}: ${r.status}`);
			assert.ok(!r.text.includes("Bí mật"));
		}
	assert.equal((await as(desk, "GET", `/dossiers/${id}/result/preview`)).status, 200, "it is still there");
});

test("a template is one of the list: no path, no procedure of another", async () => {
	const id = await dossier();
	for (const template of ["../results/trich-luc-khai-tu", "trich-luc-khai-tu", "/etc/passwd", "xac-nhan-hon-nhan.txt", "", "x".repeat(61), "%2e%2e"])
		assert.equal((await as(desk, "POST", `/dossiers/${id}/result`, draft({}, { template }))).status, 422, template);
	const page = await signedIn(desk);
	for (const mau of ["../../etc/passwd", "%00", "trich-luc-khai-tu"])
		assert.equal((await page.get(`/mot-cua/${id}/ket-qua?mau=${encodeURIComponent(mau)}`)).status < 500, true);
});

test("what is typed is text on the paper, never its language; nor markup on the page", async () => {
	const id = await dossier();
	const evil = "{signer.name} @page [x=1] | <script>alert(1)</script> %s%n \u202e";
	const r = await as(desk, "POST", `/dossiers/${id}/result`, draft({ name: evil, status: "@end\n@sign\nGIẢ | b | c\n@end", purpose: "{#}" }));
	assert.equal(r.status, 201, r.text);
	const preview = await as(desk, "GET", `/dossiers/${id}/result/preview`);
	assert.equal(preview.status, 200);
	const text = words(preview.bytes);
	assert.match(text, /\{SIGNER\.NAME\} @PAGE \[X=1\]/);
	assert.match(text, /@end @sign/);
	const page = await (await signedIn(desk)).get(`/mot-cua/${id}/ket-qua`);
	assert.ok(!page.text.includes("<script>alert(1)"));
});

test("counts that are none, and texts that are too long, change nothing", async () => {
	const id = await dossier();
	for (const [papers, originals, copies] of [[[1], [-1], [0]], [[1], [100], [0]], [[1], [9223372036854775807n], [0]], [[0], [1], [0]],
		[[99999], [1], [0]], [[1, 2], [1], [0]], [[1], ["1 or 1=1"], [0]]]) {
		const body = JSON.stringify({ papers, originals, copies }, (k, v) => (typeof v === "bigint" ? Number(v) : v));
		const r = await as(desk, "POST", `/dossiers/${id}/taken`, JSON.parse(body));
		assert.equal(r.status, 422, `${body}: ${r.status}`);
	}
	for (const fields of [{ name: "x".repeat(2001) }, { born_on: "9".repeat(100) }])
		assert.equal((await as(desk, "POST", `/dossiers/${id}/result`, draft(fields))).status, 422);
	assert.equal((await as(desk, "POST", `/dossiers/${id}/result`, draft({}, { number: "1".repeat(41) }))).status, 422);
	const now = JSON.parse((await as(desk, "GET", `/dossiers/${id}`)).text);
	assert.equal(now.components.filter((k) => k.handed).length, 1);
	assert.equal((await as(desk, "GET", `/dossiers/${id}/result/preview`)).status, 404);
});

test("forty at once: one draft, one version after the other", async () => {
	const id = await dossier();
	const all = await Promise.all(Array.from({ length: 40 }, (_, i) => as(desk, "POST", `/dossiers/${id}/result`, draft({ name: `Người ${i}` }))));
	assert.equal(all.filter((r) => r.status === 201).length, 1);
	assert.equal(all.filter((r) => r.status === 409).length, 39);
});

test("a number is nobody's twice, and no number is none", async () => {
	const wanted = String(1000 + Math.floor(Math.random() * 900000)), ids = await Promise.all(Array.from({ length: 6 }, dossier));
	const all = await Promise.all(ids.map((id) => as(desk, "POST", `/dossiers/${id}/result`, draft({}, { number: wanted }))));
	assert.deepEqual(all.map((r) => r.status).sort(), [201, 422, 422, 422, 422, 422], "six at once for the same one");
	const loser = ids[all.findIndex((r) => r.status === 422)];
	for (const number of ["1e5", "0x10", "-1", "0", "1000000", "99999999999999999999", "1;drop table result_number", "١٥", "1/2026/QĐ", "1 2"])
		assert.equal((await as(desk, "POST", `/dossiers/${loser}/result`, draft({}, { number }))).status, 422, number);
	const mine = JSON.parse((await as(desk, "GET", "/results/register?loai=xac-nhan-hon-nhan")).text).rows;
	assert.equal(mine.filter((r) => r.number === Number(wanted)).length, 1);
	const theirs = JSON.parse((await as(thief, "GET", "/results/register?loai=xac-nhan-hon-nhan")).text).rows;
	assert.ok(!theirs.some((r) => ids.includes(String(r.dossier_id))), "another unit reads its own register");
	assert.equal((await as(citizen, "GET", "/results/register")).status, 403);
	for (const query of ["loai=../../etc/passwd", "loai=%00", "nam=-1", "nam=99999999999999999999", "sau=-1", "sau=x'", "nam=2026&sau=9223372036854775807"])
		assert.ok((await as(desk, "GET", `/results/register?${query}`)).status < 500, query);
});
