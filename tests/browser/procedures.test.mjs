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
		assert.match(await page.locator('main').innerText(), /Đang hiện kết quả cho “khai sinh”/);
		await page.context().close();
	});

// What is suggested while one types: pointer on a phone, keyboard alone on a desk; Enter without a choice looks for what was typed.
async function suggested(width, how) {
	const page = await (await context(browser, width)).newPage();
	await page.goto(`${site}/`);
	const field = page.locator('main input[name=tu-khoa]'), list = page.locator('main [role=listbox]');
	assert.equal(await field.getAttribute('role'), 'combobox');
	await field.focus();
	await page.keyboard.type('khai si');
	await list.locator('li').first().waitFor();
	assert.match(await list.locator('li').first().innerText(), /^Khai sinh/);
	assert.equal(await field.getAttribute('aria-expanded'), 'true');
	assert.equal(await field.getAttribute('aria-activedescendant'), null, 'nothing is chosen for him');
	assert.ok(await list.evaluate((l) => l.scrollHeight <= l.clientHeight + 1), 'all of them are seen');
	await check(page);
	await shot(page, 'goi-y');
	if (how === keyboard) {
		await page.keyboard.press('ArrowDown');
		assert.equal(await list.locator('[aria-selected=true]').count(), 1);
		await page.keyboard.press('Escape');
		assert.equal(await list.isVisible(), false);
		await page.keyboard.press('ArrowDown');
		await list.locator('li').first().waitFor();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('Enter');
	} else await list.locator('li').first().click();
	await page.waitForURL(/\/thu-tuc\/\d+$/);
	assert.equal(await page.locator('h1').innerText(), 'Khai sinh');

	await page.goto(`${site}/`);
	await field.focus();
	await page.keyboard.type('mở quán cà phê');
	await list.locator('li').first().waitFor();
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/thu-tuc\?tu-khoa=/);
	assert.match(await page.locator('main .dinh-result').first().innerText(), /Đăng ký hộ kinh doanh/);
	await page.context().close();
}
test('suggestions, 390 px', () => suggested(390, pointer));
test('suggestions, keyboard alone', () => suggested(1280, keyboard));

// The box in the head of every page is the same one: by its key on a desk, in the menu of a phone.
test('suggestions in the head of a page, keyboard alone', async () => {
	const page = await (await context(browser, 1280)).newPage();
	await page.goto(`${site}/hoi-mot-cua`);
	const field = page.locator('header input[name=tu-khoa]:visible'), list = page.locator('header [role=listbox]:visible');
	await page.keyboard.press('/');
	assert.equal(await page.evaluate(() => document.activeElement.id), 'bar-search');
	assert.equal(await field.getAttribute('role'), 'combobox');
	await page.keyboard.type('tach khau');
	await list.locator('li').first().waitFor();
	assert.equal(await field.getAttribute('aria-expanded'), 'true');
	assert.equal(await list.getAttribute('aria-label'), 'Tìm thủ tục');
	assert.match(await list.locator('li').first().innerText(), /^Tách hộ/);
	assert.ok(await list.evaluate((l) => {
		const r = l.getBoundingClientRect();
		const on = document.elementFromPoint(r.left + r.width / 2, r.bottom - 12);
		return r.left >= 0 && r.right <= innerWidth && l.scrollHeight <= l.clientHeight + 1 && l.contains(on);
	}), 'all of it is seen, in front of the page');
	await check(page);
	await shot(page, 'goi-y-dau-trang');
	await page.keyboard.press('Escape');
	assert.equal(await list.count(), 0);
	assert.equal(await field.inputValue(), 'tach khau', 'what was typed stays');
	await page.keyboard.press('ArrowDown');
	await list.locator('li').first().waitFor();
	await page.keyboard.press('ArrowUp');
	assert.equal(await field.getAttribute('aria-activedescendant'), await list.locator('li').last().getAttribute('id'));
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/thu-tuc\/\d+$/);
	assert.equal(await page.locator('h1').innerText(), 'Tách hộ');
	await page.keyboard.press('/');
	await page.keyboard.type('tách khẩu');
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/thu-tuc\?tu-khoa=/);
	assert.match(await page.locator('main .dinh-result').first().innerText(), /Tách hộ/);
	await page.context().close();
});

test('suggestions in the menu of a phone', async () => {
	const page = await (await context(browser, 390)).newPage();
	await page.goto(`${site}/hoi-mot-cua`);
	await page.locator('header summary', { hasText: 'Menu' }).click();
	const field = page.locator('#menu-search'), list = page.locator('header [role=listbox]:visible');
	await field.focus();
	await page.keyboard.type('giấy độc thân');
	await list.locator('li').first().waitFor();
	await check(page);
	await shot(page, 'goi-y-menu');
	await page.keyboard.press('Escape');
	assert.equal(await list.count(), 0);
	assert.ok(await field.isVisible(), 'the list closes, not the menu around it');
	await page.keyboard.press('Escape');
	assert.ok(!await field.isVisible());
	await page.locator('header summary', { hasText: 'Menu' }).click();
	await field.fill('giấy độc thân');
	await list.locator('li').first().click();
	await page.waitForURL(/\/thu-tuc\/\d+$/);
	assert.equal(await page.locator('h1').innerText(), 'Xác nhận tình trạng hôn nhân');
	await page.context().close();
});

test('without script the same field finds', async () => {
	const page = await (await context(browser, 390, { javaScriptEnabled: false })).newPage();
	await page.goto(`${site}/`);
	await page.locator('main input[name=tu-khoa]').fill('giấy độc thân');
	await page.locator('main form[role=search] button').click();
	assert.match(await page.locator('main .dinh-result').first().innerText(), /Xác nhận tình trạng hôn nhân/);
	await page.setViewportSize({ width: 1280, height: 900 });
	await page.goto(`${site}/hoi-mot-cua`);
	await page.locator('#bar-search').fill('giấy độc thân');
	await page.keyboard.press('Enter');
	assert.match(await page.locator('main .dinh-result').first().innerText(), /Xác nhận tình trạng hôn nhân/);
	await page.context().close();
});

for (const width of [390, 1280])
	test(`the main button is in sight from the first line to the last, ${width} px`, async () => {
		const page = await (await context(browser, width)).newPage();
		await page.goto(`${site}/thu-tuc?tu-khoa=s%E1%BB%95+%C4%91%E1%BB%8F`);
		await check(page);
		await shot(page, 'tim-so-do');
		assert.match(await page.locator('main .dinh-result').first().innerText(), /^Cấp sổ đỏ lần đầu/);
		await page.locator('main .dinh-result a').first().click();
		await page.waitForURL(/\/thu-tuc\/\d+$/);
		const seen = () => page.locator('main a', { hasText: 'Nộp trực tuyến' }).evaluate((a) => {
			const r = a.getBoundingClientRect();
			return r.top >= 0 && r.bottom <= innerHeight && document.elementFromPoint(r.left + 9, r.top + 9) === a;
		});
		assert.ok(await seen(), 'at the top');
		await page.evaluate(() => scrollTo(0, document.body.scrollHeight / 2));
		assert.ok(await seen(), 'in the middle');
		const entries = page.locator('.dinh-contents a');
		for (const anchor of await entries.evaluateAll((list) => list.map((a) => a.getAttribute('href')))) {
			const heading = page.locator(`h2${anchor}`);
			assert.equal(await heading.count(), 1, anchor);
			assert.ok((await heading.evaluate((h) => h.nextElementSibling?.tagName)) !== 'H2', `${anchor} is not empty`);
		}
		await entries.last().click();
		assert.ok(await page.locator('h2#can-cu, h2#mau-don').last().evaluate((h) => {
			const r = h.getBoundingClientRect();
			return r.top >= 0 && r.bottom <= innerHeight;
		}));
		const text = await page.locator('main').innerText();
		assert.doesNotMatch(text, /tạm tính|nguồn dữ liệu|^—$/im);
		await check(page);
		await page.context().close();
	});

test('nothing found leads to whom to ask', async () => {
	const page = await (await context(browser, 390)).newPage();
	await page.goto(`${site}/thu-tuc?tu-khoa=qwxzjk+vbnmp`);
	await check(page);
	await page.locator('main a', { hasText: 'Hỏi Trung tâm Phục vụ hành chính công' }).click();
	await page.waitForURL(/\/hoi-mot-cua$/);
	await check(page);
	await shot(page, 'hoi-mot-cua');
	await page.locator('main input[name=tim]').fill('Gia Lâm');
	await page.locator('main form[role=search] button').click();
	await page.locator('main a', { hasText: 'Xã Gia Lâm' }).first().waitFor();
	await page.context().close();
});
