-- The order by name knew a number by blanks, points and hyphens alone: with any other sign between them, hidden digits stood in the order.

-- A text with a 0 for each number in it. The digits are those of every script (general category Nd of Unicode). Between them stands whatever the
-- reader of numbers drops or takes for such a sign: the classes of domain/numbers/characters.ts written out, for Postgres knows no categories.
create function bahu_without_numbers(value text) returns text language plpgsql immutable parallel safe as $$
declare
  digits constant text :=
    '\u0030-\u0039\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef'
    '\u0b66-\u0b6f\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef\u0d66-\u0d6f\u0de6-\u0def\u0e50-\u0e59\u0ed0-\u0ed9'
    '\u0f20-\u0f29\u1040-\u1049\u1090-\u1099\u17e0-\u17e9\u1810-\u1819\u1946-\u194f\u19d0-\u19d9\u1a80-\u1a89'
    '\u1a90-\u1a99\u1b50-\u1b59\u1bb0-\u1bb9\u1c40-\u1c49\u1c50-\u1c59\ua620-\ua629\ua8d0-\ua8d9\ua900-\ua909'
    '\ua9d0-\ua9d9\ua9f0-\ua9f9\uaa50-\uaa59\uabf0-\uabf9\uff10-\uff19\U000104a0-\U000104a9\U00010d30-\U00010d39'
    '\U00010d40-\U00010d49\U00011066-\U0001106f\U000110f0-\U000110f9\U00011136-\U0001113f\U000111d0-\U000111d9'
    '\U000112f0-\U000112f9\U00011450-\U00011459\U000114d0-\U000114d9\U00011650-\U00011659\U000116c0-\U000116c9'
    '\U000116d0-\U000116e3\U00011730-\U00011739\U000118e0-\U000118e9\U00011950-\U00011959\U00011bf0-\U00011bf9'
    '\U00011c50-\U00011c59\U00011d50-\U00011d59\U00011da0-\U00011da9\U00011de0-\U00011de9\U00011f50-\U00011f59'
    '\U00016130-\U00016139\U00016a60-\U00016a69\U00016ac0-\U00016ac9\U00016b50-\U00016b59\U00016d70-\U00016d79'
    '\U0001ccf0-\U0001ccf9\U0001d7ce-\U0001d7ff\U0001e140-\U0001e149\U0001e2f0-\U0001e2f9\U0001e4f0-\U0001e4f9'
    '\U0001e5f1-\U0001e5fa\U0001e950-\U0001e959\U0001fbf0-\U0001fbf9';
  signs constant text :=
    '\u0009-\u000d\u0020\u0028-\u0029\u002c-\u002f\u003b\u005b-\u005d\u005f\u007b-\u007e\u0085\u00a0\u00a9'
    '\u00ad-\u00ae\u00b7\u02d7\u034f\u058a\u05be\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u115f-\u1160'
    '\u1400\u1680\u1806\u180e\u2000-\u2015\u2022\u2024\u2028-\u202f\u203c\u2043-\u2044\u2049\u205f-\u206f\u207b'
    '\u208b\u20e3\u2121-\u2122\u2139\u2194-\u2199\u21a9-\u21aa\u2212\u2215\u2219\u223c\u22c5\u231a-\u231b\u2328'
    '\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2\u2500-\u2501\u25aa-\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2604'
    '\u260e-\u260f\u2611\u2614-\u2615\u2618\u261d\u2620\u2622-\u2623\u2626\u262a\u262e-\u262f\u2638-\u263a\u2640'
    '\u2642\u2648-\u2653\u265f-\u2660\u2663\u2665-\u2666\u2668\u267b\u267e-\u267f\u2692-\u2697\u2699\u269b-\u269c'
    '\u26a0-\u26a1\u26a7\u26aa-\u26ab\u26b0-\u26b1\u26bd-\u26be\u26c4-\u26c5\u26c8\u26ce-\u26cf\u26d1'
    '\u26d3-\u26d4\u26e9-\u26ea\u26f0-\u26f5\u26f7-\u26fa\u26fd\u2702\u2705\u2708-\u270d\u270f\u2712\u2714\u2716'
    '\u271d\u2721\u2728\u2733-\u2734\u2744\u2747\u274c\u274e\u2753-\u2755\u2757\u2763-\u2764\u2795-\u2797\u27a1'
    '\u27b0\u27bf\u2800\u2934-\u2935\u2b05-\u2b07\u2b1b-\u2b1c\u2b50\u2b55\u2e17\u2e1a\u2e3a-\u2e3b\u2e40\u2e5d'
    '\u3000-\u3001\u300c-\u3011\u3014-\u3017\u301c\u3030\u303d\u30a0\u30fb-\u30fc\u3164\u3297\u3299\ufe00-\ufe0f'
    '\ufe31-\ufe32\ufe58-\ufe5a\ufe63\ufeff\uff08-\uff09\uff0c-\uff0f\uff1b\uff3b-\uff3d\uff3f\uff5b-\uff5e'
    '\uff64-\uff65\uff70\uffa0\ufff9-\ufffb\U00010d6e\U00010ead\U000110bd\U000110cd\U00013430-\U0001343f'
    '\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001f004\U0001f02c-\U0001f02f\U0001f094-\U0001f09f'
    '\U0001f0af-\U0001f0b0\U0001f0c0\U0001f0cf-\U0001f0d0\U0001f0f6-\U0001f0ff\U0001f170-\U0001f171'
    '\U0001f17e-\U0001f17f\U0001f18e\U0001f191-\U0001f19a\U0001f1ae-\U0001f1e5\U0001f201-\U0001f20f\U0001f21a'
    '\U0001f22f\U0001f232-\U0001f23a\U0001f23c-\U0001f23f\U0001f249-\U0001f25f\U0001f266-\U0001f321'
    '\U0001f324-\U0001f393\U0001f396-\U0001f397\U0001f399-\U0001f39b\U0001f39e-\U0001f3f0\U0001f3f3-\U0001f3f5'
    '\U0001f3f7-\U0001f3fa\U0001f400-\U0001f4fd\U0001f4ff-\U0001f53d\U0001f549-\U0001f54e\U0001f550-\U0001f567'
    '\U0001f56f-\U0001f570\U0001f573-\U0001f57a\U0001f587\U0001f58a-\U0001f58d\U0001f590\U0001f595-\U0001f596'
    '\U0001f5a4-\U0001f5a5\U0001f5a8\U0001f5b1-\U0001f5b2\U0001f5bc\U0001f5c2-\U0001f5c4\U0001f5d1-\U0001f5d3'
    '\U0001f5dc-\U0001f5de\U0001f5e1\U0001f5e3\U0001f5e8\U0001f5ef\U0001f5f3\U0001f5fa-\U0001f64f'
    '\U0001f680-\U0001f6c5\U0001f6cb-\U0001f6d2\U0001f6d5-\U0001f6e5\U0001f6e9\U0001f6eb-\U0001f6f0'
    '\U0001f6f3-\U0001f6ff\U0001f7da-\U0001f7ff\U0001f80c-\U0001f80f\U0001f848-\U0001f84f\U0001f85a-\U0001f85f'
    '\U0001f888-\U0001f88f\U0001f8ae-\U0001f8af\U0001f8bc-\U0001f8bf\U0001f8c2-\U0001f8cf\U0001f8d9-\U0001f8ff'
    '\U0001f90c-\U0001f93a\U0001f93c-\U0001f945\U0001f947-\U0001f9ff\U0001fa58-\U0001fa5f\U0001fa6e-\U0001faff'
    '\U0001fc00-\U0001fffd\U000e0001\U000e0020-\U000e007f';
begin
  return regexp_replace(value, '[' || digits || '](?:[' || signs || ']*[' || digits || ']){6,}', '0', 'g');
end $$;

-- Made anew for all that is stored; the index goes with its column.
alter table customers drop column name_order;
alter table customers add column name_order text not null generated always as (bahu_without_numbers(name)) stored;
create index customers_by_pinyin on customers (tenant_id, name_order collate "zh-x-icu", id);

-- Since sign_in_tries keeps what failed, nothing reads these.
alter table users drop column failed_sign_ins;
alter table operators drop column failed_sign_ins, drop column locked_until;
