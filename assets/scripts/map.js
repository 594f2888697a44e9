// Leaflet over the outlines of our own units: no tiles, nothing from elsewhere. Fetched when a page shows a map.
import { GeoJSON, Marker, DivIcon } from "leaflet/dist/leaflet-src.esm.js";
import { mapBox } from "./leaflet.js";
export { marks } from "./marks.js";
export { draw } from "./draw.js";
export { parcels } from "./parcels.js";

const places = (drawn) => new Map([...drawn.querySelectorAll("[data-place]")].map((path) => [path.dataset.place, {
	said: path.querySelector("title").textContent,
	fill: path.getAttribute("fill"),
	href: path.closest("a")?.getAttribute("href"),
}]));

// A shape is a link: reached by Tab, opened by Enter, named as in the drawn map.
function link(layer, place) {
	const element = layer.getElement();
	element.setAttribute("aria-label", place.said);
	element.classList.add("dinh-map__place");
	if (!place.href) return element.setAttribute("role", "img");
	const go = () => location.assign(place.href);
	element.setAttribute("role", "link");
	element.setAttribute("tabindex", "0");
	element.addEventListener("keydown", (e) => e.key === "Enter" && go());
	layer.on("click", go);
	element.addEventListener("focus", () => layer.openTooltip());
	element.addEventListener("blur", () => layer.closeTooltip());
}

// What is written over the shapes stands where the drawn map has it.
function letters(map, drawn, selector, className, iconSize) {
	for (const text of drawn.querySelectorAll(selector)) {
		const html = document.createElement("span");
		html.textContent = text.textContent;
		new Marker([Number(text.dataset.north), Number(text.dataset.east)], { interactive: false, keyboard: false, icon: new DivIcon({ className, html, iconSize }) }).addTo(map);
	}
}

export async function live(figure) {
	const drawn = figure.querySelector("[data-map-drawn]"), known = places(drawn);
	const reply = await fetch(figure.dataset.mapSource, { headers: { accept: "application/geo+json" } });
	if (!reply.ok) return;
	const { features } = await reply.json();
	const { map, box } = await mapBox(drawn.querySelector("svg").getAttribute("aria-label"), (place) => drawn.before(place));
	const own = features.filter((f) => f.properties.own && !known.has(String(f.properties.id)));
	new GeoJSON(own, { interactive: false, style: { className: "dinh-map__around" } }).addTo(map);
	const order = [...known.keys()], byPlace = (f) => order.indexOf(String(f.properties.id));
	const shown = features.filter((f) => byPlace(f) >= 0).sort((a, b) => byPlace(a) - byPlace(b));
	const layers = new GeoJSON(shown, {
		style: (f) => ({ fillColor: known.get(String(f.properties.id)).fill, fillOpacity: 1, weight: 1.5, className: "dinh-map__place" }),
		onEachFeature: (f, layer) => layer.bindTooltip(known.get(String(f.properties.id)).said, { sticky: true }),
	}).addTo(map);
	if (!shown.length) return map.remove(), box.remove();
	map.fitBounds(layers.getBounds(), { animate: false, padding: [8, 8] });
	layers.getLayers().forEach((layer) => link(layer, known.get(String(layer.feature.properties.id))));
	letters(map, drawn, ".dinh-map__number", "dinh-map__count", [24, 24]);
	letters(map, drawn, ".dinh-map__name", "dinh-map__called", [160, 20]);
	drawn.classList.add("dinh-map__drawn--beneath");
	figure.dataset.mapLive = "";
}
