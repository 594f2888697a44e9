// An officer finds his record wrong, asks for a correction with evidence; who keeps the records approves it with a decision; the sheet is printed.
// Then a record from its opening: entries with decisions, a correction, an end, past days, what falls due, quota, figures.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, keyboard, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
async function page(width, how, login) {
	const p = await (await context(browser, width)).newPage();
	await signIn(p, how, login);
	return p;
}
const sent = async (p, how, words) => {
	const gone = p.waitForNavigation();
	await how.press(p, p.locator('main button', { hasText: words }).last());
	await gone;
};
const press = async (p, how, locator, where) => {
	const gone = p.waitForURL(where);
	await how.press(p, locator);
	await gone;
	await check(p);
};
const main = (p) => p.locator('main').innerText();
const decide = async (p, how, number) => {
	for (const [name, text] of [['decision_number', number], ['decision_on', '05/01/2026'], ['decision_signer', 'Chủ tịch UBND xã']])
		await how.type(p, p.locator(`[name=${name}]`), text);
};

async function request(width, how, login) {
	const officer = await page(width, how, login);
	await officer.goto(`${site}/ho-so-cua-toi`);
	await check(officer);
	await shot(officer, 'ho-so-cua-toi');
	await press(officer, how, officer.locator('section#education a', { hasText: 'Đề nghị sửa' }), /de-nghi-sua\/education/);
	await how.type(officer, officer.locator('[name=e_foreign_language]'), 'Tiếng Anh B2');
	await sent(officer, how, 'Gửi đề nghị');
	await check(officer); // no reason was said
	assert.match(await main(officer), /Vì sao đề nghị|Lý do/);
	assert.equal(await officer.locator('[name=e_foreign_language]').inputValue(), 'Tiếng Anh B2');
	await how.type(officer, officer.locator('[name=reason]'), 'Đã có chứng chỉ ngoại ngữ');
	await officer.locator('input[type=file][name=papers]').setInputFiles({ name: 'chung-chi.png', mimeType: 'image/png', buffer: png });
	await sent(officer, how, 'Gửi đề nghị');
	await officer.waitForURL(/ho-so-cua-toi\/de-nghi\/\d+$/);
	await check(officer);
	assert.match(await main(officer), /chung-chi\.png/);
	const id = officer.url().match(/\d+$/)[0];

	const keeper = await page(width, how, 'tochuc.gialam');
	await keeper.goto(`${site}/ho-so-can-bo/de-nghi`);
	await check(keeper);
	await press(keeper, how, keeper.locator(`main a[href$="/de-nghi/${id}"]`), /de-nghi\/\d+$/);
	await shot(keeper, 'de-nghi-sua-ho-so');
	assert.match(await main(keeper), /Tiếng Anh B2/);
	await press(keeper, how, keeper.locator('main a', { hasText: 'Duyệt, ghi vào hồ sơ' }), /lam\/duyet/);
	await decide(keeper, how, '31/QĐ-UBND');
	await sent(keeper, how, 'Duyệt');
	await keeper.waitForURL(/de-nghi\/\d+$/);
	await check(keeper);
	assert.match(await main(keeper), /Đã duyệt/);

	await officer.goto(`${site}/ho-so-cua-toi`);
	const said = await officer.locator('section#education').innerText();
	assert.match(said, /Tiếng Anh B2/);
	assert.match(said, /Quyết định số 31\/QĐ-UBND ngày 05\/01\/2026/);
	await officer.goto(`${site}/ho-so-cua-toi/de-nghi`);
	await check(officer);
	const paper = await officer.request.get(`${site}/ho-so-cua-toi/so-yeu-ly-lich`);
	assert.equal(paper.headers()['content-type'], 'application/pdf');
	assert.equal((await paper.body()).subarray(0, 4).toString(), '%PDF');
	await officer.context().close();
	return keeper;
}

async function record(keeper, how) {
	const name = `Đặng Thị Mới ${String(Math.random()).slice(2, 7)}`;
	await keeper.goto(`${site}/ho-so-can-bo`);
	await check(keeper);
	await press(keeper, how, keeper.locator('main a', { hasText: 'Mở hồ sơ mới' }), /ho-so-can-bo\/mo$/);
	await how.type(keeper, keeper.locator('[name=name]'), name);
	await sent(keeper, how, 'Mở hồ sơ');
	await keeper.waitForURL(/ho-so-can-bo\/\d+$/);
	await check(keeper);
	const base = keeper.url();
	assert.match(await main(keeper), /Hồ sơ còn thiếu/);
	const write = async (step, coefficient, from) => {
		await how.type(keeper, keeper.locator('[name=e_step]'), step);
		await how.type(keeper, keeper.locator('[name=e_coefficient]'), coefficient);
		if (from) await how.type(keeper, keeper.locator('[name=valid_from]'), from);
	};
	await press(keeper, how, keeper.locator('section#salary a', { hasText: 'Ghi' }).first(), /ghi\/salary$/);
	await write('1', '2,34', '01/02/2021');
	await sent(keeper, how, 'Ghi vào hồ sơ'); // without its decision
	await check(keeper);
	assert.match(await main(keeper), /Hãy ghi số, ký hiệu của quyết định/);
	await decide(keeper, how, '12/QĐ-UBND');
	await sent(keeper, how, 'Ghi vào hồ sơ');
	await keeper.waitForURL(/muc\/salary$/);
	await check(keeper);
	await press(keeper, how, keeper.locator('main a', { hasText: 'Ghi thay đổi' }), /ghi\/salary$/);
	await write('3', '3', '01/02/2024');
	await decide(keeper, how, '13/QĐ-UBND');
	await sent(keeper, how, 'Ghi vào hồ sơ');
	await keeper.waitForURL(/muc\/salary$/);
	await press(keeper, how, keeper.locator('main a', { hasText: 'Đính chính' }).first(), /sua=\d+/);
	await write('2', '2,67');
	await how.type(keeper, keeper.locator('[name=reason]'), 'Ghi nhầm bậc');
	await sent(keeper, how, 'Đính chính');
	await keeper.waitForURL(/muc\/salary$/);
	await check(keeper);
	await shot(keeper, 'dien-bien-luong');
	assert.match(await main(keeper), /Sai, đã đính chính/);
	await keeper.goto(`${base}?ngay=2022-05-01`);
	assert.match(await keeper.locator('section#salary').innerText(), /Bậc lương\s+1/);
	await keeper.goto(`${base}/ghi/second_position`);
	await check(keeper);
	await how.type(keeper, keeper.locator('[name=e_second_title]'), 'Chủ tịch Công đoàn');
	await how.type(keeper, keeper.locator('[name=valid_from]'), '01/03/2025');
	await decide(keeper, how, '14/QĐ-UBND');
	await sent(keeper, how, 'Ghi vào hồ sơ');
	await keeper.waitForURL(/muc\/second_position$/);
	await how.press(keeper, keeper.locator('main summary', { hasText: 'Ghi ngày thôi' }));
	await how.type(keeper, keeper.locator('[name=day]'), '01/02/2025');
	await sent(keeper, how, 'Ghi ngày thôi');
	await check(keeper);
	assert.match(await main(keeper), /Phải sau ngày 01\/03\/2025/);
	await keeper.locator('main details').evaluate((d) => { d.open = true; });
	await how.type(keeper, keeper.locator('[name=day]'), '01/09/2026');
	await sent(keeper, how, 'Ghi ngày thôi');
	await keeper.waitForURL(/muc\/second_position$/);
	assert.match(await main(keeper), /đến trước ngày 01\/09\/2026/);
	for (const path of ['/phan-rieng', '/ghi/identity', '/ghi/family', '/ghi/digital'])
		await keeper.goto(base + path), await check(keeper);
	for (const path of ['den-han', 'bien-che', 'so-lieu']) {
		await keeper.goto(`${site}/ho-so-can-bo/${path}`);
		await check(keeper);
		await shot(keeper, `ho-so-can-bo-${path}`);
	}
	await keeper.context().close();
}

test('a correction is asked for and approved, by keyboard, 1280 px', async () => {
	await record(await request(1280, keyboard, 'motcua.gialam'), keyboard);
});
test('the same by pointer on a phone, 390 px', async () => {
	await record(await request(390, pointer, 'chuyenmon.gialam'), pointer);
});
