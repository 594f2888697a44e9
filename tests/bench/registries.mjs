#!/usr/bin/env node
// make bench PART=registries: a registry of 30 fields with a million records in one commune, beside the same with ten thousand. Pages stand
// beside the bare server as in run.mjs. Two thousand records are written through the program; the others are copies of their rows, so that
// what is measured is what the program writes and reads.
//
//     tests/bench/run with PART=registries in the environment [RECORDS]      default 1000000; the stores stay in build/bench
import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, statSync, writeFileSync} from 'node:fs';
import {get} from 'node:http';
import {floorServer, median, memory, processor, spread, whole, wrk} from './measure.mjs';
import {API, CODE, fields} from './registry.mjs';
import {OFFICER, bench, sql, store} from './registry_store.mjs';
import {serve, signIn, root} from '../server/program.mjs';

const RECORDS = Number(process.argv[2] ?? 1000000), SMALL = 10000, TURNS = 3, SECONDS = 3, CONNECTIONS = 32;
let missed = 0;

function report(what, value, floor, ratio, target, good) {
	missed += !good;
	console.log([what, value, floor, ratio, `${target}${good ? '' : '  MISSED'}`].map((text, i) => String(text).padEnd([46, 28, 36, 8, 0][i])).join(''));
}

async function side(records) {
	const folder = await store(records);
	const server = await serve(folder), token = await signIn(server, OFFICER);
	const list = sql(folder, `select r.id, v.name from registry_record r join registry_record_version v on v.record_id = r.id join registry g on g.id = r.registry_id
		where g.code = '${CODE}' order by random() limit 1000`).split('\n').map(line => line.split('|'));
	return {folder, records, server, token, cookie: 'dinh=' + token, list};
}

// ---- pages ----
const list = query => `/du-lieu/${CODE}/danh-sach?${new URLSearchParams(query)}`;
const filters = [{xep: 'label'}, {xep: '-made_on'}, {xep: 'worth', loc1: 'hai'}, {loc1: 'ba'}, {loc2: '1'}, {'trang-thai': 'in_use'}, {xep: '-worth', loc1: 'mot', loc2: '1'}];

// What an address asks and the list does not know is ignored, and would be measured as the plain list.
async function obeyed(s) {
	for (const query of filters) {
		const rows = (await s.server.ask('GET', `${API}?${new URLSearchParams(query)}`, {token: s.token})).json.records.map(r => r.answers);
		const by = (query.xep ?? '').replace('-', ''), turn = query.xep?.startsWith('-') ? -1 : 1;
		const wrong = rows.length < 50 || rows.some((r, i) => (query.loc1 && r.kind !== query.loc1) || (query.loc2 && !r.good) ||
			(by && by !== 'label' && i && turn * (r[by] < rows[i - 1][by] ? -1 : r[by] > rows[i - 1][by] ? 1 : 0) < 0));
		if (wrong)
			throw new Error(`the list does not do what ${JSON.stringify(query)} asks`);
	}
}

async function page(name, large, small, paths, target) {
	for (const s of [large, small])
		writeFileSync(`${s.folder}/now.paths`, paths(s).join('\n') + '\n');
	const one = await large.server.ask('GET', paths(large)[0], {cookie: large.cookie});
	if (one.status !== 200)
		throw new Error(`${name}: ${one.status} ${paths(large)[0]}`);
	const size = Buffer.byteLength(one.text), floor = await floorServer(bench, size);
	const measure = s => {
		const before = processor(s.server.pid);
		const r = wrk(s.server.url, {script: 'paths.lua', connections: CONNECTIONS, seconds: SECONDS, headers: ['Cookie: ' + s.cookie], env: {PATHS: `${s.folder}/now.paths`}});
		if (r.refused)
			throw new Error(`${name}: ${r.refused} answers are no pages`);
		return {...r, cpu: (processor(s.server.pid) - before) / r.requests};
	};
	measure(large); // the first look at a record is logged
	measure(small);
	const l = [], s = [], f = [];
	for (let i = 0; i < TURNS; i++) {
		writeFileSync(bench + 'floor.paths', '/row\n');
		f.push(wrk(floor.url, {script: 'paths.lua', connections: CONNECTIONS, seconds: SECONDS, env: {PATHS: bench + 'floor.paths'}}).rps);
		l.push(measure(large));
		s.push(measure(small));
	}
	await floor.end();
	const ratio = Math.max(...l.map(x => x.rps)) / Math.max(...f), tail = Math.min(...l.map(x => x.p99)) / Math.min(...s.map(x => x.p99));
	report(`${name}/s of ${whole(RECORDS)} (${(size / 1024).toFixed(1)} KB)`, `${spread(l.map(x => x.rps))}, ${whole(median(l.map(x => x.cpu)))} us`, `bare row+body ${spread(f)}`, ratio.toFixed(2),
		target ? `>= ${target.toFixed(2)}` : '-', !target || ratio >= target);
	report(`${name} p99 against ${whole(SMALL)}`, `${Math.min(...l.map(x => x.p99)).toFixed(2)} ms`, `${Math.min(...s.map(x => x.p99)).toFixed(2)} ms`, tail.toFixed(2), '<= 1.50', tail <= 1.5);
}

// ---- a file of all ----
// The file is written before its first byte goes out, which takes longer than fetch waits.
async function exported(s) {
	const before = memory(s.server.pid).own, cpu = processor(s.server.pid), began = performance.now();
	let most = before, lines = 0;
	const watch = setInterval(() => { most = Math.max(most, memory(s.server.pid).own); }, 50);
	const [reply] = await once(get(s.server.url + `/du-lieu/${CODE}/danh-sach.csv`, {headers: {Cookie: s.cookie}}), 'response');
	for await (const piece of reply)
		for (const byte of piece)
			lines += byte === 10;
	clearInterval(watch);
	const seconds = (performance.now() - began) / 1000, each = (processor(s.server.pid) - cpu) / lines;
	report(`file of ${whole(lines - 1)} records`, `${seconds.toFixed(1)} s, ${each.toFixed(1)} us of processor a row`, `memory +${(most - before).toFixed(1)} MB`, '', '< 50 MB',
		most - before < 50 && lines > s.records);
}

mkdirSync(bench, {recursive: true});
execFileSync('make', ['-s', '-C', root, 'build/test/tests/bench/bare_server'], {stdio: 'inherit'});
const large = await side(RECORDS), small = await side(SMALL);
console.log(`${whole(RECORDS)} records of ${fields.length} fields, ${whole(statSync(large.folder + '/dinh.db').size / 1048576)} MB; best of ${TURNS}\n`);
await obeyed(large);
await page('list by filter and sort', large, small, () => filters.map(list), 0.2);
await page('list, words', large, small, () => ['đông', 'giếng thượng', 'nhà nam', 'trạm bắc'].map(tim => list({tim})), 0);
await page('list, words that none bears together', large, small, () => ['cầu nam', 'nhà bắc'].map(tim => list({tim})), 0);
await page('record', large, small, s => s.list.map(([id]) => `/du-lieu/${CODE}/${id}`), 0.3);
await page('figures', large, small, () => [`/du-lieu/${CODE}/so-lieu`], 0);
await exported(large);
await large.server.end('SIGTERM');
await small.server.end('SIGTERM');
console.log(missed ? `\n${missed} below target` : '\nall targets met');
