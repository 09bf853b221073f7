-- Greetings count among what a company stores. Of those that are there only their length is known: as telephones carry it.
alter table greetings add column bytes bigint not null default 0;
alter table greetings no force row level security;
update greetings set bytes = round(seconds * 16000) where file_id is not null and seconds is not null;
alter table greetings force row level security;
