// Households of a commune: 5,000 of them with 200 wrong rows brought in from a file, then the figures; a child is born, by the keyboard alone and on a phone.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check, context, keyboard, open, pointer, shot, signIn, site } from './browser.mjs';
import { households } from '../http/households.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());
const long = { timeout: 300000 };
const number = (text) => Number(text.replace(/[^\d]/g, ''));

test('5,000 households with 200 wrong rows, then the figures', async () => {
	const page = await (await context(browser, 1280)).newPage(), file = households(5000, { wrong: 200, prefix: 'HT', serial: 200000 });
	await signIn(page, keyboard, 'motcua.gialam');
	const people = async () => {
		await page.goto(`${site}/dan-so`);
		return number(await page.locator('tr', { hasText: 'Cộng' }).locator('td').nth(1).innerText());
	};
	const before_ = await people();
	await page.goto(`${site}/ho-dan`);
	await keyboard.press(page, page.getByRole('link', { name: 'Nhập hộ và nhân khẩu từ tệp' }));
	await keyboard.press(page, page.locator('main a', { hasText: 'Hộ dân và nhân khẩu' }).first());
	await check(page);
	await page.setInputFiles('input[type=file]', { name: 'ho-dan.csv', mimeType: 'text/csv', buffer: Buffer.from(file.text) });
	await keyboard.press(page, page.getByRole('button', { name: 'Gửi và xem trước' }));
	await page.getByRole('button', { name: /^Ghi [\d.]+ dòng/ }).waitFor(long);
	await check(page);
	await shot(page, 'ho-dan-xem-truoc');
	assert.equal(number(await page.getByRole('button', { name: /^Ghi [\d.]+ dòng/ }).innerText()), file.rows.length - 200);
	await keyboard.press(page, page.getByRole('button', { name: /^Ghi [\d.]+ dòng/ }));
	await page.locator('h1', { hasText: 'Đã ghi' }).waitFor(long);
	await shot(page, 'ho-dan-da-ghi');
	const [download] = await Promise.all([page.waitForEvent('download'), page.locator('main a', { hasText: /Tải các dòng cần sửa|CSV/ }).first().click()]);
	assert.ok(download.suggestedFilename());
	assert.equal(await people() - before_, file.rows.length - 200);
	await check(page);
	await shot(page, 'dan-so');
	const row = page.locator('tr', { hasText: '0 – 4 tuổi' }), counted = number(await row.locator('td').first().innerText());
	await keyboard.press(page, row.getByRole('link'));
	await check(page);
	await shot(page, 'nhan-khau');
	assert.equal(await page.locator('main tbody tr').count(), Math.min(counted, 50));
});

async function born(width, how) {
	const page = await (await context(browser, width)).newPage(), name = `Đinh Thị Sơ Sinh ${'abcdefgh'[width % 7].toUpperCase()}`;
	await signIn(page, how, 'motcua.gialam');
	await page.goto(`${site}/ho-dan?tim=GL-0007`);
	await check(page);
	await shot(page, 'ho-dan');
	await how.press(page, page.getByRole('link', { name: 'GL-0007' }));
	await check(page);
	await shot(page, 'mot-ho');
	await how.press(page, page.getByRole('link', { name: 'Sinh', exact: true }));
	await check(page);
	await shot(page, 'ghi-sinh');
	await page.getByLabel('Họ và tên').fill(name);
	await page.getByLabel('Nữ').check({ force: true });
	await page.getByLabel('Quan hệ với chủ hộ').selectOption('grandchild');
	await page.locator('#day').fill('01/10/2036');
	await page.keyboard.press('Control+Enter');
	await page.locator('.govuk-error-summary').waitFor();
	await check(page);
	assert.match(await page.locator('.govuk-error-summary').innerText(), /sau hôm nay|chưa tới/);
	assert.equal(await page.getByLabel('Họ và tên').inputValue(), name);
	await page.locator('#day').fill('01/10/2026');
	await page.keyboard.press('Control+Enter');
	await page.getByText('Đã ghi trẻ mới sinh').waitFor();
	assert.ok(await page.locator('tr', { hasText: name }).count());
	await page.locator('#nguoi').selectOption({ label: name });
	await page.locator('#viec').selectOption('absent');
	await how.press(page, page.getByRole('button', { name: 'Ghi tiếp' }));
	await page.keyboard.press('Control+Enter');
	await page.getByText('Đã ghi tạm vắng').waitFor();
	await page.getByRole('link', { name: /^Rút lại Tạm vắng/ }).first().click();
	await check(page);
	await page.getByLabel('Lý do').fill('ghi nhầm');
	await page.keyboard.press('Control+Enter');
	await page.getByText('Đã rút lại biến động').waitFor();
	await how.press(page, page.getByRole('link', { name }));
	await check(page);
	await shot(page, 'mot-nguoi');
	await page.goto(`${site}/ho-dan/lap-ho`);
	await check(page);
	await shot(page, 'lap-ho');
}
test('a child is born, on a phone', () => born(390, pointer));
test('a child is born, by the keyboard alone', () => born(1280, keyboard));
