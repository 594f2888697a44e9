// A form that knows: without script the mother is the applicant, papers follow the answers, the way says truly what is done.
import assert from "node:assert/strict";
import test from "node:test";
import { api, base, password, signedIn } from "./client.mjs";

const PDF = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
async function procedure(code) {
	const { text } = await api("GET", `/procedures?tu-khoa=${code}`);
	return JSON.parse(text).procedures.find((p) => p.code === code).id;
}
async function begin(browser, id) {
	const page = await browser.get(`/ho-so/nop?thu-tuc=${id}`);
	const place = page.text.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1];
	const reply = await browser.submit(`/ho-so/nop?thu-tuc=${id}`, "/ho-so/soan", { procedure: id, receiving_unit: place, channel: "online" });
	assert.equal(reply.status, 303);
	return reply.location;
}
const version = (text) => text.match(/name="version" value="(\d+)"/)[1];
const value = (text, name) => text.match(new RegExp(`<input[^>]*id="${name}"[^>]*>`))[0].match(/value="([^"]*)"/)[1];
const states = (text) => [...text.matchAll(/<li class="dinh-steps__item([^"]*)"/g)].map((m) => m[1].replace(/.*--/, "") || "next");
async function upload(browser, page, action, field) {
	const token = (await browser.get(page)).text.match(/name="_csrf" value="([^"]*)"/)[1];
	const form = new FormData();
	form.append("_csrf", token);
	form.append("then", "stay");
	form.append(field, new Blob([PDF], { type: "application/pdf" }), "giay.pdf");
	const cookie = [...browser.cookies].map(([k, v]) => `${k}=${v}`).join("; ");
	return fetch(base + action, { method: "POST", body: form, redirect: "manual", headers: { cookie, origin: base } });
}

const who = { name: "Đinh Thị Hoà", personal_number: "037190000123", birth_on: "03/02/1990", phone: "0912 000 123", email: "", address: "Thôn 2, Xã Gia Lâm, Tỉnh Ninh Bình",
	result_by: "desk", result_address: "" };
const child = { e_child_name: "Lê Gia An", e_born_on: "01/11/2026", e_sex: "male", e_ethnicity: "kinh", e_nationality: "viet nam", e_birth_place: "Trạm y tế xã Gia Lâm",
	e_home_town: "Gia Lâm, Ninh Bình", e_mother_ethnicity: "Cao Lan", e_father_known: "no", e_birth_paper: "certificate", e_wants_copies: "no" };

test("the mother is not asked for what she has said as the applicant; papers follow the answers", async () => {
	const phone = await signedIn("0530000003"), draft = await begin(phone, await procedure("1.001193"));
	let page = await phone.get(draft);
	assert.deepEqual(states(page.text), ["done", "now", "next", "next"]);
	assert.deepEqual(states((await phone.get(`${draft}/xem-lai`)).text), ["done", "next", "next", "now"], "looking ahead makes nothing done");
	assert.match(page.text, /<datalist id="ethnic_groups">[\s\S]*?<option value="Kinh">/);
	assert.equal(page.text.match(/<datalist id="countries">/g).length, 1);
	assert.equal(value(page.text, "e_nationality"), "Việt Nam");

	// Only the relation is chosen: what is known of the mother comes back filled in, and everything else that misses is named.
	let reply = await phone.submit(draft, draft, { ...who, version: version(page.text), then: "next", e_relation: "mother" });
	assert.equal(reply.status, 422);
	assert.equal(value(reply.text, "e_mother_name"), "Đinh Thị Hoà");
	assert.equal(value(reply.text, "e_mother_born_on"), "03/02/1990");
	assert.equal(value(reply.text, "e_mother_number"), "037190000123");
	assert.doesNotMatch(reply.text, /id="e_mother_name-error"/);
	assert.match(reply.text, /id="e_mother_ethnicity-error"/);
	const home = { "e_mother_home-province": "37", "e_mother_home-commune": "xã gia lâm" };
	reply = await phone.submit(draft, draft, { ...who, version: version(reply.text), then: "next", e_relation: "mother", ...child, ...home, e_ethnicity: "Kinhh" });
	assert.equal(reply.status, 422);
	assert.match(reply.text, /id="e_ethnicity-error"[\s\S]{0,160}danh sách không có “Kinhh”/);
	reply = await phone.submit(draft, draft, { ...who, version: version(reply.text), then: "next", e_relation: "mother", ...child, ...home });
	assert.equal(reply.status, 422);
	const misses = [...reply.text.match(/error-summary__list">([\s\S]*?)<\/ul>/)[1].matchAll(/href="#(\w+)"/g)].map((m) => m[1]);
	assert.deepEqual(misses, ["component_6"], "nothing but the file of the form, told beside its field");

	page = await phone.get(`${draft}/giay-to`);
	assert.doesNotMatch(page.text, /trẻ em bị bỏ rơi/, "no foundling");
	assert.doesNotMatch(page.text, /name="component_4"/, "a mother needs nobody's authority");
	assert.match(page.text, /name="component_5"/);
	assert.deepEqual(states(page.text), ["done", "wrong", "now", "next"], "the file of the form misses");
	page = await phone.get(`${draft}/xem-lai`);
	assert.match(page.text, /Đính kèm “Giấy chứng sinh hoặc giấy tờ thay thế”/);
	assert.match(page.text, /Sán Chay/);
	assert.doesNotMatch(page.text, /<dd[^>]*>\s*—\s*<\/dd>/, "what nobody wrote is not listed");
	reply = await phone.submit(`${draft}/xem-lai`, `${draft}/nop`, { version: version(page.text), declared: "1" });
	assert.equal(reply.status, 422);
	assert.match(reply.text, /Đính kèm “Giấy chứng sinh/);

	assert.equal((await upload(phone, `${draft}/giay-to`, `${draft}/giay-to`, "component_6")).status, 303);
	page = await phone.get(`${draft}/xem-lai`);
	assert.deepEqual(states(page.text), ["done", "done", "done", "now"]);
	reply = await phone.submit(`${draft}/xem-lai`, `${draft}/nop`, { version: version(page.text), declared: "1" });
	assert.equal(reply.status, 303, reply.text.slice(0, 500));
});

test("a program too is told which paper the answers require", async () => {
	const { text } = await api("POST", "/sessions", null, { login: "0530000003", password });
	const as = JSON.parse(text).token, units = JSON.parse((await api("GET", "/units?tim=gia+lam+ninh+binh")).text);
	const answers = { certificate_number: "12", certificate_serial: "AB 1", certificate_on: "2020-01-02", parcel_place: { province: "37", commune: "Xã Gia Lâm" }, parcel: "1",
		sheet: "2", area: 64.1, old_use: "perennial", new_use: "residential", whole: true, content: "x", debt: false, measure: false };
	const reply = await api("POST", "/my/dossiers", as, { procedure: await procedure("1.013992"), receiving_unit: units.found.find((u) => u.full_name === "Xã Gia Lâm" && !u.valid_to).id,
		...who, birth_on: "1990-02-03", declared: true, answers });
	assert.equal(reply.status, 422, reply.text);
	assert.deepEqual(JSON.parse(reply.text).problems.map((p) => [p.field, p.text]), [["component_2", "Đính kèm “Giấy chứng nhận đã cấp”"]]);
});

test("without script Enter presses the main button of every page of the way", async () => {
	const phone = await signedIn("0530000003"), draft = await begin(phone, await procedure("1.012784"));
	const { text } = await phone.get(draft);
	for (const form of text.match(/<form[^>]*method="post"[\s\S]*?<\/form>/g)) {
		const first = form.match(/<button[^>]*>|<input[^>]*type="submit"[^>]*>/)?.[0] ?? "";
		assert.doesNotMatch(first, /e_add|e_remove|name="pick"/, first);
	}
});
