#!/usr/bin/env node
// make bench PART=registries: a registry of 30 fields with a million records in one commune, beside the same with ten thousand. Pages stand
// beside the bare server as in run.mjs. Two thousand records are written through the program; the others are copies of their rows, so that
// what is measured is what the program writes and reads.
//
//     tests/bench/run with PART=registries in the environment [RECORDS]      default 1000000; the stores stay in build/bench
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {floorServer, median, memory, processor, spread, whole, wrk} from './measure.mjs';
import {serve, demo, signIn, root} from '../server/program.mjs';

const RECORDS = Number(process.argv[2] ?? 1000000), SMALL = 10000, WRITTEN = 2000, TURNS = 3, SECONDS = 3, CONNECTIONS = 32;
const OFFICER = 'chuyenmon.gialam', CODE = 'thu-toc-do', bench = root + 'build/bench/', API = `/api/v1/registries/${CODE}/records`;
let missed = 0;

function report(what, value, floor, ratio, target, good) {
	missed += !good;
	console.log([what, value, floor, ratio, `${target}${good ? '' : '  MISSED'}`].map((text, i) => String(text).padEnd([46, 28, 36, 8, 0][i])).join(''));
}

// ---- the registry ----
const kinds = ['mot', 'hai', 'ba', 'bon'], field = (name, type, more = {}) => ({name, type, label: `Mục ${name}`, ...more});
const fields = [field('label', 'text', {required: true, max: 100}), field('number', 'text', {required: true}),
	field('kind', 'choice', {choices: kinds.map(value => ({value, label: `Loại ${value}`}))}), field('good', 'yes_no'), field('made_on', 'date'),
	field('worth', 'decimal', {min: 0, max: 1000000}),
	...Array.from({length: 16}, (_, i) => field(`text_${i}`, 'text', {max: 100})), ...Array.from({length: 8}, (_, i) => field(`amount_${i}`, 'decimal', {min: 0, max: 1000000}))];
const definition = {code: CODE, title: 'Sổ thử tốc độ', one: 'mục', remark: '', level: 'commune', name: 'label', key: {field: 'number', within: 'unit'},
	states: [{name: 'in_use', title: 'Đang dùng', colour: 'green'}, {name: 'closed', title: 'Ngừng', colour: 'grey'}],
	moves: [{name: 'close', title: 'Ngừng', from: ['in_use'], to: 'closed'}],
	sections: [{title: 'Mục', fields}],
	list: {columns: ['label', 'number', 'kind', 'made_on', 'worth'], sorts: ['label', 'made_on', 'worth'], filters: ['kind', 'good'], search: ['label', 'number']},
	figures: [{name: 'all', title: 'Số mục', unit: 'mục', as: 'count', by: ['state', 'kind']},
		{name: 'worth', title: 'Giá trị', unit: 'đồng', as: 'sum', of: 'worth', by: ['kind']}]};

const pick = (list, i) => list[i % list.length];
const record = i => ({label: `${pick(['Giếng', 'Cầu', 'Nhà', 'Trạm'], i)} ${pick(['Đông', 'Tây', 'Nam', 'Bắc', 'Thượng', 'Hạ'], i * 7)} số ${i}`, number: `T-${i}`,
	kind: pick(kinds, i * 3), good: i % 3 > 0, made_on: `20${String(i % 25).padStart(2, '0')}-0${1 + i % 9}-1${i % 10}`, worth: (i * 7919) % 1000000,
	...Object.fromEntries(fields.slice(6, 22).map(f => [f.name, `Ghi chú ${i} của ${f.name}`])), ...Object.fromEntries(fields.slice(22).map((f, k) => [f.name, (i * (k + 3)) % 100000]))});

const sql = (folder, text) => execFileSync('sqlite3', ['-batch', folder + '/dinh.db'], {input: text, encoding: 'utf8', maxBuffer: 1 << 26}).trim();
const quoted = text => `'${text.replaceAll("'", "''")}'`;

// Each row of the written records once more for every further copy, under ids, keys and facets that go on.
const multiplied = times => `
pragma synchronous = off;
pragma cache_size = -400000;
begin;
create temp table copy as with recursive k(i) as (select 1 union all select i + 1 from k where i < ${times - 1}) select i from k where ${times} > 1;
create temp table of as select r.id as registry, (select max(id) from registry_record) as records, (select max(id) from registry_record_version) as versions
	from registry r where r.code = '${CODE}';
insert into registry_record (id, registry_id, unit_id, key, key_of, alike, version, ended_from)
	select o.id + i * records, registry_id, unit_id, key || '-' || i, key_of, alike, version, ended_from from copy, of, registry_record o where registry_id = registry order by i, o.id;
insert into registry_facet (registry_id, unit_id, facet, value, version_id, valid_from, valid_to, signs)
	select registry_id, unit_id, facet, value || char(31) || i, version_id + i * versions, o.valid_from, o.valid_to, signs from copy, of, registry_facet o
	where registry_id = registry order by registry_id, unit_id, facet, value || char(31) || i, version_id + i * versions;
insert into registry_search (rowid, text) select o.rowid + i * versions, text from copy, of, registry_search o
	where o.rowid in (select v.id from registry_record_version v join registry_record r on r.id = v.record_id where r.registry_id = registry and r.id <= records) order by i, o.rowid;
insert into registry_record_version (id, record_id, definition_id, act, valid_from, valid_to, name, state, answers, reason, source, written_at, written_by, replaced_at)
	select o.id + i * versions, record_id + i * records, definition_id, act, o.valid_from, o.valid_to, name, state, answers, reason, source, written_at, written_by, replaced_at
	from copy, of, registry_record_version o join registry_record r on r.id = o.record_id where r.registry_id = registry and r.id <= records order by i, o.id;
update registry_tally set n = n * ${times}, total = total * ${times} where registry_id = (select registry from of);
commit;
analyze;`;

async function store(n) {
	const folder = `${bench}registry-${n}`, stamp = folder + '/made-from';
	const made = ['modules/core/registries/facets.c', 'modules/core/registries/figures.c'].map(f => readFileSync(root + f, 'utf8'));
	const tables = readFileSync(root + 'modules/core/registries/registries.sql', 'utf8').split('-- query ')[0]; // what is asked of them makes no other store
	const wanted = createHash('sha256').update([...made, tables, JSON.stringify(definition), multiplied(7)].join('')).digest('hex') + n;
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)
		return folder;
	rmSync(folder, {recursive: true, force: true});
	demo(folder);
	sql(folder, `insert into registry (code, title) values ('${CODE}', 'Sổ thử tốc độ');
		insert into registry_version (registry_id, number, definition, valid_from, created_at, published_at)
		select id, 1, ${quoted(JSON.stringify(definition))}, '2020-01-01', 1, 1 from registry where code = '${CODE}';`);
	const server = await serve(folder), token = await signIn(server, OFFICER);
	for (let i = 0; i < WRITTEN; i += 8)
		await Promise.all(Array.from({length: 8}, async (_, k) => {
			const reply = await server.ask('POST', API, {token, json: {answers: record(i + k), valid_from: '2026-01-05'}});
			if (reply.status !== 201)
				throw new Error(`${reply.status} ${reply.text}`);
		}));
	await server.end('SIGTERM');
	sql(folder, multiplied(n / WRITTEN));
	writeFileSync(stamp, wanted);
	return folder;
}

async function side(folder) {
	const server = await serve(folder), token = await signIn(server, OFFICER);
	const list = sql(folder, `select r.id, v.name from registry_record r join registry_record_version v on v.record_id = r.id join registry g on g.id = r.registry_id
		where g.code = '${CODE}' order by random() limit 1000`).split('\n').map(line => line.split('|'));
	return {folder, server, token, cookie: 'dinh=' + token, list};
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
function exported(s) {
	const before = memory(s.server.pid).own, began = performance.now();
	let most = before;
	const watch = setInterval(() => { most = Math.max(most, memory(s.server.pid).own); }, 50);
	return fetch(s.server.url + `/du-lieu/${CODE}/danh-sach.csv`, {headers: {Cookie: s.cookie}}).then(async reply => {
		let lines = 0;
		for await (const piece of reply.body)
			for (const byte of piece)
				lines += byte === 10;
		clearInterval(watch);
		const seconds = (performance.now() - began) / 1000;
		report(`file of ${whole(lines - 1)} records`, `${seconds.toFixed(1)} s, ${whole(lines / seconds)}/s`, `memory +${(most - before).toFixed(1)} MB`, '', '< 50 MB', most - before < 50 && lines > RECORDS);
	});
}

mkdirSync(bench, {recursive: true});
execFileSync('make', ['-s', '-C', root, 'build/test/tests/bench/bare_server'], {stdio: 'inherit'});
const large = await side(await store(RECORDS)), small = await side(await store(SMALL));
console.log(`${whole(RECORDS)} records of ${fields.length} fields, ${whole(statSync(large.folder + '/dinh.db').size / 1048576)} MB; best of ${TURNS}\n`);
await obeyed(large);
await page('list by filter and sort', large, small, () => filters.map(list), 0.2);
await page('list, words', large, small, () => ['dong', 'thuong so 12', 'tram nam'].map(tim => list({tim})), 0);
await page('record', large, small, s => s.list.map(([id]) => `/du-lieu/${CODE}/${id}`), 0.3);
await page('figures', large, small, () => [`/du-lieu/${CODE}/so-lieu`], 0);
await exported(large);
await large.server.end('SIGTERM');
await small.server.end('SIGTERM');
console.log(missed ? `\n${missed} below target` : '\nall targets met');
