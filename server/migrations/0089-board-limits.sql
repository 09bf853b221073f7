-- From which time on a state or a wait needs a supervisor's eye (阈值), seconds, 0 for never: one row of a company that has set its own.
create table board_limits (
  tenant_id uuid primary key references tenants,
  talking int not null, wrap_up int not null, busy int not null, ringing int not null, waiting int not null,
  version int not null default 1
);
call bahu_protect('board_limits');
call bahu_grant('monitor.read', array['inspector', 'leader', 'supervisor', 'administrator']);
call bahu_grant('monitor.limits', array['supervisor', 'administrator']);
