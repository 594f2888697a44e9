// What accounts are told out of the house: letters and short messages over a mail server and a gateway of the test, which fail for a while; each
// account's choices; what the administrator sees and sends again. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { after, before } from "node:test";
import { api, ask, citizen, signedIn, sixDigits, token } from "./client.mjs";
import { header, mailServer, smsGateway, subject, until, words } from "./post.mjs";

let post, gateway, platform;
const set = (name, value) => platform.submit(`/quan-tri/cai-dat/${name}`, `/quan-tri/cai-dat/${name}${value === undefined ? "/ban-dau" : ""}`, value === undefined ? {} : { value });
const quiet = { "sms.quiet_from": "0", "sms.quiet_until": "0" }; // whatever the hour of the test
const settings = () => ({ "rate.login": "0", "mail.from": "khong-tra-loi@gialam.vidu.vn", "mail.url": post.url, "sms.url": gateway.url, ...quiet });
before(async () => {
	[post, gateway] = [await mailServer(), await smsGateway()];
	platform = await signedIn("quantri");
	for (const [name, value] of Object.entries(settings())) assert.equal((await set(name, value)).status, 303, name);
});
after(async () => {
	for (const name of [...Object.keys(settings()), "sms.marks", "sms.parts"]) await set(name);
	post.close();
	gateway.close();
});

// Somebody who has proved an address and a telephone.
async function reachable({ phone } = {}) {
	const who = await citizen(), browser = await signedIn(who.login, who.secret), email = `${who.number}@thu.vidu.vn`;
	for (const [channel, target] of [["email", email], ...(phone ? [["phone", phone]] : [])]) {
		const fields = { channel, email: "", phone: "", [channel]: target, current: who.secret, current_phone: who.secret };
		assert.equal((await browser.submit("/tai-khoan/lien-lac", "/tai-khoan/lien-lac", fields)).location, `/tai-khoan/lien-lac?ma=${channel}`);
		const text = channel === "email" ? words(await until(() => post.to(email)[0], 15)) : (await until(() => gateway.to(phone)[0], 15)).text;
		const code = text.match(/([0-9A-Z]{4}-[0-9A-Z]{4})/)[1];
		assert.equal((await browser.submit(`/tai-khoan/lien-lac?ma=${channel}`, "/tai-khoan/lien-lac/ma", { channel, code })).location, "/tai-khoan");
	}
	return { ...who, browser, email, phone };
}
async function bringIn(login, kind, text) {
	const form = new FormData();
	form.append("file", new Blob([text]), "danh-sach.csv");
	return Number((await ask(login, "POST", `/import-kinds/${kind}`, undefined, form)).body.location.match(/imports\/(\d+)/)[1]);
}
const settled = (login, id) => until(async () => !["checking", "applying"].includes((await ask(login, "GET", `/imports/${id}`)).body.fact.state), 15);
const somePhone = () => `0913${sixDigits()}`;
let procedure, unit;
async function file(who) {
	procedure ??= JSON.parse((await api("GET", "/procedures?tu-khoa=1.004837")).text).procedures.find((p) => p.code === "1.004837").id;
	unit ??= JSON.parse((await api("GET", "/units?tim=gia+lam+ninh+binh")).text).found.find((u) => u.full_name === "Xã Gia Lâm" && !u.valid_to).id;
	const filed = await api("POST", "/my/dossiers", who.token, { procedure, receiving_unit: unit, name: "Nguyễn Thử Nghiệm", personal_number: who.number,
		phone: "0530999999", address: "Thôn 2, xã Gia Lâm", content: "Đăng ký giám hộ", result_by: "desk", declared: true });
	assert.equal(filed.status, 201, filed.text);
	return JSON.parse((await api("GET", "/my/dossiers", who.token)).text).dossiers[0];
}
const receive = async (dossier) => assert.equal((await ask("motcua.gialam", "POST", `/dossiers/${dossier.id}/receive`, {})).status, 201);
const about = (list, what) => list.filter((one) => what.test(one.text ?? words(one)));
const outbox = async (query = "") => (await ask("quantri", "GET", `/outbox${query}`)).body;

test("news of a dossier go by what its owner has chosen; what the law has told goes in any case", async () => {
	const who = await reachable({ phone: somePhone() });
	const first = await file(who);
	const letter = await until(() => about(post.to(who.email), /Đã nộp hồ sơ/)[0], 15);
	assert.match(subject(letter), new RegExp(`^Hồ sơ ${first.code}$`));
	assert.match(words(letter), new RegExp(`/ho-so/${first.id}\\n`));
	assert.match(words(letter), /\/thong-bao\/cach-nhan/);
	assert.equal(about(gateway.to(who.phone), /Đã nộp/).length, 0, "not by telephone, unless he says so");
	const page = (await who.browser.get("/thong-bao/cach-nhan")).text;
	assert.match(page, /value="dossier.news:email"[^>]*checked/);
	assert.doesNotMatch(page, /value="(dossier\.legal|account\.security|dossier\.given)/, "what is legal is no choice, what officers are told is not his");
	const choose = (form) => who.browser.submit("/thong-bao/cach-nhan", "/thong-bao/cach-nhan", form);
	assert.equal((await choose({ wanted: "dossier.news:phone" })).location, "/thong-bao/cach-nhan");
	for (const wrong of ["dossier.news:zalo", "dossier.given:email", "x", ":"]) assert.equal((await choose({ wanted: wrong })).status, 422, wrong);
	const chosen = JSON.parse((await api("GET", "/notices/choices", who.token)).text).choices;
	assert.deepEqual(chosen.filter((one) => one.event === "dossier.news").map((one) => [one.box, one.wanted]), [["dossier.news:email", 0], ["dossier.news:phone", 1]]);
	const second = await file(who);
	const short = await until(() => about(gateway.to(who.phone), /Đã nộp/)[0], 15);
	assert.equal(short.text, `Hồ sơ ${second.code}: Đã nộp hồ sơ. Cơ quan tiếp nhận sẽ kiểm tra và trả lời.`);
	assert.equal(about(post.to(who.email), /Đã nộp/).length, 1, "no second letter");
	await receive(second);
	const legal = await until(() => about(post.to(who.email), /Hẹn trả kết quả/)[0], 15);
	assert.match(words(legal), /Thư này luôn được gửi/);
	assert.equal((await until(() => about(gateway.to(who.phone), /Hẹn trả kết quả/)[0], 15)).to, who.phone);
});

test("short messages without marks, and no longer than the commune pays for", async () => {
	const who = await reachable({ phone: somePhone() });
	for (const [name, value] of [["sms.marks", "0"], ["sms.parts", "1"]]) assert.equal((await set(name, value)).status, 303);
	await receive(await file(who));
	const { text } = await until(() => about(gateway.to(who.phone), /Hen tra/)[0], 15);
	assert.match(text, /^[\x20-\x7e]{20,160}$/);
	for (const name of ["sms.marks", "sms.parts"]) await set(name);
});

test("a mail server and a gateway that fail for a while: told once, with the same mark each time", async () => {
	const who = await reachable({ phone: somePhone() });
	let refused = 0;
	const tried = [];
	post.answer = (line, letter) => {
		if (line !== "." || !letter.to.includes(who.email)) return undefined;
		tried.push(header(letter, "Message-ID"));
		return refused++ ? undefined : "451 ban, hay gui lai";
	};
	gateway.answer = (one) => (one.to !== who.phone || about(gateway.to(who.phone), /Hẹn trả/).length ? 200 : 503);
	await receive(await file(who));
	await until(() => about(post.to(who.email), /Hẹn trả/).length && about(gateway.to(who.phone), /Hẹn trả/).length === 2, 60);
	await new Promise((done) => setTimeout(done, 1500));
	assert.equal(about(post.to(who.email), /Hẹn trả/).length, 1);
	assert.equal(tried.filter((mark) => mark === tried[0]).length, 2, "the one that was refused came again as the same");
	assert.equal(tried.length, new Set(tried).size + 1, "and no other");
	const [one, two] = about(gateway.to(who.phone), /Hẹn trả/);
	assert.deepEqual([one.status, two.status, one.id === two.id], [503, 200, true]);
	post.answer = () => undefined;
	gateway.answer = () => 200;
});

test("what cannot be sent waits for the administrator, who sends it again; nobody reads whom it was for", async () => {
	const who = await reachable();
	post.answer = (line) => (line === "." ? "451 ban" : undefined);
	await receive(await file(who));
	await until(() => post.asked >= 1 && outbox("?trang-thai=waiting").then(({ messages }) => messages.some((one) => one.error)), 15);
	assert.equal((await set("mail.url", "")).status, 303); // closed meanwhile
	const failed = await until(async () => (await outbox("?trang-thai=failed")).messages.find((one) => /tiếp nhận/.test(one.title)), 40);
	assert.match(failed.error, /đang đóng/);
	assert.equal(failed.whom, `${who.email[0]}***@thu.vidu.vn`);
	const page = await platform.get("/quan-tri/thu-gui-di");
	const home = (await platform.get("/")).text;
	assert.match(home, /Thư, tin nhắn không gửi được/);
	for (const text of [page.text, (await platform.get("/quan-tri/thu-gui-di.csv")).text, JSON.stringify(await outbox()), readFileSync(process.env.DINH_LOG ?? "/dev/null", "utf8")])
		assert.ok(!text.includes(who.email));
	post.answer = () => undefined;
	assert.equal((await set("mail.url", post.url)).status, 303);
	assert.equal((await platform.submit("/quan-tri/thu-gui-di?trang-thai=failed", `/quan-tri/thu-gui-di/${failed.id}/gui-lai`, {})).status, 303);
	await until(() => about(post.to(who.email), /Hẹn trả/).length, 15);
	assert.equal((await ask("quantri", "POST", `/outbox/${failed.id}/again`, {})).status, 409, "it went");
	assert.equal((await ask("quantri", "POST", "/outbox/again", {})).status, 201);
	await new Promise((done) => setTimeout(done, 1000));
	assert.equal(about(post.to(who.email), /Hẹn trả/).length, 1);
	const log = (await platform.get("/quan-tri/nhat-ky?viec=outbox.again")).text;
	assert.match(log, /Gửi lại thư, tin nhắn/);
});

test("whoever brought a list in is told of its end; a colleague of the power that he got; a new officer of his account", async () => {
	const id = await bringIn("quantri.gialam", "hamlets", `Loại,Tên,Ghi chú phân biệt,Từ ngày,Căn cứ\nThôn,Thử ${sixDigits()},,01/07/2025,NQ 1\n`);
	await settled("quantri.gialam", id);
	await ask("quantri.gialam", "POST", `/imports/${id}/confirm`, {});
	await settled("quantri.gialam", id);
	const notices = (await ask("quantri.gialam", "GET", "/notices")).body.notices;
	const mine = notices.filter((one) => one.path === `/nhap-du-lieu/${id}`).map((one) => one.text);
	assert.equal(mine.length, 2);
	assert.match(mine[0], /Đã ghi xong: thêm 1, sửa 0, không ghi được 0 dòng/);
	assert.match(mine[1], /Đã kiểm tra xong: 1 dòng mới/);

	const login = `moi.${sixDigits()}`, email = `${login}@thu.vidu.vn`, secret = "mot cau that la dai";
	const made = await ask("quantri.gialam", "POST", "/accounts", { name: "Phạm Văn Mới", login, email, role: "specialist", password: secret, again: secret });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const invited = await until(() => post.to(email)[0], 15);
	assert.equal(subject(invited), "Ông/bà có tài khoản mới");
	assert.match(words(invited), new RegExp(`“${login}”`));
	assert.doesNotMatch(words(invited), /[0-9A-Z]{4}-[0-9A-Z]{4}/, "nothing that lets in whoever reads it");
	assert.ok(!words(invited).includes(secret));
	const to = Number(made.body.location.match(/(\d+)$/)[1]), day = (offset) => new Date(Date.now() + 7 * 3600e3 + offset * 864e5).toISOString().slice(0, 10);
	const lent = await ask("lanhdao.gialam", "POST", "/me/delegations", { to, permissions: ["dossier.approve"], valid_from: day(0), valid_until: day(3), reason: "Đi công tác", document: "Giấy ủy quyền số 1" });
	assert.equal(lent.status, 201, JSON.stringify(lent.body));
	const his = await token(login, secret), told = async () => JSON.parse((await api("GET", "/notices", his)).text).notices.map((one) => one.title);
	assert.deepEqual((await told()).slice(0, 1), ["Ông/bà được ủy quyền"]);
	const vietnamese = (iso) => iso.split("-").reverse().join("/");
	assert.equal(JSON.parse((await api("GET", "/notices", his)).text).notices[0].text, `Thời hạn ủy quyền: từ ngày ${vietnamese(day(0))} đến hết ngày ${vietnamese(day(3))}.`);
	const mandates = (await ask("lanhdao.gialam", "GET", "/me/delegations")).body.delegations.filter((one) => one.state !== "ended");
	assert.equal((await ask("lanhdao.gialam", "POST", `/me/delegations/${mandates[0].id}/end`, {})).status, 201);
	assert.deepEqual((await told()).slice(0, 1), ["Ủy quyền đã kết thúc"]);
});

test("who comes to the desk without an account is told where he said that he is reached", async () => {
	const phone = somePhone();
	const found = (await ask("motcua.gialam", "GET", "/desk/procedures?q=ks")).body.choices[0];
	const filed = await ask("motcua.gialam", "POST", "/dossiers", { client_key: `k${sixDigits()}${sixDigits()}`, outcome: "received", channel: "desk", name: "Lê Thị Quầy",
		personal_number: `037190${sixDigits()}`, birth_on: "1990-05-09", phone, address: "Thôn 2, xã Gia Lâm", procedure: Number(found.value), papers: [1, 6],
		originals: [1, 1], copies: [0, 2], result_by: "desk" });
	assert.equal(filed.status, 201, JSON.stringify(filed.body));
	const { text } = await until(() => gateway.to(phone)[0], 15);
	assert.match(text, /^Hồ sơ H42\.\d+-\d{6}-\d{4}: Đã tiếp nhận hồ sơ\. Hẹn trả kết quả: /);
	assert.doesNotMatch(text, /Quầy|http/);
});
