// An administrator edits the steps of a procedure: on a phone, on a desk, and by keyboard alone. And people find what they came for.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, keyboard, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

const button = (page, name) => page.locator('main').getByRole('button', { name, exact: true });
const pressed = async (page, how, locator) => {
	await Promise.all([page.waitForLoadState('load'), how.press(page, locator)]);
	await page.locator('#main').waitFor();
};

// Each way of use has a procedure of its own, so the journeys do not meet.
async function edit(width, how, words) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, 'quantri.gialam');
	await page.goto(`${site}/quan-tri/thu-tuc`);
	await check(page);
	await how.type(page, page.locator('main input[name=tu-khoa]'), words);
	await pressed(page, how, page.locator('main form[role=search] button'));
	await how.press(page, page.locator('main td a').first());
	await page.waitForURL(/\/quan-tri\/thu-tuc\/\d+$/);
	await check(page);
	await shot(page, 'quan-tri-thu-tuc');
	await how.press(page, page.locator('main a', { hasText: 'Sửa các bước' }));
	await page.waitForURL(/\/buoc$/);
	await check(page);

	// A step more, after the second one: the focus goes into its name.
	await pressed(page, how, button(page, 'Thêm bước sau bước 2'));
	assert.equal(await page.locator('.dinh-step').count(), 5);
	assert.equal(await page.evaluate(() => document.activeElement?.id), 'title_3', 'one can type at once');
	await how.type(page, page.locator('#title_3'), 'Niêm yết công khai');

	// Not yet 100 %: nothing is stored, nothing is lost, and it says what to do.
	await how.type(page, page.locator('#share_3'), '15');
	await pressed(page, how, button(page, 'Lưu các bước'));
	await page.locator('.govuk-error-summary').waitFor();
	assert.match(await page.locator('.govuk-error-summary').innerText(), /Tổng tỷ lệ thời gian phải là 100, hiện là 115/);
	assert.equal(await page.locator('#title_3').inputValue(), 'Niêm yết công khai');
	assert.match(await page.locator('.dinh-step__sum').innerText(), /115 %/);
	await check(page);
	await shot(page, 'buoc-loi');

	await how.type(page, page.locator('#share_2'), '45');
	await pressed(page, how, button(page, 'Xem trước hạn từng bước'));
	assert.equal(await page.locator('.dinh-step__due').count(), 5);
	await pressed(page, how, button(page, 'Đưa lên bước 3'));
	assert.equal(await page.locator('#title_2').inputValue(), 'Niêm yết công khai');
	await shot(page, 'buoc');
	await pressed(page, how, button(page, 'Lưu các bước'));
	await page.waitForURL(/\/quan-tri\/thu-tuc\/\d+$/);
	const text = await page.locator('main').innerText();
	assert.match(text, /Riêng của đơn vị/);
	assert.match(text, /Niêm yết công khai/);
	await check(page);

	// Back to what holds everywhere.
	await how.press(page, page.locator('main a', { hasText: 'Sửa các bước' }));
	await page.waitForURL(/\/buoc$/);
	await pressed(page, how, button(page, 'Bỏ các bước riêng của đơn vị'));
	await page.waitForURL(/\/quan-tri\/thu-tuc\/\d+$/);
	assert.doesNotMatch(await page.locator('main').innerText(), /Niêm yết công khai/);
	await page.context().close();
}

test('the steps of a procedure, 390 px', () => edit(390, pointer, '1.004884'));
test('the steps of a procedure, 1280 px', () => edit(1280, pointer, '1.005461'));
test('the steps of a procedure, keyboard alone', () => edit(1280, keyboard, '1.004746'));

test('a new version by the platform, read as differences', async () => {
	const page = await (await context(browser, 1280)).newPage();
	await signIn(page, pointer, 'quantri');
	await page.goto(`${site}/quan-tri/thu-tuc?tu-khoa=1.003677`);
	await page.locator('main td a').first().click();
	await page.locator('main a', { hasText: 'Tạo phiên bản mới' }).click();
	await check(page);
	await page.locator('#valid_from').fill('01/01/2099');
	await page.locator('#desk_time').fill('ba');
	await button(page, 'Tạo phiên bản').click();
	await page.locator('.govuk-error-summary').waitFor();
	await check(page);
	assert.match(await page.locator('.govuk-error-summary').innerText(), /Nhập lý do thay đổi/);
	assert.equal(await page.locator('#desk_time').inputValue(), 'ba');
	await page.locator('#change_note').fill('Theo quyết định công bố mới');
	await page.locator('#desk_time').fill('3');
	await button(page, 'Tạo phiên bản').click();
	await page.waitForURL(/\/quan-tri\/thu-tuc\/\d+$/);
	await page.locator('main a', { hasText: 'So với bản trước' }).click();
	await check(page);
	await shot(page, 'so-sanh-phien-ban');
	assert.match(await page.locator('main table').innerText(), /3 ngày làm việc/);
	await page.context().close();
});

for (const width of [390, 1280])
	test(`by life event and with a slip of the finger, ${width} px`, async () => {
		const page = await (await context(browser, width)).newPage();
		await page.goto(`${site}/thu-tuc`);
		await page.locator('main .dinh-card__link', { hasText: 'Sinh con' }).click();
		await check(page);
		await shot(page, 'viec-sinh-con');
		await page.locator('main a', { hasText: /^Khai sinh$/ }).click();
		await page.waitForURL(/\/thu-tuc\/\d+/);
		assert.equal(await page.locator('h1').innerText(), 'Khai sinh');
		assert.equal(await page.locator('main a', { hasText: 'Nộp trực tuyến' }).count(), 1);
		await check(page);
		await page.goto(`${site}/thu-tuc?tu-khoa=khia+snih`);
		assert.match(await page.locator('main').innerText(), /kết quả gần nhất, cho “khai sinh”/);
		await page.context().close();
	});
