// Charts and maps: on a phone the newest month is in sight; both themes keep their contrast; maps are moved by pointer and keyboard, and are there
// without scripts.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

const within = async (page, locator) => {
	const box = await locator.boundingBox(), { width } = page.viewportSize();
	return box && box.x >= 0 && box.x + box.width <= width + 1;
};

for (const [width, colorScheme] of [[390, 'light'], [1280, 'dark']])
	test(`the board's pictures, ${width} px, ${colorScheme}`, async () => {
		const page = await (await context(browser, width + 2, { colorScheme })).newPage(); // checked at a width of its own: the map is alive
		await signIn(page, pointer, 'lanhdao.ninhbinh');
		await page.goto(`${site}/dieu-hanh`);
		const charts = page.locator('.dinh-chart');
		assert.equal(await charts.count(), 3, 'months, rates, ways to file');
		for (const id of ['thang', 'ty-le']) {
			const svg = page.locator(`svg[aria-labelledby="${id}-title"]`);
			await svg.scrollIntoViewIfNeeded();
			assert.ok(await within(page, svg.locator('.dinh-chart__text--newest')), `${id}: the newest month is in sight`);
			assert.ok((await svg.locator(`#${id}-said`).textContent()).startsWith('Mới nhất, '));
			const size = await svg.locator('.dinh-chart__text').first().evaluate((t) => t.getBoundingClientRect().height);
			assert.ok(size >= 12, `letters of ${size} px`);
		}
		const map = page.locator('[data-map="ban-do"]');
		await map.scrollIntoViewIfNeeded();
		await page.locator('[data-map="ban-do"][data-map-live]').waitFor();
		assert.equal(await map.locator('.dinh-map__drawn').isVisible(), false, 'the drawn one gives way');
		const links = map.locator('path[role="link"]');
		assert.equal(await links.count(), 10);
		await check(page);
		await shot(page, `ban-dieu-hanh-${colorScheme}`);
		await links.nth(2).focus();
		const name = await links.nth(2).getAttribute('aria-label');
		await map.locator('.leaflet-tooltip').waitFor();
		assert.equal(await map.locator('.leaflet-tooltip').innerText(), name, 'what it says is seen by the keyboard');
		await page.keyboard.press('Enter');
		await page.waitForURL(/don-vi=\d+/);
		assert.match(await page.locator('.govuk-caption-l').innerText(), new RegExp(name.split(':')[0]));
	});

test('a map is enlarged by the keyboard, and where a unit lies is seen without scripts', async () => {
	const page = await (await context(browser, 1280)).newPage();
	await page.goto(`${site}/don-vi?tim=14389`);
	const path = await page.locator('.dinh-result__title').first().getAttribute('href');
	await page.goto(site + path);
	await page.locator('[data-map]').scrollIntoViewIfNeeded();
	await page.locator('[data-map-live]').waitFor();
	const place = page.locator('.dinh-map__live path.dinh-map__place').first(), size = async () => (await place.boundingBox()).width;
	const before = await size();
	await page.locator('.dinh-map__live').focus();
	await page.keyboard.press('+');
	await page.waitForFunction(([b]) => document.querySelector('.dinh-map__live path.dinh-map__place').getBoundingClientRect().width > b * 1.3, [before]);
	await page.getByRole('button', { name: 'Thu nhỏ' }).press('Enter');
	await check(page);
	const plain = await (await context(browser, 390, { javaScriptEnabled: false })).newPage();
	await plain.goto(site + path);
	const drawn = plain.locator('.dinh-map__drawn svg');
	assert.ok(await drawn.isVisible());
	assert.ok(await within(plain, drawn));
	await drawn.locator('a').first().focus();
	await plain.keyboard.press('Enter');
	await plain.waitForURL((url) => url.pathname !== path && /^\/don-vi\/\d+$/.test(url.pathname));
});

test('on paper a chart is whole and a map is the drawn one', async () => {
	const page = await (await context(browser, 1000)).newPage();
	await signIn(page, pointer, 'lanhdao.ninhbinh');
	await page.goto(`${site}/dieu-hanh`);
	await page.locator('[data-map]').scrollIntoViewIfNeeded();
	await page.locator('[data-map-live]').waitFor();
	await page.emulateMedia({ media: 'print' });
	assert.ok(await page.locator('.dinh-map__drawn').isVisible());
	assert.equal(await page.locator('.dinh-map__live').isVisible(), false);
	const [roll, svg] = await page.locator('.dinh-chart__roll').first().evaluate((e) => [e.clientWidth, e.querySelector('svg').getBoundingClientRect().width]);
	assert.ok(svg <= roll + 1, `${svg} of ${roll}`);
});
