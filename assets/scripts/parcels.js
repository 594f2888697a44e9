// Parcels where they lie: what is in sight is asked by its bounding box, drawn on one canvas (some thousand outlines stay quick), and from afar the
// squares of a grid with how many parcels each holds. On the page of a split a line is drawn over the parcel.
import { Canvas, DivIcon, GeoJSON, LatLngBounds, Marker, Polyline } from "leaflet/dist/leaflet-src.esm.js";
import { mapBox } from "./leaflet.js";

const DEGREE = 1e7, WAIT = 120, NUMBERED = 120;
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const hues = { N: "--green-back", O: "--red-back", R: "--green-back", D: "--grey-back" }; // by the first letter of a code, where no better is known
const water = new Set(["NTS", "MNC", "SON", "DTL", "TVC"]), homes = new Set(["ONT", "ODT", "OTC"]), roads = new Set(["DGT"]);
const fill = (use) => colour(homes.has(use) ? "--red-back" : water.has(use) ? "--blue-back" : roads.has(use) ? "--grey-back" : hues[use[0]] ?? "--green-back") || "#ccc";

function boundsOf(text) {
	const [west, south, east, north] = text.split(",").map((v) => Number(v) / DEGREE);
	return new LatLngBounds([[south, west], [north, east]]);
}
const vung = (b) => [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((v) => Math.max(0, v).toFixed(7)).join(",");

function parcel(feature, layer, here, day) {
	const { id, said } = feature.properties;
	layer.bindTooltip(said, { sticky: true });
	if (id !== here) layer.on("click", () => location.assign(`/dat-dai/${id}${day ? `?ngay=${day}` : ""}`));
}
function numbers(all, here) {
	return all.length > NUMBERED ? [] : all.map((layer) => {
		const icon = new DivIcon({ className: "dinh-map__count", iconSize: [40, 24], html: String(Number(layer.feature.properties.number)) });
		return new Marker(layer.getBounds().getCenter(), { icon, interactive: false, keyboard: false, opacity: layer.feature.properties.id === here ? 1 : 0.85 });
	});
}

// What is on the map now; asked anew when it has been moved, the last question counts.
function loading(map, figure, said, drawing) {
	const here = Number(figure.dataset.here), renderer = new Canvas({ padding: 0.3 });
	let shown = [], asked, timer;
	const style = ({ properties: { id, use, n } }) => n === undefined
		? { renderer, color: id === here ? colour("--ink") : colour("--line-strong"), weight: id === here ? 3 : 1, fillColor: fill(use), fillOpacity: 0.8 }
		: { renderer, color: colour("--line"), weight: 1, fillColor: colour("--jade"), fillOpacity: Math.min(0.85, 0.15 + n / 120) };
	function square(feature, layer) {
		layer.bindTooltip(`${feature.properties.n.toLocaleString("vi-VN")} thửa; bấm để phóng to`, { sticky: true });
		layer.on("click", () => map.fitBounds(layer.getBounds(), { animate: false }));
	}
	async function ask() {
		asked?.abort();
		asked = new AbortController();
		const reply = await fetch(`${figure.dataset.parcels}?vung=${vung(map.getBounds())}${figure.dataset.day ? `&ngay=${figure.dataset.day}` : ""}`, { signal: asked.signal, headers: { accept: "application/geo+json" } }).catch(() => null);
		if (!reply?.ok) return;
		const all = await reply.json().catch(() => null);
		if (!all) return;
		const parcels = all.of === "parcels";
		const layer = new GeoJSON(all.features, { style, interactive: !drawing, onEachFeature: drawing ? undefined : parcels ? (f, l) => parcel(f, l, here, figure.dataset.day) : square });
		for (const one of shown) one.remove();
		shown = [layer, ...(parcels ? numbers(layer.getLayers(), here) : [])];
		for (const one of shown) one.addTo(map);
		const sight = map.getBounds(), n = parcels ? layer.getLayers().filter((one) => sight.intersects(one.getBounds())).length : all.features.reduce((sum, f) => sum + f.properties.n, 0);
		said.textContent = parcels ? `${n.toLocaleString("vi-VN")} thửa trong khung bản đồ.` : "Phóng to để thấy từng thửa; mỗi ô ghi số thửa ở đó.";
		figure.dataset.parcelsLive = parcels ? n : "squares";
	}
	map.on("moveend", () => {
		clearTimeout(timer);
		timer = setTimeout(ask, WAIT);
	});
	return ask();
}

// The line of a split: its points stand in the field as they may be typed, north first; what was typed in metres is drawn by nobody and stays.
function drawLine(map, input, bar) {
	let shown = [];
	const read = () => input.value.split("\n").map((one) => one.trim().match(/^(\d{1,2}\.\d+)\s*,\s*(\d{3}\.\d+)$/)).filter(Boolean).map(([, lat, lng]) => ({ lat: Number(lat), lng: Number(lng) }));
	const button = (text, run) => {
		const one = Object.assign(document.createElement("button"), { type: "button", className: "govuk-button govuk-button--secondary", textContent: text });
		one.addEventListener("click", run);
		bar.append(one);
	};
	function paint() {
		for (const one of shown) one.remove();
		const points = read();
		shown = points.map((p) => new Marker(p, { icon: new DivIcon({ className: "dinh-geometry__handle", iconSize: [24, 24] }), interactive: false, keyboard: false }).addTo(map));
		if (points.length > 1) shown.push(new Polyline(points, { color: colour("--red-text"), weight: 3, interactive: false }).addTo(map));
	}
	const put = (points) => {
		input.value = points.map(({ lat, lng }) => `${lat.toFixed(8)}, ${lng.toFixed(8)}`).join("\n");
		paint();
	};
	map.on("click", ({ latlng }) => put([...read(), latlng]));
	button("Bỏ điểm cuối", () => put(read().slice(0, -1)));
	button("Xóa đường", () => put([]));
	input.addEventListener("change", paint);
	paint();
}

export async function parcels(figure) {
	const input = figure.dataset.line && document.getElementById(figure.dataset.line);
	const said = Object.assign(document.createElement("p"), { className: "govuk-hint" }), bar = Object.assign(document.createElement("div"), { className: "dinh-geometry__bar" });
	said.setAttribute("role", "status");
	const { map } = await mapBox(figure.dataset.title, (box) => figure.prepend(box, bar, said), { maxZoom: 22, ...(input ? { dragging: true } : {}) });
	map.fitBounds(boundsOf(figure.dataset.box), { animate: false, maxZoom: 20, padding: [48, 48] });
	if (input) drawLine(map, input, bar);
	await loading(map, figure, said, Boolean(input));
}
