// Type once: a household business was registered; the form of its change comes filled, the officer sees what differs, the record follows. By keyboard and
// with a finger; what is typed is counted with and without.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check, context, keyboard, open, pointer, shot, signIn, site } from './browser.mjs';
import { decide, draft, owner, procedure, registered, self, settled, six, specialist, toSpecialist } from '../http/mapping_steps.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());

const lengths = (page) => page.$$eval('.dinh-eform input:not([type=hidden]):not([type=radio]):not([type=file]), .dinh-eform textarea', (all) =>
	all.reduce((sum, one) => sum + one.value.length, 0));
const fixed = (page) => page.$$eval('.dinh-eform .dinh-computed__value', (all) => all.reduce((sum, one) => sum + one.textContent.trim().length, 0));

async function journey(width, how) {
	const name = `Tạp hóa Mai ${six()}`, made = await registered(owner, name, await self(owner), `37D${six()}`);
	assert.equal(made.entries[0].state, 'written', made.entries[0].reason);
	const { key } = await draft(owner, '2.000720');
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, owner);
	await page.goto(`${site}/ho-so/soan/${key}`);
	await check(page);
	const mine = page.locator('main a', { hasText: name });
	if (await mine.count()) await how.press(page, mine.first());
	await page.locator('.govuk-tag', { hasText: 'Đang lấy' }).waitFor();
	await check(page);
	await shot(page, 'lay-tu-so');
	assert.equal(await page.locator('[name=e_business_name]').inputValue(), name);
	assert.match(await page.locator('#e_business_name-hint').textContent(), /Lấy từ sổ Hộ kinh doanh, cập nhật ngày/);
	const known = (await lengths(page)) + (await fixed(page));
	const before = await lengths(page);
	await how.type(page, page.locator('[name=e_capital]'), '90.000.000');
	await how.type(page, page.locator('[name=e_change_from]'), '01/12/2026');
	const typed = '90.000.000'.length + '01/12/2026'.length;
	console.log(`typed with the mapping ${typed}, without ${known + '01/12/2026'.length} characters (${before} of them may be changed)`);
	assert.ok(typed * 4 < known, 'most is not typed again');
	await how.press(page, page.locator('button[name=then][value=next]').last());
	await page.waitForURL(/giay-to/);
	await page.goto(`${site}/ho-so/soan/${key}/xem-lai`);
	await check(page);
	await page.locator('[name=declared]').focus();
	await page.keyboard.press('Space');
	await how.press(page, page.locator('button', { hasText: 'Nộp hồ sơ' }));
	await page.waitForURL(/da-nop/);
	const id = Number(page.url().match(/ho-so\/(\d+)/)[1]);
	await toSpecialist(id);

	const officer = await (await context(browser, width)).newPage();
	await signIn(officer, how, specialist);
	await officer.goto(`${site}/mot-cua/${id}`);
	await officer.locator('h3', { hasText: 'Tờ khai khác với sổ' }).waitFor();
	await check(officer);
	await shot(officer, 'khac-voi-so');
	await how.press(officer, officer.locator('main a', { hasText: 'Xem nội dung sẽ ghi vào sổ' }));
	await officer.waitForURL(/ghi-so$/);
	await check(officer);
	await shot(officer, 'se-ghi-vao-so');
	await decide(id);
	assert.equal((await settled(id))[0].state, 'written');
	await officer.goto(`${site}/mot-cua/${id}`);
	await how.press(officer, officer.locator('main a', { hasText: name }).first());
	await officer.waitForURL(/du-lieu\/ho-kinh-doanh/);
	await officer.getByText('90.000.000 đồng').first().waitFor();
	await officer.getByText('Ghi từ').first().waitFor();
	await check(officer);
	await shot(officer, 'muc-ghi-tu-ho-so');
}

test('on a phone, with a finger', () => journey(390, pointer));
test('on an office screen, with the keyboard', () => journey(1280, keyboard));

test('an administrator sees what a procedure writes, and is offered pairs of fields', async () => {
	const page = await (await context(browser, 1280)).newPage();
	await signIn(page, pointer, 'quantri');
	const id = await procedure('1.001612');
	await page.goto(`${site}/quan-tri/thu-tuc/${id}`);
	await pointer.press(page, page.locator('main a', { hasText: 'Sổ dữ liệu của thủ tục' }));
	await page.waitForURL(/so-du-lieu/);
	await check(page);
	await shot(page, 'so-du-lieu-cua-thu-tuc');
	await page.locator('select[name=so]').selectOption('to-chuc');
	await page.locator('select[name=viec]').selectOption('create');
	await pointer.press(page, page.locator('button', { hasText: 'Ghép các trường theo tên' }));
	await page.waitForURL(/so=to-chuc/);
	await check(page);
	await shot(page, 'ghep-truong');
	assert.match(await page.locator('textarea[name=definition]').inputValue(), /"registry": "to-chuc"/);
});
