-- How phones in browsers send sound was one of two settings of the company. It is an order of codecs now, of each agent, with a default of the company
-- (see `codecs` of the desk settings).

update tenants
set settings = settings || jsonb_build_object(
  'desk',
  coalesce(settings -> 'desk', '{}'::jsonb) || jsonb_build_object(
    'defaults',
    coalesce(settings -> 'desk' -> 'defaults', '{}'::jsonb) || '{"codecs": ["opus", "alaw", "ulaw"]}'::jsonb
  )
)
where settings -> 'phones' ->> 'browserSound' = 'weak-network';

update tenants set settings = settings - 'phones' where settings ? 'phones';
