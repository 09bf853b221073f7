#!/usr/bin/env node
// @ts-check
/** `npm test`, or `npm test -- unit slices` for some of its stages; `npm run test:deep` for what takes minutes a test. */
import { requireNode } from './node-version.mjs';

requireNode();
const { runTests } = await import('./run-tests.mjs');
await runTests(process.argv.slice(2));
