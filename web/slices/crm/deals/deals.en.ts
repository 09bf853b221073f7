/** Deals. */
import { codeLabels, labelsOf } from '@bahu/domain/fields/built-in-definitions.ts';
import { dealColumns, dealFields } from '@bahu/domain/fields/deal-fields.ts';
import type { Translated } from '../../../text/texts.ts';
import type { zh } from './deals.zh.ts';

const { note: _note, ...audited } = labelsOf(dealFields, 'en');

export const en: Translated<typeof zh> = {
  deals: {
    what: 'deals',
    title: 'Deals',
    unit: 'deals',
    empty: 'No deals yet',
    emptyHint: 'Add one under "Deals" on a customer\'s page; those of all customers are listed here',
    create: 'Add a deal',
    none: 'No deals yet',
    noneHint: 'Whatever is agreed is noted here: product, amount and stage',
    all: 'Show in the list of deals',
    saved: 'Deal saved',
    added: 'Deal added',
    delete: 'Delete the deal',
    deleteAsk: 'Delete this deal?',
    deleteHint: 'It cannot be brought back; the audit log keeps what it was',
    deleted: 'Deal deleted',
    agent: 'Agent',
    agentHint: 'Left empty: whoever adds it',
    call: 'Call',
    openCall: 'Open the call, talk time {{duration}}',
    sum: 'Total',
    figures: 'Results',
    penetration: 'Penetration rate',
    penetrationHint:
      'Penetration rate = customers reached ÷ customers with calls = {{reached}} ÷ {{called}}, by outside calls from {{from}} to {{to}}',
    success: 'Success rate',
    successHint:
      'Success rate = those of them who signed ÷ customers reached = {{signed}} ÷ {{reached}}, signed from {{from}} to {{to}}',
    signedOnHint: 'Today if left empty; only signed deals have a day',
    dealKind: codeLabels(dealFields.dealKind, 'en'),
    dealStage: codeLabels(dealFields.dealStage, 'en'),
  },
  permissions: {
    'deal.read': 'See deals',
    'deal.create': 'Add deals',
    'deal.edit': 'Change deals',
    'deal.assign': 'Set the agent of deals',
    'deal.delete': 'Delete deals',
  },
  audit: {
    actions: { 'deal.create': 'Deal added', 'deal.change': 'Deal changed', 'deal.delete': 'Deal deleted' },
    records: { deal: 'Deal' },
    fields: { ...audited, amount: dealColumns.amount.en, signedOn: dealColumns.signedOn.en },
  },
};
