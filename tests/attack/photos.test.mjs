// Photos of records under attack: read by whoever may not see the record, named by their content in another's record, kept for another form or
// account, told to be what they are not. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { ask, base, Browser, citizen, signedIn } from "../http/client.mjs";
import { picture, photographed } from "../http/photos.mjs";

const officer = "chuyenmon.gialam", code = "anh-mat";
const list = `/du-lieu/${code}`, API = `/registries/${code}/records`;
let browser, record, photo, sha;
const make = async (by, fields) => {
	const reply = await by.upload(`${list}/them`, `${list}/them`, fields);
	return { ...reply, id: Number(/\/(\d+)$/.exec(reply.location ?? "")?.[1] ?? 0) };
};
before(async () => {
	await photographed(code, { max: 3 });
	browser = await signedIn(officer);
	record = (await make(browser, [["e_label", "Mật"], ["e_photos-file", picture(99, 1, 1), "mat.png"]])).id;
	const read = (await ask(officer, "GET", `${API}/${record}`)).body;
	photo = Number(/\/(\d+)$/.exec(read.photos[0].path)[1]);
	sha = read.answers.photos[0];
});

test("who does not see the record does not see its photo, by no address", async () => {
	const own = await citizen(), stranger = new Browser(), other = await signedIn("chuyenmon.cucphuong"), person = await signedIn(own.login, own.secret);
	const etag = (await browser.get(`/anh/${photo}`)).headers.get("etag");
	for (const end of ["", "/nho"]) {
		for (const who of ["chuyenmon.cucphuong", "quantri.cucphuong", "lanhdao.ninhbinh", "quantri", "0530000001"])
			assert.equal((await ask(who, "GET", `/photos/${photo}${end ? "/small" : ""}`)).status, 404, `${who}${end}`);
		for (const by of [other, person])
			for (const headers of [{}, { range: "bytes=0-9" }, { "if-none-match": etag }, { "if-none-match": "*" }]) {
				const reply = await by.get(`/anh/${photo}${end}`, { headers });
				assert.equal(reply.status, 404);
				assert.equal(reply.headers.get("etag"), null);
			}
		assert.ok([303, 401].includes((await stranger.get(`/anh/${photo}${end}`)).status));
		assert.equal((await fetch(`${base}/api/v1/photos/${photo}${end ? "/small" : ""}`)).status, 401);
	}
	assert.equal((await browser.get(`/anh/${photo}`)).status, 200);
	assert.equal((await browser.get(`/anh/${photo + 1000}`)).text.match(/Không có ảnh này[^<]*/)[0], (await other.get(`/anh/${photo}`)).text.match(/Không có ảnh này[^<]*/)[0], "the two look the same");
});

test("a content's name is no key: it is put into no other record, by no door", async () => {
	const colleague = await signedIn("motcua.gialam"); /* sees the record, has sent nothing */
	const stolen = await make(colleague, [["e_label", "Lấy cắp"], ["e_photos-1", sha]]);
	assert.equal(stolen.status, 422);
	assert.match(stolen.text, /Có ảnh không còn giữ được/);
	const told = await ask("motcua.gialam", "POST", API, { answers: { label: "Lấy cắp", photos: [sha] } });
	assert.equal(told.status, 422, JSON.stringify(told.body));
	assert.doesNotMatch((await ask("motcua.gialam", "GET", `${API}.csv`)).body.toString(), /Lấy cắp/);
	/* Nor from papers of dossiers. */
	const nothing = "0".repeat(64);
	for (const photos of [[nothing], ["../../../etc/passwd"], [sha.toUpperCase()], [sha + "\u0000"], [sha, sha, "x"], Array(21).fill(0).map((_, i) => String(i).padStart(64, "0"))])
		assert.equal((await ask(officer, "POST", API, { answers: { label: "Bịa", photos } })).status, 422, JSON.stringify(photos).slice(0, 80));
	for (const photos of [sha, { 0: sha }, [{ sha256: sha }], [[sha]], [7], 7])
		assert.equal((await ask(officer, "POST", API, { answers: { label: "Bịa", photos } })).status, 422, JSON.stringify(photos).slice(0, 80));
});

test("a colleague who corrects leaves the photo where it is, and the number of one is no number of another", async () => {
	const read = (await ask("motcua.gialam", "GET", `${API}/${record}`)).body;
	const reply = await ask("motcua.gialam", "POST", `${API}/${record}`, { answers: { ...read.answers, label: "Mật hơn" }, kind: "correct", reason: "thử", seen: read.version });
	assert.equal(reply.status, 201, JSON.stringify(reply.body));
	assert.equal((await ask(officer, "GET", `${API}/${record}`)).body.photos[0].path, `/api/v1/photos/${photo}`);
	for (const id of ["0", "-1", "x", "1e3", "99999999999999999999", `${photo}/lon`, `${photo}%00`])
		assert.ok([400, 404].includes((await browser.get(`/anh/${id}`)).status), id);
	for (const [kind, id] of [["photo", photo], ["photos", record]])
		assert.equal((await ask(officer, "GET", `/attachments/${kind}/${id}`)).status, 404);
});

test("a line kept for one form and account is nothing in another", async () => {
	const back = await make(browser, [["e_label", ""], ["e_photos-file", picture(98, 1, 1), "giu.png"]]);
	assert.equal(back.status, 422);
	const line = back.text.match(/name="kept" value="([^"]*)"/)[1];
	const colleague = await signedIn("motcua.gialam"), other = await signedIn("chuyenmon.cucphuong");
	for (const by of [colleague, other]) {
		const reply = await by.upload("/du-lieu/gieng-nuoc/them", `${list}/them`, [["e_label", "Giữ hộ"], ["kept", line]]);
		assert.ok([404, 422].includes(reply.status), String(reply.status));
	}
	const elsewhere = await browser.upload(`${list}/${record}/sua`, `${list}/${record}/sua`, [["e_label", "Chỗ khác"], ["kind", "correct"], ["reason", "x"], ["seen", "9"], ["kept", line]]);
	assert.equal(elsewhere.status, 422);
	for (const broken of [line.slice(0, -2), line + "A", "", "x".repeat(5000)])
		assert.equal((await make(browser, [["e_label", "Hỏng"], ["kept", broken]])).status, 422);
});

test("a file of another kind is no photo, whatever it is called", async () => {
	const html = "<html><script>alert(1)</script>", svg = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>';
	for (const [bytes, name] of [[html, "a.jpg"], [svg, "a.png"], ["GIF89a", "a.gif"], ["", "a.png"], [picture(1, 2, 3).subarray(0, 60), "cut.png"]]) {
		const reply = await make(browser, [["e_label", "Giả"], ["e_photos-file", bytes, name]]);
		assert.equal(reply.status, 422, name);
	}
	const named = await make(browser, [["e_label", "Tên lạ"], ["e_photos-file", picture(97, 1, 1), "../../<b>x</b>.html"]]);
	assert.equal(named.status, 303, named.text);
	const { path } = (await ask(officer, "GET", `${API}/${named.id}`)).body.photos[0], reply = await ask(officer, "GET", path.replace("/api/v1", ""));
	assert.equal(reply.type, "image/png");
	assert.equal(reply.headers.get("x-content-type-options"), "nosniff");
	assert.doesNotMatch(reply.headers.get("content-disposition"), /html"|\.\.|</);
});

test("too many and too large are told, and the server lives", async () => {
	const flood = Array(65).fill(0).map((_, i) => ["e_photos-file", picture(i, i, 1, 4), `${i}.png`]);
	assert.ok([413, 422].includes((await make(browser, [["e_label", "Lụt"], ...flood])).status));
	const head = Buffer.from(picture(1, 1, 1));
	head.writeUInt32BE(60000, 16);
	head.writeUInt32BE(60000, 20);
	assert.equal((await make(browser, [["e_label", "Bom"], ["e_photos-file", head, "bom.png"]])).status, 422);
	const large = await make(browser, [["e_label", "Lớn"], ["e_photos-file", Buffer.concat([picture(1, 1, 1), Buffer.alloc(21 << 20)]), "lon.png"]]).catch(() => ({ status: 413 }));
	assert.ok([413, 422].includes(large.status), String(large.status));
	assert.equal((await browser.get(`/anh/${photo}`)).status, 200);
});
