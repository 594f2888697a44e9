// The board over HTTP: who may see it, that its sums agree with each other and with the dossiers behind them, that odd ranges are answered.
import test from 'node:test';
import assert from 'node:assert/strict';
import { signedIn, token } from './client.mjs';

const site = process.env.DINH_URL ?? 'http://127.0.0.1:8080';

async function get(path, login = 'lanhdao.gialam') {
	const r = await fetch(`${site}/api/v1${path}`, { headers: { authorization: `Bearer ${await token(login)}` } });
	return { status: r.status, body: await r.json() };
}
const month = (back) => {
	const now = new Date(Date.now() + 7 * 3600e3), m = now.getUTCFullYear() * 12 + now.getUTCMonth() - back;
	return `${Math.floor(m / 12)}-${String(m % 12 + 1).padStart(2, '0')}`;
};
const range = `tu=${month(23)}&den=${month(0)}`;
const sum = (rows, key) => rows.reduce((n, row) => n + row[key], 0);
const keys = ['taken_in', 'early', 'on_time', 'overdue', 'given_back', 'turned_away', 'taken_back', 'broken_off'];

async function dossiers(what) {
	const all = [];
	for (let next = ''; ;) {
		const { status, body } = await get(`/dashboard/dossiers?xem=${what}&${range}&sau=${next}`);
		assert.equal(status, 200);
		all.push(...body.dossiers);
		if (!(next = body.next)) return all;
	}
}

test('only a leader sees the board', async () => {
	assert.equal((await get('/dashboard')).status, 200);
	assert.equal((await get('/dashboard', 'motcua.gialam')).status, 403);
	assert.equal((await get('/dashboard/dossiers?xem=late', 'chuyenmon.gialam')).status, 403);
	assert.equal((await fetch(`${site}/api/v1/dashboard`)).status, 401);
});

test('every way to divide the figures gives the same sum', async () => {
	const { body } = await get(`/dashboard?${range}`);
	assert.ok(body.total.taken_in > 100, `${body.total.taken_in} received`);
	for (const key of keys)
		for (const part of ['by_month', 'by_unit', 'by_field', 'by_channel'])
			assert.equal(sum(body[part], key), body.total[key], `${key} ${part}`);
});

test('the dossiers behind a figure are as many as it says, and their names are masked', async () => {
	const { body } = await get(`/dashboard?${range}`);
	for (const what of ['taken_in', 'early', 'on_time', 'overdue']) {
		const list = await dossiers(what);
		assert.equal(list.length, body.total[what], what);
		assert.equal(new Set(list.map((d) => d.code)).size, list.length);
		assert.ok(list.every((d) => /\*/.test(d.applicant_name)), 'masked');
	}
	const late = await dossiers('late');
	assert.equal(late.length, body.now.late);
	assert.ok(late.every((d) => new Date(d.due_at) < new Date() && !d.finished_at));
});

test('a range of months read backwards, nonsense, and a strange unit', async () => {
	const there = await get(`/dashboard?tu=${month(23)}&den=${month(0)}`), back = await get(`/dashboard?tu=${month(0)}&den=${month(23)}`);
	assert.deepEqual(back.body.total, there.body.total);
	const odd = await get('/dashboard?tu=2026-13&den=x');
	assert.equal(odd.status, 200);
	assert.match(odd.body.since, /^\d{4}-01$/);
	assert.equal((await get('/dashboard?don-vi=999999')).status, 404);
	assert.equal((await get('/dashboard/dossiers?xem=gi-do')).status, 404);
	assert.equal((await get('/dashboard?tu=1990-01&den=1990-12')).body.total.taken_in, 0);
});

test('a province sees what is late now in each unit, and which dossiers', async () => {
	const chief = 'lanhdao.ninhbinh', { body } = await get(`/dashboard?${range}`, chief);
	assert.ok(body.now.late >= 2, `${body.now.late} late`);
	assert.equal(sum(body.by_unit, 'late'), body.now.late);
	const some = body.by_unit.filter((u) => u.late);
	for (const unit of some) {
		const list = (await get(`/dashboard/dossiers?xem=late&${range}&don-vi=${unit.unit_id}`, chief)).body.dossiers;
		assert.equal(list.length, unit.late, unit.name);
	}
	const before = (await get('/dashboard?tu=1990-01&den=1990-12', chief)).body;
	assert.equal(sum(before.by_unit, 'late'), body.now.late, 'also where the period has no figures');
	const browser = await signedIn(chief);
	const { text } = await browser.get(`/dieu-hanh?${range}`);
	for (const unit of some) assert.match(text, new RegExp(`href="/dieu-hanh/ho-so\\?xem=late&amp;don-vi=${unit.unit_id}&amp;[^"]*">${unit.late}<`));
	const csv = await (await fetch(`${site}/api/v1/dashboard/figures.csv?${range}`, { headers: { authorization: `Bearer ${await token(chief)}` } })).text();
	assert.match(csv, /"Tỷ lệ đúng hạn","Đang quá hạn"/);
});

async function walked(path, name, login) {
	const all = [];
	for (let next = '', pages = 0; !pages || next; pages++) {
		assert.ok(pages < 40, path);
		const { status, body } = await get(`${path}&sau=${next}`, login);
		assert.equal(status, 200);
		all.push(...body[name]);
		next = body.next;
	}
	return all;
}

test('the board as a list: what it says, divided as asked, sorted by any figure', async () => {
	const { body } = await get(`/dashboard?${range}`);
	const list = (group, more = '') => walked(`/dashboard/figures?${range}&theo=${group}${more}`, 'figures');
	for (const [group, part, key] of [['thang', 'by_month', 'name'], ['linh-vuc', 'by_field', 'name'], ['thu-tuc', 'by_procedure', 'name'], ['cach-nop', 'by_channel', 'name']]) {
		const rows = await list(group);
		assert.ok(rows.length && rows.every((r) => r.group === group), group);
		assert.equal(rows.length, body[part].length, group);
		for (const name of ['taken_in', 'early', 'on_time', 'overdue']) assert.equal(sum(rows, name), body.total[name], `${group} ${name}`);
		if (group !== 'cach-nop') assert.deepEqual(rows.map((r) => r[key]), body[part].map((r) => r.name));
	}
	const people = await list('nguoi');
	assert.deepEqual(people.map((o) => [o.name, o.late, o.open ?? 0, o.done ?? 0]), body.by_officer.map((o) => [o.name, o.late, o.account ? o.open : 0, o.account ? o.done : 0]));
	assert.ok(people.every((o) => o.taken_in === null));
	for (const name of ['taken_in', 'overdue']) {
		const up = (await list('thu-tuc', `&xep=${name}`)).map((r) => r[name]), down = (await list('thu-tuc', `&xep=-${name}`)).map((r) => r[name]);
		assert.deepEqual(up, [...up].sort((a, b) => a - b));
		assert.deepEqual(down, [...up].reverse());
	}
	const whole = await walked(`/dashboard/figures?${range}`, 'figures');
	assert.equal(whole.length, 1 + body.by_month.length + body.by_unit.length + body.by_channel.length + body.by_field.length + body.by_procedure.length + body.by_officer.length);
	assert.equal((await get('/dashboard/figures?theo=gi-do')).status, 422);
	assert.equal((await get('/dashboard/figures?theo=thang&don-vi=999999')).status, 404);
	assert.equal((await get('/dashboard/figures', 'motcua.gialam')).status, 403);
});

test('each figure of the list leads to as many dossiers', async () => {
	const leader = await signedIn('lanhdao.gialam');
	const range = `tu=${month(12)}&den=${month(0)}`;
	for (const [group, count] of [['nguoi', 1], ['thu-tuc', 2], ['thang', 2], ['cach-nop', 2], ['linh-vuc', 1], ['tong', 1]]) {
		const page = (await leader.get(`/dieu-hanh/so-lieu?theo=${group}&${range}`)).text;
		const links = [...page.matchAll(/href="(\/dieu-hanh\/ho-so\?[^"]+)">([\d.]+)</g)].map(([, href, n]) => [href.replaceAll('&amp;', '&'), Number(n.replaceAll('.', ''))]);
		assert.ok(links.length >= count, `${group}: ${links.length}`);
		for (const [href, n] of links.slice(0, 4)) {
			const rows = await walked(`/dashboard/dossiers?${href.split('?')[1]}`, 'dossiers');
			assert.equal(rows.length, n, href);
		}
	}
	const page = (await leader.get(`/dieu-hanh/so-lieu?theo=thu-tuc&${range}`)).text;
	const overdue = [...page.matchAll(/data-label="Trễ hạn"><div>\s*(?:<a[^>]*>)?(\d+)/g)].map(([, n]) => Number(n)), at = overdue.findIndex((n) => n);
	assert.ok(at >= 0 && [...page.matchAll(/data-label="Tỷ lệ đúng hạn">([^<]*)</g)][at][1].startsWith('100') === false, 'what was late is not on time');
});

test('the dossiers of a figure: filters narrow, columns fit, the page goes on and back', async () => {
	const leader = await signedIn('lanhdao.gialam');
	const late = (await leader.get(`/dieu-hanh/ho-so?xem=late&${range}`)).text, taken = (await leader.get(`/dieu-hanh/ho-so?xem=taken_in&${range}`)).text;
	assert.ok(late.includes('Việc cần làm</th>') && !late.includes('Xong lúc</th>'));
	assert.ok(taken.includes('Xong lúc</th>') && !taken.includes('Việc cần làm</th>'));
	assert.ok(late.includes('type="hidden" name="tu"') && /<select[^>]* id="tu"/.test(taken));
	const all = await dossiers('taken_in'), field = all[0].procedure_code;
	const some = await walked(`/dashboard/dossiers?xem=taken_in&${range}&thu-tuc=${field}&kenh=online`, 'dossiers');
	assert.deepEqual(some.map((d) => d.id), all.filter((d) => d.procedure_code === field && d.channel === 'online').map((d) => d.id));
	const waiting = await walked(`/dashboard/dossiers?xem=unanswered&thu-tuc=khong-co`, 'dossiers');
	assert.deepEqual(waiting, [], 'those without an answer are narrowed too');
	const link = (text, rel) => text.match(new RegExp(`href="([^"]+)" rel="${rel}"`))?.[1].replaceAll('&amp;', '&');
	const next = link(taken, 'next'), second = (await leader.get(next)).text;
	assert.match(next, /xem=taken_in/);
	const codes = (text) => [...text.matchAll(/data-row>([^<]+)</g)].map(([, c]) => c);
	assert.deepEqual(codes((await leader.get(link(second, 'prev'))).text), codes(taken));
	assert.deepEqual([...codes(taken), ...codes(second)], all.slice(0, 100).map((d) => d.code));
	assert.equal((await leader.get('/dieu-hanh/ho-so?xem=late&nguoi=abc')).status, 200);
});

test('the board is compared with the same months of the year before, and drawn', async () => {
	const range = 'tu=2026-01&den=2026-10', { body } = await get(`/dashboard?${range}`), before = (await get('/dashboard?tu=2025-01&den=2025-10')).body.total;
	const leader = await signedIn('lanhdao.gialam'), { text } = await leader.get(`/dieu-hanh?${range}`);
	const done = (t) => t.early + t.on_time + t.overdue;
	const said = text.match(/So với cùng kỳ năm trước \(tháng 01\/2025 đến 10\/2025\): tiếp nhận [^(]*\((\d+) hồ sơ\)|Cùng kỳ năm trước \(tháng 01\/2025 đến 10\/2025\) chưa có số liệu/);
	assert.ok(said, 'the sentence is there');
	if (said[1]) assert.equal(Number(said[1]), before.taken_in);
	else assert.equal(before.taken_in + done(before), 0);
	const newest = text.match(/<desc id="thang-said">Mới nhất, ([^:]*): tiếp nhận (\d+), giải quyết trước hạn, đúng hạn (\d+), giải quyết trễ hạn (\d+) \(hồ sơ\)/);
	const month = body.by_month.find((m) => m.name === '2026-10');
	assert.deepEqual(newest.slice(1), ['10/2026', month.taken_in, month.early + month.on_time, month.overdue].map(String));
	assert.equal(text.match(/id="ty-le-title"/g).length, 1);
	for (const c of body.by_channel) assert.match(text, new RegExp(`: <strong>${c.taken_in}</strong>`), 'the share of each way');
	const one = await leader.get('/dieu-hanh?tu=2026-12&den=2026-12');
	assert.match(one.text, /năm trước \(tháng 12\/2025\)/);
});

test('a province has its communes on a map, and says how many are not there', async () => {
	const chief = 'lanhdao.ninhbinh', browser = await signedIn(chief), { text } = await browser.get(`/dieu-hanh?${range}`);
	const { body } = await get(`/dashboard?${range}`, chief);
	const drawn = [...text.matchAll(/data-place="(\d+)" data-look="(\w+)"[^>]*><title>([^<:]*): ([^<]*)<\/title>/g)];
	assert.equal(drawn.length, 10);
	assert.match(text, /119 trên 129 đơn vị chưa có ranh giới/);
	for (const [, id, look, name, said] of drawn) {
		const unit = body.by_unit.find((u) => u.unit_id === Number(id)), done = unit ? unit.early + unit.on_time + unit.overdue : 0;
		if (unit) assert.equal(unit.name, name);
		const share = done ? ((done - unit.overdue) * 100) / done : NaN, shown = Number(said.replace(' %', '').replace(',', '.'));
		assert.equal(look, !done ? 'plain' : shown >= 95 ? 'good' : shown >= 90 ? 'middle' : 'bad', `${name}: ${said}`);
		if (done) assert.ok(Math.abs(shown - share) <= 0.05001, `${name}: ${said}`);
		else assert.equal(said, 'Chưa có');
		assert.match(text, new RegExp(`<a href="/dieu-hanh\\?don-vi=${id}&amp;[^"]*" aria-label="${name}`));
	}
	assert.equal(text.match(/Chưa có ranh giới<\/td>/g).length, 119);
	assert.doesNotMatch((await (await signedIn('lanhdao.gialam')).get(`/dieu-hanh?${range}`)).text, /data-map=/, 'a commune has none below it');
});
