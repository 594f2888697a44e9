// An administrator edits an electronic form, previews and publishes it, and a citizen fills it in: on a phone, on a desk, by keyboard.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, keyboard, site } from './browser.mjs';
import { api, token } from '../http/client.mjs';

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
	if (how !== keyboard) return how.tick(page, locator);
	await how.tick(page, locator);
	for (let i = 0; i < 20 && !(await locator.isChecked()); i++) await page.keyboard.press('ArrowDown');
	assert.ok(await locator.isChecked());
}

// Each way has a form of its own, so the journeys do not meet.
async function edit(width, how, title, code) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, 'quantri');
	await page.goto(`${site}/quan-tri/bieu-mau`);
	await check(page);
	await go(page, how, link(page, title), /bieu-mau\/\d+$/);
	await check(page);
	await go(page, how, button(page, 'Tạo bản thảo mới'), /ban\/\d+$/);
	await check(page);
	const draft = page.url();

	// A choice more, and a field that only one of its answers asks for.
	await go(page, how, link(page, 'Thêm trường').last(), /them-truong/);
	await check(page);
	await pick(page, how, page.locator('input[value=choice]'));
	await go(page, how, button(page, 'Tiếp tục'), /loai=choice/);
	await check(page);
	await how.type(page, page.locator('#label'), 'Cách liên hệ khi cần');
	await how.type(page, page.locator('#name'), 'Cách');
	await how.type(page, page.locator('#choices'), 'phone | Gọi điện\nhome | Đến nhà');
	await how.press(page, button(page, 'Lưu'));
	await page.locator('.govuk-error-summary').waitFor();
	assert.match(await page.locator('#name-error').innerText(), /chỉ được gồm chữ thường không dấu/);
	assert.match(await page.locator('#choices').inputValue(), /Đến nhà/, 'what was typed stays');
	await check(page);
	await how.type(page, page.locator('#name'), 'way');
	await go(page, how, button(page, 'Lưu'), /ban\/\d+(#.*)?$/);

	await page.goto(draft);
	await go(page, how, link(page, 'Thêm trường').last(), /them-truong/);
	await go(page, how, button(page, 'Tiếp tục'), /loai=text/);
	await how.type(page, page.locator('#label'), 'Giờ nào có nhà');
	await how.type(page, page.locator('#name'), 'hours');
	await how.tick(page, page.locator('#required'));
	await how.choose(page, page.locator('#when_field_1'), 'Cách liên hệ khi cần');
	await how.type(page, page.locator('#when_values_1'), 'Đến nhà');
	await go(page, how, button(page, 'Lưu'), /ban\/\d+(#.*)?$/);
	assert.match(await page.locator('main').innerText(), /chỉ khi “Cách liên hệ khi cần” là “Đến nhà”/);
	await shot(page, 'bieu-mau-soan');

	// The preview is the form as a citizen gets it: conditions, checks, and nothing stored.
	await page.goto(draft);
	await go(page, how, link(page, 'Xem trước'), /xem-truoc$/);
	await check(page);
	assert.ok(!(await page.locator('#e_hours').isVisible()), 'the first answer does not ask for it');
	await pick(page, how, page.getByLabel('Đến nhà'));
	await page.locator('#e_hours').waitFor();
	await how.press(page, button(page, 'Kiểm tra'));
	await page.locator('.govuk-error-summary').waitFor();
	assert.match(await page.locator('#e_hours-error').innerText(), /Nhập “Giờ nào có nhà”/);
	await check(page);
	await shot(page, 'bieu-mau-xem-truoc');
	await how.type(page, page.locator('#e_hours'), 'sau 17 giờ');
	await how.press(page, button(page, 'Kiểm tra'));
	await page.locator('.dinh-notice--success').waitFor();
	assert.match(await page.locator('main').innerText(), /sau 17 giờ/);
	await check(page);

	// Nobody else sees a draft; from its day on everybody does.
	const asked = await (await context(browser, width)).newPage();
	const api = await (await fetch(`${site}/api/v1/procedures?tu-khoa=${code}`)).text();
	const procedure = api.match(new RegExp(`"id":(\\d+),"code":"${code.replace('.', '\\.')}"`))[1];
	await asked.goto(`${site}/bieu-mau/thu-tuc/${procedure}`);
	assert.doesNotMatch(await asked.locator('main').innerText(), /Cách liên hệ khi cần/);
	await page.goto(`${draft}/cong-bo`);
	await check(page);
	await go(page, how, button(page, 'Công bố'), /bieu-mau\/\d+$/);
	assert.match(await page.locator('main').innerText(), /Đang dùng/);
	await check(page);
	await asked.reload();
	assert.match(await asked.locator('main').innerText(), /Cách liên hệ khi cần/);
	await check(asked);
	await asked.context().close();
	await page.context().close();
	return procedure;
}

// The citizen's side: the new question stands in the form that he fills in.
async function fill(width, procedure) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, pointer, '0530000001');
	await page.goto(`${site}/ho-so/nop?thu-tuc=${procedure}`);
	await pointer.choose(page, page.locator('select[name=receiving_unit]'), 'Xã Gia Lâm').catch(() => {});
	await page.locator('main form button[type=submit]').last().click();
	await page.locator('#e_way').waitFor();
	assert.ok(!(await page.locator('#e_hours').isVisible()));
	await page.getByLabel('Đến nhà').check();
	assert.ok(await page.locator('#e_hours').isVisible());
	await check(page);
	await shot(page, 'bieu-mau-cong-dan');
	await page.context().close();
}

test('an e-form is edited and filled in, 390 px', async () => {
	await fill(390, await edit(390, pointer, 'Tờ khai cấp Giấy xác nhận tình trạng hôn nhân', '1.004873'));
});
test('an e-form is edited and filled in, 1280 px', async () => {
	await fill(1280, await edit(1280, pointer, 'Tờ khai đăng ký khai tử', '1.000656'));
});
test('an e-form is edited by keyboard alone', async () => { await edit(1280, keyboard, 'Tờ khai đăng ký kết hôn', '1.000894'); });

test('rows come and go, totals follow the typing', async () => {
	const page = await (await context(browser, 390)).newPage();
	await signIn(page, pointer, 'quantri');
	await page.goto(`${site}/quan-tri/bieu-mau`);
	await go(page, pointer, link(page, 'Giấy đề nghị rà soát hộ nghèo'), /bieu-mau\/\d+$/);
	await go(page, pointer, link(page, 'Xem trước').first(), /xem-truoc$/);
	const total = page.locator('[data-name=e_income] output');
	assert.equal(await total.innerText(), '2.000.000 đồng', 'the server has computed it');
	await page.locator('[data-add]').click();
	assert.equal(await page.evaluate(() => document.activeElement.name), 'e_members-3-name');
	await page.locator('#e_members-3-income').fill('1.500.000');
	assert.equal(await total.innerText(), '3.500.000 đồng');
	assert.equal(await page.locator('[data-name=e_people] output').innerText(), '3');
	assert.equal(await page.locator('[data-name=e_each] output').innerText(), '1.166.667 đồng');
	await check(page);
	await page.locator('[data-remove]').first().click();
	assert.equal(await total.innerText(), '2.500.000 đồng');
	assert.equal(await page.locator('[name=e_members-rows]').inputValue(), '2,3');
	await page.locator('#e_registered_home-province').selectOption({ label: 'Tỉnh Ninh Bình' });
	await page.locator('#e_registered_home-commune').focus();
	await page.waitForFunction(() => [...document.querySelectorAll('#e_registered_home-commune-list option')].some((o) => o.value === 'Xã Gia Lâm'));
	await shot(page, 'bieu-mau-dong');
	await page.context().close();
});

test('what the server found gives way to what is chosen while typing; a year of nothing is none', async () => {
	const chief = await token('quantri');
	const made = JSON.parse((await api('POST', '/eforms', chief, { code: `noi-${Date.now() % 1e9}`, title: 'Nơi có nhà' })).text).location.replace('/api/v1', '');
	const first = JSON.parse((await api('GET', made, chief)).text);
	const fields = [{ name: 'at', type: 'reference', to: 'unit', label: 'Nơi có nhà', required: true }, { name: 'built', type: 'year', label: 'Năm xây' },
		{ name: 'until', type: 'computed', label: 'Hết hạn', formula: 'built + 50', shown_as: 'year' }];
	const definition = JSON.stringify({ ...JSON.parse(first.version.definition), sections: [{ title: 'Nhà', fields }] });
	assert.equal((await api('POST', `${made}/definition`, chief, { seen: first.seen, definition })).status, 201);
	const page = await (await context(browser, 390)).newPage();
	await signIn(page, pointer, 'quantri');
	await page.goto(`${site}${made.replace('/eform-versions', '/quan-tri/bieu-mau/ban')}/xem-truoc`);
	const until = page.locator('[data-name=e_until] output');
	await page.locator('#e_built').fill('');
	assert.equal(await until.innerText(), '—');
	await page.locator('#e_built').fill('1995');
	assert.equal(await until.innerText(), '2045');
	await page.locator('#e_at').fill('Gia Lâm');
	await button(page, 'Kiểm tra').click();
	await page.locator('.govuk-error-summary').waitFor();
	assert.equal(await page.locator('[type=radio][name=e_at-id]').count(), 2, 'two are called so');
	await check(page);
	await page.locator('#e_at').fill('cuc phuong');
	await page.getByRole('option', { name: 'Xã Cúc Phương, Tỉnh Ninh Bình' }).click();
	assert.match(await page.locator('[name=e_at-id]').inputValue(), /^\d+$/);
	await button(page, 'Kiểm tra').click();
	await page.getByText('Nội dung khai hợp lệ').waitFor();
	assert.match(await page.locator('main').innerText(), /Xã Cúc Phương, Tỉnh Ninh Bình/);
	await page.context().close();
});

// What the system knows is not typed again: the mother who files is the mother; who changes his mind takes back what was filled in.
for (const width of [390, 1280])
	test(`what is known fills itself in, ${width} px`, async () => {
		const page = await (await context(browser, width)).newPage();
		await signIn(page, pointer, '0530000003');
		await page.goto(`${site}/thu-tuc`);
		const id = await page.evaluate(async () => (await (await fetch('/api/v1/procedures?tu-khoa=1.001193')).json()).procedures.find((p) => p.code === '1.001193').id);
		await page.goto(`${site}/ho-so/nop?thu-tuc=${id}`);
		await page.locator('#receiving_unit').selectOption({ index: 1 });
		await go(page, pointer, button(page, 'Bắt đầu khai'), /ho-so\/soan\//);
		const field = (name) => page.locator(`[name="${name}"]`);
		const said = (name) => field(name).inputValue();
		await page.locator('#e_relation').check();
		const name = await said('name'), number = await said('personal_number');
		assert.equal(await said('e_mother_name'), name);
		assert.equal(await said('e_mother_number'), number);
		assert.ok(await page.locator('[name=e_mother_known][value=yes]').isChecked());
		assert.equal(await said('e_mother_nationality'), 'Việt Nam');
		assert.equal(await page.locator('#ethnic_groups option').count(), 55);
		await field('e_mother_ethnicity').fill('mông');
		await shot(page, `birth-${width}`);
		await check(page);

		// The father files after all: what was filled in for the mother goes, what was typed by hand stays.
		await page.locator('[name=e_relation][value=father]').check();
		assert.equal(await said('e_father_name'), name);
		assert.equal(await said('e_mother_name'), '');
		assert.equal(await said('e_mother_ethnicity'), 'mông');
		await page.locator('[name=e_relation][value=mother]').check();
		assert.equal(await said('e_father_name'), '');
		assert.equal(await said('e_mother_name'), name);

		// Emptied on purpose it stays empty, also when the page comes back.
		await field('e_mother_number').fill('');
		await pointer.press(page, button(page, 'Tiếp tục'));
		await page.locator('.govuk-error-summary').waitFor();
		assert.equal(await said('e_mother_number'), '');
		assert.equal(await said('e_mother_name'), name);
		await check(page);

		// A year of birth is a whole answer, and files are chosen in the words of the page.
		await field('e_mother_born_on').fill('');
		await field('e_mother_born_on').pressSequentially('1990');
		assert.equal(await said('e_mother_born_on'), '1990');
		const files = page.locator('[data-files]').first();
		assert.match(await files.innerText(), /Chọn tệp\s+hoặc kéo tệp vào đây/);
		await files.locator('input').setInputFiles({ name: 'giay.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n') });
		assert.match(await files.innerText(), /1 tệp[\s\S]*giay\.pdf/);
		await shot(page, `birth-wrong-${width}`);
	});
