// Stores with the registry that is measured. What many records are made of is written through the program; the others are copies of their rows.
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {API, CODE, definition, record} from './registry.mjs';
import {demo, root, serve, signIn} from '../server/program.mjs';

export const OFFICER = 'chuyenmon.gialam', bench = root + 'build/bench/';
const WRITTEN = 2000;
export const sql = (folder, text) => execFileSync('sqlite3', ['-batch', folder + '/dinh.db'], {input: text, encoding: 'utf8', maxBuffer: 1 << 26}).trim();
const quoted = text => `'${text.replaceAll("'", "''")}'`;

// Demo data, and the registry without a record.
export function fresh(folder) {
	rmSync(folder, {recursive: true, force: true});
	demo(folder);
	sql(folder, `insert into registry (code, title) values ('${CODE}', 'Sổ thử tốc độ');
		insert into registry_version (registry_id, number, definition, valid_from, created_at, published_at, facets)
		select id, 1, ${quoted(JSON.stringify(definition))}, '2020-01-01', 1, 1, 1 from registry where code = '${CODE}';`);
}

// Copies are worth something else, so that the order by worth is none of what they are copies of.
const ZERO = '200000000000000000', moved = worth => `((${worth}) + i * 7919) % 1000000`;

// Each row of the written records once more for every further copy, under ids, keys and facets that go on. Copies of a facet stand behind it in
// its order, so each piece of the index is written once: a million records take some minutes. No statistics: the program gathers none.
const multiplied = times => `
pragma journal_mode = off;
pragma synchronous = off;
pragma cache_size = -400000;
pragma temp_store = memory;
begin;
create temp table copy as with recursive k(i) as (select 1 union all select i + 1 from k where i < ${times - 1}) select i from k where ${times} > 1;
create temp table behind as select i from copy order by cast(i as text);
create temp table of as select r.id as registry, (select max(id) from registry_record) as records, (select max(id) from registry_record_version) as versions
	from registry r where r.code = '${CODE}';
create temp table facets as select o.* from registry_facet o where o.registry_id = (select registry from of) order by registry_id, unit_id, facet, value, version_id;
create temp table written as select o.* from registry_record_version o join registry_record r on r.id = o.record_id where r.registry_id = (select registry from of) order by o.id;
create temp table words as select o.rowid as id, o.text from registry_search o
	where o.rowid in (select r.id from registry_record r where r.registry_id = (select registry from of)) order by o.rowid;
drop index registry_facet_version;
insert into registry_record (id, registry_id, unit_id, key, key_of, alike, version, ended_from)
	select o.id + i * records, registry_id, unit_id, key || '-' || i, key_of, alike, version, ended_from from copy cross join of cross join registry_record o where registry_id = registry order by i, o.id;
insert into registry_facet (registry_id, unit_id, facet, value, version_id, valid_from, valid_to, signs)
	select registry_id, unit_id, facet, value || char(31) || i, version_id + i * versions, o.valid_from, o.valid_to, signs from of cross join facets o cross join behind
	where facet <> 'worth';
insert into registry_facet (registry_id, unit_id, facet, value, version_id, valid_from, valid_to, signs)
	select registry_id, unit_id, facet, printf('%019d', ${moved(`(cast(value as integer) - ${ZERO}) / 100`)} * 100 + ${ZERO}), version_id + i * versions, o.valid_from, o.valid_to, signs
	from of cross join facets o cross join copy where facet = 'worth' order by 4, 5;
create index registry_facet_version on registry_facet (version_id);
insert into registry_search (rowid, text) select o.id + i * records, text from of cross join copy cross join words o;
insert into registry_record_version (id, record_id, definition_id, act, valid_from, valid_to, name, state, answers, reason, source, written_at, written_by, replaced_at)
	select o.id + i * versions, record_id + i * records, definition_id, act, o.valid_from, o.valid_to, name, state,
		json_set(answers, '$.worth', ${moved("json_extract(answers, '$.worth')")}), reason, source, written_at, written_by, replaced_at
	from of cross join copy cross join written o;
update registry_tally set n = n * ${times}, total = total * ${times} where registry_id = (select registry from of);
commit;
pragma journal_mode = wal;`;

export async function store(n) {
	const folder = `${bench}registry-${n}`, stamp = folder + '/made-from';
	const made = ['modules/core/registries/facets.c', 'modules/core/registries/figures.c'].map(f => readFileSync(root + f, 'utf8'));
	const tables = readFileSync(root + 'modules/core/registries/registries.sql', 'utf8').split('-- query ')[0]; // what is asked of them makes no other store
	const wanted = createHash('sha256').update([...made, tables, JSON.stringify(definition), multiplied(7)].join('')).digest('hex') + n;
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted)
		return folder;
	fresh(folder);
	const server = await serve(folder), token = await signIn(server, OFFICER), began = performance.now();
	for (let i = 0; i < WRITTEN; i += 8)
		await Promise.all(Array.from({length: 8}, async (_, k) => {
			const reply = await server.ask('POST', API, {token, json: {answers: record(i + k), valid_from: '2026-01-05'}});
			if (reply.status !== 201)
				throw new Error(`${reply.status} ${reply.text}`);
		}));
	await server.end('SIGTERM');
	sql(folder, multiplied(n / WRITTEN));
	writeFileSync(stamp, wanted);
	console.log(`made ${n} records in ${((performance.now() - began) / 1000).toFixed(0)} s`);
	return folder;
}
