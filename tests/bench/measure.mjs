// What a measurement needs: wrk, and the processor time that a request takes in a server.
import {execFile, execFileSync, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, readdirSync, rmSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {promisify} from 'node:util';
import {root} from '../server/program.mjs';

const ticks = fields => (Number(fields[11]) + Number(fields[12])) * 10000; // microseconds, of a clock of 100 ticks a second
const stat = pid => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');

export const processor = pid => ticks(stat(pid));

// Of all processes that one started, which stay while it is measured.
export function childrenOf(parent) {
	let total = 0;
	for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
		try {
			const fields = stat(pid);
			total += Number(fields[1]) === parent ? ticks(fields) : 0;
		} catch { /* it has ended */ }
	}
	return total;
}

function command(url, {script, connections, seconds, headers = [], env = {}}) {
	const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '--timeout', '20s', ...headers.flatMap(h => ['-H', h]), '-s', `${root}tests/bench/${script}`, url];
	return ['wrk', args, {encoding: 'utf8', env: {...process.env, ...env}}];
}

function read(url, text) {
	const broken = text.match(/Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/);
	if (broken && broken.slice(1).some(n => n !== '0'))
		throw new Error(`${url}: ${broken[0]}`);
	const [, p99, unit] = text.match(/99%\s+([\d.]+)(us|ms|s)/);
	return {
		rps: Number(text.match(/Requests\/sec:\s+([\d.]+)/)[1]),
		p99: Number(p99) * {us: 0.001, ms: 1, s: 1000}[unit],
		requests: Number(text.match(/(\d+) requests in/)[1]),
		refused: Number(text.match(/Non-2xx or 3xx responses: (\d+)/)?.[1] ?? 0),
	};
}

// {rps, p99 in ms, requests, refused: answers that are neither 2xx nor 3xx}
export const wrk = (url, options) => read(url, execFileSync(...command(url, options)));
export const wrkBeside = async (url, options) => read(url, (await promisify(execFile)(...command(url, options))).stdout); // of several at once

export const whole = n => Math.round(n).toLocaleString('en-US');
export const median = list => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
export const spread = list => `${whole(median(list))} (${whole(Math.min(...list))}-${whole(Math.max(...list))})`;

// A server that answers with a row and a body of that size, and nothing else: what stands above it is the program.
export const ROWS = 10000;
export async function floorServer(folder, bytes) {
	const port = 20000 + Math.floor(Math.random() * 20000), path = `${folder}/floor-${bytes}.db`;
	rmSync(path, {force: true});
	const child = spawn(root + 'build/test/tests/bench/bare_server', [port, availableParallelism(), bytes, path, ROWS].map(String), {stdio: ['pipe', 'pipe', 'inherit']});
	await once(child.stdout, 'data');
	return {url: `http://127.0.0.1:${port}`, pid: child.pid, async end() { child.stdin.end(); await once(child, 'exit'); rmSync(path, {force: true}); }};
}

// Megabytes in memory: its own, and what is mapped of the database.
export function memory(pid) {
	let total = 0, mapped = 0, database = false;
	for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
		if (/^[0-9a-f]+-[0-9a-f]+ /.test(line))
			database = /dinh\.db/.test(line);
		const match = line.match(/^Rss:\s+(\d+)/);
		total += match ? Number(match[1]) : 0;
		mapped += match && database ? Number(match[1]) : 0;
	}
	return {own: (total - mapped) / 1024, mapped: mapped / 1024};
}
