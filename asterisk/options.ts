/** What an Asterisk instance is made from, and what none of it may contain. */
import { isIP } from 'node:net';
import path from 'node:path';

/** One Asterisk: the engine that serves calls, or the simulated carrier. */
export interface InstanceOptions {
  /** The folder that `installRuntime` filled. */
  runtime: string;
  /** The program that starts Asterisk, instead of the core that the runtime would start (`core/layout.mjs`). */
  asterisk?: string;
  /** Configuration, logs, recordings in progress and run files of this instance. */
  folder: string;
  /** Letters, digits and hyphens; becomes the prefix of Asterisk's own channel ids. */
  name: string;
  kind: 'engine' | 'carrier';
  sip: { address: string; port: number };
  /** ARI and the softphones' WebSocket; on 127.0.0.1 only. */
  http: { port: number };
  rtp: { from: number; to: number };
  ari: { user: string; password: string };
  /** Where the other side reaches our audio when that is not our own address (behind NAT). */
  mediaAddress?: string;
  /** Local address → address offered to browsers instead. For browsers on this machine: its address → 127.0.0.1. */
  iceHostCandidates?: Readonly<Record<string, string>>;
  /** Inbound calls at once before Asterisk itself refuses; a last line of defence behind our own admission control. */
  maxCalls: number;
  /** Holds a folder for each language: `sound:NAME` with language `zh` plays `zh/NAME.alaw`. */
  soundsFolder: string;
  /** Music on hold, as .alaw and .ulaw so that nothing is transcoded. */
  mohFolder: string;
  /** Run as this user, when the starting process is root. */
  user?: { uid: number; gid: number };
  /** Only for the carrier, which renders its own peers and dialplan. */
  own?: { pjsip: string; extensions: string };
}

/** An option that cannot be put into a configuration file safely. `message` names the option and the reason. */
export class OptionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'OptionError';
  }
}

/** Refuses what could end a line, start a comment or a section, or assign anew in one of Asterisk's files. */
export function safeValue(name: string, value: string): string {
  if (value === '') throw new OptionError(`${name} must not be empty`);
  if (value !== value.trim())
    throw new OptionError(`${name} must not begin or end with a space: ${JSON.stringify(value)}`);
  if (/[\p{Cc}\p{Zl}\p{Zp};[\]]|=>|\$\{|\\$/u.test(value)) {
    throw new OptionError(
      `${name} must not contain line breaks, control characters, brackets, semicolons, "=>" or "\${": ${JSON.stringify(value)}`,
    );
  }
  return value;
}

/** An absolute path without anything that Asterisk's files would read differently. */
export function safePath(name: string, value: string): string {
  if (!path.isAbsolute(value)) throw new OptionError(`${name} must be an absolute path: ${JSON.stringify(value)}`);
  return safeValue(name, path.normalize(value).replace(/(.)\/$/, '$1'));
}

/** An IPv4 or IPv6 address, no name. */
export function safeAddress(name: string, value: string): string {
  if (isIP(value) === 0 || value.includes('%'))
    throw new OptionError(`${name} must be an IP address: ${JSON.stringify(value)}`);
  return value;
}

/** A short word of letters, digits, `_` and `-`. */
export function safeWord(name: string, value: string): string {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(value))
    throw new OptionError(`${name} must be letters, digits, "_" and "-": ${JSON.stringify(value)}`);
  return value;
}

/** A whole number within bounds, both included. */
export function safeNumber(name: string, value: number, from: number, to: number): number {
  if (!Number.isSafeInteger(value) || value < from || value > to)
    throw new OptionError(`${name} must be a whole number from ${from} to ${to}: ${value}`);
  return value;
}

/** A TCP or UDP port that an ordinary user may open. */
export const safePort = (name: string, value: number): number => safeNumber(name, value, 1024, 65535);

/** The secret of the ARI user: printable, without what the file format reads differently. */
export function safeSecret(name: string, value: string): string {
  if (!/^[A-Za-z0-9_.~+/=-]{8,200}$/.test(value))
    throw new OptionError(`${name} must be 8 to 200 letters, digits and "_.~+/=-"`);
  return value;
}
