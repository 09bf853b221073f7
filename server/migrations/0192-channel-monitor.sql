-- 通道监控: leaders see the lines and phones of the calls in their scope, supervisors may end them.
call bahu_grant('channel.read', array['leader', 'supervisor', 'administrator']);
call bahu_grant('channel.hang-up', array['supervisor', 'administrator']);
