// Every page that a role's menu leads to, and the administrators' pages: accessible, valid, within the width, in both themes.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { open, context, check, shot, signIn, pointer, site } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

async function visitMenu(page, more = []) {
	await page.goto(site);
	const links = await page.locator('header a, nav a, footer a').evaluateAll((list) => list.map((a) => a.getAttribute('href')));
	const paths = [...new Set([...links, ...more])].filter((p) => p?.startsWith('/') && !p.startsWith('/api'));
	assert.ok(paths.length > 2, 'there is a menu');
	for (const path of paths) {
		const answer = await page.goto(site + path);
		assert.equal(answer.status(), 200, path);
		assert.ok((await page.locator('h1').count()) === 1, `${path} has one h1`);
		await check(page);
		await shot(page, path.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'trang-chu');
	}
}

for (const width of [390, 1280]) {
	test(`everybody's pages, ${width} px`, async () => {
		await visitMenu(await (await context(browser, width)).newPage(), ['/', '/thu-tuc', '/tra-cuu', '/don-vi', '/lich', '/dang-nhap', '/dang-ky']);
	});
	for (const login of ['motcua.gialam', 'lanhdao.gialam', 'quantri'])
		test(`pages of ${login}, ${width} px`, async () => {
			const page = await (await context(browser, width)).newPage();
			await signIn(page, pointer, login);
			await visitMenu(page, login === 'quantri' ? ['/kieu-dang', '/quan-tri', '/tai-khoan', '/thong-bao'] : ['/tai-khoan', '/thong-bao']);
		});
}

test('dark and high contrast keep their contrast', async () => {
	for (const more of [{ colorScheme: 'dark' }, { forcedColors: 'none', contrast: 'more' }]) {
		const page = await (await context(browser, 389, more)).newPage();
		for (const path of ['/', '/thu-tuc', '/tra-cuu', '/dang-nhap']) {
			await page.goto(site + path);
			await check(page);
			await shot(page, `${Object.values(more)[0]}${path.replace(/\//g, '-')}`);
		}
		await page.context().close();
	}
});

test('errors help', async () => {
	const page = await (await context(browser, 390)).newPage();
	const answer = await page.goto(`${site}/khong-co-trang-nay`);
	assert.equal(answer.status(), 404);
	assert.match(await page.locator('h1').innerText(), /Không tìm thấy/);
	await check(page);
	await shot(page, 'khong-tim-thay');
});
