#!/usr/bin/env node
// @ts-check
/**
 * `npm start` and, with `--dev`, `npm run dev`. Only the version check stands here: everything else needs a Node that is new enough
 * to load it.
 */
import { requireNode } from './node-version.mjs';

requireNode();
const { launch } = await import('./launch.mjs');
await launch({ isDevelopment: process.argv.includes('--dev') });
