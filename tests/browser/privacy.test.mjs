// A citizen asks what is kept about him, an officer answers and hands over the copy: on a phone with a pointer, with the keyboard alone.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check, context, keyboard, open, pointer, shot, signIn, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());

async function asks(width, how, who) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, who);
	await page.goto(`${site}/ai-da-xem`);
	await how.press(page, page.locator('main a', { hasText: 'Yêu cầu của tôi' }));
	await page.waitForURL(/quyen-du-lieu$/);
	await check(page);
	await shot(page, 'quyen-du-lieu');
	await how.press(page, page.locator('main a', { hasText: 'Gửi yêu cầu' }));
	await page.waitForURL(/moi$/);
	await check(page);
	await how.press(page, page.locator('main form button').first()); // nothing chosen
	await page.locator('.govuk-error-summary').waitFor();
	await check(page);
	await page.locator('input[name=kind][value=see]').focus();
	await page.keyboard.press('Space');
	await how.press(page, page.locator('main form button').first());
	await page.waitForURL(/quyen-du-lieu\/\d+$/);
	await check(page);
	await shot(page, 'yeu-cau-cua-toi');
	return { page, id: page.url().match(/(\d+)$/)[1] };
}

async function answers(width, how, id, steps) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, 'chuyenmon.gialam');
	await page.goto(`${site}/yeu-cau-du-lieu?trang-thai=received`);
	await check(page);
	await shot(page, 'yeu-cau-du-lieu');
	await how.press(page, page.locator(`main a[href="/yeu-cau-du-lieu/${id}"]`).first());
	await page.getByRole('heading', { name: 'Đơn vị đang giữ' }).waitFor();
	await check(page);
	await shot(page, 'yeu-cau-don-vi-giu');
	for (const [words, note] of steps) {
		await how.press(page, page.locator('main a', { hasText: words }).first());
		await page.locator('[name=note]').waitFor();
		await check(page);
		await how.type(page, page.locator('[name=note]'), note);
		await how.press(page, page.locator('main form button').first());
		await page.waitForURL(/yeu-cau-du-lieu\/\d+$/);
	}
	await page.getByText('Bản sao dữ liệu').first().waitFor();
	await check(page);
	await page.goto(`${site}/yeu-cau-du-lieu/so-lieu`);
	await check(page);
	await shot(page, 'so-lieu-yeu-cau-du-lieu');
	await page.goto(`${site}/su-co-du-lieu`);
	await check(page);
	await how.press(page, page.locator('main tbody a').last());
	await page.waitForURL(/su-co-du-lieu\/\d+$/);
	await check(page);
	await shot(page, 'su-co-du-lieu');
	await page.context().close();
}

async function whole(width, how, who) {
	const { page, id } = await asks(width, how, who);
	await answers(width, how, id, [['Đồng ý thực hiện', 'Xã sẽ gửi bản sao.'], ['Ghi đã thực hiện', 'Đã lập bản sao.']]);
	await page.reload();
	await page.locator('main a', { hasText: 'JSON' }).or(page.locator('main a', { hasText: 'cho phần mềm' })).first().waitFor();
	await check(page);
	await how.press(page, page.locator('main a', { hasText: 'Vì sao hẹn ngày này' }));
	await page.waitForURL(/han$/);
	await check(page);
	assert.match(await page.locator('main').innerText(), /Hạn trả lời/);
	await page.context().close();
}

test('on a phone', () => whole(390, pointer, '0530000001'));
test('with the keyboard alone', () => whole(1280, keyboard, '0530000002'));
