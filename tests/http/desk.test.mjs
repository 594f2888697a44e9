// The desk's clock, the leaders' drill-downs and what they can do there, spreadsheets: over HTTP.
import test from 'node:test';
import assert from 'node:assert/strict';
import { api, ask, base, Browser, logged, signedIn, token } from './client.mjs';

const get = async (path, login) => {
	const r = await api('GET', path, await token(login));
	return { status: r.status, headers: r.headers, text: r.text, body: /json/.test(r.headers.get('content-type') ?? '') ? JSON.parse(r.text) : null };
};
const post = async (path, login, json = {}) => api('POST', path, await token(login), json);
// fetch() takes the mark away from text(): bytes it is.
async function csv(path, login) {
	const r = await fetch(`${base}/api/v1${path}`, { headers: { authorization: `Bearer ${await token(login)}` } });
	const bytes = Buffer.from(await r.arrayBuffer());
	return { status: r.status, headers: r.headers, bytes, lines: bytes.toString('utf8').slice(1).split('\r\n').filter(Boolean) };
}
const month = (back) => {
	const now = new Date(Date.now() + 7 * 3600e3), m = now.getUTCFullYear() * 12 + now.getUTCMonth() - back;
	return `${Math.floor(m / 12)}-${String(m % 12 + 1).padStart(2, '0')}`;
};
const range = `tu=${month(11)}&den=${month(0)}`;
const desk = 'motcua.gialam', leader = 'lanhdao.gialam';

test('the queue says how long is left to answer, most urgent first', async () => {
	const { body } = await get('/dossiers?hang=reception', desk);
	const waiting = body.dossiers.filter((d) => d.answer_due_at);
	assert.ok(waiting.length >= 1, 'something filed online waits');
	for (const d of waiting) {
		assert.equal(d.channel, 'online');
		assert.equal(d.minutes_left < 0, new Date(d.answer_due_at) < new Date(), `${d.code}: ${d.minutes_left} until ${d.answer_due_at}`);
		assert.ok(d.minutes_left <= 480);
	}
	const places = body.dossiers.map((d) => d.step_at);
	assert.deepEqual(places, [...places].sort(), 'in order');
	const late = await get('/dossiers?hang=unanswered', desk);
	assert.equal(late.body.unanswered, late.body.dossiers.length);
	assert.ok(late.body.dossiers.length >= 1 && late.body.dossiers.every((d) => d.minutes_left < 0));
	const page = await (await signedIn(desk)).get('/mot-cua?hang=unanswered');
	assert.match(page.text, /Quá hạn trả lời \d/);
	assert.match(page.text, /Điều 11 Nghị định 45\/2020\/NĐ-CP/);
});

test('queues: what they hold is of their step, ordered, and as many as their tab says', async () => {
	let filled = 0;
	for (const queue of ['reception', 'processing', 'approval', 'waiting', 'return']) {
		const { body } = await get(`/dossiers?hang=${queue}`, desk);
		filled += body.dossiers.length > 0;
		assert.ok(body.dossiers.every((d) => d.step === queue), queue);
		const at = body.dossiers.map((d) => [d.step_at, d.id]);
		assert.deepEqual(at, [...at].sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1)), queue);
	}
	assert.ok(filled >= 3, `${filled} queues with something in them`);
	const mine = await get('/dossiers?hang=mine', 'chuyenmon.gialam');
	assert.equal(mine.body.mine, mine.body.dossiers.length);
});

test('the board: by procedure and by officer, adding up', async () => {
	const { body } = await get(`/dashboard?${range}`, leader);
	const sum = (rows, key) => rows.reduce((n, r) => n + r[key], 0);
	for (const key of ['taken_in', 'early', 'on_time', 'overdue']) assert.equal(sum(body.by_procedure, key), body.total[key], key);
	assert.equal(sum(body.by_officer, 'late'), body.now.late);
	assert.ok(body.by_officer.some((o) => o.done > 0 && o.name));
	const lates = body.by_officer.map((o) => o.late);
	assert.deepEqual(lates, [...lates].sort((a, b) => b - a), 'most late first');
	for (const o of body.by_officer.filter((x) => x.late)) {
		const list = await get(`/dashboard/dossiers?xem=late&${range}&nguoi=${o.account || -1}`, leader);
		assert.equal(list.body.dossiers.length, Math.min(50, o.late), o.name);
		assert.ok(list.body.dossiers.every((d) => (d.assignee_id ?? 0) === o.account));
	}
	const one = body.by_procedure.find((p) => p.taken_in > 0);
	const list = await get(`/dashboard/dossiers?xem=taken_in&${range}&thu-tuc=${one.code}`, leader);
	assert.equal(list.body.dossiers.length, Math.min(50, one.taken_in));
	assert.ok(list.body.dossiers.every((d) => d.procedure_code === one.code));
});

test('what is late: who has it, at which step, how late, most late first', async () => {
	const { body } = await get(`/dashboard/dossiers?xem=late&${range}`, leader);
	assert.ok(body.dossiers.length >= 1);
	for (const d of body.dossiers) {
		assert.ok(d.minutes_left < 0, d.code);
		assert.ok(d.step_title, `${d.code} is at a step`);
	}
	const due = body.dossiers.map((d) => d.due_at);
	assert.deepEqual(due, [...due].sort());
	const page = (await (await signedIn(leader)).get(`/dieu-hanh/ho-so?xem=late&${range}`)).text;
	assert.match(page, />Nhắc</);
	assert.match(page, /Quá \d+ (ngày|giờ|phút)/);
	assert.match(page, /\/lam\/giao-viec/);
});

test('reminding: whoever has it hears of it, once a day, from the page too', async () => {
	const { body } = await get(`/dashboard/dossiers?xem=late&${range}`, leader);
	const d = body.dossiers.find((x) => x.assignee_id);
	assert.equal((await post(`/dashboard/dossiers/${d.id}/remind`, 'lanhdao.cucphuong')).status, 404, 'not of his unit');
	const browser = await signedIn(leader), list = `/dieu-hanh/ho-so?xem=late&${range}`;
	const first = await browser.submit(list, `/dieu-hanh/ho-so/${d.id}/nhac`, { back: list });
	assert.equal(first.status, 303);
	assert.equal(first.location, list);
	const page = (await browser.get(list)).text;
	assert.ok(page.includes(`Đã nhắc xử lý hồ sơ ${d.code}: 1 người`), 'said on the next page');
	const again = await browser.submit(list, `/dieu-hanh/ho-so/${d.id}/nhac`, { back: list });
	assert.equal(again.status, 303);
	assert.match((await browser.get(list)).text, /Mỗi hồ sơ nhắc một lần trong ngày/);
	assert.equal((await post(`/dashboard/dossiers/${d.id}/remind`, leader)).status, 409);
	const officer = await signedIn('chuyenmon.gialam');
	assert.ok((await officer.get('/thong-bao')).text.includes(d.code), 'the officer has a notice');
});

test('spreadsheets: the whole list, marked as UTF-8, nothing runs', async () => {
	const list = await get('/dossiers?hang=closed', desk), sheet = await csv('/dossiers.csv?hang=closed', desk);
	assert.equal(sheet.status, 200);
	assert.equal(sheet.headers.get('content-type'), 'text/csv; charset=utf-8');
	assert.match(sheet.headers.get('content-disposition'), /attachment.*ho-so-closed\.csv/);
	assert.deepEqual([...sheet.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
	assert.ok(list.body.next && sheet.lines.length > 51, `${sheet.lines.length} lines: more than a page`);
	assert.ok(sheet.lines[1].startsWith(`"${list.body.dossiers[0].code}"`));
	const filtered = await csv('/dossiers/filtered.csv?kenh=online', desk);
	assert.ok(filtered.lines.length > 1 && filtered.lines.slice(1).every((l) => l.includes('"trực tuyến"')));
	const late = await csv(`/dashboard/dossiers.csv?xem=late&${range}`, leader);
	const shown = await get(`/dashboard/dossiers?xem=late&${range}`, leader);
	assert.equal(late.lines.length - 1, shown.body.dossiers.length);
	assert.ok(late.lines.slice(1).every((l) => /\*\*\*/.test(l)), 'names are masked');
	assert.match(late.headers.get('content-disposition'), /attachment.*ho-so-late\.csv/);
	await logged('dossier_list', /<tr(?:(?!<\/tr>)[\s\S])*lanhdao\.gialam(?:(?!<\/tr>)[\s\S])*Xuất danh sách hồ sơ/); // the leader, not the desk
	const board = await csv(`/dashboard/figures.csv?${range}`, leader);
	assert.ok(board.lines.some((l) => l.includes(',"Thủ tục",')) && board.lines.some((l) => l.includes(',"Người xử lý",')));
	// Cells that begin like a formula.
	assert.ok(![...sheet.lines, ...late.lines, ...board.lines].some((l) => /(^|,)"[=+@]/.test(l)));
});

test('an applicant cannot put a formula into the office\'s spreadsheet', async () => {
	const found = JSON.parse((await api('GET', '/desk/procedures?q=ks', await token(desk))).text);
	const sent = await post('/dossiers', desk, { client_key: `f${Date.now()}`, outcome: 'received', channel: 'desk', name: '@SUM(1+1)', personal_number: '',
		birth_on: '1990-05-09', phone: '0912000123', address: 'Thôn 2, xã Gia Lâm', procedure: Number(found.choices[0].value), papers: [1], originals: [1],
		copies: [0], result_by: 'desk' });
	if (sent.status === 422) return assert.match(sent.text, /"name"/); // a name is not a formula
	assert.equal(sent.status, 201, sent.text);
	const sheet = await csv('/dossiers.csv?hang=reception', desk);
	assert.ok(sheet.lines.some((l) => l.includes('"\'@SUM(1+1)"')), 'kept as text');
});

test('who signs in begins where his work is', async () => {
	const homes = { 'lanhdao.gialam': '/dieu-hanh', 'lanhdao.ninhbinh': '/dieu-hanh', 'quantri.gialam': '/quan-tri', quantri: '/quan-tri',
		'motcua.gialam': '/mot-cua', 'chuyenmon.gialam': '/mot-cua', 'vanthu.gialam': '/mot-cua', '0530000001': '/' };
	for (const [login, home] of Object.entries(homes)) {
		const reply = await new Browser().signIn(login);
		assert.equal(reply.location, home, login);
	}
});

test('the board: tiles say by their colour what they count, months stand newest first, an open month says so', async () => {
	const browser = await signedIn(leader);
	const whole = (await browser.get(`/dieu-hanh?${range}`)).text, none = (await browser.get('/dieu-hanh?tu=1990-01&den=1990-12')).text;
	const tile = (page, label) => page.match(new RegExp(`dinh-figure--(\\w+)">(?:(?!</li>)[\\s\\S])*?dinh-figure__value">([^<]*)(?:(?!</li>)[\\s\\S])*?${label}<`));
	for (const [page, name] of [[whole, 'whole'], [none, 'none']])
		for (const label of ['Trễ hạn', 'Đang quá hạn', 'Quá hạn trả lời']) {
			const [, colour, value] = tile(page, label);
			assert.equal(colour, value === '0' ? 'green' : 'red', `${name}: ${label} ${value}`);
		}
	assert.equal(tile(none, 'Trễ hạn')[2], '0');
	assert.equal(tile(none, 'Tỷ lệ đúng hạn')[1], 'grey');
	const months = [...whole.slice(whole.indexOf('Số hồ sơ từng tháng')).matchAll(/scope="row"[^>]*>(\d\d)\/(\d{4})/g)].map((m) => m[2] + m[1]);
	assert.equal(months.length, 12);
	assert.deepEqual(months, [...months].sort().reverse());
	assert.match(whole, /chưa hết tháng/);
	assert.doesNotMatch(none, /chưa hết tháng/);
});

test('tracking: a wrong secret gets the answer of a wrong code, and nothing of the dossier', async () => {
	const officer = await token(desk);
	const row = (await get('/dossiers?hang=unanswered', desk)).body.dossiers[0];
	const { dossier } = JSON.parse((await api('GET', `/dossiers/${row.id}`, officer)).text);
	const track = async (code, secret) => (await api('GET', `/tracking?ma=${code}${secret === undefined ? '' : `&bi-mat=${secret}`}`, null));
	const nobody = 'H42.17-200101-0001', wrongSecret = await track(dossier.code, 'AAAA2222'), wrongCode = await track(nobody, 'AAAA2222');
	assert.equal(wrongSecret.status, 404);
	assert.equal(wrongCode.status, 404);
	const plain = (r) => JSON.stringify({ ...JSON.parse(r.text), request_id: undefined, request: undefined }).replace(/"[0-9a-f-]{12,}"/g, '""');
	assert.equal(plain(wrongSecret), plain(wrongCode));
	assert.match(wrongSecret.text, /Mã hồ sơ hoặc mã tra cứu không đúng/);
	const page = async (code) => (await fetch(`${base}/tra-cuu?ma=${code}&bi-mat=AAAA2222`)).text();
	const bare = (text, code) => text.replaceAll(code, 'CODE').replace(/[0-9A-Za-z_-]{16,}/g, '').replace(/(request-id" content=")\w+/, '$1');
	assert.equal(bare(await page(dossier.code), dossier.code), bare(await page(nobody), nobody), 'the pages are the same');
	assert.doesNotMatch(await page(dossier.code), new RegExp(dossier.procedure_name));

	const code = JSON.parse((await track(dossier.code)).text);
	assert.equal(code.label, 'Chưa tiếp nhận', 'with the code alone: how far it is');
	assert.equal(code.dossier.procedure_name, '');
	const both = JSON.parse((await track(dossier.code, dossier.secret)).text);
	assert.equal(both.label, 'Đã nộp, chờ tiếp nhận');
	assert.equal(both.dossier.procedure_name, dossier.procedure_name);
	assert.match(await (await fetch(`${base}/tra-cuu?ma=${dossier.code}`)).text(), /Chưa tiếp nhận/);
});

test('one table of words: officers read the portal\'s, applicants what it means', async () => {
	const { body } = await get('/my/dossiers', '0530000001');
	const words = { 1: 'Đã nộp, chờ tiếp nhận', 2: 'Đã tiếp nhận', 4: 'Đang giải quyết', 5: 'Chờ người nộp bổ sung', 6: 'Chờ nộp phí, lệ phí',
		7: 'Đã rút hồ sơ', 9: 'Đã có kết quả', 10: 'Đã trả kết quả' };
	assert.ok(body.dossiers.length >= 1);
	const browser = await signedIn('0530000001'), list = (await browser.get('/ho-so')).text;
	for (const d of body.dossiers.filter((x) => words[x.status])) {
		assert.equal(d.status_label, words[d.status], d.code);
		assert.ok(list.includes(words[d.status]));
	}
	const mine = body.dossiers[0];
	const page = (await browser.get(`/ho-so/${mine.id}`)).text;
	assert.ok(page.includes(`>${mine.status_label}<`), mine.status_label);
	assert.doesNotMatch(list, /Mới đăng ký|Được tiếp nhận<|Đang xử lý|Công dân yêu cầu/);
	const officer = JSON.parse((await api('GET', `/dossiers/${(await get('/dossiers?hang=unanswered', desk)).body.dossiers[0].id}`, await token(desk))).text);
	assert.equal(officer.dossier.status_label, 'Mới đăng ký');
});

test('one name for one place: what a menu calls a page, the page calls itself', async () => {
	const plain = (html) => html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim();
	for (const login of [null, '0530000001', 'motcua.gialam', 'chuyenmon.gialam', 'lanhdao.gialam', 'vanthu.gialam', 'quantri.gialam', 'quantri']) {
		const browser = login ? await signedIn(login) : new Browser();
		const menu = [...(await browser.get('/')).text.matchAll(/<a\s[^>]*?class="dinh-drop__link"[^>]*?>[\s\S]*?<\/a>/g)].map((m) => m[0]);
		assert.ok(menu.length >= 4, `${login}: ${menu.length} entries`);
		const names = new Map();
		for (const entry of menu) {
			const path = entry.match(/href="([^"]*)"/)[1], name = plain(entry);
			assert.equal(names.get(path) ?? name, name, `${path} has two names`);
			names.set(path, name);
		}
		for (const [path, name] of names) {
			const answer = await browser.get(path);
			assert.equal(answer.status, 200, `${login}: ${path}`);
			if (path !== '/') assert.ok(plain(answer.text.match(/<h1[\s\S]*?<\/h1>/)[0]).toLowerCase().includes(name.toLowerCase()), `${path} is called ${name}`);
		}
	}
});

test("the day at the counter is a list: programs get it too, its figures are of all that wait", async () => {
	const day = (await ask("motcua.gialam", "GET", "/desk/today")).body;
	const came = day.states.reduce((sum, s) => sum + s.total, 0);
	assert.equal(day.total, came);
	assert.equal(day.ready_total, (await ask("motcua.gialam", "GET", "/dossiers?hang=return")).body.dossiers.length + ((await ask("motcua.gialam", "GET", "/dossiers?hang=return")).body.next ? NaN : 0));
	assert.ok(day.due.length <= 30 && day.ready.length <= 30 && day.due_total >= day.due.length && day.ready_total >= day.ready.length);
	assert.ok(day.came.length === came || day.next, "none is left out silently");
	for (const d of day.came) assert.match(d.code, /-\d{6}-/);
	const csv = (await api("GET", "/desk/today.csv", await token("motcua.gialam"))).text;
	assert.equal(csv.trim().split("\r\n").length, came + 1);
	assert.equal((await ask("lanhdao.gialam", "GET", "/desk/today")).status, 403);
	const page = await (await signedIn("motcua.gialam")).get("/mot-cua/hom-nay?sau=0.0." + Buffer.from("H42.ZZZ-991231-9999").toString("base64url"));
	assert.equal(page.status, 200, "a place of another day is the start");
});
