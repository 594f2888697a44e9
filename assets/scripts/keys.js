// Keys: data-key on a link, button or field; data-row on the link of each row of a list. `?` shows those of this page. Nothing happens
// while somebody types. A key alone changes nothing: it follows a link, and moves to a field or a button, where Enter presses. A chord
// (data-key="Ctrl+Enter") presses its button, also while somebody types.
const typing = (element) =>
	(/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) && !/^(checkbox|radio|button|file)$/.test(element.type)) || element.isContentEditable;
const name = (element) =>
	(element.getAttribute("aria-label") || element.dataset.keyTitle || element.textContent || element.placeholder || "").trim();
const shown = (selector) => [...document.querySelectorAll(selector)].filter((e) => e.getClientRects().length);
const kept = "dinh.keys"; // "off": by somebody whose hand or voice presses letters by accident

function used() {
	try {
		return localStorage.getItem(kept) !== "off";
	} catch {
		return true;
	}
}

function use(on) {
	try {
		if (on) localStorage.removeItem(kept);
		else localStorage.setItem(kept, "off");
	} catch {
		// a browser that keeps nothing
	}
}

function meanings() {
	const list = document.createElement("dl");
	const rows = shown("a[data-row]").length ? [["j ↓", "Dòng sau"], ["k ↑", "Dòng trước"], ["Enter", "Mở dòng đang chọn"]] : [];
	const keyed = shown("[data-key]").map((e) => [e.dataset.key, e.tagName === "BUTTON" && !e.dataset.key.startsWith("Ctrl") ? `${name(e)}: Enter để xác nhận` : name(e)]);
	for (const [key, what] of [...keyed, ...rows, ["g h", "Trang chủ"], ["?", "Bảng này"]]) {
		const term = document.createElement("dt");
		const meaning = document.createElement("dd");
		for (const part of key.split(" ")) {
			const cap = document.createElement("kbd");
			cap.textContent = part;
			term.append(cap, " ");
		}
		meaning.textContent = what;
		list.append(term, meaning);
	}
	return list;
}

function choice() {
	const label = document.createElement("label");
	const box = document.createElement("input");
	box.type = "checkbox";
	box.checked = used();
	box.addEventListener("change", () => use(box.checked));
	label.className = "dinh-dialog__choice";
	label.append(box, " Dùng phím tắt trên máy này");
	return label;
}

function dialog() {
	const made = document.createElement("dialog");
	if (!made.showModal) return;
	const title = document.createElement("h2");
	const close = document.createElement("button");
	made.className = "dinh-dialog";
	made.setAttribute("aria-labelledby", (title.id = "keys-title"));
	title.className = "govuk-heading-m";
	title.textContent = "Phím tắt";
	close.type = "button";
	close.className = "govuk-button govuk-button--secondary";
	close.textContent = "Đóng";
	close.autofocus = true;
	close.addEventListener("click", () => made.close());
	made.addEventListener("close", () => made.remove());
	made.append(title, meanings(), choice(), close);
	document.body.append(made);
	made.showModal();
}

// j and k go through the rows from anywhere; the arrows only from a row, so that they go on scrolling the page.
function row(key, target) {
	const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[key];
	const rows = step ? shown("a[data-row]") : [];
	const at = rows.indexOf(target);
	if (!rows.length || (at < 0 && key.length > 1)) return false;
	rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)].focus();
	return true;
}

// Beside text size and contrast: the way back for somebody who has switched the keys off, the way in for who does not know them.
function offer() {
	const look = document.querySelector("form[data-look]");
	if (!look || !matchMedia("(hover: hover)").matches) return;
	const made = document.createElement("button");
	made.type = "button";
	made.className = "govuk-button govuk-button--secondary";
	made.textContent = "Phím tắt";
	made.addEventListener("click", dialog);
	look.after(made);
}

function chord(event) {
	const [pressed] = shown('[data-key="Ctrl+Enter"]');
	if (!pressed || document.querySelector("dialog[open]")) return;
	event.preventDefault();
	pressed.click();
}

export function keys() {
	let before = "";
	offer();
	document.addEventListener("keydown", (event) => {
		const { target, ctrlKey, altKey, metaKey } = event;
		if (event.key === "Enter" && (ctrlKey || metaKey) && !altKey) return chord(event);
		if (ctrlKey || altKey || metaKey || event.isComposing || typing(target) || document.querySelector("dialog[open]") || !used()) return;
		const key = event.key.length === 1 ? event.key.toLowerCase() : event.key; // Caps Lock changes nothing
		const typed = before && Date.now() - before.at < 1000 ? `${before.key} ${key}` : key;
		before = { key, at: Date.now() };
		if (key === "?") return dialog();
		if (typed === "g h") return location.assign("/");
		const keyed = shown("[data-key]");
		const found = keyed.find((e) => e.dataset.key === typed) || keyed.find((e) => e.dataset.key === key);
		if (!found && !row(key, target)) return;
		event.preventDefault();
		if (!found) return;
		if (found.tagName === "A") found.click();
		else found.focus();
	});
}
