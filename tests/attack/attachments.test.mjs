// Files of an object under attack: read, added and taken off by whoever is neither of its two nor its administrator; kinds and numbers of one's
// own making; lines kept for another form. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { api, ask, base, signedIn, token } from "../http/client.mjs";

const PDF = (text) => `%PDF-1.4\n1 0 obj<</Type/Catalog/Note(${text})>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
const day = (offset) => new Date(Date.now() + 7 * 3600e3 + offset * 864e5).toISOString().slice(0, 10);
const page = "/tai-khoan/uy-quyen";
const chosen = (name = "x.pdf") => {
	const form = new FormData();
	form.append("files", new Blob([PDF("lén")]), name);
	return form;
};
let leader, made, file;
before(async () => {
	leader = await signedIn("lanhdao.gialam");
	const to = (await ask("chuyenmon.gialam", "GET", "/me")).body.account.id;
	const sent = await leader.upload(page, page, [["to", to], ["permissions", "dossier.approve"], ["valid_from", day(0)], ["valid_until", day(2)],
		["reason", "Đi họp"], ["document", "Giấy số 9"], ["papers", PDF("mật"), "Giấy số 9.pdf"]]);
	assert.equal(sent.status, 303, sent.text);
	made = (await ask("lanhdao.gialam", "GET", "/me/delegations")).body.delegations[0];
	file = made.papers[0].id;
});

after(() => ask("lanhdao.gialam", "POST", `/me/delegations/${made.id}/end`, {}));

test("who is neither of the two nor its administrator finds nothing", async () => {
	for (const who of ["motcua.gialam", "vanthu.gialam", "quantri.cucphuong", "lanhdao.cucphuong", "lanhdao.ninhbinh", "0530000001"])
		for (const [method, path] of [["GET", `/attached-files/${file}`], ["GET", `/attachments/delegation/${made.id}`], ["POST", `/attached-files/${file}/remove`]])
			assert.equal((await ask(who, method, path, method === "POST" ? {} : undefined)).status, 404, `${who} ${method} ${path}`);
	for (const path of [`/tep-dinh-kem/${file}`, `/dinh-kem/delegation/${made.id}`]) {
		const reply = await fetch(base + path, { redirect: "manual" });
		assert.ok([303, 401].includes(reply.status), `${path} ${reply.status}`);
		assert.doesNotMatch(await reply.text(), /Giấy số 9/);
	}
	assert.equal((await fetch(`${base}/api/v1/attached-files/${file}`)).status, 401);
});

test("who may read may not change", async () => {
	for (const who of ["chuyenmon.gialam", "quantri.gialam", "quantri"]) {
		assert.equal((await ask(who, "POST", `/attachments/delegation/${made.id}`, undefined, chosen())).status, 403, who);
		assert.equal((await ask(who, "POST", `/attached-files/${file}/remove`, {})).status, 403, who);
	}
	for (const who of ["motcua.gialam", "quantri.cucphuong", "0530000001"])
		assert.equal((await ask(who, "POST", `/attachments/delegation/${made.id}`, undefined, chosen())).status, 404, who);
	const files = (await ask("lanhdao.gialam", "GET", `/attachments/delegation/${made.id}`)).body.files;
	assert.deepEqual(files.map((f) => f.name), ["Giấy số 9.pdf"], "nothing was added, nothing went");
});

test("an object that its module lets nobody add to takes nothing, from whoever sees it", async () => {
	const dossier = (await ask("motcua.gialam", "GET", "/dossiers")).body.dossiers[0], mine = (await ask("0530000001", "GET", "/my/dossiers")).body.dossiers[0];
	const account = (await ask("quantri.gialam", "GET", "/accounts")).body.accounts[0], hamlet = (await ask("quantri.gialam", "GET", "/hamlets")).body.hamlets[0];
	for (const [who, kind, id] of [["motcua.gialam", "dossier", dossier.id], ["0530000001", "dossier", mine.id], ["quantri.gialam", "account", account.id], ["quantri.cucphuong", "hamlet", hamlet.id], ["motcua.cucphuong", "hamlet", hamlet.id]]) {
		const seen = await ask(who, "GET", `/attachments/${kind}/${id}`), sent = await ask(who, "POST", `/attachments/${kind}/${id}`, undefined, chosen());
		if (seen.status === 200) assert.deepEqual([seen.body.is_changeable, seen.body.files], [false, []]);
		assert.equal(sent.status, seen.status === 200 ? 403 : 404, `${who} ${kind}`);
	}
	assert.equal((await ask("motcua.gialam", "GET", `/attachments/dossier/${dossier.id}`)).status, 200);
});

test("kinds and numbers of one's own making lead nowhere", async () => {
	for (const kind of ["setting", "role", "file", "content", "Delegation", "delegation%00", "delegation'--", "..", "%2e%2e", "d".repeat(3000), "*"])
		for (const id of [made.id, 0, -1, 999999999]) {
			const reply = await ask("lanhdao.gialam", "GET", `/attachments/${kind}/${id}`);
			assert.ok([400, 404, 414].includes(reply.status), `${kind} ${id}: ${reply.status}`);
		}
	for (const id of [0, -1, 9e15, "x", "1e3", "9223372036854775808"])
		assert.equal((await ask("lanhdao.gialam", "GET", `/attached-files/${id}`)).status, 404, String(id));
});

test("a program's token, whatever it may, reads no papers of its maker's delegations", async () => {
	const scope = (await ask("lanhdao.gialam", "GET", "/me/tokens")).body;
	const got = await api("POST", "/me/tokens", await token("lanhdao.gialam"), { name: "đọc", scope: ["dossier.read"], days: "30" });
	assert.equal(got.status, 201, got.text + JSON.stringify(scope));
	const program = JSON.parse(got.text).token;
	for (const path of [`/attached-files/${file}`, `/attachments/delegation/${made.id}`])
		assert.equal((await api("GET", path, program)).status, 404, path);
});

test("a line that was kept for one form and account opens on no other", async () => {
	const there = `/dinh-kem/delegation/${made.id}`;
	const back = await leader.upload(there, there, [["files", "MZ", "a.exe"], ["files", PDF("giữ"), "giữ.pdf"]]);
	const kept = back.text.match(/name="kept" value="([^"]*)"/)[1];
	const wrong = await leader.upload(page, page, [["to", "0"], ["kept", kept]]);
	assert.equal(wrong.status, 422);
	assert.doesNotMatch(wrong.text, /giữ\.pdf/);
	const beside = await leader.upload(page, page, [["to", (await ask("vanthu.gialam", "GET", "/me")).body.account.id], ["permissions", "dossier.approve"],
		["valid_from", day(0)], ["valid_until", day(1)], ["reason", "Nghỉ phép"], ["document", "Giấy số 10"]]);
	assert.equal(beside.status, 303, beside.text);
	const next = (await ask("lanhdao.gialam", "GET", "/me/delegations")).body.delegations.find((d) => d.document === "Giấy số 10");
	const moved = await leader.upload(`/dinh-kem/delegation/${next.id}`, `/dinh-kem/delegation/${next.id}`, [["kept", kept]]);
	assert.equal(moved.status, 422, "the same form, of another");
	assert.doesNotMatch(moved.text, /giữ\.pdf/);
	assert.equal((await ask("lanhdao.gialam", "POST", `/me/delegations/${next.id}/end`, {})).status, 201);
	const other = await signedIn("lanhdao.cucphuong");
	const theirs = await other.upload(page, page, [["to", "0"], ["kept", kept]]);
	assert.doesNotMatch(theirs.text, /giữ\.pdf/);
	for (const line of ["", "A".repeat(200), kept.slice(0, 40) + (kept[40] === "A" ? "B" : "A") + kept.slice(41), `0 ${"0".repeat(64)} x.pdf`]) {
		const reply = await leader.upload(there, there, [["kept", line]]);
		assert.equal(reply.status, 422, line.slice(0, 20));
	}
});
