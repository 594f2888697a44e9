// A registry as an officer keeps it: written, changed, moved to another state, ended; with a finger, and with the keyboard alone.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check, context, keyboard, open, pointer, shot, signIn, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());

const main = (page) => page.locator('main form button.govuk-button').last();

async function journey(width, how, login, name, more) {
	const looked = more ? async () => {} : check; // axe is a script
	const page = await (await context(browser, width, more)).newPage();
	await signIn(page, how, login);
	await page.goto(`${site}/du-lieu`);
	await looked(page);
	await shot(page, 'so-du-lieu');
	await how.press(page, page.locator('main a', { hasText: 'Giếng nước' }));
	await page.waitForURL(/danh-sach/);
	await looked(page);
	await how.press(page, page.locator('a', { hasText: 'Thêm giếng' }));
	await page.waitForURL(/them$/);
	await looked(page);
	await how.type(page, page.locator('[name=e_label]'), name);
	await how.type(page, page.locator('[name=e_depth]'), '8,5');
	await how.press(page, main(page));
	await page.locator('.govuk-error-summary').waitFor();
	await looked(page);
	await shot(page, 'so-them-sai');
	assert.equal(await page.locator('[name=e_label]').inputValue(), name, 'what was typed is kept');
	await how.type(page, page.locator('[name=e_hamlet]'), 'Gia Hòa');
	await page.locator('[name=e_kind]').first().focus();
	await page.keyboard.press('Space');
	await how.press(page, main(page));
	await page.getByText('Đã ghi vào sổ').waitFor();
	await looked(page);
	await shot(page, 'so-mot-muc');
	const record = page.url();
	await how.press(page, page.locator('main a', { hasText: 'Ngừng dùng' }));
	await page.waitForURL(/trang-thai/);
	await looked(page);
	await shot(page, 'so-chuyen-trang-thai');
	await how.press(page, main(page));
	await page.locator('.govuk-error-summary', { hasText: 'hãy sửa sai' }).waitFor(); /* it was written today: a change comes tomorrow */
	await looked(page);
	await page.goto(`${record}/sua`);
	await page.locator('[name=kind][value=correct]').focus();
	await page.keyboard.press('Space');
	await how.type(page, page.locator('[name=e_depth]'), '9');
	await how.type(page, page.locator('[name=reason]'), 'Đo lại');
	await looked(page);
	await shot(page, 'so-sua');
	await how.press(page, main(page));
	await page.getByText('Đã sửa lại cho đúng').waitFor();
	await how.press(page, page.locator('main a', { hasText: 'Lịch sử' }));
	await page.getByText('Lý do: Đo lại').waitFor();
	await looked(page);
	await shot(page, 'so-lich-su');
	await page.goto(`${site}/du-lieu/gieng-nuoc/danh-sach?tim=${encodeURIComponent(name)}`);
	await page.locator('main a', { hasText: name }).waitFor();
	await looked(page);
	await shot(page, 'so-danh-sach');
	await page.context().close();
}

test('a well, 390 px', () => journey(390, pointer, 'motcua.gialam', 'Giếng đầu làng'));
test('a well, keyboard alone', () => journey(1280, keyboard, 'chuyenmon.gialam', 'Giếng cuối làng'));
test('a well, without a script', () => journey(1280, pointer, 'chuyenmon.gialam', 'Giếng giữa đồng', { javaScriptEnabled: false }));
