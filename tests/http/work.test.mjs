// Working on dossiers through /api/v1: steps, deadlines and their explanation, papers, notes, many at once, filters, the register.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ask, signedIn, words } from './client.mjs';

const citizen = '0530000001', other = '0530000002', desk = 'motcua.gialam', specialist = 'chuyenmon.gialam', leader = 'lanhdao.gialam';
const elsewhere = 'motcua.cucphuong';

async function file() {
	const found = JSON.stringify((await ask(citizen, 'GET', '/procedures?tu-khoa=1.004837')).body);
	const procedure = Number(found.match(/"id":(\d+),"code":"1\.004837"/)[1]);
	const id = (await ask(desk, 'GET', '/dossiers?hang=closed')).body.dossiers[0].id;
	const unit = (await ask(desk, 'GET', `/dossiers/${id}`)).body.dossier.receiving_unit_id;
	const filed = await ask(citizen, 'POST', '/my/dossiers', { procedure, receiving_unit: unit, name: 'Đinh Thị Hoà', personal_number: '037190000123',
		phone: '0912 000 123', address: 'Thôn 2, xã Gia Lâm', content: 'Đăng ký giám hộ', result_by: 'desk', declared: true });
	assert.equal(filed.status, 201, JSON.stringify(filed.body));
	return Number(filed.body.location.match(/\d+$/)[0]);
}

async function done(as, id, action, json) {
	const r = await ask(as, 'POST', `/dossiers/${id}/${action}`, json);
	assert.equal(r.status, 201, `${action}: ${JSON.stringify(r.body)}`);
}

async function officer() { // the specialist's own account, from a dossier that he has taken
	const id = await file();
	await done(desk, id, 'receive', {});
	const queue = (await ask(desk, 'GET', '/dossiers?hang=processing')).body.dossiers;
	const given = queue.find((d) => d.assignee_id);
	assert.ok(given, 'the demo data has a dossier that somebody works on');
	await done(desk, id, 'hand-over', { assignee: given.assignee_id, note: 'Kính chuyển.' });
	return { id, assignee: given.assignee_id };
}

test('a deadline is moved once, with an apology, and every date is explained', async () => {
	const { id } = await officer();
	await done(specialist, id, 'pause', { note: 'Xin ý kiến cơ quan khác.' });
	assert.equal((await ask(specialist, 'POST', `/dossiers/${id}/propose`, { note: 'x' })).status, 409);
	await done(specialist, id, 'resume', {});
	assert.equal((await ask(specialist, 'POST', `/dossiers/${id}/extend`, { note: 'Chậm.', days: 2 })).status, 403);
	assert.equal((await ask(leader, 'POST', `/dossiers/${id}/extend`, { note: 'Chậm.', days: 0 })).status, 422);
	await done(leader, id, 'extend', { note: 'Phải xác minh thêm.', days: 2 });
	assert.equal((await ask(leader, 'POST', `/dossiers/${id}/extend`, { note: 'Chậm nữa.', days: 2 })).status, 409);
	const whole = (await ask(desk, 'GET', `/dossiers/${id}`)).body;
	assert.equal(whole.dossier.extension_count, 1);
	assert.deepEqual(whole.papers.map((p) => p.form), ['04']);
	for (const [who, base] of [[desk, '/dossiers'], [citizen, '/my/dossiers']]) {
		const rows = (await ask(who, 'GET', `${base}/${id}/due`)).body.rows;
		assert.deepEqual(rows.map((r) => r.due.kind), ['reception', 'resume', 'extension']);
		assert.equal(rows.at(-1).due.due_at, whole.dossier.due_at);
		for (const r of rows) assert.ok(r.why.length >= 3 && r.why.every((s) => s.text.length > 5));
		const paper = await ask(who, 'GET', `${base}/${id}/papers/${whole.papers[0].id}`);
		assert.equal(paper.body.subarray(0, 5).toString(), '%PDF-');
		const again = await ask(who, 'GET', `${base}/${id}/papers/${whole.papers[0].id}`);
		assert.ok(Math.abs(again.body.length - paper.body.length) < 16);
	}
	for (const path of [`/my/dossiers/${id}/due`, `/my/dossiers/${id}/papers/${whole.papers[0].id}`])
		assert.equal((await ask(other, 'GET', path)).status, 404, path);
	for (const path of ['due', 'control-sheet', `papers/${whole.papers[0].id}`])
		assert.equal((await ask(elsewhere, 'GET', `/dossiers/${id}/${path}`)).status, 404, path);
	assert.equal((await ask(desk, 'GET', `/dossiers/${id}/papers/999999`)).status, 404);
	const sheet = async () => words((await ask(desk, 'GET', `/dossiers/${id}/control-sheet`)).body);
	assert.match(await sheet(), /Hẹn trả kết quả: 17 giờ 00 phút, ngày/);
	await done(specialist, id, 'pause', { note: 'Xin ý kiến cơ quan khác.' });
	assert.match(await sheet(), /Hẹn trả kết quả: đang tạm dừng tính thời gian/);
	await done(leader, id, 'stop', { note: 'Không còn nhu cầu.' });
	assert.match(await sheet(), /Hẹn trả kết quả: không còn \(đã dừng giải quyết\)/);
});

test('two who act at once: the second is told so and changes nothing', async () => {
	const { id, assignee } = await officer();
	const seen = (await ask(leader, 'GET', `/dossiers/${id}`)).body.dossier.version;
	await done(desk, id, 'assign', { assignee, seen, note: 'Giao lại.' });
	const late = await ask(leader, 'POST', `/dossiers/${id}/assign`, { assignee, seen });
	assert.equal(late.status, 409);
	assert.match(late.body.detail, /vừa có người khác xử lý/);
	assert.equal((await ask(leader, 'GET', `/dossiers/${id}`)).body.dossier.version, seen + 1);
});

test('many at once: each for itself', async () => {
	const a = await officer(), b = await officer();
	await done(specialist, a.id, 'propose', { note: 'Đủ điều kiện.' });
	const r = await ask(leader, 'POST', '/dossiers/bulk', { action: 'approve', dossiers: [a.id, b.id], note: 'Đồng ý.' });
	assert.equal(r.status, 200, JSON.stringify(r.body));
	assert.equal(r.body.done, 1);
	assert.deepEqual(r.body.failed.map((f) => f.id), [b.id]);
	assert.equal((await ask(desk, 'GET', `/dossiers/${a.id}`)).body.dossier.status, 9);
	assert.equal((await ask(leader, 'POST', '/dossiers/bulk', { action: 'stop', dossiers: [a.id], note: 'x' })).status, 422);
	assert.equal((await ask(desk, 'POST', '/dossiers/bulk', { action: 'approve', dossiers: [b.id] })).status, 403);
	assert.equal((await ask(elsewhere, 'POST', '/dossiers/bulk', { action: 'assign', dossiers: [b.id], assignee: b.assignee })).body.failed.length, 1);
});

test('notes are for colleagues, watchers are told', async () => {
	const id = await file();
	await done(leader, id, 'watch', { watch: true });
	await done(desk, id, 'notes', { text: 'Đã gọi điện cho người nộp.' });
	const seen = (await ask(leader, 'GET', `/dossiers/${id}`)).body;
	assert.deepEqual(seen.notes.map((n) => n.text), ['Đã gọi điện cho người nộp.']);
	assert.equal(seen.watchers.length, 1);
	const mine = (await ask(citizen, 'GET', `/my/dossiers/${id}`)).body;
	assert.ok(!JSON.stringify(mine).includes('Đã gọi điện'));
	assert.equal((await ask(elsewhere, 'POST', `/dossiers/${id}/notes`, { text: 'x' })).status, 404);
	await done(leader, id, 'watch', { watch: false });
	assert.equal((await ask(leader, 'GET', `/dossiers/${id}`)).body.watchers.length, 0);
});

const queues = { // what each list holds: of which step, and what else is true of every row
	mine: (d, me) => d.assignee_id === me, reception: (d) => d.step === 'reception', unassigned: (d) => d.step === 'processing' && !d.assignee_id,
	approval: (d) => d.step === 'approval', return: (d) => d.step === 'return', processing: (d) => d.step === 'processing',
	waiting: (d) => d.step === 'waiting', closed: (d) => d.step === 'closed',
	late: (d) => new Date(d.due_at) < new Date(), soon: (d) => new Date(d.due_at) >= new Date(), ontime: (d) => new Date(d.due_at) >= new Date(),
	elsewhere: () => true, watched: () => true,
};
const byDate = new Set(['late', 'soon', 'ontime']);

test('every list holds what its name says, in its order, and goes on where the page ends', async () => {
	const { id, assignee } = await officer();
	await done(leader, id, 'watch', { watch: true });
	const paths = { reception: [], unassigned: [], approval: ['propose'], return: ['propose', 'approve'], waiting: ['pause'], closed: ['propose', 'approve', 'return'] };
	const fields = { propose: [specialist, { note: 'Đủ.' }], approve: [leader, {}], pause: [specialist, { note: 'Chờ.' }], return: [desk, { taken_by: 'Hoà' }] };
	for (const path of Object.values(paths)) {
		const one = (await officer()).id;
		for (const action of path) await done(fields[action][0], one, action, fields[action][1]);
	}
	await file();
	for (const [queue, right] of Object.entries(queues)) {
		const first = await ask(queue === 'mine' ? specialist : leader, 'GET', `/dossiers?hang=${queue}`);
		assert.equal(first.status, 200, queue);
		const rows = first.body.dossiers;
		if (!['elsewhere', 'unassigned', 'soon', 'late'].includes(queue)) assert.ok(rows.length > 0, `${queue} is not empty`);
		for (const d of rows) assert.ok(right(d, assignee), `${queue}: ${JSON.stringify(d)}`);
		const times = rows.map((d) => Date.parse(byDate.has(queue) ? d.due_at : d.step_at));
		assert.ok(times.every(Number.isFinite), `${queue} says when`);
		if (!['watched', 'closed'].includes(queue)) assert.deepEqual(times, [...times].sort((a, b) => a - b), `${queue}: most urgent first`);
		if (queue === 'closed') assert.deepEqual(times, [...times].sort((a, b) => b - a), 'closed: newest first');
		if (!first.body.next) continue;
		const next = (await ask(queue === 'mine' ? specialist : leader, 'GET', `/dossiers?hang=${queue}&sau=${first.body.next}`)).body.dossiers;
		assert.ok(next.length > 0 && next.every((d) => right(d, assignee)), `${queue}: the next page`);
		assert.ok(!next.some((d) => rows.some((e) => e.id === d.id)), `${queue}: pages do not overlap`);
	}
	assert.ok((await ask(leader, 'GET', '/dossiers?hang=watched')).body.dossiers.some((d) => d.id === id));
	assert.equal((await ask(leader, 'GET', '/dossiers?hang=nothing')).status, 404);
});

test('lists by filter; the register', async () => {
	const id = await file();
	const newest = (await ask(leader, 'GET', `/dossiers/filtered?linh-vuc=${encodeURIComponent('Hộ tịch')}&kenh=online&buoc=reception`)).body.dossiers;
	assert.equal(newest[0].id, id);
	assert.ok(newest.every((d) => d.step === 'reception'));
	assert.equal((await ask(leader, 'GET', '/dossiers/filtered?tu=2199-01-01')).body.dossiers.length, 0);
	assert.equal((await ask(leader, 'GET', '/dossiers/filtered?tu=ngay-mai')).status, 422);
	const book = (await ask(desk, 'GET', '/dossiers/book?tu=2026-01-01&den=2199-12-31')).body;
	assert.equal(book.rows.length, 50);
	assert.equal(book.first, 1);
	assert.deepEqual([book.from_on, book.to_on], ['2026-01-01', '2199-12-31']);
	const next = (await ask(desk, 'GET', `/dossiers/book?tu=2026-01-01&den=2199-12-31&sau=${book.next}`)).body;
	assert.equal(next.first, 51);
	const lines = (await ask(desk, 'GET', '/dossiers/book.csv?tu=2020-01-01&den=2199-12-31')).body.toString().trim().split('\r\n').slice(1).map((l) => l.split(','));
	let last = ['', 0];
	for (const [, number, ...rest] of lines) {
		const year = rest.join().match(/"\d\d\/\d\d\/(\d{4})"/)[1];
		assert.equal(Number(number), year === last[0] ? last[1] + 1 : 1, `${year}: numbers go on`);
		last = [year, Number(number)];
	}
	assert.ok(lines.length > 60);
	assert.equal((await ask(desk, 'GET', '/dossiers/book?tu=31/12/2026&den=01/01/2026')).status, 422);
	const printed = await ask(desk, 'GET', '/dossiers/book/print?tu=2026-01-01&den=2026-12-31');
	assert.equal(printed.body.subarray(0, 5).toString(), '%PDF-');
});

// ---- what a program may do now ----

const offered = async (as, base, id) => (await ask(as, 'GET', `${base}/${id}`)).body.actions;
const pressed = (text, page) => [...new Set([...text.matchAll(new RegExp(`(?:href|action)="${page}/(?:lam/)?([a-z-]+)"`, 'g'))].map(([, path]) => path))];
const routes = readFileSync(new URL('../unit/routes.tsv', import.meta.url), 'utf8').split('\n').map((line) => line.split('\t'));
const page = (api) => routes.find(([method, , program]) => method === 'POST' && program === api)[1].split('/').at(-1);

test('the API offers what the page offers: the same actions to the same reader, each at its address', async () => {
	const { id } = await officer(), fresh = await file();
	const readers = [[desk, '/dossiers', '/mot-cua', fresh], [leader, '/dossiers', '/mot-cua', fresh], [citizen, '/my/dossiers', '/ho-so', fresh],
		[desk, '/dossiers', '/mot-cua', id], [specialist, '/dossiers', '/mot-cua', id], [leader, '/dossiers', '/mot-cua', id], [citizen, '/my/dossiers', '/ho-so', id]];
	let some = 0;
	for (const [who, base, at, which] of readers) {
		const list = await offered(who, base, which), b = await signedIn(who);
		const paths = list.map((a) => page(a.path.replace('/api/v1', '').replace(`/${which}/`, '/{id}/')));
		const buttons = pressed((await b.get(`${at}/${which}`)).text, `${at}/${which}`).filter((path) => routes.some(([method, p]) => method === 'POST' && p === `${at}/{id}/${path}`));
		assert.deepEqual(paths.sort(), buttons.filter((path) => !['trao-doi', 'theo-doi', 'giay-to', 'ket-qua', 'danh-gia'].includes(path)).sort(), `${who} ${which}`);
		for (const a of list) assert.ok(a.title && a.path.startsWith(`/api/v1${base}/${which}/`) && a.is_note_needed <= (a.note.length > 0), JSON.stringify(a));
		some += list.length;
	}
	assert.ok(some > 12, `${some} actions`);
	assert.ok(!(await offered(specialist, '/dossiers', fresh)).some((a) => a.name === 'receive'), 'the desk receives');
	const [receive] = (await offered(desk, '/dossiers', fresh)).filter((a) => a.name === 'receive');
	assert.equal((await ask(desk, 'POST', receive.path.replace('/api/v1', ''), {})).status, 201);
	assert.ok(!(await offered(desk, '/dossiers', fresh)).some((a) => a.name === 'receive'), 'it is done');
});

test('what was handed in on paper is withdrawn at the desk, on the applicant\'s request; what is in an account is not', async () => {
	const choices = (await ask(desk, 'GET', '/desk/procedures?q=1.004873')).body.choices, number = `0371900${String(Date.now()).slice(-5)}`;
	const taken = await ask(desk, 'POST', '/dossiers', { client_key: `w${number}`, outcome: 'received', channel: 'desk', name: 'Bùi Thị Rút', personal_number: number,
		birth_on: '1990-05-09', phone: '0912000123', address: 'Thôn 2', procedure: Number(choices[0].value), papers: [2], originals: [1], copies: [0], result_by: 'desk', answers: { status: 'never' } });
	assert.equal(taken.status, 201, JSON.stringify(taken.body));
	const id = Number((taken.body.location ?? '').match(/\d+$/)?.[0] ?? taken.body.id), own = await file();
	const way = (list) => list.find((a) => a.name === 'withdraw_paper');
	const at = way(await offered(desk, '/dossiers', id));
	assert.ok(at?.is_final && at.is_note_needed && at.note, JSON.stringify(at));
	assert.ok(!way(await offered(leader, '/dossiers', id)), 'the desk takes the request');
	assert.ok(!way(await offered(desk, '/dossiers', own)), 'who has it in his account withdraws it himself');
	const send = (as, which, json) => ask(as, 'POST', `/dossiers/${which}/withdraw-paper`, json);
	assert.equal((await send(desk, own, { note: 'Xin rút.' })).status, 409);
	assert.equal((await send(leader, id, { note: 'Xin rút.' })).status, 403);
	assert.equal((await send(elsewhere, id, { note: 'Xin rút.' })).status, 404);
	assert.equal((await send(desk, id, {})).status, 422);
	assert.equal((await send(desk, id, { note: 'Nộp nhầm nơi; đơn ngày 28/11/2026.' })).status, 201);
	const after = (await ask(desk, 'GET', `/dossiers/${id}`)).body;
	assert.deepEqual([after.dossier.status, after.dossier.step, after.dossier.due_at, after.actions], [7, 'closed', null, []]);
	assert.equal(after.events.at(-1).action, 'withdraw_paper');
	assert.equal((await send(desk, id, { note: 'Lần nữa.' })).status, 409);
});
