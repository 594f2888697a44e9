// A late dossier: why it was promised for that day, the apology with a new day, what the applicant reads; and one action on many.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open, context, check, shot, signIn, pointer, keyboard, site } from './browser.mjs';

let browser;
const folder = mkdtempSync(join(tmpdir(), 'dinh-late-'));
before(async () => { browser = await open(); });
after(async () => { await browser.close(); rmSync(folder, { recursive: true }); });

async function person(width, how, login) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, login);
	return page;
}

// A late one that somebody filed online and nobody has apologised for; the demo data has several in every commune.
async function findLate(page) {
	const paths = await page.locator('main a[data-row]').evaluateAll((links) => links.map((a) => a.getAttribute('href')));
	for (const path of paths) {
		const text = await (await page.request.get(site + path)).text();
		const phone = text.match(/053\d{7}/);
		if (phone && text.includes(`${path}/lam/gia-han`)) return { path, phone: phone[0] };
	}
	return assert.fail('no late dossier that was filed online');
}

async function paperText(page) {
	const href = await page.locator('main a', { hasText: 'Văn bản xin lỗi' }).first().getAttribute('href');
	const pdf = join(folder, 'paper.pdf');
	writeFileSync(pdf, await (await page.request.get(site + href)).body());
	return execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
}

for (const [width, how, commune] of [[390, pointer, 'phulong'], [1280, pointer, 'phuson'], [1280, keyboard, 'giatuong']]) {
	test(`late, explained, apologised for: ${width} px, ${how.name}`, async () => {
		const leader = await person(width, how, `lanhdao.${commune}`);
		await leader.goto(`${site}/mot-cua`);
		await how.press(leader, leader.locator('main nav a', { hasText: 'Quá hạn' }));
		await leader.waitForURL(/hang=late/);
		await check(leader);
		await shot(leader, 'qua-han');
		const { path, phone } = await findLate(leader);
		await how.press(leader, leader.locator(`main a[href="${path}"]`));
		await leader.waitForURL(/\/mot-cua\/\d+$/);
		await check(leader);
		await shot(leader, 'ho-so-qua-han');
		assert.match(await leader.locator('main').innerText(), /Quá hạn/);
		await how.press(leader, leader.locator('main a', { hasText: 'Vì sao hẹn ngày này?' }));
		await leader.waitForURL(/\/han$/);
		await check(leader);
		await shot(leader, 'vi-sao-hen');
		assert.match(await leader.locator('main').innerText(), /Tiếp nhận lúc[\s\S]*Thời hạn/);
		await leader.goto(site + path);

		await how.press(leader, leader.locator('main a', { hasText: 'Xin lỗi và hẹn lại' }));
		await leader.waitForURL(/\/lam\/gia-han$/);
		await check(leader);
		await how.type(leader, leader.locator('[name=note]'), 'Phải xác minh thêm tại nơi cư trú cũ.');
		await how.press(leader, leader.locator('main form button').last());
		await leader.locator('.govuk-error-summary').waitFor();
		await check(leader);
		await shot(leader, 'gia-han-loi');
		assert.equal(await leader.locator('[name=note]').inputValue(), 'Phải xác minh thêm tại nơi cư trú cũ.');
		await how.type(leader, leader.locator('[name=days]'), '2');
		await how.press(leader, leader.locator('main form button').last());
		await leader.waitForURL(/\/mot-cua\/\d+$/);
		await shot(leader, 'ho-so-da-xin-loi');
		assert.equal(await leader.locator('main a', { hasText: 'Xin lỗi và hẹn lại' }).count(), 0, 'once only');
		assert.match(await leader.locator('main').innerText(), /Quá hạn/, 'an apology heals nothing');
		const promised = (await leader.locator('.dinh-state strong').last().innerText()).trim();
		const [hour, minute, day, month, year] = promised.match(/\d+/g);
		const paper = await paperText(leader);
		assert.match(paper, /VĂN BẢN XIN LỖI/);
		assert.match(paper, /xác minh thêm tại nơi cư trú cũ/);
		assert.ok(paper.includes(`${hour} giờ ${minute} phút, ngày ${day} tháng ${month} năm ${year}`), `${promised} in ${paper}`);

		const citizen = await person(width, how, phone);
		await citizen.goto(`${site}/thong-bao`);
		assert.match(await citizen.locator('main').innerText(), /xin lỗi và hẹn lại[^\n]*Hẹn trả kết quả/);
		await citizen.goto(site + path.replace('/mot-cua/', '/ho-so/'));
		await how.press(citizen, citizen.locator('main a', { hasText: 'Vì sao hẹn ngày này?' }));
		await citizen.waitForURL(/\/ho-so\/\d+\/han$/);
		await check(citizen);
		await shot(citizen, 'vi-sao-hen-lai');
		const why = await citizen.locator('main').innerText();
		assert.match(why, /Xin lỗi và hẹn lại[\s\S]*xác minh thêm tại nơi cư trú cũ[\s\S]*Thời gian gia hạn: 2 ngày làm việc[\s\S]*Trước đó/);
	});
}

test('many at once, by keyboard alone', async () => {
	const desk = await person(1280, keyboard, 'motcua.yenson');
	await desk.goto(`${site}/mot-cua?hang=processing`);
	await check(desk);
	const boxes = desk.locator('input[name=dossiers]');
	const n = await boxes.count();
	assert.ok(n >= 1, 'the demo data has dossiers that are worked on');
	await keyboard.tick(desk, desk.getByLabel(/Chọn cả/));
	assert.equal(await desk.locator('input[name=dossiers]:checked').count(), n);
	assert.match(await desk.locator('.dinh-bulk legend').innerText(), new RegExp(`Đã chọn ${n} hồ sơ`));
	await desk.evaluate(() => window.scrollTo(0, 0));
	const bar = await desk.locator('.dinh-bulk').evaluate((e) => e.getBoundingClientRect().bottom - innerHeight);
	assert.ok(bar <= 1, `what can be done is in sight, ${bar} px below the screen`);
	const officer = (await desk.locator('select[name=assignee] option').nth(1).innerText()).trim();
	await keyboard.choose(desk, desk.locator('select[name=assignee]'), officer);
	await shot(desk, 'hang-loat');
	await keyboard.press(desk, desk.locator('button', { hasText: 'Giao, đổi người xử lý' }));
	await desk.getByText(`Đã giao người xử lý: ${n} hồ sơ`).waitFor();
	const name = officer.split(' – ')[0];
	assert.equal(await desk.locator('td[data-label="Người xử lý"]', { hasText: name }).count(), n);
});

for (const width of [390, 1280]) {
	test(`filters and the register: ${width} px`, async () => {
		const page = await person(width, pointer, 'chuyenmon.yenson');
		await page.goto(`${site}/mot-cua/loc?linh-vuc=${encodeURIComponent('Hộ tịch')}&tu=01/01/2026`);
		await check(page);
		await shot(page, 'loc-ho-so');
		assert.ok(await page.locator('main a[data-row]').count() > 0);
		await page.goto(`${site}/mot-cua/loc?tu=ngay-mai`);
		await page.locator('.govuk-error-summary').waitFor();
		assert.equal(await page.locator('[name=tu]').inputValue(), 'ngay-mai');
		await page.goto(`${site}/mot-cua/so-theo-doi?tu=01/01/2026&den=31/12/2199`);
		await check(page);
		await shot(page, 'so-theo-doi');
		assert.match(await page.locator('main').innerText(), /In sổ \(Mẫu 07/);
	});
}
