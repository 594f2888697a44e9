// Tables of another system come in by themselves: a real server of the test's own, which is slow, wrong or gone at times.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { ask, signedIn } from "./client.mjs";

const who = "chuyenmon.gialam", KIND = "so-gieng-nuoc", WELLS = "/registries/gieng-nuoc/records";
const well = (n, more = {}) => ({ label: `Giếng nguồn ${n}`, number: `GN-7${n}`, hamlet: "Nguồn", kind: "dug", depth: 8.5, ...more });
const answers = {}; // path: (request) => [status, body, headers] or "hang up"
const asked = [];
const other = createServer((request, response) => {
	asked.push({ path: request.url, authorization: request.headers.authorization ?? "" });
	const said = answers[request.url]?.(request) ?? [404, "?"];
	if (said === "hang up") return request.socket.destroy();
	response.writeHead(said[0], said[2] ?? {});
	response.end(said[1]);
});
let HOST;
before(async () => {
	await new Promise((done) => other.listen(0, "127.0.0.1", done));
	HOST = `127.0.0.1:${other.address().port}`;
	assert.equal((await ask("quantri", "POST", "/settings/feeds.hosts", { value: `${HOST} du-lieu.example.vn` })).status, 201);
});
after(async () => {
	await ask("quantri", "POST", "/settings/feeds.hosts/reset", {});
	other.close();
	other.closeAllConnections();
});

async function until(what, why) {
	for (let i = 0; i < 300; i++) {
		const found = await what();
		if (found) return found;
		await new Promise((done) => setTimeout(done, 50));
	}
	assert.fail(why);
}
async function feed(path, more = {}) {
	const made = await ask(who, "POST", "/feeds", { title: `Nguồn ${path}`, kind: KIND, url: `http://${HOST}${path}`, every: 24, ...more });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	return Number(made.body.location.match(/(\d+)$/)[1]);
}
const read = async (id) => (await ask(who, "GET", `/feeds/${id}`)).body;
// Lets it run (again) and waits for how it went.
async function fetched(id) {
	const was = await read(id), last = was.runs[0]?.id ?? 0;
	if (was.state === "running") assert.equal((await ask(who, "POST", `/feeds/${id}/rest`, {})).status, 201);
	assert.equal((await ask(who, "POST", `/feeds/${id}/run`, {})).status, 201);
	await until(async () => ((await read(id)).runs[0]?.id ?? 0) > last, `feed ${id} was not fetched`);
	const { runs } = await read(id);
	return runs[0];
}
async function checked(id) {
	return until(async () => {
		const { body } = await ask(who, "GET", `/imports/${id}`);
		return !["reading", "checking", "applying"].includes(body.fact.state) && body;
	}, `import ${id}`);
}
const counts = (s) => [s.new, s.changed, s.same, s.wrong];
const CAME = "came", SAME = "same", FAILED = "failed";

test("a list in JSON comes in, waits for somebody, and the same again is nothing new", async () => {
	let items = [well("001"), well("002"), well("003", { kind: "no such" })];
	answers["/a"] = (request) => request.headers.authorization === "Bearer secret-1" ? [200, JSON.stringify({ data: { items } })] : [401, ""];
	const id = await feed("/a", { rows_at: "data.items", secret: "secret-1" });
	const run = await fetched(id);
	assert.equal(run.outcome, CAME, run.says);
	const seen = await checked(run.import_id);
	assert.deepEqual(counts(seen), [2, 0, 0, 1], JSON.stringify(seen.rows));
	assert.equal((await ask(who, "GET", `${WELLS}?tim=Giếng nguồn 001`)).body.records.length, 0, "nothing is written before somebody looked");
	assert.equal((await ask(who, "POST", `/imports/${run.import_id}/confirm`, {})).status, 201);
	assert.equal((await checked(run.import_id)).added, 2);
	const again = await fetched(id);
	assert.deepEqual([again.outcome, again.says], [SAME, "Không có gì mới so với lần lấy trước."]);
	const well_again = answers["/a"];
	answers["/a"] = () => [503, ""];
	assert.equal((await fetched(id)).outcome, FAILED);
	answers["/a"] = well_again;
	assert.equal((await fetched(id)).outcome, SAME, "what came before the failure is still known");
	items = [well("001", { depth: 9.25 })];
	const next = await fetched(id);
	assert.deepEqual(counts(await checked(next.import_id)), [0, 1, 0, 0], "only what differs");
	const absent = (await ask(who, "GET", `/imports/${next.import_id}/absent`)).body;
	let all = absent.rows;
	for (let more = absent.next; more; ) {
		const page = (await ask(who, "GET", `/imports/${next.import_id}/absent?sau=${encodeURIComponent(more)}`)).body;
		all = [...all, ...page.rows];
		more = page.next;
	}
	assert.ok(all.some((r) => r.title === "Giếng nguồn 002") && !all.some((r) => r.title === "Giếng nguồn 001"), "here and not there");
	const browser = await signedIn(who), page = (await browser.get(`/nhap-du-lieu/${next.import_id}/khong-co-trong-tep`)).text;
	assert.match(page, /Có ở đây mà không có trong tệp/);
	items = [well("001", { depth: 9.5 })];
	const newest = await fetched(id);
	assert.equal(newest.outcome, CAME);
	assert.equal((await checked(next.import_id)).fact.state, "stopped", "what nobody confirmed makes way");
});

test("CSV comes in, and columns that are called otherwise are said once", async () => {
	let rows = "Giếng nguồn 101,GN-7101,Nguồn,Giếng đào\n";
	answers["/b"] = () => [200, `\ufeffTên,Mã giếng,Ở thôn,Kiểu\n${rows}`, { "content-type": "text/csv" }];
	const id = await feed("/b"), run = await fetched(id);
	assert.match(run.says, /chọn cột nào là cột nào/);
	const columns = ["label", "number", "hamlet", "kind"];
	assert.equal((await ask(who, "POST", `/imports/${run.import_id}/columns`, { columns })).status, 201);
	assert.deepEqual(counts(await checked(run.import_id)), [1, 0, 0, 0]);
	rows += "Giếng nguồn 102,GN-7102,Nguồn,Giếng đào\n";
	const next = await fetched(id);
	assert.match(next.says, /đang kiểm tra/);
	assert.deepEqual(counts(await checked(next.import_id)), [2, 0, 0, 0]);
});

test("what goes wrong there is said, tried again later, and told the third time", async () => {
	let how = [500, "x"];
	answers["/c"] = () => how;
	const id = await feed("/c");
	for (const [said, words] of [[[500, "x"], /trả lời 500/], ["hang up", /ngắt giữa chừng/], [[403, ""], /tài khoản hoặc mã truy cập không đúng/], [[200, ""], /không có nội dung/], [[200, '{"a": 1}'], /không phải danh sách/], [[200, '[{"a": '], /JSON|dòng/], [[302, "", { location: "http://127.0.0.1:1/" }], /trả lời 302/], [[200, "PK\x03\x04 no zip"], /Không đọc được/]]) {
		how = said;
		const run = await fetched(id);
		assert.deepEqual([run.outcome, run.import_id], [FAILED, null], run.says);
		assert.match(run.says, words);
	}
	const now = await read(id);
	assert.equal(now.failures, 1, "whoever lets it run begins anew");
	assert.equal(Date.parse(now.next_at) - Date.parse(now.runs[0].tried_at), 300e3, "five minutes after the first");
	how = [200, JSON.stringify([well("201")])];
	assert.equal((await fetched(id)).outcome, CAME, "and it comes in when it is well again");
});

test("what is known there is kept, shown to nobody and sent nowhere else", async () => {
	answers["/d"] = () => [200, JSON.stringify([well("301")])];
	const id = await feed("/d", { user: "xa", secret: "mật khẩu: 1" });
	await fetched(id);
	const basic = asked.at(-1).authorization;
	assert.equal(Buffer.from(basic.replace("Basic ", ""), "base64").toString(), "xa:mật khẩu: 1");
	const browser = await signedIn(who), page = (await browser.get(`/nguon-du-lieu/${id}`)).text, told = JSON.stringify(await read(id));
	for (const text of [page, told]) assert.doesNotMatch(text, /mật khẩu: 1/);
	assert.match(page, /Có, mật khẩu được mã hóa/);
	const form = { title: "Đổi tên", kind: KIND, url: `http://${HOST}/d`, every: 6 };
	assert.equal((await ask(who, "POST", `/feeds/${id}`, form)).status, 201);
	await fetched(id);
	assert.equal(asked.at(-1).authorization, basic, "left empty, it is kept");
	assert.equal((await ask(who, "POST", `/feeds/${id}`, { ...form, url: "https://du-lieu.example.vn/d" })).status, 201);
	assert.doesNotMatch((await browser.get(`/nguon-du-lieu/${id}`)).text, /Có, mật khẩu được mã hóa/, "another server does not get it");
	assert.equal((await ask(who, "POST", `/feeds/${id}`, form)).status, 201);
	await fetched(id);
	assert.equal(asked.at(-1).authorization, "");
});
