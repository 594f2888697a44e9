// Jobs that run by themselves under attack: whoever may not, names that are none, many at once. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test, { before } from "node:test";
import { api } from "../http/client.mjs";

const key = async (login) => JSON.parse((await api("POST", "/sessions", null, { login, password: "Dinh@2026demo" })).text).token;
let chief;
before(async () => {
	chief = await key("quantri");
});
const times = async () => JSON.parse((await api("GET", "/jobs", chief)).text).times;

test("nobody but the platform's administrator sees or hurries them", async () => {
	for (const login of ["quantri.gialam", "lanhdao.gialam", "motcua.gialam", "0530000001"]) {
		const his = await key(login);
		assert.equal((await api("GET", "/jobs", his)).status, 403, login);
		assert.equal((await api("POST", "/jobs/times/store.backup/run", his, {})).status, 403, login);
	}
	assert.equal((await api("POST", "/jobs/times/store.backup/run", null, {})).status, 401);
});

test("names that are none, or that run only when something asks for them", async () => {
	for (const name of ["channels.send", "access.recover", "no.such", "periodic", "store.backup%00", "'; drop table job"])
		assert.ok([400, 404].includes((await api("POST", `/jobs/times/${encodeURIComponent(name)}/run`, chief, {})).status), name);
});

test("hurried by many at once it runs, and one waits for its next time", async () => {
	const before = (await times()).find((one) => one.name === "session.clean");
	const all = await Promise.all(Array.from({ length: 25 }, () => api("POST", "/jobs/times/session.clean/run", chief, {})));
	for (const one of all) assert.ok([201, 409].includes(one.status), one.text);
	let after;
	for (let i = 0; i < 50; i++) {
		after = (await times()).find((one) => one.name === "session.clean");
		if (after.last_at && after.last_at !== before.last_at && !after.is_running && after.next_at > Date.now() * 1000) break;
		await new Promise((done) => setTimeout(done, 100));
	}
	assert.equal(after.last_state, "done");
	const waiting = JSON.parse((await api("GET", "/jobs?trang-thai=queued", chief)).text).jobs.filter((one) => one.title === "Xóa phiên đăng nhập đã hết hạn");
	assert.equal(waiting.length, 1);
});
