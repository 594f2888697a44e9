// The counter: from a scanned card to the receipt, and back from the receipt's QR to the result in somebody's hand; on a phone, on a
// desk and by keyboard alone. A practised user's keys and time are counted: under 40 keys and 60 seconds beside the scan.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, context, check, shot, signIn, pointer, keyboard, site, password } from './browser.mjs';

let browser;
const folder = mkdtempSync(join(tmpdir(), 'dinh-desk-'));
before(async () => { browser = await open(); });
after(async () => { await browser.close(); rmSync(folder, { recursive: true }); });

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGMQqYjCgxhGpbEhAE7QWdlkkKM7AAAAAElFTkSuQmCC', 'base64');
const KEY = 280; // ms of a practised typist for one key
const SCAN = 1500; // ms to lay a card under the reader

// A person nobody knows yet, as the QR of the card says it.
let people = 0;
function somebody() {
	const six = String(100000 + ((Date.now() + 7919 * people++) % 899999));
	const number = `037190${six}`;
	return { name: 'Đinh Thị Ngọc Hoà', number, phone: `0912${six}`, card: `${number}||ĐINH THỊ NGỌC HOÀ|05091990|Nữ|Thôn 2, Xã Gia Lâm, Ninh Bình|10052021` };
}

async function officer(width, how, login = 'motcua.gialam', more = {}) {
	const page = await (await context(browser, width, more)).newPage();
	await page.addInitScript(() => { window.print = () => { window.top.printed = true; }; }); // no printer here
	await signIn(page, how, login);
	return page;
}

const tokens = {};
async function api(as, path, json) {
	const send = (url, headers, body) => fetch(`${site}/api/v1${url}`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
	while (!tokens[as]) {
		const r = await send('/sessions', {}, { login: as, password });
		if (r.status === 201) tokens[as] = (await r.json()).token;
		else await new Promise((resolve) => setTimeout(resolve, 2000)); // signing in is limited by the minute
	}
	const r = await send(path, { authorization: `Bearer ${tokens[as]}` }, json);
	assert.equal(r.status, 201, `${path}: ${await r.text()}`);
}

// What the receipt says, and what its QR holds.
async function receipt(page, href) {
	const pdf = join(folder, 'receipt.pdf'), png = join(folder, 'receipt');
	writeFileSync(pdf, await (await page.request.get(site + href)).body());
	execFileSync('pdftoppm', ['-r', '200', '-png', '-singlefile', pdf, png]);
	return {
		text: execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }),
		size: execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }).match(/Page size:\s+([\d.]+) x ([\d.]+)/).slice(1).map(Number),
		qr: execFileSync('zbarimg', ['-q', '--raw', `${png}.png`], { encoding: 'utf8' }).trim(),
	};
}

// The hand of a practised user: each key counts, the system's answers are waited for and counted as they are.
function practised(page) {
	const spent = { keys: 0, hand: 0, waited: 0 };
	return {
		spent,
		press: async (key) => {
			const n = key.split('+').length;
			spent.keys += n;
			spent.hand += n * KEY;
			await page.keyboard.press(key);
		},
		type: async (text) => {
			spent.keys += text.length;
			spent.hand += text.length * KEY;
			await page.keyboard.type(text, { delay: 30 });
		},
		scan: async (text) => {
			spent.hand += SCAN;
			await page.keyboard.type(text, { delay: 1 });
			await page.keyboard.press('Enter');
		},
		until: async (what) => {
			const began = Date.now();
			await what();
			spent.waited += Date.now() - began;
		},
	};
}

const focused = (page, name) => page.waitForFunction((n) => document.activeElement?.name === n, name);
const value = (page, name) => page.locator(`main [name=${name}]`).inputValue();

// What a colleague does meanwhile, through the programs' door.
async function settle(id, page) {
	const people = await (await page.request.get(`${site}/mot-cua/${id}/lam/chuyen-xu-ly`)).text();
	await api('motcua.gialam', `/dossiers/${id}/hand-over`, { assignee: Number(people.match(/<option value="([1-9]\d*)"/)[1]) });
	await api('chuyenmon.gialam', `/dossiers/${id}/propose`, { note: 'Đủ điều kiện.' });
	await api('lanhdao.gialam', `/dossiers/${id}/approve`, {});
}

async function received(page) {
	await page.waitForURL(/vua=\d+/).catch(async () => assert.fail(await page.locator('main').innerText()));
	await page.locator('.dinh-notice--success').waitFor();
	return page.url().match(/vua=(\d+)/)[1];
}

test('a card, a receipt, a result: by keyboard alone, counted', async () => {
	const page = await officer(1280, keyboard);
	const who = somebody(), hand = practised(page);
	await page.goto(`${site}/mot-cua/tiep-nhan`);
	await focused(page, 'card');
	await shot(page, 'tiep-nhan-trong');

	await hand.scan(who.card);
	await hand.until(() => focused(page, 'phone'));
	assert.equal(await value(page, 'name'), who.name);
	assert.equal(await value(page, 'personal_number'), who.number);
	assert.equal(await value(page, 'birth_on'), '05/09/1990');
	assert.equal(await value(page, 'sex'), 'female');
	await hand.type(who.phone);
	await hand.press('Enter');
	await focused(page, 'procedure_words');
	await hand.type('ks');
	await hand.press('Enter');
	await hand.until(() => page.waitForFunction(() => document.activeElement?.name === 'papers'));
	await check(page);
	await shot(page, 'tiep-nhan');
	assert.ok(await page.locator('[data-paper] input:checked').count() > 0, 'what everybody brings is ticked');

	// The second paper is there twice, the third is not there.
	const rows = page.locator('[data-paper]');
	const first = await rows.first().locator('[name=papers]').inputValue();
	await hand.press('+');
	assert.equal(await value(page, `originals_${first}`), '2');
	await hand.press('-');
	await hand.press('ArrowDown');
	await hand.press('Space');
	await hand.press('Space');
	const printed = page.waitForRequest(/giay-tiep-nhan/);
	await hand.press('Control+Enter');
	let id;
	await hand.until(async () => { id = await received(page); });

	const { keys, hand: ms, waited } = hand.spent;
	const seconds = (ms + waited) / 1000;
	console.log(`desk intake: ${keys} keys beside the scan, ${seconds.toFixed(1)} s (${(ms / 1000).toFixed(1)} s hand, ${waited} ms waiting)`);
	assert.ok(keys < 40, `${keys} keys`);
	assert.ok(seconds < 60, `${seconds} s`);

	await check(page);
	await shot(page, 'tiep-nhan-tiep-theo');
	await focused(page, 'card');
	const link = page.locator('main a', { hasText: 'In giấy tiếp nhận' });
	assert.equal((await (await printed).response()).status(), 200, 'the receipt is fetched to be printed');
	const paper = await receipt(page, await link.getAttribute('href'));
	for (const text of ['GIẤY TIẾP NHẬN HỒ SƠ', who.name, who.number, 'khai sinh', 'Giấy chứng sinh']) assert.ok(paper.text.includes(text), `${text} in\n${paper.text}`);
	assert.deepEqual(paper.size.map(Math.round), [420, 595], 'A5');

	// Again the same person: telephone and all are known by now, and the open dossier of the same kind is said.
	await page.keyboard.type(who.card, { delay: 1 });
	await page.keyboard.press('Enter');
	await focused(page, 'procedure_words');
	assert.equal(await value(page, 'phone'), who.phone);
	await page.keyboard.type('ks');
	await page.keyboard.press('Enter');
	await page.waitForFunction(() => document.activeElement?.name === 'papers');
	assert.match(await page.locator('main').innerText(), /đang có hồ sơ cùng thủ tục/);
	await shot(page, 'tiep-nhan-trung');

	// A card that says something else than what is known: both stand side by side, nothing is overwritten.
	await page.goto(`${site}/mot-cua/tiep-nhan`, { waitUntil: 'load' }).catch(() => {});
	await focused(page, 'card');
	await page.keyboard.type(who.card.replace('NGỌC HOÀ', 'NGỌC HOA').replace('05091990', '06091990'), { delay: 1 });
	await page.keyboard.press('Enter');
	await page.locator('main', { hasText: 'Khác với dữ liệu đang lưu' }).waitFor();
	const both = await page.locator('#part-person').innerText();
	for (const text of ['Đinh Thị Ngọc Hoà', 'Đinh Thị Ngọc Hoa', '05/09/1990', '06/09/1990']) assert.ok(both.includes(text), `${text} in ${both}`);
	await check(page);
	await shot(page, 'tiep-nhan-khac');

	await settle(id, page);
	await page.goto(`${site}/mot-cua/tra-ket-qua`);
	await focused(page, 'find');
	await check(page);
	await page.keyboard.type(paper.qr, { delay: 1 });
	await page.keyboard.press('Enter');
	await page.locator('.dinh-desk__ready').waitFor();
	await shot(page, 'tra-ket-qua');
	assert.equal(await value(page, 'taken_by'), who.name);
	await page.keyboard.press('Control+Enter');
	await page.locator('.dinh-flash').waitFor();
	await page.goto(`${site}/mot-cua/${id}`);
	assert.match(await page.locator('main').innerText(), /Người nhận: Đinh Thị Ngọc Hoà \(chính chủ\)/);
});

for (const width of [390, 1280])
	test(`reception and return with the pointer: ${width} px`, async () => {
		const page = await officer(width, pointer);
		const who = somebody();
		await page.goto(`${site}/mot-cua/tiep-nhan`);
		await page.locator('main button', { hasText: 'Tiếp nhận' }).last().click();
		await page.locator('.govuk-error-summary').waitFor();
		await shot(page, 'tiep-nhan-loi');

		await page.locator('[name=phone]').fill(who.phone);
		await page.locator('[name=card]').fill(who.card);
		await page.locator('[name=card]').press('Enter');
		await page.waitForFunction((n) => document.querySelector('[name=personal_number]').value === n, who.number);
		assert.equal(await value(page, 'phone'), who.phone, 'what was typed stays');
		await page.locator('[name=procedure_words]').fill('giam ho');
		await page.locator('[role=option]', { hasText: /giám hộ/i }).first().click();
		await page.locator('[data-paper]').first().waitFor();
		await page.locator('[data-paper] input[type=file]').first().setInputFiles({ name: 'tờ khai.png', mimeType: 'image/png', buffer: PNG });
		const unticked = page.locator('[data-paper] input[type=checkbox]:not(:checked)');
		while (await unticked.count()) await unticked.first().check();
		await shot(page, 'tiep-nhan-giam-ho');

		// Something is wrong: nothing is lost, not even the file.
		await page.locator('[name=address]').fill('');
		await page.locator('main button[value=received]').click();
		await page.locator('.govuk-error-summary').waitFor();
		const wrong = await page.locator('main').innerText();
		assert.match(wrong, /Đã đính kèm: tờ khai\.png/);
		await check(page);
		assert.ok(!wrong.includes('chọn lại tệp'), wrong);
		assert.equal(await page.locator('[data-paper] input[type=checkbox]:not(:checked)').count(), 0, 'the ticks are kept');
		assert.equal(await value(page, 'phone'), who.phone);
		// Two communes are called so: the officer is asked, and nothing he typed is lost.
		await page.locator('[name=address]').fill('Thôn 2, Xã Gia Lâm');
		await page.locator('main button[value=received]').click();
		await page.locator('[name=resident]').first().waitFor();
		assert.equal(await value(page, 'address'), 'Thôn 2, Xã Gia Lâm');
		assert.match(await page.locator('main').innerText(), /Nơi cư trú này có thuộc Xã Gia Lâm, Tỉnh Ninh Bình không\?/);
		await check(page);
		await shot(page, 'tiep-nhan-noi-cu-tru');
		await page.locator('[name=resident][value=here]').check();
		await page.locator('main button[value=received]').dblclick();
		const id = await received(page);
		const paper = await receipt(page, `/mot-cua/${id}/giay-tiep-nhan`);
		assert.ok(paper.text.includes('giám hộ'));
		await page.goto(`${site}/mot-cua/${id}`);
		assert.match(await page.locator('main').innerText(), /tờ khai\.png/);
		await page.goto(`${site}/mot-cua/hom-nay`);
		await check(page);
		await shot(page, 'hom-nay');

		await settle(id, page);
		await page.goto(`${site}/mot-cua/tra-ket-qua`);
		await page.locator('[name=find]').fill(who.card);
		await page.locator('main button', { hasText: 'Tìm hồ sơ' }).click();
		await page.locator('.dinh-desk__ready').waitFor();
		assert.equal(await page.locator('.dinh-desk__ready').count(), 1, 'pressed twice, received once');
		await page.locator('[name=relation][value=authorised]').check();
		await page.locator('main button', { hasText: 'Trả kết quả' }).click();
		await page.locator('.govuk-error-summary').waitFor();
		await check(page);
		await shot(page, 'tra-ket-qua-loi');
		await page.locator('[name=taken_by]').fill('Bùi Văn Khánh');
		await page.locator('[name=taken_number]').fill('037085000777');
		await page.locator('[name=authorisation]').fill('số 12 ngày 20/11/2026');
		await page.locator('main button', { hasText: 'Trả kết quả' }).click();
		await page.locator('.dinh-flash').waitFor();
		await page.locator('[name=find]').fill(who.number);
		await page.locator('main button', { hasText: 'Tìm hồ sơ' }).click();
		assert.match(await page.locator('main').innerText(), /Không tìm thấy hồ sơ/);
	});

test('papers are missing: Mẫu 02 asks for them; refused: Mẫu 03', async () => {
	const page = await officer(1280, pointer);
	const who = somebody();
	page.on('dialog', (d) => d.accept());
	for (const [outcome, done, title] of [['supplement', 'Đã yêu cầu bổ sung', 'PHIẾU YÊU CẦU BỔ SUNG'], ['refused', 'Đã từ chối', 'PHIẾU TỪ CHỐI']]) {
		await page.goto(`${site}/mot-cua/tiep-nhan`);
		await page.locator('[name=card]').fill(who.card);
		await page.locator('[name=card]').press('Enter');
		await page.waitForFunction((n) => document.querySelector('[name=personal_number]').value === n, who.number);
		await page.locator('[name=procedure_words]').fill('ks');
		await page.locator('[role=option]').first().click();
		const ticked = page.locator('[data-paper] input[type=checkbox]:checked');
		await ticked.first().waitFor();
		const name = (await page.locator('[data-paper]:has(input[type=checkbox]:checked) label').first().innerText()).slice(0, 20);
		await ticked.first().uncheck();
		await page.locator('main summary', { hasText: 'Chưa tiếp nhận được' }).click();
		await page.locator('[name=reason]').fill('Tờ khai chưa có chữ ký của người yêu cầu.');
		await page.locator('[name=legal_basis]').fill('Điều 17 Nghị định 118/2025/NĐ-CP');
		await page.locator(`main button[value=${outcome}]`).click();
		await received(page);
		assert.match(await page.locator('.dinh-notice--success').innerText(), new RegExp(done));
		const href = await page.locator('.dinh-notice--success a', { hasText: /In phiếu/ }).getAttribute('href');
		const pdf = join(folder, `${outcome}.pdf`);
		writeFileSync(pdf, await (await page.request.get(site + href)).body());
		const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
		for (const part of [title, who.name, 'chưa có chữ ký', ...(outcome === 'supplement' ? [name] : ['118/2025'])]) assert.ok(text.includes(part), `${part} in ${text}`);
	}
});

test('without script: the same page, a few more round trips', async () => {
	const page = await officer(1280, pointer, 'motcua.gialam', { javaScriptEnabled: false });
	const who = somebody();
	await page.goto(`${site}/mot-cua/tiep-nhan`);
	await page.locator('[name=card]').fill(who.card);
	await page.keyboard.press('Enter');
	await page.waitForURL(/\/tra$/);
	assert.equal(await value(page, 'name'), who.name);
	await page.locator('[name=phone]').fill(who.phone);
	await page.locator('[name=procedure_words]').fill('khai sinh');
	await page.locator('main button', { hasText: 'Tìm thủ tục' }).click();
	await page.locator('main button[name=pick]').first().click();
	assert.equal(await value(page, 'phone'), who.phone);
	await page.locator('main button[value=received]').click();
	await received(page);
});
