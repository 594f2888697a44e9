// The registry that is measured, and what its records say.
export const CODE = 'thu-toc-do', API = `/api/v1/registries/${CODE}/records`;

const kinds = ['mot', 'hai', 'ba', 'bon'], field = (name, type, more = {}) => ({name, type, label: `Mục ${name}`, ...more});
export const fields = [field('label', 'text', {required: true, max: 100}), field('number', 'text', {required: true}),
	field('kind', 'choice', {choices: kinds.map(value => ({value, label: `Loại ${value}`}))}), field('good', 'yes_no'), field('made_on', 'date'),
	field('worth', 'decimal', {min: 0, max: 1000000}),
	...Array.from({length: 16}, (_, i) => field(`text_${i}`, 'text', {max: 100})), ...Array.from({length: 8}, (_, i) => field(`amount_${i}`, 'decimal', {min: 0, max: 1000000}))];
export const definition = {code: CODE, title: 'Sổ thử tốc độ', one: 'mục', remark: '', level: 'commune', name: 'label', key: {field: 'number', within: 'unit'},
	states: [{name: 'in_use', title: 'Đang dùng', colour: 'green'}, {name: 'closed', title: 'Ngừng', colour: 'grey'}],
	moves: [{name: 'close', title: 'Ngừng', from: ['in_use'], to: 'closed'}],
	sections: [{title: 'Mục', fields}],
	list: {columns: ['label', 'number', 'kind', 'made_on', 'worth'], sorts: ['label', 'made_on', 'worth'], filters: ['kind', 'good'], search: ['label', 'number']},
	figures: [{name: 'all', title: 'Số mục', unit: 'mục', as: 'count', by: ['state', 'kind']},
		{name: 'worth', title: 'Giá trị', unit: 'đồng', as: 'sum', of: 'worth', by: ['kind']}]};

const pick = (list, i) => list[i % list.length];
export const record = i => ({label: `${pick(['Giếng', 'Cầu', 'Nhà', 'Trạm'], i)} ${pick(['Đông', 'Tây', 'Nam', 'Bắc', 'Thượng', 'Hạ'], i * 7)} số ${i}`, number: `T-${i}`,
	kind: pick(kinds, i * 3), good: i % 3 > 0, made_on: `20${String(i % 25).padStart(2, '0')}-0${1 + i % 9}-1${i % 10}`, worth: (i * 7919) % 1000000,
	...Object.fromEntries(fields.slice(6, 22).map(f => [f.name, `Ghi chú ${i} của ${f.name}`])), ...Object.fromEntries(fields.slice(22).map((f, k) => [f.name, (i * (k + 3)) % 100000]))});
