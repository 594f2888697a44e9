// The search of everything and the ways to things under attack: strangers, officers of another unit, programs that may only read one thing;
// numbers tried one after another, operators of query languages, floods. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { Browser, api, base, citizen, signedIn, sixDigits, token } from "../http/client.mjs";

const search = (words, key, path = "/search") => api("GET", `${path}?tu-khoa=${encodeURIComponent(words)}`, key, undefined, { hasty: true });
const groups = async (words, key) => {
	const r = await search(words, key);
	assert.equal(r.status, 200, r.text);
	return Object.fromEntries(JSON.parse(r.text).groups.map((g) => [g.kind, g.hits]));
};
let desk, elsewhere, dossier, person, account;
before(async () => {
	desk = await token("motcua.gialam");
	elsewhere = await token("motcua.cucphuong");
	[dossier] = JSON.parse((await api("GET", "/dossiers?hang=processing", desk)).text).dossiers;
	const name = "Nguyễn Thị Zoanh";
	assert.equal((await api("POST", "/people/card/apply", desk, { card: `037184${sixDigits()}||${name}|05091984|Nữ|Thôn 3, Gia Lâm, Ninh Bình|10052021` })).status, 201);
	[person] = JSON.parse((await api("GET", `/people?q=${encodeURIComponent(name)}`, desk)).text).people;
	[account] = JSON.parse((await api("GET", "/accounts?tim=lanhdao", await token("quantri.gialam"))).text).accounts;
});

test("a stranger finds and is led to nothing", async () => {
	assert.equal((await search("nguyen")).status, 401);
	assert.equal((await search("nguyen", "khong-phai-ma")).status, 401);
	for (const path of [`/doi-tuong/dossier/${dossier.id}`, "/tim?tu-khoa=nguyen"]) {
		const r = await new Browser().get(path);
		assert.equal(r.status, 303);
		assert.match(r.location, /^\/dang-nhap/);
	}
	for (const kind of ["dossier", "person", "account"]) assert.equal((await api("GET", `/objects/${kind}/1`)).status, 401);
	const forged = await new Browser().send("POST", "/muc-luc/ua-thich", { form: { add: "/mot-cua" } });
	assert.ok([303, 401, 403].includes(forged.status));
});

test("a citizen finds no dossier and no person but his own", async () => {
	const { token: key } = await citizen();
	for (const words of [dossier.code, dossier.applicant_name, person.name, "nguyen", "0530000001"]) {
		const found = await groups(words, key);
		for (const kind of Object.keys(found)) assert.ok(["procedures", "units"].includes(kind), `${kind} for ${words}`);
	}
	for (const [kind, id] of [["dossier", dossier.id], ["person", person.id], ["account", account.id], ["eform", 1], ["agency", 1], ["hamlet", 1]])
		assert.equal((await api("GET", `/objects/${kind}/${id}`, key)).status, 404, kind);
	assert.deepEqual(JSON.parse((await api("GET", "/home", key)).text).cards, []);
});

test("an officer of another unit finds none of ours, and is told nothing by trying numbers", async () => {
	const key = elsewhere;
	assert.equal((await groups(dossier.code, key)).dossiers, undefined);
	const mine = new Set((await groups("nguyen", desk)).dossiers.map((h) => h.path));
	for (const h of (await groups("nguyen", key)).dossiers ?? []) assert.ok(!mine.has(h.path), h.path);
	for (const h of (await groups(person.name, key)).people ?? []) assert.notEqual(h.path, `/nguoi-dan/${person.id}`);
	const strange = await api("GET", `/objects/dossier/${dossier.id}`, key), none = await api("GET", "/objects/dossier/888888888", key);
	assert.equal(strange.status, 404);
	const plain = (text) => text.replace(/"request_id":"[^"]*"/, "");
	assert.equal(plain(strange.text), plain(none.text), "one that is not his is like none");
	assert.equal((await api("GET", `/objects/person/${person.id}`, key)).status, 404);
	for (const words of [`u1 ${dossier.code}`, `${dossier.code} OR u1`, `u1* ${dossier.code}`, `" OR text:${dossier.code}`])
		assert.equal((await groups(words, key)).dossiers, undefined, words);
});

test("a program finds what its scope names and no more", async () => {
	const browser = await signedIn("motcua.gialam");
	const made = await browser.submit("/tai-khoan/ma-truy-cap", "/tai-khoan/ma-truy-cap", { name: "Phần mềm thử", scope: "people.read", days: "30" });
	const key = made.text.match(/dinh_[\w-]{43}/)?.[0];
	assert.ok(key, `${made.status}: a token of a program is made`);
	const found = await groups("nguyen", key);
	assert.equal(found.dossiers, undefined, "dossier.read is not in it");
	assert.ok(found.people.length > 0);
	assert.equal((await api("GET", `/objects/dossier/${dossier.id}`, key)).status, 404);
	assert.equal((await api("GET", `/objects/person/${person.id}`, key)).status, 200);
	assert.equal((await api("POST", "/menu/favourites", key, { add: "/nguoi-dan" })).status, 403, "the menu is its owner's");
	assert.ok(!JSON.parse((await api("GET", "/home", key)).text).cards.some((k) => k.path.startsWith("/mot-cua")));
});

test("odd questions are answered soon, and never with a failure of the server", async () => {
	for (const words of ["%", "' OR 1=1 --", "\"", "u0", "u1", "*", "NEAR(a b)", "a".repeat(3000), "đ".repeat(200), "-".repeat(100), "\u202e\u0000x", "1".repeat(200), "(((((((", "nguyen ".repeat(25)]) {
		const began = performance.now(), r = await search(words, desk);
		assert.ok([200, 400, 414].includes(r.status), `${r.status} for ${words.slice(0, 20)}`);
		assert.ok(performance.now() - began < 3000, words.slice(0, 20));
		if (r.status === 200) for (const g of JSON.parse(r.text).groups) assert.ok(g.hits.length <= 5);
	}
	for (const path of ["/objects/dossier/0", "/objects/dossier/-1", "/objects/x%00/1", "/objects/..%2f/1", "/objects/dossier/99999999999999999999"])
		assert.ok([400, 404].includes((await api("GET", path, desk)).status), path);
	const page = (await (await signedIn("motcua.gialam")).get("/tim?tu-khoa=" + encodeURIComponent("\"><script>alert(1)</script>"))).text;
	assert.doesNotMatch(page, /<script>alert/);
});

test("favourites lead nowhere else and are not changed from another site", async () => {
	const browser = await signedIn("motcua.gialam");
	for (const add of ["https://xau.example/", "//xau.example", "/khong-co", "/quan-tri", "javascript:alert(1)", "/mot-cua\n/quan-tri"])
		assert.equal((await browser.submit("/muc-luc", "/muc-luc/ua-thich", { add })).status, 422, add);
	const away = await browser.submit("/muc-luc", "/muc-luc/ua-thich", { add: "/mot-cua", back: "https://xau.example/" });
	assert.equal(away.location, "/muc-luc");
	assert.equal((await browser.submit("/muc-luc", "/muc-luc/ua-thich", { add: "/mot-cua", drop: "/nguoi-dan" })).status, 422, "one thing at a time");
	for (const drop of ["/khong-co", "/mot-cua\n/nguoi-dan", "\n", "/", "%"]) await browser.submit("/muc-luc", "/muc-luc/ua-thich", { drop });
	const forged = await browser.send("POST", "/muc-luc/ua-thich", { form: { drop: "/mot-cua" }, headers: { origin: "https://xau.example" } });
	assert.equal(forged.status, 403);
	assert.match((await browser.get("/muc-luc")).text, /Mục ưa thích/);
});

test("where to go on afterwards is a page of ours, whatever is asked", async () => {
	const away = ["https://xau.example/", "//xau.example", "/\\xau.example", "\\\\xau.example", "/\t/xau.example", " //xau.example", "/%0d%0aSet-Cookie: a=b", "/a\r\nSet-Cookie: a=b", "javascript:alert(1)",
		"xau.example", "/" + "a".repeat(2000)];
	for (const tiep of away) {
		const page = (await new Browser().get("/dang-nhap?tiep=" + encodeURIComponent(tiep))).text;
		assert.doesNotMatch(page, /value="(?!\/[^/\\])[^"]*xau\.example/, tiep);
		const browser = new Browser(), there = await browser.signIn("motcua.gialam", undefined, tiep);
		if (there.status === 422) continue;
		assert.equal(there.status, 303, tiep);
		const to = new URL(there.location, base);
		assert.equal(to.origin, new URL(base).origin, `${tiep} leads to ${there.location}`);
		assert.ok(![...browser.cookies.keys()].includes("a"), tiep);
		const back = await browser.submit("/muc-luc", "/muc-luc/ua-thich", { add: "/mot-cua", back: tiep });
		if (back.status === 303) assert.equal(new URL(back.location, base).origin, new URL(base).origin, `${tiep} leads back to ${back.location}`);
	}
});

test("a flood is told to wait", async () => {
	let waited = 0;
	for (let round = 0; round < 20 && !waited; round++) {
		const all = await Promise.all(Array.from({ length: 60 }, (_, i) => fetch(`${base}/api/v1/search?tu-khoa=khai${i}`, { headers: { authorization: `Bearer ${desk}` } }).then((r) => (r.arrayBuffer(), r.status))));
		for (const status of all) assert.ok([200, 429].includes(status), `${status}`);
		waited = all.filter((s) => s === 429).length;
	}
	assert.ok(waited > 0, "limited like suggestions");
});
