// Figures of a registry as an officer reads them: a number leads to its list, a past day shows what was then; who names a record stands on its page.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check, context, keyboard, open, pointer, shot, signIn, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());

async function journey(width, how) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, 'motcua.gialam');
	await page.goto(`${site}/du-lieu/thiet-bi-cntt/danh-sach`);
	await how.press(page, page.locator('main a', { hasText: 'Số liệu' }));
	await page.waitForURL(/so-lieu/);
	await check(page);
	await shot(page, `so-lieu-${width}`);
	assert.match(await page.locator('tr', { hasText: 'Tỷ lệ máy tính có phần mềm diệt vi-rút' }).innerText(), /66,67\s%/);
	await how.press(page, page.locator('tr', { hasText: 'Máy tính đang dùng có phần mềm diệt vi-rút còn bản quyền' }).locator('a').first());
	await page.waitForURL(/so-lieu=protected/);
	await check(page);
	await shot(page, `so-lieu-danh-sach-${width}`);
	assert.equal(await page.locator('tbody tr').count(), 2);
	// Half a year before, nothing stood in the registry.
	await page.goto(`${site}/du-lieu/thiet-bi-cntt/so-lieu?ngay=2025-12-31&so-lieu=devices`);
	await check(page);
	await shot(page, `so-lieu-truoc-${width}`);
	await page.goto(`${site}/du-lieu/can-bo/danh-sach`);
	await how.press(page, page.locator('tbody a', { hasText: 'Bùi Thị Thu' }));
	await page.waitForURL(/can-bo\/\d+/);
	await check(page);
	await shot(page, `muc-duoc-nhac-${width}`);
	await how.press(page, page.locator('main a', { hasText: 'Máy tính bàn Văn hóa – Xã hội' }));
	await page.waitForURL(/thiet-bi-cntt\/\d+/);
	await page.goto(`${site}/du-lieu/so-lieu-cong-bo`);
	assert.match(await page.locator('main').innerText(), /dữ liệu trình diễn.*không xác nhận số đã công bố/s, 'who invented the records says so');
	await check(page);
	await shot(page, `so-lieu-cong-bo-${width}`);
	await page.context().close();
}

test('figures with a finger, on a phone', () => journey(390, pointer));
test('figures with the keyboard alone', () => journey(1280, keyboard));
