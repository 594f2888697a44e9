// rows: the rows of what modules declare (routes, permissions, inputs, settings ..) name their members.   node tools/rows.mjs [--name] [FILE..]
// {"GET", "/lich", run} says a member by its place: whoever adds one to the struct, or reads the row, must count. Refused, in .c and .h
// below src/web, src/html, modules, program and tests and in the tutorial: a row of one of the structs below with a value that stands by its place. --name writes
// the names in (clang-format lays the rows out afterwards). Pairs of a word and what it is called (choice, word, crumb) stay pairs.
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';

const KINDS = ('route permission role menu_entry setting job_kind importer metric naming object doorway home_part home_card search finder hit rekey kept ' +
	'field input column list_bulk flow_state flow_stage flow_side flow_action member shape').split(' ');
const HEADERS = execFileSync('git', ['ls-files', 'src/web/*.h', 'src/html/*.h'], {encoding: 'utf8'}).trim().split('\n');

// The same text, of the same length, with comments and what stands between quotes made blank: what is left is structure.
function bare(text) {
	return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g, (m) =>
		(m[0] === '"' || m[0] === "'" ? m[0] + '_'.repeat(m.length - 2) + m[0] : m.replace(/[^\n]/g, ' ')));
}
// Of a page of text only its blocks are code.
function blocks(text) {
	let inside = false;
	return text.split('\n').map((line) => {
		const fence = line.startsWith('```');
		if (fence) inside = !inside;
		return inside && !fence ? line : ' '.repeat(line.length);
	}).join('\n');
}
function closing(text, at) {
	let depth = 0;
	for (let i = at; i < text.length; i++) {
		if ('{(['.includes(text[i])) depth++;
		if ('})]'.includes(text[i]) && --depth === 0) return i;
	}
	return -1;
}
// What stands between commas, from..to: [begin, end] of each, without the blanks around it.
function parts(text, from, to) {
	const out = [];
	let depth = 0, begin = from;
	for (let i = from; i <= to; i++) {
		if (i === to || (text[i] === ',' && depth === 0)) {
			let a = begin, b = i;
			while (a < b && /\s/.test(text[a])) a++;
			while (b > a && /\s/.test(text[b - 1])) b--;
			if (b > a) out.push([a, b]);
			begin = i + 1;
		} else if ('{(['.includes(text[i])) depth++;
		else if ('})]'.includes(text[i])) depth--;
	}
	return out;
}
function membersOf(kind, body) {
	const names = [], flat = [];
	let depth = 0, text = '';
	for (const c of body) { // what stands in inner braces is a member's own
		if (c === '}') depth--;
		if (depth === 0) text += c;
		if (c === '{') depth++;
	}
	for (const declaration of text.split(';')) flat.push(declaration);
	for (const declaration of flat)
		for (const one of declaration.split(/,(?![^(]*\))/)) {
			const m = one.match(/\(\*(\w+)\)/) ?? one.match(/(\w+)\s*(?:\[[^\]]*\])?\s*$/);
			if (m) names.push(m[1]);
		}
	if (!names.length) throw new Error(`rows: struct ${kind} has no members`);
	return names;
}
const members = {};
for (const header of HEADERS) {
	const text = bare(readFileSync(header, 'utf8'));
	for (const m of text.matchAll(/^struct (\w+) \{/gm))
		if (KINDS.includes(m[1])) members[m[1]] ??= membersOf(m[1], text.slice(m.index + m[0].length, closing(text, m.index + m[0].length - 1)));
}
for (const kind of KINDS) if (!members[kind]) throw new Error(`rows: no header has struct ${kind}`);

const DECLARED = new RegExp(`\\bstruct (${KINDS.join('|')}) (?:\\*?const )?(\\w+)(\\[[^\\]]*\\])?\\s*=\\s*\\{`, 'g');
const MADE = new RegExp(`\\((?:const )?struct (${KINDS.join('|')})(\\[[^\\]]*\\])?\\)\\s*\\{`, 'g');

// The rows of a text that have a value without a name: [kind, begin, end].
function placed(text) {
	const found = [], speaks = new Set([...text.matchAll(/^#define (\w+)(?:\([^)]*\))?[ \\\t\n]+\./gm)].map((m) => m[1])); // macros that name members: FILTER(..)
	const says = ([a, b]) => text[a] === '.' || text.slice(a, b) === '__VA_ARGS__' || speaks.has(text.slice(a, b).match(/^(\w+)(?=\(|$)/)?.[1]);
	const own = new Set([...text.matchAll(/^struct (\w+) \{/gm)].map((m) => m[1])); // a file's own struct of that name is another one
	const row = (kind, open) => {
		const close = closing(text, open), all = parts(text, open + 1, close);
		const end = all.length === 1 && /^(0|NULL)$/.test(text.slice(...all[0])); // of a list
		if (!end && all.some((one) => !says(one)))
			found.push([kind, open, close, all, says]);
	};
	const whole = (kind, array, open) => {
		if (!array) return row(kind, open);
		for (const [a] of parts(text, open + 1, closing(text, open))) if (text[a] === '{') row(kind, a);
	};
	for (const m of text.matchAll(DECLARED)) {
		if (own.has(m[1])) continue;
		let open = m.index + m[0].length - 1;
		whole(m[1], m[3], open);
		for (;;) { // further declarators: , others[] = {..}
			const next = text.slice(closing(text, open) + 1).match(/^,\s*(\w+)(\[[^\]]*\])?\s*=\s*\{/);
			if (!next) break;
			open = closing(text, open) + next[0].length;
			whole(m[1], next[2], open);
		}
	}
	for (const m of text.matchAll(/(?<!\benum \w+ )\{[^{}]*, I_[A-Z_]+,/g)) row('field', m.index); // also in macros
	for (const m of text.matchAll(/\{"_{3,6}", "_+", \w+, (PUBLIC|SIGNED_IN|NULL|"_*"), /g)) row('route', m.index); // also inside other rows
	for (const m of text.matchAll(MADE)) if (!own.has(m[1])) whole(m[1], m[2], m.index + m[0].length - 1);
	return found.filter(([, at], i) => found.findIndex((one) => one[1] === at) === i);
}
function named(text, rows) {
	const put = [];
	for (const [kind, , , all, says] of rows) {
		let place = 0, kept = 0; // where the last member that stays has ended
		for (const [i, [a, b]] of all.entries()) {
			const value = text.slice(a, b), m = value.match(/^\.(\w+)/);
			if (m) place = members[kind].indexOf(m[1]) + 1;
			else if (says([a, b])) { kept = b; continue; }
			else if (/^(0|NULL|false)$/.test(value)) {
				place++;
				if (all.slice(i).every(([x, y]) => /^(0|NULL|false)$/.test(text.slice(x, y)))) {
					put.push([kept, all.at(-1)[1], '']);
					break;
				}
				put.push([a, all[i + 1][0], '']);
				continue;
			} else put.push([a, a, `.${members[kind][place++]} = `]);
			kept = b;
		}
	}
	for (const [from, to, words] of put.sort((x, y) => y[0] - x[0])) text = text.slice(0, from) + words + text.slice(to);
	return text;
}

const options = process.argv.slice(2), write = options.includes('--name');
let files = options.filter((o) => !o.startsWith('--')), wrong = 0;
if (!files.length)
	files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src/web/*.[ch]', 'src/html/*.[ch]', 'program/*.[ch]', 'modules/*.[ch]', 'tests/*.[ch]', 'CONTRIBUTING.md'], {encoding: 'utf8'}).trim().split('\n');
for (const file of files) {
	let text;
	try { text = readFileSync(file, 'utf8'); } catch { continue; }
	const rows = placed(bare(file.endsWith('.md') ? blocks(text) : text));
	if (write && rows.length) writeFileSync(file, named(text, rows));
	else
		for (const [kind, at] of rows) {
			console.log(`${file}:${text.slice(0, at).split('\n').length}: a row of struct ${kind} has a value without its name`);
			wrong++;
		}
}
process.exit(wrong ? 1 : 0);
