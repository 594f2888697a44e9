-- migrate
create table outbox (
	id            integer primary key,
	outlet        text not null,
	event         text not null,    -- '': a code that somebody asked for
	account_id    integer not null, -- whom, where he is reached when it goes; 0: to where the text says
	sealed        text not null,    -- to, subject, text, encrypted with a key of the installation; '' once it went
	mark          text not null,    -- the same each time it is tried
	whom          text not null,    -- where it was sent to, masked; '' before
	state         text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unsure', 'dropped')),
	attempts      integer not null,
	made_at       integer not null,
	ready_at      integer not null, -- not before; of `sending`: since when
	until_at      integer not null, -- of no use afterwards
	ended_at      integer,
	error         text not null
);
create index outbox_state on outbox (state, ready_at);
create index outbox_shown on outbox (state, id);
create index outbox_ended on outbox (ended_at) where ended_at is not null;

-- query outbox_add(outlet text, event text, account int, sealed text, mark text, now int, ready int, until int) one
insert into outbox (outlet, event, account_id, sealed, mark, whom, state, attempts, made_at, ready_at, until_at, error)
values (:outlet, :event, :account, :sealed, :mark, '', 'waiting', 0, :now, :ready, :until, '') returning id

-- query outbox_find(id int) maybe
select id, outlet, event, account_id, sealed, mark, state, attempts, ready_at, until_at from outbox where id = :id

-- query outbox_claimed(id int, now int, whom text) change
update outbox set state = 'sending', ready_at = :now, attempts = attempts + 1, whom = :whom where id = :id and state = 'waiting'

-- query outbox_postponed(id int, ready int) change
update outbox set ready_at = :ready where id = :id and state = 'waiting'

-- query outbox_waits(id int, ready int, error text) change
update outbox set state = 'waiting', ready_at = :ready, error = :error where id = :id and state = 'sending'

-- query outbox_gone(id int, state text, error text, now int) change
update outbox set state = :state, error = :error, ended_at = :now, sealed = '' where id = :id and state in ('waiting', 'sending')

-- query outbox_stuck(id int, state text, error text, now int) change
update outbox set state = :state, error = :error, ended_at = :now where id = :id and state in ('waiting', 'sending')

-- query outbox_resend(id int, now int, until int) change
update outbox set state = 'waiting', attempts = 0, ready_at = :now, until_at = case when event = '' then until_at else :until end, ended_at = null
where id = :id and state in ('failed', 'unsure') and sealed <> ''

-- query outbox_stuck_all(state text, max int) many
select id from outbox where state = :state and sealed <> '' order by id limit :max

-- query outbox_overdue(state text, before int, max int) many
select id from outbox where state = :state and ready_at < :before order by ready_at limit :max

-- query outbox_forget(before int, max int) run
delete from outbox where id in (select o.id from outbox o where o.ended_at < :before order by o.ended_at limit :max)

-- query outbox_forgettable(before int) maybe
select id from outbox where ended_at < :before order by ended_at limit 1

-- query outbox_page(before int, max int) many
select id, outlet, event, whom, state, attempts, made_at, ready_at, ended_at, error, case when sealed = '' then 0 else 1 end as "has_text int"
from outbox where id < :before order by id desc limit :max

-- query outbox_page_of(state text, before int, max int) many like outbox_page
select id, outlet, event, whom, state, attempts, made_at, ready_at, ended_at, error, case when sealed = '' then 0 else 1 end as "has_text int"
from outbox where state = :state and id < :before order by id desc limit :max

-- query outbox_counts() one
select (select count(*) from (select id from outbox where state = 'failed' limit 1000) as f) as "failed int",
	(select count(*) from (select id from outbox where state = 'unsure' limit 1000) as u) as "unsure int",
	(select count(*) from (select id from outbox where state = 'waiting' limit 1000) as w) as "waiting int"

-- query outbox_untrue(after int, max int) many
select id, state, sealed, ended_at from outbox where id > :after order by id limit :max
