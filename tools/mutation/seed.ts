/** Properties take the same examples for every mutant and at every run, so that a share can be compared with the one before. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 1 });
