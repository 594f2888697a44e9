// Roles of a unit's own under attack: more than the unit may give, another unit's, one's own, an old version, hostile names, many at once,
// and administration bought by a name. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { api, signedIn, sixDigits } from "../http/client.mjs";

const secret = "mot cau that la dai";
let chief, administrator, neighbour;
const key = async (login, word = secret) => JSON.parse((await api("POST", "/sessions", null, { login, password: word })).text).token;
before(async () => {
	chief = await signedIn("quantri");
	assert.equal((await chief.submit("/quan-tri/cai-dat/rate.login", "/quan-tri/cai-dat/rate.login", { value: "0" })).status, 303);
	administrator = await key("quantri.gialam", "Dinh@2026demo");
	neighbour = await key("quantri.cucphuong", "Dinh@2026demo");
});
after(() => chief.submit("/quan-tri/cai-dat/rate.login", "/quan-tri/cai-dat/rate.login/ban-dau", {}));

const make = (permissions, at = administrator, title = `Vai trò ${sixDigits()}`, more = {}) => api("POST", "/unit-roles", at, { title, permissions, ...more });
const idOf = (reply) => Number(JSON.parse(reply.text).location.match(/(\d+)$/)[1]);
async function made(permissions) {
	const reply = await make(permissions);
	assert.equal(reply.status, 201, reply.text);
	return idOf(reply);
}
const officer = (role, at = administrator, more = {}) =>
	api("POST", "/accounts", at, { name: "Phạm Văn Quyền", login: `vr.${sixDigits()}`, role, password: secret, again: secret, ...more });
const facts = async (id, at = administrator) => JSON.parse((await api("GET", `/unit-roles/${id}`, at)).text);

test("no permission of administrators, of the platform, of citizens or of nobody gets in, alone or among others", async () => {
	const never = ["account.manage", "role.manage", "role.own", "settings.change", "jobs.manage", "administration.open", "procedure.edit",
		"delegation.make", "dossier.file", "rating.give", "system.style", "no.such", "", "*", "dossier.read,account.manage",
		"dossier.read account.manage", "DOSSIER.READ", "dossier.read\u0000", "unit.1:dossier.read", "x".repeat(5000)];
	for (const one of never) {
		assert.equal((await make([one])).status, 422, one.slice(0, 40));
		if (one) assert.equal((await make(["dossier.read", one])).status, 422, one.slice(0, 40));
	}
	assert.equal((await make([])).status, 422);
	assert.equal((await make(Array(500).fill("dossier.read"))).status, 422);
	const id = await made(["dossier.read"]), before = await facts(id);
	for (const one of never)
		assert.equal((await api("POST", `/unit-roles/${id}`, administrator, { title: before.role.title, permissions: [one], version: 1 })).status, 422);
	assert.deepEqual(await facts(id), before, "nothing of it was kept");
});

test("fields of one's own making change neither unit nor name nor days", async () => {
	for (const more of [{ unit: 1 }, { unit_id: 2 }, { role: "administrator" }, { own: null }, { name: "platform" }, { valid_to: "2030-01-01" }])
		assert.equal((await make(["dossier.read"], administrator, undefined, more)).status, 422, JSON.stringify(more));
});

test("another unit's role is neither seen nor changed, ended, given or listed", async () => {
	const id = await made(["dossier.read"]);
	for (const [method, path, json] of [["GET", `/unit-roles/${id}`], ["POST", `/unit-roles/${id}`, { title: "Lấy mất", permissions: ["dossier.read"], version: 1 }],
		["POST", `/unit-roles/${id}/end`, { valid_to: "2030-01-01", version: 1 }], ["GET", `/history/unit_role/${id}`], ["GET", `/files/unit_role/${id}`]])
		assert.equal((await api(method, path, neighbour, json)).status, 404, `${method} ${path}`);
	assert.ok(!JSON.parse((await api("GET", "/unit-roles", neighbour)).text).roles?.some((one) => one.id === id));
	assert.equal((await officer(`unit.${id}`, neighbour)).status, 422);
	for (const role of ["unit.0", "unit.-1", "unit.999999", "unit.", "citizen", "platform", "x'; drop table role"])
		assert.notEqual((await officer(role)).status, 201, role);
});

test("an administrator raises neither himself nor a role that he holds", async () => {
	const id = await made(["dossier.read"]), own = JSON.parse((await api("GET", "/me", administrator)).text);
	const me = JSON.parse((await api("GET", "/accounts?tim=quantri.gialam", administrator)).text).accounts.find((one) => one.login === "quantri.gialam").id;
	assert.ok(own);
	assert.equal((await api("POST", `/accounts/${me}/positions`, administrator, { role: `unit.${id}` })).status, 422);
	const second = await officer("administrator");
	assert.equal(second.status, 201);
	const login = JSON.parse((await api("GET", `/accounts/${Number(JSON.parse(second.text).location.match(/(\d+)$/)[1])}`, administrator)).text).account.login;
	const other = await key(login);
	assert.equal((await api("POST", `/accounts/${me}/positions`, other, { role: `unit.${id}` })).status, 201);
	assert.equal((await api("POST", `/unit-roles/${id}`, administrator, { title: "Thêm cho mình", permissions: ["dossier.read", "dossier.approve"], version: 1 })).status, 422);
	assert.equal((await facts(id)).holds, "dossier.read");
	assert.equal((await api("POST", `/unit-roles/${id}/end`, administrator, { valid_to: "2030-01-01", version: 1 })).status, 201);
});

test("holders of a role make no roles, and the platform's table does not reach them", async () => {
	const id = await made(["dossier.read", "dossier.approve", "audit.read"]), who = await officer(`unit.${id}`);
	assert.equal(who.status, 201, who.text);
	const login = JSON.parse((await api("GET", `/accounts/${Number(JSON.parse(who.text).location.match(/(\d+)$/)[1])}`, administrator)).text).account.login;
	const his = await key(login);
	for (const path of ["/unit-roles", "/accounts", "/roles"]) assert.equal((await api("GET", path, his)).status, 403, path);
	assert.equal((await make(["dossier.read"], his)).status, 403);
	const platform = await key("quantri", "Dinh@2026demo"), table = JSON.parse((await api("GET", "/roles", platform)).text);
	const grants = table.grants.map((one) => `${one.role}:${one.permission}`);
	for (const more of [`unit.${id}:role.manage`, `unit.${id}:dossier.receive`, `unit.${id}:account.manage`])
		assert.equal((await api("POST", "/roles", platform, { grants: [...grants, more] })).status, 422, more);
	assert.equal((await make(["dossier.read"], platform)).status, 403);
});

test("two who change at once: one of them, and the other is told", async () => {
	const id = await made(["dossier.read"]);
	const tries = ["people.read", "dossier.work", "dossier.assign", "dossier.note", "result.draft", "people.change"].map((one) =>
		api("POST", `/unit-roles/${id}`, administrator, { title: `Đua ${one}`, permissions: [one], version: 1 }));
	const statuses = (await Promise.all(tries)).map((one) => one.status).sort();
	assert.deepEqual(statuses, [201, 409, 409, 409, 409, 409]);
	assert.equal((await facts(id)).holds.split(" ").length, 1, "what one of them said, and nothing of the others");
});

test("neither a unit's name nor a place in the list leads to another unit's, and an old page ends nothing", async () => {
	const id = await made(["dossier.read"]), there = encodeURIComponent("Xã Gia Lâm, Tỉnh Ninh Bình");
	for (const query of [`xa=${there}`, "sau=0", `sau=${id - 1}`, `xa=${there}&sau=${id - 1}`, "sau=-1", "sau=x", "sau=9999999999999999999"]) {
		const reply = await api("GET", `/unit-roles?${query}`, neighbour);
		assert.ok([200, 400, 422].includes(reply.status), query);
		assert.ok(!JSON.parse(reply.text).roles?.some((one) => one.id === id), query);
		assert.ok(!(await api("GET", `/unit-roles.csv?${query}`, neighbour)).text.includes("Xã Gia Lâm"), query);
	}
	for (const [version, status] of [[99, 409], [0, 422], [-1, 422], ["x", 422], [undefined, 422]])
		assert.equal((await api("POST", `/unit-roles/${id}/end`, administrator, { valid_to: "2030-01-01", version })).status, status, String(version));
	for (const valid_to of ["2020-01-01", "2030-02-30", "", "x"])
		assert.equal((await api("POST", `/unit-roles/${id}/end`, administrator, { valid_to, version: 1 })).status, 422, valid_to);
	assert.equal((await facts(id)).role.valid_to ?? "", "");
});

test("names are texts on every page, and no role passes for a declared one", async () => {
	const hostile = `<img src=x onerror=alert(1)>"'&{{1}}`;
	const reply = await make(["dossier.read"], administrator, hostile);
	assert.equal(reply.status, 201, reply.text);
	const browser = await signedIn("quantri.gialam");
	for (const path of ["/quan-tri/vai-tro-rieng", `/quan-tri/vai-tro-rieng/${idOf(reply)}`, "/quan-tri/tai-khoan/them", `/lich-su/unit_role/${idOf(reply)}`, "/quan-tri/nhat-ky?doi-tuong=unit_role"]) {
		const page = await browser.get(path);
		assert.equal(page.status, 200, path);
		assert.ok(!page.text.includes("<img src=x"), path);
	}
	assert.match((await browser.get("/quan-tri/vai-tro-rieng.csv")).text, /img src=x/);
	for (const title of ["Lãnh đạo", "LÃNH ĐẠO", " lãnh đạo ", "Lanh dao", "Lãnh\u200b đạo", "Quản trị hệ thống", "x", "", "y".repeat(61)])
		assert.equal((await make(["dossier.read"], administrator, title)).status, 422, title);
});

test("a unit keeps fifty at most", async () => {
	let status = 201;
	for (let i = 0; i < 60 && status === 201; i++) status = (await make(["dossier.read"], neighbour)).status;
	assert.equal(status, 409);
	assert.equal(JSON.parse((await api("GET", "/unit-roles", neighbour)).text).roles.length, 50);
});
