// Open data: an administrator publishes the wells, a stranger finds and downloads them, a program reads the catalogue.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, context, check, shot, signIn, pointer, site } from './browser.mjs';

let browser, path;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

test('an administrator chooses fields of the wells, sees the first rows and publishes', async () => {
	const page = await (await context(browser, 1280)).newPage();
	await signIn(page, pointer, 'quantri.gialam');
	await page.goto(`${site}/quan-tri/du-lieu-mo`);
	await check(page);
	await shot(page, 'du-lieu-mo-cua-don-vi');
	await page.getByRole('link', { name: 'Thêm bộ dữ liệu' }).click();
	await page.getByLabel('Lấy từ sổ nào').selectOption({ label: 'Giếng nước' });
	await check(page);
	await page.getByRole('button', { name: 'Tiếp tục' }).click();
	await page.getByLabel('Tên bộ dữ liệu').fill('Giếng khoan của xã Gia Lâm');
	await page.getByLabel('Mô tả').fill('ngắn quá');
	await page.getByLabel('Giấy phép').selectOption({ label: 'Creative Commons Ghi công 4.0 (CC BY 4.0)' });
	await page.getByLabel('Thư điện tử của nơi giải đáp').fill('ubnd@gialam.example');
	for (const field of ['Tên giếng', 'Vị trí', 'Độ sâu']) await page.getByLabel(field, { exact: true }).check();
	await page.locator('select[name=narrowed1]').selectOption({ label: 'Giếng khoan' });
	await check(page);
	await shot(page, 'du-lieu-mo-chon');
	await page.getByRole('button', { name: 'Lưu và xem trước' }).click();
	await page.getByText('Có chỗ cần sửa').waitFor();
	assert.ok(await page.getByLabel('Độ sâu', { exact: true }).isChecked(), 'what was ticked stays ticked');
	await page.getByLabel('Mô tả').fill('Vị trí và độ sâu của những giếng khoan công cộng mà xã quản lý.');
	await page.getByRole('button', { name: 'Lưu và xem trước' }).click();
	await page.getByText('Xem trước rồi công bố').waitFor();
	const rows = page.getByRole('region', { name: 'Những dòng đầu' }).locator('tbody tr');
	assert.ok((await rows.count()) >= 2);
	assert.ok(!(await rows.allInnerTexts()).some((text) => text.includes('Giếng đình')));
	await check(page);
	await shot(page, 'du-lieu-mo-xem-truoc');
	await page.getByRole('button', { name: 'Công bố' }).click();
	await page.getByText('Đã công bố bộ dữ liệu').waitFor();
	path = new URL(await page.getByRole('link', { name: /^\/du-lieu-mo\// }).getAttribute('href'), site).pathname;
	await page.setViewportSize({ width: 390, height: 844 });
	await shot(page, 'du-lieu-mo-quan-tri');
	await check(page);
});

for (const width of [390, 1280])
	test(`a stranger finds it, reads what it is and downloads it, ${width} px`, async () => {
		const page = await (await context(browser, width, { acceptDownloads: true })).newPage();
		await page.goto(`${site}/du-lieu-mo`);
		await check(page);
		await shot(page, 'du-lieu-mo');
		await page.getByLabel('Tên hoặc mô tả').fill('gieng khoan');
		await page.getByRole('button', { name: 'Tìm', exact: true }).last().click();
		await page.getByRole('link', { name: 'Giếng khoan của xã Gia Lâm' }).click();
		for (let i = 0; i < 50 && !(await page.getByRole('link', { name: /Tải CSV/ }).count()); i++) await page.reload();
		await check(page);
		await shot(page, 'du-lieu-mo-mot-bo');
		const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /Tải CSV/ }).click()]);
		assert.match(download.suggestedFilename(), /^gieng-khoan-.*\.csv$/);
		const bytes = readFileSync(await download.path());
		assert.match(bytes.toString(), /^\ufeff"Tên giếng","Vị trí","Độ sâu"\r\n[^]*"Giếng khoan trạm y tế","20\.3921, 105\.7865",72\r\n/);
		await page.getByText('Kiểm tra tệp đã tải').click();
		await page.getByText(createHash('sha256').update(bytes).digest('hex')).waitFor();
	});

// JSON-LD whose context is prefixes alone, as triples: terms are IRIs of known vocabularies, values typed, nothing is left unread.
function triples(document) {
	const prefixes = document['@context'], out = [];
	const iri = (name) => {
		const [prefix, rest] = [name.slice(0, name.indexOf(':')), name.slice(name.indexOf(':') + 1)];
		if (prefixes[prefix]) return prefixes[prefix] + rest;
		assert.match(name, /^(https?|mailto|tel):/, name);
		return name;
	};
	let blanks = 0;
	function node(one) {
		const id = one['@id'] ? iri(one['@id']) : `_:${blanks++}`;
		for (const [name, value] of Object.entries(one)) {
			if (name === '@id' || name === '@context') continue;
			for (const v of Array.isArray(value) ? value : [value]) out.push(name === '@type' ? [id, 'a', iri(v)] : [id, iri(name), object(v)]);
		}
		return id;
	}
	function object(v) {
		if (typeof v === 'string') return { value: v };
		if ('@value' in v) {
			assert.ok(Object.keys(v).every((k) => ['@value', '@type', '@language'].includes(k)), JSON.stringify(v));
			return { value: v['@value'], type: v['@type'] && iri(v['@type']), language: v['@language'] };
		}
		return Object.keys(v).length === 1 && v['@id'] ? iri(v['@id']) : node(v);
	}
	node(document);
	return out;
}

test('a program reads the catalogue and finds the files as they are described', async () => {
	const reply = await fetch(`${site}/du-lieu-mo/catalog.jsonld`);
	assert.equal(reply.headers.get('content-type'), 'application/ld+json');
	const all = triples(await reply.json());
	const DCAT = 'http://www.w3.org/ns/dcat#', DCT = 'http://purl.org/dc/terms/';
	const of = (s, p) => all.filter((t) => t[0] === s && t[1] === p).map((t) => t[2]), are = (type) => all.filter((t) => t[1] === 'a' && t[2] === type).map((t) => t[0]);
	const [catalogue] = are(`${DCAT}Catalog`), sets = of(catalogue, `${DCAT}dataset`);
	assert.ok(sets.length >= 3);
	assert.deepEqual([...sets].sort(), are(`${DCAT}Dataset`).sort());
	const mine = sets.find((one) => one.endsWith(path));
	assert.ok(mine, path);
	for (const set of sets) {
		assert.match(of(set, `${DCT}license`)[0], /^https:\/\/(creativecommons|opendatacommons)\.org\//);
		assert.match(of(set, `${DCT}accrualPeriodicity`)[0], /frequency\/(DAILY|WEEKLY|MONTHLY|QUARTERLY)$/);
		for (const when of ['issued', 'modified']) {
			const [at] = of(set, DCT + when);
			assert.equal(at.type, 'http://www.w3.org/2001/XMLSchema#dateTime');
			assert.ok(Date.parse(at.value) > 0);
		}
		assert.equal(of(set, `${DCT}title`)[0].language, 'vi');
		const [contact] = of(set, `${DCAT}contactPoint`), ways = ['hasEmail', 'hasTelephone'].flatMap((way) => of(contact, `http://www.w3.org/2006/vcard/ns#${way}`));
		assert.ok(ways.length && ways.every((way) => /^(mailto:\S+@\S+|tel:[\d+]+)$/.test(way)), ways.join());
		assert.match(of(of(set, `${DCT}spatial`)[0], `${DCAT}bbox`)[0].value, /^POLYGON\(\(105\.\d+ 20\.\d+,/);
		assert.ok(of(set, `${DCAT}distribution`).length >= 2);
	}
	const files = of(mine, `${DCAT}distribution`);
	assert.equal(files.length, 3);
	for (const file of files) {
		const url = of(file, `${DCAT}downloadURL`)[0], got = await fetch(url), bytes = Buffer.from(await got.arrayBuffer());
		assert.equal(got.status, 200);
		assert.equal(Number(of(file, `${DCAT}byteSize`)[0].value), bytes.length);
		assert.equal(of(file, `${DCAT}mediaType`)[0], `https://www.iana.org/assignments/media-types/${got.headers.get('content-type').split(';')[0]}`);
		const checksum = of(file, 'http://spdx.org/rdf/terms#checksum')[0];
		assert.equal(of(checksum, 'http://spdx.org/rdf/terms#algorithm')[0], 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256');
		assert.equal(of(checksum, 'http://spdx.org/rdf/terms#checksumValue')[0].value, createHash('sha256').update(bytes).digest('hex'));
	}
});
