#!/usr/bin/env node
// make bench DB=postgres: the program on a durable PostgreSQL, beside itself on SQLite, on the same demo data, by turns in one run, so that
// whatever else the machine does hits both alike. A number is the median of the turns, with the least and the greatest. Processor time is
// that of the program and of the server together, for a request.
//
//     tests/bench/run with DB=postgres in the environment [TURNS]      default 5
import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {dinh, serve, demo, signIn, filing, dossier, root} from '../server/program.mjs';
import {childrenOf, median, processor, spread, whole, wrk, wrkBeside} from './measure.mjs';

const TURNS = Number(process.argv[2] ?? 5), SECONDS = 3, READERS = 32, CLIENTS = 64, OFFICER = 'motcua.gialam';
const bench = root + 'build/bench-postgres/';
let missed = 0;

function report(what, value, other, ratio, target, good) {
	missed += !good;
	console.log([what, value, other, ratio, `${target}${good ? '' : '  MISSED'}`].map((text, i) => String(text).padEnd([46, 34, 34, 8, 0][i])).join(''));
}

// ---- the two stores ----
rmSync(bench, {recursive: true, force: true});
mkdirSync(bench, {recursive: true});
const uri = execFileSync(root + 'tests/postgres.sh', ['start', bench + 'server'], {encoding: 'utf8', env: {...process.env, DURABLE: '1'}}).trim();
process.on('exit', () => {
	execFileSync(root + 'tests/postgres.sh', ['stop', bench + 'server'], {stdio: 'ignore'});
	rmSync(bench, {recursive: true, force: true});
});
const postmaster = Number(readFileSync(readFileSync(bench + 'server/place', 'utf8').trim() + '/data/postmaster.pid', 'utf8').split('\n')[0]);
const psql = text => execFileSync('psql', ['-qAt', uri, '-c', text], {encoding: 'utf8'}).trim();

async function on(name, work) { // the program finds its database in DINH_DB
	if (name === 'postgres')
		process.env.DINH_DB = uri;
	try {
		return await work();
	} finally {
		delete process.env.DINH_DB;
	}
}

// A hundred communes that take dossiers in: the demonstration has officers in ten.
const desks = `insert into position (account_id, agency_id, unit_id, title, role, valid_from)
	select (select min(account_id) from position where role = 'reception'), a.id, a.unit_id, 'Công chức Một cửa', 'reception', '2025-07-01'
	from agency a where a.kind = 'one_stop' and a.unit_id not in (select unit_id from position where role = 'reception') order by a.id limit 90`;

async function side(name) {
	const folder = bench + name, began = performance.now();
	await on(name, () => demo(folder));
	const demoMs = performance.now() - began;
	if (name === 'postgres')
		psql(desks);
	else
		execFileSync('sqlite3', [folder + '/dinh.db', desks]);
	if (name === 'postgres')
		cpSync(folder, bench + 'second', {recursive: true});
	const server = await on(name, () => serve(folder));
	const officer = await signIn(server, OFFICER);
	const tokens = [];
	for (let i = 1; i <= 12; i++)
		tokens.push(await signIn(server, `053${String(i).padStart(7, '0')}`));
	const form = await filing(server, tokens[0]);
	const list = (await server.ask('GET', '/mot-cua?hang=closed', {cookie: 'dinh=' + officer})).text;
	const ids = [...new Set([...list.matchAll(/\/mot-cua\/(\d+)"/g)].map(match => match[1]))];
	if (!ids.length)
		throw new Error(name + ': the officer has no dossiers');
	writeFileSync(`${folder}/dossier.paths`, ids.map(id => `/mot-cua/${id}\n`).join(''));
	writeFileSync(`${folder}/inbox.paths`, '/mot-cua?hang=closed\n');
	return {name, folder, server, demoMs, cookie: 'Cookie: dinh=' + officer, tokens: tokens.join(','), form};
}

// ---- measuring ----
function measured(s, options) {
	const used = () => processor(s.server.pid) + (s.name === 'postgres' ? childrenOf(postmaster) : 0);
	const before = used(), result = wrk(s.server.url, options);
	return {...result, cpu: (used() - before) / result.requests};
}

const page = (s, name) => measured(s, {script: 'paths.lua', connections: READERS, seconds: SECONDS, headers: [s.cookie], env: {PATHS: `${s.folder}/${name}.paths`}});

const filings = (s, units, connections) => ({script: 'submit.lua', connections, seconds: SECONDS, env: {TOKENS: s.tokens,
	BODY: JSON.stringify(dossier(s.form.procedure, s.form.units[0].id)), UNITS: s.form.units.slice(0, units).map(u => u.id).join(',')}});
const submit = (s, units) => measured(s, filings(s, units, CLIENTS));

// Without the program: what one journey to the server takes, and one row that is on its disk.
function floor(text) {
	writeFileSync(bench + 'floor.sql', text + '\n');
	const said = execFileSync('pgbench', ['-n', '-M', 'prepared', '-c', '1', '-T', String(SECONDS), '-f', bench + 'floor.sql', uri], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']});
	return Number(said.match(/tps = ([\d.]+)/)[1]);
}

function byTurns(a, b, measure) {
	const results = [[], []];
	measure(a);
	measure(b);
	for (let i = 0; i < TURNS; i++) {
		results[0].push(measure(a));
		results[1].push(measure(b));
	}
	return results;
}

const rates = list => `${spread(list.map(x => x.rps))}, ${whole(median(list.map(x => x.cpu)))} us`;
const ratioOf = (p, l) => median(p.map(x => x.rps)) / median(l.map(x => x.rps));

const postgres = await side('postgres'), sqlite = await side('sqlite');
console.log(`${availableParallelism()} cores, ${psql('show server_version')}, ${psql('select count(*) from dossier')} dossiers; median of ${TURNS} turns (least-greatest), processor time a request\n`);
report('what', 'PostgreSQL', 'SQLite', 'ratio', 'target', true);
report('demo data', `${(postgres.demoMs / 1000).toFixed(1)} s`, `${(sqlite.demoMs / 1000).toFixed(1)} s`, (postgres.demoMs / sqlite.demoMs).toFixed(1), '< 10 s', postgres.demoMs < 10000);
for (const name of ['dossier', 'inbox']) {
	const [p, l] = byTurns(postgres, sqlite, s => page(s, name)), ratio = ratioOf(p, l);
	report(`${name} pages/s, ${READERS} readers`, rates(p), rates(l), ratio.toFixed(2), '>= 0.30', ratio >= 0.3);
}
const targets = [[1, 800], [100, 1200]];
for (const [units, target] of targets) {
	const n = Math.min(units, postgres.form.units.length);
	const [p, l] = byTurns(postgres, sqlite, s => submit(s, units)), rate = median(p.map(x => x.rps));
	const refused = p.reduce((sum, x) => sum + x.refused, 0), p99 = list => median(list.map(x => x.p99));
	report(`submissions/s to ${n} unit${n > 1 ? 's' : ''}, ${CLIENTS} clients`, rates(p), rates(l), ratioOf(p, l).toFixed(2), `>= ${target}`, rate >= target);
	report('  p99', `${whole(p99(p))} ms`, `${whole(p99(l))} ms`, (p99(p) / p99(l)).toFixed(1), '< 150 ms', p99(p) < 150);
	report('  refused', refused, l.reduce((sum, x) => sum + x.refused, 0), '', '0', !refused);
}

// ---- without the program; programs side by side ----
const bare = (what, text) => report(what, spread(Array.from({length: TURNS}, () => floor(text))), '', '', '-', true);
bare('bare server: a row by its key /s', 'select code from dossier where id = 1');
psql('create table floor (id bigint generated by default as identity primary key, text text)');
bare('bare server: a row on disk /s', "insert into floor (text) values ('x')");
psql('drop table floor');
const links = Number(psql("select count(*) from pg_stat_activity where application_name = 'dinh'"));
report('connections', links, '', '', '<= 20', links <= 20);
const second = await on('postgres', () => serve(bench + 'second'));
const both = await Promise.all([postgres.server, second].map(server => wrkBeside(server.url, filings(postgres, 100, CLIENTS / 2))));
await second.end('SIGTERM');
let sound = true;
await on('postgres', () => {
	try {
		execFileSync(dinh, ['verify', '--data', postgres.folder], {stdio: ['ignore', 'ignore', 'inherit']});
	} catch {
		sound = false;
	}
});
report('two programs side by side, submissions/s', both.map(x => whole(x.rps)).join(' + '), '', '', 'none refused, all sound',
	sound && both.every(x => !x.refused && x.requests));
for (const s of [postgres, sqlite])
	await s.server.end('SIGTERM');
console.log(missed ? `\n${missed} below target` : '\nall targets met');
