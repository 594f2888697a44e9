// Parcels in and out: the files of the list come in again and change nothing; what a table adds, changes and gets wrong; the register as of a past day.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ask, signedIn, token } from './client.mjs';
import { dividable, divide, good, officer, parcel } from './land_steps.mjs';

async function send(text, name, as = officer) {
	const form = new FormData();
	form.append('file', new Blob([text]), name);
	const { status, body } = await ask(as, 'POST', '/import-kinds/parcels', undefined, form);
	return { status, body, id: Number(body?.location?.match(/imports\/(\d+)/)?.[1]) };
}
async function settled(id) {
	for (let i = 0; i < 600; i++) {
		const body = good(await ask(officer, 'GET', `/imports/${id}`), 200);
		if (!['checking', 'applying'].includes(body.fact.state)) return body;
		await new Promise((done) => setTimeout(done, 50));
	}
	throw new Error('the import does not end');
}
async function preview(text, name = 'thua.csv') {
	const sent = await send(text, name);
	assert.equal(sent.status, 201, JSON.stringify(sent.body));
	return { id: sent.id, ...(await settled(sent.id)) };
}
const written = async (seen) => {
	good(await ask(officer, 'POST', `/imports/${seen.id}/confirm`, {}));
	return settled(seen.id);
};
const counts = (s) => [s.new, s.changed, s.same, s.wrong];
const file = async (path) => {
	const reply = await fetch(`${process.env.DINH_URL}/api/v1${path}`, { headers: { authorization: `Bearer ${await token(officer)}` } });
	assert.equal(reply.status, 200, path);
	return Buffer.from(await reply.arrayBuffer());
};
const problem = (row, column) => row.cells.find((c) => c.column === column)?.problem ?? row.problem;
const head = 'Xã lập bản đồ,Tờ bản đồ số,Thửa số,Diện tích trên giấy (m²),Loại đất và diện tích,Địa chỉ,Thông tin có từ ngày,Căn cứ,Hình thửa,Số định danh người sử dụng\n';
const row = (sheet, number, area, uses, shape, more = {}) =>
	[more.unit ?? '', sheet, number, `"${area}"`, `"${uses}"`, 'Thôn Nhập', more.day ?? '01/02/2020', more.basis ?? 'Sổ địa chính', `"${shape}"`, more.holders ?? ''].join(',') + '\n';
// Free land east of the sheets of the demonstration, in the zone of 105°00'.
let free = 0;
const box = (wide = 20) => {
	const e = 586000 + 100 * (Math.floor(Math.random() * 90) + 90 * free++ % 900), n = 2259000 + 60 * Math.floor(Math.random() * 40);
	return [[e, n], [e + wide, n], [e + wide, n + 30], [e, n + 30]];
};
const wkt = (...rings) => `POLYGON(${rings.map((ring) => `(${ring.map((p) => p.map((v) => v.toFixed(3)).join(' ')).join(', ')})`).join(', ')})`;
const number = () => 20000 + Math.floor(Math.random() * 70000);

for (const [ending, name] of [['csv', 'thua.csv'], ['xlsx', 'thua.xlsx'], ['geojson', 'thua.geojson']])
	test(`what the list gives as ${ending} changes nothing when it comes in again`, async () => {
		const seen = await preview(await file(`/parcels.${ending}?to=12`), name);
		assert.ok(seen.same > 100, JSON.stringify(counts(seen)));
		assert.deepEqual([seen.new, seen.changed, seen.wrong], [0, 0, 0], JSON.stringify(seen.rows.filter((r) => r.verdict !== 'same').slice(0, 3)));
		assert.equal((await ask(officer, 'POST', `/imports/${seen.id}/confirm`, {})).status, 422, 'there is nothing to do');
	});

test('a parcel with what is cut out of it comes in whole, goes out whole and comes in again as it is', async () => {
	const outer = box(40), [e, n] = outer[0], hole = [[e + 5, n + 5], [e + 15, n + 5], [e + 15, n + 15], [e + 5, n + 15]], at = number();
	const seen = await preview(head + row(11, at, '1.100', 'CLN', wkt(outer, hole)));
	assert.deepEqual(counts(seen), [1, 0, 0, 0], JSON.stringify(seen.rows));
	const done = await written(seen);
	assert.equal(done.added, 1, JSON.stringify(done.rows));
	const { id } = good(await ask(officer, 'GET', `/parcels?to=11&thua=${at}`), 200).parcels[0], one = await parcel(id);
	assert.equal(one.measured, 110000);
	assert.equal(one.facts.shape.split(';').length, 2);
	for (const ending of ['csv', 'geojson']) {
		const text = await file(`/parcels.${ending}?to=11&thua=${at}`);
		if (ending === 'geojson') assert.equal(JSON.parse(text).features[0].geometry.coordinates.length, 2);
		assert.deepEqual(counts(await preview(text, `x.${ending}`)), [0, 0, 1, 0], ending);
	}
});

test('what is there is corrected or changed by its day, and the history says so', async () => {
	const at = number(), outer = box();
	await written(await preview(head + row(11, at, '600', 'CLN', wkt(outer))));
	const { id } = good(await ask(officer, 'GET', `/parcels?to=11&thua=${at}`), 200).parcels[0];
	let seen = await preview(head + row(11, at, '601,5', 'CLN', ''));
	assert.deepEqual(counts(seen), [0, 1, 0, 0]);
	assert.match(seen.rows[0].says, /Diện tích: 600 m² → 601,5 m²/);
	await written(seen);
	let one = await parcel(id);
	assert.deepEqual([one.facts.area, one.facts.act, one.past.length], [60150, 'correct', 2]);
	assert.ok(one.facts.shape, 'a shape that was left empty stays');
	await written(await preview(head + row(11, at, '601,5', 'ONT 200; CLN 401,5', '', { day: '05/06/2024', basis: 'Quyết định 9' })));
	one = await parcel(id);
	assert.deepEqual([one.facts.act, one.facts.valid_from, one.facts.uses], ['change', '2024-06-05', 'ONT 200; CLN 401.5']);

	const on = async (day) => good(await ask(officer, 'GET', `/parcels?to=11&thua=${at}&ngay=${day}`), 200).parcels;
	assert.equal((await on('2024-06-04'))[0].main_use, 'CLN');
	assert.equal((await on('2024-06-05'))[0].main_use, 'ONT');
	assert.deepEqual(await on('2020-01-31'), []);
	assert.equal((await on('2020-02-01')).length, 1);
	assert.equal((await ask(officer, 'GET', '/parcels?ngay=2099-01-01')).status, 422);
});

test('what cannot be is said beside its cell, and the other rows come in', async () => {
	const a = box(), b = number(), cross = [a[0], a[2], a[1], a[3]], east = box().map(([e, n]) => [e, n - 900000]);
	const seen = await preview(head + row(11, b, '600', 'CLN', wkt(cross)) + row(11, b + 1, '600', 'CLN', wkt(east)) + row(12, b, '600', 'CLN', '') + row(998, 1, '600', 'CLN', '') +
		row(11, b + 2, 'rộng', 'CLN', '') + row(11, b + 3, '600', 'XYZ', '') + row(11, b + 4, '600', 'CLN', wkt(a), { holders: '037090999999' }) +
		row(11, b + 5, '600', 'CLN', wkt(a), { day: '01/01/2099' }) + row(11, b + 6, '600', 'CLN', 'POLYGON((1 2') + row(11, b + 7, '600', 'CLN', wkt(a)) + row(11, b + 7, '600', 'CLN', ''));
	assert.deepEqual(counts(seen), [1, 0, 0, 10], JSON.stringify(seen.rows.map((r) => [r.line, r.verdict, r.problem])));
	const said = ['shape', 'shape', 'old_unit', 'sheet', 'area', 'uses', 'holders', 'day', 'shape'].map((column, i) => problem(seen.rows[i], column));
	assert.match(said[0], /cắt hoặc chạm nhau/);
	assert.match(said[1], /Việt Nam/);
	assert.match(said[2], /Nhiều xã cũ/);
	assert.match(said[3], /Chưa có tờ bản đồ số 998/);
	for (const text of said) assert.ok(text, JSON.stringify(said));
	assert.equal((await written(seen)).added, 1);
});

test('two rows of a file that lie over one another: the second is not written, and says why', async () => {
	const a = box(), b = number(), done = await written(await preview(head + row(11, b, '600', 'CLN', wkt(a)) + row(11, b + 1, '600', 'CLN', wkt(a.map(([e, n]) => [e + 5, n])))));
	assert.deepEqual([done.added, done.rows.length], [1, 2], JSON.stringify(done));
	assert.equal(good(await ask(officer, 'GET', `/parcels?to=11&thua=${b + 1}`), 200).parcels.length, 0);
	assert.match(JSON.stringify(done.rows), /chồng lên/);
});

test('a parcel that was ended takes nothing, and who may not change land imports none', async () => {
	const one = await dividable();
	good(await divide(one));
	const unit = one.parcel.old_unit, seen = await preview(head + row(one.parcel.sheet, one.parcel.number, '600', 'CLN', '', { unit }));
	assert.equal(seen.wrong, 1);
	assert.match(problem(seen.rows[0], 'number'), /đã hết hiệu lực/);
	assert.equal((await send(head, 'x.csv', 'lanhdao.gialam')).status, 403);
	const before = good(await ask(officer, 'GET', `/parcels?to=${one.parcel.sheet}&thua=${one.parcel.number}&ngay=2026-11-19`), 200).parcels;
	assert.ok(before.some((p) => p.id === one.parcel.id && p.holders), 'the day before it was there, with who held it');
	const after = good(await ask(officer, 'GET', `/parcels?to=${one.parcel.sheet}&thua=${one.parcel.number}&ngay=2026-11-20`), 200).parcels;
	assert.ok(!after.some((p) => p.id === one.parcel.id));
});

test('a parcel and the map as of a past day', async () => {
	const one = await dividable(), { id } = one.parcel, day = '2026-11-19';
	good(await ask(officer, 'POST', `/parcels/${id}/facts`, { how: 'change', area: '600', uses: 'CLN', address: 'Thôn khác', shape: '', old_sheet: '', old_number: '', day: '2024-05-06',
		basis: 'Quyết định 7', reason: '', seen: one.parcel.version }).then((r) => r.status === 422 ? assert.fail(JSON.stringify(r.body)) : r));
	const on = async (when) => good(await ask(officer, 'GET', `/parcels/${id}?ngay=${when}`), 200);
	assert.deepEqual([(await on('2024-05-05')).facts.uses.slice(0, 3), (await on('2024-05-06')).facts.uses], ['LUC', 'CLN 600']);
	assert.deepEqual((await on('06/05/2024')).facts.uses, 'CLN 600');
	assert.equal((await ask(officer, 'GET', `/parcels/${id}?ngay=2001-01-01`)).status, 404);
	for (const bad of ['2099-01-01', '2024-13-01', 'x']) assert.equal((await ask(officer, 'GET', `/parcels/${id}?ngay=${bad}`)).status, 422, bad);

	const other = await dividable();
	good(await divide(other));
	const [w, s, e, n] = [other.facts.west, other.facts.south, other.facts.east, other.facts.north].map((k) => (k / 1e7).toFixed(7)), box = `${w},${s},${e},${n}`;
	const seen = async (when) => good(await ask(officer, 'GET', `/parcels/map.geojson?vung=${box}${when ? `&ngay=${when}` : ''}`), 200).features.map((f) => f.properties.id);
	assert.ok((await seen(day)).includes(other.parcel.id));
	assert.ok(!(await seen()).includes(other.parcel.id));
	assert.ok(!(await seen('2026-11-20')).includes(other.parcel.id));
	assert.equal((await seen('2001-01-01')).length, 0);
	assert.equal((await ask(officer, 'GET', `/parcels/map.geojson?vung=${box}&ngay=2099-01-01`)).status, 422);
	const browser = await signedIn(officer), then = (await browser.get(`/dat-dai/${other.parcel.id}?ngay=${day}`)).text;
	assert.match(then, /Thửa đất như ngày 19\/11\/2026/);
	assert.doesNotMatch(then, /Đã thành|20\/11\/2026/, 'what came later is not there');
	assert.doesNotMatch(then, /Thửa đất không còn|href="\/dat-dai\/\d+\/tach"|thu hồi từ/);
	assert.match((await browser.get(`/dat-dai?to=${other.parcel.sheet}&thua=${other.parcel.number}&ngay=${day}`)).text, new RegExp(`href="/dat-dai/${other.parcel.id}\\?ngay=${day}"`));
	const map = (await browser.get(`/dat-dai/ban-do?ngay=${day}`)).text;
	assert.match(map, new RegExp(`data-day="${day}"`));
	assert.match(map, new RegExp(`href="/dat-dai/\\d+\\?ngay=${day}"`));
	assert.equal((await browser.get((await browser.get('/dat-dai')).text.match(/\/nhap-du-lieu\/[\w/]+/)[0])).status, 200);
});
