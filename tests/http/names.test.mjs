// People, units and things are asked for by their names in administration, and shown by them: nobody types or reads an internal number.
import assert from "node:assert/strict";
import test from "node:test";
import { signedIn, sixDigits } from "./client.mjs";

const log = (browser, fields) => browser.get("/quan-tri/nhat-ky?" + new URLSearchParams(fields));
const rows = (page) => [...page.text.matchAll(/data-label="Người thực hiện">([^]*?)<\/td>/g)].map((m) => m[1].replace(/<[^>]*>/g, "").trim());
const choices = (page) => [...page.text.matchAll(/<li><a class="govuk-link" href="(\/quan-tri\/nhat-ky[^"]*)">([^<]*)</g)].map((m) => [m[1].replaceAll("&amp;", "&"), m[2]]);

test("the log is asked by a login, a name, a unit, the code of a dossier", async () => {
	await signedIn("motcua.gialam");
	const platform = await signedIn("quantri"), administrator = await signedIn("quantri.gialam");
	for (const browser of [platform, administrator]) {
		const page = await log(browser, { ten: "motcua.gialam" });
		assert.equal(page.status, 200);
		assert.ok(rows(page).length > 0);
		for (const who of rows(page)) assert.match(who, /\(motcua\.gialam\)/);
		assert.match(page.text, /name="ten"[^>]* value="[^"]*\(motcua\.gialam\)"/);
		// What the field shows is understood when it comes back.
		const shown = page.text.match(/name="ten"[^>]* value="([^"]*)"/)[1];
		assert.equal(rows(await log(browser, { ten: shown })).length, rows(page).length);
	}
	assert.ok(rows(await log(platform, { ten: "quantri" })).every((who) => /\(quantri\)/.test(who)), "a whole login is nobody else's beginning");
	assert.match((await log(administrator, { ten: "motcua.cucphuong" })).text, /Không có người nào tên như vậy/, "another unit's people are not found");
	assert.match((await log(platform, { ten: "khong co ai" })).text, /Không có người nào tên như vậy/);
	const unit = await log(platform, { xa: "Xã Gia Lâm, Ninh Bình" });
	assert.ok(rows(unit).some((who) => who.includes("motcua.gialam")), "the chain of that unit");
	const several = choices(await log(platform, { xa: "gia lam" }));
	if (several.length > 1) assert.ok(rows(await platform.get(several.find(([, title]) => /Ninh Bình/.test(title))[0])).length > 0);
	const officer = await signedIn("motcua.gialam");
	const { id, code } = JSON.parse((await officer.get("/api/v1/dossiers")).text).dossiers[0];
	const dossier = await log(administrator, { "doi-tuong": "dossier", cai: code.toLowerCase(), tu: "01/01/2020" });
	assert.match(dossier.text, new RegExp(`Hồ sơ ${code.replaceAll(".", "\\.")}<`));
	assert.ok(id);
});

test("several of one name are offered to choose from", async () => {
	const platform = await signedIn("quantri"), words = "mot cau that la dai", name = "Vũ Trùng Danh";
	for (let i = 0; i < 2; i++) {
		const added = await platform.submit("/quan-tri/tai-khoan/them", "/quan-tri/tai-khoan", { name, login: "trungdanh" + sixDigits(), phone: "", email: "",
			role: "clerk", title: "", agency: "", unit_code: "Xã Gia Lâm, Ninh Bình", valid_from: "", password: words, again: words });
		assert.equal(added.status, 303, added.text.slice(0, 1500));
		assert.match((await platform.get(added.location)).text, /xã Gia Lâm/i, "the unit was meant by its name");
	}
	const page = await log(platform, { ten: "vu trung danh" });
	assert.ok(choices(page).length >= 2);
	assert.equal(rows(page).length, 0, "nobody is guessed");
	assert.equal((await platform.get(choices(page)[0][0])).status, 200);
});

test("whose delegations are looked at is said by the unit's name", async () => {
	const platform = await signedIn("quantri");
	const page = await platform.get("/quan-tri/uy-quyen?" + new URLSearchParams({ xa: "Xã Gia Lâm, Ninh Bình" }));
	assert.match(page.text, /<h2[^>]*>Xã Gia Lâm, /);
	assert.match((await platform.get("/quan-tri/uy-quyen?xa=khong-co-dau")).text, /Không có đơn vị nào tên như vậy/);
});

test("no page of administration shows or asks for an internal number", async () => {
	const platform = await signedIn("quantri");
	for (const path of ["/quan-tri/nhat-ky", "/quan-tri/nhat-ky?doi-tuong=account", "/quan-tri/tai-khoan", "/quan-tri/tai-khoan/them", "/quan-tri/uy-quyen", "/quan-tri/cong-viec"]) {
		const { text } = await platform.get(path);
		assert.doesNotMatch(text, /Số tài khoản|Số của đối tượng|Số của đơn vị|công việc số|>(Tài khoản|Hồ sơ|Người dân|Đơn vị) \d+</, path);
	}
});

test("a unit that is not or that several are called so is said", async () => {
	const platform = await signedIn("quantri"), words = "mot cau that la dai";
	const add = (unit_code) => platform.submit("/quan-tri/tai-khoan/them", "/quan-tri/tai-khoan", { name: "Vũ Thị Một", login: "mot" + sixDigits(), phone: "", email: "",
		role: "clerk", title: "", agency: "", unit_code, valid_from: "", password: words, again: words });
	assert.match((await add("Xã Không Có Đâu")).text, /Ghi tên xã, phường hoặc tỉnh/);
	assert.match((await add("")).text, /Ghi tên xã, phường hoặc tỉnh/);
	assert.equal((await add("14389")).status, 303, "the code of the unit is known too");
});

test("what the log keeps as a code is read as a word", async () => {
	const browser = await signedIn("quantri");
	const rows = (page) => [...page.text.matchAll(/data-label="Chi tiết">([^<]*)</g)].map((m) => m[1]);
	const far = { tu: "01/01/2020", den: "31/12/2099" };
	const given = rows(await log(browser, { ...far, viec: "position.add" })), added = rows(await log(browser, { ...far, viec: "account.add" }));
	assert.ok(given.length > 5 && added.length > 5, `${given.length} ${added.length}`);
	for (const word of [...given, ...added]) assert.doesNotMatch(word, /^[a-z_.]+$/, word);
	assert.ok(given.includes("Lãnh đạo") && added.includes("Công dân"));
	await browser.submit("/quan-tri/cai-dat/rate.login", "/quan-tri/cai-dat/rate.login", { value: "31" });
	assert.match(rows(await log(browser, { ...far, viec: "setting.change" }))[0], /^Đăng nhập mỗi phút: 30 -(&gt;|>) 31$/);
	await browser.submit("/quan-tri/cai-dat/rate.login", "/quan-tri/cai-dat/rate.login", { value: "30" });
	assert.doesNotMatch((await browser.get("/quan-tri/nhat-ky")).text, /<option value="=/, "such words are no kind of object");
});
