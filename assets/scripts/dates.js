// Beside a date field, a button that opens the device's own calendar; slashes are typed by themselves.
const shown = (iso) => iso.split("-").reverse().join("/");
const iso = (text) => {
	const parts = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text.trim());
	return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : "";
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
		field.addEventListener("input", ({ inputType }) => {
			if (inputType === "insertText" && field.value.endsWith("//")) field.value = field.value.slice(0, -1); // typed after ours
			if (inputType !== "insertText" || !/^\d{2}(\/\d{2})?$/.test(field.value)) return;
			field.value += "/";
		});
	}
}
