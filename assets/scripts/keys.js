// Keys: data-key on a link, button or field. `?` shows those of this page. Nothing happens while somebody types.
const typing = (element) => /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;
const name = (element) =>
	(element.getAttribute("aria-label") || element.dataset.keyTitle || element.textContent || element.placeholder || "").trim();

function dialog(keyed) {
	const made = document.createElement("dialog");
	if (!made.showModal) return;
	const title = document.createElement("h2");
	const list = document.createElement("dl");
	const close = document.createElement("button");
	made.className = "dinh-dialog";
	made.setAttribute("aria-labelledby", (title.id = "keys-title"));
	title.className = "govuk-heading-m";
	title.textContent = "Phím tắt";
	for (const [key, what] of [...keyed.map((e) => [e.dataset.key, name(e)]), ["g h", "Trang chủ"], ["?", "Bảng này"]]) {
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
	close.type = "button";
	close.className = "govuk-button govuk-button--secondary";
	close.textContent = "Đóng";
	close.addEventListener("click", () => made.close());
	made.addEventListener("close", () => made.remove());
	made.append(title, list, close);
	document.body.append(made);
	made.showModal();
}

export function keys() {
	let before = "";
	document.addEventListener("keydown", (event) => {
		const { key, target, ctrlKey, altKey, metaKey } = event;
		if (ctrlKey || altKey || metaKey || event.isComposing || typing(target) || document.querySelector("dialog[open]")) return;
		const keyed = [...document.querySelectorAll("[data-key]")].filter((e) => e.getClientRects().length);
		const typed = before && Date.now() - before.at < 1000 ? `${before.key} ${key}` : key;
		before = { key, at: Date.now() };
		if (key === "?") return dialog(keyed);
		if (typed === "g h") return location.assign("/");
		const found = keyed.find((e) => e.dataset.key === typed) || keyed.find((e) => e.dataset.key === key);
		if (!found) return;
		event.preventDefault();
		if (typing(found)) found.focus();
		else found.click();
	});
}
