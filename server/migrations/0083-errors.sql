-- What is wrong with a value is an error, in every table by the same word; a cell that is imported all the same has a warning.
alter table webhook_deliveries rename column last_fault to last_error;
alter table import_rows rename column problems to errors;
alter table import_rows rename column remarks to warnings;
alter table imports rename column remarks to warnings;
