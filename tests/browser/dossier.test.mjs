// The first passage, on a phone, on a desk and by keyboard alone: file online, receive, supplement, approve, return, follow by QR.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, context, check, shot, picture, signIn, pointer, keyboard, site } from './browser.mjs';

let browser;
const folder = mkdtempSync(join(tmpdir(), 'dinh-browser-'));
before(async () => { browser = await open(); });
after(async () => { await browser.close(); rmSync(folder, { recursive: true }); });

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGMQqYjCgxhGpbEhAE7QWdlkkKM7AAAAAElFTkSuQmCC', 'base64');
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
	'3 0 obj<</Type/Page/MediaBox[0 0 200 200]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

async function officer(width, how, login) {
	const c = await context(browser, width);
	const page = await c.newPage();
	await signIn(page, how, login);
	return page;
}

async function file(page, how) {
	await page.goto(site);
	await check(page);
	await shot(page, 'trang-chu');
	await page.goto(`${site}/thu-tuc?tu-khoa=giam+ho`);
	await check(page);
	await shot(page, 'thu-tuc');
	await how.press(page, page.locator('main a', { hasText: 'đăng ký giám hộ' }));
	await page.waitForURL(/\/thu-tuc\/\d+/);
	await check(page);
	await shot(page, 'mot-thu-tuc');
	await how.press(page, page.locator('main a', { hasText: 'Nộp trực tuyến' }));
	await page.waitForURL(/\/ho-so\/nop/);
	await check(page);
	await how.choose(page, page.locator('select[name=receiving_unit]'), 'Xã Gia Lâm');
	await how.press(page, page.locator('main button', { hasText: 'Bắt đầu khai' }));
	await page.waitForURL(/\/ho-so\/soan\/[^/]+$/);
	await check(page);

	// An empty form comes back with what is wrong, and keeps what was typed.
	const address = page.locator('[name=result_address]');
	await how.type(page, address, 'Thôn 2, xã Gia Lâm');
	await how.press(page, page.locator('main button[value=next]'));
	await page.locator('.govuk-error-summary').waitFor();
	await check(page);
	await shot(page, 'to-khai-loi');
	assert.equal(await address.inputValue(), 'Thôn 2, xã Gia Lâm');
	await how.type(page, page.locator('[name=e_content]'), 'Đăng ký giám hộ cho cháu Bùi Gia Hân');
	await shot(page, 'to-khai');
	await how.press(page, page.locator('main button[value=next]'));
	await page.waitForURL(/\/giay-to$/).catch(async () => assert.fail(await page.locator('main').innerText()));
	await check(page);
	const papers = page.waitForURL(/\/giay-to$/, { waitUntil: 'load' });
	await page.locator('input[type=file]').first().setInputFiles({ name: 'giấy chứng sinh.png', mimeType: 'image/png', buffer: PNG });
	await papers;
	await page.locator('.dinh-file', { hasText: 'giấy chứng sinh.png' }).waitFor();
	await shot(page, 'giay-to');
	await how.press(page, page.locator('main a', { hasText: 'Tiếp tục' }));
	await page.waitForURL(/\/xem-lai$/);
	await check(page);
	await shot(page, 'xem-lai');
	await how.tick(page, page.locator('[name=declared]'));
	await how.press(page, page.locator('main button', { hasText: 'Nộp hồ sơ' }));
	await page.waitForURL(/\/da-nop$/).catch(async () => assert.fail(await page.locator('main').innerText()));
	await check(page);
	await shot(page, 'da-nop');
	await how.press(page, page.locator('main a', { hasText: 'Xem hồ sơ' }));
	await page.waitForURL(/\/ho-so\/\d+$/);
	await check(page);
	await shot(page, 'ho-so-da-nop');
	const text = await page.locator('main').innerText();
	assert.match(text, /giấy chứng sinh\.png/);
	return text.match(/[A-Z]\d{2}[.0-9A-Z]*-\d{6}-\d{4}/)[0];
}

async function find(page, how, code) {
	await page.goto(`${site}/mot-cua`);
	await check(page);
	await shot(page, 'mot-cua');
	if (how === pointer && page.viewportSize().width === 1280) await picture(page, 'readme-desk', 800);
	await how.type(page, page.locator('main input[name=tim]'), code);
	await page.keyboard.press('Enter');
	await page.waitForURL(/tim=/);
	await how.press(page, page.locator('main a', { hasText: code }));
	await page.waitForURL(/\/mot-cua\/\d+$/);
	await check(page);
	await shot(page, 'mot-ho-so');
}

async function act(page, how, title, fill = async () => {}) {
	await how.press(page, page.locator('main a, main button', { hasText: title }));
	if (title !== 'Tiếp nhận hồ sơ') {
		await page.waitForURL(/\/lam\//);
		await check(page);
		await fill(page);
		await how.press(page, page.locator('main form button').last());
	}
	await page.waitForURL(/\/(mot-cua|ho-so)\/\d+$/);
	await page.waitForLoadState('load');
}

async function scanReceipt(page) {
	const href = await page.locator('main a', { hasText: 'giấy tiếp nhận' }).first().getAttribute('href');
	const pdf = join(folder, 'receipt.pdf'), png = join(folder, 'receipt');
	writeFileSync(pdf, await (await page.request.get(site + href)).body());
	execFileSync('pdftoppm', ['-r', '200', '-png', '-singlefile', pdf, png]);
	assert.match(execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }), /GIẤY TIẾP NHẬN HỒ SƠ/);
	return execFileSync('zbarimg', ['-q', '--raw', `${png}.png`], { encoding: 'utf8' }).trim();
}

for (const [width, how] of [[390, pointer], [1280, pointer], [1280, keyboard]]) {
	test(`file, receive, supplement, approve, return, follow: ${width} px, ${how.name}`, async () => {
		const citizen = await officer(width, how, process.env.DINH_CITIZEN ?? '0530000001');
		const code = await file(citizen, how);
		const dossier = citizen.url();

		const desk = await officer(width, how, 'motcua.gialam');
		await find(desk, how, code);
		await act(desk, how, 'Yêu cầu bổ sung', (p) => how.type(p, p.locator('[name=note]'), 'Ảnh giấy chứng sinh bị mờ, đề nghị chụp lại.'));

		await citizen.goto(`${site}/thong-bao`);
		await how.press(citizen, citizen.locator('main button', { hasText: 'Đánh dấu đã đọc tất cả' }));
		await citizen.locator('.dinh-bell__count').waitFor({ state: 'detached' });
		await citizen.goto(dossier);
		await check(citizen);
		await shot(citizen, 'ho-so-can-bo-sung');
		if (width === 390) await picture(citizen, 'readme-citizen', 900);
		assert.match(await citizen.locator('main').innerText(), /bị mờ, đề nghị chụp lại/);
		await act(citizen, how, 'Sửa tờ khai', (p) => how.type(p, p.locator('[name=e_content]'), 'Đăng ký giám hộ cho cháu Bùi Gia Hân, sinh năm 2020'));
		assert.match(await citizen.locator('main').innerText(), /sinh năm 2020/);
		await act(citizen, how, 'Bổ sung hồ sơ', (p) =>
			p.locator('input[type=file]').setInputFiles({ name: 'giấy chứng sinh rõ.png', mimeType: 'image/png', buffer: PNG }));

		await desk.reload();
		assert.match(await desk.locator('main').innerText(), /Tờ khai được sửa lúc/);
		await act(desk, how, 'Tiếp nhận hồ sơ');
		await check(desk);
		await act(desk, how, 'Chuyển xử lý');
		const url = await scanReceipt(desk);
		assert.match(url, /\/tra-cuu\?ma=/);

		const specialist = await officer(width, how, 'chuyenmon.gialam');
		await specialist.goto(desk.url());
		await act(specialist, how, 'Trình phê duyệt', async (p) => {
			await how.type(p, p.locator('[name=note]'), 'Đủ điều kiện, kính trình.');
			await p.locator('input[type=file]').setInputFiles({ name: 'trích lục.pdf', mimeType: 'application/pdf', buffer: PDF });
		});
		const leader = await officer(width, how, 'lanhdao.gialam');
		await leader.goto(desk.url());
		await act(leader, how, 'Phê duyệt kết quả');
		await desk.reload();
		await act(desk, how, 'Trả kết quả');
		await shot(desk, 'mot-ho-so-xong');

		const stranger = await (await context(browser, width)).newPage();
		await stranger.goto(url);
		await check(stranger);
		await shot(stranger, 'tra-cuu');
		const text = await stranger.locator('main').innerText();
		assert.match(text, /Đã trả kết quả/);
		assert.ok(text.includes(code));
		const bell = await citizen.goto(`${site}/thong-bao`);
		assert.equal(bell.status(), 200);
		await check(citizen);
		assert.ok((await citizen.locator('main').innerText()).includes(code));
	});
}

test('the keys of the desk: rows, actions, the list of them, off while typing and when switched off', async () => {
	const page = await officer(1280, keyboard, 'motcua.gialam');
	const focus = (read) => page.evaluate(read);
	const row = () => focus(() => [...document.querySelectorAll('[data-row]')].indexOf(document.activeElement));
	await page.goto(`${site}/mot-cua`);
	for (const [key, at] of [['j', 0], ['j', 1], ['ArrowDown', 2], ['ArrowUp', 1], ['k', 0], ['k', 0]]) {
		await page.keyboard.press(key);
		assert.equal(await row(), at, key);
	}
	await page.locator('main input[name=tim]').focus();
	await page.keyboard.type('jk?');
	assert.equal(await page.locator('main input[name=tim]').inputValue(), 'jk?');
	await page.locator('main a[data-row]').first().focus();
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/mot-cua\/\d+$/);

	await page.keyboard.press('?');
	assert.match(await page.locator('dialog').innerText(), /Tiếp nhận hồ sơ: Enter để xác nhận/);
	await check(page);
	await shot(page, 'phim-tat');
	await page.keyboard.press('b');
	assert.equal(await page.locator('dialog').count(), 1, 'the dialog keeps the keys');
	await page.getByLabel('Dùng phím tắt').uncheck();
	await page.keyboard.press('Escape');
	await page.keyboard.press('t');
	assert.equal(await focus(() => document.activeElement.dataset.key), undefined, 'switched off');
	await page.locator('footer summary').click();
	await page.locator('footer button', { hasText: 'Phím tắt' }).click();
	await page.getByLabel('Dùng phím tắt').check();
	await page.keyboard.press('Escape');

	await page.keyboard.press('T');
	assert.equal(await focus(() => document.activeElement.textContent), 'Tiếp nhận hồ sơ', 'a key alone receives nothing');
	await page.keyboard.press('b');
	await page.waitForURL(/\/lam\/yeu-cau-bo-sung$/);
	await page.goBack();
	await page.keyboard.press('t');
	await page.keyboard.press('Enter');
	await page.locator('a', { hasText: 'Chuyển xử lý' }).waitFor();
	await page.keyboard.press('c');
	await page.waitForURL(/\/lam\/chuyen-xu-ly$/);
});
