-- uses db units
-- migrate
create table procedure (
	id          integer primary key,
	code        text not null,
	name        text not null,
	field       text not null,
	level       text not null check (level in ('commune', 'vertical', 'other')),
	levels      text not null,
	ministry    text not null,
	decision    text not null,
	applicants  text not null,
	result      text not null,
	agency      text not null,
	online      text not null check (online in ('full', 'partial', 'none')),
	term_unit   text not null check (term_unit in ('working_minutes', 'days', 'months', 'same_day', 'unknown')),
	term_amount integer not null,
	fee         integer,
	fee_note    text not null,
	valid_from  text not null,
	valid_to    text,
	source      text not null,
	folded      text not null,
	term_basis  text not null default '',
	supplement_rule text not null default 'restart' check (supplement_rule in ('restart', 'resume')),
	sequence    text not null default '',
	conditions  text not null default '',
	legal_basis text not null default '',
	changed_at  integer,
	changed_by  text not null default '',
	change_note text not null default ''
);
create index procedure_code on procedure (code, valid_from);
create unique index procedure_version on procedure (code, valid_from) where valid_to is null or valid_to > valid_from;
create index procedure_field on procedure (level, field, code);
create table procedure_channel (
	procedure_id integer not null references procedure,
	channel      text not null check (channel in ('desk', 'online', 'post')),
	term_unit    text not null check (term_unit in ('working_minutes', 'days', 'months', 'same_day', 'unknown')),
	term_amount  integer not null,
	fee          integer,
	note         text not null default '',
	primary key (procedure_id, channel)
);
create table procedure_component (
	id           integer primary key,
	procedure_id integer not null references procedure,
	number       integer not null,
	grouping     text not null default '',
	name         text not null,
	form_name    text not null default '',
	originals    integer not null default 0,
	copies       integer not null default 0
);
create unique index procedure_component_number on procedure_component (procedure_id, number);
create table procedure_remark (
	procedure_id integer not null references procedure,
	number       integer not null,
	grouping     text not null default '',
	remark       text not null,
	primary key (procedure_id, number)
);
-- migrate
create table procedure_step (
	code        text not null,
	unit_id     integer not null,
	number      integer not null,
	title       text not null,
	kind        text not null check (kind in ('reception', 'processing', 'approval', 'return')),
	role        text not null,
	agency_kind text not null,
	share       integer not null check (share between 0 and 100),
	actions     text not null,
	basis       text not null default '',
	primary key (code, unit_id, number)
);
create table procedure_authority (
	code       text not null,
	level      text not null check (level in ('commune', 'district', 'province', 'ministry')),
	valid_from text not null,
	valid_to   text,
	basis      text not null,
	primary key (code, valid_from)
);
create table procedure_posting (
	unit_id    integer not null references unit,
	code       text not null,
	is_posted  integer not null,
	remark     text not null,
	primary key (unit_id, code)
);
create index procedure_posting_code on procedure_posting (code);
create table procedure_fee_rule (
	id         integer primary key,
	code       text not null,
	channel    text not null,
	attribute  text not null,
	amount     integer not null check (amount >= 0),
	basis      text not null,
	valid_from text not null,
	valid_to   text
);
create index procedure_fee_rule_code on procedure_fee_rule (code, valid_from);
create table procedure_use (
	unit_id integer not null references unit,
	code    text not null,
	uses    integer not null,
	primary key (unit_id, code)
);
-- migrate
create virtual table procedure_search using fts5(text, tokenize='ascii');
-- postgres
create table procedure_search (rowid bigint primary key, text tsvector not null);
create index procedure_search_text on procedure_search using gin (text);
-- migrate
-- remarks that stood among the papers
insert into procedure_remark (procedure_id, number, grouping, remark)
select procedure_id, number, grouping, name from procedure_component
where grouping like 'Lưu ý%' or name like 'Lưu ý%' or name like 'Giá trị sử dụng của%' or name like 'Số lượng hồ sơ:%';
delete from procedure_component
where grouping like 'Lưu ý%' or name like 'Lưu ý%' or name like 'Giá trị sử dụng của%' or name like 'Số lượng hồ sơ:%';
-- migrate
drop table procedure_search;

-- ---- what other modules read ----

-- view procedure_name
select id, code, name, field, fee_note, valid_from, valid_to from procedure
-- view procedure_on(day)
select id, code, name, field, fee_note, valid_from, valid_to from procedure where {valid(procedure, :day)}
-- view procedure_wants
select procedure_id, number, grouping, name, form_name, originals, copies from procedure_component
-- view procedure_way
select procedure_id, channel from procedure_channel
-- view procedure_offered
select unit_id, code, is_posted from procedure_posting

-- query procedure_add(code text, name text, field text, level text, levels text, ministry text, decision text, applicants text,
--     result text, agency text, term_unit text, term_amount int, fee int?, fee_note text, valid_from text, source text,
--     folded text) one
insert into procedure (code, name, field, level, levels, ministry, decision, applicants, result, agency, online, term_unit,
	term_amount, fee, fee_note, valid_from, source, folded)
values (:code, :name, :field, :level, :levels, :ministry, :decision, :applicants, :result, :agency, 'none', :term_unit,
	:term_amount, :fee, :fee_note, :valid_from, :source, :folded)
returning id

-- query procedure_earliest(code text) maybe
select id, valid_from from procedure where code = :code order by valid_from limit 1

-- query procedure_add_before(id int, since text, source text) one
insert into procedure (code, name, field, level, levels, ministry, decision, applicants, result, agency, online, term_unit, term_amount, fee,
	fee_note, valid_from, valid_to, source, folded, term_basis, supplement_rule)
select code, name, field, level, levels, ministry, '', applicants, result, agency, online, term_unit, term_amount, fee, fee_note, :since,
	valid_from, :source, folded, term_basis, supplement_rule
from procedure where id = :id
returning id

-- query procedure_end(id int, valid_to text) change
update procedure set valid_to = :valid_to where id = :id and valid_to is null and valid_from < :valid_to

-- query procedure_set_online(id int, online text) change
update procedure set online = :online where id = :id

-- query procedure_receive(id int, agency text, applicants text, fee_note text, basis text) change
update procedure set level = 'commune', agency = :agency, applicants = :applicants, fee_note = :fee_note,
	fee = case when :fee_note = '' then fee end, source = source || '; ' || :basis where id = :id

-- query procedure_set_term(id int, term_unit text, term_amount int, basis text) change
update procedure set term_unit = :term_unit, term_amount = :term_amount, term_basis = :basis where id = :id

-- query procedure_set_law(id int, supplement_rule text, conditions text, legal_basis text) change
update procedure set supplement_rule = :supplement_rule, conditions = :conditions, legal_basis = :legal_basis where id = :id

-- query procedure_channel_add(procedure int, channel text, term_unit text, term_amount int, fee int?, note text) run
insert into procedure_channel (procedure_id, channel, term_unit, term_amount, fee, note)
values (:procedure, :channel, :term_unit, :term_amount, :fee, :note)

-- query procedure_component_add(procedure int, number int, grouping text, name text, form_name text, originals int, copies int) run
insert into procedure_component (procedure_id, number, grouping, name, form_name, originals, copies)
values (:procedure, :number, :grouping, :name, :form_name, :originals, :copies)

-- query procedure_remark_add(procedure int, number int, grouping text, remark text) run
insert into procedure_remark (procedure_id, number, grouping, remark) values (:procedure, :number, :grouping, :remark)

-- query procedure_copy_channels(old_id int, new_id int) run
insert into procedure_channel (procedure_id, channel, term_unit, term_amount, fee, note)
select :new_id, channel, term_unit, term_amount, fee, note from procedure_channel where procedure_id = :old_id

-- query procedure_set_channel_terms(procedure int, term_unit text, term_amount int) run
update procedure_channel set term_unit = :term_unit, term_amount = :term_amount where procedure_id = :procedure

-- query procedure_set_channel_fees(procedure int, fee int) run
update procedure_channel set fee = :fee where procedure_id = :procedure

-- query procedure_copy_components(old_id int, new_id int) run
insert into procedure_component (procedure_id, number, grouping, name, form_name, originals, copies)
select :new_id, number, grouping, name, form_name, originals, copies from procedure_component where procedure_id = :old_id

-- query procedure_copy_remarks(old_id int, new_id int) run
insert into procedure_remark (procedure_id, number, grouping, remark)
select :new_id, number, grouping, remark from procedure_remark where procedure_id = :old_id

-- query procedure_any() maybe
select id from procedure where code = '1.001193' limit 1

-- query procedure_bare() many
select p.id from procedure p
where p.level = 'commune' and not exists (select 1 from procedure_component k where k.procedure_id = p.id)

-- query procedure_get(id int) one
select id, code, name, field, level, levels, ministry, decision, applicants, result, agency, online, term_unit, term_amount, fee, fee_note,
	valid_from, valid_to, source, term_basis, supplement_rule, sequence, conditions, legal_basis, changed_at, changed_by, change_note
from procedure where id = :id

-- query procedure_by_code(code text, on_day text) maybe
select id, code, name from procedure
where code = :code and {valid(procedure, :on_day)}
order by valid_from desc limit 1

-- query procedure_newest(code text) maybe
select id, name, field, level, levels, ministry, decision, applicants, result, agency, term_unit, term_amount, fee, fee_note, valid_from
from procedure where code = :code and {not_ended(procedure, procedure.valid_from)} order by valid_from desc limit 1

-- query procedure_versions() many
select p.id, p.code, p.name, p.field, p.term_unit, p.term_amount, p.fee, p.fee_note, p.supplement_rule, p.valid_from, p.valid_to,
	k.channel as "channel text?", k.term_unit as "channel_unit text?", k.term_amount as "channel_amount int?", k.fee as "channel_fee int?"
from procedure p left join procedure_channel k on k.procedure_id = p.id
where p.level = 'commune' order by p.code, p.valid_from

-- query procedure_search_list() many
select id, code, name, field, level, levels, online, term_unit, term_amount, result, valid_from, valid_to
from procedure order by code, valid_from, id

-- query procedure_channels(procedure int) many
select channel, term_unit, term_amount, fee, note from procedure_channel where procedure_id = :procedure
order by case channel when 'online' then 0 when 'desk' then 1 else 2 end

-- query procedure_components(procedure int) many
select number, grouping, name, form_name, originals, copies from procedure_component where procedure_id = :procedure order by number

-- query procedure_remarks(procedure int) many
select number, grouping, remark from procedure_remark where procedure_id = :procedure order by number

-- query procedure_fields(on_day text) many
select field, count(*) as "total int" from procedure
where level = 'commune' and {valid(procedure, :on_day)}
group by field order by count(*) desc, field

-- query procedure_list(field text, on_day text) many
select id, code, name, field, level, levels, online, term_unit, term_amount from procedure
where level = 'commune' and field = :field and {valid(procedure, :on_day)}
order by code

-- query procedure_all(on_day text, after text, n int) many like procedure_list
select id, code, name, field, level, levels, online, term_unit, term_amount from procedure
where code > :after and level = 'commune' and {valid(procedure, :on_day)}
order by code limit :n

-- query procedure_among(codes texts, on_day text) many like procedure_list
select id, code, name, field, level, levels, online, term_unit, term_amount from procedure
where code in :codes and level = 'commune' and {valid(procedure, :on_day)}
order by code

-- query procedure_code_of(id int) maybe
select code from procedure where id = :id

-- query step_list(code text, unit int) many
select number, title, kind, role, agency_kind, share, actions, basis from procedure_step
where code = :code and unit_id = :unit order by number

-- query step_add(code text, unit int, number int, title text, kind text, role text, agency_kind text, share int, actions text,
--     basis text) run
insert into procedure_step (code, unit_id, number, title, kind, role, agency_kind, share, actions, basis)
values (:code, :unit, :number, :title, :kind, :role, :agency_kind, :share, :actions, :basis)

-- query steps_remove(code text, unit int) run
delete from procedure_step where code = :code and unit_id = :unit

-- query authority_on(code text, on_day text) maybe
select level, valid_from, valid_to, basis from procedure_authority
where code = :code and {valid(procedure_authority, :on_day)}
order by valid_from desc limit 1

-- query authority_list(code text) many
select level, valid_from, valid_to, basis from procedure_authority where code = :code order by valid_from

-- query authority_add(code text, level text, valid_from text, valid_to text?, basis text) run
insert into procedure_authority (code, level, valid_from, valid_to, basis) values (:code, :level, :valid_from, :valid_to, :basis)

-- query authority_end(code text, valid_to text) run
update procedure_authority set valid_to = :valid_to where code = :code and valid_to is null and valid_from < :valid_to

-- query authority_parents(unit int) one
select u.id, u.level, p.id as "parent_id int?", coalesce(p.level, '') as "parent_level text",
	g.id as "grand_id int?", coalesce(g.level, '') as "grand_level text"
from unit_name u left join unit_name p on p.id = u.parent_id left join unit_name g on g.id = p.parent_id
where u.id = :unit

-- query posting_of(unit int, code text) maybe ahead
select is_posted, remark from procedure_posting where unit_id = :unit and code = :code

-- query posting_list(unit int) many
select code, is_posted, remark from procedure_posting where unit_id = :unit order by code

-- query posting_set(unit int, code text, is_posted int, remark text) run
insert into procedure_posting (unit_id, code, is_posted, remark) values (:unit, :code, :is_posted, :remark)
on conflict (unit_id, code) do update set is_posted = excluded.is_posted, remark = excluded.remark

-- query fee_rules_on(code text, on_day text) many
select id, channel, attribute, amount, basis, valid_from, valid_to from procedure_fee_rule
where code = :code and {valid(procedure_fee_rule, :on_day)}
order by amount, id

-- query fee_rule_list(code text) many like fee_rules_on
select id, channel, attribute, amount, basis, valid_from, valid_to from procedure_fee_rule where code = :code order by valid_from, id

-- query fee_rule_add(code text, channel text, attribute text, amount int, basis text, valid_from text, valid_to text?) one
insert into procedure_fee_rule (code, channel, attribute, amount, basis, valid_from, valid_to)
values (:code, :channel, :attribute, :amount, :basis, :valid_from, :valid_to) returning id

-- query fee_rule_end(id int, code text, valid_to text) change
update procedure_fee_rule set valid_to = :valid_to
where id = :id and code = :code and {not_ended(procedure_fee_rule, :valid_to)}

-- query procedure_use_count(unit int, code text, uses int+) run
insert into procedure_use (unit_id, code, uses) values (:unit, :code, :uses)
on conflict (unit_id, code) do update set uses = procedure_use.uses + excluded.uses

-- query procedure_use_list(unit int) many
select code, uses from procedure_use where unit_id = :unit order by uses desc, code

-- query version_list(code text, before_on text, before_id int, most int) many
select id, name, decision, valid_from, valid_to, changed_at, changed_by, change_note, source from procedure
where code = :code and (valid_from, id) < (:before_on, :before_id) order by valid_from desc, id desc limit :most

-- query version_set(id int, term_basis text, sequence text, changed_at int, changed_by text, change_note text) change
update procedure set term_basis = :term_basis, sequence = :sequence, changed_at = :changed_at, changed_by = :changed_by,
	change_note = :change_note where id = :id

-- query version_before(code text, valid_from text) maybe
select id from procedure
where code = :code and valid_from < :valid_from and {not_ended(procedure, procedure.valid_from)} order by valid_from desc limit 1

-- query posting_remarks(code text) many
select u.full_name as unit_name, o.is_posted, o.remark from procedure_posting o join unit_name u on u.id = o.unit_id
where o.code = :code and (o.remark <> '' or o.is_posted = 0) order by u.full_name limit 100

-- query authority_all() many
select code, level, valid_from, valid_to from procedure_authority order by code, valid_from

-- query fee_rules_all() many
select code, channel, attribute, amount, basis, valid_from, valid_to from procedure_fee_rule order by amount, id

-- query version_cancel(id int, today text) change
update procedure set valid_to = valid_from where id = :id and valid_from > :today and valid_to is null

-- query version_reopen(code text, valid_to text) run
update procedure set valid_to = null where code = :code and valid_to = :valid_to and valid_from < :valid_to

-- query authority_drop(code text, valid_from text, today text) change
delete from procedure_authority where code = :code and valid_from = :valid_from and valid_from > :today and valid_to is null

-- query authority_reopen(code text, valid_to text) run
update procedure_authority set valid_to = null where code = :code and valid_to = :valid_to
