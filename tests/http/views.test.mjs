// Saved views of lists over HTTP: kept with a name, found above the list, opened, renamed, dropped, shown first; what is gone is left out.
import test from 'node:test';
import assert from 'node:assert/strict';
import { ask as asked, logged, signedIn } from './client.mjs';
import { made, madeAnew } from './made_registry.mjs';

const desk = 'motcua.yenson', colleague = 'chuyenmon.yenson', citizen = '0530000012';
const ask = (as, method, path, json) => asked(as, method, path, json);
const list = async (as) => (await ask(as, 'GET', '/me/views')).body.views;
const save = (as, name, query, more = {}) => ask(as, 'POST', '/me/views', { list: '/mot-cua/loc', name, query, ...more });
const clear = async (as) => { for (const v of await list(as)) if (v.is_mine) await ask(as, 'POST', `/me/views/${v.id}/delete`, {}); };
const tabs = (text) => [...(text.match(/aria-label="Cách xem đã lưu">[\s\S]*?<\/nav>/)?.[0] ?? '').matchAll(/<a class="dinh-tabs__link" href="([^"]*)"( aria-current="page")?>([^<]*)/g)]
	.map(([, href, current, name]) => ({ href: href.replaceAll('&amp;', '&'), current: !!current, name: name.trim() }));
const query = `linh-vuc=${encodeURIComponent('Hộ tịch')}&kenh=online&cot=code.due.step`;

test('kept under a name, opened, renamed, dropped: as pages, without a script', async () => {
	await clear(desk);
	const b = await signedIn(desk), start = `/mot-cua/loc?${query}`;
	const before = (await b.get(start)).text;
	assert.match(before, /Lưu cách xem này/);
	assert.deepEqual(tabs(before), []);
	assert.doesNotMatch((await b.get('/mot-cua/loc')).text, /Lưu cách xem này/, 'nothing asked, nothing to keep');
	const form = before.match(/<form method="post" action="\/cach-xem"[\s\S]*?<\/form>/)[0], value = (name) => form.match(new RegExp(`name="${name}" value="([^"]*)"`))[1].replaceAll('&amp;', '&');
	const sent = { list: value('list'), query: value('query'), name: 'Hồ sơ hộ tịch trực tuyến' };
	const saved = await b.submit(start, '/cach-xem', sent);
	assert.equal(saved.status, 303, saved.text);
	const page = (await b.get(saved.location)).text;
	assert.match(page, /Đã lưu cách xem “Hồ sơ hộ tịch trực tuyến”/);
	assert.deepEqual(tabs(page).map((t) => [t.name, t.current]), [['Danh sách đầy đủ', false], [sent.name, true]]);
	assert.doesNotMatch(page, /Lưu cách xem này/, 'it is kept already');
	assert.ok(page.includes('Bước</th>') && !page.includes('Người nộp</th>') && /<option value="online"\s+selected/.test(page));
	const plain = (await b.get('/mot-cua/loc')).text;
	assert.deepEqual(tabs(plain).map((t) => t.current), [true, false]);
	const opened = (await b.get(tabs(plain)[1].href)).text;
	assert.equal(tabs(opened)[1].current, true);
	assert.deepEqual(tabs((await b.get('/mot-cua')).text), [], 'of one list, not of the others');

	const [mine] = await list(desk);
	assert.equal((await b.submit('/cach-xem', `/cach-xem/${mine.id}/doi-ten`, { name: 'Hộ tịch' })).status, 303);
	assert.deepEqual((await list(desk)).map((v) => v.name), ['Hộ tịch']);
	const empty = await b.submit('/cach-xem', `/cach-xem/${mine.id}/doi-ten`, { name: ' ' });
	assert.equal(empty.status, 422);
	assert.match(empty.text, /govuk-error-summary/);
	assert.equal((await b.submit('/cach-xem', `/cach-xem/${mine.id}/xoa`, {})).status, 303);
	assert.deepEqual(await list(desk), []);
	assert.match((await b.get('/cach-xem')).text, /Chưa lưu cách xem nào/);
});

test('what a form of a view lacks is asked for again, and nothing is lost', async () => {
	await clear(desk);
	const b = await signedIn(desk), back = await b.submit(`/mot-cua/loc?${query}`, '/cach-xem', { list: '/mot-cua/loc', query, name: '' });
	assert.equal(back.status, 422);
	assert.match(back.text, /name="query" value="linh-vuc=[^"]*kenh=online[^"]*"/);
	const again = await b.submit('/cach-xem', '/cach-xem', { list: '/mot-cua/loc', query, name: 'Lần nữa' });
	assert.equal(again.status, 303);
	const twice = await save(desk, 'Lần nữa', 'kenh=desk');
	assert.equal(twice.status, 422);
	assert.match(twice.text ?? JSON.stringify(twice.body), /đã có cách xem/);
	assert.equal((await ask(desk, 'POST', '/me/views', { list: '/mot-cua', name: 'Lần nữa', query: 'hang=late' })).status, 201, 'the same name on another list');
});

test('one is what the list shows first; the whole list stays a step away', async () => {
	await clear(desk);
	assert.equal((await save(desk, 'Trực tuyến', 'kenh=online', { first: true })).status, 201);
	assert.equal((await save(desk, 'Tại quầy', 'kenh=desk')).status, 201);
	const b = await signedIn(desk), current = (text) => tabs(text).find((t) => t.current)?.name;
	const first = (await b.get('/mot-cua/loc')).text;
	assert.equal(current(first), 'Trực tuyến');
	assert.match(first, /<option value="online"\s+selected/);
	const whole = (await b.get(tabs(first)[0].href)).text;
	assert.equal(current(whole), 'Danh sách đầy đủ');
	assert.doesNotMatch(whole, /<option value="online"\s+selected/);
	assert.equal(current((await b.get('/mot-cua/loc?kenh=desk')).text), 'Tại quầy', 'who asks for something gets that');
	assert.equal((await ask(desk, 'GET', '/dossiers/filtered')).body.dossiers.length, 0, 'a program gets what it asked for');
	const other = (await list(desk)).find((v) => v.name === 'Tại quầy');
	assert.equal((await ask(desk, 'POST', `/me/views/${other.id}/first`, {})).status, 201);
	assert.deepEqual((await list(desk)).filter((v) => v.is_first).map((v) => v.name), ['Tại quầy'], 'one at most');
	assert.equal(current((await b.get('/mot-cua/loc')).text), 'Tại quầy');
	assert.equal((await ask(desk, 'POST', `/me/views/${other.id}/not-first`, {})).status, 201);
	assert.equal(current((await b.get('/mot-cua/loc')).text), 'Danh sách đầy đủ');
});

test('whoever opens the whole list beside a view that comes first stays in it: there, back, in its usual order', async () => {
	await clear('quantri');
	assert.equal((await ask('quantri', 'POST', '/me/views', { list: '/quan-tri/tai-khoan', name: 'Gọn', query: 'cot=name.state', first: true })).status, 201);
	assert.equal((await ask('quantri', 'POST', '/me/views', { list: '/quan-tri/bieu-mau', name: 'Gọn', query: 'cot=title.draft', first: true })).status, 201);
	const b = await signedIn('quantri'), current = (text) => tabs(text).find((t) => t.current)?.name;
	const link = (text, rel) => text.match(new RegExp(`href="([^"]+)" rel="${rel}"`))[1].replaceAll('&amp;', '&');
	assert.equal(current((await b.get('/quan-tri/tai-khoan')).text), 'Gọn');
	const first = (await b.get('/quan-tri/tai-khoan?sau=0')).text, second = (await b.get(link(first, 'next'))).text;
	const back = (await b.get(link(second, 'prev'))).text;
	assert.equal(current(back), 'Danh sách đầy đủ');
	assert.match(back, /Tên đăng nhập<\/th>/);
	const turned = (await b.get('/quan-tri/bieu-mau?xep=-ten')).text;
	const usual = turned.match(/<th[^>]*aria-sort="descending"><a[^>]*href="([^"]+)"/)[1].replaceAll('&amp;', '&');
	assert.equal(current((await b.get(usual)).text), 'Danh sách đầy đủ');
	await clear('quantri');
});

test('a view is kept as the list understands it; what is not there any more is left out', async () => {
	await clear(desk);
	const sent = 'kenh=online&khong-co=1&buoc=khac&tu=31/02/2026&xep=khong&cot=code.applicant.khong&cot=step&sau=5.5&qua=0';
	assert.equal((await save(desk, 'Lạ', sent)).status, 201);
	const [v] = await list(desk);
	assert.equal(v.query, 'kenh=online&cot=code.applicant.step');
	assert.equal(v.address, '/mot-cua/loc?kenh=online&cot=code.applicant.step');
	assert.equal(v.has_gaps, false);
	const { body, status } = await ask(desk, 'GET', v.api.replace('/api/v1', ''));
	assert.equal(status, 200);
	assert.ok(body.dossiers.every((d) => d.channel === 'online'));
	for (const nothing of ['', 'sau=1.2', 'khong-co=1', 'kenh=khac', 'cot=khong']) assert.equal((await save(desk, 'Không', nothing)).status, 422, nothing);
	for (const bad of [{ list: '/khong-co' }, { list: '/quan-tri/tai-khoan' }, { list: '/mot-cua/loc.csv' }, { list: '' }, { name: '' }, { name: 'x'.repeat(81) }, { query: 'kenh=online&thu-tuc=' + 'x'.repeat(2000) }])
		assert.equal((await save(desk, 'Tên', 'kenh=online', bad)).status, 422, JSON.stringify(bad).slice(0, 60));
	assert.equal((await list(desk)).length, 1);
});

test('thirty at most, each his own', async () => {
	await clear(desk);
	for (let i = 1; i <= 30; i++) assert.equal((await save(desk, `Cách ${i}`, `kenh=online&thu-tuc=${i}`)).status, 201, `${i}`);
	const more = await save(desk, 'Cách 31', 'kenh=desk');
	assert.equal(more.status, 422);
	assert.match(JSON.stringify(more.body), /Đã lưu 30 cách xem/);
	await clear(colleague);
	assert.deepEqual(await list(colleague), []);
	const [mine] = await list(desk);
	for (const act of ['rename', 'delete', 'first', 'not-first']) assert.equal((await ask(colleague, 'POST', `/me/views/${mine.id}/${act}`, { name: 'Của tôi' })).status, 404, act);
	assert.equal((await list(desk)).length, 30);
	assert.deepEqual((await list(desk)).find((v) => v.id === mine.id), mine);
	await clear(desk);
});

test('a citizen keeps the columns of his own list', async () => {
	await clear(citizen);
	assert.equal((await ask(citizen, 'POST', '/me/views', { list: '/mot-cua', name: 'Lén', query: 'hang=late' })).status, 422, 'not of a list that is not his');
	assert.deepEqual(await list(citizen), []);
	assert.equal((await ask(null, 'GET', '/me/views')).status, 401);
});

test('a leader shares a view with his unit, from the page; both sides read where it comes from', async () => {
	const leader = 'lanhdao.yenson', b = await signedIn(leader), c = await signedIn(desk);
	await clear(leader);
	assert.equal((await save(leader, 'Chung của xã', 'kenh=online')).status, 201);
	const mine = (await list(leader)).find((v) => v.is_mine);
	assert.match((await b.get('/cach-xem')).text, /Chia sẻ với đơn vị/);
	assert.equal((await b.submit('/cach-xem', `/cach-xem/${mine.id}/chia-se`, {})).status, 303);
	assert.match((await b.get('/cach-xem')).text, /Dùng chung[\s\S]*Thôi chia sẻ/);
	const page = (await c.get('/cach-xem')).text;
	assert.match(page, /Chung của xã[\s\S]*chia sẻ với đơn vị\./);
	assert.doesNotMatch(page, new RegExp(`/cach-xem/${mine.id}/`), 'nothing of it is his to press');
	assert.ok(tabs((await c.get('/mot-cua/loc')).text).some((t) => t.name === 'Chung của xã (đơn vị)' && t.href.includes('kenh=online')));
	assert.equal((await b.submit('/cach-xem', `/cach-xem/${mine.id}/doi-ten`, { name: 'Chung cả xã' })).status, 303, 'who may share names it');
	assert.match((await c.get('/cach-xem')).text, /Chung cả xã/);
	await logged('list_view', /Đổi tên cách xem dùng chung/);
	assert.equal((await b.submit('/cach-xem', `/cach-xem/${mine.id}/thoi-chia-se`, {})).status, 303);
	assert.doesNotMatch((await c.get('/cach-xem')).text, /Chung cả xã/);
	await logged('list_view', /Thôi chia sẻ cách xem/);
	await clear(leader);
});

test('views of a registry are its own, shared with the unit, and read against the definition of the day', async () => {
	const chief = 'quantri.yenson', leader = 'lanhdao.yenson', officer = 'chuyenmon.yenson', RECORDS = '/registries/so-cach-xem/records', path = '/du-lieu/so-cach-xem/danh-sach';
	const choice = (name, label, ...values) => ({ name, type: 'choice', label, choices: values.map((value) => ({ value, label: value.toUpperCase() })) });
	const definition = (filters) => ({ code: 'so-cach-xem', title: 'Sổ có cách xem', one: 'mục', level: 'commune', name: 'label',
		sections: [{ title: 'Mục', fields: [{ name: 'label', type: 'text', label: 'Tên', required: true, max: 100 }, choice('kind', 'Loại', 'xa', 'gan'), choice('rank', 'Hạng', 'xa', 'hai')] }],
		list: { columns: ['label', ...filters], sorts: ['label'], filters, search: ['label'] } });
	const registry = await made(chief, definition(['kind', 'rank']));
	for (const [label, kind, rank] of [['A', 'xa', 'hai'], ['B', 'gan', 'xa']]) assert.equal((await ask(officer, 'POST', RECORDS, { answers: { label, kind, rank } })).status, 201);
	for (const who of [officer, leader]) await clear(who);
	const kept = (as, name, query) => ask(as, 'POST', '/me/views', { list: path, name, query });
	const b = await signedIn(officer);
	const asked = (await b.get(`${path}?loc1=xa&cot=label.rank`)).text, form = asked.match(/<form method="post" action="\/cach-xem"[\s\S]*?<\/form>/)[0];
	assert.equal(form.match(/name="list" value="([^"]*)"/)[1], path, 'kept of this registry');
	assert.equal((await b.submit(`${path}?loc1=xa`, '/cach-xem', { list: path, query: 'loc1=xa&cot=label.rank', name: 'Loại xa' })).status, 303);
	assert.equal((await kept(officer, 'Hạng xa', 'loc2=xa')).status, 201);
	assert.deepEqual(tabs((await b.get('/du-lieu/thiet-bi-cntt/danh-sach')).text), [], 'of one registry, not of the others');
	assert.equal((await kept(leader, 'Gần', 'loc1=gan')).status, 201);
	const shared = (await list(leader)).find((v) => v.name === 'Gần');
	assert.equal((await ask(leader, 'POST', `/me/views/${shared.id}/share`, {})).status, 201);
	const found = async (v) => (await ask(officer, 'GET', v.api.replace('/api/v1', ''))).body.records.map((r) => r.name);
	const views = async () => Object.fromEntries((await list(officer)).filter((v) => v.list === path).map((v) => [v.name, v]));
	let all = await views();
	assert.deepEqual(Object.keys(all).sort(), ['Gần', 'Hạng xa', 'Loại xa']);
	assert.deepEqual([await found(all['Loại xa']), await found(all['Hạng xa']), await found(all['Gần'])], [['A'], ['B'], ['B']]);
	assert.equal((await ask(officer, 'POST', `/me/views/${all['Loại xa'].id}/first`, {})).status, 201);
	assert.equal(tabs((await b.get(path)).text).find((t) => t.current).name, 'Loại xa');

	await madeAnew(chief, registry, definition(['rank', 'kind']));
	all = await views();
	assert.equal(all['Loại xa'].address, `${path}?loc2=xa&cot=label.rank`, 'the filter is the same field, though it stands elsewhere');
	assert.deepEqual([await found(all['Loại xa']), await found(all['Hạng xa']), await found(all['Gần'])], [['A'], ['B'], ['B']]);
	assert.ok(Object.values(all).every((v) => v.has_gaps === false));

	await madeAnew(chief, registry, definition(['rank']));
	all = await views();
	assert.deepEqual([all['Loại xa'].has_gaps, all['Loại xa'].query, all['Hạng xa'].has_gaps], [true, 'cot=label.rank', false]);
	assert.equal(all['Gần'].address, `${path}?sau=0`);
	assert.match((await b.get(path)).text, /đã lưu trong “Loại xa” không còn trong danh sách nên được bỏ qua/, 'what is left out is said above the list');
	assert.match((await b.get('/cach-xem')).text, /Sổ có cách xem[\s\S]*không còn trong danh sách nên được bỏ qua/);
	assert.equal((await kept('chuyenmon.gialam', 'Lén', 'loc1=xa')).status, 422, 'another commune has no such registry');
	for (const who of [officer, leader]) await clear(who);
});
