// An administrator edits the calendar: a holiday swapped, a year decided, the office closed; the calculator follows and says why. On a
// phone, on a desk and with the keyboard alone, each in a year of its own.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, keyboard, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

const version = async (page) => Number((await page.getByText(/^Lịch phiên bản \d+\.$/).innerText()).match(/\d+/)[0]);
const cell = (page, day, month) => page.locator('.dinh-month').nth(month - 1).locator('td').filter({ has: page.locator('.dinh-month__day', { hasText: new RegExp(`^${day}$`) }) });
const due = async (page, query) => {
	await page.goto(`${site}/lich/tinh-hen?${query}`);
	return (await page.locator('.dinh-notice__title').innerText()) + '\n' + (await page.locator('.dinh-proof').innerText());
};

// To a day of the year view: with the mouse a click, with the keyboard Tab to the month and the arrow keys.
async function openDay(page, hand, day, month) {
	if (hand === pointer) return cell(page, day, month).locator('a').click();
	await page.locator('.dinh-month').nth(month - 1).locator('a').first().focus();
	for (let at = 1; at < day; at += day - at >= 7 ? 7 : 1) await page.keyboard.press(day - at >= 7 ? 'ArrowDown' : 'ArrowRight');
	assert.equal(await page.evaluate(() => document.activeElement.querySelector('.dinh-month__day')?.textContent), String(day));
	await Promise.all([page.waitForLoadState('load'), page.keyboard.press('Enter')]);
	await page.waitForURL(/\/lich\/ngay\//);
}
// The second of a group whose first is chosen.
const secondRadio = async (page, hand, name) => {
	const second = page.locator(`input[name=${name}]`).nth(1);
	if (hand === pointer) return second.check();
	await hand.tick(page, page.locator(`input[name=${name}]`).first());
	await page.keyboard.press('ArrowDown');
	assert.ok(await second.isChecked());
};

for (const [name, width, hand, year, friday] of [['phone', 390, pointer, 2042, 4], ['desk', 1280, pointer, 2043, 3], ['keyboard', 1280, keyboard, 2044, 8]]) {
	const pad = (n) => String(n).padStart(2, '0');
	test(`the platform's administrator swaps a day and decides a year, ${name}`, async () => {
		const page = await (await context(browser, width)).newPage();
		const question = `from_on=${year}-07-${pad(friday - 1)}&from_time=09:00&amount=1&term_unit=working_days`;
		const dated = (n) => `${pad(n)}/7/${year}`;
		assert.ok((await due(page, question)).includes(`Hẹn trả: 09:00 thứ Sáu ${dated(friday)}`));
		await signIn(page, hand, 'quantri');
		await page.goto(`${site}/lich/${year}`);
		await check(page);
		await shot(page, 'lich-nam');
		const old = await version(page);

		await openDay(page, hand, friday, 7);
		await check(page);
		await secondRadio(page, hand, 'kind');
		await hand.press(page, page.getByRole('button', { name: 'Lưu ngày này' }));
		await page.locator('.govuk-error-summary').getByText('Nhập lý do, ví dụ').waitFor(); // what is missing is said
		await check(page);
		assert.ok(await page.getByLabel('Nghỉ', { exact: true }).isChecked(), 'what was chosen comes back');
		await hand.type(page, page.locator('#legal_basis'), '15/VPCP-KGVX');
		await hand.type(page, page.locator('#swap_on'), `${pad(friday + 1)}/07/${year}`);
		await shot(page, 'lich-sua-ngay');
		await hand.press(page, page.getByRole('button', { name: 'Lưu ngày này' }));
		await page.waitForURL(`**/lich/${year}`);
		assert.equal(await version(page), old + 1);
		assert.equal(await cell(page, friday, 7).locator('.dinh-month__mark').innerText(), 'H');
		assert.equal(await cell(page, friday + 1, 7).locator('.dinh-month__mark').innerText(), '+');
		const moved = await due(page, question);
		assert.ok(moved.includes(`Hẹn trả: 09:00 thứ Bảy ${dated(friday + 1)}`), moved);
		assert.ok(moved.includes(`Nghỉ thứ Sáu ${dated(friday)}: Hoán đổi với thứ Bảy ${pad(friday + 1)}/07/${year}, theo 15/VPCP-KGVX.`), moved);
		assert.ok(moved.includes(`là ngày làm bù nên được tính`), moved);
		await check(page);
		await shot(page, 'lich-tinh-hen');

		await page.goto(`${site}/lich/${year}/quyet-dinh`);
		await check(page);
		await hand.choose(page, page.locator('#tet'), '2 ngày trước');
		await hand.choose(page, page.locator('#national'), '03/9');
		await hand.type(page, page.locator('#legal_basis'), '16/TB-BNV');
		await hand.press(page, page.getByRole('button', { name: 'Lưu quyết định' }));
		await page.waitForURL(`**/lich/${year}`);
		assert.equal(await version(page), old + 2);
		assert.ok((await cell(page, 3, 9).innerText()).includes('Quốc khánh'));
		assert.equal(await cell(page, 3, 9).locator('.dinh-month__unsure').count(), 0, 'decided: no longer marked as expected');
		await page.goto(`${site}/lich/thay-doi`);
		assert.ok(await page.getByText(`Quyết định nghỉ Tết và Quốc khánh năm ${year}`).count());
		await check(page);
		await page.context().close();
	});
}

test('the administrator of a commune closes its office for a storm and sets winter hours', async () => {
	const page = await (await context(browser, 390)).newPage();
	await signIn(page, pointer, 'quantri.gialam');
	await page.goto(`${site}/lich/dong-cua`);
	await page.locator('#from_on').fill('07/09/2045');
	await page.getByRole('button', { name: 'Lưu lần đóng cửa' }).click();
	await page.locator('.govuk-error-summary').waitFor();
	assert.equal(await page.locator('#from_on').inputValue(), '07/09/2045');
	await page.getByLabel('Buổi chiều', { exact: true }).check();
	await page.locator('#reason').fill('Bão số 9');
	await page.locator('#legal_basis').fill('Công điện 5/CĐ-UBND');
	await page.getByRole('button', { name: 'Lưu lần đóng cửa' }).click();
	await page.getByText('Đã ghi ngày đóng cửa').waitFor();
	await check(page);
	await shot(page, 'lich-dong-cua');
	await page.goto(`${site}/lich/2045`);
	assert.equal(await cell(page, 7, 9).locator('.dinh-month__mark').innerText(), 'Đc');
	await page.goto(`${site}/lich/gio-lam-viec`);
	await page.locator('#valid_from').fill('16/10/2045');
	await page.locator('#morning_from').fill('7h30');
	await page.locator('#morning_to').fill('12:00');
	await page.locator('#afternoon_from').fill('13:00');
	await page.locator('#legal_basis').fill('Quyết định 30/QĐ-UBND');
	await page.getByRole('button', { name: 'Lưu giờ làm việc' }).click();
	assert.match(await page.locator('.govuk-error-summary').innerText(), /phải đủ 8 giờ .* hiện là 8 giờ 30 phút/);
	await page.locator('#afternoon_to').fill('16:30');
	await page.getByRole('button', { name: 'Lưu giờ làm việc' }).click();
	await page.getByText('Đã ghi giờ làm việc mới').waitFor();
	await check(page);
	await shot(page, 'lich-gio-lam-viec');
	await page.context().close();
});

test('anybody finds the calendar of a place, and prints it', async () => {
	const page = await (await context(browser, 1280)).newPage();
	await page.goto(`${site}/lich/2026`);
	assert.equal(await page.locator('.dinh-month a').count(), 0, 'nothing to edit for the public');
	await page.locator('#tim').fill('gia lam ninh binh');
	await page.keyboard.press('Enter');
	await page.getByRole('link', { name: 'Xã Gia Lâm, Tỉnh Ninh Bình' }).click();
	assert.ok(await page.getByText('Lịch của Xã Gia Lâm, Tỉnh Ninh Bình').count());
	await page.emulateMedia({ media: 'print' });
	const boxes = await page.locator('.dinh-month').evaluateAll((all) => all.map((e) => e.getBoundingClientRect().left));
	assert.equal(new Set(boxes.map(Math.round)).size, 3, 'three months beside each other on paper');
	await page.context().close();
});
