#!/usr/bin/env bash
# rows: what modules declare names its members (tools/rows.mjs), and the check sees what it must.
set -u
cd "$(dirname "$0")/../.."
wrong=0
node tools/rows.mjs || { echo "rows: node tools/rows.mjs --name writes the names in; make format lays them out"; wrong=1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cat >"$scratch/bad.c" <<'END'
#define FILTER(of, name_) .name = name_, .at = offsetof(struct asked, of)
static const struct route routes[] = {
	{"GET", "/lich", run, PUBLIC, "Lịch", .quick = true},
	GET("/lich/{id}", .run = run, .permission = PUBLIC),
};
static const struct permission one = {.name = "a.b", "Xem, sửa \"lịch\"", .roles = "leader"}, two[] = {{"a.c", NULL, "leader"}};
static const struct field filters[] = {{FILTER(words, "tim"), .max = 100}, {"from", "Từ ngày", I_DATE, offsetof(struct asked, from)}, {NULL}};
#define STEP(n) {"title_" #n, "Tên bước", I_TEXT, AT(n, title)}
static const struct choice pairs[] = {{"a", "A"}, {NULL, NULL}};
void show(struct home_cards *to) { card_add(to, (struct home_card){"Chờ", 3, .path = S("/")}); }
END
seen=$(node tools/rows.mjs "$scratch/bad.c" | sed -E 's/.*bad\.c:([0-9]+): a row of struct ([a-z_]+) .*/\1 \2/' | sort -n | tr '\n' ';')
[ "$seen" = '3 route;6 permission;6 permission;7 field;8 field;10 home_card;' ] || { echo "rows: the check saw: $seen"; wrong=1; }
node tools/rows.mjs --name "$scratch/bad.c"
node tools/rows.mjs "$scratch/bad.c" || { echo "rows: --name leaves rows without names"; wrong=1; }
grep -qF '{FILTER(words, "tim"), .max' "$scratch/bad.c" && grep -qF '{.name = "a.c", .roles = "leader"}' "$scratch/bad.c" && grep -qF '.title = "Xem, sửa \"lịch\"", .roles' "$scratch/bad.c" ||
	{ cat "$scratch/bad.c"; echo "rows: --name writes other names"; wrong=1; }
exit $wrong
