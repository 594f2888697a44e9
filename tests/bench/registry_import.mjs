#!/usr/bin/env node
// PART=import: rows of a CSV file into a registry of 30 fields: read, checked, written, and the same file once more, which changes nothing.
// Processor time of the whole program is told beside the time of the clock, which other work on the machine makes longer.
//
//     tests/bench/run with PART=import in the environment [ROWS]      default 50000 new ones
import {mkdirSync, rmSync} from 'node:fs';
import {processor, whole} from './measure.mjs';
import {API, CODE, fields, record} from './registry.mjs';
import {fresh, OFFICER} from './registry_store.mjs';
import {serve, signIn, root} from '../server/program.mjs';

const ROWS = Number(process.argv[2] ?? 50000), folder = root + 'build/bench/registry-import', FIRST = 10000000;

const cell = value => value === true ? 'Có' : value === false ? 'Không' : String(value);
const line = i => { const r = record(i); return fields.map(f => cell(f.name === 'kind' ? `Loại ${r.kind}` : r[f.name])).join(','); };
const file = (first, n) => [fields.map(f => f.label).join(','), ...Array.from({length: n}, (_, i) => line(first + i))].join('\n') + '\n';

const pause = ms => new Promise(done => setTimeout(done, ms));
async function phase(server, name, n, run) {
	const began = performance.now(), before = processor(server.pid);
	const out = await run();
	const seconds = (performance.now() - began) / 1000, cpu = (processor(server.pid) - before) / n;
	console.log(name.padEnd(32), `${whole(n / seconds)} rows/s`.padEnd(18), `${seconds.toFixed(1)} s, ${cpu.toFixed(1)} us of processor a row`);
	return {...out, rate: n / seconds, cpu};
}

export async function imported(server, token, first, n) {
	const settled = async (id, busy) => {
		for (;;) {
			const {json} = await server.ask('GET', `/api/v1/imports/${id}`, {token});
			if (json.fact.state !== busy)
				return json;
			await pause(200);
		}
	};
	const send = text => {
		const form = new FormData();
		form.append('file', new Blob([text]), 'muc.csv');
		return fetch(`${server.url}/api/v1/import-kinds/so-${CODE}`, {method: 'POST', headers: {Authorization: 'Bearer ' + token}, body: form});
	};
	const text = file(first, n);
	const sent = await phase(server, 'rows read', n, async () => {
		const reply = await send(text), body = await reply.json();
		if (reply.status !== 201)
			throw new Error(JSON.stringify(body));
		return {id: Number(body.location.match(/imports\/(\d+)/)[1])};
	});
	const seen = await phase(server, 'rows checked', n, () => settled(sent.id, 'checking'));
	if (seen.fact.state !== 'ready' || seen.wrong)
		throw new Error(JSON.stringify([seen.fact, seen.rows?.[0]]));
	if (!seen.new)
		return {seen};
	const written = await phase(server, 'rows written', n, async () => {
		await server.ask('POST', `/api/v1/imports/${sent.id}/confirm`, {token, json: {}});
		return settled(sent.id, 'applying');
	});
	if (written.added !== n)
		throw new Error(`${written.added} of ${n} came in`);
	return {seen, written};
}

if (process.argv[1].endsWith('registry_import.mjs')) {
	mkdirSync(root + 'build/bench', {recursive: true});
	fresh(folder);
	const server = await serve(folder), token = await signIn(server, OFFICER);
	const began = performance.now();
	console.log(`pid ${server.pid}`);
	for (let at = 0; at < ROWS; at += 50000)
		await imported(server, token, FIRST + at, Math.min(50000, ROWS - at));
	console.log(`in all ${whole(ROWS / (performance.now() - began) * 1000)} rows/s`);
	const again = await imported(server, token, FIRST, Math.min(50000, ROWS));
	if (again.seen.same !== Math.min(50000, ROWS))
		throw new Error('the second time something changes');
	await server.end('SIGTERM');
	rmSync(folder, {recursive: true, force: true});
}
