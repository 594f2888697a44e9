// Tables of what belongs to a route of dossiers: the row in the audit log, the look at personal data, the object inside the object, the rate.
// One line a route; the tests walk through the tables.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { ask, signedIn } from './client.mjs';

const site = process.env.DINH_URL ?? 'http://127.0.0.1:8080';
const password = 'Dinh@2026demo';
const citizen = '0530000001', desk = 'motcua.gialam', specialist = 'chuyenmon.gialam', leader = 'lanhdao.gialam', chief = 'quantri';
const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds));

const pdf = '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n';
let procedure, unit, assignee;

before(async () => {
	const found = JSON.stringify((await ask(citizen, 'GET', '/procedures?tu-khoa=1.004837')).body);
	procedure = Number(found.match(/"id":(\d+),"code":"1\.004837"/)[1]);
	const closed = (await ask(desk, 'GET', '/dossiers?hang=closed')).body.dossiers[0].id;
	unit = (await ask(desk, 'GET', `/dossiers/${closed}`)).body.dossier.receiving_unit_id;
	assignee = (await ask(desk, 'GET', '/dossiers?hang=processing')).body.dossiers.find((d) => d.assignee_id).assignee_id;
});

async function file() {
	const form = new FormData();
	const fields = { procedure, receiving_unit: unit, name: 'Đinh Thị Hoà', personal_number: '037190000123', phone: '0912 000 123',
		address: 'Thôn 2, xã Gia Lâm', content: 'Đăng ký giám hộ', result_by: 'desk', declared: 'true' };
	for (const [name, value] of Object.entries(fields)) form.append(name, String(value));
	form.append('component_1', new Blob([pdf], { type: 'application/pdf' }), 'giấy khai sinh.pdf');
	const filed = await ask(citizen, 'POST', '/my/dossiers', null, form);
	assert.equal(filed.status, 201, JSON.stringify(filed.body));
	return Number(filed.body.location.match(/\d+$/)[0]);
}

const note = 'Ghi chú.';
const steps = { // who, what he sends
	receive: [desk, {}], refuse: [desk, { note, legal_basis: 'Luật Hộ tịch 2014' }], 'hand-over': [desk, () => ({ assignee })],
	propose: [specialist, { note }], approve: [leader, {}], 'send-back': [leader, { note }], assign: [leader, () => ({ assignee })],
	return: [desk, { taken_by: 'Đinh Thị Hoà' }], reopen: [leader, () => ({ note, assignee })], 'ask-supplement': [desk, { note }],
	'take-supplement': [desk, { note }], 'ask-payment': [desk, { note, amount: 50000 }], 'confirm-payment': [desk, { note }],
	pause: [specialist, { note }], resume: [specialist, {}], extend: [leader, { note, days: 2 }], stop: [leader, { note }],
	notes: [desk, { text: note }],
};

async function act(id, action) {
	const [as, fields] = steps[action];
	const r = await ask(as, 'POST', `/dossiers/${id}/${action}`, typeof fields === 'function' ? fields() : fields);
	assert.equal(r.status, 201, `${action}: ${JSON.stringify(r.body)}`);
}

async function reach(path) {
	const id = await file();
	for (const action of path.split(' ').filter(Boolean)) await act(id, action);
	return id;
}

const logged = async (id) => (await ask(chief, 'GET', `/audit?doi-tuong=dossier&so=${id}`)).body.entries;
const looks = async (id) => (await logged(id)).filter((e) => e.action === 'look');

// Looks are written within a fraction of a second, off the request's path.
async function looked(id, purpose) {
	for (let i = 0; i < 40; i++) {
		if ((await looks(id)).some((e) => e.detail === purpose)) return true;
		await wait(0.1);
	}
	return false;
}

const actions = [ // route, how one gets there, the row it leaves
	['receive', '', 'dossier.receive'], ['refuse', '', 'dossier.refuse'], ['hand-over', 'receive', 'dossier.hand_over'],
	['propose', 'receive hand-over', 'dossier.propose'], ['approve', 'receive hand-over propose', 'dossier.approve'],
	['send-back', 'receive hand-over propose', 'dossier.send_back'], ['assign', 'receive hand-over', 'dossier.assign'],
	['return', 'receive hand-over propose approve', 'dossier.return'], ['reopen', 'receive hand-over propose approve', 'dossier.reopen'],
	['ask-supplement', 'receive', 'dossier.ask_supplement'], ['take-supplement', 'receive ask-supplement', 'dossier.take_supplement'],
	['ask-payment', 'receive', 'dossier.ask_payment'], ['confirm-payment', 'receive ask-payment', 'dossier.confirm_payment'],
	['pause', 'receive hand-over', 'dossier.pause'], ['resume', 'receive hand-over pause', 'dossier.resume'],
	['extend', 'receive hand-over', 'dossier.extend'], ['stop', 'receive hand-over', 'dossier.stop'], ['notes', '', 'dossier.note'],
];
for (const [action, path, row] of actions)
	test(`audit: ${action} leaves ${row}`, async () => {
		const id = await reach(path);
		await act(id, action);
		const rows = (await logged(id)).filter((e) => e.action !== 'look');
		assert.equal(rows[0].action, row);
		assert.equal(rows.filter((e) => e.action === row).length, 1);
		assert.ok(rows[0].actor.length > 0);
	});

const opened = [ // route of an officer, how the dossier gets there, the purpose that is noted
	['', '', 'Giải quyết hồ sơ'],
	['/receipt', 'receive', 'Giải quyết hồ sơ'],
	['/control-sheet', 'receive', 'Giải quyết hồ sơ'],
	['/files/{file}', '', 'Mở giấy tờ của hồ sơ'],
	['/papers/{paper}', 'receive ask-supplement', 'In phiếu của hồ sơ'],
];
for (const [path, passage, purpose] of opened)
	test(`look: GET /dossiers/{id}${path} is noted`, async () => {
		const id = await reach(passage);
		const mine = (await ask(citizen, 'GET', `/my/dossiers/${id}`)).body;
		const address = path.replace('{file}', mine.files[0]?.id).replace('{paper}', mine.papers[0]?.id);
		assert.deepEqual(await looks(id), [], 'the applicant himself is no look');
		assert.equal((await ask(leader, 'GET', `/dossiers/${id}${address}`)).status, 200);
		assert.ok(await looked(id, purpose), purpose);
	});

const inside = [ // object inside an object: with its own it is there, with another's it is not
	[citizen, '/my/dossiers/{id}/files/{file}'], [citizen, '/my/dossiers/{id}/papers/{paper}'],
	[desk, '/dossiers/{id}/files/{file}'], [desk, '/dossiers/{id}/papers/{paper}'],
];
test('an object inside a dossier is there with its own dossier only', async () => {
	const [one, two] = [await reach('receive ask-supplement'), await reach('receive ask-supplement')];
	const parts = Object.fromEntries(await Promise.all([one, two].map(async (id) => [id, (await ask(citizen, 'GET', `/my/dossiers/${id}`)).body])));
	for (const [who, path] of inside) {
		const of = (id, from) => path.replace('{id}', id).replace('{file}', parts[from].files[0].id).replace('{paper}', parts[from].papers[0].id);
		assert.equal((await ask(who, 'GET', of(one, one))).status, 200, path);
		assert.equal((await ask(who, 'GET', of(one, two))).status, 404, path);
		assert.equal((await ask(who, 'GET', of(two, one))).status, 404, path);
	}
});

test('the desk finds a code of its own unit only', async () => {
	const id = await file();
	const { code } = (await ask(desk, 'GET', `/dossiers/${id}`)).body.dossier;
	assert.deepEqual((await ask(desk, 'POST', '/desk/find', { find: code })).body.dossiers.some((d) => d.dossier.id === id), true);
	assert.deepEqual((await ask('motcua.cucphuong', 'POST', '/desk/find', { find: code })).body.dossiers, []);
});

// ---- how often ----

const rates = [ // setting, a request that it counts
	['tracking', () => fetch(`${site}/tra-cuu?ma=H42.17-200101-0001`)],
	['tracking', () => fetch(`${site}/api/v1/tracking?ma=H42.17-200101-0001`)],
	['login', () => fetch(`${site}/api/v1/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'nobody.here', password: 'x' }) })],
];
for (const [rate, request] of rates)
	test(`with rate.${rate} = 3 the fourth is told to wait: ${request.toString().match(/\/[a-z/0-9-]+(?=[?`])/)[0]}`, async (t) => {
		const chiefs = await signedIn(chief);
		const setting = (path, fields) => chiefs.submit(`/quan-tri/cai-dat/rate.${rate}`, `/quan-tri/cai-dat/rate.${rate}${path}`, fields);
		assert.equal((await setting('', { value: '3' })).status, 303);
		t.after(() => setting('/ban-dau', {}));
		const address = `203.0.113.${1 + rates.findIndex((r) => r[1] === request)}`; // of its own
		const plain = globalThis.fetch;
		globalThis.fetch = (url, options = {}) => plain(url, { ...options, headers: { ...options.headers, 'x-forwarded-for': address } });
		t.after(() => (globalThis.fetch = plain));
		const said = [];
		for (let i = 0; i < 4; i++) said.push((await request()).status);
		globalThis.fetch = plain;
		assert.ok(!said.slice(0, 3).includes(429), said.join(' '));
		assert.equal(said[3], 429, said.join(' '));
	});
