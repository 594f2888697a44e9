-- uses db units people access
-- migrate
create table household (
	id        integer primary key,
	unit_id   integer not null references unit,
	code      text not null,
	changes   integer not null, -- how often: who saw another number is told
	opened_on text not null,
	ended_on  text,             -- the first day on which there is none
	ended_by  integer
);
create unique index household_code on household (unit_id, code);

-- what happened, as it was said; never changed but by who takes it back
create table household_movement (
	id           integer primary key,
	unit_id      integer not null references unit,
	household_id integer not null references household,
	other_id     integer references household, -- where somebody moved to
	person_id    integer references person,
	kind         text not null,
	on_day       text not null,
	source       text not null,
	document     text not null,
	reason       text not null,
	withdraws    integer,
	withdrawn_by integer,
	written_at   integer not null,
	written_by   integer not null
);
create index household_movement_of on household_movement (household_id, id);
create index household_movement_other on household_movement (other_id, id) where other_id is not null;
create index household_movement_person on household_movement (person_id, id) where person_id is not null;
create index household_movement_unit on household_movement (unit_id, id);

-- where a household is and of which kind; begun and ended by movements; replaced_by: it was said wrongly
create table household_span (
	id           integer primary key,
	household_id integer not null references household,
	unit_id      integer not null references unit,
	hamlet_id    integer not null references hamlet,
	address      text not null,
	folded       text not null,
	kind         text not null,
	valid_from   text not null,
	valid_to     text,
	begun_by     integer not null references household_movement,
	ended_by     integer,
	replaced_by  integer
);
create index household_span_of on household_span (household_id, valid_from);
create index household_span_unit on household_span (unit_id, household_id);
create index household_span_hamlet on household_span (hamlet_id, valid_from);
create index household_span_begun on household_span (begun_by);
create index household_span_ended on household_span (ended_by) where ended_by is not null;
create index household_span_replaced on household_span (replaced_by) where replaced_by is not null;

create table household_member (
	id           integer primary key,
	household_id integer not null references household,
	unit_id      integer not null references unit,
	person_id    integer not null references person,
	relation     text not null, -- to the head; 'head'
	residence    text not null check (residence in ('permanent', 'temporary')),
	presence     text not null check (presence in ('present', 'absent')),
	valid_from   text not null,
	valid_to     text,
	begun_by     integer not null references household_movement,
	ended_by     integer,
	replaced_by  integer
);
create index household_member_of on household_member (household_id, valid_from, id);
create index household_member_person on household_member (person_id, valid_from);
create index household_member_unit on household_member (unit_id, id);
create index household_member_begun on household_member (begun_by);
create index household_member_ended on household_member (ended_by) where ended_by is not null;
create index household_member_replaced on household_member (replaced_by) where replaced_by is not null;

-- poor, near poor, a family that has rights by a policy: by a decision, for some time
create table household_policy (
	id              integer primary key,
	household_id    integer not null references household,
	unit_id         integer not null references unit,
	kind            text not null,
	family          text not null check (family in ('poverty', 'policy')),
	decision_number text not null,
	decision_on     text not null,
	valid_from      text not null,
	valid_to        text,
	begun_by        integer not null references household_movement,
	ended_by        integer,
	replaced_by     integer
);
create index household_policy_of on household_policy (household_id, valid_from);
create index household_policy_unit on household_policy (unit_id, household_id);
create index household_policy_begun on household_policy (begun_by);
create index household_policy_ended on household_policy (ended_by) where ended_by is not null;
create index household_policy_replaced on household_policy (replaced_by) where replaced_by is not null;

-- what is known of a person because he lives somewhere
create table resident (
	person_id integer primary key references person,
	ethnicity text not null,
	died_on   text,
	died_by   integer
);

-- migrate
-- what a resident has of electronic identity, each from a day on; it goes with him wherever he lives
create table resident_identity (
	id          integer primary key,
	person_id   integer not null references person,
	unit_id     integer not null references unit, -- that wrote it
	fact        text not null check (fact in ('card', 'level_1', 'level_2', 'activated')),
	valid_from  text not null,
	valid_to    text,
	begun_by    integer not null references household_movement,
	ended_by    integer,
	replaced_by integer
);
create index resident_identity_of on resident_identity (person_id, valid_from);
create index resident_identity_begun on resident_identity (begun_by);
create index resident_identity_ended on resident_identity (ended_by) where ended_by is not null;
create index resident_identity_replaced on resident_identity (replaced_by) where replaced_by is not null;
-- migrate
-- the figures of a commune as they were counted on a day
create table population_kept (
	unit_id    integer not null references unit,
	on_day     text not null,
	households integer not null,
	persons    integer not null,
	female     integer not null,
	poor       integer not null,
	near_poor  integer not null,
	cards      integer not null,
	eligible   integer not null,
	level_2    integer not null,
	activated  integer not null,
	counted_at integer not null,
	primary key (unit_id, on_day)
);

-- ---- households ----

-- query household_add(unit int, code text, opened_on text) one
insert into household (unit_id, code, changes, opened_on) values (:unit, :code, 1, :opened_on) returning id

-- query household_of(id int, unit int) one
select id, unit_id, code, changes, opened_on, ended_on from household where id = :id and unit_id = :unit

-- query household_by_code(unit int, code text) maybe
select id, unit_id, code, changes, opened_on, ended_on from household where unit_id = :unit and code = :code

-- query household_titled(id int) one
select code from household where id = :id

-- query household_touch(id int) run
update household set changes = changes + 1 where id = :id

-- query household_end(id int, on_day text, movement int) change
update household set ended_on = :on_day, ended_by = :movement where id = :id and ended_on is null

-- of those that were given, or look so; HO-7A was typed
-- query household_codes_last(unit int, low text, high text) maybe
select code from household where unit_id = :unit and code >= :low and code < :high
	and length(code) = 9 and rtrim(substr(code, 4), '0123456789') = '' order by code desc limit 1

-- ---- movements ----

-- query household_movement_add(unit int, household int, other int?, person int?, kind text, on_day text, source text, document text, reason text,
--     withdraws int?, now int, actor int) one
insert into household_movement (unit_id, household_id, other_id, person_id, kind, on_day, source, document, reason, withdraws, written_at, written_by)
values (:unit, :household, :other, :person, :kind, :on_day, :source, :document, :reason, :withdraws, :now, :actor) returning id

-- query household_movement_get(id int, unit int) one
select id, household_id, other_id, person_id, kind, on_day, withdrawn_by from household_movement where id = :id and unit_id = :unit

-- query household_movements_standing(household int) one
select (select count(*) from household_movement where household_id = :household and withdrawn_by is null and kind <> 'withdraw')
	+ (select count(*) from household_movement where other_id = :household and other_id is not null and withdrawn_by is null and kind <> 'withdraw')
	as "n int"

-- query household_movement_withdrawn(id int, withdrawal int) change
update household_movement set withdrawn_by = :withdrawal where id = :id and withdrawn_by is null

-- part movement
m.id, m.household_id, h.code, o.code as "other_code text?", p.id as "person_id int?", p.name as "person_name text?", m.kind, m.on_day, m.source, m.document, m.reason, m.withdraws,
	m.withdrawn_by, m.written_at, a.name as "written_by text?"

-- query household_movements(household int, unit int, before int, most int) many
select {movement} from household_movement m join household h on h.id = m.household_id
left join household o on o.id = m.other_id left join person_resident p on p.id = m.person_id left join account_name a on a.id = m.written_by
where m.id in (
	select id from household_movement where household_id = :household and unit_id = :unit and id < :before
	union select id from household_movement where other_id = :household and other_id is not null and unit_id = :unit and id < :before)
order by m.id desc limit :most

-- query resident_movements(person int, unit int, before int, most int) many like household_movements
select {movement} from household_movement m join household h on h.id = m.household_id
left join household o on o.id = m.other_id left join person_resident p on p.id = m.person_id left join account_name a on a.id = m.written_by
where m.person_id = :person and m.person_id is not null and m.unit_id = :unit and m.id < :before order by m.id desc limit :most

-- ---- where it is ----

-- query household_span_add(household int, unit int, hamlet int, address text, folded text, kind text, valid_from text, valid_to text?, begun_by int) run
insert into household_span (household_id, unit_id, hamlet_id, address, folded, kind, valid_from, valid_to, begun_by)
values (:household, :unit, :hamlet, :address, :folded, :kind, :valid_from, :valid_to, :begun_by)

-- query household_span_now(household int) one
select id, hamlet_id, address, kind, valid_from from household_span where household_id = :household and replaced_by is null and valid_to is null
order by valid_from desc, id desc limit 1

-- query household_span_ends(household int, on_day text, movement int) run
update household_span set valid_to = :on_day, ended_by = :movement where household_id = :household and replaced_by is null and valid_to is null

-- query household_span_replaced(id int, movement int) change
update household_span set replaced_by = :movement where id = :id and replaced_by is null

-- query household_spans(household int) many
select s.id, s.hamlet_id, t.kind as hamlet_kind, t.name as hamlet_name, t.note as hamlet_note, s.address, s.kind, s.valid_from, s.valid_to
from household_span s join hamlet_public t on t.id = s.hamlet_id
where s.household_id = :household and s.replaced_by is null order by s.valid_from, s.id limit 200

-- query household_hamlet(id int, unit int) one
select id, place_id as "place_id int", kind, name, note, valid_from, valid_to from hamlet_public where id = :id and unit_id = :unit

-- query household_hamlets_on(unit int, on_day text) many
select id, place_id as "place_id int", kind, name, note, folded from hamlet_on(:on_day) where unit_id = :unit order by folded, id limit 500

-- a hamlet that is looked at under the name of another day is found by the place
-- query household_in_place(hamlet int, on_day text) maybe
select s.household_id from hamlet_public o join hamlet_public t on t.unit_id = o.unit_id and t.place_id = o.place_id
join household_span s on s.hamlet_id = t.id
where o.id = :hamlet and s.replaced_by is null and {not_ended(s, :on_day)} and s.valid_from < coalesce(s.valid_to, '9999')
limit 1

-- ---- members ----

-- query household_member_add(household int, unit int, person int, relation text, residence text, presence text, valid_from text, valid_to text?,
--     begun_by int) run
insert into household_member (household_id, unit_id, person_id, relation, residence, presence, valid_from, valid_to, begun_by)
values (:household, :unit, :person, :relation, :residence, :presence, :valid_from, :valid_to, :begun_by)

-- query household_member_now(household int, person int) maybe
select id, person_id, relation, residence, presence, valid_from from household_member
where household_id = :household and person_id = :person and replaced_by is null and valid_to is null limit 1

-- query household_member_ends(id int, on_day text, movement int) change
update household_member set valid_to = :on_day, ended_by = :movement where id = :id and valid_to is null and replaced_by is null

-- query household_member_replaced(id int, movement int) change
update household_member set replaced_by = :movement where id = :id and replaced_by is null

-- query household_members_left(household int, person int) one
select count(*) as "n int" from household_member where household_id = :household and person_id <> :person and replaced_by is null and valid_to is null

-- query household_members_on(household int, on_day text) many
select m.id, m.person_id, p.name, p.birth_on, p.sex, p.personal_number, r.ethnicity as "ethnicity text?", m.relation, m.residence, m.presence,
	m.valid_from
from household_member m join person_resident p on p.id = m.person_id left join resident r on r.person_id = m.person_id
where m.household_id = :household and m.replaced_by is null and {valid(m, :on_day)}
order by case m.relation when 'head' then 0 when 'spouse' then 1 else 2 end, m.id limit 500

-- query household_heads(household int) many
select m.id, m.valid_from, m.valid_to from household_member m
where m.household_id = :household and m.replaced_by is null and m.relation = 'head' and m.valid_from < coalesce(m.valid_to, '9999')
order by m.valid_from, m.id limit 2000

-- query household_members_beyond(household int, opened_on text, ended_on text) one
select count(*) as "n int" from household_member m
where m.household_id = :household and m.replaced_by is null and m.valid_from < coalesce(m.valid_to, '9999')
	and (m.valid_from < :opened_on or coalesce(m.valid_to, '9999') > :ended_on)

-- query resident_spans(person int) many
select m.id, m.household_id, m.unit_id, h.code, m.relation, m.residence, m.presence, m.valid_from, m.valid_to
from household_member m join household h on h.id = m.household_id
where m.person_id = :person and m.replaced_by is null and m.valid_from < coalesce(m.valid_to, '9999')
order by m.valid_from, m.id limit 2000

-- query resident_spans_of(person int, unit int) many like resident_spans
select m.id, m.household_id, m.unit_id, h.code, m.relation, m.residence, m.presence, m.valid_from, m.valid_to
from household_member m join household h on h.id = m.household_id
where m.person_id = :person and m.unit_id = :unit and m.replaced_by is null and m.valid_from < coalesce(m.valid_to, '9999')
order by m.valid_from, m.id limit 500

-- query resident_one(person int) one
select p.id, p.name, p.birth_on, p.sex, p.personal_number, r.ethnicity as "ethnicity text?", r.died_on as "died_on text?"
from person_resident p left join resident r on r.person_id = p.id where p.id = :person

-- query resident_keep(person int, ethnicity text) run
insert into resident (person_id, ethnicity) values (:person, :ethnicity)
on conflict (person_id) do update set ethnicity = case when excluded.ethnicity = '' then resident.ethnicity else excluded.ethnicity end

-- query resident_died(person int, on_day text, movement int) change
update resident set died_on = :on_day, died_by = :movement where person_id = :person and died_on is null

-- query resident_lives(movement int, person int) run
update resident set died_on = null, died_by = null where person_id = :person and died_by = :movement

-- query resident_identity_add(person int, unit int, fact text, valid_from text, movement int) run
insert into resident_identity (person_id, unit_id, fact, valid_from, begun_by) values (:person, :unit, :fact, :valid_from, :movement)

-- query resident_identity_ends(id int, on_day text, movement int) change
update resident_identity set valid_to = :on_day, ended_by = :movement where id = :id and replaced_by is null and ended_by is null

-- query resident_identities(person int) many
select id, fact, valid_from, valid_to from resident_identity where person_id = :person and replaced_by is null order by valid_from, id limit 200

-- query resident_identities_on(person int, on_day text) many like resident_identities
select i.id, i.fact, i.valid_from, i.valid_to from resident_identity i
where i.person_id = :person and i.replaced_by is null and {not_ended(i, :on_day)} order by i.valid_from, i.id limit 20

-- query resident_in_unit(person int, unit int) maybe
select m.id from household_member m where m.person_id = :person and m.unit_id = :unit and m.replaced_by is null limit 1

-- query resident_here(household int, name_key text, birth_on text) maybe
select m.person_id from household_member m join person_resident p on p.id = m.person_id
where m.household_id = :household and m.replaced_by is null and m.valid_to is null and p.name_key = :name_key
	and coalesce(p.birth_on, '') = :birth_on limit 1

-- whoever was ever written into it: a look at a past day shows them too
-- query household_people(household int) many
select distinct m.person_id, p.personal_number as "personal_number text?" from household_member m join person_resident p on p.id = m.person_id
where m.household_id = :household order by m.person_id limit 1000

-- query resident_kept_in(account int) many
select m.unit_id, min(v.written_at) as "since int" from account_applicant a
join household_member m on m.person_id = a.person_id join household_movement v on v.id = m.begun_by
where a.id = :account group by m.unit_id

-- ---- policies ----

-- query household_policy_add(household int, unit int, kind text, family text, decision_number text, decision_on text, valid_from text, valid_to text?,
--     begun_by int) one
insert into household_policy (household_id, unit_id, kind, family, decision_number, decision_on, valid_from, valid_to, begun_by)
values (:household, :unit, :kind, :family, :decision_number, :decision_on, :valid_from, :valid_to, :begun_by) returning id

-- query household_policy_ends(id int, on_day text, movement int) change
update household_policy set valid_to = :on_day, ended_by = :movement where id = :id and replaced_by is null and ended_by is null

-- query household_policies(household int) many
select id, kind, family, decision_number, decision_on, valid_from, valid_to, begun_by, ended_by from household_policy
where household_id = :household and replaced_by is null order by valid_from, id limit 500

-- query household_policies_on(household int, on_day text) many like household_policies
select y.id, y.kind, y.family, y.decision_number, y.decision_on, y.valid_from, y.valid_to, y.begun_by, y.ended_by from household_policy y
where y.household_id = :household and y.replaced_by is null and {not_ended(y, :on_day)} order by y.valid_from, y.id limit 100

-- ---- taking a movement back ----

-- query household_built_on(movement int) one
select (select count(*) from household_span where begun_by = :movement and (ended_by is not null or (replaced_by is not null and replaced_by <> :movement)))
	+ (select count(*) from household_member where begun_by = :movement and (ended_by is not null or (replaced_by is not null and replaced_by <> :movement)))
	+ (select count(*) from resident_identity where begun_by = :movement and (ended_by is not null or (replaced_by is not null and replaced_by <> :movement)))
	+ (select count(*) from household_policy where begun_by = :movement and (ended_by is not null or (replaced_by is not null and replaced_by <> :movement)))
	as "n int"

-- query household_span_withdrawn(movement int, withdrawal int) run
update household_span set replaced_by = :withdrawal where begun_by = :movement and replaced_by is null

-- query household_span_reopened(movement int) run
update household_span set valid_to = null, ended_by = null where ended_by = :movement and ended_by is not null

-- query household_span_restored(movement int) run
update household_span set replaced_by = null where replaced_by = :movement and replaced_by is not null

-- query household_member_withdrawn(movement int, withdrawal int) run
update household_member set replaced_by = :withdrawal where begun_by = :movement and replaced_by is null

-- query household_member_reopened(movement int) run
update household_member set valid_to = null, ended_by = null where ended_by = :movement and ended_by is not null

-- query household_member_restored(movement int) run
update household_member set replaced_by = null where replaced_by = :movement and replaced_by is not null

-- query resident_identity_withdrawn(movement int, withdrawal int) run
update resident_identity set replaced_by = :withdrawal where begun_by = :movement and replaced_by is null

-- query resident_identity_reopened(movement int) run
update resident_identity set valid_to = null, ended_by = null where ended_by = :movement and ended_by is not null

-- query household_policy_withdrawn(movement int, withdrawal int) run
update household_policy set replaced_by = :withdrawal where begun_by = :movement and replaced_by is null

-- query household_policies_ended_by(movement int) many
select id, kind, valid_from from household_policy where ended_by = :movement and ended_by is not null order by id limit 500

-- query household_policy_reopened(id int, valid_to text?) run
update household_policy set valid_to = :valid_to, ended_by = null where id = :id

-- query household_reopened(id int, movement int) run
update household set ended_on = null, ended_by = null where id = :id and ended_by = :movement

-- ---- lists ----

-- a bit for each that he has on a day: enum resident_identity_bit
-- part identity_of(who, day)
(select coalesce(sum(case i.fact when 'card' then 1 when 'level_1' then 2 when 'level_2' then 4 else 8 end), 0) from resident_identity i
	where i.person_id = who.person_id and i.replaced_by is null and {valid(i, day)})

-- query households_on(unit int, on_day text, words text, place int, kind text, status text, after text, most int) many
select h.id, h.code, t.kind as hamlet_kind, t.name as hamlet_name, t.note as hamlet_note, s.address, s.kind, p.name as "head_name text?",
	(select count(*) from household_member n where n.household_id = h.id and n.replaced_by is null and {valid(n, :on_day)}) as "members int",
	(select y.kind from household_policy y where y.household_id = h.id and y.family = 'poverty' and y.replaced_by is null
		and {valid(y, :on_day)} limit 1) as "poverty text?"
from household h
join household_span s on s.household_id = h.id and s.replaced_by is null and {valid(s, :on_day)}
join hamlet_public t on t.id = s.hamlet_id
left join household_member m on m.household_id = h.id and m.relation = 'head' and m.replaced_by is null and {valid(m, :on_day)}
left join person_resident p on p.id = m.person_id
where h.unit_id = :unit and h.code > :after and (:place = 0 or t.place_id = :place) and (:kind = '' or s.kind = :kind)
	and (:words = '' or p.folded like '%' || :words || '%' or s.folded like '%' || :words || '%')
	and (:status = '' or exists (select 1 from household_policy y
		where y.household_id = h.id and y.kind = :status and y.replaced_by is null and {valid(y, :on_day)}))
order by h.code limit :most

-- query residents_on(unit int, on_day text, words text, place int, sex text, born_from text, born_to text, undated int, ethnicity text,
--     residence text, has text, lacks text, grown text, after int, most int) many
select m.id, m.person_id, p.name, p.birth_on, p.sex, p.personal_number, r.ethnicity as "ethnicity text?", m.relation, m.residence, m.presence,
	h.id as household_id, h.code, t.kind as hamlet_kind, t.name as hamlet_name, t.note as hamlet_note, {identity_of(m, :on_day)} as "identity int"
from household_member m
join household h on h.id = m.household_id
join household_span s on s.household_id = h.id and s.replaced_by is null and {valid(s, :on_day)}
join hamlet_public t on t.id = s.hamlet_id
join person_resident p on p.id = m.person_id
left join resident r on r.person_id = m.person_id
where m.unit_id = :unit and m.id > :after and m.replaced_by is null and {valid(m, :on_day)}
	and (:place = 0 or t.place_id = :place) and (:sex = '' or coalesce(p.sex, 'unknown') = :sex)
	and (:born_from = '' or substr(p.birth_on || '-01-01', 1, 10) > :born_from) and (:born_to = '' or substr(p.birth_on || '-01-01', 1, 10) <= :born_to)
	and (:undated = 0 or p.birth_on is null) and (:ethnicity = '' or coalesce(r.ethnicity, '') = :ethnicity or (:ethnicity = 'unknown' and coalesce(r.ethnicity, '') = ''))
	and (:has = '' or exists (select 1 from resident_identity i
		where i.person_id = m.person_id and i.fact = :has and i.replaced_by is null and {valid(i, :on_day)}))
	and (:lacks = '' or not exists (select 1 from resident_identity i
		where i.person_id = m.person_id and i.fact = :lacks and i.replaced_by is null and {valid(i, :on_day)}))
	and (:grown = '' or substr(p.birth_on || '-01-01', 1, 10) <= :grown)
	and (:residence = '' or m.residence = :residence) and (:words = '' or p.folded like '%' || :words || '%')
order by m.id limit :most

-- ---- figures: households first, then who lives in them ----

-- query population_households(unit int, on_day text) each
select s.household_id, t.place_id as "place_id int", s.kind,
	(select y.kind from household_policy y where y.household_id = s.household_id and y.family = 'poverty' and y.replaced_by is null
		and {valid(y, :on_day)} limit 1) as "poverty text?"
from household_span s join hamlet_public t on t.id = s.hamlet_id
where s.unit_id = :unit and s.replaced_by is null and {valid(s, :on_day)} order by s.household_id

-- query population_members(unit int, on_day text) each
select m.household_id, p.birth_on, p.sex, r.ethnicity as "ethnicity text?", m.residence, m.presence, {identity_of(m, :on_day)} as "identity int"
from household_member m join person_resident p on p.id = m.person_id left join resident r on r.person_id = m.person_id
where m.unit_id = :unit and m.replaced_by is null and {valid(m, :on_day)} order by m.id

-- query population_hamlets(unit int) many
select id, place_id as "place_id int", kind, name, note, valid_from, valid_to from hamlet_public where unit_id = :unit order by folded, id limit 2000

-- query population_counted(unit int, on_day text) one
select count(*) as "persons int", count(distinct m.person_id) as "people int", count(distinct m.household_id) as "households int"
from household_member m where m.unit_id = :unit and m.replaced_by is null and {valid(m, :on_day)}

-- query population_kept_put(unit int, on_day text, households int, persons int, female int, poor int, near_poor int, cards int, eligible int,
--     level_2 int, activated int, now int) run
insert into population_kept (unit_id, on_day, households, persons, female, poor, near_poor, cards, eligible, level_2, activated, counted_at)
values (:unit, :on_day, :households, :persons, :female, :poor, :near_poor, :cards, :eligible, :level_2, :activated, :now)
on conflict (unit_id, on_day) do update set households = excluded.households, persons = excluded.persons, female = excluded.female,
	poor = excluded.poor, near_poor = excluded.near_poor, cards = excluded.cards, eligible = excluded.eligible, level_2 = excluded.level_2,
	activated = excluded.activated, counted_at = excluded.counted_at

-- the newest count not after that day of each unit directly below
-- query population_below(unit int, on_day text, most int) many
select u.id, u.full_name as name, k.on_day, k.households, k.persons, k.female, k.poor, k.near_poor, k.cards, k.eligible, k.level_2, k.activated
from unit_on(:on_day) u join population_kept k on k.unit_id = u.id
where u.parent_id = :unit and k.on_day = (select max(n.on_day) from population_kept n where n.unit_id = u.id and n.on_day <= :on_day)
order by u.folded, u.id limit :most

-- ---- verify ----

-- query households_after(after int, most int) many
select id, unit_id, code, changes, opened_on, ended_on from household where id > :after order by id limit :most

-- query residents_after(after int, most int) many
select person_id from resident where person_id > :after order by person_id limit :most

-- query population_unit_after(after int) maybe
select unit_id from household where unit_id > :after order by unit_id limit 1
