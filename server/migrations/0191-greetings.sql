-- What callers hear before they leave a message (留言提示音): of an agent, or of a queue. `placed_id` is the file that the media server has and plays: it
-- follows `file_id` a moment later, and until then callers hear the one before.
create table greetings (
  tenant_id uuid not null references tenants, owner text not null check (owner in ('agents', 'queues')), owner_id uuid not null,
  file_id uuid, placed_id uuid, seconds double precision, changed_at timestamptz not null default now(),
  primary key (tenant_id, owner, owner_id)
);
call bahu_protect('greetings');

-- So many seconds at the beginning of a conversation are not in its recording (录音截取秒数).
alter table queues add column recording_cut_seconds int not null default 0 check (recording_cut_seconds between 0 and 120);
