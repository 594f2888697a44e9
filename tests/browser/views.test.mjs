// Saved views as a person uses them: kept, opened, shown first, renamed, dropped; with a pointer, with the keyboard alone, without a script.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check, context, keyboard, open, pointer, shot, signIn, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());

async function journey(width, how, login, more) {
	const page = await (await context(browser, width, more)).newPage();
	page.on('dialog', (question) => question.accept());
	await signIn(page, how, login);
	await page.goto(`${site}/mot-cua/loc?kenh=online`);
	await how.press(page, page.locator('summary', { hasText: 'Lưu cách xem này' }));
	await check(page);
	await how.type(page, page.locator('#cach-xem-ten'), 'Nộp trực tuyến');
	await shot(page, 'luu-cach-xem');
	await how.press(page, page.locator('.dinh-views__save button'));
	await page.getByText('Đã lưu cách xem “Nộp trực tuyến”').waitFor();
	await check(page);
	await shot(page, 'cach-xem-tren-danh-sach');
	assert.equal((await page.locator('.dinh-views [aria-current=page]').innerText()).trim(), 'Nộp trực tuyến');
	await how.press(page, page.locator('.dinh-views a', { hasText: 'Danh sách đầy đủ' }));
	await page.waitForURL(/sau=0/);
	await how.press(page, page.locator('.dinh-views a', { hasText: 'Nộp trực tuyến' }));
	await page.waitForURL(/kenh=online/);
	await how.press(page, page.locator('.dinh-views a', { hasText: 'Đổi tên, xóa cách xem' }));
	await page.waitForURL(/\/cach-xem$/);
	await check(page);
	await shot(page, 'cach-xem');
	await how.press(page, page.locator('button', { hasText: /^Đặt làm mặc định/ }));
	await page.getByText('Danh sách sẽ mở bằng cách xem này').waitFor();
	await how.press(page, page.locator('summary', { hasText: 'Đổi tên' }));
	await how.type(page, page.locator('.dinh-view input[name=name]'), 'Trực tuyến');
	await how.press(page, page.locator('.dinh-view details button'));
	await page.getByText('Đã đổi tên thành “Trực tuyến”').waitFor();
	await check(page);
	await page.goto(`${site}/mot-cua/loc`);
	assert.equal((await page.locator('.dinh-views [aria-current=page]').innerText()).trim(), 'Trực tuyến', 'it is shown first');
	assert.equal(await page.locator('select[name=kenh]').inputValue(), 'online');
	await page.goto(`${site}/cach-xem`);
	await how.press(page, page.locator('.dinh-view__acts button', { hasText: /^Xóa/ }));
	await page.getByText('Chưa lưu cách xem nào').waitFor();
	await check(page);
	await page.context().close();
}

test('a view of a list, 390 px', () => journey(390, pointer, 'motcua.yenson'));
test('a view of a list, keyboard alone', () => journey(1280, keyboard, 'chuyenmon.yenson'));
test('a view of a list, without a script', () => journey(1280, pointer, 'lanhdao.yenson', { javaScriptEnabled: false }));
