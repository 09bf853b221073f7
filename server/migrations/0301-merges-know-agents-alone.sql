-- What a merge changed says whose the first customer was by the agent alone: taken back, the department is the one where the agent is by then.
update customer_merges set changed = jsonb_set(changed, '{owner}', jsonb_build_array(changed #> '{owner,0,ownerId}', changed #> '{owner,1,ownerId}'))
where jsonb_typeof(changed -> 'owner') = 'array';
