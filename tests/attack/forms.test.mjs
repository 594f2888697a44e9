// What people send in the fields of a form: numbers, dates, telephones, conditions and lists made to break their readers. Bounded.
import assert from "node:assert/strict";
import test from "node:test";
import { api, base, password, signedIn } from "../http/client.mjs";

const { text } = await api("POST", "/sessions", null, { login: "0530000003", password });
const as = JSON.parse(text).token;
const procedure = async (code) => JSON.parse((await api("GET", `/procedures?tu-khoa=${code}`)).text).procedures.find((p) => p.code === code).id;
const unit = JSON.parse((await api("GET", "/units?tim=gia+lam+ninh+binh")).text).found.find((u) => u.full_name === "Xã Gia Lâm" && !u.valid_to).id;
const land = await procedure("1.013992");
const who = { name: "Đinh Thị Hoà", personal_number: "037190000123", birth_on: "1990-02-03", phone: "0912 000 123", address: "Thôn 2, Xã Gia Lâm", result_by: "desk", declared: true };
const raw = async (body) => {
	const reply = await fetch(`${base}/api/v1/my/dossiers`, { method: "POST", body, headers: { authorization: `Bearer ${as}`, "content-type": "application/json" } });
	return { status: reply.status, text: await reply.text() };
};
const filed = (more) => raw(JSON.stringify({ procedure: land, receiving_unit: unit, ...who, ...more }));

test("numbers that no double holds are told, never taken for others", async () => {
	for (const area of ["85.555", "64.10000000000000001", "1e400", "-1e-400", "99999999999999999999", "1e18", "0.001", "NaN", "1e99999999999999999999", `${"9".repeat(5000)}`, `0.${"1".repeat(5000)}`]) {
		const body = JSON.stringify({ procedure: land, receiving_unit: unit, ...who, answers: { area: 0 } }).replace('"area":0', `"area":${area}`);
		const reply = await raw(body);
		assert.ok([400, 422].includes(reply.status), `${area.slice(0, 30)}: ${reply.status}`);
	}
});

test("texts that look like numbers inside texts do not move the numbers beside them", async () => {
	const answers = '{"content":"\\"1.5\\\\\\" 2,5 -3e4 {[","area":85.555,"certificate_number":"9\\\\\\\\","changed_area":0.29,"whole":false}';
	const reply = await raw(JSON.stringify({ procedure: land, receiving_unit: unit, ...who }).replace(/}$/, `,"answers":${answers}}`));
	assert.equal(reply.status, 422);
	const problems = JSON.parse(reply.text).problems;
	assert.match(problems.find((p) => p.field === "answers.area").text, /hai chữ số sau dấu phẩy/);
	assert.ok(!problems.some((p) => p.field === "answers.changed_area"), "0.29 is good");
});

test("dates, telephones and addresses made to break their readers are refused with a sentence", async () => {
	const odd = ["9".repeat(20), "0".repeat(20), "-".repeat(20), "+".repeat(20), "++84", "+0", "00", "(".repeat(20), "１".repeat(6), "\u0000", "\ud800", "%s%n%x", "1/1/1e9", "00/00/0000", "-1/-1/-1"];
	for (const value of odd) {
		const reply = await filed({ birth_on: value, phone: value, personal_number: value, email: value, content: "x" });
		assert.ok([400, 422].includes(reply.status), `${JSON.stringify(value)}: ${reply.status} ${reply.text.slice(0, 200)}`);
		const named = (JSON.parse(reply.text).problems ?? []).map((p) => p.field);
		if (named.includes("birth_on")) continue; // the reader of inputs stops before the rules of persons
		assert.ok(!named.length || ["phone", "personal_number", "email"].every((field) => named.includes(field)), `${JSON.stringify(value)}: ${named}`);
	}
});

test("what is hidden by a condition is never kept, whatever is sent; offers fill in nobody else", async () => {
	const phone = await signedIn("0530000003"), birth = await procedure("1.001193");
	const page = await phone.get(`/ho-so/nop?thu-tuc=${birth}`);
	const begun = await phone.submit(`/ho-so/nop?thu-tuc=${birth}`, "/ho-so/soan", {
		procedure: birth, receiving_unit: page.text.match(/<option value="(\d+)"[^>]*>\s*Xã Gia Lâm/)[1], channel: "online" });
	const version = (await phone.get(begun.location)).text.match(/name="version" value="(\d+)"/)[1];
	const sent = await phone.submit(begun.location, begun.location, {
		version, then: "later", ...who, e_relation: "relative", e_mother_known: "no", e_mother_name: "<script>alert(1)</script>", e_ethnicity: "<b>Kinh</b>", e_offered: "0" });
	assert.equal(sent.status, 303);
	const draft = JSON.parse((await api("GET", `/my/drafts/${begun.location.split("/").pop()}`, as)).text).draft;
	const answers = JSON.parse(draft.answers);
	assert.equal(answers.mother_name, undefined);
	assert.equal(answers.ethnicity, "<b>Kinh</b>", "what was typed wrong stays as text");
	assert.doesNotMatch((await phone.get(begun.location)).text, /<b>Kinh/);
	const other = await (await signedIn("0530000004")).get(begun.location);
	assert.equal(other.status, 404, "a draft is its owner's");
});
