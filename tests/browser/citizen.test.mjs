// A citizen's journey: a birth is registered on a telephone, begun here and gone on with on another device, received, supplemented, approved,
// returned, rated. At 390 px by touch, at 1280 px by pointer and by keyboard alone.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, keyboard, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGMQqYjCgxhGpbEhAE7QWdlkkKM7AAAAAElFTkSuQmCC', 'base64');
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
	'3 0 obj<</Type/Page/MediaBox[0 0 200 200]/Parent 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

async function somebody(width, how, login) {
	const page = await (await context(browser, width)).newPage();
	await signIn(page, how, login);
	return page;
}
const field = (page, name) => page.locator(`main [name="${name}"]`);
const radio = (page, name, value) => page.locator(`main [name="${name}"][value="${value}"]`);
const main = (page) => page.locator('main').innerText();

// Radios by keyboard: the group has the focus, the arrows choose.
async function pick(page, how, name, value) {
	if (how !== keyboard) return radio(page, name, value).check();
	await how.tick(page, radio(page, name, value));
	for (let i = 0; i < 8 && !(await radio(page, name, value).isChecked()); i++) await page.keyboard.press('ArrowDown');
	assert.ok(await radio(page, name, value).isChecked(), `${name} = ${value}`);
}

const typed = [['e_child_name', 'Bùi Gia Hân'], ['e_born_on', '20/11/2026'], ['e_ethnicity', 'Kinh'], ['e_nationality', 'Việt Nam'],
	['e_birth_place', 'Trung tâm Y tế Nho Quan, xã Nho Quan, tỉnh Ninh Bình'], ['e_home_town', 'Xã Gia Lâm, tỉnh Ninh Bình']];

async function begin(page, how) {
	await page.goto(`${site}/thu-tuc?tu-khoa=1.001193`);
	await how.press(page, page.locator('main a', { hasText: 'Khai sinh' }));
	await page.waitForURL(/\/thu-tuc\/\d+/);
	await how.press(page, page.locator('main a', { hasText: 'Nộp trực tuyến' }));
	await page.waitForURL(/\/ho-so\/nop/);
	await check(page);
	await shot(page, 'cong-dan-noi-nop');
	await how.choose(page, field(page, 'receiving_unit'), 'Xã Gia Lâm');
	await how.press(page, page.locator('main button', { hasText: 'Bắt đầu khai' }));
	await page.waitForURL(/\/ho-so\/soan\/[^/]+$/);
	await check(page);
	return page.url();
}

// The first half is typed here and saved by itself; the telephone is put away.
async function firstHalf(page, how) {
	await pick(page, how, 'e_relation', 'father');
	for (const [name, value] of typed.slice(0, 2)) await how.type(page, field(page, name), value);
	await page.locator('[data-draft-state]', { hasText: /^Đã lưu lúc/ }).waitFor();
}

async function secondHalf(page, how, key) {
	await page.goto(`${site}/ho-so`);
	await check(page);
	await shot(page, 'cong-dan-ho-so-dang-soan');
	await how.press(page, page.locator(`main a[href="${new URL(key).pathname}"]`));
	await page.waitForURL(key);
	assert.equal(await field(page, 'e_child_name').inputValue(), 'Bùi Gia Hân');
	assert.ok(await radio(page, 'e_relation', 'father').isChecked());
	await how.press(page, page.locator('main button[value=next]'));
	await page.locator('.govuk-error-summary').waitFor();
	await check(page);
	await shot(page, 'cong-dan-to-khai-loi');
	assert.equal(await field(page, 'e_child_name').inputValue(), 'Bùi Gia Hân');
	await pick(page, how, 'e_sex', 'female');
	for (const [name, value] of typed.slice(2)) await how.type(page, field(page, name), value);
	await pick(page, how, 'e_mother_known', 'no');
	await pick(page, how, 'e_father_known', 'no');
	await pick(page, how, 'e_birth_paper', 'certificate'); // then the paper itself must be there
	await field(page, 'component_6').setInputFiles({ name: 'bản chụp.png', mimeType: 'image/png', buffer: PNG });
	await pick(page, how, 'e_wants_copies', 'no');
	await shot(page, 'cong-dan-to-khai');
	await how.press(page, page.locator('main button[value=next]'));
	await page.waitForURL(/\/giay-to$/).catch(async () => assert.fail(await main(page)));
}

async function papersAndSubmit(page, how) {
	await check(page);
	await shot(page, 'cong-dan-giay-to');
	await page.locator('main input[type=file]').last().setInputFiles({ name: 'giấy chứng sinh.png', mimeType: 'image/png', buffer: PNG });
	await page.locator('.dinh-file', { hasText: 'giấy chứng sinh' }).waitFor();
	const news = page.locator('.dinh-paper__news', { hasText: 'giấy chứng sinh' }), top = (await news.boundingBox()).y;
	assert.match(page.url(), /#giay-to-\d+$/);
	assert.ok(top > 0 && top < page.viewportSize().height, 'the page stays where the paper is');
	await how.press(page, page.locator('main a', { hasText: 'Tiếp tục' }));
	await page.waitForURL(/\/xem-lai$/);
	await check(page);
	await shot(page, 'cong-dan-xem-lai');
	const text = await main(page);
	for (const part of ['Bùi Gia Hân', '20/11/2026', 'Nữ', 'giấy chứng sinh', 'Xã Gia Lâm']) assert.ok(text.includes(part), part);
	await how.tick(page, field(page, 'declared'));
	await how.press(page, page.locator('main button', { hasText: 'Nộp hồ sơ' }));
	await page.waitForURL(/\/da-nop$/).catch(async () => assert.fail(await main(page)));
	await check(page);
	await shot(page, 'cong-dan-da-nop');
	const code = (await main(page)).match(/H42\.\d+-\d{6}-\d{4}/)[0];
	await how.press(page, page.locator('main a', { hasText: 'Xem hồ sơ' }));
	await page.waitForURL(/\/ho-so\/\d+$/);
	return code;
}

// Officers' steps have journeys of their own: here they only happen, through the same forms.
async function act(page, title, fill = async () => {}) {
	await page.reload();
	await page.locator('main a, main button', { hasText: title }).first().click();
	if (title !== 'Tiếp nhận hồ sơ') {
		await page.waitForURL(/\/lam\//);
		await fill(page);
		await page.locator('main form button').last().click();
	}
	await page.waitForURL(/\/mot-cua\/\d+$/);
	await page.waitForLoadState('load');
}

async function supplement(citizen, how, dossier) {
	await citizen.goto(dossier);
	await check(citizen);
	await shot(citizen, 'cong-dan-can-bo-sung');
	assert.match(await main(citizen), /Ảnh bị mờ/);
	await how.press(citizen, citizen.locator('main a', { hasText: 'Bổ sung hồ sơ' }));
	await citizen.waitForURL(/\/lam\/bo-sung$/);
	await check(citizen);
	await shot(citizen, 'cong-dan-bo-sung');
	assert.match(await main(citizen), /Bản cam đoan của hai nhân chứng/);
	assert.equal(await citizen.locator('main input[type=file]').count(), 2, 'one for the paper that was ticked, one for what is written by hand');
	await citizen.locator('input[type=file]').first().setInputFiles({ name: 'chụp lại.png', mimeType: 'image/png', buffer: PNG });
	await how.press(citizen, citizen.locator('main button', { hasText: 'Gửi bổ sung' }));
	await citizen.waitForURL(dossier);
}

async function rate(citizen, how, dossier) {
	await citizen.goto(dossier);
	const text = await main(citizen);
	assert.match(text, /Đã chuyển đến Công chức Tư pháp - Hộ tịch, dự kiến xong \d\d:\d\d, \d\d/);
	assert.match(text, /Ông\/bà đã gửi bổ sung, hẹn trả kết quả .+; chuyển sang bước “.+”/);
	assert.match(text, /Đã trả kết quả/);
	await check(citizen);
	await shot(citizen, 'cong-dan-da-tra');
	await how.press(citizen, citizen.locator('main a', { hasText: 'Đánh giá việc giải quyết' }));
	await citizen.waitForURL(/\/danh-gia$/);
	await check(citizen);
	await pick(citizen, how, 'level', '3');
	await how.type(citizen, field(citizen, 'comment'), 'Nhanh, hướng dẫn rõ ràng');
	await shot(citizen, 'cong-dan-danh-gia');
	await how.press(citizen, citizen.locator('main button', { hasText: 'Gửi đánh giá' }));
	await citizen.locator('.dinh-flash', { hasText: 'Cảm ơn' }).waitFor();
	assert.match(await main(citizen), /Rất hài lòng\. Có thể sửa đến hết/);
}

for (const [width, how] of [[390, pointer], [1280, keyboard]]) {
	test(`a birth: drafted, resumed elsewhere, supplemented, returned, rated: ${width} px, ${how.name}`, async () => {
		const login = how === keyboard ? '0530000008' : '0530000007';
		const first = await somebody(width, how, login);
		const key = await begin(first, how);
		await firstHalf(first, how);
		const citizen = await somebody(width, how, login);
		await secondHalf(citizen, how, key);
		const code = await papersAndSubmit(citizen, how), dossier = citizen.url();

		// The device put away does not bring back what is gone.
		await first.reload();
		assert.match(await first.locator('h1').innerText(), /Không tìm thấy/);

		const desk = await somebody(1280, pointer, 'motcua.gialam');
		await desk.goto(`${site}/mot-cua?tim=${code}`);
		await desk.locator('main a', { hasText: code }).first().click();
		await desk.waitForURL(/\/mot-cua\/\d+$/);
		await act(desk, 'Tiếp nhận hồ sơ');
		await act(desk, 'Chuyển xử lý');
		const specialist = await somebody(1280, pointer, 'chuyenmon.gialam');
		await specialist.goto(desk.url());
		await act(specialist, 'Yêu cầu bổ sung', async (p) => {
			await p.locator('[name=items]').last().check();
			await p.locator('[name=more]').fill('Bản cam đoan của hai nhân chứng');
			await p.locator('[name=note]').fill('Ảnh bị mờ, đề nghị chụp lại');
		});
		await supplement(citizen, how, dossier);
		await citizen.goto(dossier);
		await shot(citizen, 'cong-dan-dang-xu-ly');
		assert.match(await main(citizen), /Hẹn trả kết quả \d\d:\d\d/);
		await how.press(citizen, citizen.locator('main a', { hasText: 'Vì sao hẹn ngày này?' }));
		await citizen.waitForURL(/\/han$/);
		await check(citizen);
		await shot(citizen, 'cong-dan-vi-sao');
		await act(specialist, 'Trình phê duyệt', async (p) => {
			await p.locator('[name=note]').fill('Đủ điều kiện, kính trình');
			await p.locator('input[type=file]').setInputFiles({ name: 'giấy khai sinh.pdf', mimeType: 'application/pdf', buffer: PDF });
		});
		const leader = await somebody(1280, pointer, 'lanhdao.gialam');
		await leader.goto(desk.url());
		await act(leader, 'Phê duyệt kết quả');
		await act(desk, 'Trả kết quả');
		await rate(citizen, how, dossier);
		assert.ok(!(await main(citizen)).includes('kính trình'), 'words between officers stay between them');
		await leader.goto(`${site}/danh-gia-phuc-vu`);
		await check(leader);
		await shot(leader, 'cong-dan-danh-gia-don-vi');
		assert.match(await main(leader), /Nhanh, hướng dẫn rõ ràng/);
	});
}

test('every page of the way weighs less than 60 KB on the wire', async () => {
	const c = await context(browser, 390);
	const page = await c.newPage();
	await signIn(page, pointer, '0530000009');
	const key = await begin(page, pointer);
	for (const path of [key, `${key}/giay-to`, `${key}/xem-lai`, `${site}/ho-so`, `${site}/tra-cuu`, `${site}/danh-gia`]) {
		const bytes = (await page.request.get(path, { headers: { 'accept-encoding': 'identity' } }).then((r) => r.body())).length;
		assert.ok(bytes < 60000, `${path}: ${bytes} bytes even before compression`);
	}
});
