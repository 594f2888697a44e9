// `dinh demo --full`: the figures that districts published come out of the dossiers again, through the board that a leader reads.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dinh, serve, signIn } from '../server/program.mjs';

const folder = mkdtempSync(`${tmpdir()}/dinh-full.`), year = 'tu=2022-01&den=2022-12';
let server, token, took;
before(async () => {
	const began = performance.now();
	execFileSync(dinh, ['demo', '--full', '--data', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
	took = (performance.now() - began) / 1000;
	server = await serve(folder);
	token = await signIn(server, 'lanhdao.ninhbinh');
});
after(async () => {
	await server?.end('SIGTERM');
	rmSync(folder, { recursive: true, force: true });
});
const board = async (unit) => (await server.ask('GET', `/api/v1/dashboard?${year}${unit ? `&don-vi=${unit}` : ''}`, { token })).json;
const row = (list, name) => list.find((r) => r.name.startsWith(name)) ?? assert.fail(`no ${name} among ${list.map((r) => r.name)}`);

test('Nho Quan, 2022: 67,120 dossiers, 8,301 at the district, 58,819 in the communes, 88 % online, none late', async () => {
	console.log(`demo --full took ${took.toFixed(0)} s`);
	const province = await board();
	const before2025 = await board(row(province.by_unit, 'Tỉnh Ninh Bình').unit_id);
	const nhoQuan = row(before2025.by_unit, 'Huyện Nho Quan');
	const district = await board(nhoQuan.unit_id), total = district.total;
	assert.equal(nhoQuan.taken_in, 67120);
	assert.equal(total.taken_in, 67120);
	const own = row(district.by_unit, 'Huyện Nho Quan'), communes = district.by_unit.filter((r) => r !== own);
	assert.equal(own.taken_in, 8301);
	assert.equal(communes.reduce((n, r) => n + r.taken_in, 0), 58819);
	assert.equal(communes.length, 23);
	assert.equal(Math.round(row(district.by_channel, 'online').taken_in / total.taken_in * 1000), 880);
	assert.equal(total.overdue, 0);
	assert.equal(total.early + total.on_time, 67120);
	assert.equal(district.by_month.length, 12);
});

test('a new commune finds what its predecessors did', async () => {
	const leader = await signIn(server, 'lanhdao.gialam');
	const commune = (await server.ask('GET', `/api/v1/dashboard?${year}`, { token: leader })).json;
	assert.ok(commune.by_unit.length > 1, commune.by_unit.map((r) => r.name).join());
	const own = commune.by_unit.filter((r) => !r.name.includes('đến 30/06/2025'));
	assert.ok(commune.by_unit.length - own.length > 1, 'its predecessors, with the day of their end');
	assert.ok(own.length <= 1 && own.every((r) => /Gia Lâm/.test(r.name) && r.taken_in === 0 && r.late > 0), 'of its own only what is late now');
});

test('verify finds nothing wrong', () => {
	execFileSync(dinh, ['verify', '--data', folder]);
});
