// Durability: the server is killed with SIGKILL at a random moment under concurrent load, 50 times, and comes back each time. Whatever a
// client was told stays: every acknowledged dossier under its code, every reception by an officer, every session. The codes of a unit and
// day have neither gap nor double, and `dinh verify` finds nothing.
//
// With DINH_DB (see dinh.1) the same on PostgreSQL. POSTGRES=DIR of tests/postgres.sh: every second round the database's server is killed
// instead, and the program must go on with the new one by itself.
//
//     kill9.mjs [ROUNDS] [SEED]        the seed is printed: with it the moments are the same again
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync, createReadStream} from 'node:fs';
import {createInterface} from 'node:readline';
import {tmpdir} from 'node:os';
import assert from 'node:assert/strict';
import {serve, demo, signIn, filing, dossier, dinh, root} from '../server/program.mjs';

const rounds = Number(process.argv[2] ?? 50);
const seed = Number(process.argv[3] ?? Date.now() % 1000000);
const CITIZENS = 12, BROWSERS = 4;
const work = mkdtempSync(`${tmpdir()}/dinh-kill9.`), folder = work + '/data';
process.on('exit', () => rmSync(work, {recursive: true, force: true}));
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

let state = seed || 1;
function random(n) {
	state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
	return Math.floor(state / 4294967296 * n);
}

const codes = new Map(); // code -> {id, unit, content}: what was acknowledged
const received = new Set(); // ids that an officer was told he received
let broken = 0, halted = false;

function acknowledged(row, content, unit) {
	assert.ok(!codes.has(row.code), `code ${row.code} was given twice`);
	codes.set(row.code, {id: row.id, content, unit});
}

// A client: one dossier after the other until the connection breaks. What was not answered may be there or not: nobody was told.
async function client(server, who, fresh) {
	while (!halted) {
		const unit = who.units[random(who.units.length)].id, content = `${who.name}, ${fresh()}`;
		const data = {...dossier(who.procedure, unit), content};
		try {
			const reply = who.browser
				? await server.ask('POST', '/ho-so', {cookie: 'dinh=' + who.token, form: {...data, declared: '1', _csrf: who.csrf}})
				: await server.ask('POST', '/api/v1/my/dossiers', {token: who.token, json: data});
			if (reply.status === 503)
				continue;
			assert.equal(reply.status, who.browser ? 303 : 201, reply.text);
			const id = Number((who.browser ? reply.headers.location : reply.json.location).match(/(\d+)$/)[1]);
			who.filed.push({id, content, unit});
		} catch (e) {
			if (e.code === 'ERR_ASSERTION')
				throw e;
			broken++;
			return;
		}
	}
}

async function officer(server, who, citizens) {
	const seen = new Set();
	while (!halted) {
		const open = citizens.flatMap(c => c.filed).find(f => f.unit === who.unit && !seen.has(f.id));
		try {
			if (!open) {
				await sleep(5);
				await server.ask('GET', '/healthz');
				continue;
			}
			seen.add(open.id);
			const reply = await server.ask('POST', `/api/v1/dossiers/${open.id}/receive`, {token: who.token, json: {}});
			if (reply.status === 503) { // nobody knows whether he received it
				await sleep(5);
				continue;
			}
			assert.ok(reply.status === 201 || reply.status === 200, `${reply.status} ${reply.text}`);
			received.add(open.id);
		} catch (e) {
			if (e.code === 'ERR_ASSERTION')
				throw e;
			return;
		}
	}
}

// Some answers after the start, and some milliseconds: at random, but never before there is anything to lose, however slow the machine.
async function moment(citizens) {
	const answers = 1 + random(60), latest = performance.now() + 2000;
	while (citizens.reduce((sum, who) => sum + who.filed.length, 0) < answers && performance.now() < latest)
		await sleep(1);
	await sleep(random(12));
}

// After the crash: everything that was acknowledged in this round is there.
async function look(server, citizens, clerk) {
	for (const who of citizens) {
		for (const {id, content, unit} of who.filed) {
			const reply = await server.ask('GET', `/api/v1/my/dossiers/${id}`, {token: who.token});
			assert.equal(reply.status, 200, `acknowledged dossier ${id} is lost: ${reply.status} ${reply.text}`);
			const {dossier: row, events} = reply.json;
			assert.equal(row.content, content, `dossier ${id} is another one now`);
			assert.equal(row.receiving_unit_id, unit);
			assert.equal(events[0].action, 'submit');
			if (received.has(id))
				assert.ok(row.status >= 2 && events.some(e => e.action === 'receive'), `reception of ${id} is lost`);
			acknowledged(row, content, unit);
		}
		who.filed = [];
	}
	assert.equal((await server.ask('GET', '/api/v1/me', {token: clerk.token})).status, 200, 'the session is lost');
}

function verify() {
	try {
		execFileSync(dinh, ['verify', '--data', folder], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
	} catch (e) {
		assert.fail(`dinh verify: ${e.stdout}${e.stderr}`);
	}
}

// Looked at once more without the program's own eyes: the exported rows.
async function examine() {
	execFileSync(dinh, ['export', '--data', folder, work + '/all.jsonl'], {stdio: ['ignore', 'ignore', 'inherit']});
	const numbers = new Map(), found = new Map();
	for await (const line of createInterface({input: createReadStream(work + '/all.jsonl')})) {
		if (!line.startsWith('{"table":"dossier",'))
			continue;
		const {row} = JSON.parse(line);
		assert.ok(!found.has(row.code), `code ${row.code} stands twice`);
		found.set(row.code, row);
		const at = row.code.lastIndexOf('-'), prefix = row.code.slice(0, at);
		numbers.set(prefix, [...numbers.get(prefix) ?? [], Number(row.code.slice(at + 1))]);
	}
	for (const [prefix, list] of numbers) {
		list.sort((a, b) => a - b);
		assert.deepEqual(list, list.map((_, i) => i + 1), `gap or double in the codes of ${prefix}`);
	}
	for (const [code, {id, content}] of codes)
		assert.ok(found.get(code)?.id === id && found.get(code).content === content, `acknowledged ${code} is lost`);
	return found.size;
}

async function prepare(server) {
	const citizens = [];
	let first;
	for (let i = 0; i < CITIZENS; i++) {
		const token = await signIn(server, `053${String(i + 1).padStart(7, '0')}`);
		const form = i < BROWSERS || !first ? await filing(server, token) : first;
		first ??= form;
		citizens.push({...form, token, name: `citizen ${i}`, browser: i < BROWSERS, filed: []});
	}
	const clerk = {token: await signIn(server, 'motcua.gialam'), unit: first.units.find(u => u.name.includes('Gia Lâm')).id};
	return {citizens, clerk};
}

const began = performance.now();
console.log(`${rounds} rounds, seed ${seed}`);
demo(folder);
let server = await serve(folder);
const {citizens, clerk} = await prepare(server);
let counter = 0, slowest = 0;
for (let round = 1; round <= rounds; round++) {
	const load = [...citizens.map(who => client(server, who, () => ++counter)), officer(server, clerk, citizens)];
	const all = Promise.all(load); // a wrong answer ends the test at once
	all.catch(() => {});
	await moment(citizens);
	if (process.env.POSTGRES && round % 2 === 0) {
		execFileSync(root + 'tests/postgres.sh', ['crash', process.env.POSTGRES]);
		halted = true;
		await all;
		halted = false;
		verify();
	} else {
		await server.end('SIGKILL');
		await all;
		verify();
		server = await serve(folder);
		slowest = Math.max(slowest, server.startMs);
	}
	await look(server, citizens, clerk);
	if (round % 10 === 0)
		console.log(`round ${round}: ${codes.size} acknowledged, ${received.size} received, ${broken} requests cut off, ${Math.round((performance.now() - began) / 1000)} s`);
}
assert.equal(await server.end('SIGTERM'), 0, 'the server does not stop in order');
verify();
const total = await examine();
assert.ok(codes.size >= rounds * 2, `only ${codes.size} acknowledged: the load was no load`);
console.log(`${rounds} kills: ${codes.size} acknowledged dossiers of ${total} and ${received.size} receptions all there, no gap, no double, verify clean; slowest start ${Math.round(slowest)} ms`);
