-- How many parts each of the agents gets whom an import names, in their order; null for even ones.
alter table imports add column assign_shares smallint[];
