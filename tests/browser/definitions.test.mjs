// An administrator makes a registry of his own without a programmer, an officer fills it on a phone. By keyboard, by pointer.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { picture } from '../http/photos.mjs';
import { open, context, check, shot, signIn, pointer, keyboard, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

const button = (page, name) => page.locator('main').getByRole('button', { name, exact: true });
const link = (page, name) => page.locator('main').getByRole('link', { name });
const go = async (page, how, locator, path) => {
	await how.press(page, locator);
	await page.waitForURL(path);
	await page.locator('#main').waitFor();
};
// A radio button: by keyboard the arrows choose within the group.
async function pick(page, how, locator) {
	await how.tick(page, locator);
	for (let i = 0; how === keyboard && i < 30 && !(await locator.isChecked()); i++) await page.keyboard.press('ArrowDown');
	assert.ok(await locator.isChecked());
}

async function field(page, how, type, label, more = async () => {}) {
	await go(page, how, link(page, 'Thêm trường').last(), /them-truong/);
	if (type !== 'text') await pick(page, how, page.locator(`input[value=${type}]`));
	await go(page, how, button(page, 'Tiếp tục'), new RegExp(`loai=${type}`));
	await check(page);
	await how.type(page, page.locator('#label'), label);
	await more();
	await go(page, how, button(page, 'Lưu'), /ban\/\d+(#.*)?$/);
}
const box = (page, name, label) => page.locator(`input[name=${name}]`).and(page.getByLabel(label, { exact: true }));

async function make(width, how, title, code) {
	const page = await (await context(browser, width)).newPage();
	const begun = Date.now();
	await signIn(page, how, 'quantri.gialam');
	await page.goto(`${site}/quan-tri/so-du-lieu`);
	await check(page);
	await shot(page, `lap-so`);
	await how.type(page, page.locator('#title'), title);
	await how.type(page, page.locator('#one'), 'giếng');
	await how.type(page, page.locator('#code'), code);
	await go(page, how, button(page, 'Tạo bản thảo'), /ban\/\d+$/);
	const draft = page.url();
	const add = async (...all) => { await page.goto(draft); await field(page, how, ...all); };
	await add('choice', 'Loại giếng', async () => {
		await how.type(page, page.locator('#choices'), 'Giếng đào\nGiếng khoan');
		await how.tick(page, page.locator('#required'));
	});
	await add('decimal', 'Độ sâu', async () => how.type(page, page.locator('#suffix'), 'm'));
	await add('yes_no', 'Nước sạch');
	await add('text', 'Thôn', async () => how.tick(page, page.locator('#required')));
	await add('geometry', 'Vị trí');
	await add('photos', 'Ảnh giếng', async () => {
		await how.type(page, page.locator('#max'), '4');
		await how.tick(page, page.locator('#required'));
	});
	// The last but one goes to the top.
	const up = page.getByRole('button', { name: 'Đưa lên: Thôn' });
	await page.goto(draft);
	await how.press(page, up);
	await page.waitForFunction(() => [...document.querySelectorAll('.dinh-piece a')].map((a) => a.textContent.trim()).indexOf('Thôn') === 3);
	await check(page);
	await shot(page, `lap-so-soan`);

	await page.goto(`${draft}/danh-sach`);
	await check(page);
	await shot(page, `lap-so-cot`);
	for (const label of ['Loại giếng', 'Độ sâu', 'Thôn']) await how.tick(page, box(page, 'columns', label));
	await how.tick(page, box(page, 'search', 'Thôn'));
	await how.tick(page, box(page, 'filters', 'Loại giếng'));
	await how.tick(page, box(page, 'sorts', 'Độ sâu'));
	await how.tick(page, box(page, 'sorts', 'Nước sạch'));
	await how.press(page, button(page, 'Lưu'));
	await page.locator('.govuk-error-summary').waitFor();
	assert.match(await page.locator('main').innerText(), /“Nước sạch” chưa là cột của danh sách/);
	assert.ok(await box(page, 'columns', 'Độ sâu').isChecked(), 'what was ticked stays');
	await check(page);
	await how.tick(page, box(page, 'sorts', 'Nước sạch')); // there it is
	await (how === keyboard ? page.keyboard.press('Space') : box(page, 'sorts', 'Nước sạch').uncheck());
	await go(page, how, button(page, 'Lưu'), /ban\/\d+$/);

	await page.goto(`${draft}/trang-thai/mot`);
	await check(page);
	await how.type(page, page.locator('#title'), 'Ngừng dùng');
	await pick(page, how, page.locator('input[name=colour][value=grey]'));
	await go(page, how, button(page, 'Lưu'), /trang-thai$/);
	await go(page, how, link(page, 'Thêm việc chuyển'), /chuyen/);
	await check(page);
	await how.type(page, page.locator('#title'), 'Cho ngừng dùng');
	await how.tick(page, page.locator('input[name=from][value=kept]'));
	await pick(page, how, page.locator('input[name=to][value=ngung_dung]'));
	await go(page, how, button(page, 'Lưu'), /trang-thai$/);
	await check(page);
	await shot(page, `lap-so-trang-thai`);

	await page.goto(`${draft}/xem-truoc`);
	await check(page);
	await shot(page, `lap-so-xem-truoc`);
	await page.goto(`${draft}/cong-bo`);
	await check(page);
	await go(page, how, button(page, 'Công bố'), /so-du-lieu\/\d+$/);
	assert.match(await page.locator('main').innerText(), /Đang dùng/);
	await check(page);
	await shot(page, `lap-so-mot`);
	assert.ok(Date.now() - begun < 600e3, 'ten minutes');
	await page.context().close();
}

// A picture as a camera makes it: big enough to be made smaller.
const photo = (name, colour) => ({ name, mimeType: 'image/png', buffer: picture(...colour, 900) });

async function fill(code) {
	const page = await (await context(browser, 390, { hasTouch: true, isMobile: true, geolocation: { latitude: 20.4012, longitude: 105.7905 }, permissions: ['geolocation'] })).newPage();
	await signIn(page, pointer, 'chuyenmon.gialam');
	await page.goto(`${site}/du-lieu/${code}/them`);
	await check(page);
	await shot(page, 'lap-so-ghi');
	await page.locator('#e_label').fill('Giếng đình');
	await page.getByLabel('Giếng đào').check();
	await page.locator('#e_do_sau').fill('8,5');
	await page.getByRole('button', { name: /Lấy vị trí|Vị trí của tôi/ }).click();
	await page.waitForFunction(() => /20[.,]401/.test(document.querySelector('#e_vi_tri').value));
	await page.locator('[id="e_anh_gieng-camera"]').setInputFiles(photo('IMG_0001.png', [90, 140, 180]));
	await page.locator('[id="e_anh_gieng-file"]').setInputFiles([photo('gieng.png', [120, 160, 90]), photo('nhầm.png', [200, 60, 60])]);
	assert.equal(await page.locator('.dinh-files__list li').count(), 3, 'what was chosen is seen');
	await check(page);
	await shot(page, 'lap-so-anh-chon');
	await button(page, 'Ghi vào sổ').click();
	await page.locator('.govuk-error-summary').waitFor(); // the hamlet was forgotten: no photo is lost
	assert.match(await page.locator('main').innerText(), /Nhập “Thôn”/);
	await check(page);
	await shot(page, 'lap-so-anh-giu');
	await page.locator('#e_thon').fill('Thôn Thượng');
	await page.locator('.dinh-file--kept', { hasText: 'nhầm.png' }).locator('input').uncheck();
	await go(page, pointer, button(page, 'Ghi vào sổ'), /\/\d+$/);
	await check(page);
	assert.match(await page.locator('main').innerText(), /8,5 m/);
	assert.equal(await page.locator('.dinh-photos__list img').count(), 2);
	await page.waitForFunction(() => [...document.querySelectorAll('.dinh-photos__list img')].every((i) => i.complete && i.naturalWidth));
	assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the phone');
	await shot(page, 'lap-so-muc');
	await page.goto(`${site}/du-lieu/${code}/danh-sach?tim=${encodeURIComponent('thuong')}`);
	await page.locator('main a', { hasText: 'Giếng đình' }).or(page.locator('main', { hasText: 'Giếng đào' })).first().waitFor();
	await check(page);
	await page.context().close();
}

test('a registry is made by keyboard alone, an officer fills it on a phone', async () => {
	await make(1280, keyboard, 'Giếng nước', 'gieng-nuoc-ban-phim');
	await fill('gieng-nuoc-ban-phim');
});
test('a registry is made on a phone', () => make(390, pointer, 'Giếng nước của xã', 'gieng-nuoc-dien-thoai'));
test('a version that loses something says so before it holds', async () => {
	const page = await (await context(browser, 1280)).newPage();
	await signIn(page, pointer, 'quantri.gialam');
	await page.goto(`${site}/quan-tri/so-du-lieu?tim=gieng-nuoc-ban-phim`);
	await go(page, pointer, link(page, 'Giếng nước').first(), /so-du-lieu\/\d+$/);
	await go(page, pointer, button(page, 'Tạo bản thảo mới'), /ban\/\d+$/);
	const draft = page.url();
	page.on('dialog', (dialog) => dialog.accept());
	await pointer.press(page, page.getByRole('button', { name: 'Xóa trường Độ sâu' }));
	const sure = page.locator('dialog[open] button').filter({ hasText: /Xóa|Đồng ý|Có/ });
	await sure.first().click({ timeout: 3000 }).catch(() => {});
	await page.waitForFunction(() => ![...document.querySelectorAll('.dinh-piece a')].some((a) => a.textContent.trim() === 'Độ sâu'));
	await page.goto(`${draft}/so-sanh`);
	await check(page);
	await shot(page, 'lap-so-so-sanh');
	await page.goto(`${draft}/cong-bo`);
	assert.match(await page.locator('main').innerText(), /Trường “Độ sâu” không còn được hỏi: 1 mục đang có/);
	await check(page);
	await shot(page, 'lap-so-mat');
	await button(page, 'Công bố').click();
	await page.locator('.govuk-error-summary').waitFor();
	await check(page);
	await page.locator('#though_lost').check();
	await go(page, pointer, button(page, 'Công bố'), /so-du-lieu\/\d+$/);
	await page.context().close();
});
