// Land split from dossier to new parcels on the map, by keyboard: a citizen files it for a parcel of his own, the desk hands it on, an officer opens the form
// from the dossier and divides, the land office decides; both pages say so.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { open, context, check, shot, signIn, keyboard, site } from './browser.mjs';
import { ask } from '../http/client.mjs';
import { decided, good, halves, held, land, officer, owner, parcel, procedure, unit, worked, desk } from '../http/land_steps.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser.close());
const pdf = '/tmp/dinh-land.pdf';

const choose = async (page, select) => {
	await select.focus();
	for (let i = 0; i < 9 && (await select.inputValue()) !== 'rice'; i++) await page.keyboard.press('ArrowDown');
	assert.equal(await select.inputValue(), 'rice');
};

async function journey(width) {
	const one = await held(owner), { parcel: p } = one, half = String(Math.floor(one.facts.area / 200)), rest = String((one.facts.area - half * 100) / 100).replace('.', ',');
	await writeFile(pdf, '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
	const begun = good(await ask(owner, 'POST', '/my/drafts', { procedure: await procedure('1.012784'), receiving_unit: await unit(), channel: 'online' }));
	const key = begun.location.split('/').pop(), page = await (await context(browser, width)).newPage();
	await signIn(page, keyboard, owner);
	await page.goto(`${site}/ho-so/soan/${key}`);
	await keyboard.press(page, page.locator(`main li a[href$="muc=${p.id}"]`));
	await page.locator('.govuk-tag', { hasText: 'Đang lấy' }).waitFor();
	assert.match(await page.locator('main').textContent(), new RegExp(p.code));
	await check(page);
	await shot(page, 'tach-thua-lay-tu-so');
	await page.locator('[name=e_request][value=split]').focus();
	await page.keyboard.press('Space');
	await keyboard.type(page, page.locator('[name=e_reason]'), 'Chia cho con');
	await page.locator('[name="e_results-1-area"]').or(page.locator('[name^="e_results-"][name$="-area"]')).first().waitFor();
	const areas = page.locator('[name^="e_results-"][name$="-area"]'), uses = page.locator('[name^="e_results-"][name$="-use"]');
	await keyboard.type(page, areas.first(), half);
	await choose(page, uses.first());
	await keyboard.press(page, page.locator('button[name=e_add][value=results], button[value=results]').first());
	await areas.nth(1).waitFor();
	await keyboard.type(page, areas.nth(1), rest);
	await choose(page, uses.nth(1));
	await page.locator('input[type=file][name=component_2]').setInputFiles(pdf);
	await page.locator('input[type=file][name=component_3]').setInputFiles(pdf);
	await keyboard.press(page, page.locator('button[name=then][value=next]').last());
	await page.waitForURL(/giay-to/).catch(async (e) => assert.fail(`${await page.locator('.govuk-error-summary').textContent().catch(() => '')} ${e}`));
	await page.goto(`${site}/ho-so/soan/${key}/xem-lai`);
	await check(page);
	await shot(page, 'tach-thua-xem-lai');
	await page.locator('[name=declared]').focus();
	await page.keyboard.press('Space');
	await keyboard.press(page, page.locator('button', { hasText: 'Nộp hồ sơ' }));
	await page.waitForURL(/da-nop/);
	const id = Number(page.url().match(/ho-so\/(\d+)/)[1]);
	good(await ask(desk, 'POST', `/dossiers/${id}/receive`, {}));
	await worked(id);

	const work = await (await context(browser, width)).newPage();
	await signIn(work, keyboard, officer);
	await work.goto(`${site}/mot-cua/${id}`);
	await work.getByRole('heading', { name: 'Sổ đất đai', exact: true }).waitFor();
	await check(work);
	await shot(work, 'ho-so-tach-thua');
	await keyboard.press(work, work.getByRole('link', { name: 'Thửa đất của hồ sơ' }));
	await work.waitForURL(/dat-dai$/);
	await check(work);
	await shot(work, 'ho-so-dat-dai');
	await keyboard.press(work, work.getByRole('button', { name: 'Tách thửa' }).or(work.getByRole('link', { name: 'Tách thửa' })));
	await work.waitForURL(/tach\?ho-so=/);
	assert.match(await work.getByLabel('Căn cứ').inputValue(), /^Hồ sơ H42/);
	await work.getByLabel('Hoặc tọa độ các đỉnh của từng phần').fill(halves(one));
	await keyboard.press(work, work.getByRole('button', { name: 'Xem trước' }));
	await work.getByText('Chưa có gì được ghi').waitFor();
	await check(work);
	await shot(work, 'tach-theo-ho-so');
	await keyboard.press(work, work.getByRole('button', { name: 'Tách thửa', exact: true }));
	await work.getByText('Đã tách thành 2 thửa mới').waitFor();
	await work.getByText('theo hồ sơ').first().waitFor();
	await work.locator('[data-parcels-live]').waitFor();
	await check(work);
	await shot(work, 'thua-da-tach-theo-ho-so');
	await keyboard.press(work, work.locator('.dinh-tree a').first());
	await work.getByText('Được tạo thành từ').waitFor();
	await work.locator('[data-parcels]').scrollIntoViewIfNeeded();
	await work.locator('[data-parcels-live]').waitFor();
	await shot(work, 'thua-moi-theo-ho-so');
	await decided(id);
	await work.goto(`${site}/mot-cua/${id}`);
	await work.getByText('Đã ghi vào sổ đất đai').waitFor();
	const v = await land(id);
	assert.equal(v.has_task, false);
	const old = await parcel(p.id);
	assert.ok(old.parcel.valid_to, 'the old one is resolvable');
	const [w, s, e, n] = [old.facts.west, old.facts.south, old.facts.east, old.facts.north].map((k) => (k / 1e7).toFixed(7));
	const map = good(await ask(officer, 'GET', `/parcels/map.geojson?vung=${w},${s},${e},${n}`), 200), on = map.features.map((k) => k.properties.id);
	for (const k of old.tree.filter((k) => k.is_after)) assert.ok(on.includes(k.id), 'the new ones are on the map');
	assert.ok(!on.includes(p.id));
}

test('on a phone', () => journey(390));
test('on an office screen', () => journey(1280));
