#!/bin/bash
# sqlc: each error with its file and line, and what it makes of each kind of statement.  sqlc_test.sh [SQLC]
set -u
sqlc=$(realpath "${1:-build/sqlc}")
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
mkdir -p modules/other modules/third modules/ring modules/days
bad=0 checks=0

cat >modules/third/third.sql <<'SQL'
-- migrate
create table third (id integer primary key, name text not null);
-- view third_known
select id, name from third
SQL
cat >modules/other/other.sql <<'SQL'
-- uses third
-- migrate
create table other (id integer primary key, third_id integer not null references third, day text, secret text);
-- view other_known
select id, third_id, day from other
-- view other_on(day)
select o.id, o.third_id from other_known o where o.day = :day or :day = ''
-- query other_ids() many
select id from other
SQL
cat >modules/days/days.sql <<'SQL'
-- part plain
1
-- part not_over(it, day)
(it.until is null or it.until > day)
-- part between(it, day, since)
(it.since <= day and {not_over(it, day)} and since <> 'it, day' /* it */)
-- query days_plain() one
select {plain} as "one int"
SQL
cat >modules/ring/ring.sql <<'SQL'
-- uses ring_two
SQL
mkdir modules/ring_two
echo '-- uses ring' >modules/ring_two/ring_two.sql

compile() { "$sqlc" -I modules x.sql out >log 2>&1; }

# refuse LINE 'what the message says' <<SQL
refuse() {
	cat >x.sql
	checks=$((checks + 1))
	if compile; then
		echo "accepted, but should say: $2"; cat x.sql; bad=1
	elif ! grep -qF -- "x.sql:$1: error: " log || ! grep -qF -- "$2" log; then
		echo "expected x.sql:$1: ... $2, got:"; cat log; cat x.sql; bad=1
	elif [ -e out.h ] || [ -e out.c ]; then
		echo "half a result is left behind: $2"; bad=1
	fi
}

# Under a table t on lines 1 to 4.
refuse_query() {
	local l=$1
	{ printf -- '-- migrate\ncreate table t (id integer primary key, name text not null,\n  note text, amount integer, data blob, ratio real);\n\n'; cat; } >y.sql
	refuse $((l + 4)) "$2" <y.sql
}

accept() {
	cat >x.sql
	checks=$((checks + 1))
	compile || { echo "refused:"; cat log; cat x.sql; bad=1; }
	cp out.c last.c 2>/dev/null
	cp out.h last.h 2>/dev/null
	rm -f out.c out.h
}

holds() { # FILE TEXT: in what the last accept made
	checks=$((checks + 1))
	tr '\n' ' ' <"$1" | grep -qF -- "$2" || { echo "$1 does not hold: $2"; bad=1; }
}
lacks() {
	checks=$((checks + 1))
	! grep -qF -- "$2" "$1" || { echo "$1 holds: $2"; bad=1; }
}

# ---- migrations ----
refuse 2 'syntax error' <<'SQL'
-- migrate
create tabel t (id integer);
SQL
refuse 4 'no such column: nmae' <<'SQL'
-- migrate
create table t (id integer primary key, name text not null);
-- a comment between
create index t_name on t (nmae);
SQL
refuse 2 'text for PostgreSQL under -- postgres' <<'SQL'
-- migrate
create virtual table t_search using fts5(text, tokenize='ascii');
SQL
refuse 3 'migrations stand before the queries' <<'SQL'
-- query one_row() one
select 1 as "one int"
-- migrate
create table t (id integer primary key);
SQL
refuse 1 'migration: empty' <<'SQL'
-- migrate
SQL
refuse 2 'quote is not closed' <<'SQL'
-- query x() run
delete from t where name = 'a
SQL

# ---- the file ----
refuse 1 'text before the first' <<'SQL'
create table t (id integer);
SQL
refuse 1 'no nowhere.sql' <<'SQL'
-- uses nowhere
SQL
refuse 3 '-- uses stands at the top' <<'SQL'
-- migrate
create table t (id integer primary key);
-- uses other
SQL
refuse 4 '-- postgres stands once' <<'SQL'
-- migrate
create table t (id integer primary key);
-- postgres
-- postgres
SQL
printf -- '-- uses ring\n' >x.sql
checks=$((checks + 1))
if compile || ! grep -q 'ring_two.sql:1: error: .*circle' log; then echo "a circle of modules:"; cat log; bad=1; fi

# ---- heads of queries ----
refuse_query 1 'write: -- query NAME(' <<'SQL'
-- query x
select id from t
SQL
refuse_query 1 "'first' is none of" <<'SQL'
-- query x() first
select id from t
SQL
refuse_query 1 'only `like OTHER`' <<'SQL'
-- query x() many please
select id from t
SQL
refuse_query 1 "parameter 'id integer'" <<'SQL'
-- query x(id integer) one
select name from t where id = :id
SQL
refuse_query 1 "parameter 'ids ints?'" <<'SQL'
-- query x(ids ints?) many
select name from t where id in :ids
SQL
refuse_query 1 "parameter 'int' is taken" <<'SQL'
-- query x(int int) one
select name from t where id = :int
SQL
refuse_query 1 "parameter 'c' is taken" <<'SQL'
-- query x(c int) one
select name from t where id = :c
SQL
refuse_query 1 'a name is of lower case letters' <<'SQL'
-- query GetIt(id int) one
select name from t where id = :id
SQL
refuse_query 1 'id stands there twice' <<'SQL'
-- query x(id int, id int) one
select name from t where id = :id
SQL
refuse_query 3 'parameters of the query are not closed' <<'SQL'
-- query x(id int,
--   name text,
select name from t where id = :id
SQL
refuse_query 6 'no such column: nmae' <<'SQL'
-- query x(id int,

--   name text
-- ) one
select id,
  nmae from t where id = :id and name = :name
SQL
refuse_query 1 'more than 64 parameters' <<SQL
-- query x($(seq -f 'p%g int' -s ', ' 65)) one
select 1 as "one int"
SQL
refuse_query 3 'there is one of this name on line 5' <<'SQL'
-- query x() many
select id from t
-- query x() many
select name from t
SQL

# ---- bodies of queries ----
refuse_query 3 'no such column: nmae' <<'SQL'
-- query x(id int) one
select id,
  nmae from t where id = :id
SQL
refuse_query 1 'no such table: nowhere' <<'SQL'
-- query x(id int) one
-- what for
select id
from nowhere where id = :id
SQL
refuse_query 1 'parameter :di is not declared' <<'SQL'
-- query x(id int) one
select name from t where id = :di
SQL
refuse_query 1 ':name is declared and not used' <<'SQL'
-- query x(id int, name text) one
select name from t where id = :id
SQL
refuse_query 1 'no semicolon' <<'SQL'
-- query x() many
select id from t;
SQL
refuse_query 1 'one statement, please' <<'SQL'
-- query x() many
select id from t; select name from t
SQL
refuse_query 1 'no statement' <<'SQL'
-- query x() many
SQL
refuse_query 1 'it returns rows' <<'SQL'
-- query x() run
select id from t
SQL
refuse_query 1 'it returns no rows' <<'SQL'
-- query x() one
delete from t
SQL
refuse_query 1 'needs an alias such as' <<'SQL'
-- query x() one
select count(*) from t
SQL
refuse_query 1 'say its type' <<'SQL'
-- query x() one
select count(*) as total from t
SQL
refuse_query 1 'column name stands there twice' <<'SQL'
-- query x() many
select a.name, b.name from t a join t b on b.id = a.id
SQL
refuse_query 1 "column 'default' is taken" <<'SQL'
-- query x() many
select name as "default text" from t
SQL
refuse_query 2 'no such column: plain' <<'SQL'
-- query x() many
select name from t where name = "plain"
SQL
refuse_query 2 'comment is not closed' <<'SQL'
-- query x() many
select name from t /* never
SQL
refuse_query 3 'like nothing: no such query above' <<'SQL'
-- query x() many
select id, name from t
-- query y() many like nothing
select id, name from t
SQL
refuse_query 3 'like x: the columns differ' <<'SQL'
-- query x() many
select id, name from t
-- query y() many like x
select id, note as name from t
SQL

# ---- what waits for the end of its closure ----
refuse_query 1 'only `run` can wait for the end of its closure' <<'SQL'
-- query x(id int, n int+) change
insert into t (id, name) values (:id, 'x') on conflict (id) do update set id = t.id + :n
SQL
refuse_query 1 'what waits for the end of its closure is `insert into TABLE` of ints and texts' <<'SQL'
-- query x(id int, n int+) run
update t set id = id + :n where id = :id
SQL
refuse_query 1 "parameter 'n text+' should be NAME TYPE" <<'SQL'
-- query x(id int, n text+) run
insert into t (id, name) values (:id, :n)
SQL

# ---- parts ----
refuse_query 2 '{nothing}: no such part above' <<'SQL'
-- query x() many
select {nothing} from t
SQL
refuse_query 1 'part columns is not used' <<'SQL'
-- part columns
id, name
-- query x() many
select id from t
SQL
refuse_query 3 'part columns stands there twice' <<'SQL'
-- part columns
id, name
-- part columns
id
-- query x() many
select {columns} from t
SQL
refuse_query 1 'part columns: empty' <<'SQL'
-- part columns

-- query x() many
select {columns} from t
SQL
refuse_query 1 "part 'Columns'" <<'SQL'
-- part Columns
id
-- query x() many
select {Columns} from t
SQL
refuse_query 6 'no such column: nmae' <<'SQL'
-- part columns
id,
name
-- query x() many
select {columns} from t
where nmae
SQL
refuse_query 2 '-- postgres stands once' <<'SQL'
-- part columns
-- postgres
id
SQL

# Parts with parameters: texts for whoever names their module.
refuse_query 2 '{not_over(t, 1)}: no such part above' <<'SQL'
-- query x() many
select id from t where {not_over(t, 1)}
SQL
refuse 3 '{plain}: no such part above' <<'SQL'
-- uses days
-- query x() one
select {plain} as "one int"
SQL
mkdir modules/between
echo '-- uses days' >modules/between/between.sql
refuse 3 '{not_over(t, 1)}: no such part above' <<'SQL'
-- uses between
-- query x() one
select 1 as "one int" where {not_over(t, 1)}
SQL
refuse 3 'part not_over takes 2, here are 1' <<'SQL'
-- uses days
-- query x() one
select 1 as "one int" where {not_over(t)}
SQL
refuse 3 'part not_over takes 2, here are 0' <<'SQL'
-- uses days
-- query x() one
select 1 as "one int" where {not_over}
SQL
refuse 3 '{not_over: } is missing' <<'SQL'
-- uses days
-- query x() one
select 1 as "one int" where {not_over(t, 1) }
SQL
refuse 3 '( is not closed' <<'SQL'
-- uses days
-- query x() one
select 1 as "one int" where {not_over(t, (1)}
SQL
refuse 2 'part not_over stands there twice' <<'SQL'
-- uses days
-- part not_over
1
SQL
refuse_query 1 'part one: other is not used' <<'SQL'
-- part one(it, other)
it.id
SQL
refuse_query 1 'write: -- part NAME' <<'SQL'
-- part one(it) please
it.id
SQL
refuse_query 1 "parameter 'Day'" <<'SQL'
-- part one(it, Day)
it.id = Day
SQL
refuse_query 1 'more than 6 in (' <<'SQL'
-- part one(a, b, d, e, f, g, h)
a b d e f g h
SQL

# ---- views ----
refuse 3 'no such column: secret' <<'SQL'
-- uses other
-- query x() many
select secret from other_known
SQL
refuse 2 'no such table: third_unknown' <<'SQL'
-- uses other third
-- query x() many
select id from third_unknown
SQL
refuse 4 'view other_on takes 1, here are 0' <<'SQL'
-- uses other
-- query x() many
select id
from other_on
SQL
refuse 2 'it reads other_known: a view stands right behind from or join' <<'SQL'
-- uses days other
-- query x() many
select d.id from other_known k, other_known d
SQL
refuse 1 'no such table: other_known' <<'SQL'
-- query x() many
select id from other_known
SQL
refuse 2 'view other_known stands there twice' <<'SQL'
-- uses other
-- view other_known
select id from other
SQL
refuse_query 5 'view w: no such column: nmae' <<'SQL'
-- view w
select id /*
  */
from t where
  name = name and nmae = ''
-- query x() many
select id from w
SQL
refuse_query 2 'view v: no such column: nmae' <<'SQL'
-- view v
select nmae from t
SQL
refuse_query 1 'view v: empty' <<'SQL'
-- view v

SQL
refuse_query 1 'view v: :day is not used' <<'SQL'
-- view v(day)
select id, name as day from t
SQL
refuse_query 1 'view t: ' <<'SQL'
-- view t
select id from t
SQL
refuse_query 1 'view v: one statement, please' <<'SQL'
-- view v
select id from t; select id from t
SQL
refuse_query 2 '-- postgres stands once' <<'SQL'
-- view v
-- postgres
select id from t
SQL
refuse_query 3 'parameter :day is not declared' <<'SQL'
-- view v(day)
select id from t where name = :day
-- query x() many
select id from v(:day)
SQL

# ---- row by row ----
refuse_query 1 'each only reads' <<'SQL'
-- query x(id int) each
delete from t where id = :id returning id
SQL
refuse_query 1 'it returns no rows' <<'SQL'
-- query x(id int) each
delete from t where id = :id
SQL
refuse_query 3 'that one is not `many`' <<'SQL'
-- query x() each
select id, name from t
-- query y() many like x
select id, name from t
SQL

# ---- whose tables ----
refuse 2 'reads third: add third to -- uses' <<'SQL'
-- uses other
-- query x() many
select name from third
SQL
refuse 2 'writes other, a table of other' <<'SQL'
-- uses other third
-- query x(id int) run
delete from other where id = :id
SQL
refuse 2 'reads other, a table of other: read a view of that module' <<'SQL'
-- uses other third
-- query x() many
select o.id from other_known k join other o on o.id = k.id
SQL
refuse 2 'reads third, a table of third: read a view of that module' <<'SQL'
-- uses other third
-- query x() one
select count(*) as "n int" from third
SQL
refuse 2 'reads third_known: add third to -- uses' <<'SQL'
-- uses other
-- view v
select id from third_known
SQL
refuse 2 'view v: it reads other, a table of other' <<'SQL'
-- uses other
-- view v
select o.id from other o
-- query x() one
select count(*) as "n int" from v
SQL
refuse 4 'query x: it reads other, a table of other' <<'SQL'
-- uses other
-- part those
id in (select id from other)
-- query x() one
select count(*) as "n int" from other_known where {those}
SQL
accept <<'SQL'
-- uses other third
-- part those
o.id in (select id from other_known)
-- query x() many
select o.id, t.name from other_known o join third_known t on t.id = o.third_id where {those}
-- query y() one
select count(*) as "n int" from other_known
SQL

# The files of a room read its tables, those beside it do not.
mkdir -p modules/other/sub modules/beside
printf -- '-- uses other\n-- query x() many\nselect id, secret from other\n' | tee modules/other/sub/sub.sql modules/other/sub/more.sql >modules/beside/more.sql
checks=$((checks + 3))
for f in other/sub/sub other/sub/more; do
	"$sqlc" -I modules modules/$f.sql out >log 2>&1 || { echo "a file of the room:"; cat log; bad=1; }
	rm -rf out.*
done
if "$sqlc" -I modules modules/beside/more.sql out >log 2>&1 || ! grep -q 'read a view of that module' log; then echo "beside a room:"; cat log; bad=1; fi

refuse_query 1 'only one, maybe and many can be asked ahead' <<'SQL'
-- query t_drop(id int) run ahead
delete from t where id = :id
SQL

# ---- what comes out ----
accept <<'SQL'
-- A comment about postgres and queries.
-- migrate
create table text_of (
	id   integer  primary key,
	text text not null,
	size integer not null default 0 check (size >= 0 and text <> 'text integer'),
	blob blob,
	ratio real
);
create index text_of_text on text_of (text, size);
create table part (text_id integer not null references text_of, "text" text, primary key (text_id));
insert into part (text_id, "text") select id, cast(size as text) || cast(ratio as integer) from text_of;
-- postgresql is not a directive

-- query text_get(id int) maybe
select id, text, size, blob, ratio from text_of where id = :id

-- query text_all(after int, names texts, ids ints, note text?) many
select id, text, (select max(size) from text_of) as "greatest int?" from text_of
where id > :after and text in :names and id in :ids and coalesce(:note, '') <> ':none' /* :nobody */ limit 5

-- query text_set(id int, data blob?, ratio real?) change
update text_of set blob = :data, ratio = :ratio where id = :id

-- query text_foreseen(note text?) maybe ahead
select id from text_of where text = coalesce(:note, '')

-- query text_drop(id int) run
delete from text_of where id = :id

-- query text_find(text text) one like text_get
select id, text, size, blob, ratio from text_of where text = :text
-- postgres
select id, text, size, blob, ratio from text_of where text = :text for update
SQL
holds last.c 'id   bigint generated by default as identity primary key'
holds last.c 'text text collate \"C\" not null'
holds last.c 'size bigint not null default 0 check (size >= 0 and text <> '"'text integer')"
holds last.c 'blob bytea'
holds last.c 'ratio double precision'
holds last.c 'on text_of (text, size)'
holds last.c 'cast(size as text) || cast(ratio as bigint)'
holds last.c 'text_set_types, 3, true, false}' # its rows are counted
holds last.c 'text_drop_types, 1, true, true}' # nobody asks how many
holds last.c 'references text_of, \"text\" text collate \"C\"'
holds last.c 'id > ?1 and text in (select value from json_each(?2)) and id in (select value from json_each(?3))'
holds last.c 'id > $1 and text in (select unnest($2::text[])) and id in (select unnest($3::bigint[]))'
holds last.c "coalesce(\$4, '') <> ':none'"
holds last.c 'for update'
holds last.h 'void text_foreseen_ahead(struct ctx *c, str /* or null */ note);'
holds last.c 'db_ahead(c, &text_foreseen_sql, values);'
lacks last.c ':nobody'
holds last.h 'struct text_get { 	int64_t id; 	str text; 	int64_t size; 	str blob; /* may be null */ 	opt_real ratio; };'
holds last.h 'opt_int greatest;'
holds last.h 'MUST_USE err text_all(struct ctx *c, int64_t after, struct texts names, struct ints ids, str /* or null */ note, struct text_all_rows *out);'
holds last.h 'MUST_USE err text_set(struct ctx *c, int64_t id, str data, opt_real ratio);'
holds last.h 'MUST_USE err text_find(struct ctx *c, str text, struct text_get *out);'
holds last.c 'text_set_types[] = {V_INT, V_BLOB, V_REAL}'
holds last.c 'text_get_types, 1, false, false}'

# A comment changes no hash; a word does.
hash=$(grep -oE '"[0-9a-f]{32}"' last.c)
sed 's/^create index text_of_text/-- one more comment\n&/' x.sql >y.sql
accept <y.sql
holds last.c "$hash"
sed 's/size >= 0/size >= 1/' x.sql >y.sql
accept <y.sql
lacks last.c "$hash"

# Long heads, parts, many parameters, row by row.
accept <<'SQL'
-- migrate
create table t (id integer primary key, name text not null, a int, b int, g int, d int, e int);
-- part named
id, name
-- part whole
{named}, a as "a int"
-- query few(a int, b int,
--   g int, d int,
--   e int, f int) run
update t set a = :a, b = :b, g = :g, d = :d, e = :e where id = :f
-- query several(id int, name text?, a int, b int?,
--   g int, d int, e int
-- ) change
update t set name = coalesce(:name, '{whole}'), a = :a, b = :b, g = :g, d = :d, e = :e where id = :id
-- query all_of() each
select {whole} from t order by id
-- query some_of(ids ints) each like all_of
select {whole} from t where id in :ids
SQL
holds last.h 'MUST_USE err few(struct ctx *c, int64_t a, int64_t b, int64_t g, '
holds last.h 'struct several_in { 	int64_t id; 	str name; /* or null */ 	int64_t a; 	opt_int b; '
holds last.h 'MUST_USE err several(struct ctx *c, const struct several_in *in);'
holds last.c 'v_int(in->id), v_opt_text(in->name), '
holds last.c "coalesce(?2, '{whole}')"
holds last.c '"select id, name, a as \"a int\" from t order by id"'
holds last.h 'MUST_USE err all_of(struct ctx *c, err (*each)(struct ctx *c, const struct all_of *row, void *arg), void *arg);'
holds last.h 'MUST_USE err some_of(struct ctx *c, struct ints ids, err (*each)(struct ctx *c, const struct all_of *row, void *arg), void *arg);'
holds last.c 'TRY(db_stream(c, &all_of_sql, values, &r));'
lacks last.h 'all_of_rows'
lacks last.h 'few_in'

# What stands for the words of a part is taken as it is, and is not read again.
accept <<'SQL'
-- uses days
-- migrate
create table t (id integer primary key, since text not null, until text, day text);
-- part mine(what)
what.id + 1
-- query x(today text, day text) many
select t.id, {mine(t)} as "more int" from t where {between( t, coalesce(:day, max(:today, 'it)')), t.day )}
-- query y(day text) run
update t set day = :day where {not_over(t, :day)}
SQL
holds last.c "(t.since <= coalesce(?2, max(?1, 'it)')) and (t.until is null or t.until > coalesce(?2, max(?1, 'it)'))) and t.day <> 'it, day'"
holds last.c 'select t.id, t.id + 1 as'
holds last.c 'set day = ?1 where (t.until is null or t.until > ?1)'

# A view is written into the statement that reads it, with the day that it is told.
accept <<'SQL'
-- uses other
-- migrate
create table t (id integer primary key, other_id integer references other);
-- view t_on(day)
select t.id, o.third_id -- of whom
from t join /* the
others */ other_on(:day) o on o.id = t.other_id -- join other_known
-- query x(today text) many
select v.id, v.third_id, k.day from t_on(:today) v left join other_known as k on k.id = v.id
-- query y(day text) many
select id from t where other_id in (select id from other_on(coalesce(:day, ''))) and exists (select 1 from t_on('') where id = 1)
-- query add(other int) run
insert into t (other_id) values (:other)
-- query z() many
select id from other_known
-- postgres
select id from other_known order by id
SQL
holds last.c "from (select t.id, o.third_id from t join (select o.id, o.third_id from (select id, third_id, day from other) o where o.day = ?1 or ?1 = '') o on o.id = t.other_id) v left join (select id, third_id, day from other) as k on k.id"
holds last.c "where o.day = coalesce(?1, '') or coalesce(?1, '') = '') as other_on)"
holds last.c "where o.day = '' or '' = '') o on o.id = t.other_id) as t_on where id = 1)"
holds last.c '"select id from (select id, third_id, day from other) as other_known"'
holds last.c '"select id from (select id, third_id, day from other) as other_known order by id"'
holds last.h 'str day; /* may be null */'
lacks last.c 'create view'

# Nothing is replaced by its like, an empty line makes nothing different, a part goes with its query.
printf -- '-- migrate\ncreate table t (id integer primary key,\n  name text not null);\n-- part both\nid,\nname\n-- query w(id int,\n-- name text) many\nselect {both} from t where id = :id and name = :name\n-- query x() many\nselect id\nfrom t\n-- query y() many\nselect name from t\n' >x.sql
compile && touch -d '2 days ago' out.h out.c out.parts/* out.mk || bad=1
sed -i G x.sql
compile
checks=$((checks + 1))
[ -z "$(find out.h out.c out.mk out.parts -type f -newermt '1 day ago')" ] || { echo "an empty line replaced:"; find out.* -type f -newermt '1 day ago'; bad=1; }
touch -d '2 days ago' out.parts/*
printf -- '-- query z() many\nselect id from t\n' >>x.sql
compile
checks=$((checks + 1))
[ "$(find out.parts -type f -newermt '1 day ago')" = out.parts/z ] || { echo "a new query replaced:"; find out.parts -type f -newermt '1 day ago'; bad=1; }
echo 'more' >>out.parts/y
compile
checks=$((checks + 1))
! grep -q more out.parts/y || { echo "a part with more in it stays"; bad=1; }
sed -i '/^-- query y/,$d' x.sql
compile
checks=$((checks + 1))
[ "$(ls out.parts | tr '\n' ' ')" = '0 w x ' ] && [ -z "$(find out.parts/x -newermt '1 day ago')" ] && [ -n "$(find out.h -newermt '1 day ago')" ] || { echo "parts:"; ls -l out.parts; bad=1; }
checks=$((checks + 1))
grep -q '^out.stamp: x.sql ' out.mk || { cat out.mk; bad=1; }
printf -- '-- uses other third\n-- query x() many\nselect id from other_known\n' >x.sql
compile
checks=$((checks + 1))
grep -q '^out.stamp: x.sql modules/other/other.sql modules/third/third.sql ' out.mk || { cat out.mk; bad=1; }

"$sqlc" >log 2>&1
[ $? = 2 ] || { echo "wrong usage does not exit with 2"; bad=1; }

echo "sqlc: $checks checks"
exit $bad
