// Settings under attack: the program's by a unit's administrator, another unit's, out of bounds, hostile texts, many at once.
// DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api, signedIn } from "../http/client.mjs";

const word = "Dinh@2026demo";
const key = async (login) => JSON.parse((await api("POST", "/sessions", null, { login, password: word })).text).token;
let boss, neighbour, officer;
before(async () => {
	[boss, neighbour, officer] = [await key("quantri.gialam"), await key("quantri.cucphuong"), await key("motcua.gialam")];
});
const value = async (name, at = boss) => JSON.parse((await api("GET", `/unit-settings/${name}`, at)).text).setting.value;

test("a unit's administrator reaches no setting of the program, by any path", async () => {
	const program = ["server.listen", "server.trust_proxy", "mail.url", "mail.password", "sms.url", "metrics.token", "oidc.client_secret", "oidc.issuer",
		"site.url", "rate.login", "uploads.floor_mb", "access.totp_required", "backup.keep", "server.db", "", "*", "desk.phone%2f..%2fserver.listen"];
	for (const name of program) {
		for (const path of [`/unit-settings/${name}`, `/unit-settings/${name}/reset`, `/settings/${name}`, `/settings/${name}/reset`]) {
			const status = (await api("POST", path, boss, { value: "1" })).status;
			assert.ok([400, 403, 404, 405, 422].includes(status), `${path}: ${status}`);
		}
		assert.ok([200, 400, 403, 404].includes((await api("GET", `/unit-settings/${name}`, boss)).status));
	}
	const shown = (await api("GET", "/unit-settings", boss)).text;
	for (const secret of ["password", "token", "secret", "server.", "oidc."]) assert.ok(!shown.includes(secret), secret);
});

test("one's value stays in one's unit, whatever the body says", async () => {
	const before = await value("desk.phone", neighbour);
	for (const more of [{ unit: 2 }, { unit_id: 2 }, { scope: 0 }, { name: "server.listen" }])
		assert.equal((await api("POST", "/unit-settings/desk.phone", boss, { value: "0229 1", ...more })).status, 422, JSON.stringify(more));
	assert.equal((await api("POST", "/unit-settings/desk.phone", boss, { value: "0229 1" })).status, 201);
	assert.equal(await value("desk.phone", neighbour), before);
	assert.equal((await api("POST", "/unit-settings/desk.phone", officer, { value: "0229 2" })).status, 403);
	assert.equal((await api("POST", "/unit-settings/desk.phone/reset", boss, {})).status, 201);
});

test("values keep their bounds and are texts everywhere", async () => {
	for (const bad of ["0", "81", "-1", "8.5", "8e0", "0x8", "9999999999999999999999", "", " ", "tám", "8\u0000", "8\n9"])
		assert.equal((await api("POST", "/unit-settings/dossiers.answer_hours", boss, { value: bad })).status, 422, JSON.stringify(bad));
	const hostile = `"><script>alert(1)</script>`;
	assert.equal((await api("POST", "/unit-settings/desk.address", boss, { value: hostile })).status, 201);
	const browser = await signedIn("motcua.gialam"), admin = await signedIn("quantri.gialam");
	for (const [who, path] of [[browser, "/"], [browser, "/hoi-mot-cua"], [admin, "/quan-tri/cai-dat-don-vi"], [admin, "/quan-tri/cai-dat-don-vi/desk.address"], [admin, "/quan-tri/nhat-ky?doi-tuong=setting"]])
		assert.ok(!(await who.get(path)).text.includes("<script>alert(1)"), path);
	assert.equal((await api("POST", "/unit-settings/desk.address", boss, { value: "x".repeat(201) })).status, 422);
	assert.equal((await api("POST", "/unit-settings/desk.address/reset", boss, {})).status, 201);
});

test("many changes at once leave one value and a history without gaps", async () => {
	const tries = Array.from({ length: 20 }, (_, i) => api("POST", "/unit-settings/dossiers.soon_days", boss, { value: String(1 + (i % 9)) }));
	for (const one of await Promise.all(tries)) assert.equal(one.status, 201, one.text);
	const one = JSON.parse((await api("GET", "/unit-settings/dossiers.soon_days", boss)).text);
	assert.equal(one.changes[0].after, one.setting.value);
	for (let i = 0; i + 1 < one.changes.length; i++) assert.equal(one.changes[i].before, one.changes[i + 1].after, "each begins where the one before ended");
	await api("POST", "/unit-settings/dossiers.soon_days/reset", boss, {});
});
