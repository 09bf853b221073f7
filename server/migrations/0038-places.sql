-- Calls that are up while the server is replaced: each leg says where it stands (domain/callcontrol), and bridges have ids of their own. The next
-- sweep makes the new bridge and brings both sides into it.
alter table calls no force row level security;
update calls c set live = (c.live - 'hasBridge' - 'playbackId') || jsonb_build_object(
  'bridges', case when (c.live ->> 'hasBridge')::boolean then jsonb_build_array(c.id || '.b1') else '[]' end,
  'legs', (
    select coalesce(jsonb_agg((leg - 'isBridged') || jsonb_build_object('place', case
      when leg ->> 'state' = 'ended' then '{"kind": "apart"}'
      when c.live ->> 'playbackId' is not null and c.live ->> 'phase' = 'dialing' and leg ->> 'id' = c.live ->> 'nearLegId'
        then jsonb_build_object('kind', 'announcement', 'playbackId', c.live -> 'playbackId', 'what', 'ringing')
      when c.live ->> 'playbackId' is not null and c.live ->> 'phase' <> 'dialing' and leg ->> 'id' = c.live ->> 'farLegId'
        then jsonb_build_object('kind', 'announcement', 'playbackId', c.live -> 'playbackId', 'what', '[]'::jsonb)
      when c.live ->> 'phase' in ('queued', 'extension') and leg ->> 'id' = c.live ->> 'farLegId' then '{"kind": "music"}'
      when not (leg ->> 'isBridged')::boolean then '{"kind": "apart"}'
      when c.live ->> 'phase' = 'reconnecting' or c.live ->> 'heldBy' is not null then '{"kind": "music"}'
      else jsonb_build_object('kind', 'bridge', 'bridgeId', c.id || '.b1', 'isMuted', false) end) order by at), '[]')
    from jsonb_array_elements(c.live -> 'legs') with ordinality as legs (leg, at)
  )
) where c.live is not null;
alter table calls force row level security;
