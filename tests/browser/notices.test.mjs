// What an account wants to be told, chosen with a pointer on a phone and with the keyboard alone; what could not be sent, sent again by its administrator.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check, context, keyboard, open, pointer, shot, signIn, site } from './browser.mjs';

let browser, chief;
const settings = { 'mail.from': 'khong-tra-loi@gialam.vidu.vn', 'mail.url': 'smtp://127.0.0.1:9', 'sms.url': 'http://127.0.0.1:9/gui' };
async function set(name, value) {
	await chief.goto(`${site}/quan-tri/cai-dat/${name}`);
	await pointer.type(chief, chief.locator('[name=value]'), value);
	await pointer.press(chief, chief.locator(`form[action$="${name}"] button`));
}
before(async () => {
	browser = await open();
	chief = await (await context(browser, 1280)).newPage();
	await signIn(chief, pointer, 'quantri');
});
after(() => browser.close());

async function choose(width, how, login, box, gathers) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, login);
	await page.goto(`${site}/thong-bao`);
	await how.press(page, page.locator('a', { hasText: 'Chọn tin nhận' }));
	await page.waitForURL(/cach-nhan$/);
	await check(page);
	await shot(page, 'nhan-thong-bao');
	assert.equal(await page.locator('input[value^="account.security"]').count(), 0, 'what concerns its safety cannot be switched off');
	const tick = page.locator(`input[value="${box}"]`);
	assert.equal(await tick.isChecked(), false);
	await how.tick(page, tick);
	if (gathers) await how.tick(page, page.locator('#gathers'));
	await how.press(page, page.locator('main form button'));
	await page.getByText('Đã lưu cách nhận thông báo.').waitFor();
	assert.equal(await tick.isChecked(), true);
	assert.equal(await page.locator('#gathers').count() ? await page.locator('#gathers').isChecked() : null, gathers ? true : null);
	await check(page);
	await page.context().close();
}

test('until something is set up the page says so', async () => {
	await chief.goto(`${site}/thong-bao/cach-nhan`);
	await chief.getByText('chưa gửi thư điện tử và tin nhắn').waitFor();
	await check(chief);
	for (const [name, value] of Object.entries(settings)) await set(name, value);
});

test('a citizen chooses on a phone', () => choose(390, pointer, '0530000003', 'dossier.news:phone', false));
test('an officer chooses with the keyboard alone', () => choose(1280, keyboard, 'motcua.gialam', 'dossier.given:email', true));

test('what cannot be sent is seen and sent again', async () => {
	const login = `tin.${Date.now() % 1e6}`;
	const administrator = await (await context(browser, 1280)).newPage();
	await signIn(administrator, pointer, 'quantri.gialam');
	await administrator.goto(`${site}/quan-tri/tai-khoan/them`);
	for (const [name, value] of Object.entries({ name: 'Phạm Văn Tin', login, email: `${login}@vidu.vn`, password: 'mot cau that la dai', again: 'mot cau that la dai' }))
		await administrator.locator(`[name=${name}]`).fill(value);
	await administrator.locator('select[name=role], input[name=role][value=clerk]').first().evaluate((e) => (e.tagName === 'SELECT' ? (e.value = 'clerk') : (e.checked = true)));
	await administrator.locator('main form button').last().click();
	await administrator.waitForURL(/tai-khoan\/\d+/);
	await set('mail.url', '');
	for (let i = 0; i < 60; i++) {
		await chief.goto(`${site}/quan-tri/thu-gui-di?trang-thai=failed`);
		if (await chief.locator('button[aria-label^="Gửi lại: Tài khoản mới"]').count()) break;
		await new Promise((done) => setTimeout(done, 500));
	}
	await check(chief);
	await shot(chief, 'thu-gui-di');
	await chief.setViewportSize({ width: 390, height: 844 });
	await chief.reload();
	await check(chief);
	await shot(chief, 'thu-gui-di');
	await keyboard.press(chief, chief.locator('button[aria-label^="Gửi lại: Tài khoản mới"]'));
	await chief.getByText('Tin sẽ được gửi lại ngay.').waitFor();
	await chief.setViewportSize({ width: 1280, height: 900 });
	for (const name of ['mail.url', 'sms.url']) await set(name, '');
});
