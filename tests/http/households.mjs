// Households with members as a file, the same each time; some rows are wrong, each in a way that is known.
const hamlets = ["Thôn Mỹ Lộc", "thôn gia hòa", "Hạnh Phúc", "Thôn Vinh Quang", "Thôn 1 (xã Gia Sơn cũ)", "Thôn 1 (xã Xích Thổ cũ)", "Thôn 2 (xã Gia Sơn cũ)"];
const family = ["Đinh", "Bùi", "Quách", "Nguyễn", "Lê", "Trần", "Phạm"], men = ["An", "Bình", "Cường", "Dũng", "Hải", "Khoa", "Long"], women = ["Hoa", "Lan", "Mai", "Nga", "Oanh", "Thu", "Yến"];
export const head = "Mã hộ,Quan hệ với chủ hộ,Họ và tên,Số định danh cá nhân,Ngày sinh,Giới tính,Dân tộc,Cư trú,Ở hộ từ ngày,Thôn, tổ dân phố,Địa chỉ,Loại hộ,Diện hộ,Số quyết định,Ngày quyết định,Diện từ ngày";
const columns = ["code", "relation", "name", "number", "birth", "sex", "group", "residence", "day", "hamlet", "address", "kind", "policy", "decision", "decided", "since"];
const two = (n) => String(n).padStart(2, "0");
// What is wrong with the row of a member, and what the report says of it.
const mistakes = [
	[(r) => { r.birth = "01/01/2031"; r.number = ""; }, /sau hôm nay/],
	[(r) => { r.birth = "02/07/2025"; r.number = ""; }, /trước ngày sinh/],
	[(r) => { r.hamlet = "Thôn Không Có"; }, /thôn, tổ dân phố tên này/],
	[(r) => { r.hamlet = "Thôn 1"; }, /nhiều nơi tên này/],
	[(r) => { r.number = r.number.slice(0, 11); }, /đúng 12 chữ số/],
	[(r) => { r.sex = r.sex === "Nam" ? "Nữ" : "Nam"; }, /không khớp với giới tính/],
	[(r) => { r.group = "Sao Hỏa"; }, /dân tộc/],
	[(r) => { r.day = "01/01/2031"; }, /chưa tới/],
	[(r) => { r.relation = "Chắt"; }, /quan hệ/],
	[(r) => { r.residence = "Vãng lai"; }, /cư trú/],
	[(r) => { r.policy = "Hộ nghèo"; }, /dòng của chủ hộ/],
];
export function households(count, { wrong = 0, prefix = "HK", serial = 0 } = {}) {
	const rows = [];
	const person = (code, i, relation, sex, year) => {
		const n = serial + rows.length, name = `${family[i % 7]} ${sex === "Nam" ? "Văn" : "Thị"} ${(sex === "Nam" ? men : women)[(i + rows.length) % 7]}`;
		const century = (Math.floor(year / 100) - 19) * 2 + (sex === "Nữ" ? 1 : 0);
		rows.push({ code, relation, name, number: `036${century}${two(year % 100)}${String(n).padStart(6, "0")}`, birth: `${two(1 + (n % 28))}/${two(1 + (n % 12))}/${year}`, sex,
			group: i % 5 ? "Kinh" : "Mường", residence: "Thường trú", day: "01/07/2025", hamlet: hamlets[i % 7], address: `Số ${1 + (i % 90)}`, kind: "Hộ gia đình", policy: "", decision: "", decided: "", since: "" });
		return rows.at(-1);
	};
	for (let i = 0; i < count; i++) {
		const code = `${prefix}-${String(i + 1).padStart(5, "0")}`, own = person(code, i, "Chủ hộ", "Nam", 1950 + (i % 40));
		if (i % 20 === 0) Object.assign(own, { policy: i % 40 ? "Hộ cận nghèo" : "Hộ nghèo", decision: "125/QĐ-UBND", decided: "25/12/2025", since: "01/01/2026" });
		person(code, i, "Vợ chồng", "Nữ", 1955 + (i % 40));
		for (let k = 0; k < i % 4; k++) person(code, i, "Con", k % 2 ? "Nữ" : "Nam", 2005 + ((i + k) % 20));
	}
	// Ten rows in all of households whose head is wrong: nobody else of them can be taken in.
	const reasons = new Map(), spoiled = wrong >= 20 ? rows.map((r, at) => [r, at]).filter(([r]) => r.relation === "Chủ hộ" && Number(r.code.slice(-5)) % 4 === 1).slice(7, 12) : [];
	for (const [row, at] of spoiled) {
		row.hamlet = "";
		reasons.set(at, /Nhập thôn/), reasons.set(at + 1, /chưa có dòng đúng nào của chủ hộ/);
	}
	const step = Math.max(1, Math.floor(rows.length / Math.max(1, wrong)) - 1);
	for (let at = step; reasons.size < wrong && at < rows.length; at += 1) {
		if (rows[at].relation !== "Con" || reasons.has(at) || (at % step && wrong > 20)) continue;
		const [spoil, reason] = mistakes[reasons.size % mistakes.length];
		spoil(rows[at]), reasons.set(at, reason);
	}
	for (let at = rows.length - 1; reasons.size < wrong; at--) {
		if (rows[at].relation !== "Con" || reasons.has(at)) continue;
		const [spoil, reason] = mistakes[reasons.size % mistakes.length];
		spoil(rows[at]), reasons.set(at, reason);
	}
	const quote = (cell) => (cell.includes(",") ? `"${cell}"` : cell);
	const title = head.replace("Thôn, tổ dân phố", '"Thôn, tổ dân phố"');
	return { rows, reasons, text: [title, ...rows.map((r) => columns.map((c) => quote(r[c])).join(","))].join("\n") + "\n" };
}

// The file is sent, checked and, unless only looked at, confirmed; what became of it.
export async function bring(ask, login, text, { confirm = true } = {}) {
	const form = new FormData();
	form.append("file", new Blob([text]), "ho-dan.csv");
	const sent = await ask(login, "POST", "/import-kinds/households", undefined, form);
	if (sent.status !== 201) throw new Error(`${sent.status} ${JSON.stringify(sent.body)}`);
	const id = Number(sent.body.location.match(/imports\/(\d+)/)[1]);
	const settled = async () => {
		for (let i = 0; i < 2400; i++) {
			const { body } = await ask(login, "GET", `/imports/${id}`);
			if (!["reading", "checking", "applying"].includes(body.fact.state)) return body;
			await new Promise((done) => setTimeout(done, 100));
		}
		throw new Error("the import does not end");
	};
	const seen = await settled();
	if (!confirm || !seen.new) return { id, ...seen };
	await ask(login, "POST", `/imports/${id}/confirm`, {});
	return { id, seen, ...(await settled()) };
}
