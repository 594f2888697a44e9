// A figure with data-map: the map that the server drew gives way to one that is moved and enlarged, once Leaflet and the outlines are there.
// What is said of each place, its look and its address are read from the drawn one. So do marks (data-marks); a field of a place (data-geometry)
// gets a map to draw on; parcels (data-parcels) are asked for as one moves.
export function maps() {
	for (const figure of document.querySelectorAll("[data-map], [data-marks], [data-geometry], [data-parcels]")) {
		const { marks, geometry, parcels } = figure.dataset;
		const begin = () => import(MAP).then((map) => (parcels ? map.parcels : geometry ? map.draw : marks !== undefined ? map.marks : map.live)(figure)).catch(() => null);
		if (!("IntersectionObserver" in window)) begin();
		else {
			const near = new IntersectionObserver((entries) => {
				if (!entries.some((e) => e.isIntersecting)) return;
				near.disconnect();
				begin();
			}, { rootMargin: "200px" });
			near.observe(figure);
		}
	}
}
