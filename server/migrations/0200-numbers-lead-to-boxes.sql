-- A number that is dialled may lead to a box instead of a menu: an agent's, or a queue's.
alter table did_numbers
  add column box_agent_id uuid, add column box_queue_id uuid,
  add foreign key (tenant_id, box_agent_id) references agents (tenant_id, id) on delete set null (box_agent_id),
  add foreign key (tenant_id, box_queue_id) references queues (tenant_id, id),
  add constraint did_numbers_lead_to_one check (num_nonnulls(menu_id, box_agent_id, box_queue_id) <= 1);
