-- Behind 0196. A recording that is announced is of a call that there is, or of one that was made elsewhere: never of both.
alter table local_recordings drop constraint local_recordings_check;
alter table local_recordings add constraint local_recordings_of_one check (call_id is null or number is null);
alter table local_recordings add constraint local_recordings_direction check (direction in ('inbound', 'outbound'));
