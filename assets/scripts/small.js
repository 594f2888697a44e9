// Focus on what is wrong, menus that close, codes that copy, passwords that show, pages that print.
export function button(label, beside) {
	const made = document.createElement("button");
	made.type = "button";
	made.className = "dinh-beside";
	made.textContent = label;
	beside.append(made);
	return made;
}

function menus() {
	const drops = [...document.querySelectorAll("details[data-drop]")];
	document.addEventListener("click", ({ target }) => {
		for (const drop of drops) if (!drop.contains(target)) drop.open = false;
	});
	document.addEventListener("keydown", ({ key, defaultPrevented }) => {
		if (key !== "Escape" || defaultPrevented) return; // a list inside it was closed
		for (const drop of drops.filter((d) => d.open)) {
			drop.open = false;
			drop.querySelector("summary").focus();
		}
	});
}

async function copy(text) {
	if (navigator.clipboard) return navigator.clipboard.writeText(text);
	const field = document.createElement("textarea"); // plain http on an office network has no clipboard
	field.value = text;
	document.body.append(field);
	field.select();
	const copied = document.execCommand("copy");
	field.remove();
	if (!copied) throw new Error("not copied");
}

function copies() {
	for (const place of document.querySelectorAll("[data-copy]")) {
		const text = place.textContent.trim();
		const made = button("Chép", place);
		made.setAttribute("aria-label", `Chép ${text}`);
		made.addEventListener("click", async () => {
			try {
				await copy(text);
				made.textContent = "Đã chép";
				made.setAttribute("aria-label", `Đã chép ${text}`);
			} catch {
				made.textContent = "Không chép được";
			}
		});
	}
}

function passwords() {
	for (const place of document.querySelectorAll("[data-password]")) {
		const field = place.querySelector("input");
		const made = button("Hiện", place);
		made.setAttribute("aria-controls", field.id);
		made.setAttribute("aria-label", "Hiện mật khẩu");
		made.addEventListener("click", () => {
			const shown = field.type === "password";
			field.type = shown ? "text" : "password";
			made.textContent = shown ? "Ẩn" : "Hiện";
			made.setAttribute("aria-label", shown ? "Ẩn mật khẩu" : "Hiện mật khẩu");
		});
		if (field.form) field.form.addEventListener("submit", () => (field.type = "password"));
	}
}

function prints() {
	for (const place of document.querySelectorAll("[data-print]")) {
		const made = button("In trang này", place);
		made.className = "govuk-button govuk-button--secondary";
		made.addEventListener("click", () => window.print());
	}
}

export function small() {
	const wrong = document.querySelector("[data-focus]");
	if (wrong) wrong.focus();
	menus();
	copies();
	passwords();
	prints();
}
