// The citizen card: typed by a reader wherever the focus is, mangled on its way, read by the camera and from a photo; and at an officer's,
// beside what is known of the person.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { open, context, check, shot, signIn, pointer, site } from './browser.mjs';

const { default: encode } = await import(createRequire(new URL('../../assets/package.json', import.meta.url)).resolve('qr'));
let browser, folder;
before(async () => {
	browser = await open();
	folder = mkdtempSync(join(tmpdir(), 'dinh-scan-'));
});
after(async () => {
	await browser.close();
	rmSync(folder, { recursive: true, force: true });
});

const card = '037184001234|161234567|ĐINH THỊ HOÀ|05091984|Nữ|Thôn 3, Gia Lâm, Nho Quan, Ninh Bình|10052021';
const filled = { name: 'Đinh Thị Hoà', personal_number: '037184001234', birth_on: '05/09/1984', sex: 'female', address: 'Thôn 3, Gia Lâm, Nho Quan, Ninh Bình', old_number: '161234567' };

// A form of every kind of control, with the site's own script: the pages of other features may change, the script's promise does not.
let app, policy;
async function form(page, field = true) {
	if (!app) {
		const home = await page.request.get(site);
		app = (await home.text()).match(/src="(\/static\/app[^"]*)"/)[1];
		policy = { 'content-security-policy': home.headers()['content-security-policy'] }; // what every page may do, this one too
	}
	await page.unrouteAll();
	await page.route(`${site}/thu-quet-the`, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', headers: policy, body: `<!DOCTYPE html><html lang="vi"><head><title>Thử</title>
<script src="${app}" defer></script></head><body><form action="/khong-duoc-gui" method="post" data-card>
${field ? '<p><label>Quét thẻ <input name="card"></label></p>' : ''}
<p><label>Thủ tục <select name="procedure"><option>037 một</option><option>1 hai</option><option>9 ba</option></select></label></p>
<p><label>Họ và tên <input name="name"></label></p><p><label>Số <input name="personal_number" maxlength="12"></label></p>
<p data-date><label>Ngày sinh <input name="birth_on" id="birth_on"></label></p>
<p><label><input type="radio" name="sex" value="male"> Nam</label><label><input type="radio" name="sex" value="female"> Nữ</label></p>
<p><label>Nơi ở <textarea name="address"></textarea></label></p><p><label>Số cũ <input name="old_number"></label></p>
<p><label>Điện thoại <input name="phone"></label></p><button>Gửi</button></form></body></html>` }));
	await page.goto(`${site}/thu-quet-the`);
	await page.waitForSelector('.dinh-scan__camera');
	if (page.sent === undefined) page.on('request', (r) => (page.sent += r.url().endsWith('/khong-duoc-gui')));
	page.sent = 0;
	return page;
}
const values = (page) => page.evaluate(() => Object.fromEntries([...new FormData(document.forms[0])]));
const type = async (page, text, end = 'Enter') => {
	await page.keyboard.type(text); // like a reader: as quick as it goes
	if (end) await page.keyboard.press(end);
};
async function assertFilled(page, more = {}) {
	await page.waitForFunction((number) => document.forms[0].elements.personal_number.value === number, filled.personal_number);
	const now = await values(page);
	for (const [name, value] of Object.entries({ ...filled, phone: '', procedure: '037 một', ...more })) assert.equal(now[name] ?? '', value, name);
	assert.ok(!now.card, 'the field for the reader is empty again');
	assert.equal(page.sent, 0, 'nothing was sent');
	assert.equal(new URL(page.url()).pathname, '/thu-quet-the');
}

test('a reader fills the form wherever the focus is, and spills nothing', async () => {
	const page = await (await context(browser, 1280)).newPage();
	const places = ['[name=card]', '[name=name]', '[name=personal_number]', '[name=birth_on]', '[name=phone]', '[name=address]', '[name=procedure]', '[value=male]', 'form > button', 'body'];
	for (const [i, place] of places.entries()) {
		await form(page, i % 2 === 0); // with and without a field for it, ended by Enter and by Tab
		if (place !== 'body') await page.focus(place);
		await type(page, card, i % 4 < 2 ? 'Enter' : 'Tab');
		await assertFilled(page);
		assert.equal(await page.evaluate(() => document.activeElement.name), 'phone', `${place}: on to the first empty field`);
	}
	await page.context().close();
});

test('a reader that ends without a key, a paste, and a number alone', async () => {
	const page = await (await context(browser, 390)).newPage();
	await form(page);
	await page.focus('[name=phone]');
	await type(page, card, null);
	await assertFilled(page);
	await form(page);
	await page.locator('[name=name]').fill(card); // as a phone's reader does: no keys, the whole text at once
	await assertFilled(page);
	await form(page);
	await page.locator('[name=card]').fill(card);
	await assertFilled(page);
	await form(page);
	await page.focus('[name=card]');
	await type(page, '037184001234');
	assert.equal((await values(page)).personal_number, '037184001234');
	await page.context().close();
});

test('what people type is left alone', async () => {
	const page = await (await context(browser, 1280)).newPage();
	await form(page);
	await page.focus('[name=personal_number]');
	await type(page, '037184001234', 'Tab');
	await page.focus('[name=name]');
	await type(page, 'A|B|C 12', null);
	const now = await values(page);
	assert.equal(now.personal_number, '037184001234');
	assert.equal(now.name, 'A|B|C 12');
	assert.equal(now.card, '');
	await page.context().close();
});

test('a mangled card fills only what is sure', async () => {
	const page = await (await context(browser, 1280)).newPage();
	await form(page);
	await page.focus('[name=phone]');
	await page.keyboard.type('037184001234||');
	await page.keyboard.insertText(Buffer.from('ĐINH THỊ HOÀ', 'utf8').toString('latin1')); // raw bytes as characters
	await type(page, '|05091984|N?|Th?n 3|10052021');
	await assertFilled(page, { address: '', old_number: '' });
	await form(page);
	await page.focus('[name=phone]');
	await type(page, '037184001234|161234567|?INH TH? HO?|05091984|N?|Th?n 3|10052021');
	await assertFilled(page, { name: '', address: '' });
	await page.context().close();
});

test('every layout of the vectors', async () => {
	const page = await (await context(browser, 1280)).newPage();
	const seen = [
		['001099012345|123456789|Nguyễn Văn A|01011990|Nam|Số 1, Phường X, Hà Nội|01012021', 'doubt'],
		['079090001001|020123456|Nguyễn Văn A|01011990|Nam|1 Lê Duẫn, Bến Nghé, Quận 1, Thành phố Hồ Chí Minh|01012021', 'ok'],
		['001090123456|012345678|NGUYEN VAN A|01011990|Nam|Phường Bến Nghé, Quận 1, TP. Hồ Chí Minh|15042021', 'ok'],
		['012345678912|123456789|Nguyễn Văn A|01011990|Nam|123 Đường Số 1, Phường 2, Quận 3, TP Hồ Chí Minh|01012022||||', 'doubt'],
		['012345678901|NGUYỄN VĂN A|01011990|Nam|Việt Nam|01012021', 'doubt'],
		['001234567890|Nguyễn Văn A|01011990|Nam|123 Đường ABC, Quận 1, TP.HCM|01012021|01012031|Việt Nam|Kinh||', 'number'],
		['079123456789|Nguyễn Văn A|01011990|Nam|Xóm 1, Xã B, Huyện C, Tỉnh D||', 'number'],
	];
	await form(page);
	for (const [text, expected] of seen) {
		await page.evaluate(() => document.forms[0].reset());
		await page.focus('[name=phone]');
		await type(page, text);
		await page.waitForFunction((number) => document.forms[0].elements.personal_number.value === number, text.slice(0, 12));
		const now = await values(page);
		const doubt = /không khớp/.test(await page.locator('.dinh-scan__said').innerText());
		assert.equal(now.name ? (doubt ? 'doubt' : 'ok') : 'number', expected, text);
	}
	await page.context().close();
});

test('what stood in a field is one click away', async () => {
	const page = await (await context(browser, 1280)).newPage();
	await form(page);
	await page.locator('[name=name]').fill('Đinh Thị Hòa');
	await page.locator('[name=address]').fill('Thôn 9');
	await page.focus('[name=phone]');
	await type(page, card);
	await assertFilled(page);
	const differs = page.locator('.dinh-scan__differs');
	assert.equal(await differs.count(), 1, 'the place of a mark is no difference');
	await differs.getByRole('button', { name: 'Giữ như trước' }).click();
	assert.equal((await values(page)).address, 'Thôn 9');
	await page.context().close();
});

// ---- camera ----

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const size = { width: 640, height: 480 };
// The code in the middle of a grey picture: luminance, row by row.
function picture(text) {
	const code = encode(text, 'raw', { ecc: 'medium' });
	const scale = Math.floor(420 / code.length);
	const grey = Buffer.alloc(size.width * size.height, 150);
	const [left, top] = [Math.floor((size.width - scale * code.length) / 2), Math.floor((size.height - scale * code.length) / 2)];
	for (let y = 0; y < scale * code.length; y++)
		for (let x = 0; x < scale * code.length; x++)
			grey[(top + y) * size.width + left + x] = code[Math.floor(y / scale)][Math.floor(x / scale)] ? 25 : 230;
	return grey;
}

test('the camera reads a card', async () => {
	const frame = Buffer.concat([Buffer.from('FRAME\n'), picture(card), Buffer.alloc((size.width * size.height) / 2, 128)]);
	const film = join(folder, 'card.y4m');
	writeFileSync(film, Buffer.concat([Buffer.from(`YUV4MPEG2 W${size.width} H${size.height} F10:1 Ip A1:1 C420jpeg\n`), frame, frame, frame]));
	const filming = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
		args: ['--no-sandbox', '--disable-gpu', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`],
	});
	try {
		const page = await (await context(filming, 390)).newPage();
		await form(page, false);
		await page.getByRole('button', { name: 'Quét thẻ bằng camera' }).click();
		await assertFilled(page);
		await page.waitForSelector('.dinh-camera', { state: 'detached' });
		await page.context().close();
	} finally {
		await filming.close();
	}
});

test('without a camera there is a sentence, and a photo does', async () => {
	const page = await (await context(browser, 390)).newPage();
	await form(page);
	await page.getByRole('button', { name: 'Quét thẻ bằng camera' }).click();
	await page.waitForFunction(() => /Chưa được phép|không có camera|Không mở được/.test(document.querySelector('.dinh-camera__status')?.textContent));
	const bytes = await page.evaluate(async ({ width, height, grey }) => {
		const canvas = Object.assign(document.createElement('canvas'), { width, height });
		const image = new ImageData(width, height);
		const from = atob(grey);
		for (let i = 0; i < from.length; i++) image.data.set([from.charCodeAt(i), from.charCodeAt(i), from.charCodeAt(i), 255], i * 4);
		canvas.getContext('2d').putImageData(image, 0, 0);
		return canvas.toDataURL('image/jpeg', 0.7).split(',')[1];
	}, { ...size, grey: picture(card).toString('base64') });
	const file = (base64) => ({ name: 'the.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(base64, 'base64') });
	const says = (sentence) => page.waitForFunction((text) => document.querySelector('.dinh-camera__status').textContent.includes(text), sentence);
	const choose = (name, mimeType, buffer) => page.locator('.dinh-camera__file').setInputFiles({ name, mimeType, buffer });
	await choose('x.jpg', 'image/jpeg', Buffer.from('no picture'));
	await says('không mở được ảnh');
	await choose('x.pdf', 'application/pdf', Buffer.from('%PDF-1.4'));
	await says('không phải là ảnh');
	await choose('x.png', 'image/png', PNG);
	await says('Không thấy mã QR trong ảnh');
	await page.locator('.dinh-camera__file').setInputFiles(file(bytes));
	await assertFilled(page);
	await page.context().close();
});

test('chosen pictures are shown small; a broken one keeps its name', async () => {
	const page = await (await context(browser, 390)).newPage();
	await signIn(page, pointer, 'quantri');
	await page.goto(`${site}/kieu-dang`);
	const file = (name, buffer) => ({ name, mimeType: 'image/png', buffer });
	await page.locator('[data-files] input').first().setInputFiles([file('tốt.png', PNG)]);
	await page.waitForFunction(() => [...document.querySelectorAll('.dinh-files__list img')].some((i) => i.complete && i.naturalWidth > 0));
	await page.locator('[data-files] input').first().setInputFiles([file('hỏng.png', Buffer.from('no picture'))]);
	await page.waitForFunction(() => document.querySelectorAll('.dinh-files__list img').length === 0);
	assert.match(await page.locator('.dinh-files__list').first().innerText(), /hỏng\.png/);
	await page.context().close();
});

// ---- at an officer's ----

// The page has put the focus where it wants it: nobody scans before he sees the page.
const focused = (page) => page.waitForFunction(() => document.activeElement !== document.body);

let serial = Date.now() % 1e5;
for (const width of [390, 1280])
	test(`an officer scans a card, ${width} px`, async () => {
		const page = await (await context(browser, width)).newPage();
		const number = `0371840${String(serial++).padStart(5, '0')}`;
		const text = (name, born = '05091984') => `${number}|161234567|${name}|${born}|Nữ|Thôn 3, Gia Lâm, Ninh Bình|10052021`;
		await signIn(page, pointer, 'motcua.gialam');
		await page.goto(`${site}/nguoi-dan`);
		await check(page);
		await shot(page, 'nguoi-dan');
		await focused(page);
		await type(page, text('ĐINH THỊ MAI'));
		await page.getByRole('heading', { name: 'Chưa có trong dữ liệu' }).waitFor();
		await shot(page, 'the-can-cuoc-moi');
		await page.getByRole('button', { name: 'Thêm người này' }).click();
		await page.getByRole('heading', { name: 'Đinh Thị Mai' }).waitFor();
		await check(page);
		assert.match(await page.locator('main').innerText(), /161234567/);
		await page.goto(`${site}/nguoi-dan`);
		await focused(page);
		await type(page, text('ĐINH THỊ MÂY', '15091984'));
		await page.getByRole('heading', { name: 'Đối chiếu thẻ căn cước' }).waitFor();
		await shot(page, 'the-can-cuoc-doi-chieu');
		await page.getByLabel('Ngày sinh: 15/09/1984').check();
		await page.getByRole('button', { name: 'Lưu lựa chọn' }).click();
		await page.getByRole('heading', { name: 'Đinh Thị Mai' }).waitFor(); // the name was not chosen
		assert.match(await page.locator('main').innerText(), /15\/09\/1984/);
		await page.goto(`${site}/nguoi-dan?q=${encodeURIComponent('dinh thi mia')}`);
		assert.match(await page.locator('h2').first().innerText(), /Gần giống/);
		await shot(page, 'nguoi-dan-gan-giong');
		await page.context().close();
	});

test('without script the field sends the card', async () => {
	const page = await (await context(browser, 390, { javaScriptEnabled: false })).newPage();
	await signIn(page, pointer, 'motcua.gialam');
	await page.goto(`${site}/nguoi-dan`);
	await page.locator('[name=card]').fill('không phải thẻ');
	await page.getByRole('button', { name: 'Đọc thẻ' }).click();
	assert.match(await page.locator('.govuk-error-summary').innerText(), /Không đọc được thẻ/);
	await page.locator('[name=card]').fill(card.replace('037184001234', `0371840${String(serial++).padStart(5, '0')}`));
	await page.getByRole('button', { name: 'Đọc thẻ' }).click();
	assert.match(await page.locator('h1').innerText(), /Chưa có trong dữ liệu/);
	await page.context().close();
});

// ---- a unit's organisation ----

for (const width of [390, 1280])
	test(`an administrator edits departments and hamlets, ${width} px`, async () => {
		const page = await (await context(browser, width)).newPage();
		const name = `Thử ${serial++}`;
		await signIn(page, pointer, 'quantri.gialam');
		await page.goto(`${site}/quan-tri/thon`);
		await check(page);
		await shot(page, 'thon');
		const form = page.locator('.dinh-narrow'), rows = page.locator('tbody tr');
		const before = await rows.count();
		await form.getByLabel('Loại').selectOption('Thôn');
		await form.getByLabel('Tên').fill(name);
		await form.getByRole('button', { name: 'Thêm' }).click();
		assert.match(await page.locator('.govuk-error-summary').innerText(), /căn cứ/i);
		assert.equal(await form.getByLabel('Tên').inputValue(), name, 'what was typed is still there');
		assert.equal(await rows.count(), before, 'and the list above too');
		await form.getByLabel('Căn cứ').fill('Nghị quyết thử');
		await form.getByRole('button', { name: 'Thêm' }).click();
		await page.getByLabel('Tên cần tìm').fill(name);
		await page.getByRole('button', { name: 'Xem' }).click();
		assert.equal(await rows.count(), 1);
		await page.getByRole('link', { name: `Thôn ${name}` }).click();
		await check(page);
		await page.getByRole('button', { name: 'Ghi ngày kết thúc' }).click();
		assert.match(await page.locator('.govuk-error-summary').innerText(), /không còn từ ngày/i);
		await page.goto(`${site}/quan-tri/co-quan`);
		await check(page);
		await page.getByRole('link', { name: 'Phòng Kinh tế' }).click();
		await check(page);
		await shot(page, 'phong-ban');
		await page.goto(`${site}/don-vi?ngay=2025-06-30`);
		await check(page);
		await page.getByRole('link', { name: '01/07/2025, hai cấp' }).click();
		assert.match(await page.locator('h2').first().innerText(), /34 tỉnh/);
		await page.context().close();
	});
