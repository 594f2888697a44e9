// mutants: do the tests notice realistic mistakes?   node tools/mutants.mjs [--places] [ROOM..]
// A ROOM is a folder, a part of its path, or one mistake, NAME.mutants:LINE.
// A room's mistakes stand beside its tests in NAME.mutants: blocks parted by an empty line,
//     # why, in free words
//     file: modules/core/files/files.c
//     - the lines to find, exactly once in the file
//     + what stands there instead (no such line: nothing)
// and, as the first block, lines "test: PATH" for scripts (.mjs, .sh) and rule tests that judge the room beside its own *_test.c: those of the whole folder, whatever subfolder it stands in.
// "database: postgres" in that block: its rule tests run on PostgreSQL, which is started for them and stopped at the end.
// Each mistake is made alone in a copy of the tree, built, and shown to the tests: killed or survived. Exit status 1: one survived,
// or one no longer fits the code or does not compile. --places only looks whether each still has its place (make lint does).
import {execFileSync, spawn} from 'node:child_process';
import {appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync, utimesSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const copy = join(root, 'build/mutants/tree');
const log = join(root, 'build/mutants/log');
const seconds = 300; // a test that a mistake makes endless

function parse(path) {
	const tests = [], mutants = [];
	let line = 0, m, postgres = false;
	const begin = () => ({why: [], from: [], to: [], place: ''});
	const finish = () => {
		if (m.file && m.from.length)
			mutants.push({...m, why: m.why.join(' '), from: m.from.join('\n'), to: m.to.join('\n')});
		else if (m.file || m.from.length || m.to.length)
			throw new Error(`${path}:${line}: a block needs "file:" and what to find ("- ")`);
		m = begin();
	};
	m = begin();
	for (const text of readFileSync(join(root, path), 'utf8').split('\n')) {
		line++;
		m.place ||= text ? `${path}:${line}` : '';
		if (!text)
			finish();
		else if (text.startsWith('# ') || text === '#')
			m.why.push(text.slice(2));
		else if (text.startsWith('test: '))
			tests.push(text.slice(6).trim());
		else if (text === 'database: postgres')
			postgres = true;
		else if (text.startsWith('file: '))
			m.file = text.slice(6).trim();
		else if (text.startsWith('- '))
			m.from.push(text.slice(2));
		else if (text.startsWith('+ '))
			m.to.push(text.slice(2));
		else
			throw new Error(`${path}:${line}: "${text}" is neither "# ", "test: ", "database: postgres", "file: ", "- " nor "+ "`);
	}
	finish();
	return {path, folder: dirname(path), tests, mutants, postgres};
}

// ---- the copy ----

const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {cwd: root, encoding: 'utf8'}).split('\n').filter(Boolean);

// Only what differs is copied, with its time, so that an earlier run's objects stay good.
function lay() {
	for (const path of listed) {
		const from = join(root, path), to = join(copy, path);
		if (!existsSync(from) || (existsSync(to) && readFileSync(to).equals(readFileSync(from))))
			continue;
		mkdirSync(dirname(to), {recursive: true});
		cpSync(from, to, {preserveTimestamps: false});
	}
	const known = new Set(listed);
	const old = execFileSync('find', ['src', 'modules', 'program', 'tests', 'catalogue', 'assets', '-type', 'f', '-not', '-path', '*/node_modules/*'], {cwd: copy, encoding: 'utf8'});
	for (const path of old.split('\n').filter(Boolean))
		if (!known.has(path))
			rmSync(join(copy, path));
}

// Output as it comes; a text that says the test has failed already ends it, with all that it started.
async function run(command, args, {failed, said = '', limit = seconds, ...options} = {}) {
	const child = spawn(command, args, {cwd: copy, stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...options});
	const end = () => {
		try {
			process.kill(-child.pid, 'SIGKILL');
		} catch {} // gone
	};
	process.once('exit', end);
	let found = false;
	const hear = bytes => {
		said += bytes;
		if (!found && failed?.test(said)) {
			found = true;
			setTimeout(end, 100); // what it says of the failure
		}
	};
	child.stdout.on('data', hear);
	child.stderr.on('data', hear);
	const timer = setTimeout(end, limit * 1000);
	const status = await new Promise(done => child.on('exit', done).on('error', done));
	clearTimeout(timer);
	end();
	process.off('exit', end);
	return {good: status === 0 && !found, said};
}

const build = (...targets) => run('make', ['--no-print-directory', '-s', '-j2', 'WARN=-w', ...targets], {limit: 6 * seconds}); // broken off it would leave half an object
const tools = ['build/sqlc', 'build/htmlc', 'build/needs'];

// ---- PostgreSQL ----

const server = join(root, 'build/mutants/postgres');
let uri; // of the server that runs

function postgres(verb) {
	return execFileSync(join(root, 'tests/postgres.sh'), [verb, server], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}).trim();
}

// One database for all mistakes: a test makes its own schema in it and takes it away, or the next one does.
function database() {
	if (uri)
		return uri;
	try {
		postgres('stop'); // a run that was broken off
	} catch {} // none was
	uri = postgres('start');
	process.on('exit', () => postgres('stop'));
	for (const signal of ['SIGINT', 'SIGTERM'])
		process.on(signal, () => process.exit(1));
	return uri;
}

// ---- the tests ----

function rulesOf(room) {
	const folder = room.folder.match(/^(modules\/[^/]+\/[^/]+|src\/[^/]+)/)?.[0] ?? room.folder;
	const own = readdirSync(join(root, folder), {recursive: true}).filter(name => name.endsWith('_test.c')).map(name => join(folder, name));
	return [...new Set([...own, ...room.tests.filter(path => path.endsWith('_test.c'))])];
}

const program = join(copy, 'build/dinh');
const data = join(root, 'build/mutants/data');
const temporary = join(root, 'build/mutants/tmp');

// A server on demo data; the demonstration is made once a mistake.
async function serve(room) {
	if (!existsSync(data + '.demo')) {
		const made = await run(program, ['demo', '--data', data + '.demo']);
		if (!made.good)
			return {said: made.said};
	}
	rmSync(data, {recursive: true, force: true});
	if (room.scripts.length > 1)
		cpSync(data + '.demo', data, {recursive: true, preserveTimestamps: true});
	else
		renameSync(data + '.demo', data);
	const child = spawn(program, ['serve', '--data', data, '--listen', '127.0.0.1:0'], {cwd: copy, stdio: ['ignore', 'pipe', 'pipe']});
	const kill = () => child.kill('SIGKILL');
	process.once('exit', kill);
	child.once('exit', () => process.off('exit', kill));
	let said = '';
	writeFileSync(data + '.log', '');
	const url = await new Promise(done => {
		const hear = bytes => {
			said += bytes;
			appendFileSync(data + '.log', bytes); // a script may be reading it
			const found = said.match(/http:\/\/127\.0\.0\.1:\d+/);
			if (found)
				done(found[0]);
		};
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		child.on('exit', () => done(null));
	});
	return {url, said, child};
}

async function script(room, path) {
	const server = await serve(room);
	if (!server.url)
		return {good: false, said: server.said};
	rmSync(temporary, {recursive: true, force: true});
	mkdirSync(temporary);
	const env = {...process.env, NODE_OPTIONS: `--import=${join(copy, 'tests/http/before.mjs')}`, DINH_URL: server.url, DINH_DATA: data,
		DINH_PROGRAM: program, DINH_LOG: data + '.log', TMPDIR: temporary};
	const done = await run('node', ['--test-reporter=tap', path], {env, failed: /^ *not ok (?!.*# (TODO|SKIP))/m});
	if (server.child.exitCode === null && server.child.signalCode === null) { // a mistake may have ended it already
		const ended = new Promise(done => server.child.on('exit', done));
		server.child.kill();
		await ended;
	}
	return done;
}

// Who notices first: "compiler", a test's name, or null. `said` is what he said. The rule tests are quick and come first; only what
// they do not notice is linked into a program and served.
async function judge(room) {
	const built = await build(...(room.rules.length ? ['build/test/run'] : room.scripts.length ? ['build/dinh'] : tools));
	if (!built.good)
		return {by: 'compiler', said: built.said};
	for (const path of room.shells) {
		const done = await run(join(copy, path), []);
		if (!done.good)
			return {by: basename(path, '.sh'), said: done.said};
	}
	const kept = join(root, 'build/mutants/stores');
	for (const path of [kept, data + '.demo'])
		rmSync(path, {recursive: true, force: true});
	mkdirSync(kept, {recursive: true});
	for (const path of room.rules) {
		const name = path.replace(/\.c$/, '');
		const done = await run(join(copy, 'build/test/run'), [name], {env: {...process.env, DINH_TEST_RUN: kept, ...(room.postgres ? {DINH_TEST_DB: database()} : {})}, failed: /^\[  FAILED  \]/m});
		if (!done.good)
			return {by: basename(name), said: done.said};
	}
	if (room.scripts.length) {
		const linked = await build('build/dinh');
		if (!linked.good)
			return {by: 'compiler', said: linked.said};
	}
	for (const path of room.scripts) {
		const done = await script(room, path);
		if (!done.good)
			return {by: path.replace(/^tests\//, ''), said: done.said};
	}
	return {by: null, said: ''};
}

// ---- a room ----

const noticed = (test, by) => Number(by !== null && test.includes(by));
const totals = {killed: 0, survived: 0, stale: 0};

async function change(room, m, number) {
	const path = join(copy, m.file);
	const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
	const parts = before.split(m.from);
	if (parts.length !== 2) {
		totals.stale++;
		console.log(`NO PLACE  ${m.place}  ${m.why} (found ${parts.length - 1} times in ${m.file})`);
		return;
	}
	const began = Date.now();
	writeFileSync(path, parts.join(m.to));
	const {by, said} = await judge(room);
	for (const list of [room.shells, room.rules, room.scripts]) // who noticed this one looks first at the next
		list.sort((a, b) => noticed(b, by) - noticed(a, by));
	writeFileSync(path, before);
	utimesSync(path, new Date(), new Date()); // what was built from the mistake is old
	writeFileSync(join(log, `${basename(room.path)}-${number}.log`), said);
	if (by === 'compiler') {
		totals.stale++;
		console.log(`NO BUILD  ${m.place}  ${m.why}`);
		return;
	}
	totals[by ? 'killed' : 'survived']++;
	console.log(`${by ? 'killed  ' : 'SURVIVED'}  ${m.place}  ${m.why}  (${by ?? 'nobody'}, ${Math.round((Date.now() - began) / 1000)} s)`);
}

async function visit(path) {
	const room = parse(path);
	room.mutants = room.mutants.filter(m => !wanted.length || wanted.some(word => (word.includes(':') ? m.place.endsWith(word) : path.includes(word))));
	room.rules = rulesOf(room);
	const own = basename(path, '.mutants') + '_test';
	room.rules.sort((a, b) => noticed(b, own) - noticed(a, own));
	room.scripts = room.tests.filter(test => test.endsWith('.mjs'));
	room.shells = room.tests.filter(test => test.endsWith('.sh'));
	console.log(`${room.path}: ${room.mutants.length} mistakes, judged by ${[...room.shells, ...room.rules, ...room.scripts].map(test => basename(test)).join(' ')}`);
	const {by, said} = await judge(room);
	if (by) {
		totals.stale++;
		console.log(`${said.slice(-4000)}\n${room.path}: the unchanged tree fails (${by}), its mistakes are left out`);
		return;
	}
	for (const [i, m] of room.mutants.entries())
		await change(room, m, i + 1);
}

// In the tree itself, without making any: has every mistake its place, and is every test there?
function places(room) {
	for (const path of room.tests)
		if (!existsSync(join(root, path))) {
			totals.stale++;
			console.log(`${room.path}: there is no ${path}`);
		}
	for (const m of room.mutants) {
		const path = join(root, m.file);
		const found = existsSync(path) ? readFileSync(path, 'utf8').split(m.from).length - 1 : 0;
		if (found !== 1) {
			totals.stale++;
			console.log(`${m.place}: ${m.why} (found ${found} times in ${m.file})`);
		}
	}
}

const wanted = process.argv.slice(2).filter(text => text && text !== '--places');
const rooms = listed.filter(path => path.endsWith('.mutants') && (!wanted.length || wanted.some(word => path.includes(word.replace(/:.*/, '')))));
if (!rooms.length) {
	console.error(`mutants: no .mutants file in ${wanted.join(', ') || 'the tree'}`);
	process.exit(2);
}
if (process.argv.includes('--places')) {
	for (const path of rooms)
		places(parse(path));
	process.exit(totals.stale ? 1 : 0);
}
mkdirSync(copy, {recursive: true});
mkdirSync(log, {recursive: true});
lay();
for (const path of rooms)
	await visit(path);
console.log(`${totals.killed} killed, ${totals.survived} survived${totals.stale ? `, ${totals.stale} to be mended` : ''}`);
process.exit(totals.survived || totals.stale ? 1 : 0);
