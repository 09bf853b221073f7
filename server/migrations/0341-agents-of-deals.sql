-- Whoever may give deals to others chooses whose one is.
call bahu_grant('deal.assign', array['leader', 'supervisor', 'administrator']);
