// The records of a registry where they lie: the marks that the server drew, to be moved and enlarged. What stands close together is one
// sign with its number, until it is enlarged. Marks have the server's signs and colours.
import { DivIcon, GeoJSON, LatLngBounds, LayerGroup, Marker } from "leaflet/dist/leaflet-src.esm.js";
import { edge, features, mapBox, tiles } from "./leaflet.js";

const CELL = 48, CLOSE = 17; // pixels that one sign takes; from which enlargement on all are shown
const svg = (k) => `<svg viewBox="-20 -20 40 40" width="34" height="34" aria-hidden="true"><path class="dinh-mark__sign" d="${k.sign}"></path></svg>`;

function icon(k) {
	const html = document.createElement("span");
	html.innerHTML = svg(k);
	if (k.number) html.append(Object.assign(document.createElement("span"), { className: "dinh-mark__count", textContent: k.number }));
	return new DivIcon({ className: `dinh-mark dinh-mark--${k.hue}`, html, iconSize: [34, 34] });
}

function mark(k) {
	const one = new Marker(k.at, { icon: icon(k), alt: k.said, title: "", keyboard: Boolean(k.href) });
	one.bindTooltip(k.said);
	if (!k.href) return one;
	one.on("click", () => location.assign(k.href));
	one.on("add", () => {
		const element = one.getElement();
		element.setAttribute("role", "link");
		element.setAttribute("aria-label", k.said);
		element.addEventListener("focus", () => one.openTooltip());
		element.addEventListener("blur", () => one.closeTooltip());
		element.addEventListener("keydown", (e) => e.key === "Enter" && location.assign(k.href));
	});
	return one;
}

function cluster(map, some) {
	const bounds = new LatLngBounds(some.map((k) => k.at));
	const html = Object.assign(document.createElement("span"), { textContent: some.length.toLocaleString("vi-VN") });
	const said = `${some.length} mục gần nhau; phóng to để thấy từng mục`;
	const one = new Marker(bounds.getCenter(), { icon: new DivIcon({ className: "dinh-cluster", html, iconSize: [40, 40] }), keyboard: true });
	const nearer = () => map.fitBounds(bounds, { animate: false, maxZoom: Math.max(map.getZoom() + 1, Math.min(map.getBoundsZoom(bounds), CLOSE)), padding: [24, 24] });
	one.bindTooltip(said).on("click", nearer);
	one.on("add", () => {
		one.getElement().setAttribute("role", "button");
		one.getElement().setAttribute("aria-label", said);
		one.getElement().addEventListener("keydown", (e) => e.key === "Enter" && nearer());
	});
	return one;
}

// By cells of the screen: one look at each mark, so a few thousand take some milliseconds.
function regroup(map, layer, all) {
	const cells = new Map(), seen = map.getBounds().pad(0.2);
	for (const k of all) {
		if (!seen.contains(k.at)) continue;
		const { x, y } = map.project(k.at), cell = map.getZoom() >= CLOSE ? k.id : `${Math.floor(x / CELL)} ${Math.floor(y / CELL)}`;
		if (!cells.has(cell)) cells.set(cell, []);
		cells.get(cell).push(k);
	}
	layer.clearLayers();
	for (const some of cells.values()) layer.addLayer(some.length > 1 ? cluster(map, some) : mark(some[0]));
}

function shape(feature, layer) {
	const { name, said, href } = feature.properties;
	layer.bindTooltip(said ? `${name}: ${said}` : name, { sticky: true });
	if (href) layer.on("click", () => location.assign(href));
}

// A figure without an address of marks has its one beside it.
async function marksOf(figure) {
	const drawn = [...figure.querySelectorAll("[data-mark]")];
	const signs = new Map([...figure.querySelectorAll(".dinh-mark")].map((g) => [g.classList.value.match(/dinh-mark--(\d)/)?.[1], (g.matches("path") ? g : g.querySelector(".dinh-mark__sign"))?.getAttribute("d")]));
	const all = figure.dataset.marks ? await features(figure.dataset.marks) : [JSON.parse(figure.dataset.mark)];
	for (const f of all) f.properties.sign = signs.get(String(f.properties.hue));
	return drawn.length ? all : [];
}

export async function marks(figure) {
	const drawn = figure.querySelector("[data-map-drawn]");
	const [all, unit] = await Promise.all([marksOf(figure), features(figure.dataset.marksUnit)]);
	const label = drawn.querySelector("svg").getAttribute("aria-label");
	const { map } = await mapBox(label, (box) => drawn.before(box), { maxZoom: 19 });
	tiles(map, figure.dataset.tiles);
	const around = edge(map, unit);
	const points = all.filter((f) => f.geometry.type === "Point").map((f) => ({ ...f.properties, said: f.properties.said ? `${f.properties.name}: ${f.properties.said}` : f.properties.name, at: { lat: f.geometry.coordinates[1], lng: f.geometry.coordinates[0] } }));
	const others = new GeoJSON(all.filter((f) => f.geometry.type !== "Point"), {
		style: (f) => ({ className: `dinh-mark dinh-mark--${f.properties.hue} ${f.geometry.type === "LineString" ? "dinh-mark__line" : "dinh-mark__area"}` }),
		onEachFeature: shape,
	}).addTo(map);
	const bounds = new LatLngBounds(points.map((k) => k.at));
	if (others.getLayers().length) bounds.extend(others.getBounds());
	const alone = !figure.dataset.marks && around && !figure.dataset.tiles; // nothing but the edge to go by
	const within = alone ? around.extend(bounds) : bounds.isValid() ? bounds.pad(0.1) : around;
	if (!within) return map.remove();
	map.fitBounds(within, { animate: false, maxZoom: 15, padding: [24, 24] });
	const layer = new LayerGroup().addTo(map);
	map.on("moveend zoomend", () => regroup(map, layer, points));
	regroup(map, layer, points);
	drawn.classList.add("dinh-map__drawn--beneath");
	figure.dataset.marksLive = "";
}
