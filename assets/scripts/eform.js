// Electronic forms: fields show and hide with their conditions, rows come and go without a reload, totals follow the typing, communes
// are offered for the chosen province. The server does all of this too; nothing here decides what is kept.
import { combos } from "./combo.js";
import { dateParts, dates } from "./dates.js";

// ---- values, by the names of inputs ----
function values(form, name) {
	const found = [...form.querySelectorAll(`[name="${name}"]`)].filter((input) => !input.closest("[data-when][hidden]"));
	return found
		.filter((input) => (input.type !== "radio" && input.type !== "checkbox") || input.checked)
		.map((input) => input.value.trim())
		.filter((value) => value !== "");
}
// A place is three inputs, a computed field none.
function filled(form, name) {
	const computed = form.querySelector(`[data-name="${name}"]`);
	if (computed && !computed.closest("[data-when][hidden]")) return computed.dataset.value ? [computed.dataset.value] : [];
	return [...values(form, name), ...values(form, `${name}-province`), ...values(form, `${name}-commune`)];
}

function holds(form, conditions) {
	return conditions.every((condition) => {
		const found = filled(form, condition.field);
		if ("filled" in condition) return found.length > 0 === condition.filled;
		return found.some((value) => condition.in.includes(value));
	});
}

// ---- formulas: numbers are hundredths, as on the server; null is empty ----
const parse = (text) => {
	const plain = /^-?\d+\.\d{1,2}$/.test(text) && !/^-?\d{1,3}(\.\d{3})+$/.test(text) ? text : text.replace(/[.\s]/g, "").replace(",", ".");
	return /^-?\d+(\.\d{1,2})?$/.test(plain) ? Math.round(Number(plain) * 100) : null;
};
const show = (hundredths, places) => {
	const number = places ? hundredths / 100 : Math.sign(hundredths) * Math.round(Math.abs(hundredths) / 100);
	return number.toLocaleString("vi-VN", { maximumFractionDigits: places });
};
const today = () => new Date(Date.now() + 7 * 3600e3);
const first = ([year, month, day]) => [year, month || 1, day || 1];
const last = ([year, month, day]) => [year, month || 12, day || new Date(Date.UTC(year, month || 12, 0)).getUTCDate()];
const years = (born, on) => on[0] - born[0] - (on[1] < born[1] || (on[1] === born[1] && on[2] < born[2]) ? 1 : 0);
// A day or month that nobody knows makes two ages possible: a text says both.
function age(bornText, onText) {
	const now = today();
	const born = dateParts(bornText ?? "");
	const on = onText === null ? [now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()] : dateParts(onText ?? "");
	if (!born || !on) return null;
	const most = years(first(born), last(on));
	if (most < 0) return null;
	const least = Math.max(0, years(last(born), first(on)));
	if (least === most) return most * 100;
	return most - least > 1 ? `từ ${least} đến ${most}` : `${least} hoặc ${most}`;
}

function keysOf(form, section) {
	return [...form.querySelectorAll(`[data-rows="${section}"] > [data-row]`)]
		.filter((row) => !row.closest("[data-when][hidden]") && [...row.querySelectorAll("input, select, textarea")].some((input) =>
			input.type === "radio" || input.type === "checkbox" ? input.checked : input.type !== "hidden" && input.value.trim() !== ""))
		.map((row) => row.dataset.row);
}
const nameOf = (field, section, key) => (section ? `e_${section}-${key}-${field}` : `e_${field}`);

function numberOf(form, name) {
	const computed = form.querySelector(`[data-name="${name}"]`);
	if (computed) return computed.dataset.value === undefined || computed.dataset.value === "" || isNaN(computed.dataset.value) ? null : Number(computed.dataset.value);
	const [text] = values(form, name);
	return text === undefined ? null : parse(text);
}
function textOf(form, name) {
	const computed = form.querySelector(`[data-name="${name}"]`);
	if (computed) return computed.dataset.value ? computed.querySelector("output").textContent : null;
	const chosen = form.querySelector(`select[name="${name}"]`);
	if (chosen) return chosen.value ? chosen.selectedOptions[0].textContent.trim() : null;
	const ticked = [...form.querySelectorAll(`[name="${name}"]:checked`)].map((input) => form.querySelector(`label[for="${input.id}"]`).textContent.trim());
	return ticked.length ? ticked.join("; ") : values(form, name)[0] ?? null;
}

function arithmetic(kind, a, b) {
	if (a === undefined || b === undefined) return undefined; // what only the server knows
	if (kind === "add" || kind === "subtract") {
		if (a === null && b === null) return null;
		return kind === "add" ? (a ?? 0) + (b ?? 0) : (a ?? 0) - (b ?? 0);
	}
	if (a === null || b === null || (kind === "divide" && b === 0)) return null;
	const exact = kind === "multiply" ? (a * b) / 100 : (a * 100) / b;
	return Math.sign(exact) * Math.round(Math.abs(exact));
}

function value(form, [kind, ...rest], key) {
	const own = (section) => (section ? nameOf(rest[0], section, key) : nameOf(rest[0]));
	switch (kind) {
		case "number":
		case "text":
			return rest[0];
		case "field":
		case "year":
			return numberOf(form, own(rest[1])) ?? textOf(form, own(rest[1]));
		case "age": {
			const [born] = values(form, own(rest[1]));
			const [on] = rest.length > 2 ? values(form, rest[3] ? nameOf(rest[2], rest[3], key) : nameOf(rest[2])) : [null];
			return age(born, on);
		}
		case "area":
		case "length": { // measured where it is drawn (draw.js); not drawn here: what the server counted stays
			const size = form.querySelector(`[name="${own(rest[1])}"]`)?.closest("[data-geometry]")?.dataset[kind];
			return size ? Number(size) : size === "" ? null : undefined;
		}
		case "count":
			return keysOf(form, rest[0]).length * 100;
		case "sum": {
			const numbers = keysOf(form, rest[0]).map((row) => numberOf(form, nameOf(rest[1], rest[0], row))).filter((n) => n !== null);
			return numbers.length ? numbers.reduce((a, b) => a + b) : null;
		}
		case "list": {
			const texts = keysOf(form, rest[0]).map((row) => textOf(form, nameOf(rest[1], rest[0], row))).filter((text) => text);
			return texts.length ? texts.join("; ") : null;
		}
		case "join": {
			const parts = rest.map((part) => ({ part, is: value(form, part, key) }));
			if (parts.some(({ is }) => is === undefined)) return undefined;
			if (!parts.some(({ part, is }) => part[0] !== "text" && is !== null)) return null;
			return parts.map(({ is }) => (is === null ? "" : part[0] === "year" ? is / 100 : typeof is === "number" ? show(is, 2) : is)).join("");
		}
		default:
			return arithmetic(kind, value(form, rest[0], key), value(form, rest[1], key));
	}
}

function compute(form, place) {
	let found = value(form, JSON.parse(place.dataset.formula), place.dataset.rowKey);
	if (found === undefined || Number.isNaN(found)) return;
	const year = place.dataset.shown === "year" && typeof found === "number" ? Math.round(found / 100) : null;
	if (year !== null && (year < 1000 || year > 2999)) found = null; // "built + 50" of what is not known yet is no year
	const output = place.querySelector("output");
	const suffix = place.dataset.suffix ? ` ${place.dataset.suffix}` : "";
	place.dataset.value = found ?? "";
	const shown = year !== null ? year : typeof found === "number" ? show(found, place.dataset.shown === "decimal" ? 2 : 0) : found;
	const text = found === null ? "—" : place.dataset.shown === "text" ? shown : shown + suffix;
	if (output.textContent !== text) output.textContent = text;
}

// ---- what the system knows: filled in when the conditions of an offer begin to hold, taken back when they end ----
function put(form, name, value) {
	const radio = form.querySelector(`[type=radio][name="${name}"]`);
	if (!radio) {
		const input = form.querySelector(`[name="${name}"]`);
		if (input) input.value = value;
		return;
	}
	for (const one of form.querySelectorAll(`[name="${name}"]`)) one.checked = one.value === value;
}
function written(form, name) {
	const radio = form.querySelector(`[type=radio][name="${name}"]`);
	const input = form.querySelector(`[name="${name}"]${radio ? ":checked" : ""}`);
	return input ? input.value : "";
}

function fillKnown(form, place, first) {
	const offers = JSON.parse(place.dataset.offers);
	const at = place.closest("[data-when][hidden]") ? -1 : offers.findIndex(({ when }) => holds(form, when));
	if (String(at) === place.dataset.held) return;
	place.dataset.held = at;
	const names = [...new Set(offers.flatMap(({ set, same }) => Object.keys(set ?? same)))];
	const { set, same, of } = offers[at] ?? {};
	const wanted = Object.fromEntries(names.map((name) => [name, (same ? written(form, same[name]) : (of?.[name] && written(form, of[name])) || set?.[name]) ?? ""]));
	const filled = place.dataset.filled ? JSON.parse(place.dataset.filled) : {};
	if (first && names.some((name) => written(form, name) !== wanted[name])) return;
	if (!first && names.some((name) => written(form, name) !== (filled[name] ?? ""))) return; // typed by hand: it stays
	if (!first) for (const name of names) put(form, name, wanted[name]);
	place.dataset.filled = JSON.stringify(wanted);
}

// In the order of the page: what a field hides, those after it do not see.
function refresh(form, first = false) {
	for (const place of form.querySelectorAll("[data-when], [data-formula], [data-offers]"))
		if (place.dataset.formula) compute(form, place);
		else if (place.dataset.offers) fillKnown(form, place, first);
		else place.hidden = !holds(form, JSON.parse(place.dataset.when));
}

// ---- rows ----
function renumber(list) {
	const rows = [...list.querySelectorAll(":scope > [data-row]")];
	rows.forEach((row, i) => {
		for (const place of row.querySelectorAll("[data-number]")) place.textContent = i + 1;
	});
	list.querySelector("input[type=hidden]").value = rows.map((row) => row.dataset.row).join(",");
	list.querySelector("[data-add]").hidden = rows.length >= Number(list.dataset.most);
	return rows;
}

function addRow(list) {
	const keys = [...list.querySelectorAll(":scope > [data-row]")].map((row) => Number(row.dataset.row));
	const template = list.querySelector("template");
	const holder = document.createElement("div");
	holder.append(template.content.cloneNode(true));
	const key = String(Math.max(0, ...keys) + 1);
	for (const element of holder.querySelectorAll("*"))
		for (const { name, value: text } of [...element.attributes])
			if (text.includes("KEY")) element.setAttribute(name, text.split("-KEY").join(`-${key}`).replace(/^KEY$/, key));
	const row = holder.querySelector("[data-row]");
	template.before(row);
	enhance(row);
	renumber(list);
	const first = row.querySelector("input:not([type=hidden]), select, textarea");
	if (first) first.focus();
}

function removeRow(list, row) {
	const rows = renumber(list);
	const next = rows[rows.indexOf(row) + 1] || rows[rows.indexOf(row) - 1];
	row.remove();
	renumber(list);
	const target = (next && next.querySelector("input:not([type=hidden]), select, textarea")) || list.querySelector("[data-add]");
	target.focus();
}

// ---- communes of the chosen province ----
const known = new Map();
async function communes(code) {
	if (!known.has(code))
		known.set(code, fetch(`/api/v1/eforms/communes?tinh=${encodeURIComponent(code)}`).then((reply) => (reply.ok ? reply.json() : { communes: [] })));
	return (await known.get(code)).communes;
}
function offer(place) {
	const province = place.querySelector("select");
	const commune = place.querySelector("input");
	const list = document.createElement("datalist");
	list.id = `${commune.id}-list`;
	commune.after(list);
	commune.setAttribute("list", list.id);
	commune.autocomplete = "off";
	const fill = async () => {
		const chosen = province.value;
		const found = chosen ? await communes(chosen).catch(() => []) : [];
		if (chosen !== province.value) return;
		list.replaceChildren(...found.map(({ full_name }) => Object.assign(document.createElement("option"), { value: full_name })));
	};
	province.addEventListener("change", fill);
	commune.addEventListener("focus", fill, { once: true });
}

function enhance(root) {
	for (const hint of root.querySelectorAll(".dinh-when__hint")) hint.remove();
	for (const place of root.querySelectorAll("[data-place]")) offer(place);
	if (!root.matches("[data-row]")) return;
	dates(root);
	combos(root);
}

export function eforms(root = document) {
	for (const part of root.querySelectorAll("[data-eform]")) {
		const form = part.closest("form") || part;
		enhance(part);
		for (const list of part.querySelectorAll("[data-rows]")) renumber(list);
		part.addEventListener("click", (event) => {
			const add = event.target.closest("[data-add]");
			const remove = event.target.closest("[data-remove]");
			if (!add && !remove) return;
			event.preventDefault();
			const list = (add || remove).closest("[data-rows]");
			if (add) addRow(list);
			else removeRow(list, remove.closest("[data-row]"));
			refresh(form);
		});
		for (const kind of ["input", "change", "combo"]) part.addEventListener(kind, () => refresh(form));
		refresh(form, true);
		const done = document.createElement("input"); // what is empty now was emptied on purpose
		Object.assign(done, { type: "hidden", name: "e_offered", value: "1" });
		part.append(done);
	}
}
