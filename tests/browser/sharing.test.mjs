// An agreement from the request to the refusal of a field that was not agreed: one commune asks on a phone, the other answers with the keyboard.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { check, context, expectFailure, keyboard, open, pointer, shot, signIn, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());
async function at(width, how, login) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, login);
	return page;
}

async function journey(askWith, answerWith, askWidth, answerWidth) {
	const asker = await at(askWidth, askWith, 'lanhdao.cucphuong'), owner = await at(answerWidth, answerWith, 'lanhdao.gialam');
	await asker.goto(`${site}/chia-se/xin`);
	await check(asker);
	await askWith.press(asker, asker.getByRole('button', { name: 'Xin dữ liệu' }).or(asker.getByRole('link', { name: 'Xin dữ liệu' })).first());
	await asker.waitForURL(/de-nghi/);
	await asker.locator('#so').selectOption('gieng-nuoc');
	await askWith.press(asker, asker.locator('main form button').first());
	await asker.waitForURL(/so=gieng-nuoc/);
	await check(asker);
	await shot(asker, 'chia-se-xin');
	for (const [name, value] of Object.entries({ owner: 'Xã Gia Lâm, tỉnh Ninh Bình', purpose: 'Tìm nguồn nước dự phòng khi mất điện', basis: 'Điều 17 Luật Dữ liệu số 60/2024/QH15', until: '31/03/2027', calls: '20' }))
		await askWith.type(asker, asker.locator(`[name=${name}]`), value);
	for (const field of ['label', 'kind']) await askWith.tick(asker, asker.locator(`#fields-${field}`));
	await askWith.press(asker, asker.getByRole('button', { name: 'Gửi đề nghị' }));
	await asker.waitForURL(/chia-se\/xin\/\d+$/);
	await check(asker);
	const id = asker.url().match(/(\d+)$/)[1];

	await owner.goto(`${site}/chia-se/cho`);
	await check(owner);
	await shot(owner, 'chia-se-cho');
	await answerWith.press(owner, owner.locator(`main a[href="/chia-se/cho/${id}"]`).first());
	await owner.waitForURL(new RegExp(`cho/${id}$`));
	await check(owner);
	await answerWith.press(owner, owner.getByRole('button', { name: 'Đồng ý' }));
	await owner.getByText('Đã đồng ý cho dữ liệu.').first().waitFor();

	await asker.reload();
	await askWith.press(asker, asker.getByRole('link', { name: 'Xem dữ liệu được chia sẻ' }));
	await asker.getByText('Giếng đình Gia Hòa').waitFor();
	assert.equal(await asker.getByText('GN-0001').count(), 0, 'a field that was not agreed');
	await check(asker);
	await shot(asker, 'chia-se-du-lieu');
	expectFailure(/403/);
	await asker.goto(`${site}/chia-se/du-lieu/gieng-nuoc?thoa-thuan=${id}&truong=depth`);
	await asker.getByText('không cho trường “Độ sâu”').waitFor();
	await check(asker);

	await owner.goto(`${site}/chia-se/cho/${id}`);
	await owner.getByText('không cho trường “Độ sâu”').waitFor();
	await answerWith.press(owner, owner.getByRole('button', { name: 'Thu hồi' }).or(owner.getByRole('link', { name: 'Thu hồi' })).first());
	await owner.waitForURL(/lam\/thu-hoi/);
	await check(owner);
	await answerWith.type(owner, owner.locator('[name=note]'), 'Đã có điện lại');
	await answerWith.press(owner, owner.locator('main form button').last());
	await owner.waitForURL(new RegExp(`cho/${id}$`));
	await owner.locator('main').getByText('Đã thu hồi').first().waitFor();
	await check(owner);
	await shot(owner, 'chia-se-thoa-thuan');
	await asker.context().close();
	await owner.context().close();
}

test('asked on a phone, answered with the keyboard alone', () => journey(pointer, keyboard, 390, 1280));
test('asked with the keyboard alone, answered on a phone', () => journey(keyboard, pointer, 1280, 390));
