-- The next number of an agent is the first of an index, however many wait: in the order of `turn` (slices/outbound/dial-lists/store.ts).
drop index dial_numbers_next;
create index dial_numbers_next on dial_numbers (tenant_id, agent_id, (case when pinned_at is null then place else place - 1000000000 end)) where not is_done;
-- All of an agent, dialled or not, by their batches: of which an agent sees those alone.
create index dial_numbers_of_agent on dial_numbers (tenant_id, agent_id, list_id);
