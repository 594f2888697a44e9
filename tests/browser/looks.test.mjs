// A citizen reads who looked at her data: on a phone with a pointer, with the keyboard alone; the look of an officer a moment ago is there.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check, context, keyboard, open, pointer, shot, signIn, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());

async function opens(who, code) {
	const officer = await (await context(browser, 1280)).newPage();
	await signIn(officer, pointer, who);
	await officer.goto(`${site}/tim?tu-khoa=${code}`);
	await officer.locator('main a', { hasText: code }).first().click();
	await officer.waitForURL(/mot-cua\/\d+/);
	await officer.context().close();
}

async function reads(width, how, who) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, '0530000001');
	await page.goto(`${site}/ho-so`);
	const code = (await page.locator('main').innerText()).match(/H42[\d.-]+/)[0];
	await opens(who, code);
	await page.goto(`${site}/muc-luc`);
	await how.press(page, page.locator('main a', { hasText: 'Ai đã xem dữ liệu' }).first());
	await page.waitForURL(/ai-da-xem$/);
	const now = page.locator('main tbody tr', { hasText: code }).filter({ hasText: 'Xã Gia Lâm' }).first(), today = new Date().toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' });
	for (let i = 0; i < 20 && !(await now.innerText()).includes(today); i++) {
		await page.waitForTimeout(150);
		await page.reload();
	}
	const said = await now.innerText();
	assert.ok(said.includes(today) && said.includes('Xã Gia Lâm') && said.includes('Giải quyết hồ sơ'), said);
	await check(page);
	await shot(page, 'ai-da-xem');
	await how.type(page, page.locator('[name=den]'), '01/01/2020');
	await how.press(page, page.locator('main form button').first());
	await page.getByText('Không có lượt xem nào trong khoảng ngày này').waitFor();
	await check(page);
	await page.context().close();
}

test('on a phone', () => reads(390, pointer, 'motcua.gialam'));
test('with the keyboard alone', () => reads(1280, keyboard, 'lanhdao.gialam'));
