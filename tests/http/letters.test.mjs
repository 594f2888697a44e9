// Letters and places as they come: names in any script, look-alikes, invisible characters, apostrophes, spellings, addresses. By form, by
// JSON, in searches; any text is taken or refused with a sentence.
import assert from "node:assert/strict";
import test from "node:test";
import { api, base, Browser, signedIn, sixDigits, token } from "./client.mjs";

const desk = await token("motcua.gialam");
const at = JSON.parse((await api("GET", "/procedures?tu-khoa=1.004837")).text).procedures.find((p) => p.code === "1.004837").id;
const wish = (more) => ({ client_key: `l${sixDigits()}${sixDigits()}`, outcome: "received", channel: "desk", name: "Bùi Thị Lan",
	personal_number: `037190${sixDigits()}`, phone: "0912000123", address: "Thôn 2, xã Gia Lâm", procedure: at, papers: [2], originals: [1], copies: [0],
	result_by: "desk", ...more });
const taken = (browser, fields) => browser.submit("/mot-cua/tiep-nhan", "/mot-cua/tiep-nhan", fields);
const intake = (more) => api("POST", "/dossiers", desk, wish(more));
const kept = async (reply) => JSON.parse((await api("GET", `/dossiers/${JSON.parse(reply.text).location.match(/\d+$/)[0]}`, desk)).text).dossier;
const found = async (typed) => JSON.parse((await api("GET", `/dossiers?tim=${encodeURIComponent(typed)}`, desk)).text);
const people = async (typed) => JSON.parse((await api("GET", `/people?q=${encodeURIComponent(typed)}`, desk)).text);
const units = async (typed) => JSON.parse((await api("GET", `/units?tim=${encodeURIComponent(typed)}`)).text).found;

test("names in any script are taken in and found", async () => {
	const names = [["Søren Hansen", "soren hansen"], ["Łukasz Nowak", "lukasz nowak"], ["Иван Петров", "иван петров"], ["Œuvre Œ", "oeuvre"],
		["Aª Bº", "aa bo"], ["Ðỗ Văn Ðạt", "Đỗ Văn Đạt"], ["H'HEN NIÊ", "Hhen Niê"], ["K’BRỂ", "kbre"], ["KSOR H'BIA", "ksor hbia"], ["O'BRIEN", "obrien"],
		["Nay Ƀơ Ñŏ Ê̆ban", "nay bo no eban"], ["李小龍", "李小龍"], ["សុខ ចាន់", "សុខ"], ["محمد علي", "محمد علي"], ["Y-Bih Ênuôl", "Y Bih"]];
	for (const [name, typed] of names) {
		const number = `066190${sixDigits()}`, reply = await intake({ name, personal_number: number, address: "Thôn 2, xã Gia Lâm, tỉnh Ninh Bình" });
		assert.equal(reply.status, 201, `${name}: ${reply.text}`);
		const code = (await kept(reply)).code;
		assert.ok((await found(typed)).dossiers.some((d) => d.code === code), `${typed} finds the dossier of ${name}`);
		assert.ok(JSON.stringify(await people(typed)).includes(number.slice(-2)), `${typed} finds ${name}`);
		const paper = await fetch(`${base}/api/v1/dossiers/${JSON.parse(reply.text).location.match(/\d+$/)[0]}/receipt`, { headers: { authorization: `Bearer ${desk}` } });
		assert.equal(paper.status, 200, `the receipt of ${name}`);
	}
	for (const [typed, shown] of [["H'HEN NIÊ", "H'Hen Niê"], ["K’BRỂ", "K’Brể"], ["KSOR H'BIA", "Ksor H'Bia"], ["O'BRIEN", "O'Brien"], ["ИВАН", "Иван"]])
		assert.equal((await kept(await intake({ name: typed }))).applicant_name, shown);
});

test("look-alikes, spaces and what nobody sees are settled on the way in, by form and by JSON", async () => {
	const cases = [["Nguyễn\u00a0Văn\u2007An", "Nguyễn Văn An"], ["Lê   Văn    B", "Lê Văn B"], ["Ðỗ Văn Ðạt", "Đỗ Văn Đạt"], ["Nguy\u00adễn\u200b An\ufeff", "Nguyễn An"],
		["Nguye\u0302\u0303n An", "Nguyễn An"], ["Nguye\u0303\u0302n An", "Nguyễn An"], ["\u202eLê\u2066 Bình\u2069", "Lê Bình"], ["Tra\u0341n La\u0340", "Trán Là"]];
	for (const [typed, name] of cases) assert.equal((await kept(await intake({ name: typed }))).applicant_name, name, JSON.stringify(typed));
	const browser = await signedIn("motcua.gialam");
	for (const [typed, name] of cases.slice(0, 3)) {
		const form = { ...wish({ name: typed }), papers: "2", originals_2: "1", copies_2: "0", resident: "elsewhere" };
		delete form.originals;
		delete form.copies;
		const reply = await taken(browser, form);
		assert.equal(reply.status, 303, reply.text.match(/error-summary[^]*?<\/ul>/)?.[0] ?? reply.status);
		const page = await browser.get(reply.location.replace(/.*vua=(\d+).*/, "/mot-cua/$1"));
		assert.ok(page.text.includes(name), name);
	}
	assert.equal((await kept(await intake({ phone: "0912\u00a0345\u2007678" }))).applicant_phone, "0912345678");
	const number = `037190${sixDigits()}`;
	assert.equal((await intake({ name: "Lê\u00a0Văn  Bảy", personal_number: number })).status, 201);
	const card = await api("POST", "/people/card", desk, { card: `${number}||Lê Văn Bảy|01011990|Nam|Thôn 2, Gia Lâm, Ninh Bình|01012021` });
	assert.ok(!JSON.stringify(card.text).includes("Khác với dữ liệu"), "a plain space is no other name");
});

test("dossiers are found without the apostrophe, with another one, by a telephone as people write it", async () => {
	const phone = `09${sixDigits()}77`, reply = await intake({ name: "H'Hen Niê", phone }), { code } = await kept(reply);
	for (const typed of ["Hhen Niê", "H’Hen Niê", "h hen nie", "HEN NIÊ", phone, `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`,
		`${phone.slice(0, 4)}.${phone.slice(4, 7)}.${phone.slice(7)}`, `+84${phone.slice(1)}`, `niê ${phone.slice(0, 4)} ${phone.slice(4)}`])
		assert.ok((await found(typed)).dossiers.some((d) => d.code === code), typed);
});

test("a search goes on to the oldest, in the API and on the page", async () => {
	const first = await kept(await intake({ name: "Giàng Thị Xua" }));
	for (let i = 0; i < 52; i++) assert.equal((await intake({ name: "Giàng Thị Xua" })).status, 201);
	const codes = new Set();
	let next = "", pages = 0;
	do {
		const page = JSON.parse((await api("GET", `/dossiers?tim=gi%C3%A0ng+xua&sau=${next}`, desk)).text);
		for (const d of page.dossiers) {
			assert.ok(!codes.has(d.code), "once each");
			codes.add(d.code);
		}
		next = page.next;
		pages++;
	} while (next && pages < 9);
	assert.equal(codes.size, 53);
	assert.equal(pages, 2);
	assert.ok(codes.has(first.code), "the oldest");
	const browser = await signedIn("motcua.gialam");
	const page = await browser.get("/mot-cua?tim=gi%C3%A0ng+xua");
	assert.match(page.text, /50 hồ sơ trên trang này, mới nhất trước; còn nữa/);
	const link = page.text.match(/href="(\/mot-cua\?[^"]*sau=[^"]*)"/)?.[1].replaceAll("&amp;", "&");
	assert.ok(link?.includes("tim="), link);
	assert.ok((await browser.get(link)).text.includes(first.code));
});

test("units: names that look like a kind, three levels, spellings", async () => {
	for (const name of ["Quản Bạ", "Quan Hóa", "Quan Triều", "Tịnh Khê", "Quân Chu", "Phương Đông", "Ðông Anh"])
		assert.ok((await units(name))[0]?.full_name.endsWith(name.replace("Ð", "Đ")), `${name}: ${(await units(name))[0]?.full_name}`);
	for (const [typed, name] of [["Qui Nhơn", "Quy Nhơn"], ["Lí Sơn", "Lý Sơn"], ["Kì Anh", "Kỳ Anh"], ["Mĩ Tho", "Mỹ Tho"], ["Ea HLeo", "Ea H'Leo"], ["MDrắk", "M'Drắk"]])
		assert.ok((await units(typed))[0]?.full_name.endsWith(name), `${typed}: ${(await units(typed))[0]?.full_name}`);
	assert.ok((await units("Đắk Rlấp"))[0].full_name.includes("R'Lấp"));
	for (const typed of ["Xã Gia Lâm, huyện Nho Quan, tỉnh Ninh Bình", "Gia Lâm, Nho Quan, Ninh Bình"]) {
		const list = await units(typed);
		assert.deepEqual(list.map((u) => [u.full_name, u.parent_name, !u.valid_to]), [["Xã Gia Lâm", "Tỉnh Ninh Bình", true], ["Xã Gia Lâm", "Huyện Nho Quan", false]]);
	}
	const year = await (await fetch(`${base}/lich?tim=${encodeURIComponent("Quản Bạ")}`)).text();
	assert.ok(year.includes("Quản Bạ, Tỉnh Tuyên Quang"), "the calendar finds it too");
});

const home = async (more) => {
	const name = `Trịnh Thử ${["Ân", "Bảo", "Cúc", "Dung", "Em"][Math.floor(Math.random() * 5)]}`, number = `037090${sixDigits()}`;
	const reply = await intake({ name, personal_number: number, ...more });
	assert.equal(reply.status, 201, reply.text);
	const list = await people(number), one = list.found?.[0] ?? list.people?.[0] ?? list.persons?.[0];
	const seen = JSON.parse((await api("GET", `/people/${one.id}?purpose=receive`, desk)).text);
	return (seen.person ?? seen).unit_name || null;
};

test("who lives here is read from whole parts of the address; in doubt nothing is assumed", async () => {
	for (const address of ["Số 5, xã Gia Lâm, tỉnh Ninh Bình", "Thôn 3, X. Gia Lâm, H. Nho Quan, T. Ninh Bình", "Xóm 2, Gia Lâm, Nho Quan, Ninh Bình"])
		assert.equal(await home({ address }), "Xã Gia Lâm", address);
	for (const address of ["Số 5, xã Gia Lâm, thành phố Hà Nội", "xã Gia Lâm Thượng, Lai Châu", "Số 5, xã Gia Lâm", "Thôn Gia Lâm, xã Nho Quan, Ninh Bình"])
		assert.equal(await home({ address }), null, address);
	for (const [address, unit] of [["Thôn 3, Gia Lâm, Ninh Bình", "Xã Gia Lâm"], ["Số 5, Gia Lâm, Hà Nội", null], ["", "Xã Gia Lâm"]]) {
		const reply = await api("POST", "/people/card/apply", desk, { card: `037090${sixDigits()}||Trịnh Văn Thẻ|01011990|Nam|${address}|01012021` });
		assert.equal(reply.status, 201, reply.text);
		const seen = JSON.parse((await api("GET", `/people/${JSON.parse(reply.text).location.match(/people\/(\d+)/)[1]}?purpose=receive`, desk)).text);
		assert.equal((seen.person ?? seen).unit_name || null, unit, `card: ${address}`);
	}
	assert.equal(await home({ address: "Số 5, xã Gia Lâm", resident: "here" }), "Xã Gia Lâm");
	assert.equal(await home({ address: "Số 5, xã Gia Lâm, thành phố Hà Nội", resident: "here" }), null, "an answer is for doubt only");
});

test("in doubt the officer is asked, and what he typed stays", async () => {
	const browser = await signedIn("motcua.gialam");
	const form = (more) => {
		const all = { ...wish({ address: "Số 5, xã Gia Lâm", name: "Đinh Văn Hỏi" }), papers: "2", originals_2: "1", copies_2: "0", ...more };
		delete all.originals;
		delete all.copies;
		return all;
	};
	const first = form({}), asked = await taken(browser, first);
	assert.equal(asked.status, 422);
	assert.match(asked.text, /Nơi cư trú này có thuộc Xã Gia Lâm, Tỉnh Ninh Bình không\?/);
	assert.match(asked.text, /cũng có thể là: [^<]*Thành phố Hà Nội/);
	assert.ok(asked.text.includes('value="Số 5, xã Gia Lâm"') && asked.text.includes('value="Đinh Văn Hỏi"'));
	assert.equal((await taken(browser, { ...first, resident: "here" })).status, 303);
	const again = await taken(browser, form({ personal_number: first.personal_number }));
	assert.equal(again.status, 303, "who is known to live here is not asked about again");
	assert.equal((await taken(browser, form({ address: "Số 5, xã Gia Lâm, Hà Nội" }))).status, 303, "clear addresses need no answer");
});

// Texts of every kind: a good one and what a program may send; seeded, so that a failure can be looked at again.
function* texts(n) {
	let seed = 20261127;
	const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
	const blocks = [[0x20, 0x7f], [0x80, 0x250], [0x300, 0x370], [0x370, 0x600], [0x900, 0xe80], [0x1780, 0x1800], [0x1ea0, 0x1f00], [0x2000, 0x2070],
		[0x4e00, 0x4f00], [0xaa00, 0xaa60], [0xac00, 0xad00], [0xfe00, 0x10000], [0x1f300, 0x1f600], [0xe0000, 0xe0080], [1, 0x20]];
	for (let i = 0; i < n; i++) {
		let s = i % 2 ? "Lê " : "";
		for (let k = 3 + random(18); k > 0; k--) {
			const [from, to] = blocks[random(blocks.length)];
			s += String.fromCodePoint(from + random(to - from));
		}
		yield s;
	}
}

test("any text is taken or refused with a sentence, wherever it comes in", async () => {
	const browser = await signedIn("motcua.gialam");
	for (const s of texts(60)) {
		const reply = await intake({ name: s, address: s, fee_receipt: s.slice(0, 20) });
		assert.ok(reply.status === 201 || reply.status === 422, `${JSON.stringify(s)}: ${reply.status} ${reply.text.slice(0, 200)}`);
		if (reply.status === 422) assert.ok(JSON.parse(reply.text).problems?.length, reply.text);
		for (const path of [`/dossiers?tim=${encodeURIComponent(s)}`, `/people?q=${encodeURIComponent(s)}`, `/units?tim=${encodeURIComponent(s)}`,
			`/procedures?tu-khoa=${encodeURIComponent(s)}`, `/desk/procedures?q=${encodeURIComponent(s)}`]) {
			const answer = await api("GET", path, desk);
			assert.ok(answer.status === 200 || answer.status === 422 || answer.status === 429, `${path}: ${answer.status} ${answer.text.slice(0, 200)}`);
		}
	}
	for (const s of texts(12)) {
		const page = await taken(browser, { client_key: "x", outcome: "received", name: s, address: s, procedure_words: s, step: "procedure" });
		assert.ok([200, 303, 422].includes(page.status), `${JSON.stringify(s)}: ${page.status}`);
	}
});
