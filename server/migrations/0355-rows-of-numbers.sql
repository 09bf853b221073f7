-- Whose rows are a person's is found by their numbers (导出个人信息, 清除个人信息), while somebody waits for it.
create index dial_numbers_by_number on dial_numbers (tenant_id, number);
create index missed_calls_by_number on missed_calls (tenant_id, number);
