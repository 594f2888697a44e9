// Requests of people about their data, by pages and by API: from an account, at the desk, on paper; both clocks, the copy, a refusal with its article,
// and that what is withheld goes to nobody. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { api, ask, citizen, signedIn, token } from "./client.mjs";

const HER = "0530000001", DESK = "motcua.gialam", OFFICER = "chuyenmon.gialam", CHIEF = "lanhdao.gialam";
const PLACE = "Xã Gia Lâm, Tỉnh Ninh Bình";
const id_of = (reply) => Number(reply.body.location.match(/(\d+)$/)[1]);
async function asked(as, more) {
	const made = await ask(as, "POST", "/my/data-requests", { kind: "see", unit_typed: PLACE, about: [], wish: "", ...more });
	assert.equal(made.status, 201, JSON.stringify(made.body));
	return id_of(made);
}
async function written(more) {
	const made = await ask(DESK, "POST", "/data-requests", {
		channel: "paper", name: "Phạm Văn Xa", number: "037064003399", contact: "Thôn 2", asker: "", asker_basis: "", is_proved: false, proof: "", kind: "see", about: [], wish: "", ...more,
	});
	return made;
}
const does = (id, action, body = {}, as = OFFICER) => ask(as, "POST", `/data-requests/${id}/${action}`, body);

test("to see: asked from an account, answered in time, the copy is hers and in both forms", async () => {
	const id = await asked(HER);
	const hers = (await ask(HER, "GET", `/my/data-requests/${id}`)).body;
	assert.equal(hers.state, "received");
	assert.equal(hers.request.officer, null);
	const days = (Date.parse(hers.request.due_at) - Date.parse(hers.request.received_at)) / 864e5;
	assert.ok(days > 9 && days < 21, `${days} days`);
	assert.match((await ask(OFFICER, "GET", "/notices")).body.notices[0].title, new RegExp(`số ${id}: mới nhận`));
	assert.equal((await ask(HER, "GET", `/my/data-requests/${id}/copy.json`)).status, 404, "nothing was granted yet");
	const seen = (await ask(OFFICER, "GET", `/data-requests/${id}`)).body;
	assert.ok(seen.kept.some((one) => one.title === "Hồ sơ thủ tục hành chính" && one.count > 0));
	assert.equal((await does(id, "accept", { note: "Xã sẽ gửi bản sao." })).status, 201);
	assert.equal((await does(id, "finish", { note: "" })).status, 422, "what was done is written down");
	assert.equal((await does(id, "finish", { note: "Đã lập bản sao" })).status, 201);
	const browser = await signedIn(HER), json = JSON.parse((await browser.get(`/quyen-du-lieu/${id}/ban-sao.json`)).text);
	assert.equal(json.request, id);
	const titles = json.groups.map((one) => one.title);
	for (const title of ["Thông tin cá nhân", "Hồ sơ thủ tục hành chính"]) assert.ok(titles.includes(title), titles.join());
	const person = json.groups.find((one) => one.title === "Thông tin cá nhân").things[0];
	assert.ok(person.facts.some((one) => one.label === "Số định danh cá nhân" && one.value === json.number));
	const paper = await browser.get(`/quyen-du-lieu/${id}/ban-sao`);
	assert.equal(paper.headers.get("content-type"), "application/pdf");
	assert.ok(paper.text.startsWith("%PDF"));
	assert.match((await browser.get(`/quyen-du-lieu/${id}`)).text, /Bản sao dữ liệu/);
	assert.match((await browser.get(`/quyen-du-lieu/${id}/han`)).text, /Hạn trả lời/);
	assert.ok((await ask(HER, "GET", "/notices")).body.notices.some((one) => one.title.includes(`số ${id}`)));
	await new Promise((done) => setTimeout(done, 900));
	assert.ok((await ask(HER, "GET", "/my/looks")).body.looks.some((one) => one.why === "Giải quyết yêu cầu về dữ liệu"), "she reads who looked");
});

test("to erase: what a law keeps is refused with the article, drafts go", async () => {
	const kept = await asked(HER, { kind: "delete", about: ["dossiers"], wish: "Xóa hết" });
	const no = await does(kept, "accept");
	assert.equal(no.status, 409);
	assert.match(no.body.detail, /Luật Lưu trữ/);
	assert.equal((await does(kept, "refuse", { note: "Phải lưu", article: "" })).status, 422, "the article is named");
	assert.equal((await does(kept, "refuse", { note: "Phải lưu", article: "Luật Lưu trữ số 33/2024/QH15" })).status, 201);
	assert.equal((await ask(HER, "GET", `/my/data-requests/${kept}`)).body.request.article, "Luật Lưu trữ số 33/2024/QH15");
	const browser = await signedIn(OFFICER), other = await asked(HER, { kind: "delete", about: ["dossiers"], wish: "Xóa" });
	assert.match((await browser.get(`/yeu-cau-du-lieu/${other}/lam/tu-choi`)).text, /name="article"[^>]*value="[^"]*Luật Lưu trữ/, "the form says which");
	const drafts = await asked(HER, { kind: "delete", about: ["drafts"], wish: "Xóa hồ sơ soạn dở" });
	assert.equal((await does(drafts, "accept")).status, 201);
	assert.equal((await does(drafts, "finish", { note: "Xong." })).status, 201);
	assert.match((await ask(HER, "GET", `/my/data-requests/${drafts}`)).body.steps[0].note, /Đã xóa: /);
	assert.equal((await ask(HER, "POST", "/my/data-requests", { kind: "delete", unit_typed: PLACE, about: ["drafts"], wish: "" })).status, 422);
});

test("on paper: nothing before papers were compared, and a number of somebody else is noticed", async () => {
	const made = await written();
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const id = id_of(made);
	assert.equal((await does(id, "accept")).status, 409);
	assert.equal((await does(id, "prove", { note: "Căn cước" }, DESK)).status, 201);
	assert.equal((await does(id, "prove", { note: "Căn cước" }, DESK)).status, 409, "once");
	assert.equal((await does(id, "accept", { note: "" })).status, 201);
	const before = (await ask(OFFICER, "GET", `/data-requests/${id}`)).body.request.due_at;
	assert.equal((await does(id, "put-off", { note: "Phải hỏi kho lưu trữ" })).status, 201);
	const after = (await ask(OFFICER, "GET", `/data-requests/${id}`)).body.request;
	assert.ok(after.due_at > before && after.due_first_at === before);
	assert.equal((await does(id, "put-off", { note: "Lần nữa" })).status, 409);
	assert.equal((await does(id, "finish", { note: "Đã in" })).status, 201);
	const copy = await (await signedIn(OFFICER)).get(`/yeu-cau-du-lieu/${id}/ban-sao.json`);
	assert.deepEqual(JSON.parse(copy.text).groups, []);
	assert.equal((await (await signedIn(DESK)).get(`/yeu-cau-du-lieu/${id}/ban-sao`)).status, 403, "the desk takes in, it does not give out");
	const whose = (await ask(HER, "GET", "/me")).body.account, number = (await ask(OFFICER, "GET", "/people?q=0530000001")).body.people[0];
	assert.ok(number && whose);
	const real = (await ask(HER, "GET", `/my/data-requests/${await asked(HER)}`)).body.request.number;
	const wrong = await written({ number: real, name: "Kẻ Mạo Danh", is_proved: true, proof: "Căn cước", channel: "desk" });
	assert.equal(wrong.status, 422);
	assert.match(JSON.stringify(wrong.body), /tên khác/);
	const later = id_of(await written({ number: real, name: "Kẻ Mạo Danh" }));
	assert.equal((await does(later, "prove", { note: "Căn cước" }, DESK)).status, 422);
	assert.equal((await written({ asker: "Mẹ", asker_basis: "" })).status, 422, "who asks for another shows why");
	assert.equal((await written({ number: "123" })).status, 422);
	assert.equal((await written({ is_proved: true, proof: "" })).status, 422);
});

test("a citizen whose number is only declared: about his account alone", async () => {
	const who = await citizen();
	const no = await api("POST", "/my/data-requests", who.token, { kind: "object", unit_typed: PLACE, about: [], wish: "Thôi chia sẻ" });
	assert.equal(no.status, 422);
	assert.match(no.text, /chưa được xác minh/);
	const made = await api("POST", "/my/data-requests", who.token, { kind: "see", unit_typed: PLACE, about: [], wish: "" });
	assert.equal(made.status, 201, made.text);
	const id = Number(JSON.parse(made.text).location.match(/(\d+)$/)[1]);
	assert.equal((await does(id, "prove", { note: "Căn cước" }, DESK)).status, 409);
	assert.equal((await does(id, "accept")).status, 201);
	assert.equal((await does(id, "finish", { note: "Xong" })).status, 201);
	const copy = await api("GET", `/my/data-requests/${id}/copy.json`, who.token);
	assert.deepEqual(JSON.parse(copy.text).groups, []);
	assert.equal(JSON.parse(copy.text).number, "");
});

test("taken back by who asked; the register, what is due first, figures, files", async () => {
	const id = await asked(HER, { kind: "correct", about: ["person"], wish: "Sai thôn" });
	assert.equal((await ask(HER, "POST", `/my/data-requests/${id}/take-back`, {})).status, 201);
	assert.equal((await does(id, "accept")).status, 409);
	const list = (await ask(OFFICER, "GET", "/data-requests?trang-thai=received")).body.requests;
	assert.ok(list.length > 0 && list.every((one) => one.state === "Chờ trả lời" && /\*/.test(one.number || "*")));
	const figures = (await ask(CHIEF, "GET", "/data-request-figures")).body.months;
	assert.ok(figures[0].received > 3 && figures[0].answered_on_time > 0);
	const file = await (await signedIn(CHIEF)).get("/yeu-cau-du-lieu.csv");
	assert.equal(file.status, 200);
	assert.ok(!/\b037\d{9}\b/.test(file.text), "numbers are masked");
	for (const path of ["/yeu-cau-du-lieu", "/yeu-cau-du-lieu/so-lieu", "/yeu-cau-du-lieu/moi"]) assert.equal((await (await signedIn(DESK)).get(path)).status, 200, path);
});

test("terms are data: a new one holds from its day on, promises stay", async () => {
	const add = (more) => ask("quantri", "POST", "/data-request-terms", { kind: "see", valid_from: "2031-01-01", answer_days: 1, days: 5, more_days: 0, basis: "Nghị định thử", is_verified: true, ...more });
	assert.equal((await add()).status, 201);
	assert.equal((await add()).status, 422, "twice");
	assert.equal((await add({ valid_from: "2020-01-01" })).status, 422, "the past");
	assert.equal((await ask(CHIEF, "GET", "/data-request-terms")).status, 403);
	assert.ok((await ask("quantri", "GET", "/data-request-terms")).body.terms.some((one) => one.days === 5));
});

test("the pages: asked, wrong, nothing lost", async () => {
	const browser = await signedIn(HER), page = "/quyen-du-lieu/moi";
	const wrong = await browser.submit(page, "/quyen-du-lieu", { kind: "correct", unit_typed: "Xã Không Đâu", about: "person", wish: "Sai ngày sinh" });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /Không có đơn vị nào tên như vậy/);
	assert.match(wrong.text, /value="person"[^>]*checked/);
	assert.match(wrong.text, /Sai ngày sinh/);
	assert.equal((await browser.submit(page, "/quyen-du-lieu", { kind: "correct", unit_typed: PLACE, about: "person", wish: "Sai ngày sinh" })).status, 303);
	assert.equal((await api("POST", "/my/data-requests", await token(HER), { kind: "see", unit_typed: PLACE, about: ["nothing"], wish: "" })).status, 422);
});

test("a breach: written down, contained, reported in time with a paper, told, closed; each unit its own", async () => {
	const now = new Date(Date.now() + 7 * 36e5 - 2 * 36e5), on = now.toISOString(), body = {
		title: "Gửi nhầm danh sách", detected_on: on.slice(0, 10), detected_time: on.slice(11, 16), happened: "Gửi nhầm danh sách hộ nghèo cho nhóm chung.",
		kinds: "Họ tên, số định danh", people: 34, harm: "Lộ thông tin cá nhân", is_serious: true,
	};
	const made = await ask(OFFICER, "POST", "/data-breaches", body);
	assert.equal(made.status, 201, JSON.stringify(made.body));
	const id = id_of(made), act = (as, action, note) => ask(as, "POST", `/data-breaches/${id}/${action}`, { note });
	assert.match((await ask(CHIEF, "GET", "/notices")).body.notices[0].title, /Sự cố dữ liệu mới: Gửi nhầm/);
	const first = (await ask(OFFICER, "GET", `/data-breaches/${id}`)).body;
	assert.equal(Date.parse(first.breach.report_due_at) - Date.parse(first.breach.detected_at), 72 * 36e5);
	assert.equal(first.is_late, false);
	assert.equal((await act(OFFICER, "report", "Công văn 12")).status, 403, "leaders report");
	assert.equal((await act(OFFICER, "contain", "Thu hồi tệp, xóa tin nhắn")).status, 201);
	assert.equal((await act(CHIEF, "close", "Xong")).status, 409);
	assert.equal((await act(CHIEF, "report", "Công văn 12/UBND")).status, 201);
	assert.equal((await act(OFFICER, "tell-people", "Gọi điện từng người")).status, 201);
	assert.equal((await act(CHIEF, "close", "Đã tập huấn")).status, 201);
	const last = (await ask(OFFICER, "GET", `/data-breaches/${id}`)).body;
	assert.ok(last.hours_to_report >= 2 && last.hours_to_report <= 4 && last.breach.kept_until > "2031");
	const browser = await signedIn(CHIEF), paper = await browser.get(`/su-co-du-lieu/${id}/thong-bao`);
	assert.ok(paper.text.startsWith("%PDF"));
	assert.match((await browser.get("/su-co-du-lieu")).text, /Gửi nhầm danh sách/);
	assert.equal((await ask(OFFICER, "POST", "/data-breaches", { ...body, detected_on: "2099-01-01" })).status, 422);
	for (const [method, path] of [["GET", ""], ["GET", "/notice"], ["POST", "/contain"]]) assert.equal((await ask("chuyenmon.cucphuong", method, `/data-breaches/${id}${path}`, method === "POST" ? { note: "x" } : undefined)).status, 404, path);
	for (const as of [HER, DESK]) assert.equal((await ask(as, "GET", `/data-breaches/${id}`)).status, 403, as);
});
