import type { Translated } from '../../../text/texts.ts';
import type { zh } from './trunks.zh.ts';

export const en: Translated<typeof zh> = {
  trunks: {
    what: 'trunks',
    unit: 'trunks',
    empty: 'No trunks yet; the platform sets them up',
    name: 'Name',
    channels: 'Channels',
    outsidePrefix: 'Digits for an outside line',
    outsidePrefixHint: 'Up to 6 digits. With its own setting and nothing here, this trunk gets none',
    hasOwnPrefix: 'Its own digits for an outside line',
    hasOwnPrefixHint: 'Otherwise as the company has them',
    asCompany: 'As the company',
    noPrefix: 'None',
    longDistance: '0 before long-distance mobiles',
    longDistanceHint: 'Comes before what company and agents have set',
    rules: { company: 'As company and agents', never: 'Never', always: 'Before all of them' },
    state: 'State',
    enabled: 'Enabled',
    disabled: 'Disabled',
    saved: 'Trunk saved; it holds from the next call on',
  },
  permissions: { 'trunk.read': 'See trunks', 'trunk.manage': 'Set up trunks' },
  audit: {
    actions: { 'trunk.change': 'Trunk changed' },
    records: { trunk: 'Trunk' },
  },
};
