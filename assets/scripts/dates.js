// Beside a date field, a button that opens the device's own calendar; slashes are typed by themselves.
const shown = (iso) => iso.split("-").reverse().join("/");
// What the server reads (src/base/typed.c): [year, month, day], with 0 for what is not known; null when it is no date.
export function dateParts(text) {
	const typed = text.trim();
	const whole = /^(\d{1,2})[/.\- ]+(\d{1,2})[/.\- ]+(\d{4})$/.exec(typed) || /^(\d{2})(\d{2})(\d{4})$/.exec(typed);
	const month = /^(\d{1,2})[/.\- ]+(\d{4})$/.exec(typed);
	const iso = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(typed);
	if (whole) return [Number(whole[3]), Number(whole[2]), Number(whole[1])];
	if (month) return [Number(month[2]), Number(month[1]), 0];
	return iso ? [Number(iso[1]), Number(iso[2] ?? 0), Number(iso[3] ?? 0)] : null;
}
const iso = (text) => {
	const parts = dateParts(text);
	return parts && parts[2] ? parts.map((part, i) => String(part).padStart(i ? 2 : 4, "0")).join("-") : "";
};

export function dates(root = document) {
	for (const place of root.querySelectorAll("[data-date]")) {
		const field = place.querySelector("input");
		const label = document.querySelector(`label[for="${field.id}"]`);
		const around = document.createElement("span");
		const picker = document.createElement("input");
		around.className = "dinh-beside";
		around.textContent = "Lịch";
		picker.type = "date";
		picker.setAttribute("aria-label", `Chọn trên lịch: ${label ? label.textContent.trim() : ""}`);
		around.append(picker);
		place.append(around);
		picker.addEventListener("click", () => {
			picker.value = iso(field.value);
			if (picker.showPicker) picker.showPicker();
		});
		picker.addEventListener("change", () => {
			if (!picker.value) return;
			field.value = shown(picker.value);
			field.dispatchEvent(new Event("input", { bubbles: true }));
		});
		if (place.dataset.date === "partly") continue; // "1950" and "05/1950" are whole answers here
		field.addEventListener("input", ({ inputType }) => {
			if (inputType === "insertText" && field.value.endsWith("//")) field.value = field.value.slice(0, -1); // typed after ours
			if (inputType !== "insertText" || !/^\d{2}(\/\d{2})?$/.test(field.value)) return;
			field.value += "/";
		});
	}
}
