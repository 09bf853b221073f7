-- Deals keep the id of a customer who may stand in either table (0230-deleted-customers.sql); who removes one for good tells.
alter table deals drop constraint deals_tenant_id_customer_id_fkey;
