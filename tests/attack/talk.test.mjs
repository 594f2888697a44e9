// Talk and history under attack: of objects of other units, by citizens, with kinds and numbers of one's own making; links as a way to learn
// what one may not see; notices to who sees no more. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, ask, signedIn, sixDigits, token } from "../http/client.mjs";

const card = (number, address) => [number, "", "ĐINH THỊ KÍN", "05091984", "Nữ", address, "10052021"].join("|");
async function person(who) {
	const number = `037184${sixDigits()}`;
	const made = await ask(who, "POST", "/people/card/apply", { card: card(number, "Thôn 3") });
	assert.equal(made.status, 201);
	return { number, id: Number(made.body.location.match(/people\/(\d+)/)[1]) };
}
let ours, theirs, note, link;
before(async () => {
	ours = await person("motcua.gialam");
	theirs = await person("motcua.cucphuong");
	assert.equal((await ask("motcua.gialam", "POST", `/talk/person/${ours.id}/notes`, { text: "Bí mật của xã" })).status, 201);
	const dossier = (await ask("motcua.gialam", "GET", "/dossiers")).body.dossiers[0];
	assert.equal((await ask("motcua.gialam", "POST", `/talk/person/${ours.id}/links`, { kind: "dossier", object: dossier.id })).status, 201);
	const seen = (await ask("motcua.gialam", "GET", `/talk/person/${ours.id}`)).body;
	[note, link] = [seen.notes[0].id, seen.links[0].id];
});

test("who does not see the object reads and writes nothing on it", async () => {
	for (const who of ["motcua.cucphuong", "lanhdao.ninhbinh", "quantri.gialam", "vanthu.gialam", "0530000001"])
		for (const [method, path, body] of [["GET", `/talk/person/${ours.id}`], ["POST", `/talk/person/${ours.id}/notes`, { text: "x" }],
			["POST", `/talk/person/${ours.id}/watch`, { watch: true }], ["POST", `/talk/person/${ours.id}/links`, { kind: "person", object: ours.id }],
			["POST", `/notes/${note}/withdraw`, {}], ["POST", `/links/${link}/remove`, {}], ["GET", `/history/person/${ours.id}`]]) {
			const reply = await ask(who, method, path, body);
			assert.ok([403, 404].includes(reply.status), `${who} ${method} ${path}: ${reply.status}`);
			assert.doesNotMatch(JSON.stringify(reply.body), /Bí mật|KÍN|Kín/);
		}
	assert.equal((await ask(null, "GET", `/talk/person/${ours.id}`)).status, 401);
	assert.equal((await ask("motcua.gialam", "GET", `/talk/person/${ours.id}`)).body.notes.length, 1);
});

test("a citizen who sees his dossier reads nothing of what officers say about it", async () => {
	const mine = (await ask("0530000001", "GET", "/my/dossiers")).body.dossiers[0];
	assert.ok(mine);
	assert.equal((await ask("0530000001", "GET", `/talk/dossier/${mine.id}`)).status, 404);
	assert.equal((await ask("0530000001", "POST", `/talk/dossier/${mine.id}/notes`, { text: "x" })).status, 404);
});

test("another unit that sees the object reads, takes back and removes nothing of ours", async () => {
	// whose card names another commune belongs to no unit: every unit sees him
	const number = `037184${sixDigits()}`, card = [number, "", "ĐINH THỊ CHUNG", "05091984", "Nữ", "Xã Bình Minh, Tỉnh Ninh Bình", "10052021"].join("|");
	const made = await ask("motcua.gialam", "POST", "/people/card/apply", { card });
	assert.equal(made.status, 201);
	const shared = Number(made.body.location.match(/people\/(\d+)/)[1]);
	// one officer of two units: Gia Lâm, and Cúc Phương (14404)
	const platform = await token("quantri"), login = `hai.${sixDigits()}`, secret = "mot cau that la dai";
	const account = JSON.parse((await api("POST", "/accounts", await token("quantri.gialam"), { name: "Vũ Hai Nơi", login, role: "reception", password: secret, again: secret })).text);
	const id = Number(account.location.match(/(\d+)$/)[1]);
	assert.equal((await api("POST", `/accounts/${id}/positions`, platform, { role: "reception", unit_code: "14404" })).status, 201);
	const key = await token(login, secret), units = JSON.parse((await api("GET", "/me/units", key)).text).units;
	const acts = async (at) => assert.equal((await api("POST", "/me/units", key, { unit: units.find((u) => at.test(u.unit_name)).unit })).status, 201);
	await acts(/Gia Lâm/);
	assert.equal((await api("POST", `/talk/person/${shared}/notes`, key, { text: "Của Gia Lâm" })).status, 201);
	assert.equal((await api("POST", `/talk/person/${shared}/links`, key, { kind: "person", object: ours.id })).status, 201);
	const mine = JSON.parse((await api("GET", `/talk/person/${shared}`, key)).text);
	const attempts = async () => {
		for (const path of [`/notes/${mine.notes[0].id}/withdraw`, `/links/${mine.links[0].id}/remove`]) assert.equal((await api("POST", path, key, {})).status, 404, path);
	};
	await acts(/Cúc Phương/);
	for (const seen of [JSON.parse((await api("GET", `/talk/person/${shared}`, key)).text), (await ask("motcua.cucphuong", "GET", `/talk/person/${shared}`)).body]) {
		assert.match(seen.of.title, /Chung/);
		assert.deepEqual([seen.notes, seen.links], [[], []]);
	}
	await attempts();
	await acts(/Gia Lâm/);
	const still = JSON.parse((await api("GET", `/talk/person/${shared}`, key)).text);
	assert.deepEqual([still.notes[0].text, still.links.length], ["Của Gia Lâm", 1]);
	assert.equal((await api("POST", `/notes/${mine.notes[0].id}/withdraw`, key, {})).status, 201);
});

test("places to go on from of one's own making are answered with a page, never with another's", async () => {
	for (const at of ["0", "-1", "x", "1e3", "9223372036854775807", "9223372036854775808", "%00", "'--", "1%20or%201=1"])
		for (const path of [`/talk/person/${ours.id}`, `/history/person/${ours.id}`]) {
			const reply = await ask("motcua.gialam", "GET", `${path}?sau=${at}`);
			assert.ok([200, 400, 422].includes(reply.status), `${path} ${at}: ${reply.status}`);
			if (reply.status === 200) assert.equal(reply.body.of.title, "Đinh Thị Kín");
			assert.equal((await ask("motcua.cucphuong", "GET", `${path}?sau=${at}`)).status, 404);
		}
});

test("a link tells nobody of what he does not see, and cannot be made to it", async () => {
	for (const more of [{ object: theirs.id }, { name: theirs.number }]) {
		const reply = await ask("motcua.gialam", "POST", `/talk/person/${ours.id}/links`, { kind: "person", ...more });
		assert.equal(reply.status, 422, JSON.stringify(more));
		assert.doesNotMatch(JSON.stringify(reply.body), /Kín/);
	}
	const absent = await ask("motcua.gialam", "POST", `/talk/person/${ours.id}/links`, { kind: "person", object: 99999999 });
	const hidden = await ask("motcua.gialam", "POST", `/talk/person/${ours.id}/links`, { kind: "person", object: theirs.id });
	assert.deepEqual(absent.body.problems, hidden.body.problems, "what is not there and what is hidden look the same");
	// a clerk sees the dossier's end only when he sees the person
	const seen = (await ask("motcua.gialam", "GET", `/talk/person/${ours.id}`)).body.links[0];
	for (const who of ["vanthu.gialam", "quantri.gialam"]) {
		const reply = await ask(who, "GET", `/talk/dossier/${seen.object}`);
		assert.doesNotMatch(JSON.stringify(reply.body), /Kín/, who);
	}
});

test("kinds and numbers of one's own making, texts that are markup", async () => {
	for (const kind of ["account", "unit", "setting", "role", "Person", "person%00", "person'--", "%2e%2e", "x".repeat(2000)])
		for (const id of [ours.id, 0, -1]) {
			const reply = await ask("motcua.gialam", "GET", `/talk/${kind}/${id}`);
			assert.ok([400, 404, 414].includes(reply.status), `${kind.slice(0, 20)} ${id}: ${reply.status}`);
		}
	for (const body of [{ kind: "account", object: 1 }, { kind: "'; drop table talk_link;--", object: 1 }, { kind: "person", object: -1 }, { kind: "person", name: "%" }, {}])
		assert.equal((await ask("motcua.gialam", "POST", `/talk/person/${ours.id}/links`, body)).status, 422, JSON.stringify(body));
	assert.equal((await ask("motcua.gialam", "POST", `/talk/person/${ours.id}/notes`, { text: "<script>alert(1)</script>" })).status, 201);
	assert.doesNotMatch((await (await signedIn("motcua.gialam")).get(`/trao-doi/person/${ours.id}`)).text, /<script>alert/);
});

test("who sees no more is told no more", async () => {
	const administrator = await token("quantri.gialam"), login = `td.${sixDigits()}`, secret = "mot cau that la dai";
	const made = JSON.parse((await api("POST", "/accounts", administrator, { name: "Phạm Văn Dõi", login, role: "reception", password: secret, again: secret })).text);
	const id = Number(made.location.match(/(\d+)$/)[1]), key = await token(login, secret);
	const notices = async () => JSON.parse((await api("GET", "/notices", key)).text).notices.length, before = await notices(); // his invitation
	assert.equal((await api("POST", `/talk/person/${ours.id}/watch`, key, { watch: true })).status, 201);
	assert.equal((await ask("motcua.gialam", "POST", `/talk/person/${ours.id}/notes`, { text: "một" })).status, 201);
	const heard = await notices();
	assert.equal(heard, before + 1);
	// his position ends today, he gets one that may not look people up
	const position = JSON.parse((await api("GET", `/accounts/${id}`, administrator)).text).positions[0].id;
	const today = new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10);
	assert.equal((await api("POST", `/accounts/${id}/positions`, administrator, { role: "clerk", valid_from: today })).status, 201);
	assert.equal((await api("POST", `/accounts/${id}/positions/${position}`, administrator, { valid_to: today })).status, 201);
	assert.equal((await ask("motcua.gialam", "POST", `/talk/person/${ours.id}/notes`, { text: "hai" })).status, 201);
	assert.equal(await notices(), heard, "nothing came after");
});

test("a program's token writes and watches nothing", async () => {
	const got = await api("POST", "/me/tokens", await token("motcua.gialam"), { name: "đọc", scope: ["people.read"], days: "30" });
	assert.equal(got.status, 201, got.text);
	const program = JSON.parse(got.text).token;
	for (const [path, body] of [["notes", { text: "x" }], ["watch", { watch: true }], ["links", { kind: "person", object: ours.id }]])
		assert.equal((await api("POST", `/talk/person/${ours.id}/${path}`, program, body)).status, 403, path);
});
