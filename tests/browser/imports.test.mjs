// A list from a table, as a person brings it in: choosing the file, the columns, the preview, the report; by pointer and by the keyboard alone.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check, context, keyboard, open, pointer, shot, signIn, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());

async function journey(width, how) {
	const page = await (await context(browser, width)).newPage(), name = `Bàn ${width}`;
	await signIn(page, how, 'quantri.gialam');
	await page.goto(`${site}/nhap-du-lieu`);
	await check(page);
	await shot(page, 'nhap-tu-tep');
	await how.press(page, page.locator('main a', { hasText: 'Thôn, tổ dân phố' }).first());
	await check(page);
	await shot(page, 'nhap-chon-tep');
	const text = `Hạng ${width},Tên thôn,Ghi chú,Từ ngày,Căn cứ\nThôn,${name},,01/07/2025,Nghị quyết 12/NQ-HĐND\nThôn,,,31/02/2026,Nghị quyết 12/NQ-HĐND\nThôn,Gia Hòa,,01/07/2025,Nghị quyết 15/NQ-HĐND\n`;
	await page.setInputFiles('input[type=file]', { name: 'thon.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
	await how.press(page, page.getByRole('button', { name: 'Gửi và xem trước' }));
	await page.locator('#column_0').waitFor();
	await check(page);
	await shot(page, 'nhap-chon-cot');
	await how.press(page, page.getByRole('button', { name: 'Kiểm tra các dòng' }));
	await page.getByText('Chưa chọn cột nào là “Loại”').first().waitFor();
	await page.locator('#column_0').selectOption('kind');
	await how.press(page, page.getByRole('button', { name: 'Kiểm tra các dòng' }));
	await page.getByRole('button', { name: /^Ghi \d dòng/ }).waitFor();
	await check(page);
	await shot(page, 'nhap-xem-truoc');
	assert.match(await page.locator('main').innerText(), /không có ngày 31\/02\/2026/);
	await how.press(page, page.getByRole('button', { name: /^Ghi \d dòng/ }));
	await page.locator('h1', { hasText: 'Đã ghi' }).waitFor();
	await check(page);
	await shot(page, 'nhap-ket-qua');
	assert.match(await page.locator('main').innerText(), /Tải các dòng cần sửa/);
}

test('a list is brought in on a phone', () => journey(390, pointer));
test('a list is brought in on a wide screen with the keyboard', () => journey(1280, keyboard));
