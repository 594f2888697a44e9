// An agreement between two communes, from the request to its end, by pages and by API: what is agreed is read, nothing else is; each call is
// counted and told to both sides. DINH_URL: a server on fresh demo data.
import assert from "node:assert/strict";
import test from "node:test";
import { api, ask, signedIn, told } from "./client.mjs";

const ASKER = "lanhdao.cucphuong", OWNER = "lanhdao.gialam", USER = "chuyenmon.cucphuong";
const request = (more = {}) => ({
	registry: "gieng-nuoc", owner: "Xã Gia Lâm, tỉnh Ninh Bình", below: false, purpose: "Đối chiếu nguồn nước khi hạn hán", basis: "Điều 17 Luật Dữ liệu",
	fields: ["number", "label"], until: "2027-03-31", calls: 4, own: false, ...more,
});
async function asked(more) {
	const made = await ask(ASKER, "POST", "/sharing/asked", request(more));
	assert.equal(made.status, 201, JSON.stringify(made.body));
	return Number(made.body.location.match(/(\d+)$/)[1]);
}
const shared = (as, path) => ask(as, "GET", `/shared/gieng-nuoc/${path}`);

test("from the request to the refusal of a field, and to the end", async () => {
	const before = (await told(OWNER)).length, id = await asked();
	assert.equal((await shared(USER, `records?thoa-thuan=${id}`)).status, 403, "nobody has answered yet");
	const waiting = (await ask(OWNER, "GET", "/sharing/given")).body.agreements.find((one) => one.id === id);
	assert.equal(waiting.state, "Chờ trả lời");
	const notices = await told(OWNER);
	assert.equal(notices.length, before + 1);
	assert.match(notices[0].title, new RegExp(`số ${id}`));
	assert.equal((await ask(OWNER, "POST", `/sharing/given/${id}/approve`, {})).status, 201);
	const { status, body } = await shared(USER, `records?thoa-thuan=${id}`);
	assert.equal(status, 200);
	assert.ok(body.records.length > 1);
	for (const one of body.records) assert.deepEqual(Object.keys({ number: "", ...one.fields }).sort(), ["label", "number"]);
	const numbered = body.records.find((one) => one.fields.number), key = numbered.fields.number, refused = await shared(USER, `records?thoa-thuan=${id}&truong=label,depth`);
	assert.equal(refused.status, 403);
	assert.match(refused.body.detail, /không cho trường “Độ sâu”/);
	const one = await shared(USER, `record?thoa-thuan=${id}&ma=${key}&truong=label`);
	assert.deepEqual(one.body.fields, { label: numbered.fields.label });
	assert.equal((await shared(USER, `exists?thoa-thuan=${id}&ma=GN-9999`)).body.is_there, false);
	assert.deepEqual((await shared(USER, `value?thoa-thuan=${id}&so=${numbered.id}&truong=number`)).body.value, { number: key });
	const over = await shared(USER, `records?thoa-thuan=${id}`);
	assert.equal(over.status, 429);
	assert.match(over.body.detail, /4 lần gọi một ngày/);
	for (const [as, side] of [[OWNER, "given"], [ASKER, "asked"]]) {
		const page = (await ask(as, "GET", `/sharing/${side}/${id}`)).body;
		assert.deepEqual({ ...page.days[0], on_day: "" }, { on_day: "", calls: 4, records: body.records.length + 2, refused: 3 });
		assert.ok(page.calls.some((call) => /Độ sâu/.test(call.refused)));
	}
	assert.equal((await ask(OWNER, "POST", `/sharing/given/${id}/revoke`, {})).status, 422, "a reason is needed");
	assert.equal((await ask(OWNER, "POST", `/sharing/given/${id}/revoke`, { note: "Hết mùa hạn" })).status, 201);
	const gone = await shared(USER, `records?thoa-thuan=${id}`);
	assert.equal(gone.status, 403);
	assert.match(gone.body.detail, /thu hồi/);
	assert.match((await ask(ASKER, "GET", "/notices")).body.notices[0].text, /Hết mùa hạn/);
});

test("the pages: asked, refused with a reason, read by both", async () => {
	const chief = await signedIn(ASKER), owner = await signedIn(OWNER), page = "/chia-se/de-nghi?so=gieng-nuoc";
	const wrong = await chief.submit(page, "/chia-se/de-nghi", { ...request({ owner: "Xã Không Đâu" }), fields: "label", below: "", own: "", until: "31/03/2027" });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /Không có đơn vị nào tên như vậy/);
	assert.match(wrong.text, /value="label"[^>]*checked/, "what was ticked is not lost");
	assert.match(wrong.text, /Đối chiếu nguồn nước/);
	const made = await chief.submit(page, "/chia-se/de-nghi", { ...request(), fields: "label", below: "", own: "", until: "31/03/2027" });
	assert.equal(made.status, 303, made.text);
	const id = made.location.match(/(\d+)$/)[1], form = `/chia-se/cho/${id}/lam/tu-choi`;
	assert.match((await owner.get(`/chia-se/cho/${id}`)).text, /Từ chối/);
	assert.equal((await owner.submit(form, `/chia-se/cho/${id}/tu-choi`, { note: "" })).status, 422);
	assert.equal((await owner.submit(form, `/chia-se/cho/${id}/tu-choi`, { note: "Đã công khai trên trang xã" })).status, 303);
	const read = (await chief.get(`/chia-se/xin/${id}`)).text;
	assert.match(read, /Bị từ chối/);
	assert.match(read, /Đã công khai trên trang xã/);
	assert.match((await chief.get("/chia-se/du-lieu/gieng-nuoc?thoa-thuan=1")).text, /Giếng đình Gia Hòa/);
	assert.equal((await chief.get("/chia-se/du-lieu/gieng-nuoc?thoa-thuan=1&truong=depth")).status, 403);
});

test("whose data was given reads it: a registry with people in it leaves a look a record", async () => {
	const id = await asked({ registry: "phan-mo", fields: ["label", "place"], purpose: "Di dời phần mộ ven sông" });
	assert.equal((await ask(OWNER, "POST", `/sharing/given/${id}/approve`, {})).status, 201);
	const { body } = await ask(USER, "GET", "/shared/phan-mo/records");
	assert.ok(body.records.length > 0);
	const log = (await ask("quantri.cucphuong", "GET", "/audit?doi-tuong=record")).body.entries.filter((one) => one.action === "look" && one.detail.includes(`số ${id}:`));
	assert.equal(log.length, body.records.length);
	assert.match(log[0].detail, /Di dời phần mộ ven sông/);
});

test("a program's token does it, and only with the scope", async () => {
	const chief = await signedIn(ASKER), page = "/tai-khoan/ma-truy-cap";
	const key = async (scope) => (await chief.submit(page, page, { name: "Bản đồ nước", scope, days: "30" })).text.match(/dinh_[A-Za-z0-9_-]{43}/)[0];
	assert.equal((await api("GET", "/shared/gieng-nuoc/records?thoa-thuan=1", await key("sharing.use"))).status, 200);
	assert.equal((await api("GET", "/shared/gieng-nuoc/records?thoa-thuan=1", await key("registry.read"))).status, 403);
});
