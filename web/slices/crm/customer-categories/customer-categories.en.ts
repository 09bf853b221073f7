import type { Translated } from '../../../text/texts.ts';
import type { zh } from './customer-categories.zh.ts';

export const en: Translated<typeof zh> = {
  categories: {
    title: 'Customer categories',
    what: 'customer categories',
    tree: 'Tree of categories',
    create: 'Add category',
    createBelow: 'Add a category below "{{name}}"',
    name: 'Name',
    namePattern: 'A name cannot contain >',
    parent: 'Parent category',
    noParent: 'None (top level)',
    customers_one: '{{shown}} customer',
    customers_other: '{{shown}} customers',
    moved: '"{{name}}" is below "{{parent}}" now',
    movedTop: '"{{name}}" is at the top level now',
    reordered: '"{{name}}" has a new place',
    moveHint: 'Drag to move. By keyboard: Alt+↑ ↓ among siblings, Alt+→ below the one before, Alt+← out one level',
    delete: 'Delete category',
    deleted: 'Category "{{name}}" deleted',
    deleteHint:
      'Only a category without customers and without categories below can be deleted: first give its customers, also those of other agents, another category',
    open: 'See its customers',
    saved: 'Category saved',
    added: 'Category added',
    total_one: '{{count}} category',
    total_other: '{{count}} categories',
    emptyTitle: 'No categories',
    emptyHint: 'Categories stand beside the list of customers, to filter, import and count by',
  },
  errors: {
    'customer-category.name-taken': 'Another category here has this name',
    'customer-category.too-deep': 'Categories go {{most}} levels deep at most',
    'customer-category.too-many': '{{most}} categories at most',
    'customer-category.cycle': 'A category cannot move below itself',
    'customer-category.has-below': 'Categories are still below it; move or delete them first',
    'customer-category.has-customers': 'Customers still have this category; give them another first',
  },
  permissions: {
    'customer-category.manage': 'Manage customer categories',
  },
  audit: {
    actions: {
      'customer-category.create': 'Customer category added',
      'customer-category.change': 'Customer category changed',
      'customer-category.move': 'Customer category moved',
      'customer-category.delete': 'Customer category deleted',
    },
    records: {
      'customer-category': 'Customer category',
    },
    fields: {
      parent: 'Parent',
      position: 'Place',
    },
  },
};
