// Durability of what comes in from tables: the server is killed with SIGKILL while it checks and while it applies a list, each time somewhere
// else. It goes on where it stood: in the end each row is there once, the report counts them all, and `dinh verify` finds nothing.
//
//     imports.mjs [ROUNDS]
import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import assert from 'node:assert/strict';
import {serve, demo, signIn, dinh} from '../server/program.mjs';

const rounds = Number(process.argv[2] ?? 5), ROWS = 8000;
const work = mkdtempSync(`${tmpdir()}/dinh-imports.`), folder = work + '/data';
process.on('exit', () => rmSync(work, {recursive: true, force: true}));
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));

demo(folder);
let server = await serve(folder), kills = 0;
const token = await signIn(server, 'quantri.gialam');
const ask = async (method, path, json) => (await server.ask(method, '/api/v1' + path, {token, json})).json;

async function upload(round) {
	const form = new FormData();
	let text = 'Loại,Tên,Từ ngày,Căn cứ\n';
	for (let i = 0; i < ROWS; i++)
		text += `Thôn,Bền ${round} số ${i},01/07/2025,NQ 1\n`;
	form.append('file', new Blob([text]), 'thon.csv');
	const reply = await fetch(server.url + '/api/v1/import-kinds/hamlets', {method: 'POST', body: form, headers: {Authorization: 'Bearer ' + token}});
	assert.equal(reply.status, 201, await reply.clone().text());
	return Number((await reply.json()).location.match(/(\d+)$/)[1]);
}

// Kills it as soon as so many rows are done, starts it again; says how many were done when it came back.
async function kill(id, done, least) {
	const path = `/imports/${id}`;
	for (let i = 0; done(await ask('GET', path)) < least; i++)
		assert.ok(i < 5000, 'nothing is done');
	await server.end('SIGKILL');
	kills++;
	execFileSync(dinh, ['verify', '--data', folder], {stdio: ['ignore', 'ignore', 'inherit']});
	server = await serve(folder);
	return ask('GET', path);
}

async function reached(id, state) {
	for (let i = 0; i < 1200; i++) {
		const now = await ask('GET', `/imports/${id}`);
		if (now.fact.state === state)
			return now;
		await sleep(50);
	}
	assert.fail(`import ${id} does not become ${state}`);
}

let cut = 0;
for (let round = 1; round <= rounds; round++) {
	const id = await upload(round);
	cut += (await kill(id, now => now.checked, round * 500)).fact.state === 'checking';
	assert.equal((await reached(id, 'ready')).new, ROWS);
	await ask('POST', `/imports/${id}/confirm`, {});
	cut += (await kill(id, now => now.added, round * 300)).fact.state === 'applying';
	const end = await reached(id, 'done');
	assert.deepEqual([end.added, end.new, end.moved, end.failed, end.wrong], [ROWS, 0, 0, 0, 0], `round ${round}`);
}
assert.ok(cut >= rounds, `only ${cut} of ${kills} kills came in the middle`);
execFileSync(dinh, ['export', '--data', folder, work + '/all.jsonl'], {stdio: ['ignore', 'ignore', 'inherit']});
const found = execFileSync('grep', ['-c', '"table":"hamlet",.*"Bền ', work + '/all.jsonl'], {encoding: 'utf8'});
assert.equal(Number(found), rounds * ROWS, 'each row once');
assert.equal(await server.end('SIGTERM'), 0, 'the server does not stop in order');
console.log(`${kills} kills, ${cut} in the middle of a list: ${found.trim()} rows, each there once`);
