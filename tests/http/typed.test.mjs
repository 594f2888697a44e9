// What people really type and send: telephones and personal numbers in groups, births of which only the year is known, decimals,
// addresses that cannot exist. By form and by JSON, from the desk, a citizen and a program.
import assert from "node:assert/strict";
import test from "node:test";
import { api, signedIn, sixDigits, token } from "./client.mjs";

async function procedure(code) {
	const { text } = await api("GET", `/procedures?tu-khoa=${code}`);
	return JSON.parse(text).procedures.find((p) => p.code === code).id;
}
const unit = async () => {
	const { text } = await api("GET", "/units?tim=gia+lam+ninh+binh");
	return JSON.parse(text).found.find((u) => u.full_name === "Xã Gia Lâm" && !u.valid_to).id;
};
const spaced = (number) => `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6, 9)} ${number.slice(9)}`;
const desk = await token("motcua.gialam");
const at = await procedure("1.004837");
const intake = (more) => api("POST", "/dossiers", desk, {
	client_key: `t${sixDigits()}${sixDigits()}`, outcome: "received", channel: "desk", name: "Bùi Thị Lan", personal_number: `037150${sixDigits()}`,
	phone: "0912000123", address: "Thôn 2, xã Gia Lâm", procedure: at, papers: [2], originals: [1], copies: [0], result_by: "desk", ...more });
const kept = async (reply) => JSON.parse((await api("GET", `/dossiers/${JSON.parse(reply.text).location.match(/\d+$/)[0]}`, desk)).text).dossier;
const problem = (reply, field) => JSON.parse(reply.text).problems?.find((p) => p.field === field)?.text;

test("telephone numbers as people write them, also abroad", async () => {
	for (const phone of ["84912345678", "0084912345678", "(+84) 912 345 678", "0912–345–678", "0912.345.678", "0912\u00a0345\u00a0678"]) {
		const reply = await intake({ phone });
		assert.equal(reply.status, 201, `${phone}: ${reply.text}`);
		assert.equal((await kept(reply)).applicant_phone, "0912345678", phone);
	}
	assert.equal((await kept(await intake({ phone: "0844666531" }))).applicant_phone, "0844666531");
	assert.equal((await kept(await intake({ phone: "+82 2-312-3456" }))).applicant_phone, "+8223123456");
	const phone = `09${sixDigits()}12`, grouped = `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`;
	assert.equal((await intake({ phone })).status, 201);
	for (const typed of [phone, grouped, grouped.replaceAll(" ", "."), `+84${phone.slice(1)}`]) {
		const found = JSON.parse((await api("GET", `/dossiers?tim=${encodeURIComponent(typed)}`, desk)).text);
		assert.equal(found.dossiers.length, 1, typed);
	}
	const wrong = await intake({ phone: "912345" });
	assert.equal(wrong.status, 422);
	assert.match(problem(wrong, "phone"), /0912 345 678.*mã nước/);
});

test("a citizen signs in with his telephone as he writes it", async () => {
	for (const login of ["84530000001", "+84 530 000 001", "0530 000 001"]) assert.ok(await token(login), login);
});

test("personal numbers in groups, wherever they are typed", async () => {
	const number = `037190${sixDigits()}`;
	const taken = await intake({ personal_number: spaced(number), birth_on: "1990-05-12" });
	assert.equal(taken.status, 201, taken.text);
	assert.equal((await kept(taken)).applicant_number, number);
	const found = JSON.parse((await api("GET", `/people?q=${encodeURIComponent(spaced(number))}`, desk)).text);
	assert.ok(JSON.stringify(found).includes("Bùi Thị Lan"), JSON.stringify(found).slice(0, 300));
	const counter = JSON.parse((await api("POST", "/desk/find", desk, { find: spaced(number) })).text);
	assert.ok(JSON.stringify(counter).includes((await kept(taken)).code), JSON.stringify(counter).slice(0, 300));

	const who = await token("0530000001"), to = await unit();
	const filed = await api("POST", "/my/dossiers", who, {
		procedure: at, receiving_unit: to, name: "Đinh Thị Hoà", personal_number: "037 190 000 123", phone: "+84 912 000 123", address: "Thôn 2, xã Gia Lâm",
		result_by: "desk", declared: true, content: "Xác nhận" });
	assert.equal(filed.status, 201, filed.text);
	const short = await api("POST", "/my/dossiers", who, {
		procedure: at, receiving_unit: to, name: "Đinh Thị Hoà", personal_number: "037 190 000 12", phone: "0912000123", address: "Thôn 2", result_by: "desk",
		declared: true, content: "Xác nhận" });
	assert.equal(problem(short, "personal_number"), "Số định danh cá nhân có đúng 12 chữ số, in trên thẻ căn cước.");
});

test("of a birth only what is known is asked", async () => {
	for (const [typed, stored, shown] of [["1950", "1950", "1950"], ["05/1950", "1950-05", "05/1950"], ["00/00/1950", "1950", "1950"], ["1-2-1950", "1950-02-01", "01/02/1950"],
		["1.2.1950", "1950-02-01", "01/02/1950"], ["01021950", "1950-02-01", "01/02/1950"]]) {
		const reply = await intake({ birth_on: typed, personal_number: `037050${sixDigits()}` });
		assert.equal(reply.status, 201, `${typed}: ${reply.text}`);
		const dossier = await kept(reply);
		assert.equal(dossier.applicant_birth_on, stored, typed);
		const page = await (await signedIn("motcua.gialam")).get(`/mot-cua/${dossier.id}`);
		assert.match(page.text, new RegExp(`Ngày sinh</dt>\\s*<dd[^>]*>\\s*${shown}\\s*<`), typed);
	}
	for (const [typed, says] of [["30/02/1990", /không có ngày 30\/02\/1990/], ["1/2/90", /bốn chữ số/], ["hôm kia", /ngày\/tháng\/năm/], ["13/1950", /không có tháng 13/]]) {
		const reply = await intake({ birth_on: typed });
		assert.equal(reply.status, 422, typed);
		assert.match(problem(reply, "birth_on"), says);
	}
	const year = await intake({ birth_on: "1951", personal_number: `037050${sixDigits()}` });
	assert.match(problem(year, "personal_number"), /không khớp với năm sinh/);
});

test("a card completes a birth of which the year was known, and is no other person", async () => {
	const number = `037050${sixDigits()}`;
	assert.equal((await intake({ birth_on: "1950", personal_number: number })).status, 201);
	const card = `${number}||Bùi Thị Lan|12051950|Nam|Thôn 2, Gia Lâm, Ninh Bình|01012022`;
	const seen = await api("POST", "/people/card", desk, { card });
	assert.ok([200, 201].includes(seen.status), seen.text);
	assert.deepEqual((JSON.parse(seen.text).differences ?? []).filter((d) => d.fact === "birth_on"), []);
	const again = await intake({ birth_on: "1950-05-12", personal_number: number });
	assert.equal(again.status, 201, again.text);
	const list = JSON.parse((await api("GET", `/people?q=${number}`, desk)).text);
	assert.ok(JSON.stringify(list).includes("1950"), JSON.stringify(list));
});

test("64,1 m² can be handed in; a third decimal is told", async () => {
	const who = await signedIn("0530000003"), land = await procedure("1.013992");
	const page = await who.get(`/ho-so/nop?thu-tuc=${land}`);
	const begun = await who.submit(`/ho-so/nop?thu-tuc=${land}`, "/ho-so/soan", {
		procedure: land, receiving_unit: page.text.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1], channel: "online" });
	const draft = begun.location;
	for (const area of ["64,1", "1,1", "0,29", "1.085,05"]) {
		const version = (await who.get(draft)).text.match(/name="version" value="(\d+)"/)[1];
		const sent = await who.submit(draft, draft, { version, then: "next", e_area: area });
		assert.doesNotMatch(sent.text, /id="e_area-error"/, area);
		const review = await who.get(`${draft}/xem-lai`);
		assert.doesNotMatch(review.text, /phải là số/, area);
		assert.ok(review.text.includes(`${area} m²`) || review.text.includes(area), area);
	}
	const version = (await who.get(draft)).text.match(/name="version" value="(\d+)"/)[1];
	const wrong = await who.submit(draft, draft, { version, then: "next", e_area: "85,555" });
	assert.match(wrong.text, /id="e_area-error"[\s\S]{0,200}chỉ ghi đến hai chữ số sau dấu phẩy/);
});

test("e-mail addresses that cannot exist are refused, at the desk and in forms", async () => {
	for (const email of ["a@b.", "a@.vn", "a@b..vn", "<a@b.vn>", "a@b.v/n", "tên@b.vn"]) {
		const reply = await intake({ email });
		assert.equal(reply.status, 422, email);
		assert.match(problem(reply, "email"), /ten@vidu\.vn/);
	}
	assert.equal((await intake({ email: "nguyen.van-an+xa@mail.gov.vn" })).status, 201);
});
