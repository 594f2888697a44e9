// Notices behind the bell, over HTTP: opening one leads where it points and marks it read, once; nobody opens another's.
// DINH_URL: a `dinh serve` with demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { api, citizen, signedIn } from "./client.mjs";

const file = async (who) => {
	const found = JSON.parse((await api("GET", "/procedures?tu-khoa=1.004837")).text).procedures.find((p) => p.code === "1.004837").id;
	const unit = JSON.parse((await api("GET", "/units?tim=gia+lam+ninh+binh")).text).found.find((u) => u.full_name === "Xã Gia Lâm" && !u.valid_to).id;
	const filed = await api("POST", "/my/dossiers", who.token, { procedure: found, receiving_unit: unit, name: "Nguyễn Thử Nghiệm", personal_number: who.number,
		phone: "0530999999", address: "Thôn 2, xã Gia Lâm", content: "Đăng ký giám hộ", result_by: "desk", declared: true });
	assert.equal(filed.status, 201, filed.text);
};
const bell = async (who) => JSON.parse((await api("GET", "/notices", who.token)).text);

test("a notice is new until it is opened, and leads to what it tells of", async () => {
	const who = await citizen(), other = await citizen();
	await file(who);
	await file(who);
	await file(other);
	const before = await bell(who), newest = before.notices[0];
	assert.ok(before.unread >= 2);
	assert.ok(newest.id > before.notices[1].id && !newest.read_at, "newest first");
	assert.equal((await api("POST", `/notices/${newest.id}/read`, other.token, {})).status, 404, "another's");
	assert.equal((await api("POST", `/notices/${newest.id}/read`, null, {})).status, 401);
	assert.equal((await bell(who)).unread, before.unread);
	const browser = await signedIn(who.login, who.secret);
	const opened = await browser.submit("/thong-bao", `/thong-bao/${newest.id}/mo`, {});
	assert.equal(opened.status, 303);
	assert.equal(opened.location, newest.path);
	assert.match(newest.path, /^\/ho-so\/\d+$/);
	const after = await bell(who);
	assert.equal(after.unread, before.unread - 1);
	const read = after.notices.find((n) => n.id === newest.id).read_at;
	assert.ok(read);
	await new Promise((done) => setTimeout(done, 20));
	assert.equal((await api("POST", `/notices/${newest.id}/read`, who.token, {})).status, 204);
	assert.equal((await bell(who)).notices.find((n) => n.id === newest.id).read_at, read, "when it was read stays");
});

test("all of one's own are read at once, nobody else's", async () => {
	const who = await citizen(), other = await citizen();
	await file(who);
	await file(other);
	assert.equal((await api("POST", "/notices/read", who.token, {})).status, 204);
	assert.equal((await bell(who)).unread, 0);
	assert.ok((await bell(other)).unread > 0);
});
