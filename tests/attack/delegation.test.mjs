// Delegation under attack: powers that one does not have, of a day that is over, of somebody who has lost them, handed on, carried away.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { api, signedIn, sixDigits } from "../http/client.mjs";

const secret = "mot cau that la dai";
const day = (offset) => new Date(Date.now() + 7 * 3600e3 + offset * 864e5).toISOString().slice(0, 10);
let chief, administrator, dossier;
before(async () => {
	chief = await signedIn("quantri");
	assert.equal((await chief.submit("/quan-tri/cai-dat/rate.login", "/quan-tri/cai-dat/rate.login", { value: "0" })).status, 303);
	administrator = await key("quantri.gialam", "Dinh@2026demo");
	dossier = JSON.parse((await api("GET", "/dossiers", await key("motcua.gialam", "Dinh@2026demo"))).text).dossiers[0].id;
});
after(() => chief.submit("/quan-tri/cai-dat/rate.login", "/quan-tri/cai-dat/rate.login/ban-dau", {}));

const key = async (login, word = secret) => JSON.parse((await api("POST", "/sessions", null, { login, password: word })).text).token;
async function officer(role, at = administrator) {
	const login = `uq.${sixDigits()}`;
	const made = await api("POST", "/accounts", at, { name: "Phạm Văn Quyền", login, role, password: secret, again: secret });
	assert.equal(made.status, 201, made.text);
	const id = Number(JSON.parse(made.text).location.match(/(\d+)$/)[1]);
	const position = JSON.parse((await api("GET", `/accounts/${id}`, administrator)).text).positions?.[0]?.id;
	return { login, id, position, key: await key(login) };
}
const lend = (from, to, permissions, more = {}) => api("POST", "/me/delegations", from.key, { to: to.id ?? to, permissions, valid_from: day(0),
	valid_until: day(3), reason: "Đi công tác", document: "Giấy ủy quyền số 1", ...more });
const mandate = async (from) => JSON.parse((await api("GET", "/me/delegations", from.key)).text).delegations.filter((one) => one.is_mine && one.state !== "ended")[0].id;
// Only who holds dossier.approve gets past the door; what is behind it refuses this dossier for reasons of its own.
const approves = async (who) => (await api("POST", `/dossiers/${dossier}/approve`, who.key, { note: "" })).status !== 403;

test("a power works on its days only, and ends in the sessions that are open", async () => {
	const leader = await officer("leader"), expert = await officer("clerk");
	assert.equal(await approves(expert), false);
	assert.equal((await lend(leader, expert, ["dossier.approve"], { valid_from: day(1) })).status, 201);
	assert.equal(await approves(expert), false, "not before its first day");
	assert.equal((await lend(leader, expert, ["dossier.approve"])).status, 201);
	assert.equal(await approves(expert), true);
	assert.equal((await api("POST", `/me/delegations/${await mandate(leader)}/end`, leader.key, {})).status, 201);
	assert.equal(await approves(expert), false, "at once");
	for (const [valid_from, valid_until] of [[day(-1), day(3)], [day(2), day(1)], [day(0), day(400)], ["", day(1)], [day(0), ""], ["2026-02-30", day(3)]])
		assert.equal((await lend(leader, expert, ["dossier.approve"], { valid_from, valid_until })).status, 422, `${valid_from} ${valid_until}`);
});

test("nobody lends what he does not hold, nor to himself, to a stranger, to another unit, to a citizen", async () => {
	const leader = await officer("leader"), expert = await officer("specialist");
	for (const power of ["account.manage", "role.manage", "settings.change", "delegation.make", "citizen.confirm", "dossier.receive", "no.such", "", "*", "dossier.approve dossier.receive"])
		assert.equal((await lend(leader, expert, [power])).status, 422, power);
	assert.equal((await lend(leader, expert, [])).status, 422);
	assert.equal((await lend(leader, expert, ["dossier.approve", "dossier.receive"])).status, 422, "one wrong, none lent");
	assert.equal(await approves(expert), false);
	const abroad = Number((await chief.get("/quan-tri/tai-khoan?q=motcua.cucphuong")).text.match(/\/quan-tri\/tai-khoan\/(\d+)/)[1]);
	const citizen = Number((await chief.get("/quan-tri/tai-khoan?q=0530000001")).text.match(/\/quan-tri\/tai-khoan\/(\d+)/)[1]);
	for (const to of [leader.id, abroad, citizen, 0, -1, 999999999])
		assert.equal((await lend(leader, to, ["dossier.approve"])).status, 422, String(to));
	for (const role of ["specialist", "reception", "clerk", "administrator"])
		assert.equal((await lend(await officer(role), expert, ["dossier.approve"])).status, 403, role);
	assert.equal((await lend(leader, expert, ["dossier.approve"], { from: abroad, unit: 1, account: abroad })).status, 422, "fields of one's own making");
});

test("a power is not handed on, nor carried away in a token, nor kept when who gave it loses it", async () => {
	const first = await officer("leader"), expert = await officer("clerk"), third = await officer("specialist");
	assert.equal((await lend(first, expert, ["dossier.approve"])).status, 201);
	assert.equal(await approves(expert), true);
	assert.equal((await lend(expert, third, ["dossier.approve"])).status, 403, "not handed on");
	const token = await api("POST", "/me/tokens", expert.key, { name: "mang đi", scope: ["dossier.approve"], days: "365" });
	assert.equal(token.status, 422, "no token holds it");
	// Another's to end? Only of the two, and of who manages the unit.
	const number = await mandate(first), stranger = await officer("leader");
	assert.equal((await api("POST", `/me/delegations/${number}/end`, stranger.key, {})).status, 404);
	assert.equal((await api("POST", `/delegations/${number}/end`, await key("quantri.cucphuong", "Dinh@2026demo"), {})).status, 404);
	assert.equal((await api("POST", `/delegations/${number}/end`, stranger.key, {})).status, 403);
	assert.equal(await approves(expert), true);
	const over = await api("POST", `/accounts/${first.id}/positions/${first.position}`, administrator, { valid_to: day(0) });
	assert.equal(over.status, 201, over.text);
	assert.equal(await approves(expert), false, "his position ended today");
	const second = await officer("leader");
	assert.equal((await lend(second, expert, ["dossier.approve"])).status, 201);
	assert.equal(await approves(expert), true);
	assert.equal((await api("POST", `/accounts/${second.id}/disable`, administrator, {})).status, 201);
	assert.equal(await approves(expert), false, "his account is closed");
});

test("who has left the unit takes nothing with him", async () => {
	const leader = await officer("leader"), expert = await officer("clerk");
	assert.equal((await lend(leader, expert, ["dossier.approve"])).status, 201);
	assert.equal(await approves(expert), true);
	assert.equal((await api("POST", `/accounts/${expert.id}/positions/${expert.position}`, administrator, { valid_to: day(0) })).status, 201);
	assert.equal(await approves(expert), false);
});

test("what is done by a power says whose it is", async () => {
	const leader = await officer("leader"), expert = await officer("clerk");
	assert.equal((await lend(leader, expert, ["dossier.approve"])).status, 201);
	const { entries } = JSON.parse((await api("GET", `/audit?nguoi=${leader.id}&viec=delegation.add`, administrator)).text);
	assert.equal(entries.length, 1);
	assert.match(entries[0].object_name, new RegExp(expert.login.replace(".", "\\.")));
});
