// Land: parcels on a map that asks for what is in sight; a parcel split along a drawn line, looked at before it is written, and its tree afterwards;
// by keyboard with typed coordinates.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, keyboard, site } from './browser.mjs';
import { ask } from '../http/client.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });
const officer = 'chuyenmon.gialam', land = `${site}/dat-dai`;

// A parcel in force with one use, a certificate and nothing against it.
async function dividable(nth) {
	const { parcels } = (await ask(officer, 'GET', '/parcels?loai-dat=LUC')).body;
	const good = [];
	for (const { id } of parcels) {
		const one = (await ask(officer, 'GET', `/parcels/${id}`)).body;
		if (one.holders.length && one.facts.uses.startsWith('LUC') && one.certificates.some((k) => !k.revoked_on) && !one.restrictions.length && good.push(one) > nth) return good[nth];
	}
	assert.fail('no parcel that can be split');
}

for (const width of [390, 1280])
	test(`list, parcel and map, ${width} px`, async () => {
		const page = await (await context(browser, width)).newPage();
		await signIn(page, pointer, officer);
		await page.goto(land);
		await check(page);
		await shot(page, 'thua-dat');
		const { parcel } = await dividable(0);
		await page.goto(`${land}/${parcel.id}`);
		await page.locator('[data-parcels]').scrollIntoViewIfNeeded();
		await page.locator('[data-parcels-live]').waitFor();
		assert.match(await page.getByRole('status').last().textContent(), /\d+ thửa trong khung bản đồ/);
		assert.match(await page.locator('main').textContent(), /[A-ZĐ]\*\*\*|[^ ]\*\*\*/, 'names are masked');
		await check(page);
		await shot(page, 'mot-thua');
		await page.getByRole('button', { name: 'Xem đầy đủ' }).click();
		await page.getByText('Lần xem này được ghi vào nhật ký').waitFor();
		assert.doesNotMatch(await page.locator('main').textContent(), /\*\*\*/);
		await page.goto(`${land}/ban-do`);
		await page.locator('[data-parcels]').scrollIntoViewIfNeeded();
		await page.locator('[data-parcels-live]').waitFor();
		assert.ok(Number(await page.locator('[data-parcels]').getAttribute('data-parcels-live')) > 200, 'three hundred are drawn at once');
		await check(page);
		await shot(page, 'ban-do-thua');
		await page.goto(`${land}/to-ban-do`);
		await check(page);
		await shot(page, 'to-ban-do');
		await page.getByRole('link', { name: 'Tờ bản đồ số 5' }).click();
		await check(page);
		await shot(page, 'mot-to');
		await page.getByRole('link', { name: 'Thêm thửa đất' }).or(page.getByRole('button', { name: 'Thêm thửa đất' })).first().click();
		await check(page);
		await shot(page, 'them-thua');
		for (const way of ['quyen', 'thong-tin', 'giay-to', 'hop']) {
			await page.goto(`${land}/${parcel.id}/${way}`);
			await check(page);
			await shot(page, `thua-${way}`);
		}
	});

test('a parcel is split along a line drawn on the map', async () => {
	const { parcel } = await dividable(0);
	const page = await (await context(browser, 1280)).newPage();
	await signIn(page, pointer, officer);
	await page.goto(`${land}/${parcel.id}/tach`);
	await page.locator('[data-parcels-live]').waitFor();
	const box = await page.locator('.dinh-map__live').boundingBox();
	await page.mouse.click(box.x + 12, box.y + box.height / 2);
	await page.waitForTimeout(600); // two clicks soon after one another enlarge
	await page.mouse.click(box.x + box.width - 12, box.y + box.height / 2 + 6);
	assert.match(await page.getByLabel('Đường tách').inputValue(), /^\d+\.\d{8}, \d+\.\d{8}\n\d+\.\d{8}, \d+\.\d{8}$/);
	await page.getByLabel('Căn cứ').fill('Hồ sơ tách thửa số 7');
	await check(page);
	await shot(page, 'tach-ve');
	await page.getByRole('button', { name: 'Xem trước' }).click();
	await page.getByText('Chưa có gì được ghi').waitFor();
	assert.equal(await page.locator('.dinh-parts path').count(), 2);
	await check(page);
	await shot(page, 'tach-xem-truoc');
	await page.getByRole('button', { name: 'Tách thửa', exact: true }).click();
	await page.waitForURL(new RegExp(`/dat-dai/${parcel.id}$`));
	await page.getByText('Đã tách thành 2 thửa mới').waitFor();
	await page.getByText('Thửa đất không còn', { exact: true }).waitFor();
	assert.equal(await page.locator('.dinh-tree a').count(), 2);
	await page.locator('[data-parcels-live]').waitFor();
	await check(page);
	await shot(page, 'thua-da-tach');
	await page.locator('.dinh-tree a').first().click();
	await page.getByText('Được tạo thành từ').waitFor();
	await page.locator('[data-parcels-live]').waitFor();
	await check(page);
	await shot(page, 'thua-moi');
});

test('the same by keyboard, with typed corners; what leaves a gap is refused', async () => {
	const { parcel, facts } = await dividable(0);
	const [a, b, c, d] = facts.shape.split(', ').map((p) => p.split(' ').map(Number));
	const middle = (p, q) => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2].map((v) => v.toFixed(3)).join(' '), at = (p) => p.join(' ');
	const west = [at(a), middle(a, b), middle(c, d), at(d)].join('\n'), east = [middle(a, b), at(b), at(c), middle(c, d)].join('\n');
	const page = await (await context(browser, 390)).newPage();
	await signIn(page, keyboard, officer);
	await page.goto(`${land}/${parcel.id}/tach`);
	const typed = page.getByLabel('Hoặc tọa độ các đỉnh của từng phần');
	await typed.fill(`${west}\n\n${[middle(a, b), at(b), at(c)].join('\n')}`);
	await keyboard.press(page, page.getByRole('button', { name: 'Xem trước' }));
	await page.getByText('Các phần chưa phủ hết thửa cũ').waitFor();
	assert.equal(await page.getByRole('button', { name: 'Tách thửa', exact: true }).count(), 0);
	await check(page);
	await shot(page, 'tach-con-ho');
	await typed.fill(`${west}\n\n${east}`);
	await keyboard.type(page, page.getByLabel('Căn cứ'), 'Ho so 8');
	await keyboard.press(page, page.getByRole('button', { name: 'Xem trước' }));
	await page.getByText('Chưa có gì được ghi').waitFor();
	await check(page);
	await shot(page, 'tach-ban-phim');
	await keyboard.press(page, page.getByRole('button', { name: 'Tách thửa', exact: true }));
	await page.getByText('Đã tách thành 2 thửa mới').waitFor();
});
