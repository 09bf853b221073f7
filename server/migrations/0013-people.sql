-- The orders of the lists of people, each with an index of exactly its key, and what tells whether an agent has data.
create index users_by_pinyin on users (tenant_id, name collate "zh-x-icu", id);
create index users_by_time on users (tenant_id, created_at desc, id desc);
create index users_by_last_sign_in on users (tenant_id, coalesce(last_sign_in_at, '-infinity'::timestamptz) desc, id desc);
create index agent_groups_by_pinyin on agent_groups (tenant_id, name collate "zh-x-icu", id);
create index agents_by_caller_id on agents (tenant_id, caller_id) where caller_id is not null;
create index follow_ups_by_agent on follow_ups (tenant_id, agent_id, created_at desc, id desc);
