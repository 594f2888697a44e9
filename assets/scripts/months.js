// The months of a calendar whose days are links: one stop of the Tab key a month, the arrow keys go from day to day.
const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function roving(month) {
	const days = [...month.querySelectorAll("a")];
	if (!days.length) return;
	const stop = (day) => days.forEach((other) => (other.tabIndex = other === day ? 0 : -1));
	stop(month.querySelector(".dinh-month__today a") || days[0]);
	month.addEventListener("focusin", (event) => days.includes(event.target) && stop(event.target));
	month.addEventListener("keydown", (event) => {
		const from = days.indexOf(event.target);
		if (from < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
		const to = event.key === "Home" ? 0 : event.key === "End" ? days.length - 1 : from + step[event.key];
		if (!(event.key in step) && event.key !== "Home" && event.key !== "End") return;
		event.preventDefault();
		const all = [...document.querySelectorAll(".dinh-month a")];
		const next = days[to] || all[all.indexOf(event.target) + step[event.key]];
		if (next) next.focus();
	});
}

export function months() {
	document.querySelectorAll(".dinh-month").forEach(roving);
}
