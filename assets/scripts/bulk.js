// A list with boxes (data-bulk: their name; data-noun: what they stand for): one box ticks all of them, a line says how many are ticked.
export function bulk() {
	for (const form of document.querySelectorAll("form[data-bulk]")) {
		const boxes = [...form.elements].filter((e) => e.type === "checkbox" && e.name === form.dataset.bulk);
		const noun = form.dataset.noun;
		const legend = form.querySelector("legend");
		const title = legend.textContent.trim();
		const label = document.createElement("label");
		const all = document.createElement("input");
		label.className = "dinh-bulk__all";
		all.type = "checkbox";
		label.append(all, ` Chọn cả ${boxes.length} ${noun} trên trang này`);
		form.prepend(label);
		const count = () => {
			const ticked = boxes.filter((b) => b.checked).length;
			all.checked = ticked === boxes.length;
			all.indeterminate = ticked > 0 && !all.checked;
			legend.textContent = ticked ? `Đã chọn ${ticked} ${noun}` : title;
			form.classList.toggle("dinh-bulk--some", ticked > 0); // then what can be done stays in sight
		};
		all.addEventListener("change", () => {
			for (const box of boxes) box.checked = all.checked;
			count();
		});
		form.addEventListener("change", count);
		count();
	}
}
